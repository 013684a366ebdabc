/** How two entities are connected: the shortest path from one to the other, line by line. */

import { cardTools } from "./card.js";
import { nothing } from "./left.js";
import { empty, entityLink, propositionRow, shortList } from "./parts.js";
import { pathCard } from "./path_card.js";
import { State } from "./state.js";
import { counted, el, quoted } from "./text.js";
import { View } from "./view.js";

/** How many claims of a step are shown before "Show all". */
const FIRST = 3;

/** The two ends of a path as one id for a selection, and the reverse. */
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
 ** The entities on the shortest path; of equally short paths, the one through the entities mentioned most; null if there is none.
 * @param {View} view
 * @param {string} from
 * @param {string} to
 * @returns {string[] | null}
 */
export function shortest(view, from, to) {
  /** @type {Map<string, string | null>} */ const before = new Map([[from, null]]);
  let edge = [from];
  while (edge.length && !before.has(to)) {
    edge.sort((a, b) => view.weight(b) - view.weight(a) || (a < b ? -1 : 1));
    const next = [];
    for (const id of edge) {
      for (const line of view.linesAt(id)) {
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

/** The lines between two entities. @param {View} view @param {string} a @param {string} b */
export function between(view, a, b) {
  return view.linesAt(a).filter((line) => line.voices.length && !line.onto_edge && (line.from === b || line.to === b));
}

/** What connects two entities on the path, with the sentence that says so. @param {View} view @param {import("./data.js").Proposition} p */
function step(view, p) {
  const claims = view.drawnOf(p.id);
  return el("div", {}, propositionRow(view, p, claims), claims[0] && el("blockquote", {}, quoted(claims[0].quote)));
}

/** @param {View} view @param {State} state @param {string} id @returns {HTMLElement} */
export function pathPanel(view, state, id) {
  const [from, to] = pathEnds(id) ?? ["", ""];
  const way = shortest(view, from, to);
  const head = el("h2", { tabindex: "-1" }, entityLink(view, from), el("span", { class: "verb" }, " to "), entityLink(view, to));
  if (from === to) return el("article", { class: "detail" }, head, empty("Both ends are the same. Choose another to see how the two are connected."));
  if (!way) return el("article", { class: "detail" }, head, nothing(view, state, "Nothing that connects them was read in these articles.", { account: true }));
  const told = way.slice(1).map((end, i) => connecting(view, way[i] ?? "", end));
  const steps = told.map((list, i) => el("li", { class: "step" },
    el("h3", {}, entityLink(view, way[i] ?? ""), el("span", { class: "verb" }, " \u2192 "), entityLink(view, way[i + 1] ?? "")),
    shortList(list.map((p) => step(view, p)), FIRST)));
  return el("article", { class: "detail" }, head, el("p", { class: "lead" }, `${counted(steps.length, "step")} apart.`), el("ol", { class: "steps" }, steps),
    cardTools("path", () => pathCard(view, way, told)));
}

/** What connects two entities directly, what is said most often first. @param {View} view @param {string} a @param {string} b */
export function connecting(view, a, b) {
  const ids = new Set(between(view, a, b).flatMap(({ propositions }) => propositions));
  return view.byClaims([...ids].flatMap((each) => view.propositions.get(each) ?? [])).filter((p) => view.drawnOf(p.id).length);
}
