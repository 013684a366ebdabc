/** What the page shows now: one record, kept in the address, so that views can be linked and changes undone. */

import { all, atLeast, bringing, clearing, deciding, drawing, dropping, filtering, HOME, listing, parsed, pinning, selecting, toggling, unpinning, written } from "./record.js";

export { HOME };

/**
 * @typedef {import("./record.js").Kind} Kind
 * @typedef {import("./record.js").Selection} Selection
 * @typedef {import("./record.js").Change} Change
 * @typedef {import("./record.js").Values} Values
 * @typedef {import("./labels.js").Point} Point
 * @typedef {{quiet?: boolean, by?: string, kept?: boolean}} How quiet: leave the camera unchanged; by: the slider or field that was moved,
 *   whose consecutive changes are one step of history; kept: whether it is already a step of history
 */

export class State extends EventTarget {
  /** @param {readonly string[]} lists the lists that the page has */
  constructor(lists) {
    super();
    this.lists = lists;
    this.shown = parsed(location.hash.slice(1), lists);
    /** Whether the last change leaves the camera unchanged. */ this.quiet = false;
    /** The slider or field that was moved last, if any. */ this.moved = "";
    /** How many steps of this page are before this one. */ this.step = Number(history.state?.step) || 0;
    history.replaceState({ step: this.step }, "");
    addEventListener("hashchange", () => this.follow());
  }

  get selection() { return this.shown.selection; }
  get list() { return this.shown.list; }
  get hidden() { return this.shown.hidden; }
  get more() { return this.shown.more; }
  get less() { return this.shown.less; }
  get pins() { return this.shown.pins; }
  get whole() { return this.shown.whole; }
  get decided() { return this.shown.decided; }
  get least() { return this.shown.least; }
  get values() { return this.shown.values; }

  /** Take over the address after a link was followed or the reader went back. */
  follow() {
    const { state } = history;
    this.step = Number(state?.step ?? this.step + 1);
    if (!state) history.replaceState({ step: this.step }, "");
    const hash = location.hash.slice(1);
    if (hash === written(this.shown)) return;
    const before = this.shown;
    this.shown = parsed(hash, this.lists);
    this.quiet = JSON.stringify([before.selection, before.list]) === JSON.stringify([this.selection, this.list]);
    this.moved = "";
    this.announce();
  }

  /** Show something else. @param {Change} change @param {How} [how] */
  change(change, { quiet = true, by = "", kept = true } = {}) {
    this.shown = change(this.shown);
    this.quiet = quiet;
    if (kept) this.write(by);
    this.announce();
  }

  /** Write what is shown into the address: a new step, unless nothing has changed or it is still the same slider. @param {string} by */
  write(by) {
    const hash = written(this.shown);
    if (location.hash.slice(1) === hash) return;
    if (by && by === this.moved) this.amend();
    else history.pushState({ step: (this.step += 1) }, "", addressOf(hash));
    this.moved = by;
  }

  /** Update the address without a new step of history. @param {Change} [change] */
  amend(change = (shown) => shown) {
    this.shown = change(this.shown);
    history.replaceState({ step: this.step }, "", addressOf(written(this.shown)));
  }

  /** Keep decisions in the address, however it was reached. @param {readonly string[]} decided */
  hold(decided) {
    if (String(this.decided) === String(decided)) return;
    this.amend(deciding(decided));
  }

  announce() {
    this.dispatchEvent(new Event("change"));
  }

  /** Go back one step, never out of the page. */
  undo() {
    if (this.step > 0) history.back();
  }

  /** Redo what was undone. */
  redo() {
    history.forward();
  }

  // ------------------------------------------------------------------------ changes

  /** Select something, or nothing. @param {Selection | null} selection @param {How} [how] */
  select(selection, { quiet = false } = {}) {
    this.change(selecting(selection), { quiet });
  }

  /** Show one of the panel's lists. @param {string} list */
  show(list) {
    this.change(listing(list), { quiet: false });
  }

  /** Show or hide a type, a voice or a relation. @param {string} name */
  toggle(name) {
    this.change(toggling(name));
  }

  /** Bring entities into the drawing. @param {readonly string[]} ids */
  bring(ids) {
    this.change(bringing(ids));
  }

  /** The same for those that the selection needs: no step of history, and no notification. @param {readonly string[]} ids */
  need(ids) {
    this.shown = bringing(ids)(this.shown);
    this.amend();
  }

  /** Take an entity out of the drawing. @param {string} id */
  drop(id) {
    this.change(dropping(id));
  }

  /** Put entities where they were dragged. @param {Iterable<[string, Point]>} places */
  pin(places) {
    this.change(pinning(places));
  }

  /** Put an entity back to its original place. @param {string} id */
  unpin(id) {
    this.change(unpinning(id));
  }

  /** Draw everything, or only what the page opens with. @param {boolean} whole */
  draw(whole) {
    this.change(drawing(whole));
  }

  /** Set some values of the filters; empty ones no longer apply. @param {Values} values @param {How} [how] */
  filter(values, how = {}) {
    this.change(filtering(values), how);
  }

  /** Clear all filters. @param {Values} [kept] values that stay */
  clear(kept = {}) {
    this.change(clearing(kept));
  }

  /** Show only claims with this score or more. @param {number} least @param {How} how */
  atLeast(least, how) {
    this.change(atLeast(least), { by: "score", ...how });
  }

  /** Show a list with some values of the filters. @param {string} list @param {Values} values @param {How} [how] */
  open(list, values, how = {}) {
    this.change(all(listing(list), filtering(values)), how);
  }
}

/** In a frame without its own address a bare "#" would lead to the page around it. @param {string} hash */
function addressOf(hash) {
  return new URL(`#${hash}`, location.href);
}
