/** The courses of lines: where they bend and end, and which one is near a point. */

/**
 * @typedef {import("./labels.js").Point} Point
 * @typedef {import("./data.js").Line} Line
 * @typedef {{kind: "curve" | "loop", from: Point, bend: Point, to: Point, radius: number, angle: number, straight: boolean,
 *   left: number, top: number, right: number, bottom: number}} Curve
 */

/** The space between the middles of parallel lines. */
const LANE = 21;
/** How far a line may bend, as a fraction of its length, before it looks like a loop. */
const STEEPEST = 0.55;
const LOOP = { least: 20, step: 6, angle: Math.PI / 4 };

/**
 * The course of a line between two points; `lane` says how far out it runs among parallel ones.
 * @param {Point} from
 * @param {Point} to
 * @param {number} lane
 * @returns {Curve}
 */
export function curve(from, to, lane) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const off = Math.sign(lane) * Math.min(LANE * Math.abs(lane), STEEPEST * length);
  const bend = { x: (from.x + to.x) / 2 - (2 * off * dy) / length, y: (from.y + to.y) / 2 + (2 * off * dx) / length };
  return { kind: "curve", from, bend, to, radius: 0, angle: 0, straight: lane === 0,
    left: Math.min(from.x, to.x, bend.x), right: Math.max(from.x, to.x, bend.x),
    top: Math.min(from.y, to.y, bend.y), bottom: Math.max(from.y, to.y, bend.y) };
}

/**
 * The course of a line from an entity to itself: a circle that touches its sign.
 * @param {Point} at
 * @param {number} size of the sign
 * @param {number} lane
 * @returns {Curve}
 */
export function loop(at, size, lane) {
  const radius = LOOP.least + LOOP.step * Math.abs(lane);
  const out = size + radius * 0.7;
  const bend = { x: at.x + Math.cos(LOOP.angle) * out, y: at.y - Math.sin(LOOP.angle) * out };
  return { kind: "loop", from: at, bend, to: at, radius, angle: LOOP.angle, straight: false,
    left: bend.x - radius, right: bend.x + radius, top: bend.y - radius, bottom: bend.y + radius };
}

/** The point at a position on a line: 0 is its start and 1 its end. @param {Curve} course @param {number} t @returns {Point} */
export function pointOf({ kind, from, bend, to, radius, angle }, t) {
  if (kind === "loop") {
    const turn = Math.PI + 0.7 + t * (2 * Math.PI - 1.4) - angle;
    return { x: bend.x + radius * Math.cos(turn), y: bend.y + radius * Math.sin(turn) };
  }
  const u = 1 - t;
  return { x: u * u * from.x + 2 * u * t * bend.x + t * t * to.x, y: u * u * from.y + 2 * u * t * bend.y + t * t * to.y };
}

/** A point on a line and the direction there, turned so that words are not upside down. @param {Curve} course @param {number} t */
export function slope(course, t) {
  const [before, middle, after] = [pointOf(course, t - 0.04), pointOf(course, t), pointOf(course, t + 0.04)];
  let angle = Math.atan2(after.y - before.y, after.x - before.x);
  if (angle > Math.PI / 2) angle -= Math.PI;
  if (angle < -Math.PI / 2) angle += Math.PI;
  return { middle, angle };
}

/** The approximate length of a line. @param {Curve} course */
export function reach({ kind, from, to, radius }) {
  return kind === "loop" ? 4 * radius : Math.hypot(to.x - from.x, to.y - from.y);
}

/** Where a line meets the sign at its end, from 0 to 1. @param {Curve} course @param {number} gap @returns {number} */
export function end(course, gap) {
  if (course.kind === "loop") return 1;
  let [low, high] = [0.5, 1];
  for (let step = 0; step < 7; step += 1) {
    const t = (low + high) / 2;
    const { x, y } = pointOf(course, t);
    if (Math.hypot(x - course.to.x, y - course.to.y) > gap) low = t;
    else high = t;
  }
  return low;
}

/** The distance of a point from a line, or infinity if it is more than `most`. @param {Curve} course @param {Point} at @param {number} most */
export function distance(course, { x, y }, most) {
  if (x < course.left - most || x > course.right + most || y < course.top - most || y > course.bottom + most) return Infinity;
  let least = Infinity;
  let before = pointOf(course, 0);
  for (let i = 1; i <= 16; i += 1) {
    const after = pointOf(course, i / 16);
    const [dx, dy] = [after.x - before.x, after.y - before.y];
    const along = Math.min(1, Math.max(0, ((x - before.x) * dx + (y - before.y) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(x - before.x - along * dx, y - before.y - along * dy));
    before = after;
  }
  return least <= most ? least : Infinity;
}

/** Adds the course up to `t` to the path of a context. @param {CanvasRenderingContext2D} context @param {Curve} course @param {number} t */
export function trace(context, course, t) {
  const { kind, from, bend, to, radius, angle, straight } = course;
  if (kind === "loop") {
    const start = Math.PI + 0.7 - angle;
    context.moveTo(bend.x + radius * Math.cos(start), bend.y + radius * Math.sin(start));
    context.arc(bend.x, bend.y, radius, start, start + 2 * Math.PI - 1.4);
    return;
  }
  const tip = t === 1 ? to : pointOf(course, t);
  context.moveTo(from.x, from.y);
  if (straight) context.lineTo(tip.x, tip.y);
  else context.quadraticCurveTo(from.x + (bend.x - from.x) * t, from.y + (bend.y - from.y) * t, tip.x, tip.y);
}
