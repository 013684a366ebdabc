/** The last painted picture, which is moved while the view moves and painting again would take too long. */

/** @typedef {import("./labels.js").Box} Box */

/** With fewer lines in view than this, every frame is painted again. */
const HEAVY = 1200;
/** How long a picture is used, in milliseconds, before there is a new one. */
const SERVES = 500;

export class Picture {
  constructor() {
    this.canvas = document.createElement("canvas");
    /** @type {Box | null} */ this.view = null;
    this.made = 0;
  }

  /** The picture no longer shows what is drawn. */
  forget() {
    this.view = null;
  }

  /** Keep what is on the canvas, if there is much on it. @param {CanvasRenderingContext2D} context @param {Box} view @param {number} lines */
  keep(context, view, lines) {
    this.view = lines < HEAVY ? null : view;
    if (!this.view) return;
    const { width, height } = context.canvas;
    if (this.canvas.width !== width || this.canvas.height !== height) Object.assign(this.canvas, { width, height });
    const copy = this.canvas.getContext("2d");
    copy?.clearRect(0, 0, width, height);
    copy?.drawImage(context.canvas, 0, 0);
    this.made = performance.now();
  }

  /** Paints the picture where its part of the drawing is now; returns whether there is a usable picture. @param {CanvasRenderingContext2D} context */
  glance(context) {
    if (!this.view || performance.now() - this.made > SERVES) return false;
    const { left, top, right, bottom } = this.view;
    context.drawImage(this.canvas, left, top, right - left, bottom - top);
    return true;
  }
}
