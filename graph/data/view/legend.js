/** The legend: what signs and lines mean, how many there are, and which are shown. */

import { HOW } from "./claims.js";
import { Data, VOICES } from "./data.js";
import { sample, sign } from "./looks.js";
import { State } from "./state.js";
import { capital, el } from "./text.js";
import { View } from "./view.js";
import { MEANING } from "./words.js";

/** The steps in which the least score is chosen. */
const STEP = 0.05;
/** What is in dispute, each once, whatever number of lines it has: as many as the list of disputes says. */
const DISPUTED = "disputed";

/** @typedef {{name: string, label: string, picture: SVGElement}} Entry */

/**
 * @param {HTMLElement} box
 * @param {() => View} now what the filters leave
 * @param {State} state
 */
export function startLegend(box, now, state) {
  const { data } = now();
  const every = counts(now(), ({ everyVoice }) => everyVoice);
  const all = (/** @type {string} */ name) => every.get(name) ?? 0;
  const types = [...data.types.entries()].map(([name, type]) => ({ name, label: type.label, picture: sign(type) }))
    .filter(({ name }) => all(name)).sort((a, b) => all(b.name) - all(a.name) || (a.name < b.name ? -1 : 1));
  const voices = VOICES.map((voice) => ({ name: voice, label: MEANING[voice], picture: sample(voice) })).filter(({ name }) => all(name));
  const keys = (/** @type {Entry[]} */ entries) => entries.map((entry) => ({ ...entry, button: toggle(entry, state) }));
  const [lines, signs] = [keys(voices), keys(types)];
  const halo = data.disputes.some((id) => data.linesOf.has(id)) && el("span", { class: "key", "data-name": DISPUTED }, sample("disputed"), "Disputed", el("span", { class: "count" }));
  const { slider, show: showScore } = leastScore(data, state);
  box.replaceChildren(group("Lines", [...lines.map(({ button }) => button), halo]), group("Signs", signs.map(({ button }) => button)), slider ?? "");
  const show = () => {
    const left = counts(now(), ({ voices: those }) => those);
    for (const { name, button } of [...lines, ...signs]) button.setAttribute("aria-pressed", String(!state.hidden.has(name)));
    for (const key of box.querySelectorAll("[data-name]")) key.querySelector(".count")?.replaceChildren(key.getAttribute("aria-pressed") === "false" ? "" : String(left.get(key.getAttribute("data-name") ?? "") ?? 0));
    showScore();
  };
  state.addEventListener("change", show);
  show();
}

/**
 * How many lines there are of each voice, how many disputes, and how many entities of each type stand at the end of one.
 * @param {View} view
 * @param {(line: import("./view.js").Line) => import("./data.js").Voice[]} voicesOf those of a line that count
 * @returns {Map<string, number>}
 */
function counts(view, voicesOf) {
  /** A line onto another one is drawn with that one only. @type {(line: import("./view.js").Line) => boolean} */
  const drawn = (line) => voicesOf(line).length > 0 && (!line.onto_edge || [view.under(line)].every((under) => under && drawn(under)));
  const lines = [...view.lines.values()].filter(drawn);
  const ends = new Set(lines.flatMap((line) => view.ends(line)));
  const names = [...lines.flatMap(voicesOf), ...[...ends].flatMap((id) => view.entities.get(id)?.type ?? [])];
  /** @type {Map<string, number>} */ const found = new Map();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return found.set(DISPUTED, view.disputes.length);
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
  const scores = [...data.claims.values()].map(({ score }) => score);
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
function toggle({ name, label, picture }, state) {
  return el("button", { type: "button", class: "key", "aria-pressed": "true", "data-name": name, click: () => state.toggle(name) },
    picture, el("span", {}, capital(label)), el("span", { class: "count" }));
}
