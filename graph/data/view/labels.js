/** Words on the canvas: the same size on the screen at any zoom, and never over one another. */

import { visible } from "./text.js";

/**
 * @typedef {{x: number, y: number}} Point
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box
 */

const LINE_LENGTH = 17;
const LINES = 3;

/**
 * A name in lines of about equal length, at most three.
 * @param {string} text
 * @returns {string[]}
 */
export function wrapped(text) {
  /** @type {string[]} */
  const lines = [];
  for (const word of visible(text).split(/\s+/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < LINE_LENGTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  const kept = lines.slice(0, LINES).map((line) => (line.length > 28 ? `${line.slice(0, 27)}\u2026` : line));
  if (lines.length > LINES) kept[LINES - 1] += "\u2026";
  return kept;
}

/** The occupied places on the canvas, in a grid for quick lookup. */
export class Occupied {
  /** @param {number} cell */
  constructor(cell) {
    this.cell = cell;
    /** @type {Map<string, Box[]>} */ this.cells = new Map();
  }

  /** @param {Box} box @returns {Generator<string>} */
  *keys({ left, top, right, bottom }) {
    for (let x = Math.floor(left / this.cell); x <= Math.floor(right / this.cell); x += 1) {
      for (let y = Math.floor(top / this.cell); y <= Math.floor(bottom / this.cell); y += 1) yield `${x},${y}`;
    }
  }

  /** @param {Box} box */
  free(box) {
    for (const key of this.keys(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom) return false;
      }
    }
    return true;
  }

  /** @param {Box} box */
  take(box) {
    for (const key of this.keys(box)) {
      const list = this.cells.get(key);
      if (list) list.push(box);
      else this.cells.set(key, [box]);
    }
  }
}

/**
 * Boxes that together cover a text written along a slope.
 * @param {Point} middle
 * @param {number} angle
 * @param {number} width
 * @param {number} height
 * @returns {Box[]}
 */
export function alongSlope(middle, angle, width, height) {
  const pieces = Math.max(1, Math.ceil(width / (height * 1.6)));
  const reach = width / pieces;
  const half = { x: (Math.abs(Math.cos(angle)) * reach + Math.abs(Math.sin(angle)) * height) / 2, y: (Math.abs(Math.sin(angle)) * reach + Math.abs(Math.cos(angle)) * height) / 2 };
  return Array.from({ length: pieces }, (_, i) => {
    const along = (i + 0.5) * reach - width / 2;
    const x = middle.x + Math.cos(angle) * along;
    const y = middle.y + Math.sin(angle) * along;
    return { left: x - half.x, right: x + half.x, top: y - half.y, bottom: y + half.y };
  });
}

/**
 * Writes words with a margin in the background colour around the letters.
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {Point} at
 * @param {{paper: string, colour: string, margin: number}} how
 */
export function write(context, text, at, { paper, colour, margin }) {
  if (margin) {
    context.lineJoin = "round";
    context.lineWidth = margin;
    context.strokeStyle = paper;
    context.strokeText(text, at.x, at.y);
  }
  context.fillStyle = colour;
  context.fillText(text, at.x, at.y);
}
