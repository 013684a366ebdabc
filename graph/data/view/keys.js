/** Keys and clicks that do not belong to any single part of the page. */

import { Chart } from "./chart.js";
import { typing } from "./search.js";
import { State } from "./state.js";

const STEPS = { ArrowLeft: [-0.15, 0], ArrowRight: [0.15, 0], ArrowUp: [0, -0.15], ArrowDown: [0, 0.15] };
const CLOSER = 1.3;

/**
 * @param {HTMLElement} stage
 * @param {Chart} chart
 * @param {State} state
 * @param {() => void} zoomToSelection
 */
export function startKeys(stage, chart, state, zoomToSelection) {
  stage.addEventListener("keydown", (event) => {
    const step = STEPS[/** @type {keyof typeof STEPS} */ (event.key)];
    if (step) chart.pan(step[0] ?? 0, step[1] ?? 0);
    else if (event.key === "+" || event.key === "=") chart.zoom(CLOSER);
    else if (event.key === "-") chart.zoom(1 / CLOSER);
    else if (event.key === "0") chart.fit(undefined, true);
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.selection) state.select(null);
    if (undoing(event)) event.preventDefault();
    if (undoing(event) === "undo") state.undo();
    if (undoing(event) === "redo") state.redo();
    if (event.key === "z" && !typing(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) zoomToSelection();
  });
  const buttons = { closer: () => chart.zoom(CLOSER), farther: () => chart.zoom(1 / CLOSER), whole: () => chart.fit(undefined, true), selected: zoomToSelection };
  for (const [id, action] of Object.entries(buttons)) document.getElementById(id)?.addEventListener("click", action);
}

/** Whether a key undoes or redoes the last change: not while somebody is typing and has the browser's own undo. @param {KeyboardEvent} event @returns {"undo" | "redo" | null} */
function undoing({ key, ctrlKey, metaKey, shiftKey, altKey, target }) {
  if (typing(target) || altKey || !(ctrlKey || metaKey)) return null;
  if (key.toLowerCase() === "z") return shiftKey ? "redo" : "undo";
  return key === "y" ? "redo" : null;
}

/**
 ** Tabs: the arrow keys go from one to the next.
 * @param {HTMLElement} list
 * @param {{id: string, button: HTMLElement}[]} tabs
 * @param {State} state
 */
export function startTabs(list, tabs, state) {
  list.replaceChildren(...tabs.map(({ button }) => button));
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: tabs.length - 1 }[event.key];
    if (!step) return;
    const at = tabs.findIndex(({ id }) => id === state.list);
    const next = tabs[(at + step) % tabs.length];
    if (next) state.show(next.id);
    next?.button.focus();
  });
}

/** Links inside this page keep what is listed and hidden. @param {State} state @param {HTMLElement} panel */
export function startLinks(state, panel) {
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const [kind, id] = [...new URLSearchParams(link.getAttribute("href")?.slice(1))][0] ?? [];
    if (link.id === "skip") panel.focus();
    else if (kind === "list" && id !== undefined) state.show(id);
    else if (kind && id !== undefined) state.select({ kind: /** @type {import("./state.js").Kind} */ (kind), id });
  });
}
