/** The data in the page: compressed tables of columns, turned back into records. */

/** @typedef {Record<string, any[]>} Table */

/**
 * What a block of the page holds.
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
 * The records of a table, without the fields that they do not have.
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
