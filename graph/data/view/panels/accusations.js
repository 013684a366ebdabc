/** Who accuses whom of what, and how it was answered. */

import { claimLink, distinct } from "../claims.js";
import { filtered, nothing, waysBack, where } from "../left.js";
import { sample } from "../looks.js";
import { propositionRow, shortList } from "../parts.js";
import { answers, possibleAnswers, silences } from "../said.js";
import { State } from "../state.js";
import { counted, el, quoted } from "../text.js";
import { View } from "../view.js";

/** The relation for an act of denying; its subject then also denies the content. */
const DENIES = "denies";

/** @type {import("../panels.js").Panel} */
export const accusations = { id: "accusations", title: "Accusations", count: (view) => view.ledger().length, build: (view, { state }) => build(view, state) };

/** @param {View} view @param {State} state */
function build(view, state) {
  const rows = view.ledger().map((p) => () => el("div", { class: "accusation" }, propositionRow(view, p), answered(view, state, p)));
  return el("div", { class: "detail" },
    el("h2", { tabindex: "-1" }, "Accusations"),
    el("p", { class: "lead" }, "Who accuses whom of what, and how it was answered."),
    rows.length > 0 && filtered(view) && el("p", { class: "note" }, "The filters leave out some claims, perhaps including answers.", waysBack(view, state)),
    rows.length ? shortList(rows) : nothing(view, state, "No accusation was read in these articles."));
}

/** @param {View} view @param {State} state @param {import("../data.js").Proposition} p @returns {HTMLElement[]} */
function answered(view, state, p) {
  const list = (/** @type {import("../data.js").Claim[]} */ claims) => el("ul", { class: "exchange" },
    distinct(once(view, claims)).map((claim) => el("li", {}, sample(claim.voice), claimLink(view, claim))));
  const [read, possible, silent] = [answers(view, p), possibleAnswers(view, p), silences(view, p)];
  if (!read.length && !possible.length && !silent.length) return [el("p", { class: "unanswered" }, `No answer was read ${where(view, state)}.`)];
  const told = (/** @type {string} */ lead, /** @type {import("../data.js").Claim[]} */ claims) => claims.length > 0 && el("div", { class: "possible" }, el("p", { class: "unanswered" }, lead),
    el("ul", { class: "exchange" }, claims.map((claim) => el("li", {}, sample(claim.voice), claimLink(view, claim), el("blockquote", {}, quoted(claim.quote))))));
  return [read.length > 0 && list(read), told("Asked about it, without an answer:", silent), told(`${counted(possible.length, "possible answer")}:`, possible)].filter((each) => each instanceof Node);
}

/** The claims without acts of denying that also occur as denials. @param {View} view @param {import("../data.js").Claim[]} claims */
function once(view, claims) {
  const denial = (/** @type {string | undefined} */ speaker, /** @type {string | undefined} */ what) => JSON.stringify([speaker, what]);
  const denials = new Set(claims.filter(({ stance }) => stance === "denied").map(({ speaker, proposition }) => denial(speaker, proposition)));
  return claims.filter(({ stance, proposition }) => {
    const act = view.propositions.get(proposition);
    return act?.relation !== DENIES || stance !== "affirmed" || !denials.has(denial(act.subject, act.content));
  });
}
