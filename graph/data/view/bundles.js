/** Parallel lines: side by side if they are few, else one bundle that says how many claims and denials it contains. */

import { counted } from "./text.js";

/**
 * @typedef {import("./view.js").Line} Line
 * @typedef {Line & {words: string, members: Line[], denied: number}} Made a line that is drawn but not in the data: a bundle, or a thread from somebody to what they say (without members)
 * @typedef {{line: Line | Made, lane: number}} Laned
 */

/** The largest number of parallel lines that are drawn one by one. */
const FEW = 2;

/** The two ends, whatever the direction of a line. @param {Line} line */
export const pairOf = ({ from, to }) => JSON.stringify(from <= to ? [from, to] : [to, from]);

/**
 ** The lines as drawn, each with its lane among parallel ones.
 * @param {Line[]} lines from entity to entity
 * @param {boolean} open whether all are drawn one by one
 * @returns {Laned[]}
 */
export function bundled(lines, open) {
  /** @type {Map<string, Line[]>} */ const pairs = new Map();
  for (const line of lines) {
    const pair = pairOf(line);
    const list = pairs.get(pair);
    if (list) list.push(line);
    else pairs.set(pair, [line]);
  }
  return [...pairs].flatMap(([pair, members]) => (open || members.length <= FEW ? laned(members) : [{ line: bundle(pair, members), lane: 0 }]));
}

/** @param {Line[]} members @returns {Laned[]} */
function laned(members) {
  if (members.length === 1) return members.map((line) => ({ line, lane: line.from === line.to ? line.lane : 0 }));
  const outwards = (/** @type {Line} */ { from, to }) => (from <= to ? 1 : -1);
  const order = [...members].sort((a, b) => a.lane * outwards(a) - b.lane * outwards(b) || (a.id < b.id ? -1 : 1));
  return order.map((line, i) => ({ line, lane: (i - (order.length - 1) / 2) * outwards(line) }));
}

/** @param {string} pair @param {Line[]} members @returns {Made} */
function bundle(pair, members) {
  const claims = members.reduce((sum, line) => sum + line.claims, 0);
  const denied = members.filter(({ stance }) => stance === "denied").reduce((sum, line) => sum + line.claims, 0);
  const strongest = members.reduce((most, line) => (line.claims > most.claims ? line : most));
  return {
    ...strongest, id: `bundle ${pair}`, lane: 0, members, claims, denied,
    words: `${counted(claims, "claim")}${denied ? `, ${denied.toLocaleString("en")} denied` : ""}`,
    propositions: [...new Set(members.flatMap(({ propositions }) => propositions))],
    voices: [...new Set(members.flatMap(({ voices }) => voices))], disputed: members.some(({ disputed }) => disputed),
  };
}

/** A line for what somebody says, which leads to what it is about. @param {import("./arrange/arrange.js").Thread} thread @param {number} number @param {boolean} onto_edge @returns {Laned} */
export function threadLine({ from, to, voice, claims, words, lane }, number, onto_edge) {
  const stance = voice === "denied" ? "denied" : voice === "hedged" ? "hedged" : "affirmed";
  const line = { id: `thread ${number}`, from, to, relation: "", stance, propositions: [], everyVoice: [voice], voices: [voice], claims, disputed: false, onto_edge, lane, words, members: [], denied: 0 };
  return { line, lane };
}

/** @param {Line | Made} line @returns {line is Made} */
export function made(line) {
  return "members" in line;
}

/** What a line says: the lines of the data that it represents, or itself if what somebody says is in none. @param {Line | Made} line @returns {Line[]} */
export function toldBy(line) {
  return made(line) && !line.members.length ? [line] : membersOf(line);
}

/** The lines of the data that a line represents. @param {Line | Made} line @returns {Line[]} */
export function membersOf(line) {
  return made(line) ? line.members : [line];
}
