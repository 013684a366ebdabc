/** What only paper needs: the question, which on the screen is in fields. */

import { el } from "./text.js";

/** @param {HTMLElement} panel */
export function startPrinting(panel) {
  addEventListener("beforeprint", () => panel.querySelector(".ask > .lead")?.after(asked(panel)));
  addEventListener("afterprint", () => panel.querySelector(".printed-question")?.remove());
}

/** The question with its filled-in values, and its query if visible. @param {HTMLElement} panel */
function asked(panel) {
  const question = /** @type {HTMLSelectElement | null} */ (panel.querySelector("#question"))?.selectedOptions[0]?.text;
  const filled = /** @type {HTMLInputElement[]} */ ([...panel.querySelectorAll(".parameters input")]).filter(({ value }) => value);
  const query = /** @type {HTMLTextAreaElement | null} */ (panel.querySelector(".ask details[open] textarea"))?.value;
  return el("div", { class: "printed-question" }, el("h3", {}, question ?? ""),
    filled.map(({ name, value }) => el("p", {}, `${name.replaceAll("_", " ")}: ${value}`)), query && el("pre", {}, query));
}
