/** Why the selection is not in the drawing, and how to bring it back, if possible. */

import { Chart } from "./chart.js";
import { selectedLines } from "./focus.js";
import { button, clearing, waysBack, where } from "./left.js";
import { State } from "./state.js";
import { el } from "./text.js";

/** @typedef {{why: string, ways: (Node | string)[]}} Reason */

/** A note at the head of the panel; null if the selection is visible, or is not something that is drawn. @param {Chart} chart @param {State} state */
export function absent(chart, state) {
  const found = reason(chart, state);
  return found && el("p", { class: "note absent" }, `Not in the drawing: ${found.why}.`, found.ways);
}

/** @param {Chart} chart @param {State} state @returns {Reason | null} */
function reason(chart, state) {
  const { view, state: { selection } } = chart;
  if (selection?.kind === "node") return ofSpot(chart, state, selection.id);
  const lines = selectedLines(view, state);
  if (lines.some(({ id }) => chart.courses.has(id))) return null;
  const [line] = lines;
  if (line) return ofLine(chart, state, line);
  const p = selection?.kind === "claim" ? view.propositions.get(selection.id) : undefined;
  return p ? ofSpot(chart, state, p.subject) : null;
}

/** @param {Chart} chart @param {State} state @param {string} id @returns {Reason | null} */
function ofSpot(chart, state, id) {
  const { view } = chart;
  const entity = view.entities.get(id);
  if (!entity || chart.visible.has(id)) return null;
  if (entity.size === undefined) return { why: "no line leads to it", ways: [] };
  if (state.hidden.has(entity.type)) return hidden(state);
  if (state.less.has(id)) return takenOut(state, [id]);
  const line = view.linesAt(id).find(({ voices }) => voices.length);
  return line ? ofLine(chart, state, line) : leftOut(chart, state);
}

/** @param {Chart} chart @param {State} state @param {import("./view.js").Line} line @returns {Reason} */
function ofLine(chart, state, line) {
  const { view } = chart;
  if (!line.voices.length) return leftOut(chart, state);
  const out = view.ends(line).filter((id) => state.less.has(id));
  return out.length ? takenOut(state, out) : hidden(state);
}

/** @param {Chart} chart @param {State} state @returns {Reason} */
function leftOut({ view }, state) {
  const reach = { account: true };
  return { why: `no claim of it is ${where(view, state, reach)}`, ways: waysBack(view, state, reach) };
}

/** @param {State} state @returns {Reason} */
function hidden(state) {
  return { why: "the filters hide it", ways: [" ", clearing(state)] };
}

/** @param {State} state @param {string[]} ids @returns {Reason} */
function takenOut(state, ids) {
  return { why: "it was taken out", ways: [" ", button("Bring it back", () => state.bring(ids))] };
}
