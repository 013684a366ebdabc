/** What the filters and an account leave of the data: an immutable value, made anew whenever they change. */

import { ARTICLE, Data, push, VOICES } from "./data.js";
import { denies, upholds } from "./stances.js";

/**
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./data.js").Proposition} Proposition
 * @typedef {import("./data.js").Voice} Voice
 * @typedef {(claim: Claim) => boolean} Test
 * @typedef {import("./data.js").Line & {voices: Voice[], claims: number, disputed: boolean}} Line a line with the claims that it now represents
 */

const ALL = () => true;

export class View {
  /**
   * @param {Data} data
   * @param {{counts?: Test, drawn?: Test}} [tests] whether a claim counts at all, and whether one that counts is in the drawing
   */
  constructor(data, { counts = ALL, drawn = ALL } = {}) {
    this.data = data;
    this.articles = data.articles;
    this.entities = data.entities;
    this.propositions = data.propositions;
    this.types = data.types;
    this.forms = data.forms;
    this.words = data.words;
    this.drawn = drawn;
    /** The claims that count. */
    this.claims = counts === ALL ? data.claims : new Map([...data.claims].filter(([, claim]) => counts(claim)));
    /** By proposition. @type {Map<string, Claim[]>} */ this.claimsOf = new Map();
    /** @type {Map<string, Claim[]>} */ this.saidBy = new Map();
    /** @type {Map<string, Claim[]>} */ this.answersTo = new Map();
    /** The denials that may answer an accusation. @type {Map<string, Claim[]>} */ this.mayAnswer = new Map();
    /** Claims that say that somebody did not comment on an accusation. @type {Map<string, Claim[]>} */ this.saysNothingTo = new Map();
    /** By article. @type {Map<string, Claim[]>} */ this.claimsIn = new Map();
    /** The number of claims about an entity or by it. @type {Map<string, number>} */ this.weights = new Map();
    for (const claim of this.claims.values()) this.index(claim);
    /** What somebody denies and others affirm or, unnamed, allege. */
    this.disputes = data.disputes.filter((id) => [upholds, denies].every((side) => this.claimsOf.get(id)?.some(side)));
    this.contested = new Set(this.disputes);
    /** Pairs of rival propositions, both of which are still claimed. @type {[string, string][]} */
    this.rivals = data.rivals.filter((pair) => pair.every((id) => this.claimsOf.get(id)?.some(({ stance }) => stance === "affirmed")));
    /** @type {Map<string, Line>} */ this.lines = new Map([...data.lines].map(([id, line]) => [id, this.counted(line)]));
    /** @type {Map<string, Line[]>} */ this.at = new Map();
    /** The accusations, cached. @type {Proposition[] | undefined} */ this.charges = undefined;
    /** Lines that now lead to an entity instead of to another line. @type {Map<string, Line[]>} */ this.led = new Map();
    for (const line of this.lines.values()) this.lead(line);
  }

  /** If a line leads to another line of which nothing is left, it leads to an entity of that line instead. @param {Line} line */
  lead(line) {
    const under = line.voices.length ? this.under(line) : undefined;
    if (!under || under.voices.length) return;
    const to = under.to === line.from ? under.from : under.to;
    if (to === line.from) return;
    const { onto_edge: _, ...rest } = line;
    const led = { ...rest, to };
    this.lines.set(line.id, led);
    push(this.led, to, led);
  }

  /** @param {Claim} claim */
  index(claim) {
    push(this.claimsOf, claim.proposition, claim);
    push(this.saidBy, claim.speaker === ARTICLE ? undefined : claim.speaker, claim);
    push(this.claimsIn, claim.document, claim);
    for (const answered of claim.answers ?? []) push(this.answersTo, answered, claim);
    for (const accusation of claim.leaves_unanswered ?? []) push(this.saysNothingTo, accusation, claim);
    for (const accusation of claim.may_answer ?? []) push(this.mayAnswer, accusation, claim);
    const { subject, object, as } = this.propositions.get(claim.proposition) ?? {};
    const parties = [subject, object, as, claim.speaker === ARTICLE ? undefined : claim.speaker];
    parties.forEach((id, i) => id !== undefined && parties.indexOf(id) === i && this.weights.set(id, this.weight(id) + 1));
  }

  /** @param {import("./data.js").Line} line @returns {Line} */
  counted(line) {
    const claims = this.claimsOn(line);
    const voices = VOICES.filter((voice) => claims.some((claim) => claim.voice === voice));
    return { ...line, claims: claims.length, voices, disputed: line.propositions.some((id) => this.contested.has(id)) };
  }

  /** The claims about a proposition that are in the drawing: if an account is drawn, only those in the account. @param {string} id */
  drawnOf(id) {
    const claims = this.claimsOf.get(id) ?? [];
    return this.drawn === ALL ? claims : claims.filter(this.drawn);
  }

  /** The claims that a line represents. @param {import("./data.js").Line} line */
  claimsOn({ propositions, stance }) {
    return propositions.flatMap((id) => this.drawnOf(id)).filter((claim) => claim.stance === stance);
  }

  /** The lines of a proposition. @param {string} id */
  linesOf(id) {
    return this.these(this.data.linesOf.get(id));
  }

  /** The lines that end at an entity, or at another line. @param {string} id */
  linesAt(id) {
    const found = this.at.get(id) ?? [...this.these(this.data.linesAt.get(id)), ...(this.led.get(id) ?? [])];
    this.at.set(id, found);
    return found;
  }

  /** @param {import("./data.js").Line[]} [lines] @returns {Line[]} */
  these(lines = []) {
    return lines.flatMap(({ id }) => this.lines.get(id) ?? []);
  }

  /** The number of claims about an entity or by it. @param {string} id */
  weight(id) {
    return this.weights.get(id) ?? 0;
  }

  /** How many claims there are on a proposition. @param {string} id */
  count(id) {
    return this.claimsOf.get(id)?.length ?? 0;
  }

  /** Accusations that somebody makes, or that are hedged, those with the most claims first. @returns {Proposition[]} */
  accusations() {
    return (this.charges ??= this.made(({ accusation }) => accusation));
  }

  /** The same, together with accusations that somebody faces without a named accuser. @returns {Proposition[]} */
  ledger() {
    return this.made(({ accusation, faces }) => accusation || Boolean(faces));
  }

  /** Affirmed or hedged propositions with some relations, those with the most claims first. @param {(relation: import("./data.js").Relation) => boolean} wanted */
  made(wanted) {
    const made = (/** @type {Claim} */ { stance }) => stance === "affirmed" || stance === "hedged";
    return this.byClaims([...this.propositions.values()].filter((p) => wanted(this.relation(p.relation)) && this.claimsOf.get(p.id)?.some(made)));
  }

  /** The propositions in dispute, those with the most claims first. @returns {Proposition[]} */
  ranked() {
    return this.byClaims(this.disputes.flatMap((id) => this.propositions.get(id) ?? []));
  }

  /** The list, sorted so that propositions with the most claims come first. @param {Proposition[]} list */
  byClaims(list) {
    return list.sort((a, b) => this.count(b.id) - this.count(a.id) || (a.id < b.id ? -1 : 1));
  }

  /** The line that a line leads to, if any. @param {import("./data.js").Line} line */
  under(line) {
    return line.onto_edge ? this.lines.get(line.to) : undefined;
  }

  /** The entity at the far end of a line; null if it leads to another line. @param {import("./data.js").Line} line */
  target(line) {
    return line.onto_edge ? null : line.to;
  }

  /** @param {string | undefined} id */
  name(id) {
    return this.data.name(id);
  }

  /** @param {string} id */
  type(id) {
    return this.data.type(id);
  }

  /** @param {string} name */
  relation(name) {
    return this.data.relation(name);
  }

  /** The entities that a line connects. @param {import("./data.js").Line} line */
  ends(line) {
    return line.onto_edge ? this.data.ends(line) : [line.from, line.to];
  }
}

/** @type {WeakMap<Data, View>} */ const WHOLE = new WeakMap();

/** The view of all data: made once, and used whenever nothing is left out. @param {Data} data */
export function wholeView(data) {
  const known = WHOLE.get(data) ?? new View(data);
  WHOLE.set(data, known);
  return known;
}
