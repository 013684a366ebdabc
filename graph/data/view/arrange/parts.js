/** Shared by all arrangements: who belongs to them, who has room, and rows of places. */

import { View } from "../view.js";

/**
 * @typedef {import("./arrange.js").Arrangement} Arrangement
 * @typedef {import("./arrange.js").Point} Point
 * @typedef {import("./arrange.js").Room} Room
 * @typedef {import("../view.js").Line} Line
 */

/** Room for a sign with its name, in the units of the drawing. */
export const ROW = 92;
export const COLUMN = 128;

/**
 * @param {Partial<Arrangement> & {places: Map<string, Point>}} given
 * @returns {Arrangement}
 */
export function arrangement(given) {
  const places = new Map([...given.places].map(([id, { x, y }]) => [id, { x: Math.round(x), y: Math.round(y) }]));
  return { lines: new Set(), threads: [], notes: [], open: false, above: false, rest: [], ...given, places };
}

/**
 ** The entities with the most claims, as many as have room, and those that the reader brought in.
 * @param {Map<string, number>} claims how many there are of each
 * @param {Room} room
 * @param {number} [limit]
 * @returns {{chosen: string[], rest: string[]}}
 */
export function chosen(claims, { more, less, limit: most }, limit = most) {
  const all = [...claims].filter(([id]) => !less.has(id)).sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1)).map(([id]) => id);
  const some = all.filter((id, i) => i < limit || more.has(id));
  const taken = new Set(some);
  return { chosen: some, rest: all.filter((id) => !taken.has(id)) };
}

/** How many claims there are on the lines of each entity. @param {View} view @param {Iterable<Line>} lines @returns {Map<string, number>} */
export function weighed(view, lines) {
  /** @type {Map<string, number>} */ const found = new Map();
  for (const line of lines) for (const end of new Set(view.ends(line))) found.set(end, (found.get(end) ?? 0) + line.claims);
  return found;
}

/** The pairs among some entities that a line connects. @param {Line[]} lines @param {Set<string>} ids @returns {[string, string][]} */
export function pairsAmong(lines, ids) {
  return lines.filter(({ from, to, onto_edge }) => !onto_edge && ids.has(from) && ids.has(to)).map(({ from, to }) => [from, to]);
}

/** The lines whose ends are all drawn. @param {View} view @param {Iterable<Line>} lines @param {Map<string, Point>} places @returns {Set<string>} */
export function drawable(view, lines, places) {
  return new Set([...lines].filter((line) => view.ends(line).every((end) => places.has(end))).map(({ id }) => id));
}

/**
 ** Places below one another around a point, in several columns if there are many; the second column is between the rows of the first.
 * @param {string[]} ids
 * @param {Point} at the middle of the first column
 * @param {{most: number, way: 1 | -1, sway?: number}} how most: in one column; way: to which side further columns go; sway: how far every other one
 *   of a single column is aside, so that lines among them pass by those between
 * @returns {[string, Point][]}
 */
export function stacked(ids, at, { most, way, sway = 0 }) {
  const columns = Math.max(1, Math.ceil(ids.length / most));
  const high = Math.ceil(ids.length / columns);
  return ids.map((id, i) => {
    const [column, place] = [Math.floor(i / high), i % high];
    const here = Math.min(high, ids.length - column * high);
    const aside = column * COLUMN + (columns === 1 && place % 2 ? sway : 0);
    return [id, { x: at.x + way * aside, y: at.y + (place - (here - 1) / 2) * ROW + (column % 2 && here === high ? ROW / 2 : 0) }];
  });
}
