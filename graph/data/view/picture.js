/** The view as a picture: as SVG and PNG for saving, and on paper. */

import { ownerName } from "./accounts.js";
import { foot, head } from "./caption_sheet.js";
import { Chart } from "./chart.js";
import { save } from "./files.js";
import { fontRule } from "./font.js";
import { readColours } from "./looks.js";
import { Pen } from "./pen.js";
import { Sheet } from "./sheet.js";

/** Pixels of a saved picture per pixel of the screen. */
const SHARPNESS = 2;
const TITLE = "Rashomon: who says what, and who denies it";

/** The view with the text around it, to be painted by a canvas or a pen: its window is that of the drawing, but taller. @param {Chart} chart @param {string} title */
function framed(chart, title) {
  const ruler = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  const measure = (/** @type {string} */ text, /** @type {string} */ font) => Object.assign(ruler, { font }).measureText(text);
  const { scale } = chart;
  const { left, top, right, bottom } = chart.window();
  const width = (right - left) * scale;
  const [above, below] = [new Sheet(measure), new Sheet(measure)];
  const [high, deep] = [head(above, chart, width, title) / scale, foot(below, chart, width) / scale];
  const window = { left, top: top - high, right, bottom: bottom + deep };
  const paint = (/** @type {any} */ context) => {
    chart.full(context);
    for (const [sheet, y, height] of /** @type {const} */ ([[above, top - high, high], [below, bottom, deep]])) {
      context.save();
      context.translate(left, y);
      context.scale(1 / scale, 1 / scale);
      // Lines that leave the drawing end at its edge.
      const paper = new Sheet(measure);
      paper.box(0, 0, width, height * scale, chart.colours.paper ?? "");
      paper.paint(context);
      sheet.paint(context);
      context.restore();
    }
  };
  return { window, measure, paint, about: [...above.said, ...below.said].join("\n") };
}

/** The view as SVG. @param {Chart} chart @param {string} [title] */
export function svgOf(chart, title = TITLE) {
  const { window, measure, paint, about } = framed(chart, title);
  const pen = new Pen(measure);
  paint(pen);
  return pen.picture(window, { paper: chart.colours.paper ?? "", scale: chart.scale, title, about, style: fontRule() });
}

/** The view as PNG, sharper than on the screen. @param {Chart} chart @param {string} title @returns {Promise<Blob | null>} */
function pngOf(chart, title) {
  const { window: { left, top, right, bottom }, paint } = framed(chart, title);
  const scale = chart.scale * SHARPNESS;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round((right - left) * scale), Math.round((bottom - top) * scale)];
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.fillStyle = chart.colours.paper ?? "";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(scale, scale);
  context.translate(-left, -top);
  paint(context);
  return new Promise((resolve) => canvas.toBlob(resolve));
}

/** What the picture shows: the selection, an account, or everything. @param {Chart} chart */
function titleOf({ state: { selection, values: { world, versus } }, view }) {
  const heading = document.querySelector("#panel h2")?.textContent;
  if (selection && heading) return heading;
  if (!world) return TITLE;
  return versus ? `The accounts of ${ownerName(view, world)} and of ${ownerName(view, versus)}` : `The account of ${ownerName(view, world)}`;
}

/**
 * @param {HTMLElement} menu with the buttons "png" and "svg"
 * @param {Chart} chart
 */
export function startPictures(menu, chart) {
  const close = () => menu.removeAttribute("open");
  const leave = () => {
    close();
    menu.querySelector("summary")?.focus();
  };
  menu.querySelector("#png")?.addEventListener("click", async () => {
    const blob = await pngOf(chart, titleOf(chart));
    if (blob) save("rashomon.png", blob);
    leave();
  });
  menu.querySelector("#svg")?.addEventListener("click", () => {
    save("rashomon.svg", new Blob([svgOf(chart, titleOf(chart))], { type: "image/svg+xml" }));
    leave();
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.hasAttribute("open")) return;
    event.stopPropagation();
    leave();
  });
  menu.addEventListener("focusout", (event) => menu.contains(/** @type {Node | null} */ (event.relatedTarget)) || close());
  addEventListener("beforeprint", () => print(chart, true));
  addEventListener("afterprint", () => print(chart, false));
}

/** On paper the view is a picture in the colours of the light theme. @param {Chart} chart @param {boolean} begins */
function print(chart, begins) {
  document.documentElement.classList.toggle("printed", begins);
  chart.colours = readColours();
  chart.stage.parentElement?.querySelector(".printed-view")?.remove();
  if (begins) {
    const image = new Image();
    image.className = "printed-view";
    image.alt = TITLE;
    image.src = `data:image/svg+xml,${encodeURIComponent(svgOf(chart, titleOf(chart)))}`;
    chart.stage.before(image);
  }
  chart.paint();
}
