/** Who is involved in a claim: who speaks, and about whom; and the words of the claim for searching. */

import { ARTICLE, Data, push } from "./data.js";
import { folded } from "./text.js";
import { plain, sentence, speaker } from "./words.js";

/**
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./data.js").Proposition} Proposition
 */

/** @param {Data} data @param {Proposition} p @returns {Proposition | undefined} */
function contentOf(data, p) {
  return p.content === undefined ? undefined : data.propositions.get(p.content);
}

/** @type {WeakMap<Proposition, ReadonlySet<string>>} */ const MENTIONED = new WeakMap();

/** The entities in a proposition, in any role; for speech, also those that the speech is about. @param {Data} data @param {Proposition} p @param {number} [depth] @returns {ReadonlySet<string>} */
export function mentioned(data, p, depth = 0) {
  const known = MENTIONED.get(p);
  if (known) return known;
  const content = depth < data.words.deepest ? contentOf(data, p) : undefined;
  const own = [p.subject, p.object, p.as, p.at, p.regarding, ...(p.with ?? [])].filter((id) => id !== undefined);
  const found = new Set([...own, ...(content ? mentioned(data, content, depth + 1) : [])]);
  if (!depth) MENTIONED.set(p, found);
  return found;
}

/** The two ends of a proposition; for speech, also those of what is said. @param {Data} data @param {Proposition} p @returns {string[]} */
export function ends(data, p) {
  const content = contentOf(data, p);
  return [p.subject, p.object, content?.subject, content?.object].filter((id) => id !== undefined);
}

/** Whether somebody speaks in a claim: as its speaker, or because an article states that they said so. @param {Data} data @param {Claim} claim @param {string} id an entity, or the id of an article */
export function speaks(data, claim, id) {
  if (claim.speaker !== ARTICLE) return claim.speaker === id;
  if (claim.document === id) return true;
  const p = data.propositions.get(claim.proposition);
  return p?.subject === id && claim.stance === "affirmed" && data.relation(p.relation).kind === "speech";
}

/** Whether a claim disputes something: a denial, or an act of denying. @param {Data} data @param {Claim} claim */
export function disputes(data, claim) {
  if (claim.stance === "denied") return true;
  const p = data.propositions.get(claim.proposition);
  return claim.stance === "affirmed" && p !== undefined && data.relation(p.relation).disputes;
}

/** Whether somebody is involved in a claim at all. @param {Data} data @param {Claim} claim @param {string} id */
export function involves(data, claim, id) {
  const p = data.propositions.get(claim.proposition);
  return claim.speaker === id || (p !== undefined && mentioned(data, p).has(id));
}

/** Whether somebody has a role in a proposition; if the proposition is symmetric, either role will do. @param {Data} data @param {Proposition} p @param {"subject" | "object"} role @param {string} id */
export function fills(data, p, role, id) {
  const object = p.object ?? contentOf(data, p)?.subject;
  if (data.relation(p.relation).symmetric) return p.subject === id || object === id || Boolean(p.with?.includes(id));
  return (role === "subject" ? p.subject : object) === id;
}

/** @type {WeakMap<Claim, string>} */ const WORDS = new WeakMap();

/** All words of a claim for comparison: who says what, the sentence, and the names of the article and its outlet. @param {Data} data @param {Claim} claim */
export function wordsOf(data, claim) {
  const known = WORDS.get(claim);
  if (known !== undefined) return known;
  const p = data.propositions.get(claim.proposition);
  const article = data.articles.get(claim.document);
  const text = folded([speaker(data, claim), p ? plain(data, sentence(data, p)) : "", claim.quote, article?.title ?? article?.file ?? "", article?.outlet ?? ""].join("\n"));
  WORDS.set(claim, text);
  return text;
}

/** @type {WeakMap<Data, Map<string, Claim[]>>} */ const INVOLVING = new WeakMap();

/** The claims that involve an entity, computed once. @param {Data} data @param {string} id */
export function claimsWith(data, id) {
  const known = INVOLVING.get(data) ?? new Map();
  if (!INVOLVING.has(data)) {
    for (const claim of data.claims.values()) {
      const p = data.propositions.get(claim.proposition);
      for (const party of new Set([claim.speaker, ...(p ? mentioned(data, p) : [])])) push(known, party, claim);
    }
    INVOLVING.set(data, known);
  }
  return /** @type {Claim[]} */ (known.get(id) ?? []);
}
