/** What stands out in the drawing when something is selected, and what is said where the pointer is. */

import { Data } from "./data.js";
import { between, pathEnds, shortest } from "./path.js";
import { whoSays, words } from "./parts.js";
import { State } from "./state.js";
import { counted, el, quoted } from "./text.js";
import { caption, sentence } from "./words.js";

/** @typedef {import("./data.js").Line} Line */

/** The lines of what is selected. @param {Data} data @param {State} state @returns {Line[]} */
export function selectedLines(data, { selection }) {
  const line = selection && data.lines.get(selection.id);
  if (selection?.kind === "edge") return line ? [line] : [];
  if (selection?.kind === "claim") return data.linesOf.get(selection.id) ?? [];
  if (selection?.kind === "path") return pathOf(data, selection.id).flatMap((id, i, way) => (i ? between(data, way[i - 1] ?? "", id) : []));
  if (selection?.kind !== "node") return [];
  return data.linesAt.get(selection.id) ?? [];
}

/** @param {Data} data @param {State} state @returns {import("./chart.js").Focus | null} */
export function focusOf(data, state) {
  const { selection } = state;
  if (!selection) return null;
  const lines = new Set(selectedLines(data, state));
  for (const line of [...lines]) {
    const under = data.under(line);
    if (under) lines.add(under);
    const others = selection.kind === "edge" && line.disputed ? line.propositions.flatMap((id) => data.linesOf.get(id) ?? []) : [];
    for (const other of others) lines.add(other);
  }
  const p = selection.kind === "claim" ? data.propositions.get(selection.id) : undefined;
  for (const line of data.linesOf.get(p?.content ?? "") ?? []) lines.add(line);
  const lone = selection.kind === "node" ? [selection.id] : p ? [p.subject] : [];
  const nodes = new Set([...[...lines].flatMap((line) => data.ends(line)), ...lone].filter((id) => data.entities.has(id)));
  return nodes.size ? { nodes, lines: new Set([...lines].map(({ id }) => id)) } : null;
}

/** The entities on a path that is selected. @param {Data} data @param {string} id */
function pathOf(data, id) {
  const ends = pathEnds(id);
  return (ends && shortest(data, ...ends)) ?? [];
}

/** The entities that have to be in the drawing to see what is selected. @param {Data} data @param {State} state @returns {string[]} */
export function needed(data, state) {
  const { selection } = state;
  if (selection?.kind === "node") return [selection.id];
  if (selection?.kind === "path") return pathOf(data, selection.id);
  return [...new Set(selectedLines(data, state).slice(0, 1).flatMap((line) => data.ends(line)))];
}

/** What the pointer is over, in words. @param {Data} data @param {HTMLElement} box @param {{node?: string, line?: string}} hover */
export function hint(data, box, { node, line: id }) {
  const line = id ? data.lines.get(id) : undefined;
  box.hidden = !node && !line;
  if (node) box.replaceChildren(el("b", {}, quoted(data.name(node))), ` \u00b7 ${counted(data.entities.get(node)?.weight ?? 0, "claim")}`);
  const p = line?.propositions.length === 1 ? data.propositions.get(line.propositions[0] ?? "") : undefined;
  // Each name apart: in a script from right to left they would change places.
  if (line && p) box.replaceChildren(el("span", { dir: "ltr" }, words(data, sentence(data, p), false)));
  else if (line) box.replaceChildren(el("span", { dir: "ltr" }, quoted(data.name(line.from)), " ", quoted(caption(data, line)), " ", quoted(data.name(data.target(line) ?? ""))));
  if (line) box.append(el("small", {}, whoSays(data, data.claimsOn(line)), outside(data, line)));
}

/** " · 4 more outside the account": how many claims a line would stand for if no account were drawn. @param {Data} data @param {Line} line */
function outside(data, { propositions, stance, claims }) {
  const every = propositions.flatMap((id) => data.claimsOf.get(id) ?? []).filter((claim) => claim.stance === stance).length;
  return every > claims ? ` \u00b7 ${(every - claims).toLocaleString("en")} more outside the account` : "";
}
