/** What one side affirms and another denies. */

import { nothing } from "../left.js";
import { propositionRow, shortList } from "../parts.js";
import { State } from "../state.js";
import { el } from "../text.js";
import { View } from "../view.js";

/** @type {import("../panels.js").Panel} */
export const disputes = { id: "disputes", title: "Disputes", count: (view) => view.disputes.length, build: (view, { state }) => build(view, state) };

/** @param {View} view @param {State} state */
function build(view, state) {
  const rows = view.ranked().map((p) => propositionRow(view, p));
  return el("div", { class: "detail" },
    el("h2", { tabindex: "-1" }, "Disputes"),
    el("p", { class: "lead" }, "What one side affirms and another denies."),
    rows.length ? shortList(rows) : nothing(view, state, "Nothing that one side affirms and another denies was read in these articles."));
}
