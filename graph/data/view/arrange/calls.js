/** Who calls whom what: the speakers on the left, the label in the middle, the entities so called on the right. */

import { View } from "../view.js";
import { arrangement, chosen, stacked } from "./parts.js";

/**
 * @typedef {import("./arrange.js").Arrangement} Arrangement
 * @typedef {import("./arrange.js").Room} Room
 * @typedef {import("./arrange.js").Thread} Thread
 * @typedef {import("../data.js").Voice} Voice
 */

const ASIDE = { wide: 300, tall: 190 };
const ROWS = 7;

/** @param {View} view @param {string} id @param {Room} room @returns {Arrangement | null} */
export function calls(view, id, room) {
  const lines = view.linesAt(id).filter(room.shows);
  if (!lines.length || room.less.has(id)) return null;
  /** @type {Map<string, number>} */ const called = new Map();
  /** @type {Map<string, number>} */ const callers = new Map();
  /** @type {Thread[]} */ const threads = [];
  for (const line of lines) {
    const other = line.from === id ? line.to : line.from;
    called.set(other, (called.get(other) ?? 0) + line.claims);
    for (const p of line.propositions.flatMap((each) => view.propositions.get(each) ?? [])) {
      if (p.as !== id || p.subject === other || !view.relation(p.relation).labels) continue;
      const claims = view.drawnOf(p.id).filter(({ stance }) => stance === line.stance);
      const [voice] = line.voices;
      if (!claims.length || !voice) continue;
      callers.set(p.subject, (callers.get(p.subject) ?? 0) + claims.length);
      threads.push({ from: p.subject, to: line.id, voice, claims: claims.length, words: line.stance === "denied" ? "does not call it so" : "calls it so", lane: 0 });
    }
  }
  for (const each of called.keys()) callers.delete(each);
  const aside = room.tall ? ASIDE.tall : ASIDE.wide;
  const half = Math.ceil(room.limit / 2);
  const [left, right] = [chosen(callers, room, half), chosen(called, room, half)];
  const places = new Map([[id, { x: 0, y: 0 }],
    ...stacked(left.chosen, { x: -aside, y: 0 }, { most: ROWS, way: -1 }),
    ...stacked(right.chosen, { x: aside, y: 0 }, { most: ROWS, way: 1 })]);
  const drawn = lines.filter(({ from, to }) => places.has(from) && places.has(to));
  const ids = new Set(drawn.map((line) => line.id));
  return arrangement({ places, lines: ids, threads: threads.filter(({ from, to }) => places.has(from) && ids.has(to)), open: true, rest: [...left.rest, ...right.rest] });
}
