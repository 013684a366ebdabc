/** The source of a claim: its sentence in its paragraph, and as a query. */

import { Data } from "./data.js";
import { el, quoted, shortened, visible } from "./text.js";
import { plain, sentence, whyUnread } from "./words.js";

/**
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./data.js").Proposition} Proposition
 */

/** How many characters of a paragraph are shown before and after the sentence. */
const AROUND = 260;

/** The sentence, highlighted in its paragraph. @param {Data} data @param {Claim} claim @returns {HTMLElement} */
export function inContext(data, claim) {
  const text = data.passages[claim.passage ?? -1];
  const block = el("blockquote", { dir: "auto" });
  const show = (/** @type {boolean} */ all) => {
    const [before, after] = text === undefined ? ["", ""] : [text.slice(0, claim.start), text.slice(claim.end)];
    const head = all ? before : lastWords(before, AROUND);
    const tail = all ? after : shortened(after, AROUND);
    const cut = head !== before || tail !== after;
    const more = cut && el("button", { type: "button", class: "more", click: () => show(true) }, "Whole paragraph");
    const start = (claim.start ?? 0) - head.length;
    block.replaceChildren(around(data, claim, head, head === before ? 0 : start), el("mark", {}, quoted(claim.quote)),
      around(data, claim, tail, claim.end ?? 0), more || "");
    if (all) block.tabIndex = -1;
    if (all) block.focus();
  };
  show(false);
  return block;
}

/**
 ** Words around a sentence; silent sentences among them are marked, with the reason.
 * @param {Data} data
 * @param {Claim} claim
 * @param {string} text
 ** @param {number} from the place of its first letter in the passage
 */
function around(data, claim, text, from) {
  const inside = (data.silentAt.get(claim.passage ?? -1) ?? []).filter(({ start = 0, end = 0 }) => start >= from && end <= from + text.length);
  const out = el("span", { class: "context" });
  let at = 0;
  for (const silent of inside) {
    const [start, end] = [(silent.start ?? 0) - from, (silent.end ?? 0) - from];
    if (start < at || text.slice(start, end) !== silent.quote) continue;
    out.append(quoted(text.slice(at, start)), el("span", { class: "silent", title: whyUnread(data, silent) }, quoted(silent.quote)));
    at = end;
  }
  out.append(quoted(text.slice(at)));
  return out;
}

/** The end of a text, cut at a word if it is longer than `limit`. @param {string} text @param {number} limit */
function lastWords(text, limit) {
  if (text.length <= limit) return text;
  const cut = text.slice(text.length - limit);
  return `\u2026${cut.slice(cut.indexOf(" "))}`;
}

/** The query for the claims about a proposition, with a comment in words: on one line, or the rest would be part of the query. @param {Data} data @param {Proposition} p */
export function sparqlOf(data, p) {
  const words = visible(plain(data, sentence(data, p)).replace(/\s+/g, " "));
  return data.query.replace("PROPOSITION>", () => `${data.address(p)}>`).replace("SENTENCE", () => words);
}

/**
 ** Buttons that show a text to copy, and copy the text if the browser allows it.
 * @param {Record<string, () => string>} texts by the name of the button
 * @returns {HTMLElement}
 */
export function copies(texts) {
  const box = el("div", { class: "copied" });
  const buttons = Object.entries(texts).map(([name, text]) => el("button", { type: "button", class: "tool", "aria-expanded": "false", click: (event) => {
    const open = event.target.getAttribute("aria-expanded") !== "true";
    for (const each of buttons) each.setAttribute("aria-expanded", String(open && each === event.target));
    if (open) show(box, text());
    else box.replaceChildren();
  } }, name));
  return el("div", { class: "copies" }, el("p", { class: "tools" }, buttons), box);
}

/** @param {HTMLElement} box @param {string} text */
function show(box, text) {
  const told = el("p", { class: "note", role: "status" });
  const block = el("pre", { tabindex: "0" }, text);
  box.replaceChildren(block, told);
  getSelection()?.selectAllChildren(block);
  navigator.clipboard?.writeText(text).then(() => told.replaceChildren("Copied."), () => told.replaceChildren("Selected. Copy it with your keyboard."));
}
