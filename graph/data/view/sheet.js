/** A sheet for a card: wrapped words, boxes and lines. They are recorded first, and drawn by a canvas or a pen once the height is known. */

import { FONT } from "./font.js";
import { visible } from "./text.js";

/**
 * @typedef {{text: string, weight?: number, colour?: string}} Run words of one style, isolated from the direction of those around them
 * @typedef {{x: number, width: number, size: number, colour: string, weight?: number, leading?: number, most?: number}} Place
 *   leading: the height of a line in sizes of the font; most: the most lines; if there are more, the last one ends in an ellipsis
 * @typedef {{text: string, run: Run, gap: boolean}} Piece gap: whether a space is before it
 * @typedef {CanvasRenderingContext2D | import("./pen.js").Pen} Context
 */

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const FIRST_LETTER = /\p{L}/u;
const HYPHENS = /(?<=[-\u2010\u2013\u2014/])/u;

export class Sheet {
  /** @param {(text: string, font: string) => {width: number}} measure */
  constructor(measure) {
    this.measure = measure;
    /** @type {((context: Context) => void)[]} */ this.marks = [];
    /** All written texts, in order. @type {string[]} */ this.said = [];
  }

  /** @param {number} weight @param {number} size */
  font(weight, size) {
    return `${weight} ${size}px ${FONT}`;
  }

  /** @param {string} text @param {Run} run @param {Place} place */
  wide(text, { weight }, { size, weight: usual = 400 }) {
    return this.measure(text, this.font(weight ?? usual, size)).width;
  }

  /**
   * Write words below `top`, in as many lines as they need.
   * @param {Run[]} runs
   * @param {number} top
   * @param {Place} place
   * @returns {number} where the last line ends
   */
  write(runs, top, place) {
    const high = place.size * (place.leading ?? 1.42);
    const lines = this.cut(this.wrap(runs, place), place);
    const turned = lines[0]?.length === 1 && startsFromRight(runs.map(({ text }) => text).join(""));
    lines.forEach((line, i) => this.line(line, top + high * (i + 0.5) + place.size * 0.36, place, turned));
    this.said.push(lines.map((line) => line.map(({ text, gap }) => (gap ? ` ${text}` : text)).join("")).join(" ").trim());
    return top + high * lines.length;
  }

  /** @param {Piece[]} line @param {number} baseline @param {Place} place @param {boolean} turned whether it begins at the right */
  line(line, baseline, place, turned) {
    let at = place.x;
    line.forEach(({ text, run, gap }, i) => {
      if (i && gap) at += this.wide(" ", run, place);
      const x = turned ? place.x + place.width : at;
      this.marks.push((context) => {
        context.font = this.font(run.weight ?? place.weight ?? 400, place.size);
        context.fillStyle = run.colour ?? place.colour;
        context.textAlign = turned ? "right" : "left";
        context.textBaseline = "alphabetic";
        context.fillText(isolated(text), x, baseline);
      });
      at += this.wide(text, run, place);
    });
  }

  /** The words in lines; what is not separated by spaces is split only if it does not fit into a line. @param {Run[]} runs @param {Place} place */
  wrap(runs, place) {
    /** @type {Piece[][]} */ const lines = [];
    for (const group of groups(runs)) {
      for (const part of this.room(group, place)) {
        const line = lines.at(-1);
        const longer = line && joined(line, part);
        if (longer && this.length(longer, place) <= place.width) lines[lines.length - 1] = longer;
        else lines.push(joined([], part));
      }
    }
    return lines;
  }

  /** The group, split if it is longer than a line: after hyphens, and between letters if that is not enough. @param {Piece[]} group @param {Place} place @returns {Piece[][]} */
  room(group, place) {
    if (this.length(group, place) <= place.width) return [group];
    return group.flatMap((piece) => split(piece, piece.text.split(HYPHENS)))
      .flatMap((piece) => (this.length([piece], place) <= place.width ? [[piece]] : split(piece, letters(piece.text)).map((letter) => [letter])));
  }

  /** @param {Piece[]} line @param {Place} place */
  length(line, place) {
    return line.reduce((sum, { text, run, gap }, i) => sum + this.wide(i && gap ? ` ${text}` : text, run, place), 0);
  }

  /** At most the allowed number of lines. @param {Piece[][]} lines @param {Place} place */
  cut(lines, place) {
    const { most = Infinity, width } = place;
    if (lines.length <= most) return lines;
    const kept = lines.slice(0, most);
    const last = kept[most - 1] ?? [];
    const end = /** @type {Piece} */ (last.at(-1));
    const room = width - this.length(last.slice(0, -1), place);
    let { text } = end;
    while (text && this.wide(` ${text}\u2026`, end.run, place) > room) text = text.slice(0, Math.max(0, text.lastIndexOf(" ")));
    kept[most - 1] = [...last.slice(0, -1), { ...end, text: `${text}\u2026` }];
    return kept;
  }

  /** @param {number} x @param {number} y @param {number} width @param {number} height @param {string} colour */
  box(x, y, width, height, colour) {
    this.shape((context) => {
      context.moveTo(x, y);
      for (const [right, low] of /** @type {const} */ ([[1, 0], [1, 1], [0, 1]])) context.lineTo(x + right * width, y + low * height);
      context.closePath();
    }, colour);
  }

  /** @param {number} x @param {number} y @param {number} radius @param {string} colour @param {number} [line] as a ring with a line so wide */
  circle(x, y, radius, colour, line) {
    this.shape((context) => context.arc(x, y, radius, 0, 2 * Math.PI), colour, line);
  }

  /** @param {(context: any) => void} trace @param {string} colour @param {number} [line] */
  shape(trace, colour, line) {
    this.marks.push((context) => {
      context.beginPath();
      trace(context);
      context.fillStyle = context.strokeStyle = colour;
      context.lineWidth = line ?? 1;
      if (line) context.stroke();
      else context.fill();
    });
  }

  /** @param {Context} context */
  paint(context) {
    for (const mark of this.marks) mark(context);
  }
}

/** Words not separated by spaces. @param {Run[]} runs @returns {Piece[][]} */
function groups(runs) {
  /** @type {Piece[][]} */ const found = [];
  let gap = true;
  for (const run of runs) {
    for (const [, space, text = ""] of visible(run.text).matchAll(/(\s*)(\S+)/g)) {
      gap ||= space !== "";
      if (gap) found.push([]);
      found.at(-1)?.push({ text, run, gap });
      gap = false;
    }
    gap = /\s$/.test(run.text);
  }
  return found;
}

/** A line with more words at its end; words from one run are one piece. @param {Piece[]} line @param {Piece[]} more @returns {Piece[]} */
function joined(line, more) {
  const out = [...line];
  for (const piece of more) {
    const last = out.at(-1);
    if (last?.run === piece.run) out[out.length - 1] = { ...last, text: last.text + (piece.gap ? " " : "") + piece.text };
    else out.push(piece);
  }
  return out;
}

/** @param {Piece} piece @param {string[]} texts @returns {Piece[]} */
function split({ run, gap }, texts) {
  return texts.map((text, i) => ({ text, run, gap: gap && !i }));
}

/** @param {string} text */
function letters(text) {
  return [...new Intl.Segmenter().segment(text)].map(({ segment }) => segment);
}

/** @param {string} text */
function startsFromRight(text) {
  return RIGHT_TO_LEFT.test(FIRST_LETTER.exec(text)?.[0] ?? "");
}

/** Words in a right-to-left script, isolated from the text around them. @param {string} text */
function isolated(text) {
  return RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}
