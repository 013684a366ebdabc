/** Where everything that belongs to a question is drawn: always in the same places for the same question. */

import { calls } from "./calls.js";
import { cast, largest } from "./cast.js";
import { chain } from "./chain.js";
import { accounts } from "./accounts.js";
import { rings } from "./rings.js";
import { sides } from "./sides.js";
import { View } from "../view.js";

/**
 * @typedef {import("../labels.js").Point} Point
 * @typedef {import("../view.js").Line} Line
 * @typedef {import("../data.js").Voice} Voice
 * @typedef {{limit: number, tall: boolean, narrow: boolean, small: boolean}} Screen limit: how many entities have room; tall: whether it is higher than wide;
 *   narrow: whether few words fit beside one another; small: whether it is too small for the whole overview
 * @typedef {Screen & {shows: (line: Line) => boolean, more: ReadonlySet<string>, less: ReadonlySet<string>, home: (id: string) => Point}} Room
 *   shows: whether the filters and the legend leave a line; more, less: who was brought in and taken out; home: where an entity is in the overview
 * @typedef {{from: string, to: string, voice: Voice, claims: number, words: string, lane: number}} Thread from who says something to the line or the entity that it is about
 * @typedef {{text: string, at: Point, width: number, heading?: boolean, colour?: string}} Note words at a place, from its upper edge down, in lines of at most this width
 * @typedef {{places: Map<string, Point>, lines: Set<string>, threads: Thread[], notes: Note[], open: boolean, above: boolean, rest: string[]}} Arrangement
 *   open: whether parallel lines are drawn one by one; above: whether names are rather above the signs; rest: who belongs to it and has no room, the largest first
 */

/** So much room an entity takes with its name, in pixels, at the size at which it is read well. */
const SPOT = 112 * 92;
/** Narrower than this is a phone. */
const NARROW = 520;
const LIMITS = [8, 10, 12, 16, 20, 24, 32];
/** On a screen with room for fewer entities, the overview is only of the largest. */
const SMALL = 24;

/** @param {number} width of the drawing, in pixels @param {number} height @param {number} [inset] so much of the width is under something @returns {Screen} */
export function screenOf(width, height, inset = 0) {
  const whole = width && height ? (width * height) / SPOT : SMALL;
  const [free, room] = [width - inset, width ? (whole * (width - inset)) / width : SMALL];
  return { limit: LIMITS.findLast((limit) => limit <= room) ?? 8, tall: height > free, narrow: free > 0 && free < NARROW, small: whole < SMALL };
}

/**
 * The arrangement that answers a question; null where nothing of it can be drawn.
 * @param {View} view
 * @param {import("../question.js").Question} question
 * @param {Room} room
 * @returns {Arrangement | null}
 */
export function arrange(view, question, room) {
  switch (question.kind) {
    case "around": return rings(view, question.id, room);
    case "calls": return calls(view, question.id, room);
    case "chain": return chain(view, question, room);
    case "sides": return sides(view, question.propositions, room);
    case "accounts": return accounts(view, question, room);
    case "cast": return cast(view, question, room);
    case "largest": return largest(view, room);
  }
}
