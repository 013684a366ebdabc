/** The part of the drawing on the screen and its scale, and the moves that change it. */

import { lively } from "./motion.js";

/** @typedef {import("./labels.js").Box} Box */

/** Milliseconds without movement after which the view is still. */
const SETTLED = 140;

export class Camera {
  /**
   * @param {HTMLElement} stage
   * @param {any} network of vis-network, which holds the position
   */
  constructor(stage, network) {
    this.stage = stage;
    this.network = network;
    /** Whether the reader has moved the view. */ this.touched = false;
    this.scale = 1;
    this.moving = false;
    this.seen = { x: 0, y: 0, scale: 0 };
    this.settled = 0;
  }

  paint() {
    this.network.redraw();
  }

  /** While the view moves, the picture is drawn in less detail; as soon as it is still, in full. */
  notice() {
    const { x, y } = this.network.getViewPosition();
    const scale = this.network.getScale();
    this.moving = this.seen.scale > 0 && (x !== this.seen.x || y !== this.seen.y || scale !== this.seen.scale);
    this.seen = { x, y, scale };
    this.scale = scale;
    if (!this.moving) return;
    clearTimeout(this.settled);
    this.settled = setTimeout(() => this.paint(), SETTLED);
  }

  /** What part of the drawing is on the screen. @returns {Box} */
  window() {
    const { x, y } = this.network.getViewPosition();
    const [w, h] = [this.stage.clientWidth / this.scale / 2, this.stage.clientHeight / this.scale / 2];
    return { left: x - w, right: x + w, top: y - h, bottom: y + h };
  }

  /** @param {object} view @param {boolean} animate */
  move(view, animate) {
    this.network.moveTo({ ...view, animation: animate && lively() ? { duration: 420, easingFunction: "easeInOutCubic" } : false });
  }

  /** @param {number} factor */
  zoom(factor) {
    this.touched = true;
    this.move({ scale: Math.min(4, Math.max(0.02, this.network.getScale() * factor)) }, true);
  }

  /** Move the view by a fraction of its size. @param {number} x @param {number} y */
  pan(x, y) {
    this.touched = true;
    const { x: left, y: top } = this.network.getViewPosition();
    const scale = this.network.getScale();
    this.move({ position: { x: left + (x * this.stage.clientWidth) / scale, y: top + (y * this.stage.clientHeight) / scale } }, true);
  }
}
