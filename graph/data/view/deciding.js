/** What a reader can decide on the spot: that a claim was misread, or that an entity is a different one, the same as another, or of a different kind. */

import { Data } from "./data.js";
import { decided, isOfClaim } from "./decisions.js";
import { entityOf, referencesTo, referenceTo, spoken } from "./references.js";
import { capital, el, quoted } from "./text.js";

/**
 * @typedef {import("./decisions.js").Decision} Decision
 * @typedef {import("./decisions.js").Kind} Kind
 * @typedef {(prompt: string, once: (id: string) => void) => void} Ask asks for an entity by name, and what to do with it
 */

/** What can be decided about a claim, and what each decision means. @type {[Kind, string, string][]} */
const VERDICTS = [
  ["misread", "It says something else", "The sentence was misread."],
  ["not a claim", "Nobody claims this", "A joke, a headline, a caption."],
  ["right", "Read correctly", "You will not be asked again."],
];

/** @param {string} text @param {(event: any) => void} click @param {Record<string, any>} [more] */
function tool(text, click, more = {}) {
  return el("button", { type: "button", class: "tool", click, ...more }, text);
}

/** Buttons, each of which opens a box of its own below; a box is made when it is opened. @param {Record<string, () => HTMLElement | null>} boxes */
function openers(boxes) {
  const place = el("div", { class: "opened-box" });
  const buttons = Object.entries(boxes).map(([name, build]) => tool(name, ({ currentTarget }) => {
    const open = currentTarget.getAttribute("aria-expanded") !== "true" && build();
    for (const each of buttons) each.setAttribute("aria-expanded", String(Boolean(open) && each === currentTarget));
    place.replaceChildren(...(open ? [open] : []));
  }, { "aria-expanded": "false" }));
  return el("div", {}, el("p", { class: "tools" }, buttons), place);
}

/** What was decided, and how to undo it. @param {Decision} it @param {string} words @param {() => void} undo */
function note(it, words, undo) {
  return el("p", { class: "decided", tabindex: "-1" }, el("span", { role: "status" }, "You decided: ", words, "."), " ",
    tool("Undo", () => { decided.remove(it); undo(); }, { "aria-label": `Undo: ${words}` }), " ",
    el("a", { href: `#${new URLSearchParams({ list: "decisions" })}` }, "All decisions"));
}

/**
 ** A box that is rebuilt in place when something was decided in it and keeps the focus on the message, since the key that
 * decided would also press a button there.
 * @param {() => (HTMLElement | null)[]} build
 */
function renewing(build) {
  const box = el("div", { class: "deciding" });
  const fill = () => box.replaceChildren(...build().filter((each) => each !== null));
  fill();
  return { box, renew: () => {
    fill();
    /** @type {HTMLElement | null} */ ([...box.querySelectorAll(".decided")].at(-1) ?? box.querySelector("button"))?.focus({ preventScroll: true });
  } };
}

/** "Misread" on a claim. @param {string} id @returns {HTMLElement} */
export function claimDeciding(id) {
  const { box, renew } = renewing(() => {
    const known = decided.about(id);
    if (known) return [note(known, known.kind, () => renew())];
    return [openers({ Misread: () => el("div", { class: "choices-box", role: "group", "aria-label": "What is wrong with this reading" }, VERDICTS.map(([kind, name, about]) =>
      el("p", {}, tool(name, () => { decided.add(decided.ofClaim(kind, id)); renew(); }), " ", el("span", { class: "note" }, about)))) })];
  });
  return box;
}

/**
 ** "Not the same", "the same as" and "kind" of an entity.
 * @param {Data} data
 * @param {string} id
 * @param {Ask} ask
 */
export function entityDeciding(data, id, ask) {
  const { box, renew } = renewing(() => [
    ...decided.here.filter((it) => !isOfClaim(it) && [...it.about, ...(it.kind === "type" ? [] : it.value)].some((text) => entityOf(data, text)?.id === id))
      .map((it) => note(it, saidOf(data, it), () => renew())),
    openers({
      "Not the same \u2026": () => others(data, id, () => renew()),
      "The same as \u2026": () => {
        ask(`${data.name(id)} is the same as \u2026`, (other) => {
          if (other !== id) decided.add({ kind: "same", ...sorted(referenceTo(data, id), referenceTo(data, other)) });
          renew();
        });
        return null;
      },
      "Kind \u2026": () => kinds(data, id, () => renew()),
    })]);
  return box;
}

/** Two references in the order used by `rashomon decide`. @param {string} one @param {string} other */
function sorted(one, other) {
  const [about = "", value = ""] = [one, other].sort();
  return { about: [about], value: [value] };
}

/** A decision about entities in words. @param {Data} data @param {Decision} it */
export function saidOf(data, { kind, about, value }) {
  if (kind === "type") return `${several(about)} is ${data.decidable.classes[value[0] ?? ""]?.label ?? value[0]}`;
  return `${several(about)} ${kind === "same" ? "is the same as" : "is not the same as"} ${several(value)}`;
}

/** Some references, of which only the first few are named. @param {string[]} texts */
function several(texts) {
  const shown = texts.slice(0, 3).map(spoken);
  return texts.length > shown.length ? `${shown.join(", ")} and ${texts.length - shown.length} more` : shown.join(" and ");
}

/** The field for which of the names and articles mean somebody else. @param {Data} data @param {string} id @param {() => void} done */
function others(data, id, done) {
  const all = referencesTo(data, id);
  if (all.length < 2) return el("p", { class: "note" }, `Only one article mentions ${data.name(id)}, and by one name, so there is nobody to tell apart.`);
  const title = (/** @type {string} */ document) => data.articles.get(document)?.title ?? data.articles.get(document)?.file ?? document;
  const choices = all.map(({ text, name, document }) => el("label", { class: "tick" }, el("input", { type: "checkbox", value: text, change: () => check() }), " ",
    quoted(name, "b"), el("span", { class: "also" }, " in ", quoted(title(document), "cite"))));
  const chosen = () => choices.flatMap((choice, i) => (choice.querySelector("input")?.checked ? all[i]?.text ?? [] : []));
  const decide = tool("These are somebody else", () => {
    const out = chosen();
    decided.add({ kind: "different", about: out, value: all.map(({ text }) => text).filter((text) => !out.includes(text)) });
    done();
  }, { disabled: true });
  const check = () => { /** @type {HTMLButtonElement} */ (decide).disabled = !chosen().length || chosen().length === all.length; };
  return el("fieldset", { class: "choices-box" }, el("legend", {}, `Which of these is not ${data.name(id)}?`), el("div", { class: "ticks" }, choices), decide);
}

/** The field for the kind of an entity, within its group: a label cannot become a person. @param {Data} data @param {string} id @param {() => void} done */
function kinds(data, id, done) {
  const { classes } = data.decidable;
  const now = data.entities.get(id)?.type ?? "";
  const possible = Object.entries(classes).filter(([name, { group }]) => name !== now && group === classes[now]?.group).sort(([, a], [, b]) => a.label.localeCompare(b.label, "en"));
  const list = /** @type {HTMLSelectElement} */ (el("select", {}, possible.map(([name, { label }]) => el("option", { value: name }, capital(label)))));
  return el("div", { class: "choices-box" }, el("label", { class: "choice" }, el("span", {}, `${data.name(id)} is`), list), " ",
    tool("Decide", () => { decided.add({ kind: "type", about: [referenceTo(data, id)], value: [list.value] }); done(); }));
}
