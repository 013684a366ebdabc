/** The text around a picture of the drawing: above it, what it shows; below it, the key, the sources and their latest day. */

import { longDate } from "./cite.js";
import { drawSign, STROKES } from "./looks.js";
import { claimsHeld, lacksClaims } from "./part.js";
import { Sheet } from "./sheet.js";
import { counted } from "./text.js";
import { visibleIn } from "./visible.js";

/**
 * @typedef {import("./chart.js").Chart} Chart
 * @typedef {{label: string, draw: (context: any, x: number, y: number) => void}} Entry
 */

const MARGIN = 16;
const PICTURE = 30;
/** Room between two entries of the key. */
const GAP = 18;
const HIGH = 21;

/** Above the drawing. @param {Sheet} sheet @param {Chart} chart @param {number} width @param {string} title @returns {number} how high it is */
export function head(sheet, chart, width, title) {
  const { ink = "", soft = "" } = chart.colours;
  const end = sheet.write([{ text: title }], 12, { x: MARGIN, width: width - 2 * MARGIN, size: 18, weight: 700, colour: ink, leading: 1.3, most: 2 });
  const { view, drawn } = chart;
  const left = view.claims.size < view.data.claims.size ? `; the filters leave ${view.claims.size.toLocaleString("en")} of ${counted(view.data.claims.size, "claim")}` : "";
  const part = lacksClaims(view.data) ? `; out of ${claimsHeld(view.data)} of the graph` : "";
  return sheet.write([{ text: `${counted(chart.places().size, "entity", "entities")}, ${counted(drawn.length, "line")}${left}${part}` }], end + 2, { x: MARGIN, width: width - 2 * MARGIN, size: 12, colour: soft }) + 8;
}

/** Below the drawing. @param {Sheet} sheet @param {Chart} chart @param {number} width @returns {number} how high it is */
export function foot(sheet, chart, width) {
  const { ink = "", soft = "", line = "" } = chart.colours;
  sheet.box(MARGIN, 0, width - 2 * MARGIN, 1, line);
  let [x, y] = [MARGIN, 10];
  for (const { label, draw } of entries(chart)) {
    const wide = PICTURE + 6 + sheet.measure(label, sheet.font(400, 12)).width;
    if (x > MARGIN && x + wide > width - MARGIN) [x, y] = [MARGIN, y + HIGH];
    const [left, middle] = [x, y + HIGH / 2];
    sheet.marks.push((context) => draw(context, left, middle));
    sheet.write([{ text: label }], y + 2, { x: x + PICTURE + 6, width: Math.min(wide, width - x - PICTURE - MARGIN), size: 12, colour: ink, most: 1 });
    x += wide + GAP;
  }
  return sheet.write([{ text: `${source(chart)} Made with Rashomon.` }], y + HIGH + 6, { x: MARGIN, width: width - 2 * MARGIN, size: 12, colour: soft }) + 12;
}

/** The number of articles, their outlets, and the day of the newest. @param {Chart} chart */
function source({ view }) {
  const articles = [...view.articles.values()].filter(({ id }) => view.claimsIn.has(id));
  const outlets = [...new Set(articles.flatMap(({ outlet }) => outlet ?? []))].sort();
  const houses = outlets.length ? ` of ${outlets.slice(0, 4).join(", ")}${outlets.length > 4 ? ` and ${counted(outlets.length - 4, "more outlet")}` : ""}` : "";
  const newest = articles.flatMap(({ published }) => published ?? []).sort().at(-1);
  const day = newest ? `${articles.length > 1 ? ", the newest" : ","} of ${longDate(newest)}` : "";
  return `Source: ${counted(articles.length, "article")}${houses}${day}.`;
}

/** What is visible, and how it is drawn. @param {Chart} chart @returns {Entry[]} */
function entries(chart) {
  const { voices, tints, signs, disputes } = visibleIn(chart);
  const { colours } = chart;
  const plain = tints.length ? colours.ink : undefined;
  const stroke = (/** @type {string} */ colour, /** @type {{width: number, dashes: number[] | false}} */ { width, dashes }) => (/** @type {any} */ context, /** @type {number} */ x, /** @type {number} */ y) => {
    Object.assign(context, { strokeStyle: colour, lineWidth: width, lineCap: "butt" });
    context.setLineDash(dashes || []);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + PICTURE, y);
    context.stroke();
    context.setLineDash([]);
  };
  return [
    ...tints.map(({ name, label }) => ({ label, draw: stroke(colours[name] ?? "", { width: 2.2, dashes: false }) })),
    ...voices.map(({ name, label }) => ({ label, draw: stroke(plain ?? colours[name] ?? "", STROKES[/** @type {import("./data.js").Voice} */ (name)]) })),
    ...(disputes ? [{ label: "Disputed", draw: stroke(colours.halo ?? "", { width: 9, dashes: false }) }] : []),
    ...signs.map(({ name, label }) => ({ label, draw: (/** @type {any} */ context, /** @type {number} */ x, /** @type {number} */ y) =>
      drawSign(context, chart.view.types.get(name), { x: x + PICTURE / 2 + 5, y, size: 8 }, colours, { ring: undefined, alpha: 1 }) })),
  ];
}
