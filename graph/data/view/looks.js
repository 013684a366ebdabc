/** Colours, shapes and icons: the same for the canvas, the legend and the panel. */

import { Data } from "./data.js";
import { svg } from "./text.js";
import { View } from "./view.js";

/** @typedef {import("./data.js").Voice} Voice */

const CIRCLE = "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z";

/** Outlines around the origin, with about the same area as a circle of radius 1. @type {Record<string, string>} */
const SHAPES = {
  circle: CIRCLE,
  hexagon: "M1.1 0L.55.953H-.55L-1.1 0L-.55-.953H.55Z",
  octagon: "M.98-.406V.406L.406.98H-.406L-.98.406V-.406L-.406-.98H.406Z",
  square: "M-.68-.92H.68A.24.24 0 0 1 .92-.68V.68A.24.24 0 0 1 .68.92H-.68A.24.24 0 0 1-.92.68V-.68A.24.24 0 0 1-.68-.92Z",
  diamond: "M-.14-1.14Q0-1.28.14-1.14L1.14-.14Q1.28 0 1.14.14L.14 1.14Q0 1.28-.14 1.14L-1.14.14Q-1.28 0-1.14-.14Z",
  pentagon: "M0-1.16L1.1-.36L.68.94H-.68L-1.1-.36Z",
  pill: "M-.42-.8H.42A.8.8 0 0 1 .42.8H-.42A.8.8 0 0 1-.42-.8Z",
};

/** The width and dashes of each voice in pixels. @type {Record<Voice, {width: number, dashes: number[] | false}>} */
export const STROKES = {
  stated: { width: 2.2, dashes: false },
  claimed: { width: 1.6, dashes: false },
  denied: { width: 1.9, dashes: [9, 6] },
  hedged: { width: 1.9, dashes: [1, 6] },
};

/** The colours for the canvas, by the name of their variables in the style sheet. */
const COLOURS = [
  "first", "second", "both", "paper", "surface", "sunk", "line", "ink", "soft", "halo", "accent", "stated", "claimed", "denied", "hedged", "person", "state", "organization",
  "criminal", "place", "happening", "label", "on-person", "on-state", "on-organization", "on-criminal", "on-place",
  "on-happening", "on-label",
];

/** @returns {Record<string, string>} */
export function readColours() {
  if (matchMedia("(forced-colors: active)").matches) return systemColours();
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** If the reader's system chooses the colours, the variables have system colours, which a canvas cannot look up. @returns {Record<string, string>} */
function systemColours() {
  const probe = document.createElement("span");
  probe.className = "probe";
  document.body.append(probe);
  const found = COLOURS.map((name) => {
    probe.style.setProperty("color", `var(--${name})`);
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(found);
}

/** The colours of the light theme, whatever the mode: for paper and exported pictures. */
export function lightColours() {
  const { classList } = document.documentElement;
  const printed = classList.contains("printed");
  classList.add("printed");
  const colours = readColours();
  classList.toggle("printed", printed);
  return colours;
}

/** @type {Map<string, Path2D>} */
const paths = new Map();

/**
 ** The path, made once; it keeps its description, which a file needs but a canvas does not.
 * @param {string} d
 * @returns {Path2D}
 */
function path(d) {
  const known = paths.get(d) ?? Object.assign(new Path2D(d), { d });
  paths.set(d, known);
  return known;
}

/**
 * Draw the sign of a type on a canvas.
 * @param {CanvasRenderingContext2D} context
 * @param {import("./data.js").Type | undefined} type
 * @param {{x: number, y: number, size: number}} at
 * @param {Record<string, string>} colours
 * @param {{ring: string | undefined, alpha: number}} how the colour of a ring around it, if any, and the opacity
 */
export function drawSign(context, type, { x, y, size }, colours, { ring, alpha }) {
  const outline = path(SHAPES[type?.shape ?? "circle"] ?? CIRCLE);
  const family = type?.family ?? "label";
  context.save();
  context.translate(x, y);
  context.scale(size, size);
  context.lineJoin = "round";
  if (ring) {
    context.lineWidth = 9 / size;
    context.strokeStyle = ring;
    context.stroke(outline);
  }
  context.lineWidth = 4 / size;
  context.strokeStyle = context.fillStyle = colours.paper ?? "";
  context.stroke(outline);
  context.fill(outline);
  context.globalAlpha = alpha;
  context.fillStyle = colours[family] ?? "";
  context.fill(outline);
  context.scale(1 / 21, 1 / 21);
  context.translate(-12, -12);
  context.fillStyle = colours[`on-${family}`] ?? "";
  if (type) context.fill(path(type.icon), "evenodd");
  context.restore();
}

/**
 * The sign of a type as a picture in the text.
 * @param {import("./data.js").Type | undefined} type
 * @returns {SVGElement}
 */
export function sign(type) {
  const family = type?.family ?? "label";
  return svg("svg", { class: `sign family-${family}`, viewBox: "-1.3 -1.3 2.6 2.6", "aria-hidden": "true" },
    svg("path", { class: "outline", d: SHAPES[type?.shape ?? "circle"] ?? CIRCLE }),
    type && svg("path", { class: "icon", d: type.icon, "fill-rule": "evenodd", transform: "scale(.0476) translate(-12 -12)" }));
}

/**
 * The sign of an entity.
 * @param {Data | View} data
 * @param {string} id
 */
export function signOf(data, id) {
  return sign(data.type(id));
}

/**
 * A short piece of a line in one voice.
 * @param {Voice | "disputed"} voice
 * @returns {SVGElement}
 */
export function sample(voice) {
  const picture = { class: `sample voice-${voice}`, viewBox: "0 0 34 14", "aria-hidden": "true" };
  if (voice === "disputed") return svg("svg", picture, svg("path", { class: "halo", d: "M3 7H31" }));
  return svg("svg", picture,
    svg("path", { class: "stroke", d: "M2 7H27" }),
    svg("path", { class: "tip", d: "M26 3L33 7L26 11Z" }),
    voice === "denied" && svg("path", { class: "cross", d: "M10 3L18 11M18 3L10 11" }));
}

/**
 * A short piece of a line in the colour of one account, or of what two accounts share.
 * @param {string} tint
 * @returns {SVGElement}
 */
export function swatch(tint) {
  return svg("svg", { class: `sample tint-line-${tint}`, viewBox: "0 0 34 14", "aria-hidden": "true" }, svg("path", { class: "stroke", d: "M2 7H32" }));
}
