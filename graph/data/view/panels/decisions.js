/** The reader's decisions in this page, to be reviewed, undone, and saved for the next build. */

import { saidOf } from "../deciding.js";
import { decided, isOfClaim } from "../decisions.js";
import { entityLink, empty } from "../parts.js";
import { entityOf } from "../references.js";
import { el, quoted } from "../text.js";
import { View } from "../view.js";

/** Its name in the address. */
export const DECISIONS = "decisions";

/** @type {import("../panels.js").Panel} */
export const decisions = { id: DECISIONS, title: "Decisions", count: () => decided.here.length, build: (view) => build(view) };

const HOW = "On a claim, \u201cMisread\u201d says that its sentence says something else; on a person, a body or a place, \u201cNot the same\u201d and \u201cThe same as\u201d say who is who.";

/** @param {View} view */
function build(view) {
  const all = decided.here;
  return el("div", { class: "detail" },
    el("h2", { tabindex: "-1" }, "Decisions"),
    el("p", { class: "lead" }, all.length ? "What you decided about this reading. This page sends nothing: save the file beside the articles, and the next build applies it." : `Nothing is decided yet. ${HOW}`),
    all.length > 0 && [
      el("p", { class: "tools" }, el("button", { type: "button", class: "tool", id: "save-decisions", click: () => decided.download() }, "Save decisions.csv"),
        el("label", { class: "choice" }, el("span", {}, "Who decides"), el("input", { id: "who-decides", value: decided.who, autocomplete: "name", change: (event) => decided.sign(event.target.value) }))),
      !decided.kept && empty("This browser keeps nothing for this page: save the file before you close it."),
      decided.written().length < all.length && el("p", { class: "note" }, `The address of this page holds ${decided.written().length} of them; the browser keeps all.`),
      el("ul", { class: "rows" }, [...all].reverse().map((it) => el("li", {}, row(view, it))))]);
}

/** @param {View} view @param {import("../decisions.js").Decision} it */
function row(view, it) {
  return el("div", { class: "decision" },
    isOfClaim(it) ? ofClaim(view, it) : ofEntity(view, it),
    el("label", { class: "choice" }, el("span", {}, "Why"), el("input", { value: it.why ?? "", change: (event) => decided.explain(it, event.target.value) })),
    el("p", { class: "tools" },
      it.linked && el("button", { type: "button", class: "tool", click: () => decided.adopt(it) }, "Keep"),
      el("button", { type: "button", class: "tool", click: () => decided.remove(it) }, "Undo"),
      el("span", { class: "note" }, it.linked ? "Came with the address of this page" : it.when ?? "")));
}

/** @param {View} view @param {import("../decisions.js").Decision} it */
function ofClaim({ data }, { kind, about, file, sentence, reading }) {
  const claim = data.claims.get(about[0] ?? "");
  const words = el("blockquote", { dir: "auto" }, quoted(sentence ?? ""));
  return el("div", {}, el("p", {}, el("b", {}, kind), el("span", { class: "also" }, " in ", quoted(file ?? "", "cite"))), words,
    el("p", { class: "note" }, el("code", {}, quoted(reading ?? "")), " ",
      claim ? el("a", { class: "entity", href: `#${new URLSearchParams({ claim: claim.proposition })}` }, "The claim") : "No claim in this page: a build has applied it, or now reads the sentence differently."));
}

/** @param {View} view @param {import("../decisions.js").Decision} it */
function ofEntity({ data }, it) {
  const entities = [...new Set([...it.about, ...(it.kind === "type" ? [] : it.value)].flatMap((text) => entityOf(data, text)?.id ?? []))];
  return el("div", {}, el("p", {}, el("b", {}, it.kind), ": ", quoted(saidOf(data, it))), el("p", { class: "note" }, entities.map((id, i) => [i ? ", " : "", entityLink(data, id)]).flat()));
}
