/** A dispute as a card: what is said, and the two sides next to each other with their sentences. */

import { card, INNER, MARGIN, quotation, runs } from "./card.js";
import { alleges, upholding } from "./stances.js";
import { counted } from "./text.js";
import { View } from "./view.js";
import { sentence, speaker } from "./words.js";

/**
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./sheet.js").Sheet} Sheet
 */

/** The largest number of sentences for a side, and of lines for a sentence, on a card. */
const FIRST = 2;
const LINES = 9;
const GUTTER = 30;

/** @param {View} view @param {import("./data.js").Proposition} p */
export function disputeCard(view, p) {
  const of = (/** @type {string} */ stance) => (view.claimsOf.get(p.id) ?? []).filter((claim) => claim.stance === stance);
  const [held, denied] = [upholding(view.claimsOf.get(p.id) ?? []), of("denied")];
  const columns = [{ title: held.every(alleges) ? "Alleged" : "Affirmed", claims: held, shown: shown(held, denied), colour: "claimed" },
    { title: "Denied", claims: denied, shown: shown(denied, held), colour: "denied" }];
  return card(view, { kind: "Disputed: who says so, and who denies it", title: runs(view, sentence(view, p)), claims: columns.flatMap((column) => column.shown), body: (sheet, top, colours) => {
    const width = (INNER - GUTTER) / 2;
    const low = Math.max(...columns.map((column, i) => side(sheet, view, column, top, { x: MARGIN + i * (width + GUTTER), width, most: LINES, colours })));
    const others = [["Suggested by", of("hedged").filter((claim) => !held.includes(claim))], ["Taken back by", of("withdrawn")]].flatMap(([lead, claims]) =>
      (claims?.length ? `${lead} ${[.../** @type {Claim[]} */ (claims)].map((claim) => speaker(view.data, claim)).filter(unique).join(", ")}` : []));
    return others.length ? sheet.write([{ text: others.join(". ") }], low + 16, { x: MARGIN, width: INNER, size: 13, colour: colours.ink ?? "" }) : low;
  } });
}

/** Whether a value is the first of its kind in a list. @type {(value: unknown, i: number, list: unknown[]) => boolean} */
const unique = (value, i, list) => list.indexOf(value) === i;

/**
 ** One sentence of each speaker: direct speech first, sentences about both sides last.
 * @param {Claim[]} claims
 * @param {Claim[]} against
 */
function shown(claims, against) {
  const both = (/** @type {Claim} */ { quote }) => against.some((other) => other.quote === quote);
  const rank = (/** @type {Claim} */ claim) => Number(both(claim)) * 2 - Number(claim.quoted ?? false);
  const speakers = claims.map((claim) => claim.speaker);
  return [...claims].sort((a, b) => rank(a) - rank(b) || speakers.indexOf(a.speaker) - speakers.indexOf(b.speaker))
    .filter((claim, i, all) => all.findIndex(({ speaker }) => speaker === claim.speaker) === i).slice(0, FIRST);
}

/**
 * @param {Sheet} sheet
 * @param {View} view
 * @param {{title: string, claims: Claim[], shown: Claim[], colour: string}} column
 * @param {number} top
 * @param {Parameters<typeof quotation>[4]} how
 */
function side(sheet, view, { title, claims, shown: some, colour }, top, how) {
  const [strong = "", soft = ""] = [how.colours[colour], how.colours.soft];
  sheet.box(how.x, top, how.width, 3, strong);
  let at = sheet.write([{ text: title }], top + 9, { x: how.x, width: how.width, size: 14, weight: 700, colour: strong }) + 6;
  for (const [i, claim] of some.entries()) at = quotation(sheet, view, claim, at + (i ? 16 : 0), how);
  const more = claims.length - some.length;
  return more ? sheet.write([{ text: `and ${counted(more, "more claim")}` }], at + 8, { x: how.x, width: how.width, size: 12, colour: soft }) : at;
}
