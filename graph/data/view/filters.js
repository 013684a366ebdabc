/** Which claims count: those read surely enough, in the articles, of the outlet and of the days that were chosen. */

import { ARTICLE, Data } from "./data.js";
import { State } from "./state.js";
import { View } from "./view.js";

/**
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./view.js").Test} Test
 * @typedef {{earliest: string, latest: string}} Days
 */

/** By which days the timeline goes: of what is told, where the value is this; else of the article. */
export const EVENTS = "event";

/** The days that a claim is about, or those of its article. @param {Data | View} data @param {Claim} claim @param {boolean} events @returns {Days | null} */
export function daysOf(data, claim, events) {
  const p = data.propositions.get(claim.proposition);
  const published = data.articles.get(claim.document)?.published;
  const earliest = events ? p?.on ?? p?.earliest ?? p?.latest : published;
  const latest = events ? p?.on ?? p?.latest ?? p?.earliest : published;
  return earliest && latest ? { earliest, latest } : null;
}

/** Whether claims have days of this kind, and more than one: for each kind found once, since the data does not change. @type {WeakMap<Data, {event: boolean, published: boolean}>} */
const SEVERAL = new WeakMap();

/** @param {Data} data */
function severalDays(data) {
  const several = (/** @type {boolean} */ events) => new Set([...data.claims.values()].flatMap((claim) => daysOf(data, claim, events)?.earliest ?? [])).size > 1;
  const known = SEVERAL.get(data) ?? { event: several(true), published: several(false) };
  SEVERAL.set(data, known);
  return known;
}

/** Whether the days of what is told count, and not those of the articles: where that was chosen, and where articles have no two days. @param {Data} data @param {State["values"]} values */
export function byEvents(data, { dates }) {
  const { event, published } = severalDays(data);
  return event && (dates === EVENTS || !published);
}

/** Whether a claim counts. @param {Data} data @param {State} state @returns {Test} */
export function counting(data, { least, values }) {
  const { article, outlet, since, until } = values;
  const events = byEvents(data, values);
  return (claim) => {
    if (claim.score < least || (article && claim.document !== article)) return false;
    if (outlet && data.articles.get(claim.document)?.outlet !== outlet) return false;
    if (!since && !until) return true;
    const days = daysOf(data, claim, events);
    return days !== null && (!since || days.latest >= since) && (!until || days.earliest <= until);
  };
}

/** The same for the same filters: to know whether to count anew. @param {State} state */
export function filterKey({ least, values }) {
  return JSON.stringify([least, values]);
}

/** Whose own claim it is: its speaker's; of what an article says itself, that article's and its outlet's; nobody's of what is passed on. @param {Data | View} data @param {Claim} claim @returns {string[]} */
export function speakers(data, claim) {
  if (claim.relayed_by?.length || claim.speaker === undefined) return [];
  return claim.speaker === ARTICLE ? [claim.document, data.articles.get(claim.document)?.publisher ?? []].flat() : [claim.speaker];
}

/** In whose account a claim is: of whoever says so; and of whoever classifies, whoever reports it. @param {Data | View} data @param {Claim} claim @returns {string[]} */
export function ownersOf(data, claim) {
  const p = data.propositions.get(claim.proposition);
  const classifier = p && claim.stance === "affirmed" && data.relation(p.relation).labels ? [p.subject] : [];
  return [...new Set([...speakers(data, claim), ...classifier])];
}

/** @param {Data | View} data @param {Claim} claim @param {string} owner an entity, or the id of an article */
export function isOf(data, claim, owner) {
  return ownersOf(data, claim).includes(owner);
}
