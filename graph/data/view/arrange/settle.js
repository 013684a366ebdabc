/** Places for some entities, with connected ones near each other and no name over another: always the same for the same input. */

/** @typedef {import("../labels.js").Point} Point */

const GOLDEN = Math.PI * (3 - Math.sqrt(5));
const STEPS = 260;
/** How long a line would be, in the units of the drawing. */
const LENGTH = 165;
/** The distance beyond which entities do not push one another away. */
const FAR = 2.2 * LENGTH;
/** The room for a sign with its name. */
const BOX = { x: 128, y: 88 };
const LARGE = { x: 175, y: 125 };
const PASSES = 120;

/**
 * @param {string[]} ids the largest first, which begin in the middle
 * @param {[string, string][]} pairs that are connected
 * @param {{tall: boolean, narrow: boolean}} screen tall: whether there is more room below than beside; narrow: whether it is small, so that names are large
 * @returns {Map<string, Point>}
 */
export function settled(ids, pairs, { tall, narrow }) {
  const index = new Map(ids.map((id, i) => [id, i]));
  const spots = ids.map((_, i) => ({ x: 70 * Math.sqrt(i) * Math.cos(i * GOLDEN), y: 70 * Math.sqrt(i) * Math.sin(i * GOLDEN) }));
  const links = unique(pairs.map(([a, b]) => [index.get(a) ?? 0, index.get(b) ?? 0]));
  for (let step = 0; step < STEPS; step += 1) {
    const most = 40 * (1 - step / STEPS) + 1;
    const pushed = forces(spots, links, tall);
    for (const [i, spot] of spots.entries()) {
      const { x, y } = pushed[i] ?? { x: 0, y: 0 };
      const far = Math.hypot(x, y) || 1;
      spot.x += (x / far) * Math.min(far, most);
      spot.y += (y / far) * Math.min(far, most);
    }
  }
  for (let pass = 0; pass < PASSES && separate(spots, narrow ? LARGE : BOX); pass += 1);
  return new Map(ids.map((id, i) => [id, spots[i] ?? { x: 0, y: 0 }]));
}

/** @param {number[][]} links @returns {[number, number][]} */
function unique(links) {
  const all = links.map(([a = 0, b = 0]) => /** @type {[number, number]} */ ([Math.min(a, b), Math.max(a, b)])).filter(([a, b]) => a !== b);
  return [...new Map(all.map((link) => [link.join(), link])).values()];
}

/** Where each entity is pulled: away from all others, towards those with which it is connected, and to the middle. @param {Point[]} spots @param {[number, number][]} links @param {boolean} tall */
function forces(spots, links, tall) {
  const pushed = spots.map(({ x, y }) => ({ x: -x * (tall ? 0.5 : 0.22), y: -y * (tall ? 0.22 : 0.5) }));
  const push = (/** @type {number} */ i, /** @type {number} */ x, /** @type {number} */ y) => {
    const at = pushed[i];
    if (at) Object.assign(at, { x: at.x + x, y: at.y + y });
  };
  for (const [i, a] of spots.entries()) {
    for (let j = 0; j < i; j += 1) {
      const b = spots[j] ?? a;
      const [x, y] = [a.x - b.x, a.y - b.y];
      const square = x * x + y * y;
      if (square > FAR * FAR) continue;
      const force = (LENGTH * LENGTH) / Math.max(square, 100);
      push(i, x * force, y * force);
      push(j, -x * force, -y * force);
    }
  }
  for (const [i, j] of links) {
    const [a, b] = [spots[i] ?? { x: 0, y: 0 }, spots[j] ?? { x: 0, y: 0 }];
    const [x, y] = [b.x - a.x, b.y - a.y];
    const force = Math.hypot(x, y) / LENGTH;
    push(i, x * force, y * force);
    push(j, -x * force, -y * force);
  }
  return pushed;
}

/** Moves entities that are too near each other apart, the shorter way; returns whether there were any. @param {Point[]} spots @param {Point} box */
function separate(spots, box) {
  let any = false;
  for (const [i, a] of spots.entries()) {
    for (let j = 0; j < i; j += 1) {
      const b = spots[j] ?? a;
      const [x, y] = [box.x - Math.abs(a.x - b.x), box.y - Math.abs(a.y - b.y)];
      if (x <= 0.5 || y <= 0.5) continue;
      any = true;
      const axis = x / box.x < y / box.y ? "x" : "y";
      const way = (a[axis] - b[axis] || 1) > 0 ? 1 : -1;
      const by = ((axis === "x" ? x : y) / 2) * way;
      a[axis] += by;
      b[axis] -= by;
    }
  }
  return any;
}
