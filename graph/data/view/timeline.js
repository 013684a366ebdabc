/** The timeline: a bar for each stretch of days, and two handles; only the claims between them are left. */

import { Data } from "./data.js";
import { byEvents, counting, daysOf, EVENTS, filterKey } from "./filters.js";
import { refocus } from "./pane.js";
import { State } from "./state.js";
import { el, svg } from "./text.js";

/** @typedef {{first: number, last: number, step: number, bars: number[]}} Stretches */

const DAY = 86_400_000;
const BARS = 48;
const HEIGHT = 34;

/** Days since 1970. @param {string} iso */
const number = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
/** @param {number} day */
const iso = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/**
 ** The stretches of days, with the number of claims in each.
 * @param {Data} data
 * @param {boolean} events
 * @returns {Stretches | null} null if there are fewer than two days
 */
export function stretches(data, events) {
  const days = dated(data, events);
  const [first, last] = [days.reduce((a, b) => Math.min(a, b), Infinity), days.reduce((a, b) => Math.max(a, b), -Infinity)];
  if (!(last > first)) return null;
  const step = Math.max(1, Math.ceil((last - first + 1) / BARS));
  return { first, last, step, bars: barsOf(days, { first, last, step }) };
}

/** The day of each claim that has one and counts. @param {Data} data @param {boolean} events @param {import("./view.js").Test} [counts] */
function dated(data, events, counts = () => true) {
  return [...data.claims.values()].filter(counts).flatMap((claim) => {
    const found = daysOf(data, claim, events);
    return found && !Number.isNaN(number(found.earliest)) ? [number(found.earliest)] : [];
  });
}

/** @param {number[]} days @param {{first: number, last: number, step: number}} stretches */
function barsOf(days, { first, last, step }) {
  const bars = Array.from({ length: Math.ceil((last - first + 1) / step) }, () => 0);
  for (const day of days) bars[Math.floor((day - first) / step)] = (bars[Math.floor((day - first) / step)] ?? 0) + 1;
  return bars;
}

/**
 * @param {HTMLElement} box
 * @param {Data} data
 * @param {State} state
 */
export function startTimeline(box, data, state) {
  const known = { event: stretches(data, true), published: stretches(data, false) };
  if (!known.event && !known.published) return;
  let [shown, counted] = ["", ""];
  const show = () => {
    const events = byEvents(data, state.values);
    const key = String(events);
    const again = refocus(box);
    const those = /** @type {Stretches} */ (events ? known.event : known.published);
    if (key !== shown) box.replaceChildren(timeline(those, events, state, Boolean(known.event && known.published)));
    shown = key;
    // The bars show what all other filters leave.
    const others = { ...state.shown, values: { ...state.values, since: "", until: "" } };
    if (counted !== key + filterKey(others)) raise(box, those, barsOf(dated(data, events, counting(data, others)), those));
    counted = key + filterKey(others);
    update(box, data, state);
    again();
  };
  state.addEventListener("change", show);
  show();
}

/**
 * @param {{first: number, last: number, step: number, bars: number[]}} known
 * @param {boolean} events
 * @param {State} state
 * @param {boolean} both
 */
function timeline({ first, last, step, bars }, events, state, both) {
  const picture = svg("svg", { class: "bars", viewBox: `0 0 ${bars.length * 4} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true" },
    bars.map((_, i) => svg("rect", { x: i * 4, width: 3, "data-day": first + i * step })));
  const handle = (/** @type {"since" | "until"} */ which, /** @type {string} */ label, /** @type {number} */ end) => {
    const set = (/** @type {any} */ event, /** @type {boolean} */ kept) => {
      // A handle stops at the other one.
      const other = Number(event.target.parentElement.querySelector(`input:not([data-end=${which}])`).value);
      const day = (which === "since" ? Math.min : Math.max)(Number(event.target.value), other);
      event.target.value = day;
      state.filter({ dates: events && both ? EVENTS : "", [which]: day === end ? "" : iso(day) }, { kept, by: which });
    };
    return el("input", { type: "range", "data-end": which, "aria-label": label, min: first, max: last, step: 1, value: end,
      input: (event) => set(event, false), change: (event) => set(event, true) });
  };
  const choice = both && el("select", { "aria-label": "Which days", change: (event) => state.filter({ dates: event.target.value, since: "", until: "" }) },
    el("option", { value: "", selected: !events }, "Published"), el("option", { value: EVENTS, selected: events }, "Happened"));
  return el("div", { class: "timeline" }, choice || el("span", {}, events ? "Happened" : "Published"),
    el("div", { class: "brush" }, /** @type {any} */ (picture), handle("since", "From which day", first), handle("until", "Until which day", last)), el("output", { class: "count" }));
}

/** Sets the height of each bar by its number of claims. @param {HTMLElement} box @param {Stretches} all @param {number[]} bars */
function raise(box, all, bars) {
  const most = Math.max(...all.bars);
  for (const [i, bar] of [...box.querySelectorAll("rect")].entries()) {
    const height = ((bars[i] ?? 0) / most) * HEIGHT;
    bar.setAttribute("y", String(HEIGHT - height));
    bar.setAttribute("height", String(height));
  }
}

/** @param {HTMLElement} box @param {Data} data @param {State} state */
function update(box, data, { values }) {
  const { since, until } = values;
  for (const [which, value] of Object.entries({ since, until })) {
    const input = /** @type {HTMLInputElement | null} */ (box.querySelector(`[data-end=${which}]`));
    if (!input) continue;
    input.value = value ? String(number(value)) : which === "since" ? input.min : input.max;
    input.setAttribute("aria-valuetext", iso(Number(input.value)));
    // If both handles are at the same place, the one with more room to move is on top.
    input.classList.toggle("upper", which === "since" && Number(input.value) > (Number(input.min) + Number(input.max)) / 2);
  }
  const [low, high] = [...box.querySelectorAll("input")].map(({ value }) => Number(value));
  const [start = "", stop = ""] = [low, high].map((day) => iso(day ?? 0));
  const undated = since || until ? [...data.claims.values()].filter((claim) => !daysOf(data, claim, byEvents(data, values))).length : 0;
  box.querySelector("output")?.replaceChildren(`${start} \u2013 ${stop}${undated ? ` \u00b7 ${undated.toLocaleString("en")} undated left out` : ""}`);
  for (const bar of box.querySelectorAll("rect")) {
    const day = Number(bar.getAttribute("data-day"));
    bar.classList.toggle("out", day < (low ?? 0) || day > (high ?? 0));
  }
}
