/** How a page with only a part of a large graph says so wherever it counts something or finds nothing. */

import { counted, el } from "./text.js";

/**
 ** The totals of the whole graph; texts are those of articles, around the sentences.
 * @typedef {{claims: number, disputes: number, articles: number, texts: number}} Whole
 * @typedef {import("./data.js").Data} Data
 */

/** Whether there are claims that this page does not contain; what it says about a claim that it contains is still complete. @param {Data} data */
export function lacksClaims({ claims, whole }) {
  return whole !== null && claims.size < whole.claims;
}

/** "6,000 of 10,000 claims", "all 10,000 claims" or "1 claim". @param {number} held @param {number} all @param {string} name */
function share(held, all, name) {
  if (held < all) return `${held.toLocaleString("en")} of ${counted(all, name)}`;
  return all > 1 ? `all ${counted(all, name)}` : counted(all, name);
}

/** How many of all claims this page contains: "6,000 of 10,000 claims". @param {Data} data */
export function claimsHeld({ claims, whole }) {
  return share(claims.size, whole?.claims ?? claims.size, "claim");
}

/** The number of articles for which this page contains the text around the sentences. @param {Data} data */
export function textsHeld({ passagesIn, whole }) {
  return share(passagesIn.size, whole?.texts ?? passagesIn.size, "article");
}

/** The note at the head of every list and card if claims are missing. @param {Data} data @returns {HTMLElement | null} */
export function partNote(data) {
  return lacksClaims(data) ? el("p", { class: "note part" }, `Out of a part of the graph: ${claimsHeld(data)}. `, rest()) : null;
}

/** What this page contains, and why no more; null if it contains everything. @param {Data} data @returns {HTMLElement | null} */
export function held(data) {
  const { whole } = data;
  if (!whole) return null;
  const why = "The whole graph is more than a browser can open well. ";
  if (!lacksClaims(data)) return el("p", { class: "note part" }, `${why}This page holds ${claimsHeld(data)}, but the text around their sentences only of ${textsHeld(data)}. `, rest());
  const figures = [whole.disputes ? share(data.disputes.length, whole.disputes, "dispute") : "", `something out of ${share(data.articles.size, whole.articles, "article")}`, whole.texts ? `the text around the sentences of ${textsHeld(data)}` : ""];
  return el("p", { class: "note part" }, `${why}This page holds ${claimsHeld(data)}, ${figures.filter(Boolean).join(", ")}: what is in dispute first, then what is said against somebody, then those most spoken of. `,
    "What it counts is this part; but of every claim in it, it shows all who affirm, deny or answer it.");
}

/** Where the whole graph is: on the server of this page, if that is ours. */
function rest() {
  const tells = "\u201crashomon serve\u201d";
  const served = /^https?:$/.test(location.protocol) && location.pathname.endsWith("/page");
  return el("span", {}, served ? el("a", { class: "entity", href: new URL(".", location.href).href }, "This server") : tells, " shows all.");
}
