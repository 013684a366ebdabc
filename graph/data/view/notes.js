/** Notes in the drawing: the sentence under a step, the title of a column; left out if there is no room. */

import { FONT } from "./font.js";
import { write } from "./labels.js";
import { shortened, visible } from "./text.js";

/**
 * @typedef {import("./arrange/arrange.js").Note} Note
 * @typedef {import("./captions.js").Drawn} Drawn
 * @typedef {import("./captions.js").Room} Room
 */

/** Sizes on the screen, in pixels. */
const SIZE = { heading: 13.5, text: 12 };
const LINES = 5;

/**
 ** Write the notes of an answer; returns where they are.
 * @param {CanvasRenderingContext2D} context
 * @param {import("./chart.js").Chart} chart
 * @param {Room} room
 * @returns {Drawn[]}
 */
export function notesOf(context, chart, room) {
  if (chart.motion.moving) return [];
  return (chart.scope.answer?.notes ?? []).flatMap((note, i) => noted(context, chart, note, room, `note ${i}`) ?? []);
}

/** @param {CanvasRenderingContext2D} context @param {import("./chart.js").Chart} chart @param {Note} note @param {Room} room @param {string} id @returns {Drawn | null} */
function noted(context, chart, { text, at, width, heading = false, colour = "soft" }, { taken, written }, id) {
  const font = SIZE[heading ? "heading" : "text"] / chart.scale;
  const high = font * 1.3;
  context.font = `${heading ? "700" : "400"} ${font}px ${FONT}`;
  const lines = wrappedTo(context, visible(text), width);
  const wide = Math.max(...lines.map((line) => context.measureText(line).width));
  const height = high * lines.length;
  const top = heading ? at.y - height : at.y;
  const box = { left: at.x - wide / 2, right: at.x + wide / 2, top, bottom: top + height };
  if (!taken.free(box)) return null;
  for (const places of [taken, written]) places.take(box);
  context.globalAlpha = 1;
  context.textAlign = "center";
  context.textBaseline = "top";
  lines.forEach((line, i) => write(context, line, { x: at.x, y: top + i * high }, { paper: chart.colours.paper ?? "", colour: chart.colours[colour] ?? "", margin: 4 / chart.scale }));
  return { id, angle: 0, middle: { x: at.x, y: top + height / 2 }, width: wide, height };
}

/** A text in lines of at most this width; what remains after the last line is cut off. @param {CanvasRenderingContext2D} context @param {string} text @param {number} width */
function wrappedTo(context, text, width) {
  /** @type {string[]} */ const lines = [];
  for (const word of text.split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && context.measureText(`${last} ${word}`).width <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  if (lines.length <= LINES) return lines;
  const end = lines[LINES - 1] ?? "";
  return [...lines.slice(0, LINES - 1), shortened(`${end} ${lines[LINES] ?? ""}`, end.length + 1)];
}
