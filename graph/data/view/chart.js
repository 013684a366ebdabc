/** The drawing: vis-network with our signs, lines and labels, in places that were computed beforehand. */

import { Data, VOICES } from "./data.js";
import { drawSign, readColours, STROKES } from "./looks.js";
import { Captions, pointOf } from "./captions.js";
import { State } from "./state.js";

/**
 * @typedef {import("./data.js").Line} Line
 * @typedef {import("./data.js").Spot} Spot
 * @typedef {import("./data.js").Voice} Voice
 * @typedef {{nodes: Set<string>, lines: Set<string>}} Focus
 */

const FAINT = 0.13;
/** With so many nodes or lines the picture is drawn more lightly from afar. */
const CROWD = 100;
const CLOSEST = 1.25;
/** Room around what is brought into view, in pixels of the screen: names stand below the signs. */
const MARGIN = { x: 58, top: 22, bottom: 52 };
const calm = matchMedia("(prefers-reduced-motion: reduce)");

export class Chart {
  /**
   * @param {HTMLElement} stage
   * @param {Data} data
   * @param {State} state
   */
  constructor(stage, data, state) {
    this.stage = stage;
    this.data = data;
    this.state = state;
    this.colours = readColours();
    /** @type {Focus | null} */ this.focus = null;
    /** @type {{node?: string, line?: string}} */ this.hover = {};
    this.scale = 1;
    this.thickness = 1;
    /** @type {Map<string, string>} */ this.painted = new Map();
    this.captions = new Captions(data);
    this.build();
    this.listen();
  }

  build() {
    const { vis } = /** @type {any} */ (globalThis);
    const { nodes, edges, options } = this.data.network;
    const render = (/** @type {any} */ call) => this.render(call);
    this.nodes = new vis.DataSet(nodes.map(({ id, x, y, size, onto }) => ({ id, x, y, size, onto, shape: "custom", ctxRenderer: render })));
    this.edges = new vis.DataSet(edges.map((line) => ({ id: line.id, from: line.from, to: line.to, smooth: line.smooth, selfReference: line.selfReference, ...this.style(line) })));
    this.shownNodes = new vis.DataView(this.nodes, { filter: (/** @type {Spot} */ spot) => this.showsSpot(spot) });
    this.shownEdges = new vis.DataView(this.edges, { filter: (/** @type {Line} */ { id }) => this.showsLine(this.data.lines.get(id)) });
    this.network = new vis.Network(this.stage, { nodes: this.shownNodes, edges: this.shownEdges }, options);
  }

  listen() {
    const { network } = this;
    network.on("beforeDrawing", () => this.anchor());
    network.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ context) => {
      this.captions.draw(context, this);
      this.rescale();
    });
    network.on("click", (/** @type {any} */ event) => this.click(event.pointer));
    network.on("hoverNode", (/** @type {any} */ { node }) => this.point({ node: this.spot(node) }));
    network.on("hoverEdge", (/** @type {any} */ { edge }) => this.hover.node || this.point({ line: edge }));
    network.on("blurNode", () => this.point({}));
    network.on("blurEdge", () => this.hover.node || this.point({}));
    network.on("dragEnd", (/** @type {any} */ { nodes }) => this.remember(nodes));
    network.on("resize", () => this.touched || this.fit());
    for (const change of ["dragStart", "zoom"]) network.on(change, () => (this.touched = true));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
      this.colours = readColours();
      this.paint();
    });
  }

  // --------------------------------------------------------------- what is shown

  /** @param {Spot} spot @returns {boolean} */
  showsSpot(spot) {
    if (spot.onto) return this.showsLine(this.data.lines.get(spot.onto));
    return !this.state.hidden.has(this.data.entities.get(spot.id)?.type ?? "");
  }

  /** @param {Line | undefined} line @returns {boolean} */
  showsLine(line) {
    if (!line || !this.voice(line)) return false;
    return [line.from, line.to].every((end) => {
      const spot = this.data.spots.get(end);
      return spot !== undefined && this.showsSpot(spot);
    });
  }

  /** The voice that a line is drawn in: its first that is not hidden. @param {Line} line @returns {Voice | undefined} */
  voice(line) {
    return VOICES.find((voice) => line.voices.includes(voice) && !this.state.hidden.has(voice));
  }

  /** The entity whose sign stands there; for an edge's anchor, none. @param {string} id */
  spot(id) {
    return this.data.spots.get(id)?.onto ? undefined : id;
  }

  /** Draw again what the legend shows or hides. */
  filter() {
    this.shownNodes.refresh();
    this.shownEdges.refresh();
    this.paint();
  }

  // -------------------------------------------------------------------- drawing

  /** @param {any} call */
  render({ ctx, id, x, y, style }) {
    const shape = this.network?.body.nodes[id]?.shape;
    if (shape && !shape.round) {
      // vis-network takes a shape of ours for a rectangle, and would end arrows at its corners.
      shape.round = true;
      shape.distanceToBorder = () => (this.data.spots.get(id)?.onto ? 2 : this.radius(style.size) + 4);
    }
    const spot = this.data.spots.get(id);
    const across = this.radius(style.size) * 2;
    return { drawNode: () => spot && this.drawSpot(ctx, spot, x, y), nodeDimensions: { width: across, height: across } };
  }

  /** @param {CanvasRenderingContext2D} context @param {Spot} spot @param {number} x @param {number} y */
  drawSpot(context, spot, x, y) {
    const strong = this.emphasis(spot.id);
    if (spot.onto) {
      context.globalAlpha = strong === "faint" ? FAINT : 1;
      context.beginPath();
      context.arc(x, y, 3, 0, 2 * Math.PI);
      context.fillStyle = this.colours.ink ?? "";
      context.fill();
      return;
    }
    drawSign(context, this.data.type(spot.id), { x, y, size: this.radius(spot.size) }, this.colours,
      { ring: strong === "strong" ? this.colours.accent : undefined, alpha: strong === "faint" ? FAINT + 0.05 : 1 });
  }

  /** The radius of a sign, which far away shrinks less than the rest. @param {number} size */
  radius(size) {
    return size * Math.max(1, Math.min(this.data.spots.size < CROWD ? 2 : 1.3, 0.62 / this.scale));
  }

  /** How a node stands out now. @param {string} id @returns {"strong" | "plain" | "faint"} */
  emphasis(id) {
    const { selection } = this.state;
    if (this.hover.node === id || (selection?.kind === "node" && selection.id === id)) return "strong";
    return this.focus && !this.focus.nodes.has(id) ? "faint" : "plain";
  }

  /** Far away lines are drawn thicker, in a few steps so that they need not be painted again at every turn of the wheel. */
  rescale() {
    this.scale = this.network.getScale();
    const thickness = this.scale > 0.55 ? 1 : this.scale > 0.35 ? 1.6 : 2.4;
    if (thickness === this.thickness) return;
    this.thickness = thickness;
    requestAnimationFrame(() => this.paint());
  }

  /** Keep the anchors of edges onto edges in the middle of those, wherever these are moved. */
  anchor() {
    for (const { id, onto } of this.data.network.nodes) {
      const node = onto && this.network.body.nodes[id];
      const edge = onto && this.network.body.edges[onto];
      if (node && edge?.connected) Object.assign(node, pointOf(edge, 0.5));
    }
  }

  /** @param {Line} line */
  style(line) {
    const voice = this.voice(line) ?? line.voices[0] ?? "claimed";
    const faint = this.focus !== null && !this.focus.lines.has(line.id);
    const strong = this.focus?.lines.has(line.id) || this.hover.line === line.id;
    const { width, dashes } = STROKES[voice];
    return {
      color: { color: this.colours[voice], opacity: faint && !strong ? FAINT : this.opacity(line), inherit: false },
      width: (strong ? width + 0.5 : width) * this.thickness,
      dashes,
      arrows: { to: { enabled: true, scaleFactor: 0.5, type: "arrow" } },
      background: { enabled: line.disputed && !faint, color: this.colours.halo, size: 11, dashes: false },
    };
  }

  /** @param {Line} line */
  opacity(line) {
    return this.thickness === 1 || this.focus || line.disputed || this.data.lines.size < CROWD * 2 ? 1 : 0.4;
  }

  /** Give every line its style, changing only those that differ. */
  paint() {
    const changed = [];
    for (const line of this.data.lines.values()) {
      const style = this.style(line);
      const key = JSON.stringify(style);
      if (this.painted.get(line.id) === key) continue;
      this.painted.set(line.id, key);
      changed.push({ id: line.id, ...style });
    }
    if (changed.length) this.edges.update(changed);
    this.network.redraw();
  }

  // ------------------------------------------------------------------- pointing

  /** @param {{DOM: {x: number, y: number}, canvas: {x: number, y: number}}} pointer */
  click({ DOM, canvas }) {
    const node = this.network.getNodeAt(DOM);
    const entity = node === undefined ? undefined : this.spot(node);
    const line = this.captions.at(canvas) ?? this.network.getEdgeAt(DOM);
    const quiet = { quiet: true };
    if (entity) this.state.select({ kind: "node", id: entity }, quiet);
    else if (line) this.state.select({ kind: "edge", id: line }, quiet);
    else if (this.state.selection) this.state.select(null, quiet);
  }

  /** @param {{node?: string, line?: string}} hover */
  point(hover) {
    this.hover = hover;
    this.stage.classList.toggle("pointing", Boolean(hover.node ?? hover.line));
    this.paint();
    this.stage.dispatchEvent(new CustomEvent("point", { detail: hover }));
  }

  /** Keep a node where it was dragged, also when it is hidden and shown again. @param {string[]} ids */
  remember(ids) {
    for (const [id, { x, y }] of Object.entries(this.network.getPositions(ids))) this.nodes.update({ id, x, y });
  }

  // --------------------------------------------------------------------- camera

  /** Bring some nodes into view, or all. @param {Iterable<string>} [ids] @param {boolean} [animate] */
  fit(ids, animate = false) {
    const wanted = [...(ids ?? this.shownNodes.getIds())].filter((id) => this.spot(id) && this.network.body.nodes[id]);
    if (!wanted.length) return;
    const places = wanted.map((id) => ({ ...this.network.body.nodes[id], size: this.data.spots.get(id)?.size ?? 0 }));
    const left = Math.min(...places.map(({ x, size }) => x - size));
    const right = Math.max(...places.map(({ x, size }) => x + size));
    const top = Math.min(...places.map(({ y, size }) => y - size));
    const bottom = Math.max(...places.map(({ y, size }) => y + size));
    const room = { x: this.stage.clientWidth - 2 * MARGIN.x, y: this.stage.clientHeight - MARGIN.top - MARGIN.bottom };
    const scale = Math.max(0.02, Math.min(CLOSEST, room.x / (right - left), room.y / (bottom - top)));
    const shift = (MARGIN.bottom - MARGIN.top) / 2 / scale;
    this.move({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + shift }, scale }, animate);
  }

  /** @param {object} view @param {boolean} animate */
  move(view, animate) {
    this.network.moveTo({ ...view, animation: animate && !calm.matches ? { duration: 420, easingFunction: "easeInOutCubic" } : false });
  }

  /** @param {number} factor */
  zoom(factor) {
    this.touched = true;
    this.move({ scale: Math.min(4, Math.max(0.04, this.network.getScale() * factor)) }, true);
  }

  /** Move the view by a part of its size. @param {number} x @param {number} y */
  pan(x, y) {
    this.touched = true;
    const { x: left, y: top } = this.network.getViewPosition();
    const scale = this.network.getScale();
    this.move({ position: { x: left + (x * this.stage.clientWidth) / scale, y: top + (y * this.stage.clientHeight) / scale } }, true);
  }

  /** Let these stand out and the rest step back; null: all alike. @param {Focus | null} focus */
  highlight(focus) {
    this.focus = focus;
    this.paint();
  }
}
