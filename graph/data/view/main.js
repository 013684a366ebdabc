/** The page: puts the parts together and keeps them in step with what is selected. */

import { Chart } from "./chart.js";
import { claimPanel, edgePanel } from "./claims.js";
import { Data, readData } from "./data.js";
import { entityPanel } from "./entity.js";
import { counting, filterKey } from "./filters.js";
import { focusOf, hint, needed } from "./focus.js";
import { startKeys, startLinks, startTabs } from "./keys.js";
import { startLegend } from "./legend.js";
import { lists } from "./lists.js";
import { empty } from "./parts.js";
import { Scope } from "./scope.js";
import { showScope } from "./scopebar.js";
import { startSearch } from "./search.js";
import { State } from "./state.js";
import { el } from "./text.js";

/** @param {string} id @returns {HTMLElement} */
const byName = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

class Page {
  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    this.state = new State();
    this.filters = filterKey(/** @type {any} */ ({ least: 0, values: {} }));
    this.panel = byName("panel");
    this.keep();
    this.chart = new Chart(byName("chart"), data, this.state, new Scope(data, this.state));
    this.tabs = lists(data).map((list) => ({ ...list, button: this.tab(list) }));
  }

  start() {
    const { data, state, chart, panel, tabs } = this;
    const stage = byName("chart");
    byName("legend").toggleAttribute("open", matchMedia("(min-width: 46rem)").matches);
    startSearch(data, (id) => state.select({ kind: "node", id }));
    startLegend(byName("keys"), data, state);
    startKeys(stage, chart, state, () => chart.fit(focusOf(data, state)?.nodes, true));
    startTabs(byName("tabs"), tabs, state);
    startLinks(state, panel);
    stage.addEventListener("point", (event) => hint(data, byName("hint"), /** @type {CustomEvent} */ (event).detail));
    stage.addEventListener("pointerleave", () => chart.point({}));
    stage.addEventListener("pointermove", (event) => this.follow(event));
    state.addEventListener("change", () => this.show(!state.quiet));
    this.show(false);
    chart.fit(state.selection ? focusOf(data, state)?.nodes : undefined);
  }

  /** @param {import("./lists.js").List} list */
  tab({ id, title, count }) {
    return el("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": "panel", click: () => this.state.show(id) },
      title, count && el("span", { class: "count" }, String(count())));
  }

  /** Count anew where the filters have changed. */
  keep() {
    const key = filterKey(this.state);
    if (this.filters === key) return;
    this.filters = key;
    this.data.keep(counting(this.data, this.state));
    for (const { count, button } of this.tabs ?? []) button.querySelector(".count")?.replaceChildren(String(count?.()));
  }

  detail() {
    const { data, state: { selection, list } } = this;
    if (!selection) return (this.tabs.find(({ id }) => id === list) ?? this.tabs[0])?.build();
    const line = data.lines.get(selection.id);
    const entity = data.entities.get(selection.id);
    const p = data.propositions.get(selection.id);
    if (selection.kind === "node" && entity) return entityPanel(data, entity);
    if (selection.kind === "edge" && line) return edgePanel(data, line);
    if (selection.kind === "claim" && p) return claimPanel(data, p);
    return empty("This page has nothing under that address.");
  }

  /** @param {boolean} moved whether to bring the selection into view and the focus to its heading */
  show(moved) {
    const { chart, data, panel, state, tabs } = this;
    this.keep();
    const wanted = chart.scope.wanted(needed(data, state).filter((id) => !state.less.has(id) || moved));
    if (wanted.length) state.bring(wanted, { kept: false });
    const { selection } = state;
    const back = selection && el("button", { type: "button", class: "back", click: () => state.show(state.list) }, "\u2190 ",
      tabs.find(({ id }) => id === state.list)?.title ?? "Back");
    panel.replaceChildren(...[back, this.detail()].filter((each) => each instanceof Node));
    panel.scrollTop = 0;
    panel.setAttribute("aria-labelledby", `tab-${state.list}`);
    for (const { id, button } of tabs) {
      button.setAttribute("aria-selected", String(id === state.list));
      button.tabIndex = id === state.list ? 0 : -1;
      button.classList.toggle("left", Boolean(selection));
    }
    document.body.classList.toggle("selected", Boolean(selection));
    const around = focusOf(data, state);
    chart.filter();
    chart.highlight(around);
    if (moved && around) chart.fit(around.nodes, true);
    if (moved) /** @type {HTMLElement | null} */ (panel.querySelector("h2"))?.focus({ preventScroll: true });
    showScope(byName("scope"), chart, state);
  }

  /** The hint goes with the pointer. @param {PointerEvent} event */
  follow(event) {
    const { left, top, width } = byName("chart").getBoundingClientRect();
    const box = byName("hint");
    box.style.left = `${Math.min(event.clientX - left + 14, width - 270)}px`;
    box.style.top = `${event.clientY - top + 16}px`;
  }
}

readData().then((data) => {
  const page = new Page(data);
  page.start();
  /** @type {any} */ (globalThis).rashomon = page;
  byName("page").setAttribute("aria-busy", "false");
});
