/** Everybody and everything by name. */

import { filtered, waysBack } from "../left.js";
import { lacksClaims } from "../part.js";
import { entityRow, section } from "../parts.js";
import { State } from "../state.js";
import { capital, el } from "../text.js";
import { View } from "../view.js";

/** @type {import("../panels.js").Panel} */
export const names = { id: "index", title: "Index", build: (view, { state }) => build(view, state) };

/** @param {View} view @param {State} state */
function build(view, state) {
  const types = [...view.types.entries()].sort(([, a], [, b]) => a.label.localeCompare(b.label, "en"));
  const left = (/** @type {string} */ id) => !filtered(view) || view.weight(id) > 0;
  const of = (/** @type {string} */ name) => [...view.entities.values()].filter(({ type, id }) => type === name && left(id))
    .sort((a, b) => a.label.localeCompare(b.label, "en") || (a.id < b.id ? -1 : 1));
  return el("div", { class: "detail" },
    el("h2", { tabindex: "-1" }, "Index"),
    el("p", { class: "lead" }, filtered(view) ? "Everybody and everything that the filters leave, by kind." : `Everybody and everything in the graph${lacksClaims(view.data) ? ", of the part that this page holds" : ""}, by kind.`, waysBack(view, state)),
    types.map(([name, { label }]) => section(capital(label), of(name).map(({ id }) => () => entityRow(view, id)))));
}
