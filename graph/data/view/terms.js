/** Terms of questions and answers: from typed text to a term, and from a term to what the page shows. */

import { Data } from "./data.js";
import { folded } from "./text.js";

/**
 * @typedef {import("./worker/query.js").Term} Term
 * @typedef {import("./engine.js").Name} Name
 * @typedef {import("./engine.js").Parameter} Parameter
 * @typedef {{kind: import("./state.js").Kind, id: string}} Target
 */

const LOCAL = /^\w(?:[\w.-]*[\w-])?$/;

/**
 * The IRI, abbreviated by the longest namespace that leaves a plain name.
 * @param {string} iri
 * @param {Record<string, string>} prefixes
 */
export function compact(iri, prefixes) {
  const fitting = Object.entries(prefixes).filter(([, space]) => iri.startsWith(space) && LOCAL.test(iri.slice(space.length)));
  const [best] = fitting.sort(([, a], [, b]) => b.length - a.length);
  return best ? `${best[0]}:${iri.slice(best[1].length)}` : iri;
}

/**
 ** The text of a query without the lines that end in `# if` and a parameter that is not given; the others keep their numbers.
 * @param {string} text
 * @param {{name: string}[]} parameters
 * @param {Record<string, Term>} given
 */
export function textFor(text, parameters, given) {
  const idle = (/** @type {string} */ name) => !Object.hasOwn(given, name) && parameters.some((parameter) => parameter.name === name);
  return text.replace(/^.*# if (\w+) *$/gm, (line, name) => (idle(name) ? "" : line));
}

/**
 ** The term that a value means for a parameter; throws an error that says why it means nothing.
 * @param {Parameter} parameter
 * @param {string} value
 * @param {{names: Name[], prefixes: Record<string, string>, relations: Map<string, {label: string}>}} known
 * @returns {Term}
 */
export function term({ kind, name }, value, { names, prefixes, relations }) {
  if (kind === "text") return { type: "literal", value };
  if (kind === "date") {
    if (!/^\d{4}-\d\d-\d\d$/.test(value) || Number.isNaN(Date.parse(value))) throw new Error(`${name}: ${value} is not a date like 2025-04-07`);
    return { type: "literal", value, datatype: `${prefixes.xsd}date` };
  }
  const iri = expanded(value, prefixes) ?? (kind === "relation" ? relation(value, relations, prefixes) : entity(value, names, prefixes.id ?? ""));
  return { type: "uri", value: iri };
}

/** The IRI that a text is or abbreviates. @param {string} value @param {Record<string, string>} prefixes */
function expanded(value, prefixes) {
  const bare = /^<(.*)>$/.exec(value)?.[1] ?? value;
  if (/^https?:\/\//.test(bare)) return bare;
  const [prefix = "", local] = bare.split(/:(.*)/s);
  const space = Object.hasOwn(prefixes, prefix) ? prefixes[prefix] : undefined;
  return local !== undefined && space !== undefined && !/\s/.test(local) ? space + local : undefined;
}

/** @param {string} value @param {Map<string, {label: string}>} relations @param {Record<string, string>} prefixes */
function relation(value, relations, prefixes) {
  const wanted = folded(value);
  const [found] = [...relations].find(([name, { label }]) => folded(name) === wanted || folded(label) === wanted) ?? [];
  if (found === undefined) throw new Error(`no relation \u201c${value}\u201d`);
  return `${prefixes.rsh}${found}`;
}

/** A name in the form of an id: hyphens for everything but letters and digits. @param {string} name */
function hyphened(name) {
  return folded(name).replace(/[^\p{L}\p{N}]+/gu, "-");
}

/** The IRI of the one node of a name: by label, alias, id, then ignoring what is between its words. @param {string} value @param {Name[]} names @param {string} space */
function entity(value, names, space) {
  const wanted = folded(value);
  const called = (/** @type {boolean} */ label) => names.filter(([, name, isLabel]) => isLabel === label && folded(name) === wanted);
  const ways = [called(true), called(false), names.filter(([iri]) => iri === space + value),
    names.filter(([, name]) => hyphened(name) === hyphened(value))];
  const found = new Set(ways.find((way) => way.length)?.map(([iri]) => iri));
  const [only] = found;
  if (only === undefined) throw new Error(`nothing in the graph is called \u201c${value}\u201d`);
  if (found.size > 1) throw new Error(`\u201c${value}\u201d is a name of ${found.size} nodes; say which: ${[...found].sort().join(", ")}`);
  return only;
}

/** The column of an answer in which a text is a sentence even where it is also a headline. */
const SENTENCES = "sentence";

/** Targets of terms in this page: nodes by their IRIs and names, claims by their IRIs and sentences. */
export class Targets {
  /** @param {Data} data @param {Record<string, string>} prefixes */
  constructor(data, prefixes) {
    this.data = data;
    this.prefixes = prefixes;
    this.headlines = new Set([...data.articles.values()].map(({ title }) => title));
    /** @type {Map<string, Target | null>} */ this.byText = new Map();
    for (const { quote, proposition } of data.claims.values()) this.note(quote, { kind: "claim", id: proposition });
    for (const { id, label } of data.entities.values()) this.note(label, { kind: "node", id });
  }

  /** A sentence or name that can mean several targets leads nowhere. @param {string} text @param {Target} target */
  note(text, target) {
    const known = this.byText.get(text);
    this.byText.set(text, known === undefined || known?.id === target.id ? target : null);
  }

  /** @param {Term | undefined} term @param {string} column @returns {Target | null} */
  of(term, column) {
    if (term?.type === "literal") return column !== SENTENCES && this.headlines.has(term.value) ? null : this.byText.get(term.value) ?? null;
    if (term?.type !== "uri") return null;
    const { data, prefixes } = this;
    const [id, p, claim] = ["id", "prop", "claim"].map((prefix) => local(term.value, prefixes[prefix]));
    if (id !== undefined && data.entities.has(id)) return { kind: "node", id };
    if (p !== undefined && data.propositions.has(p)) return { kind: "claim", id: p };
    const about = data.claims.get(claim ?? "")?.proposition;
    return about === undefined ? null : { kind: "claim", id: about };
  }
}

/** The id in an IRI of one namespace. @param {string} iri @param {string | undefined} space */
function local(iri, space) {
  if (!space || !iri.startsWith(space)) return undefined;
  try {
    return decodeURIComponent(iri.slice(space.length));
  } catch {
    return undefined;
  }
}
