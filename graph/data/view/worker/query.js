/** Questions to the graph, with the checks and the errors of `graph.queries`: what is refused there is also refused here. */

import { literal, namedNode, Store } from "../vendor/oxigraph.js";

/**
 * @typedef {{type: "uri" | "literal" | "bnode" | "triple", value: any, datatype?: string, "xml:lang"?: string}} Term
 * @typedef {{truth: boolean} | {triples: string} | {variables: string[], rows: Record<string, Term>[]}} Answer
 * @typedef {{line: number, column: number}} Place
 */

/** How deeply brackets may be nested: at several hundred levels, the engine's parser overflows its stack. */
const DEEPEST = 64;
const UPDATES = new Set(["ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"]);
const MEANINGS = {
  "Prefix not found": "a prefix that is not declared",
  "The SELECT contains a variable that is unbound": "SELECT names a variable that is neither grouped nor aggregated",
  "IRI parsing failed": "an IRI that is relative or not valid",
};
const PLACE = /^error at (\d+):(\d+): expected (.*)$/s;
/** The first word after comments and declarations. */
const VERB = /^(?:\s|#.*|(?:PREFIX\s+\S*|BASE)\s*<[^<>]*>)*(\w+)/iu;
/** Each letter of the word is plain, or a code point escape of four or eight digits. */
const SERVICE = new RegExp(["serv", "ice"].map((word) => `(${letters(word)})`).join(""), "giu");

/** A query that is refused or cannot be read, with the place in its text, if known. */
export class QueryError extends Error {
  /** @param {string} message @param {Place} [place] */
  constructor(message, place) {
    super(place ? `line ${place.line}, column ${place.column}: ${message}` : message);
    this.place = place;
  }
}

/**
 * The answer from a store.
 * @param {Store} store
 * @param {string} text
 * @param {Record<string, Term>} terms what some of its variables are bound to
 * @param {Record<string, string>} prefixes those that need not be declared
 * @returns {Answer}
 */
export function ask(store, text, terms, prefixes) {
  if (depth(text) > DEEPEST) throw new QueryError(`brackets are nested more than ${DEEPEST} deep`);
  const head = Object.entries(prefixes).map(([name, iri]) => `PREFIX ${name}: <${iri}>`).join(" ");
  if (hasService(head, text)) throw new QueryError("SERVICE is refused: a query asks only this graph and sends nothing over the network");
  const whole = `${head}\n${bound(head, text, terms)}\n${values(terms)}`;
  try {
    const found = JSON.parse(/** @type {string} */ (store.query(whole, { results_format: "json" })));
    if (Array.isArray(found)) return { triples: /** @type {string} */ (store.query(whole, { results_format: "ttl" })) };
    if ("boolean" in found) return { truth: found.boolean };
    return { variables: found.head.vars, rows: found.results.bindings };
  } catch (error) {
    throw error instanceof WebAssembly.RuntimeError ? error : readable(/** @type {Error} */ (error), text);
  }
}

/** The properties that name a node, and whether they give its label: an article is called by its headline or file. */
const NAMES = {
  "http://www.w3.org/2000/01/rdf-schema#label": true,
  "https://schema.org/headline": true,
  "http://www.w3.org/2004/02/skos/core#altLabel": false,
  "https://w3id.org/rashomon/ns#sourceFile": false,
};

/**
 * Every name of every node: IRI, name, and whether that is its label.
 * @param {Store} store
 * @returns {[string, string, boolean][]}
 */
export function names(store) {
  return Object.entries(NAMES).flatMap(([property, isLabel]) => {
    const answer = ask(store, `SELECT ?node ?name { ?node <${property}> ?name }`, {}, {});
    const rows = "rows" in answer ? answer.rows : [];
    return rows.map(({ node, name }) => /** @type {[string, string, boolean]} */ ([node?.value, name?.value, isLabel]));
  });
}

/** Comments, IRIs, names and strings, which contain no variables, braces or words; variables; braces; words before lists of variables. */
const TOKENS = /#[^\n]*|<[^<>"{}|^`\\\s]*>|[\w.-]*:[\w.%-]*|"""(?:[^"\\]|\\.|"(?!""))*"""|'''(?:[^'\\]|\\.|'(?!''))*'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[?$](\w+)|[{}]|\b(?:SELECT|GROUP|ORDER|HAVING)\b/gisu;

/**
 ** The query with the terms instead of their variables in its patterns, so that they apply from the start and in every part. If a
 * variable is in a place where a term is not allowed, the whole query stays unchanged.
 * @param {string} head
 * @param {string} text
 * @param {Record<string, Term>} terms
 */
function bound(head, text, terms) {
  if (!Object.keys(terms).length) return text;
  let [deep, listing] = [0, false];
  const placed = text.replace(TOKENS, (token, name) => {
    if (token === "{") deep += 1;
    if (token === "}") deep -= 1;
    if (/^\w+$/.test(token)) listing = true;
    else if (token === "{" || token === "}") listing = false;
    const term = deep > 0 && !listing && name !== undefined && Object.hasOwn(terms, name) ? terms[name] : undefined;
    return term ? spelled(term) : token;
  });
  return parses(`${head}\n${placed}`) ? placed : text;
}

/**
 ** A clause that joins the terms to the answer, in the engine's own syntax; empty without terms.
 * @param {Record<string, Term>} terms
 */
function values(terms) {
  const entries = Object.entries(terms);
  if (!entries.length) return "";
  return `VALUES (${entries.map(([name]) => `?${name}`).join(" ")}) { (${entries.map(([, term]) => spelled(term)).join(" ")}) }`;
}

/** @param {Term} term */
function spelled({ type, value, datatype }) {
  if (type !== "uri") return literal(value, datatype ? namedNode(datatype) : undefined).toString();
  if (!/^[a-z][a-z0-9+.-]*:[^\u0000-\u0020<>"{}|^`\\]*$/iu.test(value)) throw new QueryError(`${value} is not an IRI`);
  return namedNode(value).toString();
}

/** How deeply brackets are nested, including those in strings and comments. @param {string} text */
function depth(text) {
  let [deepest, now] = [0, 0];
  for (const [bracket] of text.matchAll(/[[\](){}]/g)) {
    now = "[({".includes(bracket) ? now + 1 : Math.max(now - 1, 0);
    deepest = Math.max(deepest, now);
  }
  return deepest;
}

/** @param {string} word @returns {string} */
function letters(word) {
  const code = (/** @type {string} */ letter) => letter.charCodeAt(0).toString(16);
  return [...word].map((c) => `(?:${c}|\\\\u0*(?:${code(c)}|${code(c.toUpperCase())}))`).join("");
}

/**
 * Whether there is a SERVICE clause. Only the parser can tell one from a word in a string, a comment or an IRI: with a
 * mark in the middle of each such word everything else still parses, and a clause does not.
 * @param {string} head
 * @param {string} text
 */
function hasService(head, text) {
  if (text.search(SERVICE) < 0) return false;
  let mark = "x";
  while (text.includes(mark)) mark += "x";
  return parses(`${head}\n${text}`) && !parses(`${head}\n${text.replace(SERVICE, `$1${mark}$2`)}`);
}

/** Whether the engine can parse a query; without data it does nothing else. @param {string} text */
function parses(text) {
  try {
    new Store().query(text);
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) throw error;
    return !PLACE.test(/** @type {Error} */ (error).message);
  }
  return true;
}

/** The engine's error, put into words for the author of the query. @param {Error} error @param {string} text */
function readable(error, text) {
  const verb = VERB.exec(text)?.[1]?.toUpperCase() ?? "";
  if (UPDATES.has(verb)) return new QueryError(`${verb} is refused: queries read, they do not change the graph`);
  const found = PLACE.exec(error.message);
  if (!found) return new QueryError(error.message);
  const lines = text.split("\n");
  const place = { line: Number(found[1]) - 1, column: Number(found[2]) };
  const known = Object.entries(MEANINGS).find(([phrase]) => found[3]?.includes(phrase))?.[1];
  // The parser counts the keywords that it tried into the column, and its first line is the prefixes.
  const tried = known ? [] : (found[3] ?? "").match(/\b[A-Z]{2,}\b/gi) ?? [];
  place.column = Math.max(1, place.column - Math.max(0, ...tried.map((word) => word.length)));
  if (place.line > lines.length) Object.assign(place, { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 });
  const line = lines[place.line - 1] ?? "";
  // A word is shown from its first letter on.
  while (place.column > 1 && /[\w:?$]/.test(line[place.column - 2] ?? "")) place.column -= 1;
  const rest = line.slice(place.column - 1).trim();
  return new QueryError(known ?? `cannot be read from here on: ${rest.slice(0, 40) || "the end"}`, place);
}
