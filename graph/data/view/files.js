/** Files that the page hands out: made here, saved by the browser, sent nowhere. */

/**
 * Rows as CSV after RFC 4180, which is also what SPARQL 1.1 has.
 * @param {string[][]} rows
 * @returns {string}
 */
export function csv(rows) {
  const cell = (/** @type {string} */ text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
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
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
