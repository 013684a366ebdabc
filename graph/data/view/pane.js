/** A part of the page that is built anew when something changes: the reader stays where they were in it. */

import { openList } from "./parts.js";

/** @typedef {Node | false | null | undefined} Part */

const FOCUSABLE = "a, button, select, input, summary, textarea, [tabindex]";

/** What an element is known by, before and after: a button by its first word, since numbers change. @param {Element} element */
function known(element) {
  const named = ["id", "name", "href", "aria-label"].map((name) => element.getAttribute(name)).find(Boolean);
  return `${element.tagName} ${named ?? /\p{L}+/u.exec(element.textContent ?? "")?.[0]}`;
}

/** @param {Element} box */
function likeHeld(box) {
  const held = document.activeElement;
  if (!held || held === box || !box.contains(held)) return null;
  const like = () => [...box.querySelectorAll(FOCUSABLE)].filter((each) => known(each) === known(held));
  return { held, like, nth: like().indexOf(held) };
}

/**
 * Remember what has the focus in a box, before it is built anew.
 * @param {HTMLElement} box
 * @returns {() => void} gives the focus to what has taken its place, else to the heading, the first button, or the box
 */
export function refocus(box) {
  const found = likeHeld(box);
  return () => {
    if (!found || found.held.isConnected) return;
    const now = found.like();
    box.tabIndex = -1;
    /** @type {HTMLElement} */ (now[found.nth] ?? now[0] ?? box.querySelector("h2") ?? box.querySelector("button") ?? box).focus({ preventScroll: true });
  };
}

/** What a list stands under. @param {Element} list */
function title(list) {
  return list.closest(".section, .side")?.querySelector("h3")?.firstChild?.textContent ?? "";
}

/** Remember which lists were opened. @param {Element} box @returns {() => void} opens them again */
function reopen(box) {
  const opened = new Set([...box.querySelectorAll(".rows.opened")].map(title));
  return () => {
    for (const list of box.querySelectorAll(".rows:has(+ .more)")) if (opened.has(title(list))) openList(list);
  };
}

export class Pane {
  /** @param {HTMLElement} box */
  constructor(box) {
    this.box = box;
    /** What is shown, and what it was built from. */ this.now = { thing: "", basis: "", passing: true };
    /** The lists as they were left. @type {Map<string, {basis: string, parts: Node[], top: number}>} */ this.left = new Map();
  }

  /**
   * Show something: it is built only where it is not there already, and a list that the reader comes back to is as it was left.
   * @param {string} thing
   * @param {boolean} passing whether it stands before a list, to which the reader goes back
   * @param {string} basis the same for what would be built in the same way
   * @param {() => Part[]} build
   */
  show(thing, passing, basis, build) {
    const { box, left, now } = this;
    const same = thing === now.thing;
    if (same && basis === now.basis) return;
    const top = box.scrollTop;
    if (!now.passing) left.set(now.thing, { basis: now.basis, parts: [...box.childNodes], top });
    const before = left.get(thing);
    const again = [same && reopen(box), refocus(box)];
    this.now = { thing, passing, basis };
    this.fill(before?.basis === basis ? before.parts : build());
    for (const each of again) if (each) each();
    box.scrollTop = same ? top : now.passing ? before?.top ?? 0 : 0;
  }

  /** What keeps its own parts, as a table does, stays as it is. @param {Part[]} parts */
  fill(parts) {
    const found = parts.filter((each) => each instanceof Node);
    const there = found.length === this.box.childNodes.length && found.every((each, i) => each === this.box.childNodes[i]);
    if (!there) this.box.replaceChildren(...found);
  }
}
