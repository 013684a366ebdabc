/** The legend: what signs and lines mean, how many there are, and which are shown. */

import { HOW } from "./claims.js";
import { Data, VOICES } from "./data.js";
import { sample, sign } from "./looks.js";
import { State } from "./state.js";
import { capital, el } from "./text.js";
import { MEANING } from "./words.js";

/** The steps in which the least score is chosen. */
const STEP = 0.05;

/** @typedef {{name: string, label: string, picture: SVGElement, count: number}} Entry */

/**
 * @param {HTMLElement} box
 * @param {Data} data
 * @param {State} state
 */
export function startLegend(box, data, state) {
  const drawn = [...data.entities.values()].filter(({ size }) => size !== undefined).map(({ type }) => type);
  const types = [...data.types.entries()]
    .map(([name, type]) => ({ name, label: type.label, picture: sign(type), count: drawn.filter((each) => each === name).length }))
    .filter(({ count }) => count).sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  const voices = VOICES.map((voice) => ({ name: voice, label: MEANING[voice], picture: sample(voice),
    count: data.kinds[voice] ?? 0 })).filter(({ count }) => count);
  const disputed = data.kinds.disputed ?? 0;
  const keys = (/** @type {Entry[]} */ entries) => entries.map((entry) => ({ ...entry, button: toggle(entry, state) }));
  const [lines, signs] = [keys(voices), keys(types)];
  const halo = disputed > 0 && el("span", { class: "key" }, sample("disputed"), "Disputed", el("span", { class: "count" }, String(disputed)));
  const { slider, show: showScore } = leastScore(data, state);
  box.replaceChildren(group("Lines", [...lines.map(({ button }) => button), halo]), group("Signs", signs.map(({ button }) => button)), slider ?? "");
  const show = () => {
    for (const { name, button } of [...lines, ...signs]) button.setAttribute("aria-pressed", String(!state.hidden.has(name)));
    showScore();
  };
  state.addEventListener("change", show);
  show();
}

/** @param {string} title @param {(HTMLElement | false)[]} buttons */
function group(title, buttons) {
  return el("div", { class: "keys", role: "group", "aria-label": title }, buttons);
}

/**
 * A slider for the least score of what is shown, where scores differ.
 * @param {Data} data
 * @param {State} state
 */
function leastScore(data, state) {
  const scores = [...data.everyClaim.values()].map(({ score }) => score);
  const lowest = scores.reduce((a, b) => Math.min(a, b), 1);
  const [low, high] = [STEP * Math.floor(lowest / STEP), scores.reduce((a, b) => Math.max(a, b), 0)];
  if (!(high - low > STEP)) return { slider: null, show: () => {} };
  const value = (/** @type {number} */ least) => Number(least.toFixed(2));
  const told = el("output", { class: "count" });
  const input = /** @type {HTMLInputElement} */ (el("input", { type: "range", id: "least", "aria-label": "Least score shown", min: value(low), max: value(high), step: STEP,
    input: () => state.atLeast(chosen(), { kept: false }), change: () => state.atLeast(chosen(), { kept: true }) }));
  // At the lower end nothing is left out, and the address need not say so.
  const chosen = () => (Number(input.value) <= value(low) ? 0 : value(Number(input.value)));
  const show = () => {
    input.value = String(state.least || low);
    told.replaceChildren(state.least ? `at least ${state.least.toFixed(2)}` : "any");
  };
  return { slider: el("label", { class: "key score", title: HOW }, "Score of the reading", input, told), show };
}

/**
 * @param {Entry} entry
 * @param {State} state
 */
function toggle({ name, label, picture, count }, state) {
  return el("button", { type: "button", class: "key", "aria-pressed": "true", "data-name": name, click: () => state.toggle(name) },
    picture, el("span", {}, capital(label)), el("span", { class: "count" }, String(count)));
}
