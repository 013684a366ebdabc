/** One entity with its neighbours in rings around it: in sectors by relation, those with the most claims nearest. */

import { View } from "../view.js";
import { arrangement, chosen, drawable } from "./parts.js";

/**
 * @typedef {import("./arrange.js").Arrangement} Arrangement
 * @typedef {import("./arrange.js").Room} Room
 * @typedef {import("../view.js").Line} Line
 * @typedef {{id: string, claims: number, group: string}} Neighbour
 */

const TURN = 2 * Math.PI;
/** The first ring and the space between rings, in the units of the drawing. */
const FIRST = 215;
const NEXT = 140;
/** The room for each entity along a ring. */
const ALONG = 118;
/** How far lines stay from the middle of a sign. */
const SIGN = 34;
const PASSES = 3;
/** Rings are wider than high, or higher than wide, like the screen. */
const STRETCH = 1.22;

/** @param {View} view @param {string} id @param {Room} room @returns {Arrangement | null} */
export function rings(view, id, room) {
  const lines = linesAround(view, id).filter(room.shows);
  if (!lines.length || room.less.has(id)) return null;
  const neighbours = neighboursOf(view, id, lines);
  const { chosen: drawn, rest } = chosen(new Map([...neighbours].map(([each, { claims }]) => [each, claims])), room);
  const centre = room.home(id);
  const places = new Map([[id, centre]]);
  const [wide, high] = room.tall ? [1, STRETCH] : [STRETCH, 1];
  for (const { end, angle, ring } of around(drawn.flatMap((each) => neighbours.get(each) ?? []))) {
    const far = radius(ring);
    places.set(end, { x: centre.x + far * wide * Math.cos(angle), y: centre.y + far * high * Math.sin(angle) });
  }
  return arrangement({ places, lines: drawable(view, lines, places), rest });
}

/** The lines of an entity, the lines that these are about, and what others say about its lines. @param {View} view @param {string} id @returns {Line[]} */
function linesAround(view, id) {
  const own = view.linesAt(id);
  return [...new Set([...own, ...own.flatMap((line) => view.under(line) ?? []), ...own.flatMap((line) => view.linesAt(line.id))])];
}

/** @param {View} view @param {string} id @param {Line[]} lines @returns {Map<string, Neighbour>} */
function neighboursOf(view, id, lines) {
  /** @type {Map<string, Neighbour & {most: number}>} */ const found = new Map();
  for (const line of lines) {
    for (const end of new Set(view.ends(line))) {
      if (end === id) continue;
      const before = found.get(end) ?? { id: end, claims: 0, group: "", most: 0 };
      const stronger = line.claims > before.most;
      const group = `${line.relation} ${line.from === id ? "out" : "in"}`;
      found.set(end, { id: end, claims: before.claims + line.claims, group: stronger ? group : before.group, most: Math.max(before.most, line.claims) });
    }
  }
  return found;
}

/** @param {number} ring */
function radius(ring) {
  return FIRST + ring * NEXT;
}

/** How many neighbours have room on a ring. @param {number} ring */
function capacity(ring) {
  return Math.floor((TURN * radius(ring) * ((1 + STRETCH) / 2)) / ALONG);
}

/**
 * The ring and the angle at which each neighbour is placed.
 * @param {Neighbour[]} neighbours those with most claims first
 * @returns {{end: string, angle: number, ring: number}[]}
 */
export function around(neighbours) {
  const counts = ringSizes(neighbours.length);
  const ringOf = new Map(neighbours.map(({ id }, i) => [id, counts.findIndex((_, ring) => i < counts.slice(0, ring + 1).reduce((sum, n) => sum + n, 0))]));
  /** @type {Map<string, Neighbour[]>} */ const groups = new Map();
  for (const each of neighbours) groups.set(each.group, [...(groups.get(each.group) ?? []), each]);
  /** @type {{end: string, angle: number, ring: number}[]} */ const wished = [];
  let start = -TURN / 4;
  for (const [, members] of [...groups].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1))) {
    const span = (TURN * members.length) / neighbours.length;
    for (const ring of counts.keys()) {
      const here = members.filter(({ id }) => ringOf.get(id) === ring);
      here.forEach(({ id }, i) => wished.push({ end: id, ring, angle: start + (span * (i + 0.5)) / here.length }));
    }
    start += span;
  }
  /** @type {{end: string, angle: number, ring: number}[]} */ const placed = [];
  for (const [ring, count] of counts.entries()) {
    const gap = Math.min(TURN / count, TURN / capacity(ring));
    let row = wished.filter((each) => each.ring === ring);
    for (let i = 0; i < PASSES; i += 1) row = spaced(row.map((each) => ({ ...each, angle: beside(each.angle, placed) })), gap);
    placed.push(...row);
  }
  return placed;
}

/** The angle at which a line to the middle passes between the signs further inside. @param {number} angle @param {{angle: number, ring: number}[]} inner */
function beside(angle, inner) {
  for (const { angle: other, ring } of inner) {
    const off = Math.atan2(Math.sin(angle - other), Math.cos(angle - other));
    const least = SIGN / radius(ring);
    if (Math.abs(off) < least) return other + (off < 0 ? -least : least);
  }
  return angle;
}

/** How many neighbours are on each ring: as few rings as possible, all about equally full. @param {number} count @returns {number[]} */
function ringSizes(count) {
  const room = [];
  for (let ring = 0, sum = 0; sum < count; ring += 1) sum += room[room.push(capacity(ring)) - 1] ?? 0;
  const whole = room.reduce((sum, n) => sum + n, 0);
  let left = count;
  return room.map((each, ring) => {
    const here = ring === room.length - 1 ? left : Math.min(left, Math.ceil((count * each) / whole));
    left -= here;
    return here;
  });
}

/**
 ** The angles, moved apart as little as necessary until each has its room; their order stays the same.
 * @template {{angle: number}} T
 * @param {T[]} wished in the order of their angles
 * @param {number} gap
 * @returns {T[]}
 */
export function spaced(wished, gap) {
  if (wished.length < 2) return wished;
  const order = [...wished].sort((a, b) => a.angle - b.angle);
  // The circle is cut open where there is most room, which makes it a row.
  const gaps = order.map(({ angle }, i) => (order[(i + 1) % order.length]?.angle ?? 0) + (i === order.length - 1 ? TURN : 0) - angle);
  const cut = gaps.indexOf(Math.max(...gaps)) + 1;
  const row = [...order.slice(cut), ...order.slice(0, cut).map((each) => ({ ...each, angle: each.angle + TURN }))];
  /** @type {{sum: number, count: number}[]} */ const blocks = [];
  for (const [i, { angle }] of row.entries()) {
    blocks.push({ sum: angle - i * gap, count: 1 });
    for (let last = blocks.at(-1), before = blocks.at(-2); last && before && last.sum / last.count < before.sum / before.count; last = blocks.at(-1), before = blocks.at(-2)) {
      blocks.splice(-2, 2, { sum: last.sum + before.sum, count: last.count + before.count });
    }
  }
  const found = blocks.flatMap(({ sum, count }) => Array(count).fill(sum / count)).map((start, i) => start + i * gap);
  const over = (found.at(-1) ?? 0) - (found[0] ?? 0) + gap - TURN;
  const even = TURN / row.length;
  return row.map((each, i) => ({ ...each, angle: over > 1e-9 ? (found[0] ?? 0) + i * even : found[i] ?? 0 }));
}
