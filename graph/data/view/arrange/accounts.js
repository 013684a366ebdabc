/** Two accounts: on each side what only one mentions, and between them what both mention. */

import { ownerName } from "../accounts.js";
import { isOf } from "../filters.js";
import { shortened } from "../text.js";
import { View } from "../view.js";
import { arrangement, chosen, COLUMN, drawable, pairsAmong, ROW, stacked, weighed } from "./parts.js";
import { settled } from "./settle.js";

/**
 * @typedef {import("./arrange.js").Arrangement} Arrangement
 * @typedef {import("./arrange.js").Room} Room
 * @typedef {import("../view.js").Line} Line
 */

/** How many entities are placed below one another. */
const ROWS = { wide: 7, tall: 6 };
const BETWEEN = 150;
const SWAY = 64;

/** @param {View} view @param {{first: string, second: string}} owners @param {Room} room @returns {Arrangement | null} */
export function accounts(view, { first, second }, room) {
  const lines = [...view.lines.values()].filter((line) => line.voices.length && room.shows(line));
  if (!lines.length) return null;
  const spoken = [first, second].map((owner) => endsOf(view, lines.filter((line) => view.claimsOn(line).some((claim) => isOf(view, claim, owner)))));
  const { chosen: drawn, rest } = chosen(weighed(view, lines), room);
  const [both, left, right] = [[0, 1], [0], [1]].map((wanted) => drawn.filter((id) => [0, 1].every((i) => wanted.includes(i) === Boolean(spoken[i]?.has(id)))));
  const most = room.tall ? ROWS.tall : ROWS.wide;
  const across = ((Math.max(1, Math.ceil((both?.length ?? 0) / most)) - 1) * COLUMN) / 2;
  const far = across + (room.tall ? BETWEEN * 0.75 : BETWEEN * 1.35);
  const places = new Map([
    ...stacked(both ?? [], { x: -across, y: 0 }, { most, way: 1, sway: SWAY }),
    ...beside(left ?? [], lines, { far, most, way: -1 }),
    ...beside(right ?? [], lines, { far, most, way: 1 }),
  ]);
  const middle = (/** @type {string[]} */ ids) => ids.reduce((sum, id) => sum + (places.get(id)?.x ?? 0), 0) / ids.length;
  const top = Math.min(...[...places.values()].map(({ y }) => y)) - ROW * 0.9;
  const heading = (/** @type {string} */ text, /** @type {number} */ x, /** @type {string} */ colour) => ({ text, at: { x, y: top }, width: room.narrow || room.tall ? 170 : 280, heading: true, colour });
  const notes = [
    ...(left?.length ? [heading(`Only ${shortened(ownerName(view, first), 40)}`, middle(left), "first")] : []),
    ...(both?.length ? [heading("Both", 0, "both")] : []),
    ...(right?.length ? [heading(`Only ${shortened(ownerName(view, second), 40)}`, middle(right), "second")] : []),
  ];
  return arrangement({ places, lines: drawable(view, lines, places), notes, rest });
}

/** A few are placed below one another; if there are many, connected ones are placed near each other. @param {string[]} ids @param {Line[]} lines @param {{far: number, most: number, way: 1 | -1}} how @returns {Iterable<[string, import("./arrange.js").Point]>} */
function beside(ids, lines, { far, most, way }) {
  if (ids.length <= most) return stacked(ids, { x: way * far, y: 0 }, { most, way, sway: SWAY });
  const places = settled(ids, pairsAmong(lines, new Set(ids)), { tall: true, narrow: false });
  const [nearest, top, bottom] = [Math.min(...[...places.values()].map(({ x }) => way * x)), ...[Math.min, Math.max].map((most) => most(...[...places.values()].map(({ y }) => y)))];
  return [...places].map(([id, { x, y }]) => [id, { x: x + way * (far - nearest), y: y - ((top ?? 0) + (bottom ?? 0)) / 2 }]);
}

/** @param {View} view @param {Line[]} lines */
function endsOf(view, lines) {
  return new Set(lines.flatMap((line) => view.ends(line)));
}
