/**
 ** Propositions and claims in words, in the forms from graph/wording.py. A sentence is a list of parts, so that names in it
 * can be links.
 */

import { ARTICLE, Data } from "./data.js";
import { shortened } from "./text.js";
import { View } from "./view.js";

/**
 * @typedef {import("./data.js").Proposition} Proposition
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./view.js").Line} Line
 * @typedef {{entity: string} | {text: string} | {words: string} | {inner: Part[], id: string}} Part
 */

/**
 * The proposition as a sentence: "Noem accuses Petro of: ‘Petro praises Tren de Aragua’".
 * @param {Data | View} data
 * @param {Proposition} p
 * @param {number} [depth]
 * @returns {Part[]}
 */
export function sentence(data, p, depth = 0) {
  const parts = (data.forms[p.form] ?? []).map((piece) => ("text" in piece ? piece : filled(p, piece)));
  const content = p.content && !p.content_text ? data.propositions.get(p.content) : undefined;
  const { lead } = data.relation(p.relation);
  if (content && depth < data.words.deepest) return [...parts, { text: lead }, { inner: sentence(data, content, depth + 1), id: content.id }];
  return p.content_text && !content ? [...parts, { text: lead }, { words: p.content_text }] : parts;
}

/** The part that fills a slot in a form. @param {Proposition} p @param {import("./unpack.js").Slot} slot @returns {Part} */
function filled(p, { slot, nth }) {
  const value = p[/** @type {"subject"} */ (slot)];
  return slot === "when" ? { text: value } : { entity: Array.isArray(value) ? value[nth] : value };
}

/** The quotation marks for words inside this number of quotations. @param {number} depth @returns {[string, string]} */
export function marks(depth) {
  return depth % 2 ? ["\u2018", "\u2019"] : ["\u201c", "\u201d"];
}

/** Words without a pair of quotation marks around them all, which would otherwise be doubled. @param {string} text */
export function bare(text) {
  return /^["\u201c\u201e\u00ab]([^"\u201c-\u201e\u00ab\u00bb]+)["\u201c\u201d\u00bb]$/.exec(text.trim())?.[1] ?? text;
}

/**
 * The parts as plain text.
 * @param {Data | View} data
 * @param {Part[]} parts
 * @param {number} [depth] how many quotations are around it
 * @returns {string}
 */
export function plain(data, parts, depth = 0) {
  const words = parts.map((part) => {
    if ("entity" in part) return data.name(part.entity);
    if ("text" in part) return part.text;
    const [open, close] = marks(depth);
    return `${open}${"words" in part ? bare(part.words) : plain(data, part.inner, depth + 1)}${close}`;
  });
  return words.join(" ").replace(/ :/g, ":");
}

/**
 ** The words on an edge: its relation, and what distinguishes it from other edges with that relation.
 * @param {Data | View} data
 * @param {Line} line
 * @returns {string}
 */
export function caption(data, line) {
  const { label, as } = data.relation(line.relation);
  const [role, id] = line.part ?? ["", ""];
  if (role === "as") return as.replace("{as}", () => data.name(id));
  if (role === "by") return `${label}, by ${data.name(id)}`;
  const content = role === "content" ? data.propositions.get(id) : undefined;
  if (!content || line.onto_edge) return label;
  return `${label}: \u201c${shortened(data.relation(content.relation).label, 30)}\u201d`;
}

/** How much of a title is used as the name of a speaking article. */
const TITLE = 60;

/** The name of an article as a speaker: its title, or else its outlet or file. @param {Data | View} data @param {Claim} claim */
export function articleName(data, { document }) {
  const article = data.articles.get(document);
  return article ? shortened((article.title ?? article.outlet ?? article.file).replace(/[\s.;:,]+$/u, ""), TITLE) : data.words.speakers.article;
}

/**
 ** The source of a claim, in words: if others pass the claim on, they say that the speaker says so.
 * @param {Data | View} data
 * @param {Claim} claim
 * @param {string} [article] what its article is called
 * @returns {string}
 */
export function speaker(data, claim, article = articleName(data, claim)) {
  const { nobody, relayed } = data.words.speakers;
  const name = claim.speaker === ARTICLE ? article : claim.speaker === undefined ? nobody : data.name(claim.speaker);
  const relays = (claim.relayed_by ?? []).map((id) => data.name(id));
  return relays.length ? relayed.replace(/\{(\w+)\}/g, (_, slot) => (slot === "speaker" ? name : relays.join(" and "))) : name;
}

/**
 ** The stance of the speaker in words: "denies this".
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

/** In words, from how many of the sentences that report something about somebody a claim was read. @param {Data | View} data @param {import("./data.js").Article[]} articles */
export function covered(data, articles) {
  const sum = (/** @type {"telling" | "claimed"} */ name) => articles.reduce((so, article) => so + (article[name] ?? 0), 0).toLocaleString("en");
  return (data.words.coverage.figure ?? "").replace("{claimed}", sum("claimed")).replace("{telling}", sum("telling"));
}

/** Why nothing was read from a sentence, in words. @param {Data | View} data @param {import("./data.js").Silent} silent */
export function whyUnread(data, { reason }) {
  return data.words.coverage[reason] ?? "";
}

/**
 ** The numbers of outlets and origins of something: "3 outlets, 1 origin"; empty if only one outlet reports it on its own.
 * An article without an outlet counts as one. As in graph/data/queries/origins.rq.
 * @param {Data | View} data
 * @param {Claim[]} claims of one proposition and stance
 */
export function origins(data, claims) {
  const { outlets, origins: found } = told(data, claims);
  if (outlets < 2 && !claims.some(({ origin }) => origin)) return "";
  const words = (/** @type {number} */ n, /** @type {string} */ name) => (data.words.origins[n === 1 ? name : `${name}s`] ?? "").replace("{n}", n.toLocaleString("en"));
  return `${words(outlets, "outlet")}, ${words(found, "origin")}`;
}

/** The numbers of outlets and origins that claims have. @param {Data | View} data @param {Claim[]} claims */
export function told(data, claims) {
  const houses = claims.map(({ document }) => data.articles.get(document)?.publisher ?? document);
  return { outlets: new Set(houses).size, origins: new Set(claims.map(({ origin }, i) => origin ?? houses[i])).size };
}

/** The name of an origin: another article, or an agency. @param {Data} data @param {string} id */
export function originName(data, id) {
  const article = data.articles.get(id);
  return article ? article.title ?? article.file : data.name(id);
}

/** The origin of a claim in its article, and whether there is a newer version of the article. @param {Data} data @param {Claim} claim @returns {string[]} */
export function provenance(data, claim) {
  const { from = "", replaced = "", replaced_on = "" } = data.words.origins;
  const origin = claim.origin ? originName(data, claim.origin) : "";
  let newest = data.newer.get(claim.document);
  for (let next = newest; next; next = data.newer.get(next.id)) newest = next;
  const version = newest && (newest.published ? replaced_on.replace("{date}", () => newest?.published ?? "") : replaced);
  return [...(origin ? [from.replace("{origin}", () => origin)] : []), ...(version ? [version] : [])];
}
