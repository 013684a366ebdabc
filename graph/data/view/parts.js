/** The parts of panels: names with links, sentences, rows and sections. */

import { ARTICLE, Data, push, VOICES } from "./data.js";
import { sample, signOf } from "./looks.js";
import { counted, el, quoted } from "./text.js";
import { View } from "./view.js";
import { bare, marks, sentence, speaker } from "./words.js";

/**
 * @typedef {import("./data.js").Proposition} Proposition
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./words.js").Part} Part
 * @typedef {import("./text.js").Child} Child
 * @typedef {HTMLElement | (() => HTMLElement)} Row a function for rows of long lists, which are made only when shown
 */

/** How many rows of a section are shown before "Show all". */
const FIRST = 8;
/** How many rows are made at a time: a browser would need seconds for a hundred thousand. */
const PORTION = 500;
/** The rows of lists that have not yet been made. @type {WeakMap<Element, Row[]>} */ const WAITING = new WeakMap();

/**
 ** A heading with its content; null if there is none.
 * @param {string} title
 * @param {Row[]} rows
 * @param {{note?: string, first?: number, count?: boolean | string}} [how] count: whether to say how many there are, or how many
 * @returns {HTMLElement | null}
 */
export function section(title, rows, { note, first = FIRST, count = true } = {}) {
  if (!rows.length) return null;
  return el("section", { class: "section" },
    el("h3", {}, quoted(title, "span"), count && el("span", { class: "count" }, count === true ? String(rows.length) : count)),
    note && el("p", { class: "note" }, note),
    shortList(rows, first));
}

/**
 ** The rows as a list; all but the first are behind a button, and very long lists are shown in portions.
 * @param {Row[]} rows
 * @param {number} [first]
 * @returns {HTMLElement}
 */
export function shortList(rows, first = FIRST) {
  const list = el("ul", { class: "rows" }, items(rows.slice(0, PORTION), first));
  if (rows.length <= first) return list;
  WAITING.set(list, rows.slice(PORTION));
  const more = el("button", { type: "button", class: "more", click: () => {
    const shown = list.querySelectorAll(":scope > :not([hidden])").length;
    openList(list);
    /** @type {HTMLElement | null | undefined} */ (list.children[shown]?.querySelector("a, button"))?.focus();
  } }, rows.length > PORTION ? `Show ${PORTION} of ${rows.length.toLocaleString("en")}` : `Show all ${rows.length}`);
  return el("div", {}, list, more);
}

/** @param {Row[]} rows @param {number} first */
function items(rows, first) {
  return rows.map((row, i) => el("li", { hidden: i >= first }, typeof row === "function" ? row() : row));
}

/** Shows all rows of a short list, or the next rows of a very long one. @param {Element} list */
export function openList(list) {
  const [hidden, waiting] = [list.querySelectorAll(":scope > [hidden]"), WAITING.get(list) ?? []];
  for (const item of hidden) item.removeAttribute("hidden");
  if (!hidden.length) list.append(...items(waiting.splice(0, PORTION), PORTION));
  list.classList.add("opened");
  if (waiting.length) list.nextElementSibling?.replaceChildren(`Show ${Math.min(PORTION, waiting.length)} more of ${(list.children.length + waiting.length).toLocaleString("en")}`);
  else list.nextElementSibling?.remove();
}

/**
 ** The name of an entity as a link to it.
 * @param {Data | View} data
 * @param {string} id
 * @returns {HTMLElement}
 */
export function entityLink(data, id) {
  if (!data.entities.has(id)) return quoted(id);
  return el("a", { class: "entity", href: `#${new URLSearchParams({ node: id })}` }, quoted(data.name(id)));
}

/**
 ** A sentence; its names are links if `linked`.
 * @param {Data | View} data
 * @param {Part[]} parts
 * @param {boolean} linked
 * @param {number} [depth] how many quotations are around it
 * @returns {(HTMLElement | string)[]}
 */
export function words(data, parts, linked, depth = 0) {
  return parts.flatMap((part, i) => {
    const space = i && !("text" in part && part.text === ":") ? " " : "";
    if ("text" in part) return [space, el("span", { class: "verb" }, part.text)];
    if ("entity" in part) return [space, linked ? entityLink(data, part.entity) : el("b", {}, quoted(data.name(part.entity)))];
    const inner = "words" in part ? [quoted(bare(part.words))] : words(data, part.inner, linked, depth + 1);
    return [space, inQuotes(inner, depth)];
  });
}

/**
 ** Words in quotation marks that are part of the text, so that they are copied with it.
 * @param {(HTMLElement | string)[]} inner
 * @param {number} [depth]
 * @returns {HTMLElement}
 */
export function inQuotes(inner, depth = 0) {
  const [open, close] = marks(depth);
  return el("q", {}, open, inner, close);
}

/**
 * A button that leads to a proposition: what it says, and who takes which stance on it.
 * @param {View} view
 * @param {Proposition} p
 * @param {Claim[]} [claims] those to name; all by default
 * @returns {HTMLElement}
 */
export function propositionRow(view, p, claims = view.claimsOf.get(p.id) ?? []) {
  const voices = VOICES.filter((voice) => claims.some((claim) => claim.voice === voice));
  return el("a", { class: "row", href: `#${new URLSearchParams({ claim: p.id })}` },
    el("span", { class: "row-voices" }, voices.map((voice) => sample(voice))),
    el("span", { class: "row-words" }, words(view, sentence(view, p), false)),
    el("span", { class: "row-who" }, whoSays(view, claims), view.contested.has(p.id) && [" ", el("span", { class: "tag" }, "disputed")]));
}

/** Up to this number of speaking articles, their titles are given. */
const TITLES = 2;

/**
 * "Noem, Colombia’s MoD Speaks Out ×2 · denied by Sanchez".
 * @param {View} view
 * @param {Claim[]} claims
 * @returns {HTMLElement}
 */
export function whoSays(view, claims) {
  const groups = /** @type {const} */ ([["affirmed", ""], ["denied", "denied by "], ["hedged", "suggested by "], ["withdrawn", "taken back by "]]);
  const out = el("span", {});
  for (const [stance, lead] of groups) {
    const those = claims.filter((claim) => claim.stance === stance);
    if (!those.length) continue;
    if (out.childNodes.length) out.append(" \u00b7 ");
    out.append(lead);
    speakersOf(view, those).forEach((part, i) => out.append(i ? ", " : "", ...part));
  }
  return out;
}

/** Each speaker of some claims once, with the number of claims; if there are many articles, the rest are only counted. @param {View} view @param {Claim[]} claims @returns {(string | HTMLElement)[][]} */
function speakersOf(view, claims) {
  /** @type {Map<string, Claim[]>} */ const by = new Map();
  for (const claim of claims) push(by, speaker(view, claim), claim);
  const titles = [...by].filter(([, [first]]) => first && isArticle(first)).map(([name]) => name);
  const left = new Set(titles.length > TITLES + 1 ? titles.slice(TITLES) : []);
  const named = [...by].filter(([name]) => !left.has(name)).map(([name, those]) =>
    [titles.includes(name) ? el("cite", {}, quoted(name)) : quoted(name), those.length > 1 ? ` \u00d7${those.length}` : ""]);
  return left.size ? [...named, [counted(left.size, "more article")]] : named;
}

/**
 * A button that leads to an entity, with its sign.
 * @param {View} view
 * @param {string} id
 * @returns {HTMLElement}
 */
export function entityRow(view, id) {
  const entity = view.entities.get(id);
  const names = entity?.aliases ?? [];
  return el("a", { class: "row row-entity", href: `#${new URLSearchParams({ node: id })}` },
    signOf(view, id),
    el("span", { class: "row-words" }, el("b", {}, quoted(view.name(id))),
      names.length > 0 && el("span", { class: "also" }, " ", quoted(names.slice(0, 3).join(", ")))),
    el("span", { class: "row-who" }, counted(view.weight(id), "claim")));
}

/** The text of an empty panel. @param {string} text */
export function empty(text) {
  return el("p", { class: "empty" }, text);
}

/** Whether a claim is an article's own. @param {Claim} claim */
export function isArticle(claim) {
  return claim.speaker === ARTICLE;
}
