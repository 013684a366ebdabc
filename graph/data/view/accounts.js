/** Accounts: what each speaker, outlet and article affirms, and where two of them differ. */

import { isOf, ownersOf, speakers } from "./filters.js";
import { View } from "./view.js";

/**
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./view.js").Line} Line
 * @typedef {{id: string, name: string, count: number, own: boolean}} Owner own: whether any of it is said by the owner and not only reported
 * @typedef {"affirmed" | "denied" | "hedged" | "withdrawn" | "told"} Position told: only others report that the owner says so
 * @typedef {Record<Position, Map<string, Claim[]>>} Account the claims by position and proposition
 */

export const STANCES = /** @type {const} */ (["affirmed", "denied", "hedged", "withdrawn"]);

/** All owners of accounts, those with the most claims first. @param {View} view @returns {Owner[]} */
export function owners(view) {
  /** @type {Map<string, Owner>} */ const found = new Map();
  for (const claim of view.claims.values()) {
    const own = speakers(view, claim);
    for (const id of ownersOf(view, claim)) {
      const owner = found.get(id) ?? { id, name: ownerName(view, id), count: 0, own: false };
      found.set(id, { ...owner, count: owner.count + 1, own: owner.own || own.includes(id) });
    }
  }
  return [...found.values()].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, "en") || (a.id < b.id ? -1 : 1));
}

/** @param {View} view @param {string} id */
export function ownerName(view, id) {
  const article = view.articles.get(id);
  return article ? article.title ?? article.file : view.name(id);
}

/** @param {View} view @param {string} owner @returns {Account} */
export function accountOf(view, owner) {
  /** @type {Account} */ const found = { affirmed: new Map(), denied: new Map(), hedged: new Map(), withdrawn: new Map(), told: new Map() };
  for (const claim of view.claims.values()) {
    if (!isOf(view, claim, owner)) continue;
    const claims = found[speakers(view, claim).includes(owner) ? claim.stance : "told"];
    claims.set(claim.proposition, [...(claims.get(claim.proposition) ?? []), claim]);
  }
  // What the owner says needs no report by others.
  for (const id of found.told.keys()) if (STANCES.some((stance) => found[stance].has(id))) found.told.delete(id);
  return found;
}

/** What one of two accounts affirms and the other denies. @param {Account} one @param {Account} other @returns {Set<string>} */
export function opposed(one, other) {
  return new Set([...[...one.affirmed.keys()].filter((id) => other.denied.has(id)), ...[...one.denied.keys()].filter((id) => other.affirmed.has(id))]);
}

/** The meaning of each of these colours. @param {View} view @param {string} first @param {string} second */
export function sharesOf(view, first, second) {
  const [one, other] = [ownerName(view, first), ownerName(view, second)];
  return [{ name: "first", label: `Only in the account of ${one}` }, { name: "second", label: `Only in the account of ${other}` },
    { name: "both", label: "In both accounts" }, { name: "denied", label: "One affirms it, the other denies it" }];
}

/** The colour of a line while two accounts are compared: the colour of the account that has its claims. @param {View} view @param {string} first @param {string} second @returns {(line: Line) => string} */
export function tints(view, first, second) {
  const against = opposed(accountOf(view, first), accountOf(view, second));
  const tint = (/** @type {Line} */ line) => {
    if (line.stance !== "hedged" && line.propositions.some((id) => against.has(id))) return "denied";
    const claims = view.claimsOn(line);
    const among = (/** @type {typeof speakers} */ whose) => [first, second].filter((owner) => claims.some((claim) => whose(view, claim).includes(owner)));
    const [one, other] = among(speakers).length ? among(speakers) : among(ownersOf);
    return other ? "both" : one === second ? "second" : "first";
  };
  // Needed whenever the drawing is painted, and unchanged until the accounts or the filters change.
  /** @type {Map<string, string>} */ const known = new Map();
  return (line) => {
    const found = known.get(line.id) ?? tint(line);
    known.set(line.id, found);
    return found;
  };
}
