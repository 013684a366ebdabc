/** What can be done here: opened by "?" and by a button. */

import { sample } from "./looks.js";
import { typing } from "./search.js";
import { el } from "./text.js";
import { MEANING } from "./words.js";

/** @type {[string, string][]} */
const KEYS = [
  ["/", "find a name, an article or words, or ask: who accuses Ana, Ana and Luis, what does Ana say about Luis"],
  ["?", "this help"],
  ["z", "zoom to what is selected"],
  ["Ctrl z", "undo what was done last, in the drawing as well; Ctrl y does it again"],
  ["Esc", "leave what is selected"],
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
    el("p", {}, "Every line of the drawing is something that somebody says of somebody. Choose a line, or its words, to read the sentence that says so, "
      + "who says it, in which article, and who denies it. Choose a sign to read all that is said by and of it."),
    el("ul", { class: "help-lines" }, line("stated"), line("claimed"), line("denied"), line("hedged"), el("li", {}, sample("disputed"), "Disputed: one affirms what another denies")),
    el("p", {}, "The lists beside the drawing hold everything that is in it. The legend hides and shows kinds of lines and signs. "
      + "A view can be sent to others by its address, saved as a picture, and printed."),
    el("dl", { class: "help-keys" }, KEYS.map(([key, does]) => el("div", {}, el("dt", {}, el("kbd", {}, key)), el("dd", {}, does)))),
    el("p", { class: "note" }, "The page is one file. It loads nothing, sends nothing, and works without a network. "
      + "A score says how sure the reading of a sentence is, not whether what it says is true."),
    el("button", { type: "button", class: "button", click: close }, "Close"));
}
