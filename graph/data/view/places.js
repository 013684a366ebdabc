/** Addresses of articles and of claims in them. */

import { View } from "./view.js";

/** The article that an address means: by its own id, or by that of a claim in it. @param {View} view @param {string} id */
export function articleOf(view, id) {
  return view.articles.get(id) ?? view.articles.get(view.data.claims.get(id)?.document ?? "");
}

/** The address of a claim's place in its article. @param {string} id */
export function placeOf(id) {
  return `#${new URLSearchParams({ text: id })}`;
}
