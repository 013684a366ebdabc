/** What can be done here: opened by "?" and by a button. */

import { sample } from "./looks.js";
import { typing } from "./search.js";
import { el } from "./text.js";
import { MEANING } from "./words.js";

/** @type {[string, string][]} */
const KEYS = [
  ["/", "find a name, an article or words, or ask: who accuses Ana, Ana and Luis, what does Ana say about Luis"],
  ["?", "this help"],
  ["z", "zoom to the selection"],
  ["Ctrl z", "undo the last step, also in the drawing; Ctrl y redoes it"],
  ["Esc", "clear the selection"],
  ["\u2190 \u2191 \u2192 \u2193", "move the drawing, or go from list to list, where the focus is"],
  ["+ \u2212 0", "zoom in, out, or show all, in the drawing"],
  ["Ctrl \u21b5", "run a query"],
];

/** @param {HTMLElement} button */
export function startHelp(button) {
  const dialog = /** @type {HTMLDialogElement} */ (el("dialog", { class: "help", "aria-labelledby": "help-title",
    keydown: (event) => event.key === "Escape" && event.stopPropagation(), click: (event) => event.target === dialog && dialog.close() }, content(() => dialog.close())));
  document.body.append(dialog);
  button.addEventListener("click", () => dialog.showModal());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "?" || typing(event.target) || event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    event.preventDefault();
    dialog.showModal();
  });
}

/** @param {() => void} close */
function content(close) {
  const line = (/** @type {import("./data.js").Voice} */ voice) => el("li", {}, sample(voice), MEANING[voice]);
  return el("div", {},
    el("h2", { id: "help-title" }, "How to read this page"),
    el("p", {}, "Every line in the drawing stands for something that somebody says. Choose a line, or the words on it, to read the sentence behind it, "
      + "who says it, in which article, and who denies it. Choose a sign to read everything that is said by it and about it."),
    el("ul", { class: "help-lines" }, line("stated"), line("claimed"), line("denied"), line("hedged"), el("li", {}, sample("disputed"), "Disputed: one affirms what another denies")),
    el("p", {}, "Everything in the drawing is also in the lists beside it. The legend shows and hides kinds of lines and signs. "
      + "To share a view, send its address, save it as a picture or print it."),
    el("dl", { class: "help-keys" }, KEYS.map(([key, does]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, does)))),
    el("p", { class: "note" }, "The page is one file. It loads nothing, sends nothing, and works without a network. "
      + "Reading confidence says how certain it is that a sentence was read correctly, not whether what the sentence says is true."),
    el("button", { type: "button", class: "button", click: close }, "Close"));
}
