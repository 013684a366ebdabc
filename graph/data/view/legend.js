/** The legend: what signs and lines mean, how many there are, and which are shown. */

import { Data, VOICES } from "./data.js";
import { sample, sign } from "./looks.js";
import { State } from "./state.js";
import { capital, el } from "./text.js";
import { MEANING } from "./words.js";

/** @typedef {{name: string, label: string, picture: SVGElement, count: number}} Entry */

/**
 * @param {HTMLElement} box
 * @param {Data} data
 * @param {State} state
 */
export function startLegend(box, data, state) {
  const drawn = data.network.nodes.filter(({ onto }) => !onto).map(({ id }) => data.entities.get(id)?.type ?? "");
  const types = [...data.types.entries()]
    .map(([name, type]) => ({ name, label: type.label, picture: sign(type), count: drawn.filter((each) => each === name).length }))
    .filter(({ count }) => count).sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  const voices = VOICES.map((voice) => ({ name: voice, label: MEANING[voice], picture: sample(voice),
    count: [...data.lines.values()].filter((line) => line.voices.includes(voice)).length })).filter(({ count }) => count);
  const disputed = [...data.lines.values()].filter((line) => line.disputed).length;
  const keys = (/** @type {Entry[]} */ entries) => entries.map((entry) => ({ ...entry, button: toggle(entry, state) }));
  const [lines, signs] = [keys(voices), keys(types)];
  const halo = disputed > 0 && el("span", { class: "key" }, sample("disputed"), "Disputed", el("span", { class: "count" }, String(disputed)));
  box.replaceChildren(group("Lines", [...lines.map(({ button }) => button), halo]), group("Signs", signs.map(({ button }) => button)));
  const show = () => {
    for (const { name, button } of [...lines, ...signs]) button.setAttribute("aria-pressed", String(!state.hidden.has(name)));
  };
  state.addEventListener("change", show);
  show();
}

/** @param {string} title @param {(HTMLElement | false)[]} buttons */
function group(title, buttons) {
  return el("div", { class: "keys", role: "group", "aria-label": title }, buttons);
}

/**
 * @param {Entry} entry
 * @param {State} state
 */
function toggle({ name, label, picture, count }, state) {
  return el("button", { type: "button", class: "key", "aria-pressed": "true", "data-name": name, click: () => state.toggle(name) },
    picture, el("span", {}, capital(label)), el("span", { class: "count" }, String(count)));
}
