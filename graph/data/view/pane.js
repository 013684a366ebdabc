/** A part of the page that is rebuilt when something changes, without losing the reader's place in it. */

import { openList } from "./parts.js";

/** @typedef {Node | false | null | undefined} Part */

const FOCUSABLE = "a, button, select, input, summary, textarea, [tabindex]";

/** The key of an element before and after rebuilding: for a button its first word, since numbers change. @param {Element} element */
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
 ** Remember the focus in a box before it is rebuilt.
 * @param {HTMLElement} box
 * @returns {() => void} gives the focus to the replacement, else to the heading, the first button, or the box
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

/** The heading of a list. @param {Element} list */
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
    /** The lists as last left. @type {Map<string, {basis: string, parts: Node[], top: number}>} */ this.left = new Map();
  }

  /**
   ** Show something: it is built only if it is not there already, and a list that the reader returns to is unchanged.
   * @param {string} thing
   ** @param {boolean} passing whether it is shown in front of a list, to which the reader returns
   ** @param {string} basis a key that is the same for the same content
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

  /** A part that keeps its own state, such as a table, stays unchanged. @param {Part[]} parts */
  fill(parts) {
    const found = parts.filter((each) => each instanceof Node);
    const there = found.length === this.box.childNodes.length && found.every((each, i) => each === this.box.childNodes[i]);
    if (!there) this.box.replaceChildren(...found);
  }
}
