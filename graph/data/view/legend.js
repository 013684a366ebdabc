/** The legend: the meaning and number of the visible signs and lines; it floats on the drawing. */

import { HOW } from "./claims.js";
import { Data, VOICES } from "./data.js";
import { sample, sign, swatch } from "./looks.js";
import { State } from "./state.js";
import { capital, el } from "./text.js";
import { visibleIn } from "./visible.js";
import { MEANING } from "./words.js";

/** The step of the slider for the least reading confidence. */
const STEP = 0.05;
/** The name of the entry for disputes, each counted once, whatever its number of lines. */
const DISPUTED = "disputed";
/** In a drawing smaller than this, in pixels, there is no room next to the legend, which is then closed at first. */
const ROOM = { width: 640, height: 400 };

/** @typedef {{name: string, label: string, picture: SVGElement}} Entry */

/**
 * @param {HTMLElement} box
 * @param {import("./chart.js").Chart} chart
 * @param {State} state
 */
export function startLegend(box, chart, state) {
  const { data } = chart.view;
  const signs = [...data.types.entries()].map(([name, type]) => toggle({ name, label: type.label, picture: sign(type) }, state));
  const voices = VOICES.map((voice) => toggle({ name: voice, label: MEANING[voice], picture: sample(voice) }, state));
  const disputed = el("span", { class: "key", "data-name": DISPUTED }, sample("disputed"), "Disputed", el("span", { class: "count" }));
  const { slider, show: showScore } = leastScore(data, state);
  const colours = el("div", { class: "keys", role: "group", "aria-label": "Colours" });
  const lines = group("Lines", [...voices, disputed]);
  box.replaceChildren(colours, lines, group("Signs", signs), slider ?? "");
  const show = () => {
    const seen = visibleIn(chart);
    const counts = new Map([...seen.voices, ...seen.signs, { name: DISPUTED, count: seen.disputes }].map(({ name, count }) => [name, count]));
    for (const key of [...voices, ...signs, disputed]) showKey(key, counts.get(key.dataset.name ?? "") ?? 0, state);
    colours.replaceChildren(...(seen.tints.length ? [el("span", { class: "keys-title" }, "Colours")] : []),
      ...seen.tints.map(({ name, label, count }) => el("span", { class: "key" }, swatch(name), el("span", {}, label), el("span", { class: "count" }, String(count)))));
    colours.hidden = !seen.tints.length;
    // A colour must not mean two things: while it shows the account of a line, only the kind of stroke shows the voice.
    lines.classList.toggle("uncoloured", seen.tints.length > 0);
    for (const each of box.querySelectorAll("[role=group]")) each.toggleAttribute("hidden", ![...each.querySelectorAll(".key")].some((key) => !key.hasAttribute("hidden")));
    showScore();
  };
  chart.stage.addEventListener("filtered", show);
  state.addEventListener("change", show);
  show();
  makeRoom(/** @type {HTMLDetailsElement} */ (box.closest("details")), chart);
}

/** One entry, shown while its kind is visible or turned off. @param {HTMLElement} key @param {number} count @param {State} state */
function showKey(key, count, state) {
  const off = state.hidden.has(key.dataset.name ?? "");
  key.hidden = !count && !off;
  key.querySelector(".count")?.replaceChildren(String(count));
  if (key.hasAttribute("aria-pressed")) key.setAttribute("aria-pressed", String(!off));
}

/** The drawing leaves room for the open legend, if possible. @param {HTMLDetailsElement} legend @param {import("./chart.js").Chart} chart */
function makeRoom(legend, chart) {
  const { stage } = chart;
  let chosen = false;
  legend.querySelector("summary")?.addEventListener("click", () => (chosen = true));
  const fit = () => {
    const room = stage.clientWidth >= ROOM.width && stage.clientHeight >= ROOM.height;
    if (!chosen) legend.open = room;
    const inset = legend.open && room ? legend.offsetWidth : 0;
    if (inset === chart.inset) return;
    chart.inset = inset;
    chart.resize();
  };
  const sizes = new ResizeObserver(fit);
  for (const each of [legend, stage]) sizes.observe(each);
  fit();
}

/** @param {string} title @param {(HTMLElement | false)[]} buttons */
function group(title, buttons) {
  return el("div", { class: "keys", role: "group", "aria-label": title }, el("span", { class: "keys-title", "aria-hidden": "true" }, title), buttons);
}

/**
 ** A slider for the least reading confidence of what is shown, if claims differ in it.
 * @param {Data} data
 * @param {State} state
 */
function leastScore(data, state) {
  const scores = [...data.claims.values()].map(({ score }) => score);
  const lowest = scores.reduce((a, b) => Math.min(a, b), 1);
  const [low, high] = [STEP * Math.floor(lowest / STEP), scores.reduce((a, b) => Math.max(a, b), 0)];
  if (!(high - low > STEP)) return { slider: null, show: () => {} };
  const value = (/** @type {number} */ least) => Number(least.toFixed(2));
  const told = el("output", { class: "count" });
  const input = /** @type {HTMLInputElement} */ (el("input", { type: "range", id: "least", "aria-label": "Least reading confidence shown", min: value(low), max: value(high), step: STEP,
    input: () => state.atLeast(chosen(), { kept: false }), change: () => state.atLeast(chosen(), { kept: true }) }));
  // At the lower end nothing is left out, which the address need not say.
  const chosen = () => (Number(input.value) <= value(low) ? 0 : value(Number(input.value)));
  const show = () => {
    input.value = String(state.least || low);
    told.replaceChildren(state.least ? `at least ${state.least.toFixed(2)}` : "any");
  };
  return { slider: el("label", { class: "key score", title: HOW }, el("span", { class: "keys-title" }, "Reading confidence"), input, told), show };
}

/**
 * @param {Entry} entry
 * @param {State} state
 * @returns {HTMLElement}
 */
function toggle({ name, label, picture }, state) {
  return el("button", { type: "button", class: "key", "aria-pressed": "true", "data-name": name, click: () => state.toggle(name) },
    picture, el("span", {}, capital(label)), el("span", { class: "count" }));
}
