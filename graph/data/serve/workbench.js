/** The workbench: YASGUI for this server's endpoint only, with the named queries and with results that link here. */

/** @typedef {{name: string, kind: string, required: boolean, about: string}} Parameter */
/** @typedef {{name: string, title: string, description: string, text: string, parameters: Parameter[]}} Question */

const { Yasgui } = globalThis;
const NS = "https://w3id.org/rashomon/ns#";
const EXAMPLE = `PREFIX rsh:  <${NS}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?person ?name WHERE {
  ?person a rsh:Person ; rdfs:label ?name .
}
ORDER BY ?name
LIMIT 50
`;
const FOLDERS = ["id", "doc", "prop", "claim", "ev", "acc", "graph", "when"];

const holder = /** @type {HTMLElement} */ (document.getElementById("workbench"));
/** @type {{prefixes: Record<string, string>, queries: Question[]}} */
const settings = JSON.parse(holder.dataset.settings ?? "");
const endpoint = new URL("/sparql", location.href).href;
// A cut answer is shown with a warning; other clients must not take it for a complete one.
const headers = { Prefer: "handling=lenient" };
const base = settings.prefixes.id.slice(0, -"id/".length);

/** The address for the IRI of a result, like `Links` of the server; null if it would run or open anything but a page. */
function place(/** @type {string} */ iri) {
  if (FOLDERS.some((name) => iri.startsWith(settings.prefixes[name]))) return `/${encodeURI(iri.slice(base.length)).replaceAll("%25", "%")}`;
  if (iri.startsWith(NS)) return `/html/ns#${encodeURIComponent(iri.slice(NS.length))}`;
  return /^https?:\/\//.test(iri) ? iri : null;
}

/** The IRI as a CURIE, by the longest namespace. @param {string} iri */
function compact(iri) {
  const found = Object.entries(settings.prefixes)
    .filter(([, space]) => iri.startsWith(space) && /^[\p{L}\p{N}_.%-]+$/u.test(iri.slice(space.length)))
    .sort((one, other) => other[1].length - one[1].length)[0];
  return found ? `${found[0]}:${iri.slice(found[1].length)}` : iri;
}

class LinkedTable extends Yasgui.Yasr.plugins.table {
  /** Whole sentences, without quotation marks and datatypes, unless the user chooses otherwise. */
  persistentConfig = { compact: true, isEllipsed: false };

  /** The columns; values for sorting and filtering are escaped, since YASR parses them as HTML and cleans them. */
  getColumns() {
    return super.getColumns().map((/** @type {any} */ column) => ({
      ...column,
      render: (/** @type {any} */ data, /** @type {string} */ type, /** @type {any[]} */ ...rest) =>
        data?.value !== undefined && type !== "display" ? el("span", {}, data.value).innerHTML : column.render(data, type, ...rest),
    }));
  }

  drawControls() {
    super.drawControls();
    holder.querySelectorAll(".tableSizer").forEach((it) => it.setAttribute("aria-label", "Rows on a page"));
  }

  /** The markup of an IRI in a cell. @param {{value: string}} binding */
  getUriLinkFromBinding(binding) {
    const to = place(binding.value);
    const shown = document.createElement(to === null ? "span" : "a");
    if (to !== null) {
      shown.className = "iri";
      shown.setAttribute("href", to);
      shown.setAttribute("rel", "noopener noreferrer");
      if (!to.startsWith("/")) shown.setAttribute("target", "_blank");
    }
    shown.title = binding.value;
    shown.textContent = compact(binding.value);
    return shown.outerHTML;
  }
}

Yasgui.Yasr.registerPlugin("table", LinkedTable);

/** Remarks above a result: that it is empty, and the warnings of the server. @param {any} results */
function remarksOn(results) {
  if (results.hasError()) return [];
  const none = results.getBindings()?.length === 0 ? ["The answer is empty: nothing that matches was read."] : [];
  const told = results.getAsJson()?.head?.warnings;
  // In Turtle they are comments at the beginning.
  const comments = /^(?:# .*\n)*/.exec(String(results.getOriginalResponseAsString() ?? ""))?.[0] ?? "";
  return [...none, ...(told ?? comments.split("\n").filter(Boolean).map((it) => it.slice(2)))];
}

const { draw, setResponse } = Yasgui.Yasr.prototype;
/** Accepts an answer; one without triples is an empty text, which YASR would not accept as Turtle. @param {any} reply @param {any[]} rest */
Yasgui.Yasr.prototype.setResponse = function (reply, ...rest) {
  setResponse.call(this, reply?.content === "" ? { ...reply, content: "\n" } : reply, ...rest);
};
/** Draws a result below its remarks; also a result kept since the last visit, for which there is no event. */
Yasgui.Yasr.prototype.draw = function () {
  this.remarks ??= this.rootEl.insertBefore(el("div", { class: "remarks", role: "status" }), this.resultsEl);
  this.remarks.replaceChildren(...(this.results ? remarksOn(this.results) : []).map((/** @type {string} */ it) => el("p", {}, it)));
  draw.call(this);
};
Yasgui.Yasr.defaults.errorRenderers = [problem];
// Everything that queries or offers other servers is removed.
Yasgui.Yasqe.defaults.autocompleters = ["variables"];

/** What the address names: a question in `#named=…`, a query in `#query=…`. @param {string} part */
const inAddress = (part) => new URLSearchParams(location.hash.slice(1)).get(part);
const wanted = inAddress("named"); // YASGUI empties the address and runs the query in it

const yasgui = new Yasgui(holder, {
  requestConfig: { endpoint, method: "POST", acceptHeaderGraph: "text/turtle", headers },
  copyEndpointOnNewTab: false,
  endpointCatalogueOptions: { getData: () => [], keys: [], renderItem: () => {} },
  populateFromUrl: (/** @type {any} */ found) => ({ ...found, requestConfig: { ...found.requestConfig, endpoint, headers } }),
  yasqe: { value: EXAMPLE, collapsePrefixesOnLoad: true },
  autofocus: false,
  persistenceId: "rashomon",
  yasr: { prefixes: settings.prefixes },
});

/** Labels the editors, also of tabs opened later, for screen readers. */
function nameEditors() {
  holder.querySelectorAll(".CodeMirror textarea").forEach((it) => it.setAttribute("aria-label", "Query"));
}
nameEditors();
yasgui.on("tabSelect", () => setTimeout(nameEditors));
yasgui.on("tabAdd", () => setTimeout(nameEditors));

/** An error of the server in words. @param {{text?: string}} error */
async function problem(error) {
  try {
    const told = JSON.parse(error.text ?? "");
    const shown = document.createElement("div");
    shown.textContent = [told.detail, told.hint].filter(Boolean).join(" – ");
    return shown;
  } catch {
    return undefined;
  }
}

/** @param {string} tag @param {Record<string, string>} attributes @param {...(Node | string)} children */
function el(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 ** The filled-in values as SPARQL terms by parameter: the server knows what a name means, and reports one that means nothing.
 * @param {Question} question
 * @param {Record<string, string>} given
 * @returns {Promise<Record<string, string>>}
 */
async function termsOf(question, given) {
  const reply = await fetch(`/queries/${question.name}/terms?${new URLSearchParams(given)}`);
  const told = await reply.json();
  if (!reply.ok) throw new Error(told.detail);
  return told;
}

/**
 ** The text of a question with the same rows as the named query: parameters that are not given are left out with their columns,
 * and the terms come first, since EXISTS sees only what is bound before it.
 * @param {string} text
 * @param {Record<string, string>} terms
 */
function textFor(text, terms) {
  const names = Object.keys(terms);
  for (const [, idle = ""] of text.matchAll(/# if (\w+)$/gm)) {
    if (names.includes(idle)) continue;
    text = text.replace(new RegExp(`^.*# if ${idle}\n`, "gm"), "").replace(new RegExp(`^(SELECT\\b.*?) \\?${idle}\\b`, "m"), "$1");
  }
  // Here a variable is bound by a join, and not replaced in the text.
  text = text.replace(/^( *)FILTER EXISTS \{ (.+) \}(  # if \w+)$/gm, "$1$2 .$3").replace(/^SELECT\b(?! DISTINCT)/m, "SELECT DISTINCT");
  const values = `VALUES (${names.map((name) => `?${name}`).join(" ")}) { (${Object.values(terms).join(" ")}) }`;
  return names.length ? text.replace(/\bWHERE \{$/gm, (start) => `${start}\n  ${values}`) : text;
}

/** Opens a question in a new tab and runs it. @param {Question} question @param {HTMLFormElement} form */
async function open(question, form) {
  const inputOf = (/** @type {Parameter} */ it) => /** @type {HTMLInputElement} */ (form.elements.namedItem(it.name));
  const said = /** @type {HTMLElement} */ (form.querySelector("[role=status]"));
  said.textContent = "";
  const filled = question.parameters.map(inputOf).filter((it) => it.value.trim());
  try {
    const terms = await termsOf(question, Object.fromEntries(filled.map((it) => [it.name, it.dataset.iri ?? it.value.trim()])));
    ask(question.title.split(":")[0], textFor(question.text, terms));
  } catch (error) {
    said.textContent = error instanceof Error ? error.message : String(error);
  }
}

/** Runs a query in a new tab, or in the one that already has it. @param {string} name @param {string} text */
function ask(name, text) {
  yasgui.addTab(true, { name, yasqe: { value: text } }, { avoidDuplicateTabs: true });
  // If there is one already, YASGUI returns the previous tab.
  yasgui.getTab().query().catch(() => {}); // the table shows what went wrong
}

/** @param {Question} question */
function entry(question) {
  const [title, ...rest] = question.title.split(": ");
  const inputs = question.parameters.map((parameter) => {
    const id = `${question.name}-${parameter.name}`;
    const input = /** @type {HTMLInputElement} */ (el("input", { id, name: parameter.name, autocomplete: "off" }));
    input.type = parameter.kind === "date" ? "date" : "text";
    input.required = parameter.required;
    if (parameter.kind === "entity") input.dataset.find = "";
    const optional = parameter.required ? "" : " (optional)";
    return el("p", { class: "parameter" }, el("label", { for: id }, `${parameter.name}${optional}: ${parameter.about}`), input);
  });
  const form = /** @type {HTMLFormElement} */ (
    el("form", {}, ...inputs, el("button", { type: "submit" }, "Run"), el("p", { role: "status", class: "said" }))
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void open(question, form);
  });
  const about = [rest.join(": "), question.description].filter(Boolean).join(". ");
  return el("li", { "data-name": question.name }, el("details", { name: "question" }, el("summary", {}, title), el("p", { class: "rest" }, about), form));
}

/** Shows a question, and runs it if it needs no input. @param {string | null} name */
function follow(name) {
  const question = settings.queries.find((each) => each.name === name);
  const details = document.querySelector(`#questions [data-name="${CSS.escape(name ?? "")}"] details`);
  if (!question || !(details instanceof HTMLDetailsElement)) return;
  details.open = true;
  const form = /** @type {HTMLFormElement} */ (details.querySelector("form"));
  if (question.parameters.some((each) => each.required)) form.querySelector("input")?.focus();
  else void open(question, form);
}

document.getElementById("questions")?.replaceChildren(...settings.queries.map(entry));
addEventListener("hashchange", () => {
  const query = inAddress("query");
  if (query) ask("Query", query);
  else follow(inAddress("named"));
});
follow(wanted);
