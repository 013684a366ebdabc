/** The questions that the reader asks the drawing, derived from the state; each kind of question is drawn in its own way. */

import { asked } from "./filters.js";
import { pathEnds } from "./path.js";
import { articleOf } from "./places.js";
import { State } from "./state.js";
import { View } from "./view.js";

/**
 * @typedef {{kind: "around", id: string} | {kind: "calls", id: string} | {kind: "chain", from: string, to: string} | {kind: "sides", propositions: string[]}
 *   | {kind: "accounts", first: string, second: string} | {kind: "cast", of: string, article?: string} | {kind: "largest"}} Question
 */

/**
 ** The open questions, the most specific first: the drawing answers the first one that it can.
 * @param {View} view
 * @param {State} state
 * @param {{small: boolean}} screen small: too small for the whole overview
 * @returns {Question[]}
 */
export function questionsOf(view, state, { small }) {
  const { world, versus, article } = state.values;
  /** @type {Question[]} */ const open = ofSelection(view, state);
  if (world && versus) open.push({ kind: "accounts", first: world, second: versus });
  const of = world || asked(state) || article;
  if (of) open.push({ kind: "cast", of });
  if (small && !state.whole) open.push({ kind: "largest" });
  return open;
}

/** @param {View} view @param {State} state @returns {Question[]} */
function ofSelection(view, { selection }) {
  if (!selection) return [];
  const { kind, id } = selection;
  if (kind === "node") return [{ kind: isLabel(view, id) ? "calls" : "around", id }];
  if (kind === "claim") return [{ kind: "sides", propositions: [id] }];
  if (kind === "edge") return [{ kind: "sides", propositions: view.lines.get(id)?.propositions ?? [] }];
  if (kind === "text") return [articleOf(view, id)?.id ?? []].flat().map((article) => ({ kind: "cast", of: article, article }));
  const [from, to] = pathEnds(id) ?? [];
  return from !== undefined && to !== undefined && from !== to ? [{ kind: "chain", from, to }] : [];
}

/** Whether an entity is a label: the question is then who calls whom by it. @param {View} view @param {string} id */
function isLabel(view, id) {
  return (view.data.mentioning.get(id) ?? []).some((p) => p.as === id && view.relation(p.relation).labels && view.count(p.id));
}
