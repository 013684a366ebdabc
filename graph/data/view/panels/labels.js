/** Who calls whom what: a row for each entity that is labelled, a column for each entity that labels others. */

import { cardTools } from "../card.js";
import { VOICES } from "../data.js";
import { labelCard } from "../label_card.js";
import { nothing } from "../left.js";
import { sample } from "../looks.js";
import { entityLink, whoSays } from "../parts.js";
import { State } from "../state.js";
import { counted, el, quoted } from "../text.js";
import { View } from "../view.js";

/** @typedef {import("../data.js").Proposition} Proposition */

/** How many rows and columns are shown before "Show all". */
const MOST = 40;

/** @type {import("../panels.js").Panel} */
export const labels = { id: "labels", title: "Labels", wide: true, count: (view) => classifications(view).length, build: (view, { state }) => build(view, state) };

/** All classifications that somebody mentions. @param {View} view @returns {Proposition[]} */
function classifications(view) {
  return [...view.propositions.values()].filter((p) => p.object && p.as && view.relation(p.relation).labels && view.count(p.id));
}

/** @param {View} view @param {State} state @returns {HTMLElement} */
function build(view, state) {
  const found = classifications(view);
  const often = (/** @type {"subject" | "object"} */ role) => {
    /** @type {Map<string, number>} */ const counts = new Map();
    for (const p of found) counts.set(p[role] ?? "", (counts.get(p[role] ?? "") ?? 0) + view.count(p.id));
    return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([id]) => id);
  };
  const box = el("div", { class: "matrix-box" });
  const [objects, classifiers] = [often("object"), often("subject")];
  const draw = (/** @type {number} */ most) => {
    const more = Math.max(objects.length, classifiers.length) > most;
    box.replaceChildren(table(view, found, objects.slice(0, most), classifiers.slice(0, most)),
      more ? el("button", { type: "button", class: "more", click: () => draw(Infinity) }, `Show all ${counted(objects.length, "row")} and ${counted(classifiers.length, "column")}`) : "");
  };
  draw(MOST);
  return el("div", { class: "detail" },
    el("h2", { tabindex: "-1" }, "Labels"),
    el("p", { class: "lead" }, "Who calls whom what. Choose a label to read the sentence."),
    found.length > 0 && cardTools("labels", () => labelCard(view, found, objects, classifiers)),
    found.length ? box : nothing(view, state, "No label was read in these articles."));
}

/** @param {View} view @param {Proposition[]} found @param {string[]} objects @param {string[]} classifiers */
function table(view, found, objects, classifiers) {
  const cell = (/** @type {string} */ object, /** @type {string} */ subject) => {
    const list = found.filter((p) => p.object === object && p.subject === subject);
    return el("td", {}, list.map((p) => label(view, p)));
  };
  return el("div", { class: "matrix", tabindex: "0", role: "region", "aria-label": "Who calls whom what" }, el("table", {},
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "according to"), classifiers.map((id) => el("th", { scope: "col" }, entityLink(view, id))))),
    el("tbody", {}, objects.map((object) => el("tr", {}, el("th", { scope: "row" }, entityLink(view, object)), classifiers.map((id) => cell(object, id)))))));
}

/** @param {View} view @param {Proposition} p */
function label(view, p) {
  const claims = view.claimsOf.get(p.id) ?? [];
  const voices = VOICES.filter((voice) => claims.some((claim) => claim.voice === voice));
  const disputed = view.contested.has(p.id);
  // The signs for the voices are pictures: screen readers get text for who says so, and who denies or doubts it.
  const heard = `${view.name(p.as)}${disputed ? ", disputed" : ""}: ${whoSays(view, claims).textContent}`;
  return el("a", { class: "label", href: `#${new URLSearchParams({ claim: p.id })}`, "aria-label": heard }, voices.map((voice) => sample(voice)), " ", quoted(view.name(p.as)),
    disputed && el("span", { class: "tag" }, "disputed"));
}
