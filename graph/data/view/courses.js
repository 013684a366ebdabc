/** The lines that are drawn, each with its course: one by one, in bundles, and the threads of an answer. */

import { bundled, membersOf, threadLine } from "./bundles.js";
import { curve, loop, pointOf } from "./curves.js";

/**
 * @typedef {import("./chart.js").Chart} Chart
 * @typedef {import("./painter.js").Drawn} Drawn
 * @typedef {import("./bundles.js").Laned} Laned
 */

/** If the overview has more lines than this, parallel lines are bundled. */
const MANY = 90;

/**
 ** What is drawn, and the drawn line for each id; a line in a bundle leads to the bundle.
 * @param {Chart} chart
 * @returns {{drawn: Drawn[], courses: Map<string, Drawn>}}
 */
export function coursesOf(chart) {
  const { view, scope: { answer } } = chart;
  /** @type {Drawn[]} */ const drawn = [];
  /** @type {Map<string, Drawn>} */ const courses = new Map();
  const places = chart.places();
  const add = (/** @type {Laned} */ { line, lane }) => {
    const from = places.get(line.from);
    const under = courses.get(line.to);
    const to = under ? pointOf(under.course, 0.5) : places.get(line.to);
    if (!from || !to) return;
    const course = line.from === line.to ? loop(from, chart.size(line.from), lane) : curve(from, to, lane);
    const each = { line, course };
    drawn.push(each);
    for (const { id } of [line, ...membersOf(line)]) courses.set(id, each);
  };
  const flat = linesAmong(chart, places.keys());
  for (const each of bundled(flat, answer ? answer.open : flat.length <= MANY)) add(each);
  const onto = flat.flatMap(({ id }) => view.linesAt(id)).filter((line) => chart.showsLine(line) && (!answer || answer.lines.has(line.id)));
  for (const line of onto) add({ line, lane: line.lane });
  for (const [i, thread] of (answer?.threads ?? []).entries()) {
    if (!chart.state.hidden.has(thread.voice) && (courses.has(thread.to) || places.has(thread.to))) add(threadLine(thread, i, courses.has(thread.to)));
  }
  return { drawn, courses };
}

/** @param {Chart} chart @param {Iterable<string>} ids */
function linesAmong(chart, ids) {
  const { view, scope: { answer } } = chart;
  const seen = new Set([...ids].flatMap((id) => view.linesAt(id)));
  return [...seen].filter((line) => !line.onto_edge && (!answer || answer.lines.has(line.id)) && chart.showsLine(line));
}

/** An entity, with the entities at the other ends of its drawn lines. @param {Chart} chart @param {string} id @returns {import("./chart.js").Focus} */
export function around({ drawn, courses }, id) {
  const ends = (/** @type {Drawn["line"]} */ line) => {
    const under = line.onto_edge ? courses.get(line.to)?.line : undefined;
    return under ? [line.from, under.from, under.to] : [line.from, line.to];
  };
  const lines = drawn.map(({ line }) => line).filter((line) => ends(line).includes(id));
  return { nodes: new Set([id, ...lines.flatMap(ends)]), lines: new Set(lines.map((line) => line.id)) };
}
