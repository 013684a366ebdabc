/** The path from one entity to another as a chain, from left to right, or downwards on a narrow screen, each step with its sentence. */

import { between, shortest } from "../path.js";
import { shortened } from "../text.js";
import { View } from "../view.js";
import { arrangement } from "./parts.js";

/**
 * @typedef {import("./arrange.js").Arrangement} Arrangement
 * @typedef {import("./arrange.js").Room} Room
 * @typedef {import("../view.js").Line} Line
 */

/** The length of a step, in the units of the drawing. */
const STEP = { across: 330, down: 150 };
/** The width of parallel lines. */
const LANE = 21;
const LONGEST = { wide: 130, narrow: 66 };
/** The distance from the middle of a sign to the notes next to it. */
const ASIDE = 225;

/** @param {View} view @param {{from: string, to: string}} ends @param {Room} room @returns {Arrangement | null} */
export function chain(view, { from, to }, room) {
  const way = shortest(view, from, to);
  if (!way || way.length < 2) return null;
  const steps = way.slice(1).map((end, i) => between(view, way[i] ?? "", end).filter(room.shows));
  const widest = Math.max(...steps.map(({ length }) => length));
  const open = way.length === 2;
  const step = open ? { across: STEP.across + widest * LANE, down: STEP.down + widest * LANE } : STEP;
  const places = new Map(way.map((id, i) => [id, room.narrow ? { x: 0, y: i * step.down } : { x: i * step.across, y: 0 }]));
  const notes = steps.flatMap((lines, i) => {
    const aside = 34 + (LANE / 2) * (open ? lines.length : Math.min(lines.length, 2));
    const at = room.narrow ? { x: ASIDE + aside, y: (i + 0.5) * step.down - 40 } : { x: (i + 0.5) * step.across, y: aside };
    const text = quoteOf(view, lines, room.narrow ? LONGEST.narrow : LONGEST.wide);
    return text ? [{ text, at, width: room.narrow ? 270 : STEP.across - 90 }] : [];
  });
  return arrangement({ places, lines: new Set(steps.flat().map(({ id }) => id)), notes, open, above: !room.narrow });
}

/** The sentence of the claim with the highest score about what is said most often. @param {View} view @param {Line[]} lines @param {number} longest */
function quoteOf(view, lines, longest) {
  const propositions = [...new Set(lines.flatMap((line) => line.propositions))].flatMap((id) => view.propositions.get(id) ?? []);
  const [claim] = view.byClaims(propositions).flatMap((p) => [...view.drawnOf(p.id)].sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1)));
  const words = shortened(claim?.quote.replace(/\s+/g, " ").trim() ?? "", longest);
  return !words || /^["\u201c\u201e\u00ab]/.test(words) ? words : `\u201c${words}\u201d`;
}
