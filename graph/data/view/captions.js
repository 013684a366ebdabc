/** Names of nodes, words on edges and the mark of a denial, drawn over the network. */

import { made } from "./bundles.js";
import { pointOf, reach, slope } from "./curves.js";
import { Data } from "./data.js";
import { FONT } from "./font.js";
import { alongSlope, Occupied, wrapped, write } from "./labels.js";
import { notesOf } from "./notes.js";
import { shortened, visible } from "./text.js";
import { caption } from "./words.js";

/**
 * @typedef {import("./labels.js").Box} Box
 * @typedef {import("./labels.js").Point} Point
 * @typedef {import("./view.js").Line} Line
 * @typedef {import("./curves.js").Curve} Curve
 * @typedef {import("./painter.js").Drawn} Seen
 * @typedef {{middle: Point, angle: number}} Spot
 * @typedef {Spot & {width: number, height: number, id: string}} Drawn the place of words, and what they belong to
 * @typedef {{taken: Occupied, written: Occupied, view: Box, mark: number}} Room taken: by signs, marks and words; written: by marks and words alone
 */

/** If the page has more edges than this, their words are only shown when zoomed in. */
const BUSY = 90;
const NEAR = 1.05;
/** When zoomed out beyond this, only a limited number of names is written, if necessary over the signs of other entities. */
const AFAR = 0.4;
const MOST_NAMES = 60;
const FEW_NAMES = 24;
/** How many of the largest entities have their names written even over the signs of others, but never over words. */
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
    /** The words on lines, as last drawn. @type {Drawn[]} */ this.drawn = [];
    /** The same for names. @type {Drawn[]} */ this.named = [];
    /** The same for notes, by their number. @type {Drawn[]} */ this.noted = [];
  }

  /** Forgets the words on lines, which depend on the numbers of claims and on who is drawn. */
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

  /** What to write on an edge, and a shorter text in case there is less room. @param {Line} line */
  wordsOf(line) {
    if (made(line)) return [visible(line.words) + (line.members.length || line.claims < 2 ? "" : ` \u00d7${line.claims}`)];
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
    const unit = clamp(scale, 0.8, 1.3) / scale;
    /** @type {Room} */ const room = { taken: new Occupied(90 / scale), written: new Occupied(90 / scale), view, mark: 9 * unit };
    const few = chart.drawn.length <= BUSY || scale > NEAR / 2;
    const crowded = !few && scale < AFAR && !chart.focus;
    const spots = this.order.filter((id) => inside(at(chart, id), view));
    for (const id of crowded ? [] : spots) room.taken.take(square(at(chart, id), chart.radius(id) + 2));
    this.drawn = [];
    this.named = [];
    chart.regions.write(context, chart, [room.taken, room.written]);
    context.save();
    const middle = lines.filter(({ course }) => inside(pointOf(course, 0.5), view));
    const denied = middle.filter(({ line }) => (chart.voice(line) === "denied" || (made(line) && line.denied)) && (few || chart.focus || (line.disputed && scale > AFAR)));
    const first = (/** @type {string} */ id) => this.chief.has(id) || chart.emphasis(id) === "strong";
    const [chosen, others] = [true, false].map((wanted) => spots.filter((id) => first(id) === wanted));
    for (const id of rank(chosen ?? [], (each) => chart.emphasis(each))) this.nameOf(context, chart, id, room);
    // Before all other words, so that none hides a denial.
    const marks = denied.map(({ line, course }) => ({ line, at: this.spotOf(course, room) }));
    this.noted = notesOf(context, chart, room);
    for (const id of (others ?? []).slice(0, crowded ? (chart.regions.afar(chart) ? FEW_NAMES : MOST_NAMES) : spots.length)) this.nameOf(context, chart, id, room);
    const light = chart.moving && lines.length > BUSY;
    if (!light && (chart.drawn.length <= BUSY || scale > NEAR || chart.focus || chart.hover.line)) {
      for (const { line, course } of rank(middle, ({ line: { id } }) => chart.strength(id))) this.wordsOn(context, chart, line, course, room);
    }
    for (const { line, at } of marks) this.cross(context, chart, line, at, unit);
    context.restore();
  }

  /** A place for the mark of a denial, on a free stretch of its line. @param {Curve} course @param {Room} room */
  spotOf(course, { taken, written, mark }) {
    const points = PLACES.map((t) => pointOf(course, t));
    const free = (/** @type {Occupied} */ places) => points.find((point) => places.free(square(point, mark)));
    const at = free(taken) ?? free(written) ?? pointOf(course, 0.5);
    for (const places of [taken, written]) places.take(square(at, mark));
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
   ** A name under its sign, or above or beside it if that place is taken; none if there is no room.
   * @param {CanvasRenderingContext2D} context
   * @param {import("./chart.js").Chart} chart
   * @param {string} id
   * @param {Room} room
   */
  nameOf(context, chart, id, { taken, written, view }) {
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
    const [below, above, ...aside] = around(at(chart, id), gap, width, height * lines.length);
    const boxes = /** @type {Box[]} */ (chart.scope.answer?.above ? [above, below, ...aside] : [below, above, ...aside]);
    const over = this.chief.has(id) || emphasis === "strong";
    const box = boxes.find((each) => within(each, view) && taken.free(each)) ?? (over ? boxes.find((each) => within(each, view) && written.free(each)) : null);
    if (!box) return;
    for (const places of [taken, written]) places.take(box);
    this.named.push({ id, angle: 0, middle: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, width, height: box.bottom - box.top });
    context.globalAlpha = 1;
    context.textAlign = "center";
    context.textBaseline = "top";
    const x = (box.left + box.right) / 2;
    const how = { paper: chart.colours.paper ?? "", colour: chart.colours.ink ?? "", margin: chart.moving && chart.drawn.length > BUSY ? 0 : 4 / scale };
    lines.forEach((line, i) => write(context, line, { x, y: box.top + i * height }, how));
  }

  /**
   ** Words along a line where they cover nothing; on an emphasised line also beside it, or over signs, but never over other words or marks.
   * @param {CanvasRenderingContext2D} context
   * @param {import("./chart.js").Chart} chart
   * @param {Line} line
   * @param {Curve} course
   * @param {Room} room
   */
  wordsOn(context, chart, line, course, { taken, written, mark }) {
    const { scale } = chart;
    const emphasis = chart.strength(line.id);
    if (emphasis === "faint") return;
    const font = clamp(11.5 * scale, 10.5, 14) / scale;
    const height = font * 1.1;
    context.font = `${emphasis === "strong" ? "600" : "500"} ${font}px ${FONT}`;
    const length = reach(course) - (line.from === line.to ? 0 : chart.size(line.from) + (line.onto_edge ? 0 : chart.size(line.to)));
    const along = PLACES.map((t) => slope(course, t));
    const out = [...along, ...along.flatMap((spot) => beside(spot, mark * 1.2 + height))];
    const fits = (/** @type {string} */ words, /** @type {Spot[]} */ spots, /** @type {Occupied} */ places) => {
      const { width } = context.measureText(words);
      const spot = spots === along && width > length * 1.05 ? null : roomFor(spots, width, height, places);
      return spot && { words, width, spot };
    };
    const known = this.words.get(line.id) ?? this.wordsOf(line);
    this.words.set(line.id, known);
    /** @type {ReturnType<typeof fits>} */ let found = null;
    for (const words of known) found ??= fits(words, along, taken);
    if (emphasis === "strong") for (const places of [taken, written]) for (const words of known) found ??= fits(words, out, places);
    if (!found) return;
    const { words, width, spot } = found;
    for (const box of alongSlope(spot.middle, spot.angle, width, height)) for (const places of [taken, written]) places.take(box);
    this.drawn.push({ ...spot, width, height, id: line.id });
    context.save();
    context.translate(spot.middle.x, spot.middle.y);
    context.rotate(spot.angle);
    context.globalAlpha = 1;
    context.textAlign = "center";
    context.textBaseline = "middle";
    write(context, words, { x: 0, y: 0 }, { paper: chart.colours.paper ?? "", colour: chart.colours[chart.colourOf(line)] ?? "", margin: 5 / scale });
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

/** The place of an entity. @param {import("./chart.js").Chart} chart @param {string} id @returns {Point} */
function at(chart, id) {
  return chart.places().get(id) ?? { x: 0, y: 0 };
}

/** The list with emphasised items first. @template T @param {T[]} list @param {(item: T) => string} emphasis @returns {T[]} */
function rank(list, emphasis) {
  return [...list.filter((item) => emphasis(item) === "strong"), ...list.filter((item) => emphasis(item) !== "strong")];
}

/** Boxes below, above, right and left of a point. @param {Point} at @param {number} gap @param {number} w @param {number} h @returns {Box[]} */
function around({ x, y }, gap, w, h) {
  return [[x, y + gap + h / 2], [x, y - gap - h / 2], [x + gap + w / 2, y], [x - gap - w / 2, y]].map(([cx = 0, cy = 0]) =>
    ({ left: cx - w / 2, right: cx + w / 2, top: cy - h / 2, bottom: cy + h / 2 }));
}

/** The first spot at which words cover nothing. @param {Spot[]} spots @param {number} width @param {number} height @param {Occupied} taken */
function roomFor(spots, width, height, taken) {
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
