/** What typed text may mean: an entity, an article, a question, or words of sentences. */

import { counting, filterKey, QUESTIONS } from "./filters.js";
import { named, names, RANK } from "./naming.js";
import { claimsWith, speaks } from "./parties.js";
import { asked, questionOf, said } from "./questions.js";
import { folded, shortened } from "./text.js";
import { View, wholeView } from "./view.js";

/**
 * @typedef {import("./record.js").Values} Values
 * @typedef {import("./data.js").Data} Data
 * @typedef {{text: string, also?: string, id?: string, count?: number, values?: Values, claim?: string, shows?: string}} Suggestion id: of an entity;
 *   values: the filters that it sets; claim: the proposition that it leads to; shows: what is shown other than claims
 * @typedef {{kind: "name" | "question" | "article" | "sentence", options: Suggestion[]}} Group
 */

export const TITLES = { name: "People and things", question: "Questions", article: "Articles", sentence: "Sentences" };

/** The filters that a question sets. */
const ASKING = [...QUESTIONS, "article", "dates", "since", "until"];
/** How many of each kind are shown. */
const MOST = { name: 6, question: 5, article: 3, sentence: 3 };
/** How many names are tried for each name in a question, out of how many that match its words. */
const TRIED = 2;
const FITTING = 12;
/** How many characters of a sentence are shown. */
const LONG = 110;

export class Suggestions {
  /** @param {View} view what is left without a question */
  constructor(view) {
    this.view = view;
    this.entries = names(view);
    /** The entities that words name, cached. @type {Map<string, import("./questions.js").Named[]>} */ this.known = new Map();
  }

  /** The groups for the typed text, the best match first. @param {string} text @returns {Group[]} */
  of(text) {
    const people = named(this.entries, text, MOST.name);
    const best = people[0]?.rank ?? RANK.none;
    const questions = this.questions(text);
    const groups = /** @type {Group[]} */ ([
      { kind: "name", options: people.map(({ entry }) => this.person(entry)) },
      { kind: "question", options: questions.length || !people[0] || best > RANK.word ? questions : this.about(people[0].entry.id) },
      { kind: "article", options: this.articles(text) },
      { kind: "sentence", options: this.sentences(text) },
    ]);
    // A complete question is meant, unless the words are exactly a name.
    if (questions.length && best > RANK.word) groups.unshift(...groups.splice(1, 1));
    return groups.filter(({ options }) => options.length);
  }

  /** @param {import("./naming.js").Entry} entry @returns {Suggestion} */
  person({ id, name, label }) {
    return { id, text: label, ...(name !== label && { also: name }), count: this.view.weight(id) };
  }

  /** The entities that words in a question name: of those whose names have exactly these words, the one mentioned most. @param {string} words @returns {import("./questions.js").Named[]} */
  naming(words) {
    const known = this.known.get(words) ?? this.tried(words);
    this.known.set(words, known);
    return known;
  }

  /** @param {string} words @returns {import("./questions.js").Named[]} */
  tried(words) {
    const found = words.length < 2 ? [] : named(this.entries, words, FITTING);
    // A surname alone means the person of that name who is mentioned most, and not somebody known only by that surname.
    const best = words.includes(" ") && found[0]?.rank === RANK.whole ? RANK.whole : RANK.word;
    const exact = found.filter(({ rank }) => rank <= best).sort((a, b) => b.entry.weight - a.entry.weight);
    return (exact.length ? exact : found).slice(0, TRIED).map(({ entry, rank }, i) => ({ id: entry.id, sure: (rank > RANK.word ? rank : 0) + i / 2 }));
  }

  /** @param {string} text @returns {Suggestion[]} */
  questions(text) {
    const { data } = this.view;
    const found = asked(data, text, (words) => this.naming(words)).slice(0, 4 * MOST.question);
    const told = found.filter(({ question, rest }) => !question.shows || !rest)
      .map(({ question, values, rest }) => ({ text: said(data, question, values), values, count: this.count(values), rest, ...(question.shows && { shows: question.shows }) }));
    const once = told.filter(({ text: it }, i) => told.findIndex((each) => each.text === it) === i);
    const empty = (/** @type {Suggestion} */ { count, shows }) => Number(!count && !shows);
    return once.sort((a, b) => Number(Boolean(a.rest)) - Number(Boolean(b.rest)) || empty(a) - empty(b)).slice(0, MOST.question);
  }

  /** Questions about somebody: those answered by the most claims. @param {string} id @returns {Suggestion[]} */
  about(id) {
    const { data } = this.view;
    /** @type {Map<string, Values>} */ const found = new Map();
    const add = (/** @type {Values} */ values) => found.set(JSON.stringify(values), values);
    for (const claim of claimsWith(data, id)) {
      const p = data.propositions.get(claim.proposition);
      if (speaks(data, claim, id)) add({ speaker: id });
      if (!p || !["speech", "label"].includes(data.relation(p.relation).kind) || p.relation === "claims") continue;
      if (p.subject === id && p.object) add({ relation: p.relation, subject: id });
      if (p.object === id) add({ relation: p.relation, object: id });
    }
    const disputed = { about: id, stance: "disputed" };
    const told = [...found.values(), disputed].map((values) => ({ text: questionOf(data, values), values, count: this.count(values) }));
    return told.filter(({ text, count }) => text && count).sort((a, b) => b.count - a.count || (a.text < b.text ? -1 : 1)).slice(0, MOST.question);
  }

  /** How many claims answer a question. @param {Values} values */
  count(values) {
    const { claims, data } = this.view;
    const test = counting(data, { least: 0, hidden: new Set(), values });
    const party = values.speaker ?? values.subject ?? values.object ?? values.about ?? values.one;
    const some = party && !data.articles.has(party) ? claimsWith(data, party) : [...claims.values()];
    return test ? some.filter((claim) => claims.has(claim.id) && test(claim)).length : some.length;
  }

  /** Articles with all these words in their titles. @param {string} text @returns {Suggestion[]} */
  articles(text) {
    const sought = folded(text).split(/\s+/u).filter(Boolean);
    const fits = (/** @type {string} */ title) => sought.length > 0 && sought.every((word) => title.includes(word));
    return [...this.view.articles.values()].map((article) => ({ article, text: article.title ?? article.file }))
      .filter((each) => fits(folded(`${each.text} ${each.article.outlet ?? ""}`)))
      .slice(0, MOST.article)
      .map(({ article, text: title }) => ({ text: title, ...(article.outlet && { also: article.outlet }), values: { article: article.id }, count: this.view.claimsIn.get(article.id)?.length ?? 0 }));
  }

  /** Sentences with all these words, and all claims with them. @param {string} text @returns {Suggestion[]} */
  sentences(text) {
    const sought = text.toLowerCase().trim().split(/\s+/u).filter(Boolean);
    if (sought.join("").length < 3) return [];
    const found = [...this.view.claims.values()].filter(({ quote }) => {
      const lower = quote.toLowerCase();
      return sought.every((word) => lower.includes(word));
    });
    if (!found.length) return [];
    const first = [...new Map(found.map((claim) => [claim.quote, claim])).values()].slice(0, MOST.sentence);
    const every = { text: `All with \u201c${text.trim()}\u201d`, values: { words: text.trim() } };
    return [every, ...first.map(({ quote, proposition }) => ({ text: shortened(quote, LONG), claim: proposition }))];
  }
}

/** The filters of a question, which replace those of the previous one. @param {Values} values @returns {Values} */
export function instead(values) {
  return { ...Object.fromEntries(ASKING.map((name) => [name, ""])), ...values };
}

/** What is left without a question. @param {Data} data @param {import("./record.js").Shown} shown */
export function unasked(data, shown) {
  const others = { ...shown, values: { ...shown.values, ...instead({}) } };
  const counts = counting(data, others);
  return { key: filterKey(others), view: () => (counts ? new View(data, { counts }) : wholeView(data)) };
}
