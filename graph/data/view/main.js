/** The page: puts the parts together and keeps them in step with what is selected. */

import { Chart } from "./chart.js";
import { claimPanel, edgePanel } from "./claims.js";
import { readData } from "./data.js";
import { entityPanel } from "./entity.js";
import { startLegend } from "./legend.js";
import { lists } from "./lists.js";
import { empty, whoSays } from "./parts.js";
import { startSearch } from "./search.js";
import { State } from "./state.js";
import { counted, el, quoted } from "./text.js";
import { caption, plain, sentence } from "./words.js";

/** @param {string} id @returns {HTMLElement} */
const byName = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const data = readData();
const state = new State();
const chart = new Chart(byName("chart"), data, state);
const panel = byName("panel");
const tabs = lists(data).map((list) => ({ ...list, button: tab(list) }));

/** @param {import("./lists.js").List} list */
function tab({ id, title, count }) {
  return el("button", { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": "panel", click: () => state.show(id) },
    title, count && el("span", { class: "count" }, String(count())));
}

/** Show only claims with this score or more. @param {number} least */
function keep(least) {
  data.keep(least);
  chart.captions.reword();
  for (const { count, button } of tabs) button.querySelector(".count")?.replaceChildren(String(count?.()));
}

/** The lines of what is selected. @returns {import("./data.js").Line[]} */
function selectedLines() {
  const { selection } = state;
  const line = selection && data.lines.get(selection.id);
  if (selection?.kind === "edge") return line ? [line] : [];
  if (selection?.kind === "claim") return data.linesOf.get(selection.id) ?? [];
  if (selection?.kind !== "node") return [];
  return [...data.lines.values()].filter(({ from, to }) => from === selection.id || to === selection.id);
}

/** The two entities of a line; of one onto another edge, also that one's. @param {import("./data.js").Line} line @returns {string[]} */
function ends(line) {
  const under = data.lines.get(data.spots.get(line.to)?.onto ?? "");
  return under ? [line.from, line.to, under.from, under.to] : [line.from, line.to];
}

function focus() {
  const { selection } = state;
  if (!selection) return null;
  const lines = new Set(selectedLines());
  for (const line of [...lines]) {
    const under = data.lines.get(data.spots.get(line.to)?.onto ?? "");
    if (under) lines.add(under);
    const others = selection.kind === "edge" && line.disputed ? line.propositions.flatMap((id) => data.linesOf.get(id) ?? []) : [];
    for (const other of others) lines.add(other);
  }
  const p = selection.kind === "claim" ? data.propositions.get(selection.id) : undefined;
  for (const line of data.linesOf.get(p?.content ?? "") ?? []) lines.add(line);
  const lone = selection.kind === "node" ? [selection.id] : p ? [p.subject] : [];
  const nodes = new Set([...[...lines].flatMap(ends), ...lone].filter((id) => data.spots.has(id)));
  return nodes.size ? { nodes, lines: new Set([...lines].map(({ id }) => id)) } : null;
}

function detail() {
  const { selection } = state;
  if (!selection) return tabs.find(({ id }) => id === state.list)?.build() ?? tabs[0]?.build();
  const line = data.lines.get(selection.id);
  const entity = data.entities.get(selection.id);
  const p = data.propositions.get(selection.id);
  if (selection.kind === "node" && entity) return entityPanel(data, entity);
  if (selection.kind === "edge" && line) return edgePanel(data, line);
  if (selection.kind === "claim" && p) return claimPanel(data, p);
  return empty("This page has nothing under that address.");
}

/** @param {boolean} moved whether to bring the selection into view and the focus to its heading */
function show(moved) {
  if (data.least !== state.least) keep(state.least);
  const shown = detail();
  const { selection } = state;
  const back = selection && el("button", { type: "button", class: "back", click: () => state.show(state.list) }, "\u2190 ",
    tabs.find(({ id }) => id === state.list)?.title ?? "Back");
  panel.replaceChildren(...[back, shown].filter((each) => each instanceof Node));
  panel.scrollTop = 0;
  panel.setAttribute("aria-labelledby", `tab-${state.list}`);
  for (const { id, button } of tabs) {
    button.setAttribute("aria-selected", String(id === state.list));
    button.tabIndex = id === state.list ? 0 : -1;
    button.classList.toggle("left", Boolean(selection));
  }
  document.body.classList.toggle("selected", Boolean(selection));
  const around = focus();
  chart.filter();
  chart.highlight(around);
  if (moved && around) chart.fit(around.nodes, true);
  if (moved) /** @type {HTMLElement | null} */ (panel.querySelector("h2"))?.focus({ preventScroll: true });
  byName("shown").textContent = shownText();
}

function shownText() {
  const [nodes, lines] = [data.network.nodes.filter(({ onto }) => !onto), [...data.lines.values()]];
  const [some, few] = [nodes.filter((spot) => chart.showsSpot(spot)).length, lines.filter((line) => chart.showsLine(line)).length];
  if (some === nodes.length && few === lines.length) return `${counted(some, "entity", "entities")}, ${counted(few, "line")}`;
  return `${some} of ${counted(nodes.length, "entity", "entities")}, ${few} of ${counted(lines.length, "line")} shown`;
}

/** What the pointer is over, in words. @param {{node?: string, line?: string}} hover */
function hint({ node, line: id }) {
  const box = byName("hint");
  const line = id ? data.lines.get(id) : undefined;
  box.hidden = !node && !line;
  if (node) box.replaceChildren(el("b", {}, quoted(data.name(node))), ` \u00b7 ${counted(data.entities.get(node)?.weight ?? 0, "claim")}`);
  const p = line?.propositions.length === 1 ? data.propositions.get(line.propositions[0] ?? "") : undefined;
  if (line && p) box.replaceChildren(quoted(plain(data, sentence(data, p))));
  else if (line) box.replaceChildren(quoted(`${data.name(line.from)} ${caption(data, line)} ${data.name(data.target(line) ?? "")}`));
  const claims = (line?.propositions ?? []).flatMap((each) => data.claimsOf.get(each) ?? []);
  if (line) box.append(el("small", {}, whoSays(data, claims.filter(({ stance }) => stance === line.stance))));
}

/** A link to something in this page keeps what is listed and hidden. @param {MouseEvent} event */
function follow(event) {
  const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const [kind, id] = [...new URLSearchParams(link.getAttribute("href")?.slice(1))][0] ?? [];
  if (link.id === "skip") panel.focus();
  else if (kind && id !== undefined) state.select({ kind: /** @type {import("./state.js").Kind} */ (kind), id });
}

function startKeys() {
  const list = byName("tabs");
  list.replaceChildren(...tabs.map(({ button }) => button));
  list.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: tabs.length - 1 }[event.key];
    if (!step) return;
    const at = tabs.findIndex(({ id }) => id === state.list);
    const next = tabs[(at + step) % tabs.length];
    if (next) state.show(next.id);
    next?.button.focus();
  });
  const steps = { ArrowLeft: [-0.15, 0], ArrowRight: [0.15, 0], ArrowUp: [0, -0.15], ArrowDown: [0, 0.15] };
  byName("chart").addEventListener("keydown", (event) => {
    const step = steps[/** @type {keyof typeof steps} */ (event.key)];
    if (step) chart.pan(step[0] ?? 0, step[1] ?? 0);
    else if (event.key === "+" || event.key === "=") chart.zoom(1.3);
    else if (event.key === "-") chart.zoom(1 / 1.3);
    else if (event.key === "0") chart.fit(undefined, true);
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", follow);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.selection) state.select(null);
  });
  for (const [id, action] of Object.entries({ closer: () => chart.zoom(1.3), farther: () => chart.zoom(1 / 1.3), whole: () => chart.fit(undefined, true) })) {
    byName(id).addEventListener("click", action);
  }
}

byName("legend").toggleAttribute("open", matchMedia("(min-width: 46rem)").matches);
startSearch(data, (id) => state.select({ kind: "node", id }));
startLegend(byName("keys"), data, state);
startKeys();
byName("chart").addEventListener("point", (event) => hint(/** @type {CustomEvent} */ (event).detail));
byName("chart").addEventListener("pointerleave", () => chart.point({}));
byName("chart").addEventListener("pointermove", (event) => {
  const { left, top, width } = byName("chart").getBoundingClientRect();
  const box = byName("hint");
  box.style.left = `${Math.min(event.clientX - left + 14, width - 270)}px`;
  box.style.top = `${event.clientY - top + 16}px`;
});
state.addEventListener("change", () => show(!state.quiet));
show(false);
chart.fit(state.selection ? focus()?.nodes : undefined);
/** @type {any} */ (globalThis).rashomon = { data, state, chart };
