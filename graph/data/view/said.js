/**
 ** Who says what about whom, and what answers an accusation: the definitions of graph/data/explain/about.rq and answers.rq, for
 * the claims that the filters leave. tests/command/test_surfaces.py compares them.
 */

import { ARTICLE } from "./data.js";
import { View } from "./view.js";

/**
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./data.js").Proposition} Proposition
 * @typedef {{says: Claim[], saidToHaveSaid: Claim[], saidOf: Claim[]}} Roles
 */

/**
 ** The claims of an entity and about it, each in one list. It says what an article quotes from it, and each of its speech acts
 * that an article itself states; what others pass on, or claim that it said, it is said to have said.
 * @param {View} view
 * @param {string} id
 * @returns {Roles}
 */
export function roles(view, id) {
  /** @type {Roles} */ const found = { says: [], saidToHaveSaid: [], saidOf: [] };
  const about = (view.data.mentioning.get(id) ?? []).flatMap((p) => view.claimsOf.get(p.id) ?? []);
  for (const claim of new Set([...(view.saidBy.get(id) ?? []), ...about])) {
    if (!isToldByContent(view, claim, id)) found[role(view, claim, id)].push(claim);
  }
  return found;
}

/**
 ** Whether a claim only says that somebody claims something that is also listed as their own claim in the same article.
 * @param {View} view
 * @param {Claim} claim
 * @param {string} id
 */
function isToldByContent(view, claim, id) {
  const p = view.propositions.get(claim.proposition);
  if (!p || claim.speaker === id || p.subject !== id || p.relation !== "claims" || !p.content) return false;
  return (view.claimsOf.get(p.content) ?? []).some(({ speaker, document }) => speaker === id && document === claim.document);
}

/** @param {View} view @param {Claim} claim @param {string} id @returns {keyof Roles} */
function role(view, claim, id) {
  const relayed = Boolean(claim.relayed_by?.length);
  if (claim.speaker === id) return relayed ? "saidToHaveSaid" : "says";
  const p = view.propositions.get(claim.proposition);
  if (!p || p.subject !== id || view.relation(p.relation).kind !== "speech") return "saidOf";
  return claim.speaker === ARTICLE && claim.stance === "affirmed" && !relayed ? "says" : "saidToHaveSaid";
}

/**
 ** What answers an accusing claim, or else may; undefined for any other claim.
 * @param {View} view
 * @param {Claim} claim
 * @returns {Claim[] | undefined}
 */
export function answersOf(view, claim) {
  const p = view.propositions.get(claim.proposition);
  if (!p || !view.relation(p.relation).accusation || !made(claim)) return undefined;
  const read = replies(view, p, [claim]);
  return read.length ? read : view.mayAnswer.get(claim.id) ?? [];
}

/** What was read as an answer to an accusation: what answers it or its content, and denials of either. @param {View} view @param {Proposition} p */
export function answers(view, p) {
  return replies(view, p, view.claimsOf.get(p.id) ?? []);
}

/** What answers some of the claims that make an accusation. @param {View} view @param {Proposition} p @param {Claim[]} claims */
function replies(view, p, claims) {
  const on = (/** @type {string | undefined} */ id) => view.claimsOf.get(id ?? "") ?? [];
  const affirmed = [...claims, ...on(p.content)].filter(made);
  const denials = [...on(p.id), ...on(p.content)].filter(({ stance }) => stance === "denied");
  return sorted([...affirmed.flatMap(({ id }) => view.answersTo.get(id) ?? []), ...denials]);
}

/** What the accused denies near accusations for which no answer was read. @param {View} view @param {Proposition} p */
export function possibleAnswers(view, p) {
  return sorted((view.claimsOf.get(p.id) ?? []).flatMap(({ id }) => view.mayAnswer.get(id) ?? []));
}

/** Claims that say that somebody declined to comment on an accusation, or did not respond to it. @param {View} view @param {Proposition} p */
export function silences(view, p) {
  return sorted((view.claimsOf.get(p.id) ?? []).flatMap(({ id }) => view.saysNothingTo.get(id) ?? []));
}

/** Whether a claim makes an accusation or states its content. @param {Claim} claim */
function made({ stance }) {
  return stance === "affirmed" || stance === "hedged";
}

/** @param {Claim[]} claims */
function sorted(claims) {
  return [...new Set(claims)].sort((a, b) => (a.id < b.id ? -1 : 1));
}
