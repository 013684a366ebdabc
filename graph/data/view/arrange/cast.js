/** Everybody in an article or an account, or on a small screen the largest of all; connected entities are near each other. */

import { View } from "../view.js";
import { arrangement, chosen, drawable, pairsAmong, weighed } from "./parts.js";
import { settled } from "./settle.js";

/**
 * @typedef {import("./arrange.js").Arrangement} Arrangement
 * @typedef {import("./arrange.js").Room} Room
 * @typedef {import("../view.js").Line} Line
 */

/** The entities with the most claims among all that the filters and the account leave, or among those in an article. @param {View} view @param {{article?: string}} within @param {Room} room @returns {Arrangement | null} */
export function cast(view, { article }, room) {
  const tells = (/** @type {Line} */ line) => article === undefined || view.claimsOn(line).some(({ document }) => document === article);
  const lines = [...view.lines.values()].filter((line) => line.voices.length && room.shows(line) && tells(line));
  if (!lines.length) return null;
  return arranged(view, lines, chosen(weighed(view, lines), room, limitOf(room)), room);
}

/** The entities mentioned most. @param {View} view @param {Room} room @returns {Arrangement | null} */
export function largest(view, room) {
  const lines = [...view.lines.values()].filter((line) => line.voices.length && room.shows(line));
  const weights = new Map([...weighed(view, lines).keys()].map((id) => [id, view.weight(id)]));
  return lines.length ? arranged(view, lines, chosen(weights, room, limitOf(room)), room) : null;
}

/** If nobody has to be in the middle, there is room for more. @param {Room} room */
const limitOf = ({ limit, narrow }) => Math.round(limit * (narrow ? 1.2 : 1.5));

/** @param {View} view @param {Line[]} lines @param {{chosen: string[], rest: string[]}} who @param {Room} room */
function arranged(view, lines, { chosen: drawn, rest }, room) {
  const places = settled(drawn, pairsAmong(lines, new Set(drawn)), room);
  return arrangement({ places, lines: drawable(view, lines, places), rest });
}
