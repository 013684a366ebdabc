/** The note in the drawing when there is nothing to draw. */

import { Chart } from "./chart.js";

/** @param {HTMLElement} note @param {Chart} chart */
export function startBlank(note, chart) {
  const show = () => {
    note.hidden = chart.places().size > 0;
    if (note.hidden) return;
    const none = !chart.scope.all.length;
    note.textContent = none ? "There is nothing to draw: no claim was read in these articles." : "Nothing is shown: the legend and the filters hide everything.";
  };
  chart.stage.addEventListener("drawn", show);
  show();
}
