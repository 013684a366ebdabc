/** A path as a card: its entities below one another, with a connecting sentence between every two. */

import { card, INNER, MARGIN, quotation, runs } from "./card.js";
import { counted } from "./text.js";
import { View } from "./view.js";
import { sentence } from "./words.js";

/** @typedef {import("./data.js").Proposition} Proposition */

const LINES = 4;
/** The left edge of the text of a step: right of the line that connects its ends. */
const INDENT = 30;

/**
 * @param {View} view
 * @param {string[]} way who is on the path
 * @param {Proposition[][]} steps what connects each with the next one, what is said most often first
 */
export function pathCard(view, way, steps) {
  const told = steps.map((list) => list.flatMap((p) => view.drawnOf(p.id).slice(0, 1).map((claim) => ({ p, claim })))[0]);
  const title = [{ text: view.name(way[0]), weight: 700 }, { text: " to", weight: 400 }, { text: " " }, { text: view.name(way.at(-1)), weight: 700 }];
  return card(view, { kind: `How they are connected: ${counted(steps.length, "step")}`, title, claims: told.flatMap((each) => each?.claim ?? []), body: (sheet, top, colours) => {
    const { accent = "", ink = "" } = colours;
    let at = top;
    for (const [i, id] of way.entries()) {
      const end = sheet.write([{ text: view.name(id) }], at, { x: MARGIN + INDENT, width: INNER - INDENT, size: 16, weight: 700, colour: ink });
      sheet.circle(MARGIN + 8, at + 12, 7, accent);
      const step = told[i];
      at = step ? telling(sheet, view, step, end + 4, colours) + 16 : end;
      if (i < steps.length) sheet.box(MARGIN + 7, end, 2, at - end, colours[step?.claim.voice ?? "claimed"] ?? "");
    }
    return at;
  } });
}

/** @param {import("./sheet.js").Sheet} sheet @param {View} view @param {{p: Proposition, claim: import("./data.js").Claim}} step @param {number} top @param {import("./card.js").Colours} colours */
function telling(sheet, view, { p, claim }, top, colours) {
  const room = { x: MARGIN + INDENT, width: INNER - INDENT };
  const mark = view.contested.has(p.id) ? [{ text: " \u00b7 disputed", weight: 700, colour: colours.denied ?? "" }] : [];
  const end = sheet.write([...runs(view, sentence(view, p)), ...mark], top, { ...room, size: 14, colour: colours[claim.voice] ?? "" });
  return quotation(sheet, view, claim, end + 4, { ...room, most: LINES, colours });
}
