/** The zoom and position of the camera for bringing something into view. */

/**
 * @typedef {import("./labels.js").Box} Box
 * @typedef {import("./labels.js").Point} Point
 */

const CLOSEST = 1.25;
/** The room around what is brought into view, in pixels on the screen: names are below the signs. */
const MARGIN = { x: 58, top: 22, bottom: 52, names: 64 };
/** The height of a note, in the units of the drawing. */
const NOTE = 60;

/**
 * The box around signs and notes.
 * @param {Iterable<[Point, number]>} signs each with its size
 * @param {import("./arrange/arrange.js").Note[]} [notes]
 * @returns {Box}
 */
export function boxAround(signs, notes = []) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  const take = (/** @type {Box} */ { left, right, top, bottom }) =>
    Object.assign(box, { left: Math.min(box.left, left), right: Math.max(box.right, right), top: Math.min(box.top, top), bottom: Math.max(box.bottom, bottom) });
  for (const [{ x, y }, size] of signs) take({ left: x - size, right: x + size, top: y - size, bottom: y + size });
  for (const { at: { x, y }, width, heading } of notes) take({ left: x - width / 2, right: x + width / 2, top: heading ? y - NOTE : y, bottom: heading ? y : y + NOTE });
  return box;
}

/**
 ** The camera for seeing a box.
 * @param {Box} box
 * @param {{clientWidth: number, clientHeight: number}} stage
 * @param {{inset: number, named: boolean}} how inset: the number of covered pixels at the left; named: whether names of regions are above
 */
export function viewOf({ left, right, top, bottom }, { clientWidth, clientHeight }, { inset, named }) {
  const above = named ? MARGIN.names : MARGIN.top;
  const room = { x: clientWidth - inset - 2 * MARGIN.x, y: clientHeight - above - MARGIN.bottom };
  const scale = Math.max(0.02, Math.min(CLOSEST, room.x / (right - left), room.y / (bottom - top)));
  const shift = (MARGIN.bottom - above) / 2 / scale;
  return { position: { x: (left + right - inset / scale) / 2, y: (top + bottom) / 2 + shift }, scale };
}
