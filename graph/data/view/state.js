/** What is selected, listed and hidden: kept in the address, so that a view can be linked and "back" works. */

/**
 * @typedef {"node" | "edge" | "claim"} Kind
 * @typedef {{kind: Kind, id: string}} Selection
 */

const KINDS = /** @type {Kind[]} */ (["node", "edge", "claim"]);

/** The first list of the panel, which the address does not name. */
export const HOME = "overview";

export class State extends EventTarget {
  constructor() {
    super();
    /** @type {Selection | null} */ this.selection = null;
    this.list = HOME;
    /** Names of types and voices that the legend has turned off. @type {Set<string>} */ this.hidden = new Set();
    /** The least score of the claims that are shown. */ this.least = 0;
    /** Whether the selection came from the drawing, which then need not move. */ this.quiet = false;
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
    this.least = Math.min(1, Math.max(0, Number(address.get("score")) || 0));
    this.quiet = false;
    return true;
  }

  /** The state as the address has it. */
  written() {
    const address = new URLSearchParams();
    if (this.selection) address.set(this.selection.kind, this.selection.id);
    if (this.list !== HOME) address.set("list", this.list);
    for (const name of [...this.hidden].sort()) address.append("hide", name);
    if (this.least) address.set("score", String(this.least));
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
    this.write();
  }

  /** Show or hide a type or a voice. @param {string} name */
  toggle(name) {
    if (!this.hidden.delete(name)) this.hidden.add(name);
    this.quiet = true;
    this.write();
  }

  /**
   * Show only claims with this score or more.
   * @param {number} least
   * @param {{kept: boolean}} how kept: whether the address takes it over, which is not so while a slider moves
   */
  atLeast(least, { kept }) {
    this.least = least;
    this.quiet = true;
    if (kept) this.write();
    else this.announce();
  }

  write() {
    const hash = this.written();
    if (location.hash.slice(1) !== hash) location.hash = hash;
    this.announce();
  }

  announce() {
    this.dispatchEvent(new Event("change"));
  }
}
