/** What is where the pointer is, and what that leads to. */

import { made } from "./bundles.js";
import { distance } from "./curves.js";
import { pathId } from "./path.js";

/** @typedef {import("./chart.js").Chart} Chart */

/** So near a line the pointer is on it, in pixels of the screen. */
const ON_LINE = 8;

/** The line whose words or course are at a point of the canvas. @param {Chart} chart @param {import("./labels.js").Point} point @returns {string | undefined} */
export function lineAt({ captions, drawn, scale }, point) {
  const words = captions.at(point);
  if (words) return words;
  const near = drawn.map(({ line, course }) => ({ id: line.id, far: distance(course, point, ON_LINE / scale) }))
    .filter(({ far }) => far < Infinity);
  return near.sort((a, b) => a.far - b.far)[0]?.id;
}

/** What a line that is drawn leads to: a bundle to all that is between its ends, a thread to nothing. @param {Chart} chart @param {string} id @returns {import("./state.js").Selection | null} */
export function partOf({ courses }, id) {
  const line = courses.get(id)?.line;
  if (!line || !made(line)) return { kind: "edge", id };
  return line.members.length ? { kind: "path", id: pathId(line.from, line.to) } : null;
}
