/** What can be done with an entity in the drawing: bring in its neighbours, hide it, find a path, open its account. */

import { owners } from "./accounts.js";
import { button } from "./left.js";
import { Scope } from "./scope.js";
import { State } from "./state.js";
import { el } from "./text.js";

/** How many neighbours are brought in at a time. */
const NEIGHBOURS = 30;

/**
 * @param {string} id
 * @param {Scope} scope
 * @param {State} state
 * @param {(id: string) => void} findPath
 * @returns {HTMLElement | null}
 */
export function entityActions(id, scope, state, findPath) {
  const { view } = scope;
  const speaks = owners(view).some((owner) => owner.id === id);
  const drawable = view.entities.get(id)?.size !== undefined;
  const missing = drawable ? scope.missing(id) : [];
  const some = missing.slice(0, NEIGHBOURS);
  const list = [
    missing.length > 0 && button(missing.length > some.length ? `Expand ${some.length} of ${missing.length} neighbours` : `Expand ${missing.length} more`, () => state.bring(some)),
    speaks && button("Draw only their account", () => state.open("accounts", { world: id, versus: "" })),
    drawable && button("Path to \u2026", () => findPath(id)),
    state.pins.has(id) && scope.places.has(id) && button("Unpin", () => state.unpin(id)),
    scope.places.has(id) && button("Hide", () => state.drop(id)),
  ].filter((each) => each instanceof Node);
  return list.length ? el("p", { class: "tools" }, list) : null;
}
