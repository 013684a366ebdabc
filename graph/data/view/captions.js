/** Names of nodes, words on edges and the mark of a denial, drawn over the network. */

import { pointOf, reach, slope } from "./curves.js";
import { Data } from "./data.js";
import { FONT } from "./font.js";
import { alongSlope, Occupied, wrapped, write } from "./labels.js";
import { shortened, visible } from "./text.js";
import { caption } from "./words.js";

/**
 * @typedef {import("./labels.js").Box} Box
 * @typedef {import("./labels.js").Point} Point
 * @typedef {import("./view.js").Line} Line
 * @typedef {import("./curves.js").Curve} Curve
 * @typedef {import("./painter.js").Drawn} Seen
 * @typedef {{middle: Point, angle: number}} Spot
 * @typedef {Spot & {width: number, height: number, id: string}} Drawn
 */

/** With more edges than this in the page, their words wait until one comes near. */
const BUSY = 90;
const NEAR = 1.05;
/** From further than this only so many names are written, over the signs of others where there is need. */
const AFAR = 0.4;
const MOST_NAMES = 60;
const FEW_NAMES = 24;
/** The names of so many of the largest are written even over the signs of others. */
const CHIEF = 6;
const PLACES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73];

export class Captions {
  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    /** @type {Map<string, string[]>} */ this.names = new Map();
    /** @type {Map<string, string[]>} */ this.words = new Map();
    /** Entities, the largest first. @type {string[]} */ this.order = [];
    /** @type {Set<string>} */ this.chief = new Set();
    /** @type {Drawn[]} */ this.drawn = [];
  }

  /** Forget the words on lines, which tell how many claims there are, and who is drawn. */
  reset() {
    this.words.clear();
    this.order = [];
  }

  /** @param {import("./chart.js").Chart} chart */
  rank(chart) {
    if (this.order.length) return;
    this.order = [...chart.places().keys()].sort((a, b) => chart.size(b) - chart.size(a) || (a < b ? -1 : 1));
    this.chief = new Set(this.order.slice(0, CHIEF));
  }

  /** What to write on an edge, and what instead where there is less room. @param {Line} line */
  wordsOf(line) {
    const times = line.claims > 1 ? ` \u00d7${line.claims}` : "";
    const by = line.part?.[0] === "by" ? [`by ${this.data.name(line.part[1])}`] : [];
    const all = [caption(this.data, line), ...by, this.data.relation(line.relation).label];
    return [...new Set(all)].map((words) => shortened(visible(words), 44) + times);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {import("./chart.js").Chart} chart
   * @param {Seen[]} lines those in view
   * @param {Box} view
   */
  draw(context, chart, lines, view) {
    const { scale } = chart;
    this.rank(chart);
    const taken = new Occupied(90 / scale);
    const names = new Occupied(90 / scale);
    /** Words and marks on lines, which none may cover. */ const onLines = new Occupied(90 / scale);
    const few = chart.drawn.length <= BUSY || scale > NEAR / 2;
    const crowded = !few && scale < AFAR && !chart.focus;
    const spots = this.order.filter((id) => inside(at(chart, id), view));
    for (const id of crowded ? [] : spots) taken.take(square(at(chart, id), chart.radius(id) + 2));
    this.drawn = [];
    chart.regions.write(context, chart, [taken, names, onLines]);
    context.save();
    for (const id of rank(crowded ? spots.slice(0, chart.regions.afar(chart) ? FEW_NAMES : MOST_NAMES) : spots, (each) => chart.emphasis(each))) this.nameOf(context, chart, id, { taken, names, view });
    const middle = lines.filter(({ course }) => inside(pointOf(course, 0.5), view));
    const denied = middle.filter(({ line }) => chart.voice(line) === "denied" && (few || chart.focus || (line.disputed && scale > AFAR)));
    const unit = clamp(scale, 0.8, 1.3) / scale;
    const marks = denied.map(({ line, course }) => ({ line, at: this.spotOf(course, 9 * unit, taken, onLines) }));
    const light = chart.moving && lines.length > BUSY;
    if (!light && (chart.drawn.length <= BUSY || scale > NEAR || chart.focus || chart.hover.line)) {
      for (const { line, course } of rank(middle, ({ line: { id } }) => chart.strength(id))) this.wordsOn(context, chart, line, course, { taken, onLines, mark: 9 * unit });
    }
    // Last, so that even where there is no room at all, words do not hide that something is denied.
    for (const { line, at } of marks) this.cross(context, chart, line, at, unit);
    context.restore();
  }

  /** A place for the mark of a denial, on a stretch of its line that is free. @param {Curve} course @param {number} size @param {Occupied} taken @param {Occupied} onLines */
  spotOf(course, size, taken, onLines) {
    const points = PLACES.map((t) => pointOf(course, t));
    const at = points.find((point) => taken.free(square(point, size))) ?? pointOf(course, 0.5);
    for (const places of [taken, onLines]) places.take(square(at, size));
    return at;
  }

  /**
   * The mark of a denial.
   * @param {CanvasRenderingContext2D} context
   * @param {import("./chart.js").Chart} chart
   * @param {Line} line
   * @param {Point} at
   * @param {number} unit
   */
  cross(context, chart, line, at, unit) {
    context.globalAlpha = chart.strength(line.id) === "faint" ? 0.2 : 1;
    context.beginPath();
    context.arc(at.x, at.y, 8 * unit, 0, 2 * Math.PI);
    context.fillStyle = chart.colours.denied ?? "";
    context.fill();
    context.lineWidth = 2 * unit;
    context.strokeStyle = chart.colours.paper ?? "";
    context.stroke();
    context.beginPath();
    for (const way of [1, -1]) {
      context.moveTo(at.x - 3.2 * unit, at.y - 3.2 * unit * way);
      context.lineTo(at.x + 3.2 * unit, at.y + 3.2 * unit * way);
    }
    context.lineCap = "round";
    context.stroke();
  }

  /**
   * A name under its sign, or where that place is taken above or beside it.
   * @param {CanvasRenderingContext2D} context
   * @param {import("./chart.js").Chart} chart
   * @param {string} id
   * @param {{taken: Occupied, names: Occupied, view: Box}} place
   */
  nameOf(context, chart, id, { taken, names, view }) {
    const { scale } = chart;
    const emphasis = chart.emphasis(id);
    if (emphasis === "faint") return;
    const lines = this.names.get(id) ?? wrapped(this.data.name(id));
    this.names.set(id, lines);
    const font = clamp((12.5 + chart.size(id) * 0.07) * scale, 11.5, 17) / scale;
    const height = font * 1.18;
    context.font = `600 ${font}px ${FONT}`;
    const width = Math.max(...lines.map((line) => context.measureText(line).width));
    const gap = chart.radius(id) + 5 / Math.max(scale, 0.6);
    const boxes = around(at(chart, id), gap, width, height * lines.length);
    const box = boxes.find((each) => within(each, view) && taken.free(each)) ??
      (this.chief.has(id) ? boxes.find((each) => within(each, view) && names.free(each)) : null) ?? (emphasis === "strong" ? boxes[0] : null);
    if (!box) return;
    taken.take(box);
    names.take(box);
    context.globalAlpha = 1;
    context.textAlign = "center";
    context.textBaseline = "top";
    const x = (box.left + box.right) / 2;
    const how = { paper: chart.colours.paper ?? "", colour: chart.colours.ink ?? "", margin: chart.moving && chart.drawn.length > BUSY ? 0 : 4 / scale };
    lines.forEach((line, i) => write(context, line, { x, y: box.top + i * height }, how));
  }

  /**
   * Words along a line where they cover nothing; on one that stands out also beside it, and there at least no other words and marks.
   * @param {CanvasRenderingContext2D} context
   * @param {import("./chart.js").Chart} chart
   * @param {Line} line
   * @param {Curve} course
   * @param {{taken: Occupied, onLines: Occupied, mark: number}} place
   */
  wordsOn(context, chart, line, course, { taken, onLines, mark }) {
    const { scale } = chart;
    const emphasis = chart.strength(line.id);
    if (emphasis === "faint") return;
    const font = clamp(11.5 * scale, 10.5, 14) / scale;
    const height = font * 1.1;
    context.font = `${emphasis === "strong" ? "600" : "500"} ${font}px ${FONT}`;
    const length = reach(course) - (line.from === line.to ? 0 : chart.size(line.from) + (line.onto_edge ? 0 : chart.size(line.to)));
    const along = PLACES.map((t) => slope(course, t));
    const fits = (/** @type {string} */ words) => {
      const { width } = context.measureText(words);
      const spot = width > length * 1.05 ? null : room(along, width, height, taken);
      return spot && { words, width, spot };
    };
    const forced = (/** @type {string} */ words) => {
      const { width } = context.measureText(words);
      const spots = [...along, ...along.flatMap((spot) => beside(spot, mark * 1.2 + height))];
      return { words, width, spot: room(spots, width, height, taken) ?? room(spots, width, height, onLines) ?? slope(course, 0.5) };
    };
    const known = this.words.get(line.id) ?? this.wordsOf(line);
    this.words.set(line.id, known);
    /** @type {ReturnType<typeof fits>} */ let found = null;
    for (const words of known) found ??= fits(words);
    if (emphasis === "strong") found ??= forced(known[0] ?? "");
    if (!found) return;
    const { words, width, spot } = found;
    for (const box of alongSlope(spot.middle, spot.angle, width, height)) for (const places of [taken, onLines]) places.take(box);
    this.drawn.push({ ...spot, width, height: font * 1.3, id: line.id });
    context.save();
    context.translate(spot.middle.x, spot.middle.y);
    context.rotate(spot.angle);
    context.globalAlpha = 1;
    context.textAlign = "center";
    context.textBaseline = "middle";
    write(context, words, { x: 0, y: 0 }, { paper: chart.colours.paper ?? "", colour: chart.colours[chart.tint?.(line) || (chart.voice(line) ?? "ink")] ?? "", margin: 5 / scale });
    context.restore();
  }

  /** The middle of a line. @param {Curve} course */
  middle(course) {
    return pointOf(course, 0.5);
  }

  /** The edge whose words are at a point of the canvas. @param {Point} point @returns {string | undefined} */
  at(point) {
    return this.drawn.find(({ middle, angle, width, height }) => {
      const [x, y] = [point.x - middle.x, point.y - middle.y];
      const along = x * Math.cos(angle) + y * Math.sin(angle);
      const across = y * Math.cos(angle) - x * Math.sin(angle);
      return Math.abs(along) < width / 2 && Math.abs(across) < height / 2;
    })?.id;
  }
}

/** Where an entity stands. @param {import("./chart.js").Chart} chart @param {string} id @returns {Point} */
function at(chart, id) {
  return chart.places().get(id) ?? { x: 0, y: 0 };
}

/** Those that stand out first. @template T @param {T[]} list @param {(item: T) => string} emphasis @returns {T[]} */
function rank(list, emphasis) {
  return [...list.filter((item) => emphasis(item) === "strong"), ...list.filter((item) => emphasis(item) !== "strong")];
}

/** Boxes below, above, right and left of a point. @param {Point} at @param {number} gap @param {number} w @param {number} h @returns {Box[]} */
function around({ x, y }, gap, w, h) {
  return [[x, y + gap + h / 2], [x, y - gap - h / 2], [x + gap + w / 2, y], [x - gap - w / 2, y]].map(([cx = 0, cy = 0]) =>
    ({ left: cx - w / 2, right: cx + w / 2, top: cy - h / 2, bottom: cy + h / 2 }));
}

/** The first spot at which words cover nothing. @param {Spot[]} spots @param {number} width @param {number} height @param {Occupied} taken */
function room(spots, width, height, taken) {
  return spots.find(({ middle, angle }) => alongSlope(middle, angle, width, height).every((box) => taken.free(box))) ?? null;
}

/** The spots on either side of one. @param {Spot} spot @param {number} far @returns {Spot[]} */
function beside({ middle: { x, y }, angle }, far) {
  return [far, -far].map((off) => ({ middle: { x: x + off * Math.sin(angle), y: y - off * Math.cos(angle) }, angle }));
}

/** @param {Point} at @param {number} reach @returns {Box} */
function square({ x, y }, reach) {
  return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
}

/** @param {Point} at @param {Box} view */
function inside({ x, y }, view) {
  return x > view.left && x < view.right && y > view.top && y < view.bottom;
}

/** @param {Box} box @param {Box} view */
function within(box, view) {
  return box.left > view.left && box.right < view.right && box.top > view.top && box.bottom < view.bottom;
}

/** @param {number} value @param {number} least @param {number} most */
function clamp(value, least, most) {
  return Math.min(most, Math.max(least, value));
}
