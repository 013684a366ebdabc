/** Signs and lines on the canvas: only those in view, and when zoomed out, with no more detail than is visible. */

import { end, pointOf, trace } from "./curves.js";
import { drawSign, STROKES } from "./looks.js";

/**
 * @typedef {import("./labels.js").Box} Box
 * @typedef {import("./view.js").Line} Line
 * @typedef {import("./chart.js").Chart} Chart
 * @typedef {"strong" | "plain" | "faint"} Emphasis
 * @typedef {{line: Line, course: import("./curves.js").Curve}} Drawn
 */

const FAINT = 0.13;
/** With more lines in view than this, lines are hair-thin when zoomed out, so that movement stays smooth. */
const MANY = 700;
/** The same limit while the view moves. */
const MOVING = 120;
/** The scale below which lines are hair-thin if regions are shown. */
const HAIR = 0.35;
/** Signs smaller than this on the screen are dots. */
const DOT = 5;
const LEAST = 2.6;
const ARROW = { length: 9, width: 3.6 };

/**
 ** All lines in view: faint ones first, emphasised ones last.
 * @param {CanvasRenderingContext2D} context
 * @param {Chart} chart
 * @param {Drawn[]} drawn
 */
export function paintLines(context, chart, drawn) {
  const { scale } = chart;
  const many = drawn.length > (chart.moving ? MOVING : MANY) || (scale < HAIR && chart.regions.afar(chart));
  const hair = 1 / (scale * devicePixelRatio);
  /** @type {Map<string, Drawn[]>} */ const batches = new Map();
  for (const each of drawn) {
    const { line } = each;
    const key = `${chart.strength(line.id)} ${chart.voice(line)} ${chart.colourOf(line)}`;
    const batch = batches.get(key);
    if (batch) batch.push(each);
    else batches.set(key, [each]);
  }
  context.save();
  paintHalos(context, chart, drawn, drawn.length > MANY ? hair * 6 : 11 * chart.thickness);
  for (const emphasis of /** @type {const} */ (["faint", "plain", "strong"])) {
    for (const [key, batch] of batches) {
      const [how, voice = "claimed", colour = "ink"] = key.split(" ");
      if (how !== emphasis) continue;
      const { width, dashes } = STROKES[/** @type {import("./data.js").Voice} */ (voice)];
      const thin = many && emphasis !== "strong";
      context.strokeStyle = context.fillStyle = chart.colours[colour] ?? "";
      context.globalAlpha = emphasis === "faint" ? FAINT : thin && !chart.tint ? 0.55 : 1;
      context.lineWidth = thin ? hair : (width + (emphasis === "strong" ? 0.5 : 0)) * chart.thickness;
      context.setLineDash(dashes && !thin ? dashes.map((dash) => dash * Math.sqrt(chart.thickness)) : []);
      context.lineCap = voice === "hedged" ? "round" : "butt";
      strokeAll(context, chart, batch, thin);
    }
  }
  context.restore();
}

/** @param {CanvasRenderingContext2D} context @param {Chart} chart @param {Drawn[]} batch @param {boolean} thin */
function strokeAll(context, chart, batch, thin) {
  if (thin) {
    context.beginPath();
    for (const { course } of batch) trace(context, course, 1);
    context.stroke();
    return;
  }
  const tips = batch.map(({ line, course }) => end(course, chart.gap(line)));
  for (const [i, { course }] of batch.entries()) {
    context.beginPath();
    trace(context, course, tips[i] ?? 1);
    context.stroke();
  }
  context.setLineDash([]);
  context.beginPath();
  for (const [i, { course }] of batch.entries()) arrow(context, course, tips[i] ?? 1, Math.sqrt(chart.thickness));
  context.fill();
}

/** @param {CanvasRenderingContext2D} context @param {import("./curves.js").Curve} course @param {number} t @param {number} unit */
function arrow(context, course, t, unit) {
  const tip = pointOf(course, t);
  const before = pointOf(course, t - 0.06);
  const angle = Math.atan2(tip.y - before.y, tip.x - before.x);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [length, width] = [ARROW.length * unit, ARROW.width * unit];
  context.moveTo(tip.x + cos * 2 * unit, tip.y + sin * 2 * unit);
  context.lineTo(tip.x - cos * length - sin * width, tip.y - sin * length + cos * width);
  context.lineTo(tip.x - cos * length + sin * width, tip.y - sin * length - cos * width);
  context.closePath();
}

/** @param {CanvasRenderingContext2D} context @param {Chart} chart @param {Drawn[]} drawn @param {number} width */
function paintHalos(context, chart, drawn, width) {
  context.strokeStyle = chart.colours.halo ?? "";
  context.lineWidth = width;
  context.lineCap = chart.moving ? "butt" : "round";
  for (const { line, course } of drawn) {
    if (!line.disputed || chart.strength(line.id) === "faint") continue;
    context.beginPath();
    trace(context, course, 1);
    context.stroke();
  }
}

/** All signs in view, and dots where lines lead to lines. @param {CanvasRenderingContext2D} context @param {Chart} chart @param {Drawn[]} drawn @param {Box} view */
export function paintSigns(context, chart, drawn, view) {
  context.save();
  for (const { line, course } of drawn) {
    if (!line.onto_edge) continue;
    context.globalAlpha = chart.strength(line.id) === "faint" ? FAINT : 1;
    context.fillStyle = chart.colours.ink ?? "";
    context.beginPath();
    context.arc(course.to.x, course.to.y, 3, 0, 2 * Math.PI);
    context.fill();
  }
  /** @type {Map<string, {x: number, y: number, radius: number}[]>} */ const dots = new Map();
  for (const [id, { x, y }] of chart.places()) {
    const radius = chart.radius(id);
    if (x + radius < view.left || x - radius > view.right || y + radius < view.top || y - radius > view.bottom) continue;
    const emphasis = chart.emphasis(id);
    if (radius * chart.scale < DOT && emphasis === "plain") {
      const family = chart.view.type(id)?.family ?? "label";
      const list = dots.get(family);
      const dot = { x, y, radius: Math.max(radius, LEAST / chart.scale) };
      if (list) list.push(dot);
      else dots.set(family, [dot]);
      continue;
    }
    drawSign(context, chart.view.type(id), { x, y, size: radius }, chart.colours,
      { ring: emphasis === "strong" ? chart.colours.accent : undefined, alpha: emphasis === "faint" ? FAINT + 0.05 : 1 });
  }
  context.globalAlpha = 1;
  for (const [family, list] of dots) {
    context.fillStyle = chart.colours[family] ?? "";
    context.beginPath();
    for (const { x, y, radius } of list) {
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
    context.fill();
  }
  context.restore();
}
