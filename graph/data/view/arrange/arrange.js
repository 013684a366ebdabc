/** Where everything that belongs to a question is drawn: always at the same places for the same question. */

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
 *   shows: whether the filters and the legend leave a line; more, less: who was brought in and removed; home: where an entity is in the overview
 * @typedef {{from: string, to: string, voice: Voice, claims: number, words: string, lane: number}} Thread from the speaker to the line or the entity that something is about
 * @typedef {{text: string, at: Point, width: number, heading?: boolean, colour?: string}} Note words at a place, downwards from its upper edge, in lines of at most this width
 * @typedef {{places: Map<string, Point>, lines: Set<string>, threads: Thread[], notes: Note[], open: boolean, above: boolean, rest: string[]}} Arrangement
 *   open: whether parallel lines are drawn one by one; above: whether names are preferably above the signs; rest: those that belong to it but have no room, the largest first
 */

/** The room for an entity with its name, in pixels, at a readable size. */
const SPOT = 112 * 92;
/** A narrower screen counts as a phone. */
const NARROW = 520;
const LIMITS = [8, 10, 12, 16, 20, 24, 32];
/** On a screen with room for fewer entities than this, the overview has only the largest. */
const SMALL = 24;

/** @param {number} width of the drawing, in pixels @param {number} height @param {number} [inset] how much of the width is covered @returns {Screen} */
export function screenOf(width, height, inset = 0) {
  const whole = width && height ? (width * height) / SPOT : SMALL;
  const [free, room] = [width - inset, width ? (whole * (width - inset)) / width : SMALL];
  return { limit: LIMITS.findLast((limit) => limit <= room) ?? 8, tall: height > free, narrow: free > 0 && free < NARROW, small: whole < SMALL };
}

/**
 ** The arrangement that answers a question; null if nothing of it can be drawn.
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
