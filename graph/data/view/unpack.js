/** Converts the compressed tables of columns in the page back into records. */

/**
 * @typedef {Record<string, any[]>} Table
 * @typedef {{slot: string, nth: number}} Slot
 * @typedef {{text: string} | Slot} Piece
 */

/**
 ** The content of a block of the page.
 * @param {string} id
 * @returns {Promise<any>}
 */
export async function unpacked(id) {
  const letters = atob(document.getElementById(id)?.textContent ?? "");
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i += 1) bytes[i] = letters.charCodeAt(i);
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).json();
}

/**
 ** The records of a table, without missing fields.
 * @param {Table} table
 * @returns {any[]}
 */
export function rows(table) {
  const names = Object.keys(table);
  return (table.id ?? []).map((_, i) => {
    /** @type {Record<string, unknown>} */
    const row = {};
    for (const name of names) {
      const value = table[name]?.[i];
      if (value !== null) row[name] = value;
    }
    return row;
  });
}

/**
 * The form of a sentence in pieces: "{subject} met with {with.0}".
 * @param {string} form
 * @returns {Piece[]}
 */
export function pieces(form) {
  return form.split(/\{(\w+(?:\.\d+)?)\}/).map((piece, i) => {
    const [slot = "", nth] = piece.split(".");
    return i % 2 ? { slot, nth: Number(nth ?? 0) } : { text: piece.trim() };
  }).filter((piece) => !("text" in piece) || piece.text);
}
