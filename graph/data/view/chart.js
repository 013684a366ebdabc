/** The drawing: vis-network holds the nodes, the camera and the gestures; signs, lines and words are painted by us. */

import { Camera } from "./camera.js";
import { Captions } from "./captions.js";
import { curve, distance, loop, pointOf } from "./curves.js";
import { VOICES } from "./data.js";
import { readColours } from "./looks.js";
import { paintLines, paintSigns } from "./painter.js";
import { Picture } from "./glance.js";
import { Regions } from "./regions.js";
import { Scope } from "./scope.js";
import { State } from "./state.js";
import { View } from "./view.js";

/**
 * @typedef {import("./view.js").Line} Line
 * @typedef {import("./data.js").Voice} Voice
 * @typedef {import("./labels.js").Point} Point
 * @typedef {import("./labels.js").Box} Box
 * @typedef {import("./painter.js").Drawn} Drawn
 * @typedef {{nodes: Set<string>, lines: Set<string>}} Focus
 */

/** With so many entities the picture is drawn more lightly from afar. */
const CROWD = 100;
const CLOSEST = 1.25;
/** So near a line the pointer is on it, in pixels of the screen. */
const ON_LINE = 8;
/** Room around what is brought into view, in pixels of the screen: names stand below the signs. */
const MARGIN = { x: 58, top: 22, bottom: 52, names: 64 };
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
    /** The name of a line's colour where it is not that of its voice. @type {((line: Line) => string | undefined) | null} */ this.tint = null;
    /** Whether only those are drawn that a line leads to. */ this.only = false;
    /** So many pixels at the left are under something. */ this.inset = 0;
    this.thickness = 1;
    /** What is drawn, with its courses. @type {Drawn[]} */ this.drawn = [];
    /** @type {Map<string, Drawn>} */ this.courses = new Map();
    /** @type {Map<string, Point>} */ this.visible = new Map();
    this.captions = new Captions(view.data);
    this.picture = new Picture();
    this.regions = new Regions(view.data);
    // The stage around it has the keys, and a name.
    stage.querySelector(".vis-network")?.setAttribute("tabindex", "-1");
    this.filter();
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
    network.on("resize", () => this.touched || this.fit());
    for (const change of ["dragStart", "zoom"]) network.on(change, () => (this.touched = true));
    for (const scheme of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) matchMedia(scheme).addEventListener("change", () => this.recolour());
  }

  recolour() {
    this.colours = readColours();
    this.paint();
  }

  // --------------------------------------------------------------- what is shown

  /** Whether an entity is in the drawing and of a type that is not hidden. @param {string} id @returns {boolean} */
  showsSpot(id) {
    return this.scope.places.has(id) && !this.state.hidden.has(this.view.entities.get(id)?.type ?? "");
  }

  /** Whether an entity stays in the drawing: the filters leave a line of it, or somebody wants to see it without. @param {string} id */
  stays(id) {
    const { more, selection } = this.state;
    return more.has(id) || selection?.id === id || this.view.linesAt(id).some(({ voices }) => voices.length);
  }

  /** @param {Line | undefined} line @returns {boolean} */
  showsLine(line) {
    if (!line || !this.voice(line) || this.state.hidden.has(line.relation) || !this.showsSpot(line.from)) return false;
    return line.onto_edge ? this.showsLine(this.view.under(line)) : this.showsSpot(line.to);
  }

  /** The voice that a line is drawn in: its first that is not hidden. @param {Line} line @returns {Voice | undefined} */
  voice(line) {
    return VOICES.find((voice) => line.voices.includes(voice) && !this.state.hidden.has(voice));
  }

  /** The entities that are drawn, and where. @returns {Map<string, Point>} */
  places() {
    return this.visible;
  }

  /** Take over what the filters leave now. @param {View} view */
  take(view) {
    this.view = view;
    this.scope.view = view;
  }

  /** Work out anew what is in the drawing and what the filters leave of it. */
  filter() {
    this.scope.refresh();
    this.visible = new Map([...this.scope.places].filter(([id]) => this.showsSpot(id)));
    this.course();
    const ends = this.only ? new Set(this.drawn.flatMap(({ line }) => this.view.ends(line))) : null;
    this.visible = new Map([...this.visible].filter(([id]) => (ends ? ends.has(id) : this.stays(id))));
    this.captions.reset();
    this.regions.course(this);
    const gone = this.nodes.getIds().filter((/** @type {string} */ id) => !this.visible.has(id));
    if (gone.length) this.nodes.remove(gone);
    this.nodes.update([...this.visible].map(([id, { x, y }]) => ({ id, x, y, shape: "custom", ctxRenderer: (/** @type {any} */ call) => this.render(call) })));
    this.stage.dispatchEvent(new CustomEvent("filtered"));
    this.paint();
  }

  /** Work out the course of every line. */
  course() {
    this.drawn = [];
    this.courses.clear();
    const seen = new Set([...this.visible.keys()].flatMap((id) => this.view.linesAt(id)));
    const flat = [...seen].filter((line) => !line.onto_edge && this.showsLine(line));
    const onto = flat.flatMap(({ id }) => this.view.linesAt(id)).filter((line) => this.showsLine(line));
    for (const line of [...flat, ...onto]) {
      const from = this.visible.get(line.from);
      const under = this.courses.get(line.to);
      const to = under ? pointOf(under.course, 0.5) : this.visible.get(line.to);
      if (!from || !to) continue;
      const course = line.from === line.to ? loop(from, this.size(line.from), line.lane) : curve(from, to, line.lane);
      const drawn = { line, course };
      this.drawn.push(drawn);
      this.courses.set(line.id, drawn);
    }
  }

  // -------------------------------------------------------------------- drawing

  /** vis-network only has to know how large a sign is. @param {any} call */
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

  /** Draw all that is in view; how many lines that are. @param {CanvasRenderingContext2D} context */
  full(context) {
    this.thickness = this.scale > 0.55 ? 1 : this.scale > 0.35 ? 1.6 : 2.4;
    const view = this.window();
    const seen = this.drawn.filter(({ course }) => course.right > view.left && course.left < view.right && course.bottom > view.top && course.top < view.bottom);
    this.regions.paint(context, this);
    paintLines(context, this, seen);
    paintSigns(context, this, seen, view);
    this.captions.draw(context, this, seen, view);
    return seen.length;
  }

  /** @param {string} id */
  size(id) {
    return this.view.entities.get(id)?.size ?? 13;
  }

  /** The radius of a sign, which far away shrinks less than the rest. @param {string} id */
  radius(id) {
    return this.size(id) * Math.max(1, Math.min(this.visible.size < CROWD ? 2 : 1.3, 0.62 / this.scale));
  }

  /** How far before its end a line stops. @param {Line} line */
  gap(line) {
    return line.onto_edge ? 2 : this.radius(line.to) + 4;
  }

  /** How an entity stands out now. @param {string} id @returns {import("./painter.js").Emphasis} */
  emphasis(id) {
    const { selection } = this.state;
    if (this.hover.node === id || (selection?.kind === "node" && selection.id === id)) return "strong";
    return this.focus && !this.focus.nodes.has(id) ? "faint" : "plain";
  }

  /** How a line stands out now. @param {string} id @returns {import("./painter.js").Emphasis} */
  strength(id) {
    if (this.hover.line === id) return "strong";
    if (!this.focus) return "plain";
    return this.focus.lines.has(id) ? "strong" : "faint";
  }

  // ------------------------------------------------------------------- pointing

  /** @param {{DOM: Point, canvas: Point}} pointer */
  click({ DOM, canvas }) {
    const node = this.network.getNodeAt(DOM);
    const line = this.lineAt(canvas);
    const quiet = { quiet: true };
    if (node !== undefined) this.state.select({ kind: "node", id: node }, quiet);
    else if (this.regions.at(canvas)) this.fit(this.regions.at(canvas), true);
    else if (line) this.state.select({ kind: "edge", id: line }, quiet);
    else if (this.state.selection) this.state.select(null, quiet);
  }

  /** The line whose words or course are at a point of the canvas. @param {Point} point @returns {string | undefined} */
  lineAt(point) {
    const words = this.captions.at(point);
    if (words) return words;
    const near = this.drawn.map(({ line, course }) => ({ id: line.id, far: distance(course, point, ON_LINE / this.scale) }))
      .filter(({ far }) => far < Infinity);
    return near.sort((a, b) => a.far - b.far)[0]?.id;
  }

  /** @param {PointerEvent} event */
  pointLine({ clientX, clientY, buttons }) {
    if (buttons) return;
    const { left, top } = this.stage.getBoundingClientRect();
    const line = this.lineAt(this.network.DOMtoCanvas({ x: clientX - left, y: clientY - top }));
    if (line !== this.hover.line) this.point({ line });
  }

  /** @param {{node?: string, line?: string | undefined}} hover */
  point(hover) {
    this.hover = /** @type {{node?: string, line?: string}} */ (hover);
    this.stage.classList.toggle("pointing", Boolean(hover.node ?? hover.line));
    this.paint();
    this.stage.dispatchEvent(new CustomEvent("point", { detail: hover }));
  }

  /** Draw entities where they are dragged. @param {string[]} ids @returns {[string, Point][]} */
  drag(ids) {
    const places = /** @type {[string, Point][]} */ (Object.entries(this.network.getPositions(ids)).map(([id, { x, y }]) => [id, { x: Math.round(x), y: Math.round(y) }]));
    for (const [id, place] of places) this.visible.set(id, place);
    this.course();
    return places;
  }

  // --------------------------------------------------------------------- camera

  /** Bring some entities into view, or all. @param {Iterable<string>} [ids] @param {boolean} [animate] */
  fit(ids, animate = false) {
    const wanted = [...(ids ?? this.visible.keys())].filter((id) => this.visible.has(id));
    if (!wanted.length) return;
    const { left, right, top: upper, bottom } = this.frame(wanted);
    const top = this.regions.shown.length && !ids ? MARGIN.names : MARGIN.top;
    const room = { x: this.stage.clientWidth - this.inset - 2 * MARGIN.x, y: this.stage.clientHeight - top - MARGIN.bottom };
    const scale = Math.max(0.02, Math.min(CLOSEST, room.x / (right - left), room.y / (bottom - upper)));
    const shift = (MARGIN.bottom - top) / 2 / scale;
    this.move({ position: { x: (left + right - this.inset / scale) / 2, y: (upper + bottom) / 2 + shift }, scale }, animate);
  }

  /** The box around some entities. @param {Iterable<string>} ids @returns {Box} */
  frame(ids) {
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (const id of ids) {
      const { x, y } = this.visible.get(id) ?? { x: 0, y: 0 };
      const size = this.size(id);
      Object.assign(box, { left: Math.min(box.left, x - size), right: Math.max(box.right, x + size), top: Math.min(box.top, y - size), bottom: Math.max(box.bottom, y + size) });
    }
    return box;
  }

  /** Let these stand out and the rest step back; null: all alike. @param {Focus | null} focus */
  highlight(focus) {
    this.focus = focus;
    this.paint();
  }
}
