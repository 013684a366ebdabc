/** Story cards: a dispute, the labels or a path as one picture for an article, with its sources; it loads nothing. */

import { inMarks, longDate } from "./cite.js";
import { save } from "./files.js";
import { fontRule } from "./font.js";
import { lightColours } from "./looks.js";
import { isArticle } from "./parts.js";
import { escaped, Pen } from "./pen.js";
import { Sheet } from "./sheet.js";
import { capital, el, shortened, visible, webAddress } from "./text.js";
import { View } from "./view.js";
import { attitude, bare, marks, speaker } from "./words.js";

/**
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./data.js").Article} Article
 * @typedef {import("./words.js").Part} Part
 * @typedef {import("./sheet.js").Run} Run
 * @typedef {Record<string, string>} Colours
 * @typedef {{kind: string, title: Run[], claims: Claim[], body: (sheet: Sheet, top: number, colours: Colours) => number}} Story
 *   kind: the kind of card, in a few words; claims: those that it shows; body: draws the middle below `top` and returns where that ends
 * @typedef {{sheet: Sheet, height: number, title: string, colours: Colours, articles: Article[]}} Card
 */

/** In pixels, like everything below. */
export const WIDTH = 600;
export const MARGIN = 30;
export const INNER = WIDTH - 2 * MARGIN;
/** Pixels of a PNG per pixel of the card. */
const SHARPNESS = 2;
/** The largest number of sources named on a card. */
const SOURCES = 5;

/** A sentence as runs with emphasised names. @param {View} view @param {Part[]} parts @param {number} [depth] @returns {Run[]} */
export function runs(view, parts, depth = 0) {
  return parts.flatMap((part) => {
    if ("entity" in part) return [{ text: " ", weight: 400 }, { text: view.name(part.entity), weight: 700 }];
    if ("text" in part) return [{ text: part.text === ":" ? ":" : ` ${part.text}`, weight: 400 }];
    const [open, close] = marks(depth);
    const inner = "words" in part ? [{ text: bare(part.words), weight: 400 }] : runs(view, part.inner, depth + 1);
    if (inner[0]?.text === " ") inner.shift();
    return [{ text: ` ${open}`, weight: 400 }, ...inner, { text: close, weight: 400 }];
  });
}

/** Where and when: "Andean Post, 9 April 2025". @param {Article | undefined} article */
export function place(article) {
  if (!article) return "";
  const house = article.outlet ?? shortened(article.title ?? article.file, 60);
  return article.published ? `${house}, ${longDate(article.published)}` : house;
}

/**
 ** Writes a sentence, letter for letter, with its speaker and source, below `top`; returns where that ends.
 * @param {Sheet} sheet
 * @param {View} view
 * @param {Claim} claim
 * @param {number} top
 * @param {{x: number, width: number, most: number, colours: Colours}} how most: the most lines of the sentence
 */
export function quotation(sheet, view, claim, top, { x, width, most, colours: { ink = "", soft = "" } }) {
  const own = isArticle(claim);
  const who = own ? view.articles.get(claim.document)?.outlet ?? "The article" : claim.speaker === undefined ? "" : speaker(view.data, claim);
  const end = sheet.write([{ text: inMarks(claim.quote) }], top, { x, width, size: 15, colour: ink, leading: 1.45, most });
  const credit = sheet.write([{ text: who, weight: 700 }, { text: who ? ` ${attitude(claim)}` : capital(attitude(claim)) }], end + 5, { x, width, size: 13, colour: ink });
  return sheet.write([{ text: place(view.articles.get(claim.document)) }], credit, { x, width, size: 12, colour: soft });
}

/** @param {View} view @param {Story} story @returns {Card} */
export function card(view, { kind, title, claims, body }) {
  const ruler = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  const sheet = new Sheet((text, font) => Object.assign(ruler, { font }).measureText(text));
  const colours = lightColours();
  const { ink = "", soft = "", line = "", claimed = "", denied = "" } = colours;
  sheet.box(0, 0, WIDTH / 2, 5, claimed);
  sheet.box(WIDTH / 2, 0, WIDTH / 2, 5, denied);
  const below = sheet.write([{ text: kind }], 24, { x: MARGIN, width: INNER, size: 13, weight: 600, colour: soft });
  const headed = sheet.write(title, below + 4, { x: MARGIN, width: INNER, size: 22, colour: ink, leading: 1.3 });
  const end = body(sheet, headed + 20, colours) + 22;
  sheet.box(MARGIN, end, INNER, 1, line);
  const articles = [...new Set(claims.map(({ document }) => document))].flatMap((id) => view.articles.get(id) ?? []);
  const height = foot(sheet, end + 12, colours, articles);
  for (const [x, y, wide, high] of /** @type {const} */ ([[0, 0, 1, height], [WIDTH - 1, 0, 1, height], [0, height - 1, WIDTH, 1]])) sheet.box(x, y, wide, high, line);
  return { sheet, height, title: visible(title.map(({ text }) => text).join("").replace(/\s+/g, " ").trim()), colours, articles };
}

/** The sources, and what made the card. @param {Sheet} sheet @param {number} top @param {Colours} colours @param {Article[]} articles */
function foot(sheet, top, { soft = "", ink = "", person = "", criminal = "" }, articles) {
  const sources = [...new Set(articles.map(place))].sort();
  const more = sources.length > SOURCES ? `; and ${sources.length - SOURCES} more` : "";
  const small = { size: 12, colour: soft };
  const label = sources.length === 1 ? "Source: " : "Sources: ";
  const end = sheet.write([{ text: label, weight: 600 }, { text: sources.slice(0, SOURCES).join("; ") + more }], top, { ...small, x: MARGIN, width: INNER });
  sheet.circle(MARGIN + 6, end + 16, 5, person, 1.6);
  sheet.circle(MARGIN + 12, end + 16, 5, criminal, 1.6);
  return sheet.write([{ text: "Made with Rashomon", weight: 600, colour: ink }, { text: " \u00b7 read by a machine; the quotations are letter for letter" }], end + 8,
    { ...small, x: MARGIN + 25, width: INNER - 25 }) + 18;
}

/** @param {Card} card */
export function svgOf({ sheet, height, title, colours }) {
  const pen = new Pen(sheet.measure);
  sheet.paint(pen);
  return pen.picture({ left: 0, top: 0, right: WIDTH, bottom: height }, { paper: colours.surface ?? "", scale: 1, title, about: sheet.said.join("\n"), style: fontRule() });
}

/** @param {Card} card @returns {Promise<Blob | null>} */
export function pngOf({ sheet, height, colours }) {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [WIDTH * SHARPNESS, Math.ceil(height * SHARPNESS)];
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.fillStyle = colours.surface ?? "";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(SHARPNESS, SHARPNESS);
  sheet.paint(context);
  return new Promise((resolve) => canvas.toBlob(resolve));
}

/** The card with links to its articles, as a page that runs and loads nothing. @param {Card} card */
export function htmlOf(card) {
  const policy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; base-uri 'none'; form-action 'none'";
  const links = card.articles.flatMap((article) => {
    const address = webAddress(article.url);
    return address ? [`<li><a href="${escaped(visible(address))}" target="_blank" rel="noopener noreferrer">${escaped(visible(article.title ?? address))}</a></li>`] : [];
  });
  return `<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${policy}">\n` +
    `<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>${escaped(card.title)}</title>\n` +
    `<style>body { margin: 0; font: 13px/1.5 sans-serif; } figure { margin: 0; max-width: ${WIDTH}px; } svg { display: block; width: 100%; height: auto; } ul { margin: .6em 0; }</style>\n</head>\n` +
    `<body>\n<figure>\n${svgOf(card)}${links.length ? `<figcaption><ul dir="auto">${links.join("")}</ul></figcaption>\n` : ""}</figure>\n</body>\n</html>\n`;
}

/**
 * Buttons that save a card.
 * @param {string} name of the file, without its ending
 * @param {() => Card} make
 */
export function cardTools(name, make) {
  /** @type {Record<string, () => Promise<Blob | null> | Blob>} */
  const forms = { svg: () => new Blob([svgOf(make())], { type: "image/svg+xml" }), png: () => pngOf(make()), html: () => new Blob([htmlOf(make())], { type: "text/html" }) };
  const button = (/** @type {string} */ form) => el("button", { type: "button", class: "tool", "aria-label": `Story card as ${form.toUpperCase()}`, click: async () => {
    const file = await forms[form]?.();
    if (file) save(`${name}.${form}`, file);
  } }, form.toUpperCase());
  return el("div", { class: "tools card-tools", role: "group", "aria-label": "Story card" }, el("span", { class: "note" }, "Story card"), Object.keys(forms).map(button));
}
