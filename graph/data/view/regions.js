/** Regions: what belongs together has its own background and, when zoomed out, a large faint name. */

import { Data } from "./data.js";
import { FONT } from "./font.js";
import { Occupied, write } from "./labels.js";
import { visible } from "./text.js";
import { View } from "./view.js";

/**
 * @typedef {import("./labels.js").Point} Point
 * @typedef {import("./labels.js").Box} Box
 * @typedef {import("./data.js").Region} Region
 * @typedef {{region: Region, nodes: string[], hull: Point[], box: Box}} Shown
 */

/** How many entities in a region must be in their places for the region to be shown. */
const LEAST = 3;
/** How far the background extends beyond the middles of its signs, in pixels of the drawing. */
const BEYOND = 60;
/** At a closer zoom the names of people are enough, and a region that fills this much of the window needs no name. */
const FAR = 0.8;
const FILLS = 0.7;
/** The square pixels of the window per name, and the margin without names at the lower end, where the list of regions is. */
const AREA = 28_000;
const BELOW = 52;
/** How wide a name may be on the screen whatever the width of its region, and how much wider than the region. */
const ROOM = { least: 190, beyond: 1.3 };
/** The size of a name on the screen, as a fraction of the width of its region. */
const SIZE = { least: 12.5, most: 19, part: 12 };
const LINE = 1.16;
const LONG = 24;
const ABBREVIATION = /^\p{Lu}[\p{Lu}\d.&-]{1,7}$/u;

export class Regions {
  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    /** @type {Shown[]} */ this.shown = [];
    /** The names as last written. @type {{shown: Shown, box: Box}[]} */ this.written = [];
  }

  /** Compute which regions are drawn, and where: none while a question is answered. @param {import("./chart.js").Chart} chart */
  course(chart) {
    const { visible: places, scope } = chart;
    const settled = (/** @type {string} */ id) => places.has(id) && !scope.spots.has(id);
    this.shown = (scope.answer ? [] : this.data.regions).flatMap((region) => {
      const nodes = region.members.filter(settled);
      if (nodes.length < LEAST) return [];
      return [{ region, nodes, hull: hullOf(nodes.flatMap((id) => places.get(id) ?? [])), box: widened(chart.frame(nodes), BEYOND) }];
    });
    this.shown.sort((a, b) => b.nodes.length - a.nodes.length);
    if (this.shown.length < 2) this.shown = [];
  }

  /** Whether the drawing is zoomed out so far that regions are shown. @param {import("./chart.js").Chart} chart */
  afar(chart) {
    return this.shown.length > 0 && !chart.focus && chart.scale < FAR;
  }

  /** The backgrounds, under everything else. @param {CanvasRenderingContext2D} context @param {import("./chart.js").Chart} chart */
  paint(context, chart) {
    if (chart.focus || !this.shown.length) return;
    context.save();
    context.fillStyle = context.strokeStyle = chart.colours.sunk ?? "";
    context.lineJoin = "round";
    context.lineWidth = 2 * BEYOND;
    for (const { hull } of this.shown) {
      context.beginPath();
      hull.forEach(({ x, y }, i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)));
      context.closePath();
      context.fill();
      context.stroke();
    }
    context.restore();
  }

  /** The names, the largest region first, and none over another. @param {CanvasRenderingContext2D} context @param {import("./chart.js").Chart} chart @param {Occupied[]} taken the places that others may not use after them */
  write(context, chart, taken) {
    this.written = [];
    if (!this.afar(chart)) return;
    const { scale, view } = chart;
    const names = new Occupied(90 / scale);
    const grounds = this.shown.map(({ box }) => box);
    context.save();
    context.textAlign = "center";
    context.textBaseline = "top";
    const whole = chart.window();
    const window = { ...whole, bottom: whole.bottom - BELOW / scale };
    const most = (chart.stage.clientWidth * chart.stage.clientHeight) / AREA;
    for (const shown of this.shown) {
      const width = shown.box.right - shown.box.left;
      if (width > FILLS * (window.right - window.left) || this.written.length >= most) continue;
      const size = Math.min(SIZE.most, Math.max(SIZE.least, (width * scale) / SIZE.part)) / scale;
      const measured = (/** @type {string} */ words, /** @type {number} */ part = 1) => {
        context.font = `700 ${size * part}px ${FONT}`;
        return context.measureText(words).width;
      };
      const lines = wrapped(titleOf(view, shown.region).map(visible), Math.max(width * ROOM.beyond, ROOM.least / scale), measured);
      const others = grounds.filter((each) => each !== shown.box);
      const box = placed(shown.box, { width: Math.max(...lines.map((line) => measured(line))), height: lines.length * size * LINE }, window, names, others);
      if (!box) continue;
      for (const places of [names, ...taken]) places.take(box);
      this.written.push({ shown, box });
      context.font = `700 ${size}px ${FONT}`;
      lines.forEach((line, i) => write(context, line, { x: (box.left + box.right) / 2, y: box.top + i * size * LINE },
        { paper: chart.colours.paper ?? "", colour: chart.colours.soft ?? "", margin: 4 / scale }));
    }
    context.restore();
  }

  /** The drawn entities of the region whose name is at a point. @param {Point} point @returns {string[] | undefined} */
  at({ x, y }) {
    return this.written.find(({ box }) => x > box.left && x < box.right && y > box.top && y < box.bottom)?.shown.nodes;
  }
}

/** A region's name and its size: "Hillary Clinton," "Donald Trump" "34 articles". @param {View} view @param {Region} region */
export function titleOf(view, { name, articles }) {
  const n = articles.filter((id) => view.claimsIn.has(id)).length;
  const forms = view.words.findings.articles ?? [];
  const told = (forms[n === 1 ? 0 : 1] ?? "").replace("{n}", n.toLocaleString("en"));
  return [...name.map((id, i) => shortName(view, id) + (i < name.length - 1 ? "," : " \u00b7")), told];
}

/** The abbreviation of a long name, if any. @param {View} view @param {string} id */
function shortName(view, id) {
  const name = view.name(id);
  return (name.length > LONG && view.entities.get(id)?.aliases?.find((alias) => ABBREVIATION.test(alias))) || name;
}

/** Pieces in lines no wider than the room, without splitting a piece. @param {string[]} pieces @param {number} room @param {(words: string) => number} width */
function wrapped(pieces, room, width) {
  /** @type {string[]} */ const lines = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    if (last !== undefined && width(`${last} ${piece}`) <= room) lines[lines.length - 1] = `${last} ${piece}`;
    else lines.push(piece);
  }
  return lines.map((line) => line.replace(/ \u00b7$/, ""));
}

/**
 ** A free place for a name: over its region, under it or in its middle, and if possible not over another region.
 * @param {Box} frame
 * @param {{width: number, height: number}} size
 * @param {Box} window
 * @param {Occupied} taken
 * @param {Box[]} others
 */
function placed(frame, { width, height }, window, taken, others) {
  const [at, half] = [(frame.left + frame.right) / 2, (frame.right - frame.left) / 2];
  // No further to the side than the edge of its region.
  const middle = Math.min(Math.max(at, Math.min(window.left + width / 2, at + half)), Math.max(window.right - width / 2, at - half));
  const tops = [frame.top - height, frame.bottom, (frame.top + frame.bottom - height) / 2];
  const free = tops.map((top) => ({ left: middle - width / 2, right: middle + width / 2, top, bottom: top + height }))
    .filter((box) => box.left > window.left && box.right < window.right && box.top > window.top && box.bottom < window.bottom && taken.free(box));
  return free.find((box) => !others.some((other) => meet(box, other))) ?? free[0];
}

/** @param {Box} a @param {Box} b */
function meet(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** @param {Box} box @param {number} by @returns {Box} */
function widened({ left, top, right, bottom }, by) {
  return { left: left - by, top: top - by, right: right + by, bottom: bottom + by };
}

/** The corners of the outline of some points (Andrew's monotone chain). @param {Point[]} points @returns {Point[]} */
export function hullOf(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const half = (/** @type {Point[]} */ list) => {
    /** @type {Point[]} */ const corners = [];
    for (const point of list) {
      while (corners.length > 1 && !turnsLeft(corners.at(-2), corners.at(-1), point)) corners.pop();
      corners.push(point);
    }
    return corners.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** @param {Point | undefined} a @param {Point | undefined} b @param {Point} c */
function turnsLeft(a, b, c) {
  return a !== undefined && b !== undefined && (b.x - a.x) * (c.y - a.y) > (b.y - a.y) * (c.x - a.x);
}
