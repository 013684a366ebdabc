/** What stands out in the drawing when something is selected, and what is said where the pointer is. */

import { whoSays, words } from "./parts.js";
import { between, pathEnds, shortest } from "./path.js";
import { State } from "./state.js";
import { counted, el, quoted } from "./text.js";
import { View } from "./view.js";
import { caption, sentence } from "./words.js";

/** @typedef {import("./view.js").Line} Line */

/** The lines of what is selected. @param {View} view @param {State} state @returns {Line[]} */
export function selectedLines(view, { selection }) {
  const line = selection && view.lines.get(selection.id);
  if (selection?.kind === "edge") return line ? [line] : [];
  if (selection?.kind === "claim") return view.linesOf(selection.id);
  if (selection?.kind === "path") return pathOf(view, selection.id).flatMap((id, i, way) => (i ? between(view, way[i - 1] ?? "", id) : []));
  if (selection?.kind !== "node") return [];
  return view.linesAt(selection.id);
}

/** @param {View} view @param {State} state @returns {import("./chart.js").Focus | null} */
export function focusOf(view, state) {
  const { selection } = state;
  if (!selection) return null;
  const lines = new Set(selectedLines(view, state));
  for (const line of [...lines]) {
    const under = view.under(line);
    if (under) lines.add(under);
    const others = selection.kind === "edge" && line.disputed ? line.propositions.flatMap((id) => view.linesOf(id)) : [];
    for (const other of others) lines.add(other);
  }
  const p = selection.kind === "claim" ? view.propositions.get(selection.id) : undefined;
  for (const line of view.linesOf(p?.content ?? "")) lines.add(line);
  const lone = selection.kind === "node" ? [selection.id] : p ? [p.subject] : [];
  const nodes = new Set([...[...lines].flatMap((line) => view.ends(line)), ...lone].filter((id) => view.entities.has(id)));
  return nodes.size ? { nodes, lines: new Set([...lines].map(({ id }) => id)) } : null;
}

/** The entities on a path that is selected. @param {View} view @param {string} id */
function pathOf(view, id) {
  const ends = pathEnds(id);
  return (ends && shortest(view, ...ends)) ?? [];
}

/** The entities that have to be in the drawing to see what is selected. @param {View} view @param {State} state @returns {string[]} */
export function needed(view, state) {
  const { selection } = state;
  if (selection?.kind === "node") return [selection.id];
  if (selection?.kind === "path") return pathOf(view, selection.id);
  return [...new Set(selectedLines(view, state).slice(0, 1).flatMap((line) => view.ends(line)))];
}

/** What the pointer is over, in words. @param {View} view @param {HTMLElement} box @param {{node?: string, line?: string}} hover */
export function hint(view, box, { node, line: id }) {
  const line = id ? view.lines.get(id) : undefined;
  box.hidden = !node && !line;
  if (node) box.replaceChildren(el("b", {}, quoted(view.name(node))), ` \u00b7 ${counted(view.weight(node), "claim")}`);
  const p = line?.propositions.length === 1 ? view.propositions.get(line.propositions[0] ?? "") : undefined;
  // Each name apart: in a script from right to left they would change places.
  if (line && p) box.replaceChildren(el("span", { dir: "ltr" }, words(view, sentence(view, p), false)));
  else if (line) box.replaceChildren(el("span", { dir: "ltr" }, quoted(view.name(line.from)), " ", quoted(caption(view, line)), " ", quoted(view.name(view.target(line) ?? ""))));
  if (line) box.append(el("small", {}, whoSays(view, view.claimsOn(line)), outside(view, line)));
}

/** " · 4 more outside the account": how many claims a line would stand for if no account were drawn. @param {View} view @param {Line} line */
function outside(view, { propositions, stance, claims }) {
  const every = propositions.flatMap((id) => view.claimsOf.get(id) ?? []).filter((claim) => claim.stance === stance).length;
  return every > claims ? ` \u00b7 ${(every - claims).toLocaleString("en")} more outside the account` : "";
}
