/** What is selected, listed, filtered and drawn: kept in the address, so that a view can be linked and "back" works. */

/**
 * @typedef {"node" | "edge" | "claim" | "path" | "text"} Kind
 * @typedef {{kind: Kind, id: string}} Selection
 */

const KINDS = /** @type {Kind[]} */ (["node", "edge", "claim", "path", "text"]);

/** The first list of the panel, which the address does not name. */
export const HOME = "overview";

/** Single values of the address: of which articles and times the claims are, and in whose account. */
const VALUES = /** @type {const} */ (["article", "outlet", "dates", "since", "until", "world", "versus"]);

/** @typedef {(typeof VALUES)[number]} Value */

export class State extends EventTarget {
  constructor() {
    super();
    /** @type {Selection | null} */ this.selection = null;
    this.list = HOME;
    /** Names of types, voices and relations that the legend has turned off. @type {Set<string>} */ this.hidden = new Set();
    /** Entities that were brought into the drawing, in that order. @type {Set<string>} */ this.more = new Set();
    /** Entities that were taken out of it. @type {Set<string>} */ this.less = new Set();
    /** Where somebody pinned an entity. @type {Map<string, import("./labels.js").Point>} */ this.pins = new Map();
    /** Whether everything is drawn. */ this.whole = false;
    /** The least score of the claims that are shown. */ this.least = 0;
    /** @type {Partial<Record<Value, string>>} */ this.values = {};
    /** Whether the selection came from the drawing, which then need not move. */ this.quiet = false;
    /** The slider that was moved last: as long as it is the same one, that is one step to go back to. */ this.moved = "";
    /** What the reader decided, as far as the address holds it: see decisions.js. @type {string[]} */ this.decided = [];
    this.read();
    addEventListener("hashchange", () => this.read() && this.announce());
  }

  /** Take over what the address says; whether that is anything new. */
  read() {
    if (location.hash.slice(1) === this.written()) return false;
    const address = new URLSearchParams(location.hash.slice(1));
    const kind = KINDS.find((name) => address.has(name));
    this.selection = kind ? { kind, id: address.get(kind) ?? "" } : null;
    this.list = address.get("list") ?? HOME;
    this.hidden = new Set(address.getAll("hide"));
    this.more = new Set(address.getAll("more"));
    this.less = new Set(address.getAll("less"));
    this.pins = new Map(address.getAll("pin").flatMap(pinned));
    this.whole = address.has("all");
    this.decided = address.getAll("decided");
    this.least = Math.min(1, Math.max(0, Number(address.get("score")) || 0));
    this.values = Object.fromEntries(VALUES.flatMap((name) => (address.get(name) ? [[name, address.get(name)]] : [])));
    this.quiet = false;
    this.moved = "";
    return true;
  }

  /** The state as the address has it. */
  written() {
    const address = new URLSearchParams();
    if (this.selection) address.set(this.selection.kind, this.selection.id);
    if (this.list !== HOME) address.set("list", this.list);
    for (const name of [...this.hidden].sort()) address.append("hide", name);
    for (const id of this.more) address.append("more", id);
    for (const id of [...this.less].sort()) address.append("less", id);
    for (const [id, { x, y }] of this.pins) address.append("pin", `${x},${y},${id}`);
    if (this.whole) address.set("all", "1");
    for (const text of this.decided) address.append("decided", text);
    if (this.least) address.set("score", String(this.least));
    for (const name of VALUES) if (this.values[name]) address.set(name, this.values[name] ?? "");
    return address.toString();
  }

  /**
   * Select something, or nothing.
   * @param {Selection | null} selection
   * @param {{quiet?: boolean}} [how] quiet: leave the drawing where it is
   */
  select(selection, { quiet = false } = {}) {
    this.selection = selection;
    this.quiet = quiet;
    this.write();
  }

  /** Show one of the panel's lists. @param {string} list */
  show(list) {
    this.selection = null;
    this.list = list;
    this.quiet = false;
    this.write();
  }

  /** Show or hide a type, a voice or a relation. @param {string} name */
  toggle(name) {
    if (!this.hidden.delete(name)) this.hidden.add(name);
    this.quiet = true;
    this.write();
  }

  /** Bring entities into the drawing. @param {string[]} ids */
  bring(ids) {
    this.add(ids);
    this.quiet = true;
    this.write();
  }

  /** The same for those that what is selected needs: no step to go back to. @param {string[]} ids */
  need(ids) {
    this.add(ids);
    this.amend();
  }

  /** Let the address say what is so now: no step to go back to. */
  amend() {
    history.replaceState(history.state, "", `#${this.written()}`);
  }

  /** Let an entity stand again where it stood. @param {string} id */
  unpin(id) {
    this.pins.delete(id);
    this.quiet = true;
    this.write();
  }

  /** @param {string[]} ids */
  add(ids) {
    for (const id of ids) {
      this.less.delete(id);
      this.more.add(id);
    }
  }

  /** Take an entity out of the drawing. @param {string} id */
  drop(id) {
    this.more.delete(id);
    this.less.add(id);
    this.selection = null;
    this.quiet = true;
    this.write();
  }

  /** Draw everything, or again only what the page opens with. @param {boolean} whole */
  draw(whole) {
    this.whole = whole;
    this.more.clear();
    this.less.clear();
    this.quiet = true;
    this.write();
  }

  /** Set some values of the filters; empty ones no longer apply. @param {Partial<Record<Value, string>>} values @param {{kept: boolean, by?: string}} [how] by: the slider */
  filter(values, { kept, by } = { kept: true }) {
    this.values = Object.fromEntries(Object.entries({ ...this.values, ...values }).filter(([, value]) => value));
    this.quiet = true;
    if (kept) this.write(by);
    else this.announce();
  }

  /** Show everything again that a filter leaves out. @param {Partial<Record<Value, string>>} [kept] values that stay */
  clear(kept = {}) {
    this.hidden.clear();
    this.least = 0;
    this.filter({ ...Object.fromEntries(VALUES.map((name) => [name, ""])), ...kept });
  }

  /**
   * Show only claims with this score or more.
   * @param {number} least
   * @param {{kept: boolean}} how kept: whether the address takes it over, which is not so while a slider moves
   */
  atLeast(least, { kept }) {
    this.least = least;
    this.quiet = true;
    if (kept) this.write("score");
    else this.announce();
  }

  /** @param {string} [slider] what was moved */
  write(slider = "") {
    const hash = this.written();
    if (location.hash.slice(1) !== hash) {
      if (slider && slider === this.moved) this.amend();
      else location.hash = hash;
      this.moved = slider;
    }
    this.announce();
  }

  announce() {
    this.dispatchEvent(new Event("change"));
  }
}

/** A pin as the address has it: where it is, then what. @param {string} text @returns {[string, {x: number, y: number}][]} */
function pinned(text) {
  const [, x, y, id] = /^(-?\d{1,6}),(-?\d{1,6}),(.+)$/s.exec(text) ?? [];
  return id ? [[id, { x: Number(x), y: Number(y) }]] : [];
}
