/** The two sides of a dispute. */

/** @typedef {import("./data.js").Claim} Claim */

/** Whether a claim denies what it is about. @param {Claim} claim */
export function denies({ stance }) {
  return stance === "denied";
}

/** Whether somebody unnamed is said to allege what the claim is about: "denied claims that". @param {Claim} claim */
export function alleges({ stance, speaker }) {
  return stance === "hedged" && speaker === undefined;
}

/** Whether a claim is on the affirming side: it affirms, or somebody unnamed is said to allege it. @param {Claim} claim */
export function upholds(claim) {
  return claim.stance === "affirmed" || alleges(claim);
}

/** The claims that affirm something; if there are none, those that allege it. @param {Claim[]} claims */
export function upholding(claims) {
  const affirmed = claims.filter(({ stance }) => stance === "affirmed");
  return affirmed.length ? affirmed : claims.filter(alleges);
}
