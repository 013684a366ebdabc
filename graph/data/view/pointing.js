/** What is under the pointer, and where it leads. */

import { made } from "./bundles.js";
import { distance } from "./curves.js";
import { pathId } from "./path.js";

/** @typedef {import("./chart.js").Chart} Chart */

/** The distance at which the pointer is on a line, in pixels of the screen. */
const ON_LINE = 8;

/** The line whose words or course are at a point of the canvas. @param {Chart} chart @param {import("./labels.js").Point} point @returns {string | undefined} */
export function lineAt({ captions, drawn, scale }, point) {
  const words = captions.at(point);
  if (words) return words;
  const near = drawn.map(({ line, course }) => ({ id: line.id, far: distance(course, point, ON_LINE / scale) }))
    .filter(({ far }) => far < Infinity);
  return near.sort((a, b) => a.far - b.far)[0]?.id;
}

/** The selection to which a drawn line leads: everything between the ends of a bundle, nothing for a thread. @param {Chart} chart @param {string} id @returns {import("./state.js").Selection | null} */
export function partOf({ courses }, id) {
  const line = courses.get(id)?.line;
  if (!line || !made(line)) return { kind: "edge", id };
  return line.members.length ? { kind: "path", id: pathId(line.from, line.to) } : null;
}
