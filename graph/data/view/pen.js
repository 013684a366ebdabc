/** A pen that draws SVG with the interface of a canvas: both give the same picture. */

/** @typedef {[number, number, number, number, number, number]} Matrix */

/** The offset of a text's baseline, as a fraction of the font size. @type {Record<string, number>} */
const BASELINES = { top: 0.86, middle: 0.34, alphabetic: 0 };
/** @type {Record<string, string>} */
const ANCHORS = { center: "middle", left: "start", right: "end", start: "start", end: "end" };
/** Characters that XML cannot express even when escaped. */
const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

/** @param {string} text */
export function escaped(text) {
  return text.replace(UNFIT, "\ufffd").replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** A number rounded to a hundredth, which is finer than any screen. @param {number} value */
function short(value) {
  return String(Math.round(value * 100) / 100);
}

/** The part of a canvas's context that the drawing uses. */
export class Pen {
  /** @param {(text: string, font: string) => {width: number}} measure how wide a text is */
  constructor(measure) {
    this.measure = measure;
    /** @type {string[]} */ this.marks = [];
    /** @type {object[]} */ this.kept = [];
    /** @type {string[]} */ this.path = [];
    /** @type {Matrix} */ this.matrix = [1, 0, 0, 1, 0, 0];
    this.fillStyle = this.strokeStyle = "#000";
    this.globalAlpha = this.lineWidth = 1;
    this.lineCap = "butt";
    this.lineJoin = "miter";
    this.font = "10px sans-serif";
    this.textAlign = "start";
    this.textBaseline = "alphabetic";
    /** @type {number[]} */ this.dash = [];
  }

  save() {
    const { fillStyle, strokeStyle, globalAlpha, lineWidth, lineCap, lineJoin, font, textAlign, textBaseline, dash, matrix } = this;
    this.kept.push({ fillStyle, strokeStyle, globalAlpha, lineWidth, lineCap, lineJoin, font, textAlign, textBaseline, dash, matrix });
  }

  restore() {
    Object.assign(this, this.kept.pop());
  }

  /** @param {number} x @param {number} y */
  translate(x, y) {
    const [a, b, c, d, e, f] = this.matrix;
    this.matrix = [a, b, c, d, a * x + c * y + e, b * x + d * y + f];
  }

  /** @param {number} x @param {number} y */
  scale(x, y) {
    const [a, b, c, d, e, f] = this.matrix;
    this.matrix = [a * x, b * x, c * y, d * y, e, f];
  }

  /** @param {number} angle */
  rotate(angle) {
    const [a, b, c, d, e, f] = this.matrix;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    this.matrix = [a * cos + c * sin, b * cos + d * sin, c * cos - a * sin, d * cos - b * sin, e, f];
  }

  /** @param {number[]} dash */
  setLineDash(dash) {
    this.dash = dash;
  }

  beginPath() {
    this.path = [];
  }

  closePath() {
    this.path.push("Z");
  }

  /** @param {number} x @param {number} y */
  moveTo(x, y) {
    this.path.push(`M${short(x)} ${short(y)}`);
  }

  /** @param {number} x @param {number} y */
  lineTo(x, y) {
    this.path.push(`L${short(x)} ${short(y)}`);
  }

  /** @param {number} cx @param {number} cy @param {number} x @param {number} y */
  quadraticCurveTo(cx, cy, x, y) {
    this.path.push(`Q${short(cx)} ${short(cy)} ${short(x)} ${short(y)}`);
  }

  /** A whole circle, which is all that the drawing needs. @param {number} x @param {number} y @param {number} r */
  arc(x, y, r) {
    const half = (/** @type {number} */ to) => `A${short(r)} ${short(r)} 0 1 1 ${short(to)} ${short(y)}`;
    this.path.push(`M${short(x + r)} ${short(y)}${half(x - r)}${half(x + r)}`);
  }

  /** @param {any} [path] @param {string} [rule] */
  fill(path, rule) {
    this.mark("path", { d: path?.d ?? this.path.join(""), fill: this.fillStyle, "fill-rule": rule });
  }

  /** @param {any} [path] */
  stroke(path) {
    this.mark("path", { d: path?.d ?? this.path.join(""), fill: "none", ...this.line() });
  }

  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    this.text(text, x, y, { fill: this.fillStyle });
  }

  /** @param {string} text @param {number} x @param {number} y */
  strokeText(text, x, y) {
    this.text(text, x, y, { fill: "none", ...this.line() });
  }

  /** @param {string} text */
  measureText(text) {
    return this.measure(text, this.font);
  }

  /** How a line is drawn. */
  line() {
    return { stroke: this.strokeStyle, "stroke-width": short(this.lineWidth), "stroke-linecap": this.lineCap, "stroke-linejoin": this.lineJoin,
      "stroke-dasharray": this.dash.map(short).join(" ") || undefined };
  }

  /** @param {string} text @param {number} x @param {number} y @param {Record<string, string | undefined>} how */
  text(text, x, y, how) {
    const [, weight, size = "10", family] = /^(?:(\d+) )?([\d.]+)px (.*)$/.exec(this.font) ?? [];
    this.mark("text", { x: short(x), y: short(y + Number(size) * (BASELINES[this.textBaseline] ?? 0)), "text-anchor": ANCHORS[this.textAlign],
      "font-family": family, "font-size": short(Number(size)), "font-weight": weight, ...how }, text);
  }

  /** @param {string} tag @param {Record<string, string | undefined>} attributes @param {string} [content] */
  mark(tag, attributes, content = "") {
    const moved = this.matrix.some((value, i) => value !== [1, 0, 0, 1, 0, 0][i]);
    const all = { ...attributes, opacity: this.globalAlpha === 1 ? undefined : short(this.globalAlpha),
      transform: moved ? `matrix(${this.matrix.map((value) => Number(value.toFixed(5))).join(" ")})` : undefined };
    const written = Object.entries(all).map(([name, value]) => (value === undefined ? "" : ` ${name}="${escaped(value)}"`));
    this.marks.push(`<${tag}${written.join("")}>${escaped(content)}</${tag}>`);
  }

  /**
   * The picture as the text of an SVG file.
   * @param {{left: number, top: number, right: number, bottom: number}} view what part is seen
   * @param {{paper: string, scale: number, title: string, about?: string, style?: string}} how about: a description for screen readers
   */
  picture({ left, top, right, bottom }, { paper, scale, title, about, style }) {
    const [width, height] = [right - left, bottom - top];
    const box = [left, top, width, height].map(short);
    const size = `width="${short(width * scale)}" height="${short(height * scale)}"`;
    const extra = [about && `<desc>${escaped(about)}</desc>\n`, style && `<style>${escaped(style)}</style>\n`].filter(Boolean).join("");
    return `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="${box.join(" ")}" ${size}>\n<title>${escaped(title)}</title>\n${extra}` +
      `<rect x="${box[0]}" y="${box[1]}" width="${box[2]}" height="${box[3]}" fill="${escaped(paper)}"></rect>\n${this.marks.join("\n")}\n</svg>\n`;
  }
}
