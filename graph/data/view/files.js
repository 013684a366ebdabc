/** Files from the page: made here, saved by the browser, sent nowhere. */

/** What a spreadsheet would take for the start of a formula, or an apostrophe that prevents that: as in graph/decisions/table.py, which reads such tables. */
const FORMULA = /^'?[=+\-@\t\r]/;

/**
 ** Rows as CSV according to RFC 4180, as in SPARQL 1.1. Words that a spreadsheet would take for a formula get an apostrophe.
 * @param {string[][]} rows
 * @returns {string}
 */
export function csv(rows) {
  const harmless = (/** @type {string} */ text) => (FORMULA.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text);
  const cell = (/** @type {string} */ text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => `${row.map(harmless).map(cell).join(",")}\r\n`).join("");
}

/** Lets the browser save rows as CSV, marked as UTF-8 for spreadsheets that would guess wrong. @param {string} name @param {string[][]} rows */
export function saveTable(name, rows) {
  save(name, new Blob(["\ufeff", csv(rows)], { type: "text/csv;charset=utf-8" }));
}

/**
 * Let the browser save something as a file.
 * @param {string} name
 * @param {Blob} content
 */
export function save(name, content) {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
