/**
 * Who says what of whom, and what answers an accusation: the definitions of graph/data/explain/about.rq and answers.rq, for
 * the claims that the filters leave. tests/command/test_surfaces.py compares them.
 */

import { ARTICLE, Data } from "./data.js";

/**
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./data.js").Proposition} Proposition
 * @typedef {{says: Claim[], saidToHaveSaid: Claim[], saidOf: Claim[]}} Roles
 */

/**
 * The claims of an entity and about it, each in one place. It says what an article quotes it with, and each speech act of
 * it that an article states itself; what others pass on, or claim that it said, it is said to have said.
 * @param {Data} data
 * @param {string} id
 * @returns {Roles}
 */
export function roles(data, id) {
  /** @type {Roles} */ const found = { says: [], saidToHaveSaid: [], saidOf: [] };
  const about = (data.mentioning.get(id) ?? []).flatMap((p) => data.claimsOf.get(p.id) ?? []);
  for (const claim of new Set([...(data.saidBy.get(id) ?? []), ...about])) found[role(data, claim, id)].push(claim);
  return found;
}

/** @param {Data} data @param {Claim} claim @param {string} id @returns {keyof Roles} */
function role(data, claim, id) {
  const relayed = Boolean(claim.relayed_by?.length);
  if (claim.speaker === id) return relayed ? "saidToHaveSaid" : "says";
  const p = data.propositions.get(claim.proposition);
  if (!p || p.subject !== id || data.relation(p.relation).kind !== "speech") return "saidOf";
  return claim.speaker === ARTICLE && claim.stance === "affirmed" && !relayed ? "says" : "saidToHaveSaid";
}

/** What was read as an answer to an accusation: what answers it or what it says, and denials of either. @param {Data} data @param {Proposition} p */
export function answers(data, p) {
  const on = (/** @type {string | undefined} */ id) => data.claimsOf.get(id ?? "") ?? [];
  const affirmed = [...on(p.id), ...on(p.content)].filter(made);
  const denials = [...on(p.id), ...on(p.content)].filter(({ stance }) => stance === "denied");
  return sorted([...affirmed.flatMap(({ id }) => data.answersTo.get(id) ?? []), ...denials]);
}

/** What the accused denies beside accusations that nothing was read to answer. @param {Data} data @param {Proposition} p */
export function possibleAnswers(data, p) {
  return sorted((data.claimsOf.get(p.id) ?? []).flatMap(({ id }) => data.mayAnswer.get(id) ?? []));
}

/** Whether a claim makes an accusation, or what it says. @param {Claim} claim */
function made({ stance }) {
  return stance === "affirmed" || stance === "hedged";
}

/** @param {Claim[]} claims */
function sorted(claims) {
  return [...new Set(claims)].sort((a, b) => (a.id < b.id ? -1 : 1));
}
