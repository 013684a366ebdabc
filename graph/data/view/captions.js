/** Names of nodes, words on edges and the mark of a denial, drawn over the network. */

import { Data } from "./data.js";
import { alongSlope, Occupied, wrapped, write } from "./labels.js";
import { shortened, visible } from "./text.js";
import { caption } from "./words.js";

/**
 * @typedef {import("./labels.js").Box} Box
 * @typedef {import("./labels.js").Point} Point
 * @typedef {import("./data.js").Line} Line
 * @typedef {{middle: Point, angle: number, width: number, height: number, id: string}} Drawn
 */

const FONT = '"Inter", "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
/** With more edges than this in the page, their words wait until one comes near. */
const BUSY = 90;
const NEAR = 1.05;
/** From further than this only so many names are written, over the signs of others where there is need. */
const AFAR = 0.4;
const MOST_NAMES = 60;
/** The names of so many of the largest are written even over the signs of others. */
const CHIEF = 6;
const PLACES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.27, 0.73];

export class Captions {
  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    /** @type {Map<string, string[]>} */
    this.names = new Map([...data.entities.values()].map(({ id, label }) => [id, wrapped(label)]));
    /** @type {Map<string, string[]>} */ this.words = new Map();
    this.reword();
    this.order = data.network.nodes.filter(({ onto }) => !onto).sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1));
    /** @type {Drawn[]} */ this.drawn = [];
  }

  /** Take the words of all edges anew, which tell how many claims there are. */
  reword() {
    this.words = new Map([...this.data.lines.values()].map((line) => [line.id, this.wordsOf(line)]));
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
   */
  draw(context, chart) {
    const scale = chart.network.getScale();
    const view = this.view(chart, scale);
    const taken = new Occupied(90 / scale);
    const { nodes } = chart.network.body;
    const few = this.data.lines.size <= BUSY || scale > NEAR / 2;
    const spots = this.order.filter(({ id }) => nodes[id] && inside(nodes[id], view));
    const crowded = !few && scale < AFAR && !chart.focus;
    for (const { id, size } of crowded ? [] : spots) taken.take(square(nodes[id], chart.radius(size) + 2));
    this.drawn = [];
    context.save();
    const lines = this.visibleLines(chart, view);
    const names = new Occupied(90 / scale);
    for (const spot of rank(crowded ? spots.slice(0, MOST_NAMES) : spots, ({ id }) => chart.emphasis(id))) this.nameOf(context, chart, spot, { taken, names, view }, scale);
    for (const { line, edge } of lines) if (chart.voice(line) === "denied" && (few || line.disputed || chart.focus)) this.cross(context, chart, line, edge, taken, scale);
    if (this.data.lines.size <= BUSY || scale > NEAR || chart.focus || chart.hover.line) {
      for (const { line, edge } of rank(lines, ({ line: { id } }) => strength(chart, id))) this.wordsOn(context, chart, line, edge, taken, scale);
    }
    context.restore();
  }

  /** @param {import("./chart.js").Chart} chart @param {number} scale @returns {Box} */
  view(chart, scale) {
    const { x, y } = chart.network.getViewPosition();
    const [w, h] = [chart.stage.clientWidth / scale / 2, chart.stage.clientHeight / scale / 2];
    return { left: x - w, right: x + w, top: y - h, bottom: y + h };
  }

  /** @param {import("./chart.js").Chart} chart @param {Box} view */
  visibleLines(chart, view) {
    const found = [];
    for (const line of this.data.lines.values()) {
      const edge = chart.network.body.edges[line.id];
      if (edge?.connected && inside(pointOf(edge, 0.5), view)) found.push({ line, edge });
    }
    return found;
  }

  /**
   * The mark of a denial, on a stretch of its line that is free.
   * @param {CanvasRenderingContext2D} context
   * @param {import("./chart.js").Chart} chart
   * @param {Line} line
   * @param {any} edge
   * @param {Occupied} taken
   * @param {number} scale
   */
  cross(context, chart, line, edge, taken, scale) {
    const unit = clamp(scale, 0.8, 1.3) / scale;
    const points = PLACES.map((t) => pointOf(edge, t));
    const at = points.find((point) => taken.free(square(point, 9 * unit))) ?? pointOf(edge, 0.5);
    taken.take(square(at, 9 * unit));
    context.globalAlpha = strength(chart, line.id) === "faint" ? 0.2 : 1;
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
   * @param {{id: string, size: number}} spot
   * @param {{taken: Occupied, names: Occupied, view: Box}} place
   * @param {number} scale
   */
  nameOf(context, chart, { id, size }, { taken, names, view }, scale) {
    const emphasis = chart.emphasis(id);
    if (emphasis === "faint") return;
    const lines = this.names.get(id) ?? [];
    const font = clamp((12.5 + size * 0.07) * scale, 11.5, 17) / scale;
    const height = font * 1.18;
    context.font = `600 ${font}px ${FONT}`;
    const width = Math.max(...lines.map((line) => context.measureText(line).width));
    const gap = chart.radius(size) + 5 / Math.max(scale, 0.6);
    const boxes = around(chart.network.body.nodes[id], gap, width, height * lines.length);
    const chief = this.order.findIndex((spot) => spot.id === id) < CHIEF;
    const box = boxes.find((each) => within(each, view) && taken.free(each)) ??
      (chief ? boxes.find((each) => within(each, view) && names.free(each)) : null) ?? (emphasis === "strong" ? boxes[0] : null);
    if (!box) return;
    taken.take(box);
    names.take(box);
    context.globalAlpha = 1;
    context.textAlign = "center";
    context.textBaseline = "top";
    const x = (box.left + box.right) / 2;
    const how = { paper: chart.colours.paper ?? "", colour: chart.colours.ink ?? "", margin: 4 / scale };
    lines.forEach((line, i) => write(context, line, { x, y: box.top + i * height }, how));
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {import("./chart.js").Chart} chart
   * @param {Line} line
   * @param {any} edge
   * @param {Occupied} taken
   * @param {number} scale
   */
  wordsOn(context, chart, line, edge, taken, scale) {
    const emphasis = strength(chart, line.id);
    if (emphasis === "faint") return;
    const font = clamp(11.5 * scale, 10.5, 14) / scale;
    context.font = `${emphasis === "strong" ? "600" : "500"} ${font}px ${FONT}`;
    const length = edge.from === edge.to ? 4 * edge.options.selfReference.size : Math.hypot(edge.from.x - edge.to.x, edge.from.y - edge.to.y) - edge.from.options.size - edge.to.options.size;
    const fits = (/** @type {string} */ words) => {
      const width = context.measureText(words).width;
      const spot = width > length * 1.05 ? null : this.room(edge, width, font * 1.1, taken);
      return spot && { words, width, spot };
    };
    const [first = "", ...shorter] = this.words.get(line.id) ?? [];
    const forced = emphasis === "strong" && { words: first, width: context.measureText(first).width, spot: slope(edge, 0.5) };
    const found = fits(first) || forced || shorter.map(fits).find(Boolean);
    if (!found) return;
    const { words, width, spot } = found;
    for (const box of alongSlope(spot.middle, spot.angle, width, font * 1.1)) taken.take(box);
    this.drawn.push({ ...spot, width, height: font * 1.3, id: line.id });
    context.save();
    context.translate(spot.middle.x, spot.middle.y);
    context.rotate(spot.angle);
    context.globalAlpha = 1;
    context.textAlign = "center";
    context.textBaseline = "middle";
    write(context, words, { x: 0, y: 0 }, { paper: chart.colours.paper ?? "", colour: chart.colours[chart.voice(line) ?? "ink"] ?? "", margin: 5 / scale });
    context.restore();
  }

  /** A stretch of the edge where the words cover nothing. @param {any} edge @param {number} width @param {number} height @param {Occupied} taken */
  room(edge, width, height, taken) {
    for (const t of PLACES) {
      const spot = slope(edge, t);
      if (alongSlope(spot.middle, spot.angle, width, height).every((box) => taken.free(box))) return spot;
    }
    return null;
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

/**
 * A point of an edge, 0 at its start and 1 at its end; of one from a node to itself, on the outer half of its circle.
 * @param {any} edge
 * @param {number} t
 * @returns {Point}
 */
export function pointOf(edge, t) {
  if (edge.from !== edge.to) return edge.edgeType.getPoint(t);
  const { size, angle } = edge.options.selfReference;
  const out = edge.from.options.size + 4;
  const turn = (t - 0.5) * Math.PI - angle;
  return { x: edge.from.x + Math.cos(angle) * out + size * Math.cos(turn), y: edge.from.y - Math.sin(angle) * out + size * Math.sin(turn) };
}

/**
 * A point of an edge and the direction there, so turned that words are not upside down.
 * @param {any} edge
 * @param {number} t
 */
function slope(edge, t) {
  const [before, middle, after] = [pointOf(edge, t - 0.04), pointOf(edge, t), pointOf(edge, t + 0.04)];
  let angle = Math.atan2(after.y - before.y, after.x - before.x);
  if (angle > Math.PI / 2) angle -= Math.PI;
  if (angle < -Math.PI / 2) angle += Math.PI;
  return { middle, angle };
}

/** @param {import("./chart.js").Chart} chart @param {string} id @returns {"strong" | "plain" | "faint"} */
function strength(chart, id) {
  if (chart.hover.line === id || (chart.state.selection?.kind === "edge" && chart.state.selection.id === id)) return "strong";
  return chart.focus && !chart.focus.lines.has(id) ? "faint" : "plain";
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
