/** The claims that the filters leave, as a table that can be sorted and saved as CSV; the page contains only the rows in view. */

import { Data } from "../data.js";
import { saveTable } from "../files.js";
import { sample } from "../looks.js";
import { isArticle, words } from "../parts.js";
import { el, quoted, visible } from "../text.js";
import { View } from "../view.js";
import { attitude, plain, sentence, speaker } from "../words.js";
import { ClaimFilters } from "./claim_filters.js";

/**
 * @typedef {import("../data.js").Claim} Claim
 * @typedef {{name: string, title: string, value: (claim: Claim) => string | number}} Column
 */

const ROW = 112;
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
    { name: "score", title: "Confidence", value: ({ score }) => score },
    { name: "sentence", title: "Sentence", value: ({ quote }) => quote },
    { name: "article", title: "Article", value: (claim) => article(claim)?.title ?? article(claim)?.file ?? "" },
    { name: "outlet", title: "Outlet", value: (claim) => article(claim)?.outlet ?? "" },
    { name: "rule", title: "Rule", value: ({ rule }) => rule },
  ];
}

/** How many of the columns are shown on the screen; the CSV has all of them. */
const SHOWN = 5;

/** Some claims as rows of a table, with all columns. @param {Column[]} all @param {Claim[]} claims */
function sheet(all, claims) {
  return [all.map(({ name }) => name), ...claims.map((claim) => all.map(({ value }) => String(value(claim))))];
}

/** @type {Table | undefined} */ let table;

/** Always the same table, so that its input, order and place stay. @type {import("../panels.js").Panel} */
export const claimTable = {
  id: "claims", title: "Claims", wide: true,
  build: (view, { state }) => {
    table ??= new Table(view, state);
    table.take(view);
    return table.element;
  },
};

class Table {
  /** @param {View} view @param {import("../state.js").State} state */
  constructor(view, state) {
    this.data = view.data;
    this.columns = columns(view.data);
    this.filters = new ClaimFilters(view, state);
    /** The listed claims, in order. @type {Claim[]} */ this.claims = [];
    /** @type {Map<string, Claim>} */ this.source = new Map();
    this.sorted = { name: "", down: false };
    this.top = 0;
    this.printing = false;
    this.rows = el("div", { class: "table-rows", role: "presentation" });
    this.view = el("div", { class: "table-view", tabindex: "0", role: "rowgroup", scroll: () => this.scroll() }, this.rows);
    this.told = el("span", { class: "note", role: "status" });
    this.heads = this.columns.slice(0, SHOWN).map((column, i) => this.head(column, i));
    const dated = [...this.data.articles.values()].some(({ published }) => published);
    this.table = el("div", { class: dated ? "table" : "table undated", role: "table", "aria-label": "Claims", "aria-colcount": SHOWN },
      el("div", { role: "rowgroup" }, el("div", { role: "row", class: "table-head" }, this.heads)), this.view);
    this.element = el("div", { class: "detail fills" },
      el("div", { class: "table-top" }, this.filters.title, this.told, this.filters.words,
        el("button", { type: "button", class: "tool", click: () => saveTable("claims.csv", sheet(this.columns, this.claims)) }, "Download CSV"), this.filters.element),
      this.table);
    // A scrolled box that is removed from the page comes back scrolled to the top.
    new ResizeObserver(() => this.place()).observe(this.view);
    for (const [event, printing] of /** @type {const} */ ([["beforeprint", true], ["afterprint", false]])) addEventListener(event, () => this.print(printing));
  }

  /** @param {Column} column @param {number} i */
  head({ name, title }, i) {
    const head = el("span", { role: "columnheader", "aria-sort": "none", "aria-colindex": i + 1, class: `cell cell-${name}` },
      el("button", { type: "button", click: () => this.sort(name, head) }, title));
    return head;
  }

  /** @param {string} name @param {HTMLElement} by */
  sort(name, by) {
    this.sorted = { name, down: this.sorted.name === name && !this.sorted.down };
    for (const head of this.heads) head.setAttribute("aria-sort", head !== by ? "none" : this.sorted.down ? "descending" : "ascending");
    this.list(0);
  }

  /** Take over what the page's filters leave. @param {View} view */
  take(view) {
    this.filters.show(view);
    if (this.source === view.claims) return;
    this.source = view.claims;
    this.list(this.top);
  }

  /** List the claims in the order that was chosen. @param {number} top */
  list(top) {
    const { columns: all, sorted } = this;
    this.claims = [...this.source.values()];
    const column = all.find(({ name }) => name === sorted.name);
    if (column) this.claims.sort((a, b) => order(column.value(a), column.value(b)) * (sorted.down ? -1 : 1) || (a.id < b.id ? -1 : 1));
    this.table.setAttribute("aria-rowcount", String(this.claims.length + 1));
    this.told.replaceChildren(`${this.claims.length.toLocaleString("en")} of ${this.data.claims.size.toLocaleString("en")}`);
    this.top = top;
    this.place();
  }

  scroll() {
    if (this.printing) return;
    this.top = this.view.scrollTop;
    this.draw();
  }

  /** Scroll to where the reader was. */
  place() {
    this.rows.style.setProperty("height", `${this.claims.length * ROW}px`);
    this.view.scrollTop = this.top;
    this.draw();
  }

  /** Paper does not scroll: all rows are drawn, one below the other. @param {boolean} printing */
  print(printing) {
    this.printing = printing && this.element.isConnected;
    this.place();
  }

  draw() {
    const { claims, rows, view } = this;
    const first = this.printing ? 0 : Math.max(0, Math.floor(view.scrollTop / ROW) - SPARE);
    const last = this.printing ? claims.length : Math.min(claims.length, Math.ceil((view.scrollTop + (view.clientHeight || 600)) / ROW) + SPARE);
    const focused = rows.contains(document.activeElement) ? document.activeElement?.getAttribute("href") : null;
    rows.replaceChildren(...claims.slice(first, last).map((claim, i) => row(this.data, this.columns, claim, first + i)));
    if (focused) /** @type {HTMLElement | undefined} */ ([...rows.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused))?.focus({ preventScroll: true });
  }
}

/** @param {string | number} a @param {string | number} b */
function order(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en");
}

/** A link with what is claimed, and the sentence; each name is isolated: names in a right-to-left script would otherwise change places. @param {Data} data @param {Claim} claim */
function statement(data, { proposition, quote }) {
  const p = data.propositions.get(proposition);
  return [el("a", { href: `#${new URLSearchParams({ claim: proposition })}`, dir: "ltr" }, p ? words(data, sentence(data, p), false) : []), el("q", { class: "quote", dir: "auto", title: quote }, quoted(quote))];
}

/** @param {Data} data @param {Column[]} all @param {Claim} claim @param {number} number */
function row(data, all, claim, number) {
  const cells = all.slice(0, SHOWN).map(({ name, value }, i) => {
    const text = visible(name === "score" ? claim.score.toFixed(2) : String(value(claim)));
    const shown = name === "statement" ? statement(data, claim) : name === "speaker" && isArticle(claim) ? el("cite", {}, quoted(text)) : quoted(text);
    return el("span", { role: "cell", "aria-colindex": i + 1, class: `cell cell-${name}`, title: name === "stance" ? attitude(claim) : null },
      name === "stance" && sample(claim.voice), shown);
  });
  const line = el("div", { role: "row", class: `table-row voice-${claim.voice}`, "aria-rowindex": number + 2 }, cells);
  line.style.setProperty("top", `${number * ROW}px`);
  return line;
}
