/** The answer to a query: a table whose cells lead to the graph, as a selection in the graph, and as CSV. */

import { empty } from "./parts.js";
import { compact, Targets } from "./terms.js";
import { el, quoted } from "./text.js";

/**
 * @typedef {import("./worker/query.js").Term} Term
 * @typedef {import("./worker/query.js").Answer} Answer
 * @typedef {import("./data.js").Line} Line
 * @typedef {{variables: string[], rows: (Term | undefined)[][]}} Table
 */

/** How many rows are shown at first, and with each "more". */
const PORTION = 100;
/** How many nodes and lines of a long answer are shown in the graph. */
const UTMOST = 400;
/** The columns with sentences that the named queries make: from left to right, whatever the script of the names in them. */
const COMPOSED = new Set(["statement", "of"]);

/**
 ** The columns without those of the question's parameters; rows that are then equal appear only once, in the place of the first.
 * @param {string[]} variables
 * @param {Record<string, Term>[]} rows
 * @param {string[]} hidden
 * @returns {Table}
 */
export function table(variables, rows, hidden) {
  const kept = variables.filter((name) => !hidden.includes(name));
  const all = rows.map((row) => kept.map((name) => row[name]));
  if (kept.length === variables.length) return { variables: kept, rows: all };
  return { variables: kept, rows: [...new Map(all.map((row) => [JSON.stringify(row), row])).values()] };
}

/** A term for people: the words of a literal, the CURIE of an IRI. @param {Term | undefined} term @param {Record<string, string>} prefixes @returns {string} */
function written(term, prefixes) {
  if (!term) return "";
  if (term.type === "uri") return compact(term.value, prefixes);
  if (term.type !== "triple") return term.type === "bnode" ? `_:${term.value}` : term.value;
  return ["subject", "predicate", "object"].map((part) => written(term.value[part], prefixes)).join(" ");
}

/** The table with plain values, for CSV: IRIs in full. @param {Table} table @returns {string[][]} */
export function values({ variables, rows }) {
  return [variables, ...rows.map((row) => row.map((term) => (term?.type === "uri" ? term.value : written(term, {}))))];
}

/**
 ** The table as shown in the page.
 * @param {Table} table
 * @param {Targets} targets
 * @returns {HTMLElement}
 */
export function tableView({ variables, rows }, targets) {
  if (!rows.length) return empty("Nothing that was read answers this.");
  const body = el("tbody", {});
  const more = el("button", { type: "button", class: "more", click: () => grow() });
  const grow = () => {
    const shown = body.childElementCount;
    body.append(...rows.slice(shown, shown + PORTION).map((row) => el("tr", {}, row.map((term, i) => el("td", {}, cell(term, variables[i] ?? "", targets))))));
    const left = rows.length - body.childElementCount;
    more.hidden = !left;
    more.textContent = `Show ${Math.min(PORTION, left)} more of ${rows.length}`;
  };
  grow();
  return el("div", {}, el("div", { class: "answer", tabindex: "0", role: "region", "aria-label": "Answer" },
    el("table", {}, el("thead", {}, el("tr", {}, variables.map((name) => el("th", { scope: "col" }, name.replaceAll("_", " "))))), body)), more);
}

/** @param {Term | undefined} term @param {string} column @param {Targets} targets @returns {HTMLElement | string} */
function cell(term, column, targets) {
  const text = written(term, targets.prefixes);
  const target = targets.of(term, column);
  const words = COMPOSED.has(column) ? el("bdi", { dir: "ltr" }, text) : quoted(text);
  if (!target) return words;
  return el("a", { class: "entity", href: `#${new URLSearchParams({ [target.kind]: target.id })}` }, words);
}

/**
 ** The part of the graph that an answer is about: its claims; if there are none, its nodes and the lines between them.
 * @param {Record<string, Term>[]} rows
 * @param {Targets} targets
 * @returns {import("./chart.js").Focus}
 */
export function spokenOf(rows, targets) {
  const { data } = targets;
  const found = rows.flatMap((row) => Object.entries(row).flatMap(([column, term]) => targets.of(term, column) ?? []));
  const drawn = found.filter(({ kind, id }) => kind === "node" && data.entities.get(id)?.size !== undefined);
  const nodes = new Set(drawn.map(({ id }) => id).slice(0, UTMOST));
  const lines = new Set(found.flatMap(({ kind, id }) => (kind === "claim" ? data.linesOf.get(id) ?? [] : [])).slice(0, UTMOST));
  if (!lines.size) {
    for (const id of nodes) for (const line of data.linesAt.get(id) ?? []) if (data.ends(line).every((end) => nodes.has(end))) lines.add(line);
  }
  for (const line of lines) for (const end of data.ends(line)) nodes.add(end);
  return { nodes, lines: new Set([...lines].map(({ id }) => id)) };
}
