/** Animates what is drawn from its old place to the new one. */

/** @typedef {import("./labels.js").Point} Point */

const DURATION = 300;
/** The largest number of entities that can move without stuttering. */
const MOST = 300;

/** Whether the reader allows motion. */
export const lively = () => !matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 ** The places on the way: the old ones for `share` 0, the new ones for 1. New entities come from `origin`.
 * @param {ReadonlyMap<string, Point>} before
 * @param {ReadonlyMap<string, Point>} after
 * @param {Point | undefined} origin
 * @param {number} share
 * @returns {Map<string, Point>}
 */
export function between(before, after, origin, share) {
  return new Map([...after].map(([id, to]) => {
    const from = before.get(id) ?? origin ?? to;
    return [id, { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }];
  }));
}

export class Motion {
  constructor() {
    this.frame = 0;
    this.moving = false;
  }

  /** Stop at the present place. */
  stop() {
    cancelAnimationFrame(this.frame);
    this.moving = false;
  }

  /**
   ** Move from some places to others; at once if motion is unwanted or nothing moves.
   * @param {ReadonlyMap<string, Point>} before
   * @param {Map<string, Point>} after
   * @param {Point | undefined} origin the place from which new entities come
   * @param {(places: Map<string, Point>) => void} show
   */
  go(before, after, origin, show) {
    this.stop();
    const still = [...after].every(([id, { x, y }]) => before.get(id)?.x === x && before.get(id)?.y === y);
    if (still || !before.size || after.size > MOST || !lively()) return show(after);
    this.moving = true;
    const start = performance.now();
    const step = (/** @type {number} */ now) => {
      const part = Math.min(1, Math.max(0, (now - start) / DURATION));
      this.moving = part < 1;
      show(part === 1 ? after : between(before, after, origin, 1 - (1 - part) ** 3));
      if (part < 1) this.frame = requestAnimationFrame(step);
    };
    step(start);
  }
}
