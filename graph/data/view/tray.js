/** The regions in the drawing, and the smaller groups that are not in it, as a list on top of it. */

import { Chart } from "./chart.js";
import { refocus } from "./pane.js";
import { signOf } from "./looks.js";
import { titleOf } from "./regions.js";
import { State } from "./state.js";
import { counted, el, quoted } from "./text.js";
import { View } from "./view.js";

/** How many names of a group are listed. */
const NAMES = 3;
/** How many groups are shown at first, and with each "more". */
const FIRST = 30;

/** @param {HTMLElement} box @param {Chart} chart @param {State} state */
export function startTray(box, chart, state) {
  /** @type {unknown[]} */ let known = [];
  let shown = FIRST;
  const fill = () => {
    const asked = chart.scope.question !== null && chart.scope.question.kind !== "largest";
    const basis = [chart.view, chart.regions.shown, asked, box.hasAttribute("open"), shown];
    if (basis.every((each, i) => each === known[i])) return;
    known = basis;
    const [regions, groups] = [chart.regions.shown, left(chart.view)];
    // With an answer, nothing else is wanted.
    box.hidden = asked || (!regions.length && !groups.length);
    const again = refocus(box);
    const title = [regions.length && counted(regions.length, "region"), groups.length && counted(groups.length, "smaller group")].filter(Boolean).join(", ");
    const list = box.hasAttribute("open") && el("div", { class: "tray-list" },
      regions.length > 0 && [el("h2", {}, "Regions"), el("ul", {}, regions.map((each) => el("li", {}, region(chart, each))))],
      groups.length > 0 && [el("h2", {}, "Smaller groups"), el("p", { class: "note" }, "No line connects them with the rest."),
        el("ul", {}, groups.slice(0, shown).map((ids) => el("li", {}, group(chart.view, ids)))),
        groups.length > shown && el("button", { type: "button", class: "more", click: () => {
          shown += FIRST;
          fill();
        } }, `Show ${Math.min(FIRST, groups.length - shown)} more`)]);
    box.replaceChildren(el("summary", {}, title), ...(list ? [list] : []));
    again();
  };
  box.addEventListener("toggle", fill);
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !box.hasAttribute("open")) return;
    event.stopPropagation();
    box.removeAttribute("open");
    box.querySelector("summary")?.focus();
  });
  state.addEventListener("change", fill);
  chart.stage.addEventListener("drawn", fill);
  fill();
}

/** The groups with a line that the filters leave, the ones mentioned most first. @param {View} view @returns {string[][]} */
function left(view) {
  const weight = (/** @type {string[]} */ ids) => ids.reduce((sum, id) => sum + view.weight(id), 0);
  const groups = view.data.aside.map((ids) => ids.filter((id) => view.linesAt(id).some(({ voices }) => voices.length))).filter(({ length }) => length);
  return groups.map((ids) => ({ ids, weight: weight(ids) })).sort((a, b) => b.weight - a.weight).map(({ ids }) => ids.sort((a, b) => view.weight(b) - view.weight(a) || (a < b ? -1 : 1)));
}

/** @param {Chart} chart @param {import("./regions.js").Shown} shown */
function region(chart, { region: each, nodes }) {
  return el("button", { type: "button", class: "row", click: () => chart.fit(nodes, true) }, quoted(titleOf(chart.view, each).join(" ")));
}

/** @param {View} view @param {string[]} ids */
function group(view, ids) {
  const [first = ""] = ids;
  const names = ids.slice(0, NAMES).map((id) => view.name(id)).join(", ");
  const disputed = ids.some((id) => view.linesAt(id).some((line) => line.disputed));
  return el("a", { class: "row", href: `#${new URLSearchParams({ node: first })}` }, signOf(view, first),
    el("span", {}, quoted(names), ids.length > NAMES && ` and ${counted(ids.length - NAMES, "other")}`, disputed && el("span", { class: "tag" }, "disputed")));
}
