/** The page: puts the parts together and keeps them in step with the selection. */

import { absent } from "./absent.js";
import { tints } from "./accounts.js";
import { entityActions } from "./actions.js";
import { articlePanel, toPlace } from "./article.js";
import { startBlank } from "./blank.js";
import { Chart } from "./chart.js";
import { claimPanel, edgePanel } from "./claims.js";
import { Data, readData } from "./data.js";
import { entityDeciding } from "./deciding.js";
import { decided } from "./decisions.js";
import { startEmbedded } from "./embedded.js";
import { entityPanel } from "./entity.js";
import { startFilters } from "./filterbar.js";
import { counting, filterKey, isOf } from "./filters.js";
import { hint } from "./focus.js";
import { fontReady } from "./font.js";
import { startHelp } from "./help.js";
import { startKeys, startLinks, startTabs } from "./keys.js";
import { startLegend } from "./legend.js";
import { startMinimap } from "./minimap.js";
import { Pane, refocus } from "./pane.js";
import { PANELS } from "./panels.js";
import { empty } from "./parts.js";
import { DECISIONS } from "./panels/decisions.js";
import { partNote } from "./part.js";
import { pathEnds, pathId, pathPanel } from "./path.js";
import { startPictures } from "./picture.js";
import { startPrinting } from "./print.js";
import { Scope } from "./scope.js";
import { showScope } from "./scopebar.js";
import { startSearch } from "./search.js";
import { State } from "./state.js";
import { el } from "./text.js";
import { startTray } from "./tray.js";
import { View, wholeView } from "./view.js";

/** @param {string} id @returns {HTMLElement} */
const byName = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

class Page {
  /** @param {Data} data */
  constructor(data) {
    this.data = data;
    const panels = PANELS.filter(({ present }) => present?.() ?? true);
    this.state = new State(panels.map(({ id }) => id));
    this.decided = decided;
    decided.open(data, this.state.decided);
    this.panel = byName("panel");
    this.pane = new Pane(this.panel);
    this.filters = filterKey(this.state);
    this.view = this.derived();
    /** The camera in the overview, before any question. @type {{position: import("./labels.js").Point, scale: number} | null} */ this.overview = null;
    this.started = false;
    this.chart = new Chart(byName("chart"), this.view, this.state, new Scope(this.view, this.state));
    this.ask = startSearch(data, this.state);
    this.around = { state: this.state, reveal: (/** @type {import("./chart.js").Focus} */ part) => this.reveal(part) };
    this.tabs = panels.map((panel) => ({ ...panel, button: this.tab(panel) }));
  }

  start() {
    const { state, chart, panel, tabs } = this;
    const stage = byName("chart");
    // Registered before all other listeners, which show the counts.
    state.addEventListener("change", () => {
      state.hold(decided.written());
      this.keep();
    });
    startLegend(byName("keys"), chart, state);
    startFilters(byName("filters"), () => this.view, state);
    startMinimap(/** @type {HTMLCanvasElement} */ (byName("minimap")), chart);
    startKeys(stage, chart, state, () => chart.fit(chart.focus?.nodes, true));
    startTabs(byName("tabs"), tabs, state);
    startEmbedded(stage, chart.network);
    startPictures(byName("save"), chart);
    startPrinting(panel);
    startHelp(byName("help"));
    startBlank(byName("blank"), chart);
    startTray(byName("tray"), chart, state);
    startLinks(state, panel);
    stage.addEventListener("filtered", () => this.tell());
    stage.addEventListener("point", (event) => {
      const { node, line } = /** @type {CustomEvent} */ (event).detail;
      hint(this.view, byName("hint"), { node, line: chart.courses.get(line)?.line });
    });
    stage.addEventListener("pointerleave", () => chart.point({}));
    stage.addEventListener("pointermove", (event) => this.follow(event));
    state.addEventListener("change", () => this.show(!state.quiet));
    decided.addEventListener("change", () => this.decide());
    this.show(false);
    toPlace(panel);
    chart.fit();
    this.started = true;
  }

  /** @param {import("./panels.js").Panel} panel */
  tab({ id, title, count }) {
    return el("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": "panel", click: () => this.state.show(id) },
      title, count && el("span", { class: "count" }, String(count(this.view))));
  }

  /** What the filters and an account leave. */
  derived() {
    const { data, state } = this;
    const owners = [state.values.world, state.values.versus].filter((owner) => owner !== undefined);
    const drawn = (/** @type {import("./data.js").Claim} */ claim) => owners.some((owner) => isOf(data, claim, owner));
    const counts = counting(data, state);
    if (!counts && !owners.length) return wholeView(data);
    return new View(data, { ...(counts && { counts }), ...(owners.length && { drawn }) });
  }

  /** Derive the view again if the filters have changed. */
  keep() {
    const key = filterKey(this.state);
    if (this.filters === key) return;
    this.filters = key;
    this.view = this.derived();
    this.chart.take(this.view);
    this.recount();
  }

  recount() {
    for (const { count, button } of this.tabs) button.querySelector(".count")?.replaceChildren(String(count?.(this.view)));
  }

  /** Something was decided, or undone: the drawing stays unchanged until the next build. */
  decide() {
    this.recount();
    this.state.quiet = true;
    this.state.announce();
  }

  detail() {
    const { state, view } = this;
    const { selection, list } = state;
    if (!selection) return (this.tabs.find(({ id }) => id === list) ?? this.tabs[0])?.build(view, this.around);
    const line = view.lines.get(selection.id);
    const entity = view.entities.get(selection.id);
    const p = view.propositions.get(selection.id);
    if (selection.kind === "path" && pathEnds(selection.id)) return pathPanel(view, state, selection.id);
    if (selection.kind === "text") return articlePanel(view, state, selection.id);
    if (selection.kind === "node" && entity) return entityPanel(view, state, entity, this.actions(entity.id));
    if (selection.kind === "edge" && line) return edgePanel(view, state, line);
    if (selection.kind === "claim" && p) return claimPanel(view, state, p);
    return empty("This page has nothing under that address.");
  }

  /** @param {string} id */
  actions(id) {
    const { chart, data, state } = this;
    const actions = entityActions(id, chart.scope, state, () => this.ask(`Path from ${data.name(id)} to \u2026`, (to) => state.select({ kind: "path", id: pathId(id, to) })));
    return el("div", {}, actions, entityDeciding(data, id, this.ask));
  }

  /** Draw the answer to the open question, in the colours of the comparison if there are two accounts; returns whether the question is new. */
  answer() {
    const { chart, state, view } = this;
    const { selection, values: { world, versus } } = state;
    chart.tint = world && versus ? tints(view, world, versus) : null;
    // A requested entity is shown even if it was removed before.
    if (!state.quiet && selection?.kind === "node" && this.started && state.less.has(selection.id)) state.need([selection.id]);
    const [before, size] = [JSON.stringify(chart.scope.question), chart.visible.size];
    const seen = { position: chart.network.getViewPosition(), scale: chart.network.getScale() };
    chart.filter();
    const now = JSON.stringify(chart.scope.question);
    const more = now !== "null" && chart.visible.size > size;
    if (before === now && !more) return;
    if (!chart.scope.question && this.overview) chart.move(this.overview, true);
    else if (this.started) chart.fit(undefined, true);
    if (before === "null") this.overview = chart.touched ? seen : null;
  }

  /** @param {boolean} moved whether to bring the selection into view and the focus to its heading */
  show(moved) {
    const { chart, panel, state, tabs } = this;
    this.answer();
    const gone = absent(chart, state);
    const { selection } = state;
    const back = selection && el("button", { type: "button", class: "back", click: () => state.show(state.list) }, "\u2190 ",
      tabs.find(({ id }) => id === state.list)?.title ?? "Back");
    const basis = [this.filters, state.list, !selection && state.list === DECISIONS && decided.key, selection?.kind === "node" && chart.scope.key, gone?.textContent].join("\n");
    this.pane.show(selection ? JSON.stringify(selection) : state.list, Boolean(selection), basis, () => [back, partNote(this.data), gone, this.detail()]);
    panel.setAttribute("aria-labelledby", `tab-${state.list}`);
    for (const { id, button } of tabs) {
      button.setAttribute("aria-selected", String(id === state.list));
      button.tabIndex = id === state.list ? 0 : -1;
      button.classList.toggle("left", Boolean(selection));
      // Not scrollIntoView, which would also scroll a surrounding page to this page's frame.
      if (id === state.list && button.parentElement) button.parentElement.scrollLeft = button.offsetLeft - (tabs[0]?.button.offsetLeft ?? 0);
    }
    document.body.classList.toggle("selected", Boolean(selection));
    document.body.classList.toggle("wide", selection ? selection.kind === "text" : Boolean(tabs.find(({ id }) => id === state.list)?.wide));
    chart.highlight(null);
    if (moved && !toPlace(panel)) /** @type {HTMLElement | null} */ (panel.querySelector("h2"))?.focus({ preventScroll: true });
  }

  /** Say how much is drawn. */
  tell() {
    const again = refocus(byName("scope"));
    showScope(byName("scope"), this.chart, this.state);
    again();
  }

  /** Shows where a part of the graph is in the drawing. @param {import("./chart.js").Focus} part */
  reveal(part) {
    this.state.need([...part.nodes].filter((id) => !this.chart.scope.places.has(id)));
    this.chart.filter();
    this.chart.highlight(part);
    this.chart.fit(part.nodes, true);
  }

  /** The hint follows the pointer. @param {PointerEvent} event */
  follow(event) {
    const { left, top, width } = byName("chart").getBoundingClientRect();
    const box = byName("hint");
    box.style.left = `${Math.min(event.clientX - left + 14, width - 270)}px`;
    box.style.top = `${event.clientY - top + 16}px`;
  }
}

Promise.all([readData(), fontReady()]).then(([data]) => {
  const page = new Page(data);
  page.start();
  /** @type {any} */ (globalThis).rashomon = page;
  byName("page").setAttribute("aria-busy", "false");
});
