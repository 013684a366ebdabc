/** Propositions and claims in words. A sentence is a list of parts, so that names in it can be links. */

import { ARTICLE, Data } from "./data.js";
import { shortened } from "./text.js";

/**
 * @typedef {import("./data.js").Proposition} Proposition
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./data.js").Line} Line
 * @typedef {{entity: string} | {text: string} | {verb: string} | {words: string} | {inner: Part[], id: string}} Part
 */

const DEEPEST = 3;

/** Of an official the sentence names the office instead: "is President of". */
const OFFICIAL = "is official of";

/**
 * "on 2025-03-27", "between … and …", or nothing. A date stands as it does in the data: readers of any language read it alike.
 * @param {{on?: string, earliest?: string, latest?: string}} record
 * @returns {string}
 */
export function when(record) {
  if (record.on) return `on ${record.on}`;
  if (record.earliest && record.latest) {
    return record.earliest === record.latest ? `on ${record.earliest}` : `between ${record.earliest} and ${record.latest}`;
  }
  if (record.earliest) return `from ${record.earliest} on`;
  return record.latest ? `until ${record.latest}` : "";
}

/**
 * The proposition as a sentence: "Noem accuses Petro of: ‘Petro praises Tren de Aragua’".
 * @param {Data} data
 * @param {Proposition} p
 * @param {number} [depth]
 * @returns {Part[]}
 */
export function sentence(data, p, depth = 0) {
  const { accusation } = data.relation(p.relation);
  /** @type {Part[]} */
  const parts = [{ entity: p.subject }, ...predicate(data, p)];
  for (const [i, other] of (p.with ?? []).entries()) parts.push({ text: i ? "and" : "with" }, { entity: other });
  if (p.regarding) parts.push({ text: "regarding" }, { entity: p.regarding });
  if (p.at) parts.push({ text: "in" }, { entity: p.at });
  if (when(p)) parts.push({ text: when(p) });
  const content = p.content ? data.propositions.get(p.content) : undefined;
  if (content && depth < DEEPEST) {
    parts.push({ text: accusation ? "of:" : ":" }, { inner: sentence(data, content, depth + 1), id: content.id });
  } else if (p.content_text) {
    parts.push({ text: accusation ? "of:" : ":" }, { words: p.content_text });
  }
  return parts;
}

/** Verb, object and category. @param {Data} data @param {Proposition} p @returns {Part[]} */
function predicate(data, p) {
  const verb = spoken(data.relation(p.relation).label);
  /** @type {Part[]} */
  const object = p.object ? [{ entity: p.object }] : [];
  if (!p.as) return [{ verb }, ...object];
  if (verb === OFFICIAL) return [{ verb: "is" }, { entity: p.as }, { text: "of" }, ...object];
  return [{ verb: verb.replace(/ as$/, "") }, ...object, { text: "as" }, { entity: p.as }];
}

/** A relation's name as it stands in a sentence: "is based in". @param {string} label */
export function spoken(label) {
  if (/^(interviewed) /.test(label)) return `was ${label}`;
  return /^(affiliated|based|citizen|classified|linked|located|member|official|part) /.test(label) ? `is ${label}` : label;
}

/** The quotation marks for words around which so many quotations stand. @param {number} depth @returns {[string, string]} */
export function marks(depth) {
  return depth % 2 ? ["\u2018", "\u2019"] : ["\u201c", "\u201d"];
}

/** Words without the quotation marks of their own that stand around all of them, and would be doubled. @param {string} text */
export function bare(text) {
  return /^["\u201c\u201e\u00ab]([^"\u201c-\u201e\u00ab\u00bb]+)["\u201c\u201d\u00bb]$/.exec(text.trim())?.[1] ?? text;
}

/**
 * The parts as plain text.
 * @param {Data} data
 * @param {Part[]} parts
 * @param {number} [depth] how many quotations stand around it
 * @returns {string}
 */
export function plain(data, parts, depth = 0) {
  const words = parts.map((part) => {
    if ("entity" in part) return data.name(part.entity);
    if ("verb" in part) return part.verb;
    if ("text" in part) return part.text;
    const [open, close] = marks(depth);
    return `${open}${"words" in part ? bare(part.words) : plain(data, part.inner, depth + 1)}${close}`;
  });
  return words.join(" ").replace(/ :/g, ":");
}

/**
 * What stands on an edge: its relation, and what sets it apart from others of that relation.
 * @param {Data} data
 * @param {Line} line
 * @returns {string}
 */
export function caption(data, line) {
  const { label } = data.relation(line.relation);
  const [role, id] = line.part ?? ["", ""];
  if (role === "as" && spoken(label) === OFFICIAL) return `${data.name(id)} of`;
  if (role === "as") return label.endsWith(" as") ? `${label} ${data.name(id)}` : `${label} (${data.name(id)})`;
  if (role === "by") return `${label}, by ${data.name(id)}`;
  const content = role === "content" ? data.propositions.get(id) : undefined;
  if (!content || line.onto_edge) return label;
  return `${label}: \u201c${shortened(data.relation(content.relation).label, 30)}\u201d`;
}

/**
 * Who a claim is from, in words: of what others pass on, it is they who say that the speaker says so.
 * @param {Data} data
 * @param {Claim} claim
 * @returns {string}
 */
export function speaker(data, claim) {
  const name = claim.speaker === ARTICLE ? "the article" : claim.speaker === undefined ? "nobody named" : data.name(claim.speaker);
  const relays = (claim.relayed_by ?? []).map((id) => data.name(id));
  return relays.length ? `${name} (according to ${relays.join(" and ")})` : name;
}

/**
 * How the speaker stands to the proposition: "denies this".
 * @param {Claim} claim
 * @returns {string}
 */
export function attitude(claim) {
  const article = claim.speaker === ARTICLE;
  if (claim.stance === "denied") return article ? "says that this is not so" : "denies this";
  if (claim.stance === "withdrawn") return "takes this back";
  if (claim.speaker === undefined) return "it is alleged, and no source is named";
  if (claim.stance === "hedged") return article ? "reports this as possible" : "suggests this, without certainty";
  return article ? "states this itself" : "says so";
}

/** What a kind of line means. @type {Record<import("./data.js").Voice, string>} */
export const MEANING = {
  stated: "Stated by an article itself",
  claimed: "Said by somebody",
  denied: "Denied",
  hedged: "Suggested or alleged",
};
