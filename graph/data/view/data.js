/** The records inside the page, and the indexes that lead from one record to others. */

import { pieces, rows, unpacked } from "./unpack.js";

/**
 * @typedef {"stated" | "claimed" | "denied" | "hedged"} Voice
 * @typedef {{id: string, file: string, sha256: string, title?: string, author?: string, published?: string, outlet?: string, publisher?: string, url?: string, revises?: string,
 *   telling?: number, claimed?: number, whole?: boolean}} Article whole: its passages are the whole text; telling: the number of sentences that report something about somebody; claimed: of those from which a claim was read; if known
 * @typedef {{id: string, type: string, label: string, size?: number, x?: number, y?: number, aliases?: string[],
 *   country?: string, titles?: string[], participants?: string[], place?: string, on?: string, earliest?: string, latest?: string, when?: string}} Entity
 * @typedef {{id: string, subject: string, relation: string, object?: string, as?: string, at?: string, on?: string,
 *   earliest?: string, latest?: string, with?: string[], regarding?: string, content?: string, content_text?: string, when?: string, form: number}} Proposition
 * @typedef {{id: string, proposition: string, stance: Stance, voice: Voice, speaker?: string, document: string,
 *   quote: string, passage?: number, start?: number, end?: number, at?: number, rule: string, score: number, relayed_by?: string[],
 *   quoted?: boolean, answers?: string[], may_answer?: string[], leaves_unanswered?: string[], origin?: string}} Claim origin: the source of the article, if it is not its own; leaves_unanswered: accusations to which somebody would say nothing
 * @typedef {{id: string, document: string, reason: string, quote: string, passage?: number, start?: number, end?: number, at?: number}} Silent a sentence from which no claim was read
 * @typedef {{label: string, definition: string, kind: string, accusation: boolean, faces?: boolean, labels: boolean, reply: boolean, disputes: boolean, symmetric: boolean, verb: string, plain: string, lead: string, as: string}} Relation
 * @typedef {"affirmed" | "denied" | "hedged" | "withdrawn"} Stance
 * @typedef {{deepest: number, speakers: {article: string, nobody: string, relayed: string}, stances: Record<Stance, string>, both: Record<Stance, string>, findings: Record<string, string | string[]>, coverage: Record<string, string>, questions: Question[], origins: Record<string, string>}} Words
 * @typedef {{form: string, also: string[], with_is?: string, shows?: string, relation?: string, stance?: string}} Question
 * @typedef {{label: string, definition: string, family: string, shape: string, icon: string}} Type
 * @typedef {{members: string[], articles: string[], name: string[]}} Region what belongs together, and those who show what it is about
 * @typedef {{id: string, x: number, y: number}} Spot
 * @typedef {{classes: Record<string, {label: string, group: number | null}>, names: Record<string, string>, words: Record<string, string>}} Decidable
 * @typedef {{id: string, from: string, to: string, relation: string, stance: string, propositions: string[],
 *   everyVoice: Voice[], onto_edge?: boolean, lane: number, part?: [string, string]}} Line
 */

/** The speaker of what an article states in its own voice. */
export const ARTICLE = "document";

/** @type {readonly Voice[]} */
export const VOICES = ["stated", "claimed", "denied", "hedged"];

/** The sign of an article. @type {Type} */
const SHEET = { label: "Article", definition: "", family: "label", shape: "square", icon: "M5 2.500h9.500L19 7v14.500H5ZM8 10v1.800h8V10ZM8 14v1.800h8V14Z" };

/**
 * @template {{id: string}} T
 * @param {T[]} records
 * @returns {Map<string, T>}
 */
function byId(records) {
  return new Map(records.map((record) => [record.id, Object.freeze(record)]));
}

/**
 * Adds a value to a list in an index; the same value twice in a row is added only once.
 * @template K, T
 * @param {Map<K, T[]>} index
 * @param {K | undefined} key
 * @param {T} value
 */
export function push(index, key, value) {
  if (key === undefined) return;
  const list = index.get(key);
  if (!list) index.set(key, [value]);
  else if (list.at(-1) !== value) list.push(value);
}

/** All data of the page, by id: read once and never changed. What the filters leave of it is a `View`. */
export class Data {
  /**
   * @param {any} records
   * @param {{nodes: Spot[], options: object}} network
   */
  constructor(records, network) {
    /** @type {any[]} */ const propositions = rows(records.propositions);
    const ids = propositions.map(({ id }) => id);
    /** The query for the claims about a proposition. @type {string} */ this.query = records.query;
    /** The namespace of propositions in the RDF. @type {string} */ this.prefix = records.prefix;
    /** The forms of sentences. @type {import("./unpack.js").Piece[][]} */ this.forms = records.forms.map(pieces);
    /** @type {Words} */ this.words = records.words;
    /** @type {string[]} */ this.passages = records.passages;
    /** The start of each passage in its article, in code points. @type {number[]} */ this.starts = records.starts;
    /** @type {Map<string, Article>} */ this.articles = byId(rows(records.documents));
    /** Newer versions, by the article that they replace. @type {Map<string, Article>} */ this.newer = new Map([...this.articles.values()].flatMap((it) => (it.revises ? [[it.revises, it]] : [])));
    /** @type {Map<string, Entity>} */ this.entities = byId(rows(records.entities));
    /** @type {Map<string, Proposition>} */ this.propositions = byId(propositions.map((p) => (p.content === undefined ? p : Object.assign(p, { content: ids[p.content] }))));
    /** @type {Map<string, Claim>} */ this.claims = byId(rows(records.claims).map((claim) => this.quoted(claim, ids)));
    /** The silent sentences. @type {Map<string, Silent>} */ this.silent = byId(rows(records.silent).map((it) => this.worded(it)));
    /** By article. @type {Map<string, Silent[]>} */ this.silentIn = new Map();
    /** By passage. @type {Map<number, Silent[]>} */ this.silentAt = new Map();
    /** The numbers of the passages of each article, in their order. @type {Map<string, number[]>} */ this.passagesIn = new Map();
    const files = [...this.articles.keys()];
    for (const [number, article] of (records.within ?? []).entries()) push(this.passagesIn, files[article], number);
    /** @type {Map<string, Relation>} */ this.relations = new Map(Object.entries(records.relations));
    /** @type {Map<string, Type>} */ this.types = new Map(Object.entries(records.types));
    /** Propositions that somebody denies and others affirm or, unnamed, allege. @type {string[]} */ this.disputes = records.disputes;
    /** Pairs of propositions that cannot both be true: two figures or two labels for one thing. @type {[string, string][]} */ this.rivals = records.rivals ?? [];
    /** Why a proposition is in dispute or has a rival. @type {Record<string, string>} */ this.because = records.because ?? {};
    /** What decisions need: the classes, and the names that readings use for what has no unambiguous id. @type {Decidable} */
    this.decidable = records.decidable ?? { classes: {}, names: {}, words: {} };
    /** @type {Region[]} */ this.regions = records.regions ?? [];
    /** Small groups that no line connects with the rest. @type {string[][]} */ this.aside = records.aside ?? [];
    /** The totals of the graph, if this page contains only a part of it. @type {import("./part.js").Whole | null} */ this.whole = records.part ?? null;
    this.network = network;
    /** How many claims there are on a proposition. @type {Map<string, number>} */ this.counts = new Map();
    /** The voices of the claims about a proposition, by stance. @type {Map<string, Voice[]>} */ const voices = new Map();
    for (const { proposition, stance, voice } of this.claims.values()) {
      this.counts.set(proposition, this.count(proposition) + 1);
      push(voices, `${stance} ${proposition}`, voice);
    }
    /** @type {Map<string, Line>} */ this.lines = byId(rows(records.lines).map((line) => voiced(line, ids, voices)));
    /** @type {Map<string, Proposition[]>} */ this.mentioning = new Map();
    /** @type {Map<string, Proposition[]>} */ this.actsOn = new Map();
    /** The lines of a proposition. @type {Map<string, Line[]>} */ this.linesOf = new Map();
    /** The lines that end at an entity, or at another line. @type {Map<string, Line[]>} */ this.linesAt = new Map();
    this.index();
    Object.freeze(this);
  }

  /** A claim with its sentence, and with the id of its proposition instead of a number. @param {any} claim @param {string[]} ids @returns {Claim} */
  quoted(claim, ids) {
    // Written into the record that was just made: with a copy, reading would take half as long again.
    claim.proposition = ids[claim.proposition];
    return this.worded(claim);
  }

  /** A record with its words, if these are in a passage. @template {{quote?: string, passage?: number, start?: number, end?: number}} T @param {T} it @returns {T} */
  worded(it) {
    if (it.passage !== undefined) it.quote = this.passages[it.passage]?.slice(it.start, it.end) ?? "";
    return it;
  }

  /**
   ** The place of words in their article, counted as outside this page: in code points, the end excluded.
   * @param {{quote: string, passage?: number, start?: number, at?: number}} it
   * @returns {[number, number]}
   */
  place({ quote, passage, start = 0, at = 0 }) {
    const begin = passage === undefined ? at : (this.starts[passage] ?? 0) + points(this.passages[passage]?.slice(0, start) ?? "");
    return [begin, begin + points(quote)];
  }

  /** The IRI of a proposition. @param {Proposition} p */
  address(p) {
    return `${this.prefix}${encodeURIComponent(p.id)}`;
  }

  index() {
    for (const p of this.propositions.values()) {
      for (const id of new Set([p.subject, p.object, p.as, p.at, p.regarding, ...(p.with ?? [])])) push(this.mentioning, id, p);
      push(this.actsOn, p.content, p);
    }
    for (const it of this.silent.values()) {
      push(this.silentIn, it.document, it);
      if (it.passage !== undefined) push(this.silentAt, it.passage, it);
    }
    for (const line of this.lines.values()) {
      for (const id of line.propositions) push(this.linesOf, id, line);
      for (const end of new Set([line.from, line.to])) push(this.linesAt, end, line);
    }
  }

  /** @param {string | undefined} id */
  name(id = "") {
    const { title, file } = this.articles.get(id) ?? {};
    return this.entities.get(id)?.label || title || file || id;
  }

  /** @param {string} id */
  type(id) {
    return this.articles.has(id) ? SHEET : this.types.get(this.entities.get(id)?.type ?? "");
  }

  /** @param {string} name @returns {Relation} */
  relation(name) {
    return this.relations.get(name) ?? { label: name, definition: "", kind: "", accusation: false, labels: false, reply: false, disputes: false, symmetric: false, verb: name, plain: name, lead: ":", as: name };
  }

  /** The line to which a line leads, if any. @param {Line} line */
  under(line) {
    return line.onto_edge ? this.lines.get(line.to) : undefined;
  }

  /** The entities that a line connects; if it leads to another line, also the other's. @param {Line} line @returns {string[]} */
  ends(line) {
    const under = this.under(line);
    return under ? [line.from, under.from, under.to] : [line.from, line.to];
  }

  /** How many claims there are on a proposition. @param {string} id */
  count(id) {
    return this.counts.get(id) ?? 0;
  }
}

/** The number of code points in a text. @param {string} text */
export function points(text) {
  return [...text].length;
}

/**
 ** A line with the ids of its propositions instead of numbers, and with the voices of all claims that it may represent.
 * @param {any} line
 * @param {string[]} ids
 * @param {Map<string, Voice[]>} voices
 * @returns {Line}
 */
function voiced(line, ids, voices) {
  line.propositions = line.propositions.map((/** @type {number} */ number) => ids[number] ?? "");
  const every = new Set(line.propositions.flatMap((/** @type {string} */ id) => voices.get(`${line.stance} ${id}`) ?? []));
  line.everyVoice = VOICES.filter((voice) => every.has(voice));
  return line;
}

/** The data of this page. @returns {Promise<Data>} */
export async function readData() {
  const [records, network] = await Promise.all([unpacked("records"), unpacked("network")]);
  return new Data(records, { ...network, options: JSON.parse(network.options) });
}
