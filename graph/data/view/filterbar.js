/** Relations, articles, outlets and days: which claims and lines are shown. Below the legend, closed until it is wanted. */

import { Data } from "./data.js";
import { State } from "./state.js";
import { startTimeline } from "./timeline.js";
import { counted, el, shortened } from "./text.js";

/**
 * @param {HTMLElement} box
 * @param {Data} data
 * @param {State} state
 */
export function startFilters(box, data, state) {
  const title = el("summary", {});
  const days = el("div", {});
  /** @type {Map<string, number>} */ const counts = new Map();
  for (const { relation: name } of data.lines.values()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const relations = [...counts].map(([name, count]) => relation(data, state, name, count))
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
    const active = state.hidden.size + [article, outlet, since || until, state.least, world].filter(Boolean).length;
    title.replaceChildren("Filters", active ? el("span", { class: "tag" }, `${counted(active, "filter")} on`) : "");
    clear.hidden = !active;
    for (const { name, button } of relations) button.setAttribute("aria-pressed", String(!state.hidden.has(name)));
    for (const { name, select } of choices) select.value = state.values[name] ?? "";
  };
  state.addEventListener("change", show);
  show();
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
