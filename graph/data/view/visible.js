/** What is visible in the drawing, and what its signs and colours mean: for the legend, and for exported pictures. */

import { sharesOf } from "./accounts.js";
import { toldBy } from "./bundles.js";
import { VOICES } from "./data.js";
import { capital } from "./text.js";
import { MEANING } from "./words.js";

/**
 * @typedef {import("./data.js").Voice} Voice
 * @typedef {{name: string, label: string, count: number}} Entry
 * @typedef {{voices: Entry[], tints: Entry[], signs: Entry[], disputes: number}} Visible tints: if two accounts are compared, the colours of the lines, which are then not those of the voices
 */

/** @param {import("./chart.js").Chart} chart @returns {Visible} */
export function visibleIn(chart) {
  const { view, drawn, tint } = chart;
  const lines = drawn.flatMap(({ line }) => toldBy(line));
  const voices = counted(lines.flatMap((line) => line.voices.filter((voice) => !chart.state.hidden.has(voice))));
  const types = counted([...chart.places().keys()].flatMap((id) => view.entities.get(id)?.type ?? []));
  const tints = tint ? counted(lines.flatMap((line) => tint(line) ?? [])) : new Map();
  const { world, versus } = chart.state.values;
  const disputed = new Set(lines.flatMap(({ propositions }) => propositions.filter((id) => view.contested.has(id))));
  return {
    voices: VOICES.map((name) => ({ name, label: MEANING[name], count: voices.get(name) ?? 0 })).filter(({ count }) => count),
    tints: sharesOf(view, world ?? "", versus ?? "").map((share) => ({ ...share, count: tints.get(share.name) ?? 0 })).filter(({ count }) => count),
    signs: [...types].map(([name, count]) => ({ name, label: capital(view.types.get(name)?.label ?? name), count })).sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1)),
    disputes: disputed.size,
  };
}

/** @param {string[]} names */
function counted(names) {
  /** @type {Map<string, number>} */ const found = new Map();
  for (const name of names) found.set(name, (found.get(name) ?? 0) + 1);
  return found;
}
