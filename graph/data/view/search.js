/** Search by name and alias: a text field with suggestions, reached by "/". */

import { signOf } from "./looks.js";
import { el, folded, quoted } from "./text.js";
import { View } from "./view.js";

/** @typedef {{id: string, name: string, label: string, folded: string, weight: number}} Entry */

const MOST = 8;

/** All names with the entity that they lead to. @param {View} view @returns {Entry[]} */
export function names(view) {
  return [...view.entities.values()].flatMap(({ id, label, aliases = [] }) =>
    [label, ...aliases].map((name) => ({ id, name, label, folded: folded(name), weight: view.weight(id) })));
}

/**
 * The best match of each entity: names that begin so, then words that do, then any part of a name.
 * @param {Entry[]} entries
 * @param {string} query
 * @returns {Entry[]}
 */
export function matches(entries, query) {
  const wanted = folded(query);
  if (!wanted) return [];
  /** @param {Entry} entry */
  const rank = (entry) => {
    if (entry.folded.startsWith(wanted)) return entry.name === entry.label ? 0 : 1;
    if (entry.folded.includes(` ${wanted}`)) return 2;
    return entry.folded.includes(wanted) ? 3 : 4;
  };
  /** @type {Map<string, {entry: Entry, rank: number}>} */
  const best = new Map();
  for (const entry of entries) {
    const found = rank(entry);
    if (found < (best.get(entry.id)?.rank ?? 4)) best.set(entry.id, { entry, rank: found });
  }
  return [...best.values()]
    .sort((a, b) => a.rank - b.rank || b.entry.weight - a.entry.weight || (a.entry.id < b.entry.id ? -1 : 1))
    .slice(0, MOST).map(({ entry }) => entry);
}

/** Whether somebody is writing or choosing there. @param {EventTarget | null} target */
export function typing(target) {
  return target instanceof HTMLElement && target.matches("input:not([type=range]):not([type=checkbox]), select, textarea");
}

/**
 * Make the field and its list work.
 * @param {() => View} now what the filters leave
 * @param {(id: string) => void} choose
 * @returns {(prompt: string, once: (id: string) => void) => void} asks for a name, and what to do with it
 */
export function startSearch(now, choose) {
  const field = /** @type {HTMLInputElement} */ (document.getElementById("search"));
  const box = /** @type {HTMLElement} */ (document.getElementById("suggestions"));
  /** Made when somebody first writes a name. @type {Entry[] | null} */ let entries = null;
  /** @type {Entry[]} */ let found = [];
  let active = -1;
  const usual = field.placeholder;
  /** What to do with the next name, where something else was asked. @type {((id: string) => void) | null} */ let asked = null;

  const close = () => {
    box.hidden = true;
    found = [];
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const pick = (/** @type {Entry | undefined} */ entry) => {
    if (!entry) return;
    field.value = "";
    close();
    const act = asked ?? choose;
    leave();
    act(entry.id);
  };
  const leave = () => {
    asked = null;
    field.placeholder = usual;
  };
  const mark = (/** @type {number} */ next) => {
    active = next;
    for (const [i, option] of [...box.children].entries()) option.setAttribute("aria-selected", String(i === active));
    if (active < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `suggestion-${active}`);
    box.children[active]?.scrollIntoView({ block: "nearest" });
  };
  const open = () => {
    entries ??= names(now());
    found = matches(entries, field.value);
    const options = found.map((entry, i) => el("div", { role: "option", id: `suggestion-${i}`, "aria-selected": "false",
      mousedown: (event) => event.preventDefault(), click: () => pick(entry) },
      signOf(now(), entry.id), quoted(entry.label), entry.name !== entry.label && el("span", { class: "also" }, quoted(entry.name))));
    box.replaceChildren(...(options.length ? options : [el("p", { class: "empty" }, "Nobody and nothing of that name was read in these articles.")]));
    box.hidden = !field.value.trim();
    field.setAttribute("aria-expanded", String(!box.hidden));
    mark(found.length ? 0 : -1);
  };

  field.addEventListener("input", open);
  field.addEventListener("focus", () => field.value && open());
  field.addEventListener("blur", () => {
    close();
    leave();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (field.value) field.value = "";
      else field.blur();
      close();
      event.stopPropagation();
    } else if (event.key === "Enter") {
      pick(found[Math.max(active, 0)]);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && found.length && !box.hidden) {
      event.preventDefault();
      mark((active + (event.key === "ArrowDown" ? 1 : found.length - 1)) % found.length);
    }
  });
  document.addEventListener("keydown", (event) => {
    const writes = typing(event.target);
    if (event.key !== "/" || writes || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    field.focus();
    field.select();
  });
  return (prompt, once) => {
    field.value = "";
    close();
    field.focus();
    field.placeholder = prompt;
    asked = once;
  };
}
