/** All claims as a table: sorted, filtered, saved as CSV; only the rows in view are in the page. */

import { Data } from "./data.js";
import { saveTable } from "./files.js";
import { words } from "./parts.js";
import { el, folded, quoted, visible } from "./text.js";
import { attitude, plain, sentence, speaker } from "./words.js";

/**
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {{name: string, title: string, value: (claim: Claim) => string | number}} Column
 */

const ROW = 62;
/** Rows that are kept ready above and below those in view. */
const SPARE = 6;

/** @param {Data} data @returns {Column[]} */
function columns(data) {
  /** @type {Map<string, string>} */ const sentences = new Map();
  const said = (/** @type {Claim} */ { proposition }) => {
    const p = data.propositions.get(proposition);
    const text = sentences.get(proposition) ?? (p ? plain(data, sentence(data, p)) : "");
    sentences.set(proposition, text);
    return text;
  };
  const article = (/** @type {Claim} */ { document }) => data.articles.get(document);
  return [
    { name: "speaker", title: "Who", value: (claim) => speaker(data, claim) },
    { name: "stance", title: "Stance", value: ({ stance }) => stance },
    { name: "statement", title: "Statement", value: said },
    { name: "published", title: "Published", value: (claim) => article(claim)?.published ?? "" },
    { name: "score", title: "Score", value: ({ score }) => score },
    { name: "sentence", title: "Sentence", value: ({ quote }) => quote },
    { name: "article", title: "Article", value: (claim) => article(claim)?.title ?? article(claim)?.file ?? "" },
    { name: "outlet", title: "Outlet", value: (claim) => article(claim)?.outlet ?? "" },
    { name: "rule", title: "Rule", value: ({ rule }) => rule },
  ];
}

/** How many of the columns are on the screen; all are in the CSV. */
const SHOWN = 5;

/** Some claims as rows of a table, with all columns. @param {Column[]} all @param {Claim[]} claims */
function sheet(all, claims) {
  return [all.map(({ name }) => name), ...claims.map((claim) => all.map(({ value }) => String(value(claim))))];
}

/** @param {Data} data @returns {HTMLElement} */
export function claimsTable(data) {
  const all = columns(data);
  const every = [...data.claims.values()];
  let claims = every;
  let sorted = { name: "", down: false };
  const rows = el("div", { class: "table-rows", role: "presentation" });
  const view = el("div", { class: "table-view", tabindex: "0", role: "rowgroup", scroll: () => draw() }, rows);
  const table = el("div", { class: "table", role: "table", "aria-label": "Claims", "aria-colcount": SHOWN });
  const told = el("span", { class: "note", role: "status" });

  const draw = () => {
    const first = Math.max(0, Math.floor(view.scrollTop / ROW) - SPARE);
    const last = Math.min(claims.length, Math.ceil((view.scrollTop + (view.clientHeight || 600)) / ROW) + SPARE);
    rows.style.setProperty("height", `${claims.length * ROW}px`);
    const focused = rows.contains(document.activeElement) ? document.activeElement?.getAttribute("href") : null;
    rows.replaceChildren(...claims.slice(first, last).map((claim, i) => row(data, all, claim, first + i)));
    if (focused) /** @type {HTMLElement | undefined} */ ([...rows.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused))?.focus({ preventScroll: true });
  };
  const change = (/** @type {string} */ wanted) => {
    const sought = folded(wanted);
    claims = sought ? every.filter((claim) => all.some(({ value }) => folded(String(value(claim))).includes(sought))) : [...every];
    const column = all.find(({ name }) => name === sorted.name);
    if (column) claims.sort((a, b) => order(column.value(a), column.value(b)) * (sorted.down ? -1 : 1) || (a.id < b.id ? -1 : 1));
    table.setAttribute("aria-rowcount", String(claims.length + 1));
    told.replaceChildren(`${claims.length.toLocaleString("en")} of ${every.length.toLocaleString("en")}`);
    view.scrollTop = 0;
    draw();
  };
  const field = /** @type {HTMLInputElement} */ (el("input", { type: "search", placeholder: "Filter \u2026", "aria-label": "Filter the claims", input: () => change(field.value) }));
  const heads = all.slice(0, SHOWN).map(({ name, title }) => el("span", { role: "columnheader", "aria-sort": "none", class: `cell cell-${name}` },
    el("button", { type: "button", click: (event) => {
      sorted = { name, down: sorted.name === name && !sorted.down };
      for (const head of heads) head.setAttribute("aria-sort", head.contains(event.target) ? (sorted.down ? "descending" : "ascending") : "none");
      change(field.value);
    } }, title)));
  table.append(el("div", { role: "rowgroup" }, el("div", { role: "row", class: "table-head" }, heads)), view);
  new ResizeObserver(() => draw()).observe(view);
  change("");
  return el("div", { class: "detail fills" },
    el("div", { class: "table-top" }, el("h2", { tabindex: "-1" }, "Claims"), told, field,
      el("button", { type: "button", class: "tool", click: () => saveTable("claims.csv", sheet(all, claims)) }, "Download CSV")),
    table);
}

/** @param {string | number} a @param {string | number} b */
function order(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en");
}

/** A link that says what is claimed, each name apart: in a script from right to left they would change places. @param {Data} data @param {Claim} claim */
function statement(data, { proposition, quote }) {
  const p = data.propositions.get(proposition);
  return el("a", { href: `#${new URLSearchParams({ claim: proposition })}`, title: quote, dir: "ltr" }, p ? words(data, sentence(data, p), false) : []);
}

/** @param {Data} data @param {Column[]} all @param {Claim} claim @param {number} number */
function row(data, all, claim, number) {
  const cells = all.slice(0, SHOWN).map(({ name, value }) => {
    const text = visible(name === "score" ? claim.score.toFixed(2) : String(value(claim)));
    const shown = name === "statement" ? statement(data, claim) : quoted(text);
    return el("span", { role: "cell", class: `cell cell-${name}`, title: name === "stance" ? attitude(claim) : null }, shown);
  });
  const line = el("div", { role: "row", class: `table-row voice-${claim.voice}`, "aria-rowindex": number + 2 }, cells);
  line.style.setProperty("top", `${number * ROW}px`);
  return line;
}
