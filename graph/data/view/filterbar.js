/** Filters by relation, article, outlet and day; they are below the legend, and closed at first. */

import { Data } from "./data.js";
import { QUESTIONS } from "./filters.js";
import { State } from "./state.js";
import { startTimeline } from "./timeline.js";
import { counted, el, shortened } from "./text.js";
import { View } from "./view.js";

/**
 * @param {HTMLElement} box
 * @param {() => View} now what the filters leave
 * @param {State} state
 */
export function startFilters(box, now, state) {
  const { data } = now();
  const title = el("summary", {});
  const days = el("div", {});
  const relations = [...linesBy(data.lines.values(), ({ everyVoice }) => everyVoice)].map(([name, count]) => relation(data, state, name, count))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  const articles = [...data.articles.values()].map(({ id, title: headline, file }) => ({ value: id, text: headline ?? file }));
  const outlets = [...new Set([...data.articles.values()].flatMap(({ outlet }) => outlet ?? []))].sort().map((outlet) => ({ value: outlet, text: outlet }));
  const choices = [choice("article", "Article", articles, state), outlets.length > 1 ? choice("outlet", "Outlet", outlets, state) : null].filter((each) => each !== null);
  const clear = el("button", { type: "button", class: "chip", click: () => {
    state.clear();
    title.focus();
  } }, "Clear all filters");
  box.replaceChildren(title, el("div", { class: "filter-body" },
    el("div", { class: "choices" }, choices.map(({ label }) => label), days, clear),
    el("div", { class: "keys", role: "group", "aria-label": "Relations" }, relations.map(({ button }) => button))));
  box.addEventListener("toggle", () => startTimeline(days, data, state), { once: true });
  const show = () => {
    const { article, outlet, since, until, world } = state.values;
    const asked = QUESTIONS.map((name) => state.values[name]);
    const active = state.hidden.size + [article, outlet, since || until, state.least, world, ...asked].filter(Boolean).length;
    title.replaceChildren("Filters", active ? el("span", { class: "tag" }, `${counted(active, "filter")} on`) : "");
    clear.hidden = !active;
    const left = linesBy(now().lines.values(), ({ voices }) => voices);
    for (const { name, button } of relations) {
      button.setAttribute("aria-pressed", String(!state.hidden.has(name)));
      button.querySelector(".count")?.replaceChildren(state.hidden.has(name) ? "" : String(left.get(name) ?? 0));
    }
    for (const { name, select } of choices) select.value = state.values[name] ?? "";
  };
  state.addEventListener("change", show);
  show();
}

/** The number of lines with each relation. @template {import("./data.js").Line} L @param {Iterable<L>} lines @param {(line: L) => import("./data.js").Voice[]} voicesOf those of a line that count */
function linesBy(lines, voicesOf) {
  /** @type {Map<string, number>} */ const counts = new Map();
  for (const line of lines) if (voicesOf(line).length) counts.set(line.relation, (counts.get(line.relation) ?? 0) + 1);
  return counts;
}

/** @param {Data} data @param {State} state @param {string} name @param {number} count */
function relation(data, state, name, count) {
  const button = el("button", { type: "button", class: "key", "aria-pressed": "true", title: data.relation(name).definition, click: () => state.toggle(name) },
    data.relation(name).label, el("span", { class: "count" }, String(count)));
  return { name, count, button };
}

/**
 * @param {"article" | "outlet"} name
 * @param {string} title
 * @param {{value: string, text: string}[]} options
 * @param {State} state
 */
function choice(name, title, options, state) {
  const select = /** @type {HTMLSelectElement} */ (el("select", { change: () => state.filter({ [name]: select.value }) },
    el("option", { value: "" }, "all"), options.map(({ value, text }) => el("option", { value }, shortened(text, 70)))));
  return { name, select, label: el("label", { class: "choice" }, el("span", {}, title), select) };
}
