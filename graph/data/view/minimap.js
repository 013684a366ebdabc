/** The whole drawing, small, with a frame around what is on the screen: shown while that is not all of it. */

import { Chart } from "./chart.js";

const MARGIN = 6;
/** With fewer entities nobody gets lost. */
const FEW = 40;

/** @param {HTMLCanvasElement} canvas @param {Chart} chart */
export function startMinimap(canvas, chart) {
  /** @type {{scale: number, left: number, top: number}} */ let map = { scale: 1, left: 0, top: 0 };
  const draw = () => {
    const all = chart.frame(chart.places().keys());
    const view = chart.view();
    canvas.hidden = chart.places().size < FEW || !(all.left < view.left || all.right > view.right || all.top < view.top || all.bottom > view.bottom);
    if (canvas.hidden) return;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (canvas.width !== width * devicePixelRatio) Object.assign(canvas, { width: width * devicePixelRatio, height: height * devicePixelRatio });
    const context = canvas.getContext("2d");
    if (!context) return;
    const scale = Math.min((width - 2 * MARGIN) / (all.right - all.left), (height - 2 * MARGIN) / (all.bottom - all.top));
    map = { scale, left: (all.left + all.right) / 2 - width / 2 / scale, top: (all.top + all.bottom) / 2 - height / 2 / scale };
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, width, height);
    for (const [id, { x, y }] of chart.places()) {
      context.fillStyle = chart.colours[chart.data.type(id)?.family ?? "label"] ?? "";
      context.globalAlpha = chart.emphasis(id) === "faint" ? 0.3 : 1;
      context.fillRect((x - map.left) * scale - 1.5, (y - map.top) * scale - 1.5, 3, 3);
    }
    context.globalAlpha = 1;
    context.strokeStyle = chart.colours.accent ?? "";
    context.lineWidth = 1.5;
    context.strokeRect((view.left - map.left) * scale, (view.top - map.top) * scale, (view.right - view.left) * scale, (view.bottom - view.top) * scale);
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
