/** Which claims count: those that answer the question, with a sufficient score, in the chosen articles, outlets and days. */

import { ARTICLE, Data } from "./data.js";
import { disputes, ends, fills, involves, mentioned, speaks, wordsOf } from "./parties.js";
import { folded } from "./text.js";
import { View } from "./view.js";

/**
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./view.js").Test} Test
 * @typedef {import("./record.js").Shown} Shown
 * @typedef {{earliest: string, latest: string}} Days
 */

/** Up to this number of claims, all of them are drawn. */
const FEW = 150;

/** The value for a timeline of the days that claims are about; otherwise the timeline shows the days of articles. */
export const EVENTS = "event";

/** The days that a claim is about, or those of its article. @param {Data | View} data @param {Claim} claim @param {boolean} events @returns {Days | null} */
export function daysOf(data, claim, events) {
  const p = data.propositions.get(claim.proposition);
  const published = data.articles.get(claim.document)?.published;
  const earliest = events ? p?.on ?? p?.earliest ?? p?.latest : published;
  const latest = events ? p?.on ?? p?.latest ?? p?.earliest : published;
  return earliest && latest ? { earliest, latest } : null;
}

/** Whether claims have more than one day of this kind: computed once for each kind, since the data does not change. @type {WeakMap<Data, {event: boolean, published: boolean}>} */
const SEVERAL = new WeakMap();

/** @param {Data} data */
function severalDays(data) {
  const several = (/** @type {boolean} */ events) => new Set([...data.claims.values()].flatMap((claim) => daysOf(data, claim, events)?.earliest ?? [])).size > 1;
  const known = SEVERAL.get(data) ?? { event: several(true), published: several(false) };
  SEVERAL.set(data, known);
  return known;
}

/** Whether the days that claims are about count, and not those of the articles: if so chosen, or if the articles do not have at least two days. @param {Data} data @param {Shown["values"]} values */
export function byEvents(data, { dates }) {
  const { event, published } = severalDays(data);
  return event && (dates === EVENTS || !published);
}

/** The stance of a filter for both denials and acts of denying. */
export const DISPUTED = "disputed";

/** The test of a claim for each value of the filters. @type {Partial<Record<import("./record.js").Value, (data: Data, value: string) => Test>>} */
const ASKED = {
  speaker: (data, id) => (claim) => speaks(data, claim, id),
  subject: (data, id) => ofProposition(data, (p) => fills(data, p, "subject", id)),
  object: (data, id) => ofProposition(data, (p) => fills(data, p, "object", id)),
  about: (data, id) => ofProposition(data, (p) => mentioned(data, p).has(id)),
  one: (data, id) => (claim) => involves(data, claim, id),
  other: (data, id) => (claim) => involves(data, claim, id),
  relation: (data, name) => ofProposition(data, (p) => p.relation === name),
  stance: (data, name) => (claim) => (name === DISPUTED ? disputes(data, claim) : claim.stance === name),
  words: (data, text) => {
    const sought = folded(text).split(/\s+/u);
    return (claim) => sought.every((word) => wordsOf(data, claim).includes(word));
  },
  article: (_, id) => (claim) => claim.document === id,
  outlet: (data, name) => (claim) => data.articles.get(claim.document)?.outlet === name,
};

/** The values that ask a question about claims, rather than just leaving out some of them. */
export const QUESTIONS = /** @type {import("./record.js").Value[]} */ (["speaker", "subject", "object", "about", "one", "other", "relation", "stance", "words"]);

/** @param {Data} data @param {(p: import("./data.js").Proposition) => boolean} test @returns {Test} */
function ofProposition(data, test) {
  return ({ proposition }) => {
    const p = data.propositions.get(proposition);
    return p !== undefined && test(p);
  };
}

/** Whether a claim is of a kind that is turned off in the legend: its voice, its relation, or the type of one of its ends. @param {Data} data @param {ReadonlySet<string>} hidden @returns {Test} */
function shows(data, hidden) {
  return (claim) => {
    const p = data.propositions.get(claim.proposition);
    if (hidden.has(claim.voice) || !p) return !hidden.has(claim.voice);
    return !hidden.has(p.relation) && !ends(data, p).some((id) => hidden.has(data.entities.get(id)?.type ?? ""));
  };
}

/** @param {Data} data @param {Shown["values"]} values @returns {Test} */
function within(data, values) {
  const { since, until } = values;
  const events = byEvents(data, values);
  return (claim) => {
    const days = daysOf(data, claim, events);
    return days !== null && (!since || days.latest >= since) && (!until || days.earliest <= until);
  };
}

/** Whether a claim counts. @param {Data} data @param {Pick<Shown, "least" | "hidden" | "values">} shown @returns {Test | undefined} undefined if every claim does */
export function counting(data, { least, hidden, values }) {
  /** @type {Test[]} */ const tests = [];
  if (least) tests.push((claim) => claim.score >= least);
  if (hidden.size) tests.push(shows(data, hidden));
  for (const [name, test] of Object.entries(ASKED)) {
    const value = values[/** @type {import("./record.js").Value} */ (name)];
    if (value) tests.push(test(data, value));
  }
  if (values.since || values.until) tests.push(within(data, values));
  return tests.length ? (claim) => tests.every((test) => test(claim)) : undefined;
}

/** A key of the filters, to know whether to count again. @param {Pick<Shown, "least" | "hidden" | "values">} shown */
export function filterKey({ least, hidden, values }) {
  return JSON.stringify([least, [...hidden].sort(), values]);
}

/** Whose own claim it is: its speaker's; if an article itself says it, the article's and its outlet's; if it is passed on, nobody's. @param {Data | View} data @param {Claim} claim @returns {string[]} */
export function speakers(data, claim) {
  if (claim.relayed_by?.length || claim.speaker === undefined) return [];
  return claim.speaker === ARTICLE ? [claim.document, data.articles.get(claim.document)?.publisher ?? []].flat() : [claim.speaker];
}

/** The accounts that a claim is in: the speaker's, and for a classification, that of the classifier, whoever reports it. @param {Data | View} data @param {Claim} claim @returns {string[]} */
export function ownersOf(data, claim) {
  const p = data.propositions.get(claim.proposition);
  const classifier = p && claim.stance === "affirmed" && data.relation(p.relation).labels ? [p.subject] : [];
  return [...new Set([...speakers(data, claim), ...classifier])];
}

/** @param {Data | View} data @param {Claim} claim @param {string} owner an entity, or the id of an article */
export function isOf(data, claim, owner) {
  return ownersOf(data, claim).includes(owner);
}

/** A key for the question about claims; undefined if the filters only leave out some of them. @param {Pick<Shown, "values">} shown */
export function asked({ values }) {
  return QUESTIONS.some((name) => values[name]) ? JSON.stringify(QUESTIONS.map((name) => values[name] ?? null)) : undefined;
}

/** Whether the filters leave so little that all of it is drawn, whatever the page opened with. @param {View} view */
export function few(view) {
  return view.claims.size < Math.min(FEW, view.data.claims.size);
}
