/** The field for searching and asking: suggestions by kind, reached by "/". */

import { signOf } from "./looks.js";
import { Data } from "./data.js";
import { everywhere } from "./left.js";
import { pathId } from "./path.js";
import { all, filtering, selecting } from "./record.js";
import { State } from "./state.js";
import { instead, Suggestions, TITLES, unasked } from "./suggest.js";
import { counted, el, quoted } from "./text.js";

/** @typedef {import("./suggest.js").Suggestion} Suggestion */

/** Whether the user is typing or choosing in an element. @param {EventTarget | null} target */
export function typing(target) {
  return target instanceof HTMLElement && target.matches("input:not([type=range]):not([type=checkbox]), select, textarea");
}

/** One suggestion, as a row of the list. @param {Data} data @param {Suggestion} it @param {number} i @param {() => void} pick */
function row(data, it, i, pick) {
  const count = it.count !== undefined && !it.shows && el("span", { class: "count" }, counted(it.count, "claim"));
  return el("div", { role: "option", id: `suggestion-${i}`, "aria-selected": "false", mousedown: (event) => event.preventDefault(), click: pick },
    it.id !== undefined && signOf(data, it.id), quoted(it.text, "bdi", it.claim === undefined ? undefined : "sentence"),
    it.also && el("span", { class: "also" }, quoted(it.also)), count);
}

class Field {
  /** @param {Data} data @param {State} state */
  constructor(data, state) {
    this.data = data;
    this.state = state;
    this.field = /** @type {HTMLInputElement} */ (document.getElementById("search"));
    this.box = /** @type {HTMLElement} */ (document.getElementById("suggestions"));
    this.usual = this.field.placeholder;
    /** Made on the first input, with the filters for which it was made. @type {{key: string, of: Suggestions} | null} */ this.suggestions = null;
    /** @type {Suggestion[]} */ this.found = [];
    this.active = -1;
    /** What to do with the next name, if it is meant for something else. @type {((id: string) => void) | null} */ this.asked = null;
  }

  close() {
    this.box.hidden = true;
    this.found = [];
    this.active = -1;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  leave() {
    this.asked = null;
    this.field.placeholder = this.usual;
  }

  /** @param {Suggestion | undefined} it */
  pick(it) {
    if (!it) return;
    const { asked, state } = this;
    this.field.value = "";
    this.close();
    this.leave();
    if (it.id !== undefined) (asked ?? ((id) => state.change(all(filtering(instead({})), selecting({ kind: "node", id })), { quiet: false })))(it.id);
    else if (it.claim !== undefined) state.select({ kind: "claim", id: it.claim });
    else if (it.shows === "path") state.change(all(filtering(instead({})), selecting({ kind: "path", id: pathId(it.values?.one ?? "", it.values?.other ?? "") })), { quiet: false });
    else if (it.shows && it.values) state.open(it.shows, { ...instead({}), ...it.values }, { quiet: false });
    else if (it.values) state.open("claims", instead(it.values), { quiet: false });
  }

  /** @param {number} next */
  mark(next) {
    this.active = next;
    const options = [...this.box.querySelectorAll("[role=option]")];
    for (const [i, option] of options.entries()) option.setAttribute("aria-selected", String(i === next));
    if (next < 0) this.field.removeAttribute("aria-activedescendant");
    else this.field.setAttribute("aria-activedescendant", `suggestion-${next}`);
    options[next]?.scrollIntoView({ block: "nearest" });
  }

  open() {
    const { box, field } = this;
    const { key, view } = unasked(this.data, this.state.shown);
    if (this.suggestions?.key !== key) this.suggestions = { key, of: new Suggestions(view()) };
    const groups = this.suggestions.of.of(field.value).filter(({ kind }) => !this.asked || kind === "name");
    this.found = groups.flatMap(({ options }) => options);
    const rows = groups.map(({ kind, options }) => el("div", { role: "group", "aria-label": TITLES[kind] }, el("p", { class: "kind", "aria-hidden": "true" }, TITLES[kind]),
      options.map((it) => row(this.data, it, this.found.indexOf(it), () => this.pick(it)))));
    box.replaceChildren(...(rows.length ? rows : [el("p", { class: "empty" }, `Nobody and nothing of that name was read ${everywhere(this.data)}, and no sentence has these words.`)]));
    box.hidden = !field.value.trim();
    field.setAttribute("aria-expanded", String(!box.hidden));
    this.mark(this.found.length ? 0 : -1);
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    const { field, found } = this;
    if (event.key === "Escape") {
      if (field.value) field.value = "";
      else field.blur();
      this.close();
      event.stopPropagation();
    } else if (event.key === "Enter") {
      this.pick(found[Math.max(this.active, 0)]);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && found.length && !this.box.hidden) {
      event.preventDefault();
      this.mark((this.active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
    }
  }
}

/**
 ** Set up the field and its list.
 * @param {Data} data
 * @param {State} state
 * @returns {(prompt: string, once: (id: string) => void) => void} asks for a name, and what to do with it
 */
export function startSearch(data, state) {
  const it = new Field(data, state);
  const { field } = it;
  field.addEventListener("input", () => it.open());
  field.addEventListener("focus", () => field.value && it.open());
  field.addEventListener("blur", () => {
    it.close();
    it.leave();
  });
  field.addEventListener("keydown", (event) => it.press(event));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
  return (prompt, once) => {
    field.value = "";
    it.close();
    field.focus();
    field.placeholder = prompt;
    it.asked = once;
  };
}
