/** How two entities are connected: the shortest way from one to the other, line by line. */

import { Data } from "./data.js";
import { nothing } from "./left.js";
import { empty, entityLink, propositionRow, shortList } from "./parts.js";
import { State } from "./state.js";
import { counted, el } from "./text.js";

/** So many claims of a step are shown before "Show all". */
const FIRST = 3;

/** The two ends of a path as one id of a selection, and back. */
export const pathId = (/** @type {string} */ from, /** @type {string} */ to) => JSON.stringify([from, to]);

/** @param {string} id @returns {[string, string] | null} */
export function pathEnds(id) {
  try {
    const ends = JSON.parse(id);
    return Array.isArray(ends) && ends.length === 2 && ends.every((end) => typeof end === "string") ? /** @type {[string, string]} */ (ends) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * The entities on the shortest way, among equal ones over those most spoken of; null where there is none.
 * @param {Data} data
 * @param {string} from
 * @param {string} to
 * @returns {string[] | null}
 */
export function shortest(data, from, to) {
  /** @type {Map<string, string | null>} */ const before = new Map([[from, null]]);
  let edge = [from];
  while (edge.length && !before.has(to)) {
    edge.sort((a, b) => (data.entities.get(b)?.weight ?? 0) - (data.entities.get(a)?.weight ?? 0) || (a < b ? -1 : 1));
    const next = [];
    for (const id of edge) {
      for (const line of data.linesAt.get(id) ?? []) {
        for (const end of line.voices.length && !line.onto_edge ? [line.from, line.to] : []) {
          if (before.has(end)) continue;
          before.set(end, id);
          next.push(end);
        }
      }
    }
    edge = next;
  }
  if (!before.has(to)) return null;
  const way = [];
  for (let id = /** @type {string | null | undefined} */ (to); id; id = before.get(id)) way.unshift(id);
  return way;
}

/** The lines between two entities. @param {Data} data @param {string} a @param {string} b */
export function between(data, a, b) {
  return (data.linesAt.get(a) ?? []).filter((line) => line.voices.length && !line.onto_edge && (line.from === b || line.to === b));
}

/** @param {Data} data @param {State} state @param {string} id @returns {HTMLElement} */
export function pathPanel(data, state, id) {
  const [from, to] = pathEnds(id) ?? ["", ""];
  const way = shortest(data, from, to);
  const head = el("h2", { tabindex: "-1" }, entityLink(data, from), el("span", { class: "verb" }, " to "), entityLink(data, to));
  if (from === to) return el("article", { class: "detail" }, head, empty("Both ends are the same: choose another one to see how they are connected."));
  if (!way) return el("article", { class: "detail" }, head, nothing(data, state, "Nothing that connects them was read in these articles.", { account: true }));
  const steps = way.slice(1).map((end, i) => {
    const start = way[i] ?? "";
    const ids = new Set(between(data, start, end).flatMap(({ propositions }) => propositions));
    const list = data.byClaims([...ids].flatMap((each) => data.propositions.get(each) ?? [])).filter((p) => data.drawnOf(p.id).length);
    return el("li", { class: "step" }, el("h3", {}, entityLink(data, start), el("span", { class: "verb" }, " \u2192 "), entityLink(data, end)),
      shortList(list.map((p) => propositionRow(data, p, data.drawnOf(p.id))), FIRST));
  });
  return el("article", { class: "detail" }, head, el("p", { class: "lead" }, `${counted(steps.length, "step")} apart.`), el("ol", { class: "steps" }, steps));
}
