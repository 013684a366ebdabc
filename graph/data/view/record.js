/**
 ** What is selected, listed, filtered and drawn, as one immutable record: each function here makes a new one from an old one, or
 * converts one to an address and back. Everything else in the page is derived from it and from the data.
 */

/**
 * @typedef {"node" | "edge" | "claim" | "path" | "text"} Kind
 * @typedef {{readonly kind: Kind, readonly id: string}} Selection
 * @typedef {(typeof VALUES)[number]} Value
 * @typedef {Readonly<Partial<Record<Value, string>>>} Values
 * @typedef {import("./labels.js").Point} Point
 * @typedef {Readonly<{
 *   selection: Selection | null, list: string, hidden: ReadonlySet<string>, more: ReadonlySet<string>, less: ReadonlySet<string>,
 *   pins: ReadonlyMap<string, Point>, whole: boolean, decided: readonly string[], least: number, values: Values,
 * }>} Shown hidden: names of types, voices and relations that are turned off; more: entities that were brought into the drawing, in
 *   that order; less: those that were removed; pins: the places to which they were dragged; whole: whether everything is drawn;
 *   decided: the reader's decisions, as many as fit into the address (see decisions.js); least: the least score of shown claims
 * @typedef {(shown: Shown) => Shown} Change
 */

export const KINDS = /** @type {Kind[]} */ (["node", "edge", "claim", "path", "text"]);

/** The first list in the panel, which the address does not name. */
export const HOME = "overview";

/**
 ** Single values in the address: who speaks and about whom, how, in which words; the articles and times of the claims; and the
 * account. filters.js says what each means.
 */
export const VALUES = /** @type {const} */ (["speaker", "subject", "object", "about", "one", "other", "relation", "stance", "words",
  "article", "outlet", "dates", "since", "until", "world", "versus"]);

/** What a page shows without an address. */
export const START = frozen({ selection: null, list: HOME, hidden: new Set(), more: new Set(), less: new Set(), pins: new Map(), whole: false, decided: [], least: 0, values: {} });

/** @param {Shown} shown @returns {Shown} */
function frozen(shown) {
  for (const each of [shown.hidden, shown.more, shown.less, shown.pins]) fixed(each);
  if (shown.selection) Object.freeze(shown.selection);
  Object.freeze(shown.values);
  Object.freeze(shown.decided);
  return Object.freeze(shown);
}

/** A set or a map that refuses to be changed. @param {object} collection */
function fixed(collection) {
  const refuse = () => {
    throw new TypeError("The record is immutable: make a new one.");
  };
  if (!Object.isFrozen(collection)) for (const name of ["add", "set", "delete", "clear"]) Object.defineProperty(collection, name, { value: refuse });
  Object.freeze(collection);
}

/** The record with some parts changed. @param {Shown} shown @param {Partial<Shown>} parts */
const changed = (shown, parts) => frozen({ ...shown, ...parts });

// ------------------------------------------------------------------------ changes

/** @param {Selection | null} selection @returns {Change} */
export const selecting = (selection) => (shown) => changed(shown, { selection });

/** One of the panel's lists, and nothing selected. @param {string} list @returns {Change} */
export const listing = (list) => (shown) => changed(shown, { selection: null, list });

/** Show or hide a type, a voice or a relation. @param {string} name @returns {Change} */
export const toggling = (name) => (shown) => changed(shown, { hidden: shown.hidden.has(name) ? without(shown.hidden, [name]) : new Set([...shown.hidden, name]) });

/** Bring entities into the drawing. @param {readonly string[]} ids @returns {Change} */
export const bringing = (ids) => (shown) => changed(shown, { less: without(shown.less, ids), more: new Set([...shown.more, ...ids]) });

/** Take an entity out of the drawing. @param {string} id @returns {Change} */
export const dropping = (id) => (shown) => changed(shown, { selection: null, more: without(shown.more, [id]), less: new Set([...shown.less, id]) });

/** Put entities where somebody dragged them. @param {Iterable<[string, Point]>} places @returns {Change} */
export const pinning = (places) => (shown) => changed(shown, { pins: new Map([...shown.pins, ...places]) });

/** Put an entity back to its original place. @param {string} id @returns {Change} */
export const unpinning = (id) => (shown) => changed(shown, { pins: new Map([...shown.pins].filter(([pinned]) => pinned !== id)) });

/** Draw everything, or only what the page opens with. @param {boolean} whole @returns {Change} */
export const drawing = (whole) => (shown) => changed(shown, { whole, more: new Set(), less: new Set() });

/** What the reader decided. @param {readonly string[]} decided @returns {Change} */
export const deciding = (decided) => (shown) => changed(shown, { decided: [...decided] });

/** Set some values of the filters; empty ones no longer apply. @param {Values} values @returns {Change} */
export const filtering = (values) => (shown) => changed(shown, { values: Object.fromEntries(Object.entries({ ...shown.values, ...values }).filter(([, value]) => value)) });

/** Show only claims with this score or more. @param {number} least @returns {Change} */
export const atLeast = (least) => (shown) => changed(shown, { least });

/** Clear all filters. @param {Values} [kept] values that stay @returns {Change} */
export const clearing = (kept = {}) => (shown) => changed(shown, { hidden: new Set(), least: 0, values: filtering(kept)(START).values });

/** One change after another. @param {...Change} changes @returns {Change} */
export const all = (...changes) => (shown) => changes.reduce((so, change) => change(so), shown);

/** @param {ReadonlySet<string>} set @param {readonly string[]} ids */
function without(set, ids) {
  return new Set([...set].filter((id) => !ids.includes(id)));
}

// ------------------------------------------------------------------------ address

/** The record for an address, whatever the address contains. @param {string} hash without "#" @param {readonly string[]} lists the lists that there are @returns {Shown} */
export function parsed(hash, lists) {
  const address = new URLSearchParams(hash);
  const kind = KINDS.find((name) => address.has(name));
  const list = address.get("list") ?? HOME;
  return frozen({
    selection: kind ? { kind, id: address.get(kind) ?? "" } : null,
    list: lists.includes(list) ? list : HOME,
    hidden: new Set(address.getAll("hide")),
    more: new Set(address.getAll("more")),
    less: new Set(address.getAll("less")),
    pins: new Map(address.getAll("pin").flatMap(pinned)),
    whole: address.has("all"),
    decided: address.getAll("decided"),
    least: Math.min(1, Math.max(0, Number(address.get("score")) || 0)),
    values: Object.fromEntries(VALUES.flatMap((name) => (address.get(name) ? [[name, address.get(name)]] : []))),
  });
}

/** The address of what is shown, without "#". @param {Shown} shown */
export function written({ selection, list, hidden, more, less, pins, whole, decided, least, values }) {
  const address = new URLSearchParams();
  if (selection) address.set(selection.kind, selection.id);
  if (list !== HOME) address.set("list", list);
  for (const name of [...hidden].sort()) address.append("hide", name);
  for (const id of more) address.append("more", id);
  for (const id of [...less].sort()) address.append("less", id);
  for (const [id, { x, y }] of pins) address.append("pin", `${x},${y},${id}`);
  if (whole) address.set("all", "1");
  for (const text of decided) address.append("decided", text);
  if (least) address.set("score", String(least));
  for (const name of VALUES) if (values[name]) address.set(name, values[name] ?? "");
  return address.toString();
}

/** A pin in the address: its place, then its entity. @param {string} text @returns {[string, Point][]} */
function pinned(text) {
  const [, x, y, id] = /^(-?\d{1,6}),(-?\d{1,6}),(.+)$/s.exec(text) ?? [];
  return id ? [[id, { x: Number(x), y: Number(y) }]] : [];
}
