/** Which entities are in the drawing, and where: those in the answer to a question, else those in the overview and those brought in. */

import { arrange, screenOf } from "./arrange/arrange.js";
import { few } from "./filters.js";
import { questionsOf } from "./question.js";
import { State } from "./state.js";
import { View } from "./view.js";

/** @typedef {import("./labels.js").Point} Point */

/** The distance of entities brought in later. */
const APART = { first: 150, step: 75, least: 92 };
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
/** How many entities are drawn of what the filters leave, if that is little. */
const MOST = 150;

export class Scope {
  /**
   * @param {View} view
   * @param {State} state
   */
  constructor(view, state) {
    this.view = view;
    this.state = state;
    /** What can be drawn, the entities mentioned most first. */
    this.all = [...view.entities.values()].filter(({ size }) => size !== undefined).map(({ id }) => id)
      .sort((a, b) => view.weight(b) - view.weight(a) || (a < b ? -1 : 1));
    /** @type {Map<string, Point>} */ this.first = new Map(view.data.network.nodes.map(({ id, x, y }) => [id, { x, y }]));
    /** The places of all entities if these can be drawn at once, else only of those drawn at the start. @type {Map<string, Point>} */ this.together = this.spread();
    /** The places of those brought in, unless they are pinned. @type {Map<string, Point>} */ this.spots = new Map();
    /** @type {Map<string, Point>} */ this.places = new Map();
    /** The entities listed next to the drawing. */ this.aside = new Set(view.data.aside.flat());
    /** The answer to the open question; null if there is none. @type {import("./arrange/arrange.js").Arrangement | null} */ this.answer = null;
    /** The answered question. @type {import("./question.js").Question | null} */ this.question = null;
    this.screen = screenOf(0, 0);
    this.key = "\n";
    /** @type {View | null} */ this.known = null;
    /** @type {{view: View, left: string[]} | null} */ this.counted = null;
  }

  /** Whether more entities have their own places and are not yet all drawn. */
  get canShowAll() {
    return this.first.size < this.together.size && !this.state.whole;
  }

  /** Takes over from the state which entities are in the drawing; returns whether anything changed. */
  refresh() {
    const { more, less, pins, whole, selection, values, hidden } = this.state;
    const key = JSON.stringify([[...more], [...less], [...pins], whole, selection, values, [...hidden], this.screen]);
    if (key === this.key && this.view === this.known) return false;
    [this.key, this.known] = [key, this.view];
    this.ask();
    if (this.answer) this.places = new Map([...this.answer.places].map(([id, place]) => [id, pins.get(id) ?? place]));
    else this.overview();
    return true;
  }

  /** Answer the first open question that can be answered. */
  ask() {
    const { state, view } = this;
    const room = { ...this.screen, more: state.more, less: state.less, shows: this.shows(), home: (/** @type {string} */ id) => this.home(id) };
    [this.question, this.answer] = [null, null];
    for (const question of questionsOf(view, state, this.screen)) {
      this.answer = arrange(view, question, room);
      if (!this.answer) continue;
      this.question = question;
      return;
    }
  }

  /** Whether the filters and the legend leave a line with its ends. @returns {(line: import("./view.js").Line) => boolean} */
  shows() {
    const { view, state: { hidden } } = this;
    const spot = (/** @type {string} */ id) => !hidden.has(view.entities.get(id)?.type ?? "");
    return (line) => line.voices.some((voice) => !hidden.has(voice)) && !hidden.has(line.relation) && view.ends(line).every(spot);
  }

  /** Where an entity is in the overview, or would be. @param {string} id @returns {Point} */
  home(id) {
    const { x = 0, y = 0 } = this.first.get(id) ?? this.view.entities.get(id) ?? {};
    return { x, y };
  }

  /** The places of the overview, and of those brought in. */
  overview() {
    const { more, less, pins, whole } = this.state;
    const before = this.spots;
    this.spots = new Map();
    this.places = new Map();
    const start = whole ? this.together : this.first;
    for (const [id, place] of start) if (!less.has(id)) this.places.set(id, pins.get(id) ?? place);
    const guests = few(this.view) ? this.left().slice(0, MOST) : [];
    for (const id of [...more, ...guests]) {
      if (less.has(id) || this.places.has(id) || this.view.entities.get(id)?.size === undefined) continue;
      const spot = before.get(id) ?? this.spotFor(id);
      this.spots.set(id, spot);
      this.places.set(id, pins.get(id) ?? spot);
    }
  }

  /** The places of all entities together. @returns {Map<string, Point>} */
  spread() {
    return new Map(this.all.flatMap((id) => {
      const { x, y } = this.view.entities.get(id) ?? {};
      return x === undefined || y === undefined ? [] : [[id, { x, y }]];
    }));
  }

  /** The neighbours of an entity, the ones mentioned most first. @param {string} id @returns {string[]} */
  neighbours(id) {
    const ends = this.view.linesAt(id).filter(({ voices }) => voices.length).flatMap((line) => this.view.ends(line));
    return [...new Set(ends)].filter((end) => end !== id && this.view.entities.get(end)?.size !== undefined)
      .sort((a, b) => this.view.weight(b) - this.view.weight(a) || (a < b ? -1 : 1));
  }

  /** Its neighbours that are not drawn. @param {string} id @returns {string[]} */
  missing(id) {
    return this.neighbours(id).filter((end) => !this.places.has(end));
  }

  /** The entities with a line that the filters and an account leave, the ones mentioned most first. @returns {string[]} */
  left() {
    if (this.counted?.view !== this.view) {
      const ends = new Set([...this.view.lines.values()].filter(({ voices }) => voices.length).flatMap((line) => this.view.ends(line)));
      this.counted = { view: this.view, left: this.all.filter((id) => ends.has(id)) };
    }
    return this.counted.left;
  }

  /** The next ones not yet drawn, without those removed by the reader; for an answer, those that belong to it. @param {number} count @returns {string[]} */
  next(count) {
    const waiting = this.answer?.rest ?? this.left().filter((id) => !this.aside.has(id));
    return waiting.filter((id) => !this.places.has(id) && !this.state.less.has(id)).slice(0, count);
  }

  /** A free place near a neighbour, or else to the side of everything. @param {string} id @returns {Point} */
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
