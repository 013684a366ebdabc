/** Names are suggested during typing in every input with `data-find`; the event "found" reports what is chosen. */

/** @typedef {{iri: string, label: string, name: string, type: string, page: string}} Suggestion */

const WAIT = 120;

/** The current suggestions of an input. @type {WeakMap<HTMLInputElement, Suggestion[]>} */
const suggested = new WeakMap();
let asked = 0;

/**
 * Entities with a name like the text.
 * @param {string} text
 * @returns {Promise<Suggestion[]>}
 */
async function find(text) {
  if (!text.trim()) return [];
  const reply = await fetch(`/search?${new URLSearchParams({ q: text })}`);
  return reply.ok ? reply.json() : [];
}

/** The list of an input, made on first use. @param {HTMLInputElement} input */
function listOf(input) {
  const found = document.getElementById(input.getAttribute("aria-controls") ?? "");
  if (found) return found;
  const list = document.createElement("div");
  list.id = `${input.id}-suggestions`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.className = "suggestions";
  list.hidden = true;
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.after(list);
  return list;
}

/** @param {HTMLInputElement} input @param {Suggestion[]} found */
function show(input, found) {
  const list = listOf(input);
  suggested.set(input, found);
  list.replaceChildren(
    ...found.map((each, index) => {
      const option = document.createElement("div");
      option.id = `${list.id}-${index}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const name = document.createElement("bdi");
      name.textContent = each.label;
      const also = document.createElement("span");
      also.className = "also";
      also.textContent = each.type;
      option.append(name, also);
      // Before the input loses the focus, which closes the list.
      option.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        choose(input, each);
      });
      return option;
    }),
  );
  list.hidden = found.length === 0;
  input.setAttribute("aria-expanded", String(!list.hidden));
  input.removeAttribute("aria-activedescendant");
}

/** @param {HTMLInputElement} input @param {Suggestion} one */
function choose(input, one) {
  input.value = one.label;
  input.dataset.iri = one.iri;
  show(input, []);
  input.dispatchEvent(new CustomEvent("found", { bubbles: true, detail: one }));
}

/** Hides the list and ignores answers still to come. @param {HTMLInputElement} input */
function close(input) {
  asked += 1;
  show(input, []);
}

/** Moves the mark in the list. @param {HTMLInputElement} input @param {number} step */
function move(input, step) {
  const options = [...listOf(input).children];
  if (!options.length) return;
  const now = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const next = (now + step + options.length + (now < 0 && step < 0 ? 1 : 0)) % options.length;
  options.forEach((option, index) => option.setAttribute("aria-selected", String(index === next)));
  input.setAttribute("aria-activedescendant", options[next].id);
  options[next].scrollIntoView({ block: "nearest" });
}

/** @param {Event} event */
const finder = (event) =>
  event.target instanceof HTMLInputElement && event.target.dataset.find !== undefined ? event.target : null;

document.addEventListener("input", (event) => {
  const input = finder(event);
  if (!input) return;
  delete input.dataset.iri;
  const mine = ++asked;
  setTimeout(async () => {
    if (mine !== asked) return;
    const found = await find(input.value);
    if (mine === asked) show(input, found);
  }, WAIT);
});

document.addEventListener("keydown", (event) => {
  const input = finder(event);
  if (!input) {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      document.getElementById("search")?.focus();
    }
    return;
  }
  const found = suggested.get(input) ?? [];
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(input, event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Escape") {
    close(input);
  } else if (event.key === "Enter") {
    const options = [...listOf(input).children];
    const marked = options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    // A form is sent with the typed text, unless one of the suggestions was chosen.
    const one = found[marked] ?? (input.form ? undefined : found[0]);
    if (one) {
      event.preventDefault();
      choose(input, one);
    } else if (input.form) close(input);
  }
});

document.addEventListener("focusout", (event) => {
  const input = finder(event);
  if (input) close(input);
});

document.getElementById("search")?.addEventListener("found", (event) => {
  location.assign(/** @type {CustomEvent<Suggestion>} */ (event).detail.page);
});
