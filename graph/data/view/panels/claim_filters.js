/** The fields above the table of claims, and what they ask. They are filters of the whole page. */

import { DISPUTED } from "../filters.js";
import { named, names } from "../naming.js";
import { questionOf } from "../questions.js";
import { State } from "../state.js";
import { el, quoted } from "../text.js";
import { View } from "../view.js";

/** @typedef {import("../record.js").Value} Value */

/** @type {[Value, string][]} */
const ROLES = [["subject", "Who does it"], ["object", "To whom"], ["one", "With"], ["other", "And with"]];
const STANCES = [["affirmed", "affirmed"], ["denied", "denied"], ["hedged", "hedged"], ["withdrawn", "withdrawn"], [DISPUTED, "denied or disputed"]];

export class ClaimFilters {
  /** @param {View} view @param {State} state */
  constructor(view, state) {
    this.state = state;
    this.view = view;
    const { data } = view;
    this.title = el("h2", { tabindex: "-1" }, "Claims");
    this.words = /** @type {HTMLInputElement} */ (el("input", { type: "search", placeholder: "Words \u2026", "aria-label": "Filter the claims",
      input: () => state.filter({ words: this.words.value.trim() }, { by: "words" }) }));
    this.people = el("datalist", { id: "people" });
    this.speaker = this.person("speaker", "Who speaks");
    this.about = this.person("about", "About");
    const relations = [...new Set([...data.propositions.values()].map(({ relation }) => relation))].map((name) => [name, data.relation(name).label]);
    this.relation = this.choice("relation", "Relation", relations.sort(([, a = ""], [, b = ""]) => a.localeCompare(b, "en")));
    this.stance = this.choice("stance", "Stance", STANCES);
    this.roles = el("span", { class: "chips" });
    this.element = el("div", { class: "claim-filters", role: "group", "aria-label": "Filters of the claims" },
      [this.speaker, this.about, this.relation, this.stance].map((field) => el("label", { class: "choice" }, el("span", {}, field.getAttribute("aria-label")), field)), this.roles, this.people);
  }

  /** A field for a name: all entities can be chosen. @param {"speaker" | "about"} name @param {string} label */
  person(name, label) {
    const field = /** @type {HTMLInputElement} */ (el("input", { type: "text", list: "people", "aria-label": label, placeholder: "anybody", autocomplete: "off", spellcheck: "false",
      focus: () => this.offer(), change: () => {
        const found = named(names(this.view), field.value, 1)[0]?.entry;
        field.value = found?.label ?? "";
        this.state.filter({ [name]: found?.id ?? "" });
      } }));
    return field;
  }

  /** The names to choose from, made on first use. */
  offer() {
    if (this.people.childElementCount) return;
    const { data } = this.view;
    const all = [...data.entities.values()].sort((a, b) => this.view.weight(b.id) - this.view.weight(a.id) || (a.id < b.id ? -1 : 1));
    this.people.replaceChildren(...[...new Set(all.map(({ label }) => label))].map((label) => el("option", { value: label })));
  }

  /** @param {"relation" | "stance"} name @param {string} label @param {string[][]} options */
  choice(name, label, options) {
    const select = /** @type {HTMLSelectElement} */ (el("select", { "aria-label": label, change: () => this.state.filter({ [name]: select.value }) },
      el("option", { value: "" }, "any"), options.map(([value, text]) => el("option", { value }, text))));
    return select;
  }

  /** Show what is asked now. @param {View} view */
  show(view) {
    this.view = view;
    const { values } = this.state;
    const { data } = view;
    this.title.replaceChildren(quoted(questionOf(data, values) || "Claims", "span"));
    if (this.words.value.trim() !== (values.words ?? "")) this.words.value = values.words ?? "";
    for (const name of /** @type {const} */ (["speaker", "about"])) this[name].value = values[name] ? data.name(values[name]) : "";
    for (const name of /** @type {const} */ (["relation", "stance"])) this[name].value = values[name] ?? "";
    const set = ROLES.filter(([name]) => values[name]);
    this.roles.replaceChildren(...set.map(([name, label]) => el("button", { type: "button", class: "chip", "aria-label": `Remove: ${label} ${data.name(values[name])}`, click: () => this.state.filter({ [name]: "" }) },
      `${label}: `, quoted(data.name(values[name])), " \u00d7")));
  }
}
