/** The drawing: vis-network holds the nodes, the camera and the gestures; signs, lines and words are painted by us. */

import { screenOf } from "./arrange/arrange.js";
import { membersOf } from "./bundles.js";
import { Camera } from "./camera.js";
import { Captions } from "./captions.js";
import { around, coursesOf } from "./courses.js";
import { VOICES } from "./data.js";
import { boxAround, viewOf } from "./framing.js";
import { readColours } from "./looks.js";
import { Motion } from "./motion.js";
import { paintLines, paintSigns } from "./painter.js";
import { lineAt, partOf } from "./pointing.js";
import { Picture } from "./glance.js";
import { Regions } from "./regions.js";
import { Scope } from "./scope.js";
import { State } from "./state.js";
import { View } from "./view.js";

/**
 * @typedef {import("./view.js").Line} Line
 * @typedef {import("./data.js").Voice} Voice
 * @typedef {import("./labels.js").Point} Point
 * @typedef {import("./painter.js").Drawn} Drawn
 * @typedef {{nodes: Set<string>, lines: Set<string>}} Focus
 */

/** With at least this number of entities, the picture is drawn in less detail when zoomed out. */
const CROWD = 100;

export class Chart extends Camera {
  /**
   * @param {HTMLElement} stage
   * @param {View} view
   * @param {State} state
   * @param {Scope} scope
   */
  constructor(stage, view, state, scope) {
    const { vis } = /** @type {any} */ (globalThis);
    const nodes = new vis.DataSet([]);
    super(stage, new vis.Network(stage, { nodes, edges: [] }, view.data.network.options));
    this.nodes = nodes;
    /** What the filters leave. */ this.view = view;
    this.state = state;
    this.scope = scope;
    this.colours = readColours();
    /** @type {Focus | null} */ this.focus = null;
    /** @type {{node?: string, line?: string}} */ this.hover = {};
    /** The entity under the pointer, with its neighbours. @type {Focus | null} */ this.lit = null;
    /** The name of a line's colour if this is not the colour of its voice. @type {((line: Line) => string | undefined) | null} */ this.tint = null;
    /** The number of covered pixels at the left. */ this.inset = 0;
    this.thickness = 1;
    /** What is drawn, with its courses. @type {Drawn[]} */ this.drawn = [];
    /** @type {Map<string, Drawn>} */ this.courses = new Map();
    /** Who is drawn, and their places when nothing moves. @type {Map<string, Point>} */ this.visible = new Map();
    /** Where they are now. @type {Map<string, Point>} */ this.now = this.visible;
    this.motion = new Motion();
    this.captions = new Captions(view.data);
    this.picture = new Picture();
    this.regions = new Regions(view.data);
    // The stage around it handles keys and has a name.
    stage.querySelector(".vis-network")?.setAttribute("tabindex", "-1");
    this.listen();
  }

  listen() {
    const { network } = this;
    network.on("beforeDrawing", (/** @type {CanvasRenderingContext2D} */ context) => this.draw(context));
    network.on("click", (/** @type {any} */ event) => this.click(event.pointer));
    network.on("hoverNode", (/** @type {any} */ { node }) => this.point({ node }));
    network.on("blurNode", () => this.point({}));
    this.stage.addEventListener("pointermove", (event) => this.hover.node || this.pointLine(event));
    network.on("dragging", (/** @type {any} */ { nodes }) => nodes.length && this.drag(nodes));
    network.on("dragEnd", (/** @type {any} */ { nodes }) => nodes.length && this.state.pin(this.drag(nodes)));
    network.on("resize", () => this.resize());
    for (const change of ["dragStart", "zoom"]) network.on(change, () => (this.touched = true));
    for (const scheme of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) matchMedia(scheme).addEventListener("change", () => this.recolour());
  }

  /** An answer is arranged differently on a screen of a different shape. */
  resize() {
    const { question, screen } = this.scope;
    const now = this.screen();
    if (now.small !== screen.small || (question && JSON.stringify(now) !== JSON.stringify(screen))) this.filter();
    if (!this.touched) this.fit();
  }

  /** What fits into the drawing. */
  screen() {
    return screenOf(this.stage.clientWidth, this.stage.clientHeight, this.inset);
  }

  recolour() {
    this.colours = readColours();
    this.paint();
  }

  // --------------------------------------------------------------- what is shown

  /** Whether an entity is in the drawing and its type is not hidden. @param {string} id @returns {boolean} */
  showsSpot(id) {
    return this.scope.places.has(id) && !this.state.hidden.has(this.view.entities.get(id)?.type ?? "");
  }

  /** Whether an entity stays in the drawing: because the filters leave one of its lines, or because it was requested anyway. @param {string} id */
  stays(id) {
    const { more, selection } = this.state;
    return more.has(id) || selection?.id === id || this.view.linesAt(id).some(({ voices }) => voices.length);
  }

  /** @param {Line | undefined} line @returns {boolean} */
  showsLine(line) {
    if (!line || !this.voice(line) || this.state.hidden.has(line.relation) || !this.showsSpot(line.from)) return false;
    return line.onto_edge ? this.showsLine(this.view.under(line)) : this.showsSpot(line.to);
  }

  /** The voice in which a line is drawn: the first of its voices that is not hidden. @param {Line} line @returns {Voice | undefined} */
  voice(line) {
    return VOICES.find((voice) => line.voices.includes(voice) && !this.state.hidden.has(voice));
  }

  /** The entities that are drawn, and where they are now. @returns {Map<string, Point>} */
  places() {
    return this.now;
  }

  /** Takes over what the filters now leave. @param {View} view */
  take(view) {
    this.view = view;
    this.scope.view = view;
  }

  /** Recomputes what is in the drawing and what the filters leave of it. */
  filter() {
    const before = this.now;
    this.scope.screen = this.screen();
    this.scope.refresh();
    this.visible = new Map([...this.scope.places].filter(([id]) => this.showsSpot(id) && (this.scope.answer || this.stays(id))));
    this.regions.course(this);
    // What is drawn comes first: the network paints as soon as it is told about a change.
    this.motion.go(before, this.visible, before.get(this.state.selection?.id ?? ""), (places) => this.put(places));
    const gone = this.nodes.getIds().filter((/** @type {string} */ id) => !this.visible.has(id));
    if (gone.length) this.nodes.remove(gone);
    this.nodes.update([...this.visible].map(([id, { x, y }]) => ({ id, x, y, shape: "custom", ctxRenderer: (/** @type {any} */ call) => this.render(call) })));
    this.stage.dispatchEvent(new CustomEvent("filtered"));
  }

  /** Draws all entities at these places. @param {Map<string, Point>} places */
  put(places) {
    this.now = places;
    this.picture.forget();
    this.captions.reset();
    this.course();
    this.paint();
  }

  /** Computes the course of every line. */
  course() {
    ({ drawn: this.drawn, courses: this.courses } = coursesOf(this));
  }

  // -------------------------------------------------------------------- drawing

  /** vis-network needs only the size of a sign. @param {any} call */
  render({ id }) {
    const across = this.radius(id) * 2;
    return { drawNode: () => {}, nodeDimensions: { width: across, height: across } };
  }

  /** @param {CanvasRenderingContext2D} context */
  draw(context) {
    this.notice();
    if (!this.moving || !this.picture.glance(context)) this.picture.keep(context, this.window(), this.full(context));
    this.stage.dispatchEvent(new CustomEvent("drawn"));
  }

  /** Draws everything in view; returns the number of lines. @param {CanvasRenderingContext2D} context */
  full(context) {
    this.thickness = this.scale > 0.55 ? 1 : this.scale > 0.35 ? 1.6 : 2.4;
    const view = this.window();
    const seen = this.drawn.filter(({ course }) => course.right > view.left && course.left < view.right && course.bottom > view.top && course.top < view.bottom);
    this.regions.paint(context, this);
    paintLines(context, this, seen);
    paintSigns(context, this, seen, view);
    // Words under the legend would be unreadable.
    this.captions.draw(context, this, seen, { ...view, left: view.left + this.inset / this.scale });
    return seen.length;
  }

  /** @param {string} id */
  size(id) {
    return this.view.entities.get(id)?.size ?? 13;
  }

  /** The radius of a sign, which shrinks less than the rest when zoomed out. @param {string} id */
  radius(id) {
    return this.size(id) * Math.max(1, Math.min(this.visible.size < CROWD ? 2 : 1.3, 0.62 / this.scale));
  }

  /** How far short of its end a line stops. @param {Line} line */
  gap(line) {
    return line.onto_edge ? 2 : this.radius(line.to) + 4;
  }

  /** The current emphasis of an entity. @param {string} id @returns {import("./painter.js").Emphasis} */
  emphasis(id) {
    const { selection } = this.state;
    if (this.hover.node === id || (selection?.kind === "node" && selection.id === id)) return "strong";
    const focus = this.lit ?? this.focus;
    return focus && !focus.nodes.has(id) ? "faint" : "plain";
  }

  /** The current emphasis of a line. @param {string} id @returns {import("./painter.js").Emphasis} */
  strength(id) {
    if (this.hover.line === id) return "strong";
    const focus = this.lit ?? this.focus;
    if (!focus) return "plain";
    const line = this.courses.get(id)?.line;
    return focus.lines.has(id) || (line && membersOf(line).some((each) => focus.lines.has(each.id))) ? "strong" : "faint";
  }

  /** The name of the colour of a line: the one for its voice, or while accounts are compared, the one for its account. @param {Line} line */
  colourOf(line) {
    const voice = this.voice(line) ?? "ink";
    if (!this.tint) return voice;
    const [tint, ...others] = new Set(membersOf(line).map(this.tint));
    return others.length ? (tint === "denied" || others.includes("denied") ? "denied" : "both") : tint || voice;
  }

  // ------------------------------------------------------------------- pointing

  /** @param {{DOM: Point, canvas: Point}} pointer */
  click({ DOM, canvas }) {
    const node = this.network.getNodeAt(DOM);
    const line = lineAt(this, canvas);
    const quiet = { quiet: true };
    if (node !== undefined && this.view.articles.has(node)) this.state.filter({ article: node });
    else if (node !== undefined) this.state.select({ kind: "node", id: node }, quiet);
    else if (this.regions.at(canvas)) this.fit(this.regions.at(canvas), true);
    else if (line) this.state.select(partOf(this, line) ?? this.state.selection, quiet);
    else if (this.state.selection) this.state.select(null, quiet);
  }

  /** @param {PointerEvent} event */
  pointLine({ clientX, clientY, buttons }) {
    if (buttons) return;
    const { left, top } = this.stage.getBoundingClientRect();
    const line = lineAt(this, this.network.DOMtoCanvas({ x: clientX - left, y: clientY - top }));
    if (line !== this.hover.line) this.point({ line });
  }

  /** @param {{node?: string, line?: string | undefined}} hover */
  point(hover) {
    this.hover = /** @type {{node?: string, line?: string}} */ (hover);
    this.lit = hover.node === undefined ? null : around(this, hover.node);
    this.stage.classList.toggle("pointing", Boolean(hover.node ?? hover.line));
    this.paint();
    this.stage.dispatchEvent(new CustomEvent("point", { detail: hover }));
  }

  /** Draws entities where they are dragged. @param {string[]} ids @returns {[string, Point][]} */
  drag(ids) {
    const places = /** @type {[string, Point][]} */ (Object.entries(this.network.getPositions(ids)).map(([id, { x, y }]) => [id, { x: Math.round(x), y: Math.round(y) }]));
    for (const [id, place] of places) this.visible.set(id, place);
    this.motion.stop();
    this.put(this.visible);
    return places;
  }

  // --------------------------------------------------------------------- camera

  /** Brings some or all entities into view. @param {Iterable<string>} [ids] @param {boolean} [animate] */
  fit(ids, animate = false) {
    const wanted = [...(ids ?? this.visible.keys())].filter((id) => this.visible.has(id));
    if (!wanted.length) return;
    const box = this.frame(wanted, ids ? [] : this.scope.answer?.notes);
    this.move(viewOf(box, this.stage, { inset: this.inset, named: this.regions.shown.length > 0 && !ids }), animate);
  }

  /** The box around some entities, and notes. @param {Iterable<string>} ids @param {import("./arrange/arrange.js").Note[]} [notes] */
  frame(ids, notes) {
    return boxAround([...ids].map((id) => [this.visible.get(id) ?? { x: 0, y: 0 }, this.size(id)]), notes);
  }

  /** Emphasises a part and fades the rest; with null, treats everything the same. @param {Focus | null} focus */
  highlight(focus) {
    this.focus = focus;
    this.paint();
  }
}
