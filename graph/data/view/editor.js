/** A text field for code with numbered lines, one of which can be marked. */

import { el } from "./text.js";

export class Editor {
  constructor() {
    this.numbers = el("pre", { class: "numbers", "aria-hidden": "true" });
    this.field = /** @type {HTMLTextAreaElement} */ (el("textarea", { rows: 14, wrap: "off", spellcheck: "false", autocapitalize: "off",
      "aria-label": "The query in SPARQL", "aria-describedby": "asked", input: () => this.number(), scroll: () => this.follow() }));
    this.element = el("div", { class: "editor" }, this.numbers, this.field);
  }

  get text() {
    return this.field.value;
  }

  set text(text) {
    this.field.value = text;
    this.number();
  }

  /** Number the lines, and mark one. @param {number} [marked] */
  number(marked) {
    const lines = this.text.split("\n").map((_, i) => [el(i + 1 === marked ? "mark" : "span", {}, String(i + 1)), "\n"]);
    this.numbers.replaceChildren(...lines.flat());
    this.follow();
  }

  follow() {
    this.numbers.scrollTop = this.field.scrollTop;
  }

  /** Marks a place and puts the cursor on the word there. @param {{line: number, column: number}} place */
  mark({ line, column }) {
    const before = this.text.split("\n").slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    const start = before + column - 1;
    const word = /^\S*/.exec(this.text.slice(start))?.[0].length ?? 0;
    this.number(line);
    this.field.focus();
    this.field.setSelectionRange(start, start + word);
  }
}
