/** The two sides of a dispute. */

/** @typedef {import("./data.js").Claim} Claim */

/** Whether a claim denies what it is about. @param {Claim} claim */
export function denies({ stance }) {
  return stance === "denied";
}

/** Whether nobody named is said to allege it: "denied claims that". @param {Claim} claim */
export function alleges({ stance, speaker }) {
  return stance === "hedged" && speaker === undefined;
}

/** Whether a claim is of the side that says so: it affirms it, or nobody named is said to allege it. @param {Claim} claim */
export function upholds(claim) {
  return claim.stance === "affirmed" || alleges(claim);
}

/** The claims of those who affirm something; where nobody does, those by which it is alleged. @param {Claim[]} claims */
export function upholding(claims) {
  const affirmed = claims.filter(({ stance }) => stance === "affirmed");
  return affirmed.length ? affirmed : claims.filter(alleges);
}
