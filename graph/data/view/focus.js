/** The lines of the selection, and the text for what is under the pointer. */

import { made } from "./bundles.js";
import { whoSays, words } from "./parts.js";
import { between, pathEnds, shortest } from "./path.js";
import { State } from "./state.js";
import { counted, el, quoted } from "./text.js";
import { View } from "./view.js";
import { caption, sentence } from "./words.js";

/** @typedef {import("./view.js").Line} Line */

/** The lines of the selection. @param {View} view @param {State} state @returns {Line[]} */
export function selectedLines(view, { selection }) {
  const line = selection && view.lines.get(selection.id);
  if (selection?.kind === "edge") return line ? [line] : [];
  if (selection?.kind === "claim") return view.linesOf(selection.id);
  if (selection?.kind === "path") return pathOf(view, selection.id).flatMap((id, i, way) => (i ? between(view, way[i - 1] ?? "", id) : []));
  if (selection?.kind !== "node") return [];
  return view.linesAt(selection.id);
}

/** The entities on a selected path. @param {View} view @param {string} id */
function pathOf(view, id) {
  const ends = pathEnds(id);
  return (ends && shortest(view, ...ends)) ?? [];
}

/** What the pointer is over, in words. @param {View} view @param {HTMLElement} box @param {{node?: string, line?: Line | import("./bundles.js").Made}} over */
export function hint(view, box, { node, line }) {
  box.hidden = !node && !line;
  if (node) box.replaceChildren(el("b", {}, quoted(view.name(node))), view.entities.has(node) ? ` \u00b7 ${counted(view.weight(node), "claim")}` : "");
  const p = line?.propositions.length === 1 ? view.propositions.get(line.propositions[0] ?? "") : undefined;
  // Each name is isolated: names in a right-to-left script would otherwise change places.
  if (line && p) box.replaceChildren(el("span", { dir: "ltr" }, words(view, sentence(view, p), false)));
  else if (line) box.replaceChildren(el("span", { dir: "ltr" }, quoted(view.name(line.from)), " ", quoted(made(line) ? line.words : caption(view, line)), " ", quoted(view.name(view.target(line) ?? ""))));
  if (line && made(line)) box.append(el("small", {}, [...new Set(line.members.map((each) => caption(view, each)))].join(", ")));
  else if (line) box.append(el("small", {}, whoSays(view, view.claimsOn(line)), outside(view, line)));
}

/** " · 4 more outside the account": how many claims a line would represent if no account were drawn. @param {View} view @param {Line} line */
function outside(view, { propositions, stance, claims }) {
  const every = propositions.flatMap((id) => view.claimsOf.get(id) ?? []).filter((claim) => claim.stance === stance).length;
  return every > claims ? ` \u00b7 ${(every - claims).toLocaleString("en")} more outside the account` : "";
}
