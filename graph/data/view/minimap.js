/** A small picture of the whole drawing with a frame around the visible part: shown unless all of it is visible. */

import { Chart } from "./chart.js";

const MARGIN = 6;
/** With fewer entities than this, nobody gets lost. */
const FEW = 40;

/** @param {HTMLCanvasElement} canvas @param {Chart} chart */
export function startMinimap(canvas, chart) {
  /** @type {{scale: number, left: number, top: number}} */ let map = { scale: 1, left: 0, top: 0 };
  let all = chart.frame([]);
  const dots = document.createElement("canvas");
  /** The data of the dots, which are painted again only when it changes. @type {unknown[]} */ let known = [];
  const draw = () => {
    if (known[0] !== chart.drawn || known[3] !== chart.visible) all = chart.frame(chart.places().keys());
    const view = chart.window();
    canvas.hidden = chart.places().size < FEW || !(all.left < view.left || all.right > view.right || all.top < view.top || all.bottom > view.bottom);
    const state = [chart.drawn, chart.focus, chart.colours, chart.visible, canvas.clientWidth];
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const same = known.every((each, i) => each === state[i]) && known.length > 0;
    known = state;
    // On a small screen there is no room for it.
    if (!width) return;
    if (!same) {
      const scale = Math.min((width - 2 * MARGIN) / (all.right - all.left), (height - 2 * MARGIN) / (all.bottom - all.top));
      map = { scale, left: (all.left + all.right) / 2 - width / 2 / scale, top: (all.top + all.bottom) / 2 - height / 2 / scale };
      for (const each of [canvas, dots]) Object.assign(each, { width: width * devicePixelRatio, height: height * devicePixelRatio });
      paint(dots, chart, map);
    }
    const context = canvas.getContext("2d");
    if (!context) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.drawImage(dots, 0, 0);
    context.scale(devicePixelRatio, devicePixelRatio);
    context.strokeStyle = chart.colours.accent ?? "";
    context.lineWidth = 1.5;
    context.strokeRect((view.left - map.left) * map.scale, (view.top - map.top) * map.scale, (view.right - view.left) * map.scale, (view.bottom - view.top) * map.scale);
  };
  const go = (/** @type {PointerEvent} */ event) => {
    if (!event.buttons) return;
    const { left, top } = canvas.getBoundingClientRect();
    chart.touched = true;
    chart.move({ position: { x: map.left + (event.clientX - left) / map.scale, y: map.top + (event.clientY - top) / map.scale }, scale: chart.scale }, false);
  };
  canvas.addEventListener("pointerdown", go);
  canvas.addEventListener("pointermove", go);
  chart.stage.addEventListener("drawn", draw);
}

/** A dot for every entity. @param {HTMLCanvasElement} canvas @param {Chart} chart @param {{scale: number, left: number, top: number}} map */
function paint(canvas, chart, { scale, left, top }) {
  const context = canvas.getContext("2d");
  if (!context) return;
  context.scale(devicePixelRatio, devicePixelRatio);
  for (const [id, { x, y }] of chart.places()) {
    context.fillStyle = chart.colours[chart.view.type(id)?.family ?? "label"] ?? "";
    context.globalAlpha = chart.emphasis(id) === "faint" ? 0.3 : 1;
    context.fillRect((x - left) * scale - 1.5, (y - top) * scale - 1.5, 3, 3);
  }
}
