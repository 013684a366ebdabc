/** Finds the entities that words name: by the beginning of a name or of its words, allowing for typing errors. */

import { folded } from "./text.js";

/** @typedef {{id: string, name: string, label: string, folded: string, words: string[], weight: number}} Entry */

/** How well words match a name, the best first. */
export const RANK = { whole: 0, begins: 1, alias: 2, word: 3, part: 4, typo: 5, none: 9 };

/** All names with the entity that they lead to. @param {import("./view.js").View} view @returns {Entry[]} */
export function names(view) {
  return [...view.entities.values()].flatMap(({ id, label, aliases = [] }) =>
    [label, ...aliases].map((name) => ({ id, name, label, folded: folded(name), words: wordsOf(name), weight: view.weight(id) })));
}

/** @param {string} text */
function wordsOf(text) {
  return folded(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** How many letters of a word may be wrong. @param {string} word */
export function mistakes(word) {
  return word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
}

/**
 ** How many letters must be inserted, removed, changed or swapped with their neighbour to turn one word into another.
 * @param {string} a
 * @param {string} b
 * @param {number} most a larger distance is returned as this plus one
 */
export function distance(a, b, most) {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [before, last] = [/** @type {number[]} */ ([]), Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      row.push(least);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return Math.min(last[b.length] ?? 0, most + 1);
}

/** Whether a word is another one or its beginning, except for typing errors. @param {string} sought @param {string} word */
function near(sought, word) {
  const most = mistakes(sought);
  if (!most) return word.startsWith(sought);
  // Errors in the first letter are rare; comparing only words that share it is many times as fast.
  if (word[0] !== sought[0] && word[1] !== sought[0] && word[0] !== sought[1]) return false;
  return distance(sought, word.length > sought.length + most ? word.slice(0, sought.length) : word, most) <= most;
}

/** @param {Entry} entry @param {string} wanted @param {string[]} words */
function rank({ folded: name, words: own, label, name: written }, wanted, words) {
  if (name === wanted) return RANK.whole;
  if (name.startsWith(wanted)) return written === label ? RANK.begins : RANK.alias;
  if (name.includes(` ${wanted}`)) return RANK.word;
  if (name.includes(wanted)) return RANK.part;
  if (words.length > 1 && words.every((word) => own.some((each) => each.startsWith(word)))) return RANK.part;
  return words.length && words.every((word) => own.some((each) => near(word, each))) ? RANK.typo : RANK.none;
}

/**
 * The entities that words may name, each by its best name.
 * @param {Entry[]} entries
 * @param {string} query
 * @param {number} [most]
 * @returns {{entry: Entry, rank: number}[]}
 */
export function named(entries, query, most = 8) {
  const [wanted, words] = [folded(query), wordsOf(query)];
  if (!wanted) return [];
  /** @type {Map<string, {entry: Entry, rank: number}>} */ const best = new Map();
  for (const entry of entries) {
    const found = rank(entry, wanted, words);
    if (found < (best.get(entry.id)?.rank ?? RANK.none)) best.set(entry.id, { entry, rank: found });
  }
  return [...best.values()]
    .sort((a, b) => a.rank - b.rank || b.entry.weight - a.entry.weight || (a.entry.id < b.entry.id ? -1 : 1))
    .slice(0, most);
}

/** The best match of each entity. @param {Entry[]} entries @param {string} query @returns {Entry[]} */
export function matches(entries, query) {
  return named(entries, query).map(({ entry }) => entry);
}
