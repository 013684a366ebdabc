/** What is most notable among the claims that the filters leave: each list begins with the strongest, always in the same order. */

import { ARTICLE, push } from "./data.js";
import { answers, possibleAnswers } from "./said.js";
import { denies, upholding } from "./stances.js";
import { View } from "./view.js";

/**
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./data.js").Proposition} Proposition
 * @typedef {{who: string, whom: string, points: Map<string, Claim[]>}} Contradiction points are its subjects, each with the claims that show it
 * @typedef {{who: string, accusers: string[], unnamed: boolean, accusations: Proposition[]}} Accused unnamed: whether some accuse without being named
 */

/** The relation for an accusation without a named accuser. */
const FACES = "facesAccusation";
/** The relations for contradicting somebody. */
const AGAINST = new Set(["denies", "disputes", "rejects"]);

/** The list sorted by several figures, the largest first; equal items by key. @template T @param {T[]} list @param {(it: T) => number[]} figures @param {(it: T) => string} key @returns {T[]} */
export function ranked(list, figures, key) {
  const rows = list.map((it) => ({ it, figures: figures(it), key: key(it) }));
  rows.sort((a, b) => {
    const at = a.figures.findIndex((figure, i) => figure !== b.figures[i]);
    return at < 0 ? (a.key < b.key ? -1 : 1) : (b.figures[at] ?? 0) - (a.figures[at] ?? 0);
  });
  return rows.map(({ it }) => it);
}

/** The claim to quote: the one with the highest score, of several the shortest. @param {Claim[]} claims */
export function best(claims) {
  return ranked(claims, ({ score, quote }) => [score, -quote.length], ({ id }) => id)[0];
}

/** Those who take a side, each once: by name, or by article if an article itself does. @param {Claim[]} claims */
function sources(claims) {
  return new Set(claims.map(({ speaker, document, relayed_by }) => JSON.stringify(speaker === ARTICLE ? document : [speaker, relayed_by])));
}

/** Somebody whom an article itself quotes by name. @param {Claim} claim */
function named({ speaker, relayed_by }) {
  return speaker !== undefined && speaker !== ARTICLE && !relayed_by?.length;
}

/** How much is said about the entities of a proposition: of two equal ones, the better known comes first. @param {View} view @param {Proposition} p */
function known(view, { subject, object }) {
  return view.weight(subject) + (object === undefined || object === subject ? 0 : view.weight(object));
}

/** What is in dispute, beginning with the dispute in which both sides have the most speakers. @param {View} view @returns {Proposition[]} */
export function disputed(view) {
  const list = view.disputes.flatMap((id) => view.propositions.get(id) ?? []);
  return ranked(list, (p) => {
    const claims = view.claimsOf.get(p.id) ?? [];
    const sides = [upholding(claims), claims.filter(denies)];
    const least = (/** @type {(side: Claim[]) => number} */ count) => Math.min(...sides.map(count));
    return [least((side) => sources(side.filter(named)).size), least((side) => sources(side).size), claims.length, known(view, p)];
  }, ({ id }) => id);
}

/** The claims by which an accusation is made. @param {View} view @param {Proposition} p */
export function made(view, p) {
  return (view.claimsOf.get(p.id) ?? []).filter(({ stance }) => stance === "affirmed");
}

/** Whether the accusation says what it is about. @param {Proposition} p */
export function tells({ content, content_text: words }) {
  return Boolean(content ?? words);
}

/** Accusations for which no answer was read: first those that say what they are about, then those with the most claims. @param {View} view */
export function unanswered(view) {
  const all = view.accusations().filter(({ object }) => object).map((p) => ({ p, claims: made(view, p).filter(({ speaker }) => speaker !== undefined) }));
  const order = ranked(all.filter(({ claims }) => claims.length),
    ({ p, claims }) => [Number(tells(p)), claims.length, known(view, p), claims.reduce((most, { score }) => Math.max(most, score), 0)], ({ p }) => p.id);
  return order.find(({ p }) => !answers(view, p).length && !possibleAnswers(view, p).length)?.p;
}

/** Who is accused more than once and of what, ordered by the number of accusations, then of accusers. @param {View} view @returns {Accused[]} */
export function accused(view) {
  /** @type {Map<string, Proposition[]>} */ const found = new Map();
  for (const p of view.propositions.values()) {
    if (p.relation === FACES && view.count(p.id)) push(found, p.subject, p);
    else if (p.object !== p.subject && view.relation(p.relation).accusation && made(view, p).length) push(found, p.object, p);
  }
  const all = [...found].filter(([, list]) => list.length > 1 && list.some(tells)).map(([who, accusations]) => ({ who, accusations, ...accusersOf(view, accusations) }));
  return ranked(all, measure, ({ who }) => who);
}

/** The accusers of some accusations, named or not. @param {View} view @param {Proposition[]} accusations */
function accusersOf(view, accusations) {
  const each = accusations.flatMap(({ id, relation, subject }) => (relation === FACES ? (view.claimsOf.get(id) ?? []).map((claim) => (named(claim) ? claim.speaker : undefined)) : [subject]));
  return { accusers: [...new Set(each)].filter((id) => id !== undefined), unnamed: each.includes(undefined) };
}

/** How often somebody is accused, and by how many. @param {Accused} accused */
export function measure({ accusers, accusations }) {
  return [accusations.length, accusers.length];
}

/** Who speaks in a claim: its speaker, or if an article reports speech, the one quoted; nobody if others pass it on. @param {View} view @param {Claim} claim */
function party(view, { speaker, relayed_by, proposition, stance }) {
  const p = view.propositions.get(proposition);
  const reports = p !== undefined && stance === "affirmed" && view.relation(p.relation).kind === "speech";
  if (relayed_by?.length) return undefined;
  if (speaker === ARTICLE) return reports ? p.subject : undefined;
  return reports && p.subject !== speaker ? undefined : speaker;
}

/** Who contradicts whom; those who do so on the most points come first. @param {View} view @returns {Contradiction[]} */
export function contradictions(view) {
  /** @type {Map<string, Contradiction>} */ const found = new Map();
  const add = (/** @type {string | undefined} */ who, /** @type {string | undefined} */ whom, /** @type {string} */ point, /** @type {Claim[]} */ claims) => {
    if (!who || !whom || who === whom) return;
    const key = JSON.stringify([who, whom]);
    const known = found.get(key) ?? { who, whom, points: new Map() };
    found.set(key, known);
    if (!known.points.has(point)) known.points.set(point, claims);
  };
  for (const id of view.disputes) {
    const claims = (view.claimsOf.get(id) ?? []).filter(named);
    for (const denial of claims.filter(({ stance }) => stance === "denied")) {
      for (const other of claims.filter(({ stance }) => stance === "affirmed")) add(denial.speaker, other.speaker, id, [denial, other]);
    }
  }
  for (const claim of view.claims.values()) contradict(view, claim, add);
  for (const { points } of found.values()) onlyTold(view, points);
  return ranked([...found.values()], ({ who, whom, points }) => [points.size, view.weight(who) + view.weight(whom)], ({ who, whom }) => JSON.stringify([who, whom]));
}

/** What somebody says against others: in answer to them, or about them. @param {View} view @param {Claim} claim @param {(who: string | undefined, whom: string | undefined, point: string, claims: Claim[]) => void} add */
function contradict(view, claim, add) {
  const p = view.propositions.get(claim.proposition);
  if (!p) return;
  const against = claim.stance === "affirmed" && AGAINST.has(p.relation);
  if (!against && claim.stance !== "denied") return;
  const [who, point] = [party(view, claim), against ? p.content ?? p.id : p.id];
  const answered = (claim.answers ?? []).flatMap((id) => view.claims.get(id) ?? []);
  for (const other of answered) add(who, party(view, other), point, [claim, other]);
  if (against && p.object && view.saidBy.has(p.object)) add(who, p.object, point, [claim]);
}

/** A general dispute with somebody may concern any of the other points: it counts only if there are none. @param {View} view @param {Map<string, Claim[]>} points */
function onlyTold(view, points) {
  const bare = [...points.keys()].filter((id) => [view.propositions.get(id)].some((p) => p && AGAINST.has(p.relation) && !tells(p)));
  for (const id of bare.length < points.size ? bare : bare.slice(1)) points.delete(id);
}

/** What is withdrawn; the withdrawal with the highest score comes first. @param {View} view @returns {Claim[]} */
export function withdrawn(view) {
  const claims = [...view.claims.values()].filter(({ stance }) => stance === "withdrawn");
  const each = new Map(ranked(claims, ({ score }) => [-score], ({ id }) => id).map((claim) => [JSON.stringify([claim.speaker, claim.proposition]), claim]));
  return ranked([...each.values()], ({ score }) => [score], ({ id }) => id);
}

/** About whom others say most, and what. @param {View} view */
export function spokenOf(view) {
  const who = most(new Map([...view.weights].map(([id, claims]) => [id, claims - (view.saidBy.get(id)?.length ?? 0)])));
  if (who === undefined) return null;
  const about = (view.data.mentioning.get(who) ?? []).filter(({ subject, object, as }) => [subject, object, as].includes(who));
  return { who, claims: about.flatMap(({ id }) => view.claimsOf.get(id) ?? []).filter(({ speaker }) => speaker !== who) };
}

/** Who says most, and what. @param {View} view */
export function speaking(view) {
  const who = most(new Map([...view.saidBy].map(([id, claims]) => [id, claims.reduce((n, claim) => n + Number(named(claim)), 0)])));
  return who === undefined ? null : { who, claims: (view.saidBy.get(who) ?? []).filter(named) };
}

/** The key of the largest number; of several, the first by name. @param {Map<string, number>} counts */
function most(counts) {
  let [found, largest] = [/** @type {string | undefined} */ (undefined), 0];
  for (const [id, count] of counts) if (count > largest || (count === largest && found !== undefined && id < found)) [found, largest] = [id, count];
  return found;
}
