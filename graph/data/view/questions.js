/** Questions in words, and as filters of the page: "Who accuses Ana?" is the relation "accuses" with the object Ana. */

import { QUESTIONS } from "./filters.js";
import { distance, mistakes } from "./naming.js";
import { folded } from "./text.js";
import { dayRange, timeName } from "./times.js";

/**
 * @typedef {import("./data.js").Data} Data
 * @typedef {import("./data.js").Question} Question
 * @typedef {import("./record.js").Values} Values
 * @typedef {{id: string, sure: number}} Named an entity that some words may name, and how certainly: 0 is best
 * @typedef {{values: Values, sure: number, rest: string, spoken: boolean}} Match spoken: whether a word of the question itself was typed; rest: what is missing, with its slots, if the question is not complete
 * @typedef {(words: string) => Named[]} Naming
 */

const SLOT = /\{(\w+)\}/g;
/** The largest number of words in a name, and in a time. */
const LONGEST = { name: 7, time: 3, verb: 4 };

/** Words without surrounding punctuation, for comparison. @param {string} text */
export function terms(text) {
  return folded(text).replace(/[?!.,;:"\u201c\u201d\u2018\u2019]+(?=\s|$)|(?<=^|\s)["\u201c\u2018]+/gu, "").split(/\s+/u).filter(Boolean);
}

/** A verb without its ending, so that "accuse", "accuses", "accused" and "accusing" are the same. @param {string} word */
export function stem(word) {
  const bare = word.replace(/(?:ies|ied)$/u, "y").replace(/(?:(?<=ss|sh|ch|x|z)es|(?<!s)s|ed|ing)$/u, "");
  return bare.length > 2 ? bare.replace(/e$/u, "").replace(/([^aeiou])\1$/u, "$1") : word;
}

/** The forms in which a question is understood, beginning with the one in which it is shown. @param {Question} question */
function forms({ form, also, with_is }) {
  return [form, ...(with_is ? [with_is] : []), ...also];
}

/** All filters that a question can set. @param {Question} question @returns {Set<string>} */
function slots(question) {
  const names = [...question.form.matchAll(SLOT)].flatMap(([, name = ""]) => (name === "plain" || name === "verb" ? "relation" : name === "time" ? ["since", "until"] : name));
  return new Set([...names, ...["relation", "stance"].filter((name) => question[/** @type {"stance"} */ (name)])]);
}

/** The question that these filters ask, in words; empty if they ask none. @param {Data} data @param {Values} values */
export function questionOf(data, values) {
  const set = [...QUESTIONS, "since", "until"].filter((name) => values[/** @type {"since"} */ (name)]);
  const fits = (/** @type {Question} */ it) => slots(it).size === set.length && set.every((name) => slots(it).has(name))
    && (!it.stance || it.stance === values.stance) && (!it.relation || it.relation === values.relation);
  const found = data.words.questions.filter((it) => !it.shows && fits(it)).sort((a, b) => Number(Boolean(b.relation)) - Number(Boolean(a.relation)))[0];
  return found ? said(data, found, values) : "";
}

/** A question with its slots filled. @param {Data} data @param {Question} question @param {Values} values */
export function said(data, question, values) {
  const { verb, plain } = data.relation(values.relation ?? "");
  const form = question.with_is && verb !== plain && /^(?:is|was) /.test(verb) ? question.with_is : question.form;
  return form.replace(SLOT, (_, slot) => {
    if (slot === "verb" || slot === "plain") return values.relation ? { verb, plain }[/** @type {"verb"} */ (slot)] : "\u2026";
    if (slot === "time") return values.since && values.until ? timeName(values.since, values.until) : "\u2026";
    const id = values[/** @type {"speaker"} */ (slot)];
    return id ? data.name(id) : "\u2026";
  });
}

/**
 ** The questions that some words ask, the most certain first, and incomplete ones last.
 * @param {Data} data
 * @param {string} text
 * @param {Naming} naming
 * @returns {(Match & {question: Question})[]}
 */
export function asked(data, text, naming) {
  const words = terms(text);
  const verbs = verbsOf(data);
  /** @type {Map<string, Match & {question: Question}>} */ const found = new Map();
  for (const question of words.length ? data.words.questions : []) {
    const fixed = Object.fromEntries(["relation", "stance"].flatMap((name) => (question[/** @type {"stance"} */ (name)] ? [[name, question[/** @type {"stance"} */ (name)]]] : [])));
    for (const form of forms(question)) {
      for (const match of matched({ data, naming, verbs }, form.replace("?", "").split(/\s+/u), words, { values: fixed, sure: 0, rest: "", spoken: false })) {
        const key = JSON.stringify([match.values, question.shows, match.rest && said(data, question, match.values)]);
        const before = found.get(key);
        if (!before || match.sure < before.sure) found.set(key, { ...match, question });
      }
    }
  }
  const apart = (/** @type {Values} */ { one, other, world, versus }) => (!one || one !== other) && (!world || world !== versus);
  return [...found.values()].filter(({ values }) => apart(values))
    .sort((a, b) => Number(Boolean(a.rest)) - Number(Boolean(b.rest)) || a.sure - b.sure);
}

/** @typedef {{data: Data, naming: Naming, verbs: {relation: string, words: string[]}[]}} Known */

/** The relations for questions, by their words: only relations with which anything was read. @param {Data} data */
function verbsOf(data) {
  return [...data.relations].flatMap(([relation, { label, verb, plain }]) =>
    [...new Set([label, verb, plain])].map((words) => ({ relation, words: terms(words) })));
}

/**
 ** All ways in which words match these pieces of a form.
 * @param {Known} known
 * @param {string[]} pieces
 * @param {string[]} words
 * @param {Match} so what was matched before
 * @returns {Match[]}
 */
function matched(known, pieces, words, so) {
  const [piece, ...after] = pieces;
  if (!piece) return words.length ? [] : [so];
  // A name alone is not the beginning of a question.
  if (!words.length) return so.spoken && Object.keys(so.values).length ? [{ ...so, rest: pieces.join(" ") }] : [];
  const slot = /^\{(\w+)\}$/.exec(piece)?.[1];
  if (!slot) return folded(piece) === words[0] ? matched(known, after, words.slice(1), { ...so, spoken: true }) : [];
  const longest = slot === "time" ? LONGEST.time : slot === "verb" || slot === "plain" ? LONGEST.verb : LONGEST.name;
  return Array.from({ length: Math.min(longest, words.length) }, (_, i) => i + 1).flatMap((count) =>
    filled(known, slot, words.slice(0, count), count === words.length).flatMap(({ values, sure }) =>
      matched(known, after, words.slice(count), { ...so, values: { ...so.values, ...values }, sure: so.sure + sure })));
}

/** What some words may mean in a slot. @param {Known} known @param {string} slot @param {string[]} words @param {boolean} last whether nothing was typed after them @returns {{values: Values, sure: number}[]} */
function filled({ data, naming, verbs }, slot, words, last) {
  if (slot === "time") return dayRange(data, words.join(" ")).map((days) => ({ values: days, sure: 0 }));
  if (slot === "verb" || slot === "plain") {
    const alike = (/** @type {(a: string, b: string) => boolean} */ test) => verbs.filter((verb) => verb.words.length === words.length && verb.words.every((word, i) => test(stem(word), stem(words[i] ?? ""))));
    const exact = alike((a, b) => a === b);
    const same = exact.length ? exact : alike((a, b) => a === b || (mistakes(b) > 0 && distance(a, b, 1) === 1));
    const begun = last && !same.length ? verbs.filter((verb) => verb.words.join(" ").startsWith(words.join(" "))) : [];
    const sure = (/** @type {{words: string[]}} */ verb) => (verb.words.join(" ") === words.join(" ") ? 0 : same.length ? 0.25 : 1);
    return [...same, ...begun].map((verb) => ({ values: { relation: verb.relation }, sure: sure(verb) }));
  }
  return naming(words.join(" ")).map(({ id, sure }) => ({ values: { [slot]: id }, sure }));
}

