/** Which entities are in the drawing, and where those stand that were not there from the start. */

import { State } from "./state.js";
import { View } from "./view.js";

/** @typedef {import("./labels.js").Point} Point */

/** So many neighbours come with an entity that is brought in. */
const COMPANY = 8;
/** How far apart entities stand that are brought in later. */
const APART = { first: 150, step: 75, least: 92 };
/** So many entities of a world are drawn. */
const WORLD = 150;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

export class Scope {
  /**
   * @param {View} view
   * @param {State} state
   */
  constructor(view, state) {
    this.view = view;
    this.state = state;
    /** What can be drawn, the most spoken of first. */
    this.all = [...view.entities.values()].filter(({ size }) => size !== undefined).map(({ id }) => id)
      .sort((a, b) => view.weight(b) - view.weight(a) || (a < b ? -1 : 1));
    /** @type {Map<string, Point>} */ this.first = new Map(view.data.network.nodes.map(({ id, x, y }) => [id, { x, y }]));
    /** Where all stand that can be drawn at once, or only those from the start. @type {Map<string, Point>} */ this.together = this.spread();
    /** Where those stand that were brought in, if nobody pins them. @type {Map<string, Point>} */ this.spots = new Map();
    /** @type {Map<string, Point>} */ this.places = new Map();
    /** Those who are listed beside the drawing. */ this.aside = new Set(view.data.aside.flat());
    /** Those that are drawn for as long as a world is chosen. @type {string[]} */ this.guests = [];
    this.key = "\n";
    /** @type {{view: View, left: string[]} | undefined} */ this.known = undefined;
  }

  /** Whether more entities have a place of their own, and are not all drawn yet. */
  get canShowAll() {
    return this.first.size < this.together.size && !this.state.whole;
  }

  /** Take over what the state says about who is in the drawing; whether that is anything new. */
  refresh() {
    const { more, less, pins, whole } = this.state;
    const key = JSON.stringify([[...more], [...less], [...pins], whole, this.guests]);
    if (key === this.key) return false;
    this.key = key;
    const before = this.spots;
    this.spots = new Map();
    this.places = new Map();
    const start = whole ? this.together : this.first;
    for (const [id, place] of start) if (!less.has(id)) this.places.set(id, pins.get(id) ?? place);
    for (const id of [...more, ...this.guests]) {
      if (less.has(id) || this.places.has(id) || this.view.entities.get(id)?.size === undefined) continue;
      const spot = before.get(id) ?? this.spotFor(id);
      this.spots.set(id, spot);
      this.places.set(id, pins.get(id) ?? spot);
    }
    return true;
  }

  /** The places of all entities together. @returns {Map<string, Point>} */
  spread() {
    return new Map(this.all.flatMap((id) => {
      const { x, y } = this.view.entities.get(id) ?? {};
      return x === undefined || y === undefined ? [] : [[id, { x, y }]];
    }));
  }

  /** Those at the other end of a line, the most spoken of first. @param {string} id @returns {string[]} */
  neighbours(id) {
    const ends = this.view.linesAt(id).filter(({ voices }) => voices.length).flatMap((line) => this.view.ends(line));
    return [...new Set(ends)].filter((end) => end !== id && this.view.entities.get(end)?.size !== undefined)
      .sort((a, b) => this.view.weight(b) - this.view.weight(a) || (a < b ? -1 : 1));
  }

  /** Those of its neighbours that are not drawn. @param {string} id @returns {string[]} */
  missing(id) {
    return this.neighbours(id).filter((end) => !this.places.has(end));
  }

  /** Which entities to bring in so that these are seen among their like. @param {string[]} ids @returns {string[]} */
  wanted(ids) {
    const lacking = ids.filter((id) => !this.places.has(id) && this.view.entities.get(id)?.size !== undefined);
    return ids.length > 1 ? lacking : lacking.flatMap((id) => [id, ...this.missing(id).slice(0, COMPANY)]);
  }

  /** Those in the world that was chosen, or in the answer to what is asked, the most spoken of first. @returns {string[]} */
  ofWorld() {
    return this.left().slice(0, WORLD);
  }

  /** Those of whom the filters and an account leave a line, the most spoken of first. @returns {string[]} */
  left() {
    if (this.known?.view !== this.view) {
      const ends = new Set([...this.view.lines.values()].filter(({ voices }) => voices.length).flatMap((line) => this.view.ends(line)));
      this.known = { view: this.view, left: this.all.filter((id) => ends.has(id)) };
    }
    return this.known.left;
  }

  /** The next most spoken of that are not drawn, without those that somebody took out. @param {number} count @returns {string[]} */
  next(count) {
    return this.left().filter((id) => !this.places.has(id) && !this.state.less.has(id) && !this.aside.has(id)).slice(0, count);
  }

  /** A free place near a neighbour, or beside everything. @param {string} id @returns {Point} */
  spotFor(id) {
    const near = this.neighbours(id).map((end) => this.places.get(end)).find(Boolean);
    const taken = [...this.places.values()];
    if (!near) {
      const right = taken.reduce((most, { x }) => Math.max(most, x), 0);
      return this.free({ x: right + 2 * APART.first, y: 0 }, taken, 0);
    }
    return this.free(near, taken, 1);
  }

  /** The first free spot on widening rings around a point. @param {Point} around @param {Point[]} taken @param {number} ring @returns {Point} */
  free(around, taken, ring) {
    const out = APART.first + APART.step * 40;
    const close = taken.filter(({ x, y }) => Math.abs(x - around.x) < out && Math.abs(y - around.y) < out);
    for (let i = ring; ; i += 1) {
      const turn = Math.floor(i / 10);
      const radius = i ? APART.first + APART.step * turn : 0;
      const spot = { x: Math.round(around.x + radius * Math.cos(i * GOLDEN)), y: Math.round(around.y + radius * Math.sin(i * GOLDEN)) };
      if (turn > 38 || close.every(({ x, y }) => Math.hypot(x - spot.x, y - spot.y) > APART.least)) return spot;
    }
  }
}
