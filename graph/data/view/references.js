/** How a decision names a claim or an entity so that it is found after ids have changed, as in `rashomon decide` (graph/review/rulings.py). */

import { ARTICLE, Data, points } from "./data.js";

/**
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {{text: string, name: string, document: string}} Reference text: the entity as FILE#NAME
 */

/** The separator between the file and the name in it. */
const BETWEEN = "#";

/** The name of an article in a decision: its file, if no other has that name. @param {Data} data @param {string} document */
export function fileOf(data, document) {
  const file = data.articles.get(document)?.file ?? document;
  return [...data.articles.values()].filter((it) => it.file === file).length > 1 ? document : file;
}

/** A claim in short form: who takes which stance on what. @param {Data} data @param {Claim} claim */
export function readingOf(data, claim) {
  const p = data.propositions.get(claim.proposition);
  const name = (/** @type {string | undefined} */ id, nothing = "-") => (id === undefined ? nothing : data.decidable.names[id] ?? id);
  const who = claim.speaker === ARTICLE ? ARTICLE : name(claim.speaker, "nobody");
  const more = p?.as ? name(p.as) : data.decidable.words[claim.proposition];
  return [who, claim.stance, name(p?.subject), p?.relation, name(p?.object), more].filter(Boolean).join(" ");
}

/** The names of an entity, the best first, and the claims in which it occurs, by file and place. @param {Data} data @param {string} id */
function told(data, id) {
  const { label = id, aliases = [] } = data.entities.get(id) ?? {};
  const about = new Set((data.mentioning.get(id) ?? []).map((p) => p.id));
  const claims = [...data.claims.values()].filter((it) => about.has(it.proposition) || it.speaker === id || it.relayed_by?.includes(id));
  const at = (/** @type {Claim} */ it) => ({ it, file: `${data.articles.get(it.document)?.file}\n${it.document}`, start: data.place(it)[0] });
  return {
    names: [label, ...[...aliases].sort((a, b) => points(b) - points(a) || (a < b ? -1 : 1))],
    claims: claims.map(at).sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.start - b.start)).map(({ it }) => it),
  };
}

/**
 ** Each article that mentions an entity, with each name for it in its sentences that is not part of another one.
 * @param {Data} data
 * @param {string} id
 * @returns {Reference[]}
 */
export function referencesTo(data, id) {
  const { names, claims } = told(data, id);
  return [...new Set(claims.map(({ document }) => document))].flatMap((document) => {
    const quotes = claims.filter((it) => it.document === document).map(({ quote }) => quote);
    const used = names.filter((name) => quotes.some((quote) => quote.includes(name)));
    const whole = used.filter((name) => !used.some((other) => other !== name && other.includes(name)));
    return (whole.length ? whole : names.slice(0, 1)).map((name) => ({ text: `${fileOf(data, document)}${BETWEEN}${name}`, name, document }));
  });
}

/** The best reference to an entity: by the first article with its best name in a sentence about it, else by its id. @param {Data} data @param {string} id */
export function referenceTo(data, id) {
  const { names, claims } = told(data, id);
  const [found] = names.flatMap((name) => claims.filter(({ quote }) => quote.includes(name)).slice(0, 1).map(({ document }) => `${fileOf(data, document)}${BETWEEN}${name}`));
  return found ?? id;
}

/** The article and the name in a reference; without one, the id of an entity. @param {string} text */
function parts(text) {
  const at = text.lastIndexOf(BETWEEN);
  return at < 0 ? { file: undefined, name: text } : { file: text.slice(0, at), name: text.slice(at + 1) };
}

/** A reference for people: "Luis Mora (goal.txt)". @param {string} text */
export function spoken(text) {
  const { file, name } = parts(text);
  return file === undefined ? name : `${name} (${file})`;
}

/** Whether this page has what a reference names. @param {Data} data @param {string} text */
export function isKnown(data, text) {
  const { file } = parts(text);
  return data.entities.has(text) || [...data.articles.values()].some((it) => it.file === file || it.id === file);
}

/** The entity that a reference names in this page, if there is one with that name. @param {Data} data @param {string} text */
export function entityOf(data, text) {
  const { name } = parts(text);
  return data.entities.get(text) ?? [...data.entities.values()].find(({ label, aliases }) => label === name || aliases?.includes(name));
}
