/** The panel for SPARQL: named questions, the user's own questions, and their answers. */

import { spokenOf, table, tableView, values } from "../answer.js";
import { Editor } from "../editor.js";
import { Engine, Unanswered } from "../engine.js";
import { saveTable } from "../files.js";
import { empty } from "../parts.js";
import { Targets, term, textFor } from "../terms.js";
import { counted, el } from "../text.js";
import { unpacked } from "../unpack.js";
import { View } from "../view.js";

/**
 * @typedef {import("../engine.js").NamedQuery} NamedQuery
 * @typedef {import("../engine.js").Parameter} Parameter
 * @typedef {import("../worker/query.js").Term} Term
 */

const OWN = { name: "", title: "A query of your own", description: "Any SPARQL 1.1 query; the usual prefixes need not be declared.", parameters: [],
  text: "SELECT ?who ?relation ?whom\nFROM acc:anyone\nWHERE { ?who ?relation ?whom }\nLIMIT 20\n" };
/** The question shown at first. */
const OPENING = "disputes";
/** How many names are offered for a parameter; others can be typed. */
const OFFERED = 1500;

/** @type {HTMLElement | undefined} */ let panel;

/** @param {View} view @param {(focus: import("../chart.js").Focus) => void} reveal shows a part of the graph */
function start(view, reveal) {
  const box = el("div", {}, empty("Unpacking \u2026"));
  unpacked("sparql").then((/** @type {import("../engine.js").Carried} */ carried) =>
    box.replaceChildren("most" in carried ? tooLarge(carried.most, view.data) : new Ask(view, carried, reveal).element));
  return box;
}

/** Present only in a page with an engine. Question and answer stay while the reader looks at something else. @type {import("../panels.js").Panel} */
export const ask = {
  id: "ask", title: "Ask", wide: true, present: () => Boolean(document.getElementById("sparql")),
  build: (view, { reveal }) => (panel ??= start(view, reveal)),
};

/** @param {number} most @param {import("../data.js").Data} data */
function tooLarge(most, { whole }) {
  const why = whole ? "This page holds a part of the graph, without statements for SPARQL" : `This graph has more than ${counted(most, "statement")}, more than a page should carry`;
  return el("div", { class: "detail" }, el("h2", { tabindex: "-1" }, "Ask"),
    empty(`${why}. In a terminal, \u201crashomon query\u201d searches all of them.`));
}

/** @param {string} label @param {() => void} click */
function action(label, click) {
  return el("button", { type: "button", class: "button", click }, label);
}

class Ask {
  /**
   * @param {View} view
   * @param {import("../engine.js").Engined} records
   * @param {(focus: import("../chart.js").Focus) => void} reveal
   */
  constructor(view, records, reveal) {
    this.view = view;
    this.records = records;
    this.engine = new Engine(records);
    this.targets = new Targets(view.data, records.prefixes);
    /** @type {import("../engine.js").Name[]} */ this.names = [];
    this.query = records.queries.find(({ name }) => name === OPENING) ?? OWN;
    /** @type {import("../answer.js").Table} */ this.table = { variables: [], rows: [] };
    /** @type {import("../chart.js").Focus} */ this.focus = { nodes: new Set(), lines: new Set() };
    this.turn = 0;
    this.editor = new Editor();
    this.choice = /** @type {HTMLSelectElement} */ (el("select", { id: "question", change: () => this.choose(this.choice.value) },
      [...records.queries, OWN].map(({ name, title }) => el("option", { value: name }, title))));
    this.about = el("p", { class: "note" });
    this.inputs = el("div", { class: "parameters" });
    this.source = /** @type {HTMLDetailsElement} */ (el("details", {}, el("summary", {}, "The query in SPARQL"), this.editor.element));
    this.run = el("button", { class: "button" }, "Run");
    this.stop = action("Stop", () => {
      this.run.focus();
      this.engine.end();
    });
    this.show = action("Show in graph", () => reveal(this.focus));
    this.keep = action("Download CSV", () => saveTable("answer.csv", values(this.table)));
    this.status = el("p", { id: "asked", class: "note", role: "status" });
    this.result = el("div", {});
    this.stop.hidden = true;
    this.element = this.build();
    this.choice.value = this.query.name;
    this.choose(this.query.name);
    this.load();
  }

  build() {
    const run = (/** @type {KeyboardEvent} */ event) => (event.ctrlKey || event.metaKey) && event.key === "Enter" && this.ask();
    return el("form", { class: "detail ask", submit: (event) => this.submit(event), keydown: run },
      el("h2", { tabindex: "-1" }, "Ask"),
      el("p", { class: "lead" }, "Choose a question, or write one in SPARQL. It is answered in this page: nothing leaves it."),
      el("label", { class: "field", for: "question" }, "Question", this.choice), this.about, this.inputs, this.source,
      el("p", { class: "actions" }, this.run, this.stop, this.show, this.keep), this.status, this.result);
  }

  async load() {
    this.say(`Reading ${counted(this.records.size, "statement")} …`);
    try {
      this.names = (await this.engine.start()).names;
      this.offer();
      if (!this.query.parameters.some(({ required }) => required)) await this.ask();
      else this.say("");
    } catch (error) {
      this.fail(error);
    }
  }

  /** @param {string} name */
  choose(name) {
    this.query = this.records.queries.find((query) => query.name === name) ?? OWN;
    const { text, description, parameters } = this.query;
    this.about.textContent = description;
    this.editor.text = text.replace(/^(?:#.*\n)+/, "");
    this.source.open = this.query === OWN;
    this.inputs.replaceChildren(...parameters.map((parameter) => this.field(parameter)));
    this.clear();
    if (this.names.length && !parameters.some(({ required }) => required) && this.query !== OWN) this.ask();
  }

  /** @param {Parameter} parameter */
  field({ name, kind, required, description }) {
    const list = { entity: "names-offered", relation: "relations-offered" }[kind];
    return el("label", { class: "field" }, el("span", {}, name, el("small", {}, ` ${description}${required ? "" : " (optional)"}`)),
      el("input", { name, type: kind === "date" ? "date" : "text", list, required, autocomplete: "off", spellcheck: "false" }));
  }

  /** Names to choose from. */
  offer() {
    const byWeight = [...this.view.entities.values()].sort((a, b) => this.view.weight(b.id) - this.view.weight(a.id) || (a.id < b.id ? -1 : 1)).slice(0, OFFERED);
    const list = (/** @type {string} */ id, /** @type {string[]} */ words) => el("datalist", { id }, words.map((value) => el("option", { value })));
    this.element.append(list("names-offered", byWeight.map(({ label }) => label)), list("relations-offered", [...this.view.data.relations.keys()]));
  }

  /** @param {Event} event */
  submit(event) {
    event.preventDefault();
    this.ask();
  }

  /** The terms of the parameters that are filled in. @returns {Record<string, Term>} */
  terms() {
    const known = { names: this.names, prefixes: this.records.prefixes, relations: this.view.data.relations };
    const filled = this.query.parameters.flatMap((parameter) => {
      const value = /** @type {HTMLInputElement | null} */ (this.inputs.querySelector(`input[name="${parameter.name}"]`))?.value.trim();
      if (!value && parameter.required) throw new Unanswered(`${parameter.name}: ${parameter.description}?`);
      return value ? [[parameter.name, term(parameter, value, known)]] : [];
    });
    return Object.fromEntries(filled);
  }

  async ask() {
    this.clear();
    const { turn } = this;
    try {
      const terms = this.terms();
      this.stop.hidden = false;
      this.say("Asking …");
      const { answer, took } = await this.engine.ask(textFor(this.editor.text, this.query.parameters, terms), terms);
      if (turn === this.turn) this.tell(answer, took);
    } catch (error) {
      if (turn === this.turn) this.fail(error);
    } finally {
      if (turn === this.turn) this.stop.hidden = true;
    }
  }

  /** @param {import("../engine.js").Answer} answer @param {number} took milliseconds */
  tell(answer, took) {
    const time = took < 1000 ? `${Math.max(1, Math.round(took))} ms` : `${(took / 1000).toFixed(1)} s`;
    if ("truth" in answer) return this.say(`${answer.truth ? "Yes" : "No"}, in ${time}.`);
    if ("triples" in answer) {
      this.result.replaceChildren(el("pre", { class: "answer turtle", tabindex: "0" }, answer.triples));
      return this.say(`Triples, in ${time}.`);
    }
    const { variables, rows } = answer;
    this.table = table(variables, rows, this.query.parameters.map(({ name }) => name));
    this.focus = spokenOf(rows, this.targets);
    this.result.replaceChildren(tableView(this.table, this.targets));
    this.keep.hidden = !rows.length;
    this.show.hidden = !this.focus.nodes.size;
    return this.say(`${counted(this.table.rows.length, "row")}, in ${time}.`);
  }

  /** @param {unknown} error */
  fail(error) {
    this.say(error instanceof Error ? error.message : String(error), true);
    if (!(error instanceof Unanswered) || !error.place) return;
    this.source.open = true;
    this.editor.mark(error.place);
  }

  /** Forget the answer and end a running question. */
  clear() {
    if (!this.stop.hidden) this.engine.end();
    this.turn += 1;
    this.stop.hidden = true;
    this.result.replaceChildren();
    this.show.hidden = this.keep.hidden = true;
    this.editor.number();
    this.say("");
  }

  /** @param {string} text @param {boolean} [wrong] */
  say(text, wrong = false) {
    this.status.replaceChildren(el("span", {}, text));
    this.status.classList.toggle("wrong", wrong);
  }
}
