/** The view as a picture: as SVG and PNG to be saved, and on paper. */

import { Chart } from "./chart.js";
import { save } from "./files.js";
import { readColours } from "./looks.js";
import { Pen } from "./pen.js";

/** So many pixels of a saved picture are one of the screen. */
const SHARPNESS = 2;
const TITLE = "Rashomon: who says what, and who denies it";

/** The view as SVG. @param {Chart} chart */
export function svgOf(chart) {
  const ruler = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  const pen = new Pen((text, font) => {
    ruler.font = font;
    return ruler.measureText(text);
  });
  chart.full(/** @type {any} */ (pen));
  return pen.picture(chart.window(), { paper: chart.colours.paper ?? "", scale: chart.scale, title: TITLE });
}

/** The view as PNG, sharper than on the screen. @param {Chart} chart @returns {Promise<Blob | null>} */
function pngOf(chart) {
  const { left, top, right, bottom } = chart.window();
  const scale = chart.scale * SHARPNESS;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round((right - left) * scale), Math.round((bottom - top) * scale)];
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  context.fillStyle = chart.colours.paper ?? "";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(scale, scale);
  context.translate(-left, -top);
  chart.full(context);
  return new Promise((resolve) => canvas.toBlob(resolve));
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
    const blob = await pngOf(chart);
    if (blob) save("rashomon.png", blob);
    leave();
  });
  menu.querySelector("#svg")?.addEventListener("click", () => {
    save("rashomon.svg", new Blob([svgOf(chart)], { type: "image/svg+xml" }));
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
    image.src = `data:image/svg+xml,${encodeURIComponent(svgOf(chart))}`;
    chart.stage.before(image);
  }
  chart.paint();
}
