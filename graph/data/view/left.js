/** What the filters and an account leave of the articles: how the page says that something is missing, and the ways back. */

import { lacksClaims } from "./part.js";
import { State } from "./state.js";
import { el } from "./text.js";
import { View } from "./view.js";

/** @typedef {{account?: boolean}} Reach account: whether something can be missing because it is in no drawn account */

const EVERYWHERE = "in these articles";
const HELD = "in the part of the graph that this page holds";

/** The words for where all data in the page comes from. @param {import("./data.js").Data} data */
export function everywhere(data) {
  return lacksClaims(data) ? HELD : EVERYWHERE;
}

/** Whether the filters leave out any claim. @param {View} view */
export function filtered(view) {
  return view.claims.size < view.data.claims.size;
}

/** The account that is drawn, or the two accounts. @param {State["values"]} values */
export function drawn({ versus }) {
  return versus ? "these accounts" : "this account";
}

/** The words for what is searched: never "all articles" while only some of them count. @param {View} view @param {State} state @param {Reach} [reach] */
export function where(view, { values }, { account = false } = {}) {
  const world = account && values.world ? drawn(values) : "";
  if (filtered(view)) return `in what the filters leave${world && ` of ${world}`}`;
  return world ? `in ${world}` : everywhere(view.data);
}

/** A text about everything "in these articles", changed so that it is true for what is left. @param {View} view @param {State} state @param {string} text @param {Reach} [reach] */
export function narrowed(view, state, text, reach) {
  return text.replace(EVERYWHERE, where(view, state, reach));
}

/** The ways back to what is left out; none if nothing is. @param {View} view @param {State} state @param {Reach} [reach] */
export function waysBack(view, state, { account = false } = {}) {
  const ways = [filtered(view) && clearing(state), account && state.values.world && leaving(state)].filter((each) => each instanceof Node);
  return ways.flatMap((way) => [" ", way]);
}

/**
 ** The text of an empty panel, with the ways back.
 * @param {View} view
 * @param {State} state
 ** @param {string} text the form for everything "in these articles"
 * @param {Reach} [reach]
 */
export function nothing(view, state, text, reach) {
  return el("p", { class: "empty" }, narrowed(view, state, text, reach), waysBack(view, state, reach));
}

/** Clears the filters, but keeps the open account. @param {State} state */
export function clearing(state) {
  const { world = "", versus = "" } = state.values;
  return button("Clear the filters", () => state.clear({ world, versus }));
}

/** @param {State} state */
function leaving(state) {
  return button(`Leave ${drawn(state.values)}`, () => state.filter({ world: "", versus: "" }));
}

/** @param {string} text @param {() => void} click */
export function button(text, click) {
  return el("button", { type: "button", class: "tool", click }, text);
}
