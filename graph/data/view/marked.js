/** Cuts a text where something begins or ends in it, so that overlapping stretches can be marked. */

/**
 * @template T
 * @typedef {{start: number, end: number, of: T}} Mark a place in a text, in the units of JavaScript
 */

/**
 * @template T
 * @typedef {{text: string, marks: T[]}} Piece the marks on a whole piece of the text, in the order of their starts
 */

/**
 ** The text in pieces, at whose boundaries marks begin or end; together they are the text, letter for letter.
 * @template T
 * @param {string} text
 * @param {Mark<T>[]} marks those outside the text, and empty ones, mark nothing
 * @returns {Piece<T>[]}
 */
export function piecesOf(text, marks) {
  const inside = marks.filter(({ start, end }) => start >= 0 && end <= text.length && start < end).sort((a, b) => a.start - b.start || b.end - a.end);
  const cuts = [...new Set([0, text.length, ...inside.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  /** @type {Piece<T>[]} */ const pieces = [];
  /** @type {Mark<T>[]} */ let open = [];
  let next = 0;
  cuts.slice(0, -1).forEach((from, i) => {
    open = open.filter(({ end }) => end > from);
    while (next < inside.length && /** @type {Mark<T>} */ (inside[next]).start === from) open.push(/** @type {Mark<T>} */ (inside[next++]));
    pieces.push({ text: text.slice(from, cuts[i + 1]), marks: open.map(({ of }) => of) });
  });
  return pieces;
}
