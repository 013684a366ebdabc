/**
 ** What the overview says first, in up to five sentences: what is in dispute, which accusation has no answer, who is accused, who
 * contradicts whom, and what is withdrawn. Their words are in graph/data/wording.toml, under `findings`.
 */

import { ARTICLE } from "./data.js";
import { alleges, denies, upholding } from "./stances.js";
import { accused, best, contradictions, disputed, made, measure, ranked, speaking, spokenOf, tells, unanswered, withdrawn } from "./strongest.js";
import { View } from "./view.js";

/**
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {{text: string} | {entity: string} | {said: string} | {what: string} | {words: string}} Part
 *   said and what are propositions, the second one in quotation marks, like the words that somebody uses
 * @typedef {{kind: string, parts: Part[], claims: Claim[], leads: {claim?: string, node?: string}}} Finding claims are those whose sentences support it
 * @typedef {Record<string, Part[] | string | number>} Slots
 */

/** With fewer sentences than this, there is also one that tells about whom most is said, and one that tells who says most. */
const ENOUGH = 4;
/** If there are more names or things than this, the first ones are named and the others counted. */
const NAMED = 3;
/** The types of which one name can mean many. */
const MANY = new Set(["Group", "Agent", "PoliticalParty", "SecurityForce"]);

/** The findings, without empty ones. @param {View} view @param {string} where "in these articles", or what the filters leave of them @returns {Finding[]} */
export function findings(view, where) {
  const found = [dispute(view), accusation(view, where), mostAccused(view), contradiction(view), withdrawal(view)].filter((it) => it !== null);
  return found.length < ENOUGH ? [...found, ...most(view)] : found;
}

/** @param {View} view @returns {Finding | null} */
function dispute(view) {
  const [p] = disputed(view);
  if (!p) return null;
  const claims = view.claimsOf.get(p.id) ?? [];
  const [one, other] = [upholding(claims), claims.filter(denies)];
  const [affirming, denying] = [people(view, one), people(view, other)];
  const slots = { what: [{ what: p.id }], affirming: affirming.parts, denying: denying.parts, affirm: form(view, "affirm", affirming.count), deny: form(view, "deny", denying.count) };
  return { kind: "dispute", parts: told(form(view, one.every(alleges) ? "alleged" : "dispute"), slots), claims: quotedOf(one, other), leads: { claim: p.id } };
}

/** @param {View} view @param {string} where @returns {Finding | null} */
function accusation(view, where) {
  const p = unanswered(view);
  if (!p) return null;
  const claims = made(view, p).filter(({ speaker }) => speaker !== undefined);
  const own = claims.filter(({ speaker, relayed_by }) => !relayed_by?.length && (speaker === ARTICLE || speaker === p.subject));
  const speakers = people(view, claims);
  const slots = { said: [{ said: p.id }], where, speakers: speakers.parts, say: form(view, "say", speakers.count) };
  return { kind: "accusation", parts: told(form(view, own.length ? "accusation" : "reported"), slots), claims: quotedOf(own.length ? own : claims), leads: { claim: p.id } };
}

/** @param {View} view @returns {Finding | null} */
function mostAccused(view) {
  const [first, second] = accused(view);
  if (!first) return null;
  const things = [...new Map(first.accusations.flatMap((p) => deed(view, p, first.who))).values()];
  const n = first.accusations.length;
  const accusers = [...first.accusers.map((entity) => [{ entity }]), ...(first.unnamed ? [[{ text: form(view, "unnamed") }]] : [])];
  const slots = { who: [{ entity: first.who }], accusations: told(form(view, "accusations", n), { n }), accusers: listed(view, accusers, "others"),
    what: listed(view, things.map((it) => [it]), "things") };
  const tied = second !== undefined && measure(second).every((figure, i) => figure === measure(first)[i]);
  return { kind: "accused", parts: told(form(view, "accused", tied ? 2 : 1), slots), leads: { node: first.who },
    claims: quotedOf(first.accusations.filter(tells).flatMap(({ id }) => view.claimsOf.get(id) ?? [])) };
}

/** What somebody is accused of, with a key: the bare words if they are about nobody else. @param {View} view @param {import("./data.js").Proposition} p @param {string} who @returns {[string, Part][]} */
function deed(view, { content: id, content_text: own }, who) {
  const content = view.propositions.get(id ?? "");
  const words = content && content.subject === who && !content.object ? content.content_text : own;
  if (words) return [[words, { words }]];
  return content ? [[content.id, { what: content.id }]] : [];
}

/** Left out if it is only a dispute, which has already been said. @param {View} view @returns {Finding | null} */
function contradiction(view) {
  const [first] = contradictions(view);
  if (!first || (first.points.size === 1 && view.disputes.length)) return null;
  const [top] = disputed(view);
  const [[point, claims] = ["", []]] = ranked([...first.points], ([id]) => [Number(id !== top?.id), view.count(id)], ([id]) => id);
  const n = first.points.size;
  const slots = { who: [{ entity: first.who }], whom: [{ entity: first.whom }], n, what: [{ what: point }] };
  return { kind: "contradiction", parts: told(form(view, "contradiction", n), slots), claims: quotedOf(...claims.map((claim) => [claim])), leads: { claim: point } };
}

/** @param {View} view @returns {Finding | null} */
function withdrawal(view) {
  const claims = withdrawn(view);
  const [first] = claims;
  if (!first) return null;
  const who = people(view, [first]);
  const slots = { who: who.parts, take: form(view, "take", who.count), what: [{ what: first.proposition }], n: claims.length };
  return { kind: "withdrawal", parts: told(form(view, "withdrawal", claims.length), slots), claims: [first], leads: { claim: first.proposition } };
}

/** About whom most is said, and who says most. @param {View} view @returns {Finding[]} */
function most(view) {
  const figures = (/** @type {Claim[]} */ claims) => ({ claims: told(form(view, "claims", claims.length), { n: claims.length }),
    articles: articles(view, claims), speakers: people(view, claims).parts });
  const each = (/** @type {string} */ kind, /** @type {{who: string, claims: Claim[]} | null} */ it) => (it ? [{ kind,
    parts: told(form(view, kind), { who: [{ entity: it.who }], ...figures(it.claims) }), claims: quotedOf(it.claims), leads: { node: it.who } }] : []);
  return [...each("spoken_of", spokenOf(view)), ...each("speaking", speaking(view))];
}

/** The claims to quote, the best of each list; claims in the same sentence are shown once. @param {...Claim[]} lists */
function quotedOf(...lists) {
  const found = lists.flatMap((claims) => best(claims) ?? []);
  return [...new Map(found.map((claim) => [JSON.stringify([claim.document, claim.quote]), claim])).values()];
}

// ---------------------------------------------------------------------------- words

/** One of the forms of words. @param {View} view @param {string} name @param {number} [n] how many it is about */
function form(view, name, n = 1) {
  const known = view.words.findings[name] ?? "";
  return typeof known === "string" ? known : known[n === 1 ? 0 : 1] ?? "";
}

/** A form with its slots filled. @param {string} words @param {Slots} slots @returns {Part[]} */
function told(words, slots) {
  return words.split(/\{(\w+)\}/).flatMap((piece, i) => {
    const value = i % 2 ? slots[piece] ?? "" : piece;
    if (Array.isArray(value)) return value;
    return value === "" ? [] : [{ text: value.toLocaleString("en") }];
  });
}

/** A list; if it is long, only its first items are named: "A, B and 3 others". @param {View} view @param {Part[][]} items @param {string} rest what those are called that are only counted @returns {Part[]} */
function listed(view, items, rest) {
  return joined(shortened(view, items, rest));
}

/** @param {View} view @param {Part[][]} items @param {string} rest */
function shortened(view, items, rest) {
  const shown = items.length > NAMED ? items.slice(0, NAMED - 1) : items;
  const n = items.length - shown.length;
  return n ? [...shown, told(form(view, rest, n), { n })] : shown;
}

/** @param {Part[][]} items @returns {Part[]} */
function joined(items) {
  return items.flatMap((item, i) => (i ? [{ text: i === items.length - 1 ? " and " : ", " }, ...item] : item));
}

/** The speakers of some claims, and their number: those with a name, then the articles that say so themselves. @param {View} view @param {Claim[]} claims */
function people(view, claims) {
  /** @type {Map<string, Claim[]>} */ const named = new Map();
  for (const claim of claims) {
    if (claim.speaker === undefined || claim.speaker === ARTICLE) continue;
    const key = JSON.stringify([claim.speaker, claim.relayed_by]);
    named.set(key, [...(named.get(key) ?? []), claim]);
  }
  const order = [...named].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
  const own = claims.filter(({ speaker }) => speaker === ARTICLE);
  const items = order.flatMap(([, [claim]]) => (claim ? [teller(claim, view)] : []));
  const several = order.length === 1 && order.every(([, [claim]]) => isMany(view, claim?.speaker ?? ""));
  const count = items.length + new Set(own.map(({ document }) => document)).size + Number(several);
  if (!count) return { parts: [{ text: form(view, "unnamed") }], count: 1 };
  const tellers = shortened(view, items, "others");
  return { parts: joined(own.length ? [...tellers, articles(view, own)] : tellers), count };
}

/** Whether a name is plural, with which a verb has to agree: "federal prosecutors", "Democrats". @param {View} view @param {string} id */
function isMany(view, id) {
  const [head = ""] = view.name(id).split(/ (?:of|in|from|at|for|who|with) | \(/);
  return MANY.has(view.entities.get(id)?.type ?? "") && /(?:[^s]s|people|police|men|women|children)$/i.test(head);
}

/** Who says something, and, if others pass it on, according to whom. @param {Claim} claim @param {View} view @returns {Part[]} */
function teller({ speaker = "", relayed_by: relays = [] }, view) {
  /** @type {Part[]} */ const who = [{ entity: speaker }];
  if (!relays.length) return who;
  return told(view.words.speakers.relayed, { speaker: who, relays: listed(view, relays.map((entity) => [{ entity }]), "others") });
}

/** How many articles some claims are in. @param {View} view @param {Claim[]} claims */
function articles(view, claims) {
  const n = new Set(claims.map(({ document }) => document)).size;
  return told(form(view, "articles", n), { n });
}
