/** "120 of 2,000 entities": how much is drawn, and the buttons that change it. */

import { membersOf } from "./bundles.js";
import { Chart } from "./chart.js";
import { lacksClaims } from "./part.js";
import { State } from "./state.js";
import { counted, el } from "./text.js";

/** How many entities are brought in at a time. */
const MORE = 50;

/**
 ** Say how much is shown, and offer the rest.
 * @param {HTMLElement} box
 * @param {Chart} chart
 * @param {State} state
 */
export function showScope(box, chart, state) {
  const { scope, view } = chart;
  const [nodes, lines] = [chart.visible.size, chart.drawn.reduce((sum, { line }) => sum + membersOf(line).length, 0)];
  const [every, all] = [scope.all.length, view.lines.size];
  const whole = nodes === every && lines === all;
  const told = whole ? `${counted(nodes, "entity", "entities")}, ${counted(lines, "line")}`
    : `${nodes.toLocaleString("en")} of ${counted(every, "entity", "entities")}, ${lines.toLocaleString("en")} of ${counted(all, "line")} shown`;
  const part = lacksClaims(view.data) ? ", of a part of the graph" : "";
  const next = scope.first.size < every ? scope.next(MORE) : [];
  box.replaceChildren(el("span", { id: "shown", role: "status" }, told, part),
    next.length ? button(`${next.length} more`, "Bring in the next most spoken of", () => state.bring(next)) : "",
    scope.canShowAll && next.length ? button("All", "Draw all entities", () => state.draw(true)) : "",
    state.more.size || state.less.size || state.whole ? button("Reset", "Draw again what the page opened with", () => state.draw(false)) : "");
}

/** @param {string} text @param {string} title @param {() => void} click */
function button(text, title, click) {
  return el("button", { type: "button", class: "chip", title, click }, text);
}
