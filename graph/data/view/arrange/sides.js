/** What is said, in the middle, with those who say it on one side and those who deny it on the other. */

import { ARTICLE } from "../data.js";
import { counted, shortened } from "../text.js";
import { View } from "../view.js";
import { plain, sentence } from "../words.js";
import { arrangement, ROW, stacked } from "./parts.js";

/**
 * @typedef {import("./arrange.js").Arrangement} Arrangement
 * @typedef {import("./arrange.js").Room} Room
 * @typedef {import("./arrange.js").Thread} Thread
 * @typedef {import("../data.js").Claim} Claim
 * @typedef {import("../view.js").Line} Line
 */

const ASIDE = { wide: 340, tall: 210 };
const APART = 150;
const COLUMN = 6;
const LONGEST = 150;
/** The words for a stance next to a thread; speakers who are against what is said are on the right. */
const SAYS = /** @type {const} */ ({ affirmed: "says so", hedged: "suggests it", denied: "denies it", withdrawn: "takes it back" });
const AGAINST = new Set(["denied", "withdrawn"]);

/** @param {View} view @param {string[]} propositions @param {Room} room @returns {Arrangement | null} */
export function sides(view, propositions, room) {
  const told = propositions.flatMap((id) => view.propositions.get(id) ?? []);
  const [first] = told;
  const claims = propositions.flatMap((id) => view.drawnOf(id));
  const lines = linesOf(view, told).filter(room.shows);
  if (!first || !claims.length || (!lines.length && propositions.some((id) => view.linesOf(id).length))) return null;
  const places = middle(view, first, lines);
  const own = lines.filter((line) => line.propositions.some((id) => propositions.includes(id)));
  const targetOf = (/** @type {string} */ stance) => (own.find((line) => line.stance === stance) ?? own[0])?.id ?? first.subject;
  const voices = speakersOf(claims);
  const most = Math.max(3, Math.floor(room.limit / 2));
  const aside = room.tall || room.narrow ? ASIDE.tall : ASIDE.wide;
  /** @type {Thread[]} */ const threads = [];
  /** @type {import("./arrange.js").Note[]} */ const notes = [];
  /** @type {string[]} */ const rest = [];
  for (const way of /** @type {const} */ ([-1, 1])) {
    const here = voices.filter(({ stance }) => AGAINST.has(stance) === way > 0);
    const others = [...new Set(here.map(({ id }) => id).filter((id) => !places.has(id)))];
    for (const [id, place] of stacked(others.slice(0, most), { x: way * aside, y: 0 }, { most: COLUMN, way })) places.set(id, place);
    rest.push(...others.slice(most));
    if (here.length) notes.push(heading(here, { way, aside, rows: Math.min(COLUMN, others.length), alone: !others.length }, (id) => view.name(id)));
  }
  for (const { id, stance, voice, count } of voices) {
    const twice = voices.filter((each) => each.id === id).length > 1;
    const lane = isEnd(view, lines, id) ? 7 : twice ? 1 : 0;
    if (places.has(id)) threads.push({ from: id, to: targetOf(stance), voice, claims: count, words: SAYS[stance], lane: AGAINST.has(stance) ? -lane : lane });
  }
  if (!lines.length) notes.push({ text: shortened(plain(view, sentence(view, first)), LONGEST), at: { x: 0, y: 60 }, width: 250 });
  return arrangement({ places, lines: new Set(lines.map(({ id }) => id)), threads: threads.filter(({ from, to }) => from !== to), notes, open: true, rest });
}

/** The lines of what is said, and the lines that it is about. @param {View} view @param {import("../data.js").Proposition[]} told @returns {Line[]} */
function linesOf(view, told) {
  const own = told.flatMap((p) => [...view.linesOf(p.id), ...view.linesOf(p.content ?? "")]);
  return [...new Set([...own, ...own.flatMap((line) => view.under(line) ?? [])])];
}

/** What is said: its two ends one above the other, and below them whatever else belongs to it. @param {View} view @param {import("../data.js").Proposition} p @param {Line[]} lines */
function middle(view, p, lines) {
  const [line] = [...lines.filter((each) => !each.onto_edge && each.propositions.includes(p.id)), ...lines.filter((each) => !each.onto_edge)];
  const pair = line ? [line.from, line.to] : [p.subject];
  const ends = [...new Set([...pair, ...lines.flatMap((each) => view.ends(each))])];
  /** @type {Map<string, import("./arrange.js").Point>} */ const places = new Map();
  for (const [i, id] of ends.slice(0, 2).entries()) places.set(id, { x: 0, y: pair.length < 2 ? 0 : (i ? 1 : -1) * APART });
  ends.slice(2).forEach((id, i, all) => places.set(id, { x: (i - (all.length - 1) / 2) * 140, y: 2.4 * APART }));
  return places;
}

/** @param {View} view @param {Line[]} lines @param {string} id */
function isEnd(view, lines, id) {
  return lines.some((line) => view.ends(line).includes(id));
}

/** Who speaks, and with which stance: an article that states something itself also speaks. @param {Claim[]} claims */
function speakersOf(claims) {
  /** @type {Map<string, {id: string, stance: keyof typeof SAYS, voice: import("../data.js").Voice, count: number}>} */ const found = new Map();
  for (const { speaker, document, stance, voice } of claims) {
    const id = speaker === ARTICLE ? document : speaker;
    if (id === undefined) continue;
    const key = `${AGAINST.has(stance)} ${id}`;
    const before = found.get(key);
    found.set(key, { id, stance: before?.stance ?? stance, voice: before?.voice ?? voice, count: (before?.count ?? 0) + 1 });
  }
  return [...found.values()].sort((a, b) => b.count - a.count || (a.id < b.id ? -1 : 1));
}

/**
 ** "3 say so", or by name if the speaker is already in the middle.
 * @param {{id: string, stance: keyof typeof SAYS}[]} here
 * @param {{way: number, aside: number, rows: number, alone: boolean}} place
 * @param {(id: string) => string} name
 * @returns {import("./arrange.js").Note}
 */
function heading(here, { way, aside, rows, alone }, name) {
  const against = way > 0;
  const count = new Set(here.map(({ id }) => id)).size;
  const text = alone && count === 1 ? `${shortened(name(here[0]?.id ?? ""), 40)} ${SAYS[here[0]?.stance ?? "affirmed"]}`
    : against ? counted(count, "denies it", "deny it") : counted(count, "says so", "say so");
  return { text, at: { x: way * aside, y: -(rows * ROW) / 2 - 34 }, width: 190, heading: true, colour: against ? "denied" : "claimed" };
}
