/** The records inside the page, and the indexes that lead from one to the others. */

import { pieces, rows, unpacked } from "./unpack.js";

/**
 * @typedef {"stated" | "claimed" | "denied" | "hedged"} Voice
 * @typedef {{id: string, file: string, title?: string, author?: string, published?: string, outlet?: string, publisher?: string, url?: string}} Article
 * @typedef {{id: string, type: string, label: string, weight: number, size?: number, x?: number, y?: number, aliases?: string[],
 *   country?: string, titles?: string[], participants?: string[], place?: string, on?: string, earliest?: string, latest?: string, when?: string}} Entity
 * @typedef {{id: string, subject: string, relation: string, object?: string, as?: string, at?: string, on?: string,
 *   earliest?: string, latest?: string, with?: string[], regarding?: string, content?: string, content_text?: string, when?: string, form: number}} Proposition
 * @typedef {{id: string, proposition: string, stance: Stance, voice: Voice, speaker?: string, document: string,
 *   quote: string, passage?: number, start?: number, end?: number, rule: string, score: number, relayed_by?: string[],
 *   quoted?: boolean, answers?: string[], may_answer?: string[]}} Claim
 * @typedef {{label: string, definition: string, kind: string, accusation: boolean, labels: boolean, reply: boolean, verb: string, lead: string, as: string}} Relation
 * @typedef {"affirmed" | "denied" | "hedged" | "withdrawn"} Stance
 * @typedef {{deepest: number, speakers: {article: string, nobody: string, relayed: string}, stances: Record<Stance, string>, both: Record<Stance, string>}} Words
 * @typedef {{label: string, definition: string, family: string, shape: string, icon: string}} Type
 * @typedef {{id: string, x: number, y: number}} Spot
 * @typedef {{id: string, from: string, to: string, relation: string, stance: string, propositions: string[], voices: Voice[],
 *   claims: number, disputed: boolean, everyVoice: Voice[], onto_edge?: boolean, lane: number, part?: [string, string]}} Line
 * @typedef {(claim: Claim) => boolean} Test
 */

/** The speaker of what an article states in its own voice. */
export const ARTICLE = "document";

/** @type {readonly Voice[]} */
export const VOICES = ["stated", "claimed", "denied", "hedged"];

const ALL = () => true;

/**
 * @template {{id: string}} T
 * @param {T[]} records
 * @returns {Map<string, T>}
 */
function byId(records) {
  return new Map(records.map((record) => [record.id, record]));
}

/**
 * Add a value to a list of an index; the same value twice in a row counts once.
 * @template T
 * @param {Map<string, T[]>} index
 * @param {string | undefined} key
 * @param {T} value
 */
function push(index, key, value) {
  if (key === undefined) return;
  const list = index.get(key);
  if (!list) index.set(key, [value]);
  else if (list.at(-1) !== value) list.push(value);
}

/** Everything the page shows, looked up by id. */
export class Data {
  /**
   * @param {any} records
   * @param {{nodes: Spot[], options: object}} network
   */
  constructor(records, network) {
    /** @type {Proposition[]} */ const propositions = rows(records.propositions);
    const ids = propositions.map(({ id }) => id);
    for (const p of propositions) if (p.content !== undefined) p.content = ids[Number(p.content)];
    /** The query for the claims on a proposition. @type {string} */ this.query = records.query;
    /** @type {string[]} */ this.passages = records.passages;
    /** The forms of sentences. @type {import("./unpack.js").Piece[][]} */ this.forms = records.forms.map(pieces);
    /** @type {Words} */ this.words = records.words;
    /** @type {Map<string, Article>} */ this.articles = byId(rows(records.documents));
    /** @type {Map<string, Entity>} */ this.entities = byId(rows(records.entities));
    /** @type {Map<string, Proposition>} */ this.propositions = byId(propositions);
    /** @type {Map<string, Claim>} */ this.everyClaim = byId(rows(records.claims).map((claim) => this.quoted(claim, ids)));
    /** @type {Map<string, Relation>} */ this.relations = new Map(Object.entries(records.relations));
    /** @type {Map<string, Type>} */ this.types = new Map(Object.entries(records.types));
    /** @type {Map<string, Line>} */ this.lines = byId(rows(records.lines));
    /** @type {string[]} */ this.everyDispute = records.disputes;
    this.network = network;
    /** The claims that are shown. */ this.claims = this.everyClaim;
    /** Whether a claim that is shown is in the drawing. @type {Test} */ this.drawn = ALL;
    /** The disputes between claims that are shown. */ this.disputes = this.everyDispute;
    this.contested = new Set(this.disputes);
    /** @type {Map<string, number>} */ this.counts = new Map();
    /** @type {Map<string, Claim[]>} */ this.claimsOf = new Map();
    /** @type {Map<string, Claim[]>} */ this.saidBy = new Map();
    /** @type {Map<string, Claim[]>} */ this.answersTo = new Map();
    /** The denials that may answer an accusation. @type {Map<string, Claim[]>} */ this.mayAnswer = new Map();
    /** @type {Map<string, Claim[]>} */ this.claimsIn = new Map();
    /** @type {Map<string, Proposition[]>} */ this.mentioning = new Map();
    /** @type {Map<string, Proposition[]>} */ this.actsOn = new Map();
    /** The lines of a proposition. @type {Map<string, Line[]>} */ this.linesOf = new Map();
    /** The lines that end at an entity, and those onto another line. @type {Map<string, Line[]>} */ this.linesAt = new Map();
    this.index(ids);
    this.keep(ALL);
    for (const line of this.lines.values()) line.everyVoice = line.voices;
  }

  /** A claim with its sentence, and with the id of its proposition instead of the number. @param {any} claim @param {string[]} ids */
  quoted(claim, ids) {
    claim.proposition = ids[claim.proposition];
    if (claim.passage !== undefined) claim.quote = this.passages[claim.passage]?.slice(claim.start, claim.end) ?? "";
    return claim;
  }

  /** @param {string[]} ids of the propositions, by their number */
  index(ids) {
    for (const { proposition } of this.everyClaim.values()) this.counts.set(proposition, this.everyCount(proposition) + 1);
    for (const p of this.propositions.values()) {
      for (const id of new Set([p.subject, p.object, p.as, p.at, p.regarding, ...(p.with ?? [])])) push(this.mentioning, id, p);
      push(this.actsOn, p.content, p);
    }
    for (const line of this.lines.values()) {
      line.propositions = line.propositions.map((number) => ids[Number(number)] ?? "");
      for (const id of line.propositions) push(this.linesOf, id, line);
      for (const end of new Set([line.from, line.to])) push(this.linesAt, end, line);
    }
  }

  /**
   * Leave out some claims, and count anew what is left.
   * @param {Test} test whether a claim counts at all
   * @param {Test} drawn whether one that counts is in the drawing
   */
  keep(test, drawn = ALL) {
    this.drawn = drawn;
    this.claims = test === ALL ? this.everyClaim : new Map([...this.everyClaim].filter(([, claim]) => test(claim)));
    this.indexClaims();
    this.disputes = this.everyDispute.filter((id) => {
      const claims = this.claimsOf.get(id) ?? [];
      return claims.some(({ stance }) => stance === "affirmed") && claims.some(({ stance }) => stance === "denied");
    });
    this.contested = new Set(this.disputes);
    for (const line of this.lines.values()) this.recount(line);
    for (const entity of this.entities.values()) entity.weight = 0;
    for (const claim of this.claims.values()) this.weigh(claim);
  }

  /** The claims on a proposition that are in the drawing: of an account that is drawn, only those in it. @param {string} id */
  drawnOf(id) {
    return (this.claimsOf.get(id) ?? []).filter(this.drawn);
  }

  /** The claims that a line stands for. @param {Line} line */
  claimsOn({ propositions, stance }) {
    return propositions.flatMap((id) => this.drawnOf(id)).filter((claim) => claim.stance === stance);
  }

  /** @param {Line} line */
  recount(line) {
    const claims = this.claimsOn(line);
    const voices = new Set(claims.map(({ voice }) => voice));
    line.claims = claims.length;
    line.voices = VOICES.filter((voice) => voices.has(voice));
    line.disputed = line.propositions.some((id) => this.contested.has(id));
  }

  /** Count a claim for everybody who has a part in it. @param {Claim} claim */
  weigh({ proposition, speaker }) {
    const { subject, object, as } = this.propositions.get(proposition) ?? {};
    for (const id of new Set([subject, object, as, speaker])) {
      const entity = this.entities.get(id ?? "");
      if (entity) entity.weight += 1;
    }
  }

  indexClaims() {
    for (const index of [this.claimsOf, this.saidBy, this.answersTo, this.mayAnswer, this.claimsIn]) index.clear();
    for (const claim of this.claims.values()) {
      push(this.claimsOf, claim.proposition, claim);
      push(this.saidBy, claim.speaker === ARTICLE ? undefined : claim.speaker, claim);
      push(this.claimsIn, claim.document, claim);
      for (const answered of claim.answers ?? []) push(this.answersTo, answered, claim);
      for (const accusation of claim.may_answer ?? []) push(this.mayAnswer, accusation, claim);
    }
  }

  /** @param {string | undefined} id */
  name(id) {
    return (id && this.entities.get(id)?.label) || id || "";
  }

  /** @param {string} id */
  type(id) {
    return this.types.get(this.entities.get(id)?.type ?? "");
  }

  /** @param {string} name */
  relation(name) {
    return this.relations.get(name) ?? { label: name, definition: "", kind: "", accusation: false, labels: false, reply: false, verb: name, lead: ":", as: name };
  }

  /** The line that a line leads to, where it leads to one. @param {Line} line */
  under(line) {
    return line.onto_edge ? this.lines.get(line.to) : undefined;
  }

  /** The entity at the far end of a line; for one onto another line, null. @param {Line} line */
  target(line) {
    return line.onto_edge ? null : line.to;
  }

  /** The entities that a line connects; of one onto another line, also that one's. @param {Line} line @returns {string[]} */
  ends(line) {
    const under = this.under(line);
    return under ? [line.from, under.from, under.to] : [line.from, line.to];
  }

  /** Accusations that somebody makes, or that are hedged, those with most claims first. @returns {Proposition[]} */
  accusations() {
    const made = (/** @type {Claim} */ { stance }) => stance === "affirmed" || stance === "hedged";
    return this.byClaims([...this.propositions.values()].filter((p) => this.relation(p.relation).accusation && this.claimsOf.get(p.id)?.some(made)));
  }

  /** Those with most claims first. @param {Proposition[]} list */
  byClaims(list) {
    return list.sort((a, b) => this.count(b.id) - this.count(a.id) || (a.id < b.id ? -1 : 1));
  }

  /** How many claims there are on a proposition, whatever is filtered. @param {string} id */
  everyCount(id) {
    return this.counts.get(id) ?? 0;
  }

  /** How many claims there are on a proposition. @param {string} id */
  count(id) {
    return this.claimsOf.get(id)?.length ?? 0;
  }
}

/** The data of this page. @returns {Promise<Data>} */
export async function readData() {
  const [records, network] = await Promise.all([unpacked("records"), unpacked("network")]);
  return new Data(records, { ...network, options: JSON.parse(network.options) });
}
