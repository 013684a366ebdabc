/** An article: its text with every claim underlined like its line in the drawing, the speakers next to it, and what was not read. */

import { claimLink } from "./claims.js";
import { VOICES } from "./data.js";
import { filtered, waysBack } from "./left.js";
import { sample } from "./looks.js";
import { piecesOf } from "./marked.js";
import { lacksClaims, textsHeld } from "./part.js";
import { empty, entityLink, isArticle } from "./parts.js";
import { articleOf } from "./places.js";
import { selecting } from "./record.js";
import { State } from "./state.js";
import { counted, el, quoted, webAddress } from "./text.js";
import { View } from "./view.js";
import { attitude, covered, speaker, whyUnread } from "./words.js";

/**
 * @typedef {import("./data.js").Article} Article
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./data.js").Silent} Silent
 * @typedef {import("./marked.js").Mark<Claim | Silent>} Mark
 * @typedef {{at: number, text: string, marks: Mark[], part: boolean}} Passage at: where it begins in the article; part: it is less than a paragraph
 */

/** @param {Claim | Silent} it @returns {it is Claim} */
function isClaim(it) {
  return "proposition" in it;
}

/** The passages of an article, and the sentences in none of them, in order. @param {View} view @param {Article} article @returns {Passage[]} */
export function passagesOf({ data, claimsIn }, article) {
  const found = [...(claimsIn.get(article.id) ?? []), ...(data.silentIn.get(article.id) ?? [])];
  /** @type {Map<number, Mark[]>} */ const inside = new Map((data.passagesIn.get(article.id) ?? []).map((number) => [number, []]));
  /** @type {Map<string, Passage>} */ const alone = new Map();
  for (const of of found) {
    const { passage, start = 0, end = 0, quote } = of;
    if (passage !== undefined) inside.get(passage)?.push({ start, end, of });
    else {
      const at = data.place(of)[0];
      const one = alone.get(`${at} ${quote}`) ?? { at, text: quote, marks: [], part: true };
      one.marks.push({ start: 0, end: quote.length, of });
      alone.set(`${at} ${quote}`, one);
    }
  }
  const whole = [...inside].map(([number, marks]) => ({ at: data.starts[number] ?? 0, text: data.passages[number] ?? "", marks, part: false }));
  return [...whole, ...alone.values()].sort((a, b) => a.at - b.at);
}

/**
 * @param {View} view
 * @param {State} state
 * @param {string} id of the article, or of a claim in it
 * @returns {HTMLElement}
 */
export function articlePanel(view, state, id) {
  const article = articleOf(view, id);
  if (!article) return empty("This page has no such article.");
  const passages = passagesOf(view, article);
  const [first] = passages;
  const title = article.title ?? article.file;
  // The title appears only once, with what was read from it.
  const headed = first?.text.trim() === title.trim() ? first : undefined;
  const rest = headed ? passages.slice(1) : passages;
  const number = view.claimsIn.get(article.id)?.length ?? 0;
  return el("article", { class: "detail article-text" },
    el("p", { class: "kicker" }, "Article"),
    headed ? paragraph(view, state, headed, id, "h2") : el("h2", { tabindex: "-1" }, quoted(title, "cite")),
    source(article),
    el("p", { class: "note" }, `${counted(number, "claim")} ${number === 1 ? "is" : "are"} underlined${number ? ": choose one to see it in the graph" : ""}. `, article.telling !== undefined && `${covered(view, [article])}.`,
      filtered(view) && [" The filters leave out some claims.", ...waysBack(view, state)]),
    lacksClaims(view.data) && el("p", { class: "note" }, "Where something is not underlined, there may be claims that this page has no room for."),
    !article.whole && el("p", { class: "note" }, view.data.whole && !view.data.passagesIn.has(article.id)
      ? `Only sentences of it are in this page, which has room for the text of ${textsHeld(view.data)}.` : "Only the passages in which something was read, or might have been, are in this page."),
    el("div", { class: "passages" }, rest.map((it) => paragraph(view, state, it, id, it.part ? "blockquote" : "p"))));
}

/** @param {Article} article */
function source({ outlet, author, published, url, file }) {
  const address = webAddress(url);
  const facts = [outlet, author].flatMap((fact) => (fact ? [quoted(fact), " \u00b7 "] : []));
  return el("p", { class: "source" }, facts, published && [el("time", { datetime: published }, published), " \u00b7 "],
    address ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, quoted(address)) : url ? quoted(url) : quoted(file));
}

/**
 ** A passage with its marks, the speakers next to it, and a place below for what is chosen in it.
 * @param {View} view
 * @param {State} state
 * @param {Passage} it
 ** @param {string} here the claim that was opened, if any
 * @param {string} tag
 */
function paragraph(view, state, { text, marks, part }, here, tag) {
  const below = el("div", { class: "below" });
  /** @type {Set<Claim | Silent>} */ const seen = new Set();
  const pieces = piecesOf(text, marks).map((piece) => {
    const isNew = piece.marks.some((each) => !seen.has(each));
    for (const each of piece.marks) seen.add(each);
    return piece.marks.length ? marked(view, state, piece, here, isNew, below) : piece.text;
  });
  const words = el(tag, { class: "words", dir: "auto", tabindex: tag === "h2" ? "-1" : null }, part && "\u2026 ", pieces, part && " \u2026");
  return el("div", { class: "passage" }, el("ul", { class: "margin", "aria-label": "Who speaks here" }, speakers(view, marks.map(({ of }) => of).filter(isClaim))), el("div", {}, words, below));
}

/** The speakers in a passage, each once for each voice. @param {View} view @param {Claim[]} claims */
function speakers(view, claims) {
  const each = new Map(claims.map((claim) => [`${claim.voice} ${speaker(view, claim)}`, claim]));
  return [...each.values()].map((claim) => el("li", {}, sample(claim.voice),
    isOwn(claim) ? el("span", {}, "stated here") : claim.speaker === undefined || isArticle(claim) || claim.relayed_by?.length ? el("span", {}, quoted(speaker(view, claim))) : entityLink(view, claim.speaker)));
}

/** Whether the article itself says it. @param {Claim} claim */
const isOwn = (claim) => isArticle(claim) && !claim.relayed_by?.length;

/**
 ** A piece of text from which something was read, or a silent sentence.
 * @param {View} view
 * @param {State} state
 * @param {import("./marked.js").Piece<Claim | Silent>} piece
 * @param {string} here
 ** @param {boolean} isNew whether something begins here: a mere continuation is not a separate step for the keyboard
 * @param {HTMLElement} below
 */
function marked(view, state, { text, marks }, here, isNew, below) {
  const claims = marks.filter(isClaim);
  const silent = marks.flatMap((it) => (isClaim(it) ? [] : it));
  const voices = VOICES.filter((voice) => claims.some((claim) => claim.voice === voice));
  // A paragraph has one direction; its pieces must not have their own, or they would change places.
  /** @type {HTMLElement} */ let inner = el("span", {}, text);
  // One line below the other for any number of voices.
  for (const [depth, voice] of voices.entries()) inner = el("span", { class: `line line-${depth} voice-${voice}` }, inner);
  if (!voices.length) inner = el("span", { class: "silent-text" }, inner);
  const told = claims.length ? [...new Set(claims.map((claim) => `${speaker(view, claim)} ${attitude(claim)}`))].join("; ") : `Not read: ${silent.map((it) => whyUnread(view, it)).join(" ")}`;
  const one = new Set(claims.map(({ proposition }) => proposition)).size === 1 ? claims[0] : undefined;
  const button = el("span", {
    role: "button", class: `said${claims.some(({ id }) => id === here) ? " here" : ""}`, tabindex: isNew ? "0" : "-1", title: told, "aria-label": `${text}. ${told}`,
    "aria-expanded": one ? null : "false",
    click: () => (one ? follow(state, one) : open(view, state, button, below, claims, silent)),
    keydown: (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      button.click();
    },
  }, inner);
  return button;
}

/** Goes to a claim in such a way that going back leads to its place in the text. @param {State} state @param {Claim} claim */
function follow(state, claim) {
  state.amend(selecting({ kind: "text", id: claim.id }));
  state.select({ kind: "claim", id: claim.proposition });
}

/**
 * What was read from a piece of text, shown below its paragraph.
 * @param {View} view
 * @param {State} state
 * @param {HTMLElement} button
 * @param {HTMLElement} below
 * @param {Claim[]} claims
 * @param {Silent[]} silent
 */
function open(view, state, button, below, claims, silent) {
  const closes = button.getAttribute("aria-expanded") === "true";
  for (const each of below.parentElement?.querySelectorAll(".said[aria-expanded]") ?? []) each.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-expanded", String(!closes));
  if (closes) {
    below.replaceChildren();
    return;
  }
  const links = claims.map((claim) => {
    const link = claimLink(view, claim);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      follow(state, claim);
    });
    return el("li", {}, sample(claim.voice), link);
  });
  below.replaceChildren(el("ul", { class: "exchange", "aria-label": "What is read here" }, links, silent.map((it) => el("li", { role: "status" }, whyUnread(view, it)))));
  below.querySelector("a")?.focus({ preventScroll: true });
}

/** Brings the opened claim into view. @param {HTMLElement} panel */
export function toPlace(panel) {
  const mark = /** @type {HTMLElement | null} */ (panel.querySelector(".said.here"));
  mark?.scrollIntoView({ block: "center" });
  mark?.focus({ preventScroll: true });
  return Boolean(mark);
}
