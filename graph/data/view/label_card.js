/** The labels as a card: a row for each entity that is labelled, a column for each that labels. */

import { card, INNER, MARGIN } from "./card.js";
import { View } from "./view.js";

/**
 * @typedef {import("./data.js").Proposition} Proposition
 * @typedef {import("./sheet.js").Sheet} Sheet
 * @typedef {import("./sheet.js").Run} Run
 */

const ROWS = 8;
const COLUMNS = 4;
/** Room in a cell before its words. */
const PAD = 8;

/**
 * @param {View} view
 * @param {Proposition[]} found
 * @param {string[]} objects who is labelled, most often first
 * @param {string[]} classifiers who labels, most often first
 */
export function labelCard(view, found, objects, classifiers) {
  const columns = classifiers.slice(0, COLUMNS);
  const rows = objects.filter((object) => columns.some((subject) => cell(found, object, subject).length)).slice(0, ROWS);
  const claims = found.filter((p) => rows.includes(p.object ?? "") && columns.includes(p.subject)).flatMap(({ id }) => view.claimsOf.get(id) ?? []);
  const part = objects.length > rows.length || classifiers.length > columns.length;
  const kind = part ? `Labels: ${rows.length} of the ${objects.length} who are labelled, and ${columns.length} of the ${classifiers.length} who label` : "Labels";
  return card(view, { kind, title: [{ text: "Who calls whom what", weight: 700 }], claims, body: (sheet, top, colours) => table(sheet, view, found, { rows, columns, top, colours }) });
}

/** @param {Proposition[]} found @param {string} object @param {string} subject */
function cell(found, object, subject) {
  return found.filter((p) => p.object === object && p.subject === subject);
}

/** @param {Sheet} sheet @param {View} view @param {Proposition[]} found @param {{rows: string[], columns: string[], top: number, colours: import("./card.js").Colours}} how */
function table(sheet, view, found, { rows, columns, top, colours }) {
  const { ink = "", soft = "", line = "", sunk = "" } = colours;
  const width = INNER / (columns.length + 1);
  const at = (/** @type {number} */ i) => ({ x: MARGIN + i * width + PAD, width: width - 2 * PAD, size: 13, colour: ink });
  // The background is drawn first, but its height is known only after the words.
  const behind = sheet.marks.length;
  const head = Math.max(sheet.write([{ text: "according to" }], top + 8, { ...at(0), colour: soft }),
    ...columns.map((id, i) => sheet.write([{ text: view.name(id) }], top + 8, { ...at(i + 1), weight: 700 }))) + 8;
  const written = sheet.marks.splice(behind);
  sheet.box(MARGIN, top, INNER, head - top, sunk);
  sheet.marks.push(...written);
  let low = head;
  for (const [i, object] of rows.entries()) {
    if (i) sheet.box(MARGIN, low, INNER, 1, line);
    const from = low + 9;
    const ends = [sheet.write([{ text: view.name(object) }], from, { ...at(0), weight: 700 }),
      ...columns.map((subject, i) => labels(sheet, view, cell(found, object, subject), from, { ...at(i + 1), size: 14 }, colours))];
    low = Math.max(...ends) + 9;
  }
  return low;
}

/** The labels in a cell, each with those who deny it. @param {Sheet} sheet @param {View} view @param {Proposition[]} list @param {number} top @param {import("./sheet.js").Place} where @param {import("./card.js").Colours} colours */
function labels(sheet, view, list, top, where, { soft = "", denied = "" }) {
  let low = top;
  for (const p of list) {
    const claims = view.claimsOf.get(p.id) ?? [];
    const refused = claims.every(({ stance }) => stance === "denied");
    const note = view.contested.has(p.id) ? "disputed" : refused ? "denied" : claims.every(({ stance }) => stance === "hedged") ? "suggested" : "";
    low = sheet.write([{ text: view.name(p.as) }], low, where);
    if (note) low = sheet.write([{ text: note }], low, { ...where, size: 12, colour: note === "suggested" ? soft : denied });
  }
  return low;
}
