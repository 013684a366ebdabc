/** What one side denies and another affirms or is said to allege, and what two sides report differently. */

import { nothing } from "../left.js";
import { propositionRow, shortList } from "../parts.js";
import { State } from "../state.js";
import { el } from "../text.js";
import { View } from "../view.js";

/** @type {import("../panels.js").Panel} */
export const disputes = { id: "disputes", title: "Disputes", count: (view) => view.disputes.length, build: (view, { state }) => build(view, state) };

/** @param {View} view @param {State} state */
function build(view, state) {
  const row = (/** @type {import("../data.js").Proposition} */ p) => el("div", {}, propositionRow(view, p), el("p", { class: "note" }, view.data.because[p.id] ?? ""));
  const rows = view.ranked().map(row);
  const pairs = view.rivals.flatMap(([one, other]) => [one, other].flatMap((id) => view.propositions.get(id) ?? []));
  return el("div", { class: "detail" },
    el("h2", { tabindex: "-1" }, "Disputes"),
    el("p", { class: "lead" }, "What one side denies and another affirms, or is said to allege."),
    rows.length ? shortList(rows) : nothing(view, state, "Nothing that one side affirms and another denies was read in these articles."),
    pairs.length > 0 && [el("h3", {}, "Told differently"), el("p", { class: "lead" }, "Two figures or two labels for the same thing; nobody denies either."), shortList(pairs.map(row))]);
}
