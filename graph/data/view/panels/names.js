/** Everybody and everything by name. */

import { entityRow, section } from "../parts.js";
import { capital, el } from "../text.js";
import { View } from "../view.js";

/** @type {import("../panels.js").Panel} */
export const names = { id: "index", title: "Index", build };

/** @param {View} view */
function build(view) {
  const types = [...view.types.entries()].sort(([, a], [, b]) => a.label.localeCompare(b.label, "en"));
  const of = (/** @type {string} */ name) => [...view.entities.values()].filter(({ type }) => type === name)
    .sort((a, b) => a.label.localeCompare(b.label, "en") || (a.id < b.id ? -1 : 1));
  return el("div", { class: "detail" },
    el("h2", { tabindex: "-1" }, "Index"),
    el("p", { class: "lead" }, "Everybody and everything in the graph, by kind."),
    types.map(([name, { label }]) => section(capital(label), of(name).map(({ id }) => entityRow(view, id)))));
}
