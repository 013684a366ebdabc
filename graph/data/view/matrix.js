/** Who calls whom what: a row for each that is labelled, a column for each that labels. */

import { Data, VOICES } from "./data.js";
import { nothing } from "./left.js";
import { sample } from "./looks.js";
import { entityLink, whoSays } from "./parts.js";
import { State } from "./state.js";
import { el, quoted } from "./text.js";

/** @typedef {import("./data.js").Proposition} Proposition */

/** So many rows and columns are shown before "Show all". */
const MOST = 40;

/** All classifications that somebody speaks of. @param {Data} data @returns {Proposition[]} */
export function labels(data) {
  return [...data.propositions.values()].filter((p) => p.object && p.as && data.relation(p.relation).labels && data.count(p.id));
}

/** @param {Data} data @param {State} state @returns {HTMLElement} */
export function labelMatrix(data, state) {
  const found = labels(data);
  const often = (/** @type {"subject" | "object"} */ role) => {
    /** @type {Map<string, number>} */ const counts = new Map();
    for (const p of found) counts.set(p[role] ?? "", (counts.get(p[role] ?? "") ?? 0) + data.count(p.id));
    return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([id]) => id);
  };
  const box = el("div", { class: "matrix-box" });
  const draw = (/** @type {number} */ most) => {
    const [objects, classifiers] = [often("object"), often("subject")];
    const more = Math.max(objects.length, classifiers.length) > most;
    box.replaceChildren(table(data, found, objects.slice(0, most), classifiers.slice(0, most)),
      more ? el("button", { type: "button", class: "more", click: () => draw(Infinity) }, `Show all ${objects.length} by ${classifiers.length}`) : "");
  };
  draw(MOST);
  return el("div", { class: "detail" },
    el("h2", { tabindex: "-1" }, "Labels"),
    el("p", { class: "lead" }, "Who calls whom what. Choose a label to read the sentence."),
    found.length ? box : nothing(data, state, "No label was read in these articles."));
}

/** @param {Data} data @param {Proposition[]} found @param {string[]} objects @param {string[]} classifiers */
function table(data, found, objects, classifiers) {
  const cell = (/** @type {string} */ object, /** @type {string} */ subject) => {
    const list = found.filter((p) => p.object === object && p.subject === subject);
    return el("td", {}, list.map((p) => label(data, p)));
  };
  return el("div", { class: "matrix", tabindex: "0", role: "region", "aria-label": "Who calls whom what" }, el("table", {},
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, "according to"), classifiers.map((id) => el("th", { scope: "col" }, entityLink(data, id))))),
    el("tbody", {}, objects.map((object) => el("tr", {}, el("th", { scope: "row" }, entityLink(data, object)), classifiers.map((id) => cell(object, id)))))));
}

/** @param {Data} data @param {Proposition} p */
function label(data, p) {
  const claims = data.claimsOf.get(p.id) ?? [];
  const voices = VOICES.filter((voice) => claims.some((claim) => claim.voice === voice));
  const disputed = data.contested.has(p.id);
  // The signs of the voices are pictures: whoever hears the page is told who says so, and who denies or doubts it.
  const heard = `${data.name(p.as)}${disputed ? ", disputed" : ""}: ${whoSays(data, claims).textContent}`;
  return el("a", { class: "label", href: `#${new URLSearchParams({ claim: p.id })}`, "aria-label": heard }, voices.map((voice) => sample(voice)), " ", quoted(data.name(p.as)),
    disputed && el("span", { class: "tag" }, "disputed"));
}
