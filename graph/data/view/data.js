/** The records inside the page, and the indexes that lead from one to the others. */

/**
 * @typedef {"stated" | "claimed" | "denied" | "hedged"} Voice
 * @typedef {{id: string, file: string, title?: string, author?: string, published?: string, outlet?: string, url?: string}} Article
 * @typedef {{id: string, type: string, label: string, weight: number, aliases?: string[], country?: string,
 *   offices?: string[], participants?: string[], place?: string, on?: string, earliest?: string, latest?: string}} Entity
 * @typedef {{id: string, subject: string, relation: string, object?: string, as?: string, at?: string, on?: string,
 *   earliest?: string, latest?: string, with?: string[], regarding?: string, content?: string, content_text?: string}} Proposition
 * @typedef {{id: string, proposition: string, stance: "affirmed" | "denied" | "hedged", voice: Voice, speaker?: string,
 *   document: string, quote: string, rule: string, score: number, relayed_by?: string[], quoted?: boolean, answers?: string[]}} Claim
 * @typedef {{label: string, definition: string, kind: string, accusation: boolean, reply: boolean}} Relation
 * @typedef {{label: string, definition: string, family: string, shape: string, icon: string}} Type
 * @typedef {{id: string, x: number, y: number, size: number, group: string, onto?: string}} Spot
 * @typedef {{id: string, from: string, to: string, relation: string, stance: string, propositions: string[], voices: Voice[],
 *   claims: number, disputed: boolean, part: [string, string] | null, smooth: object, selfReference: object}} Line
 */

/** The speaker of what an article states in its own voice. */
export const ARTICLE = "document";

/** @type {readonly Voice[]} */
export const VOICES = ["stated", "claimed", "denied", "hedged"];

/**
 * @template T
 * @param {Record<string, object>} records
 * @returns {Map<string, T>}
 */
function byId(records) {
  return new Map(Object.entries(records).map(([id, record]) => [id, /** @type {T} */ ({ ...record, id })]));
}

/**
 * @template T
 * @param {Map<string, T[]>} index
 * @param {string | undefined} key
 * @param {T} value
 */
function push(index, key, value) {
  if (key === undefined) return;
  const list = index.get(key);
  if (!list) index.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}

/** Everything the page shows, looked up by id. */
export class Data {
  /**
   * @param {any} records
   * @param {{nodes: Spot[], edges: Line[], options: object}} network
   */
  constructor(records, network) {
    /** @type {Map<string, Article>} */ this.articles = byId(records.documents);
    /** @type {Map<string, Entity>} */ this.entities = byId(records.entities);
    /** @type {Map<string, Proposition>} */ this.propositions = byId(records.propositions);
    /** @type {Map<string, Claim>} */ this.everyClaim = byId(records.claims);
    /** @type {Map<string, Relation>} */ this.relations = byId(records.relations);
    /** @type {Map<string, Type>} */ this.types = byId(records.types);
    /** @type {string[]} */ this.everyDispute = records.disputes;
    this.network = network;
    /** The claims that are shown. */ this.claims = this.everyClaim;
    /** The disputes between claims that are shown. */ this.disputes = this.everyDispute;
    this.contested = new Set(this.disputes);
    this.least = 0;
    /** @type {Map<string, Line>} */ this.lines = new Map(network.edges.map((line) => [line.id, line]));
    /** @type {Map<string, Spot>} */ this.spots = new Map(network.nodes.map((spot) => [spot.id, spot]));
    /** @type {Map<string, number>} */ this.counts = new Map();
    for (const { proposition } of this.everyClaim.values()) this.counts.set(proposition, this.everyCount(proposition) + 1);
    /** @type {Map<string, Claim[]>} */ this.claimsOf = new Map();
    /** @type {Map<string, Claim[]>} */ this.saidBy = new Map();
    /** @type {Map<string, Claim[]>} */ this.answersTo = new Map();
    /** @type {Map<string, Claim[]>} */ this.claimsIn = new Map();
    /** @type {Map<string, Proposition[]>} */ this.mentioning = new Map();
    /** @type {Map<string, Proposition[]>} */ this.actsOn = new Map();
    /** @type {Map<string, Line[]>} */ this.linesOf = new Map();
    for (const p of this.propositions.values()) {
      for (const id of [p.subject, p.object, p.as, p.at, p.regarding, ...(p.with ?? [])]) push(this.mentioning, id, p);
      push(this.actsOn, p.content, p);
    }
    for (const line of this.lines.values()) {
      for (const id of line.propositions) push(this.linesOf, id, line);
    }
    this.keep(0);
  }

  /** Leave out the claims with a score below this one, and count anew what is left. @param {number} least */
  keep(least) {
    this.least = least;
    this.claims = new Map([...this.everyClaim].filter(([, { score }]) => score >= least));
    this.indexClaims();
    const stances = (/** @type {string} */ id) => new Set(this.claimsOf.get(id)?.map(({ stance }) => stance));
    this.disputes = this.everyDispute.filter((id) => stances(id).has("affirmed") && stances(id).has("denied"));
    this.contested = new Set(this.disputes);
    for (const line of this.lines.values()) this.recount(line);
    for (const entity of this.entities.values()) entity.weight = 0;
    for (const claim of this.claims.values()) this.weigh(claim);
  }

  /** The claims that an edge stands for. @param {Line} line */
  claimsOn({ propositions, stance }) {
    return propositions.flatMap((id) => this.claimsOf.get(id) ?? []).filter((claim) => claim.stance === stance);
  }

  /** @param {Line} line */
  recount(line) {
    const claims = this.claimsOn(line);
    line.voices = VOICES.filter((voice) => claims.some((claim) => claim.voice === voice));
    line.claims = claims.length;
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
    for (const index of [this.claimsOf, this.saidBy, this.answersTo, this.claimsIn]) index.clear();
    for (const claim of this.claims.values()) {
      push(this.claimsOf, claim.proposition, claim);
      push(this.saidBy, claim.speaker === ARTICLE ? undefined : claim.speaker, claim);
      push(this.claimsIn, claim.document, claim);
      for (const answered of claim.answers ?? []) push(this.answersTo, answered, claim);
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
    return this.relations.get(name) ?? { label: name, definition: "", kind: "", accusation: false, reply: false };
  }

  /** The entity at the far end of an edge; for an edge onto an edge, null. @param {Line} line */
  target(line) {
    return this.spots.get(line.to)?.onto ? null : line.to;
  }

  /** Accusations, those with most claims first. @returns {Proposition[]} */
  accusations() {
    return [...this.propositions.values()]
      .filter((p) => this.relation(p.relation).accusation && this.claimsOf.has(p.id))
      .sort((a, b) => this.count(b.id) - this.count(a.id) || (a.id < b.id ? -1 : 1));
  }

  /** How many claims there are on a proposition, whatever their score. @param {string} id */
  everyCount(id) {
    return this.counts.get(id) ?? 0;
  }

  /** How many claims there are on a proposition. @param {string} id */
  count(id) {
    return this.claimsOf.get(id)?.length ?? 0;
  }

  /** What answers an accusation: claims that say so, denials of its content, and replies to the same content. @param {Proposition} p */
  answers(p) {
    const said = this.claimsOf.get(p.id) ?? [];
    const content = (p.content && this.claimsOf.get(p.content)) || [];
    const replies = (p.content && this.actsOn.get(p.content)) || [];
    const found = new Set([
      ...[...said, ...content].flatMap((claim) => this.answersTo.get(claim.id) ?? []),
      ...content.filter((claim) => claim.stance === "denied"),
      ...replies.filter(({ relation }) => this.relation(relation).reply).flatMap(({ id }) => this.claimsOf.get(id) ?? []),
    ]);
    return [...found].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** What is replied to the one who accuses, without saying to what. @param {Proposition} accusation */
  replies(accusation) {
    const about = this.mentioning.get(accusation.subject) ?? [];
    const replies = about.filter((p) => p.object === accusation.subject && this.relation(p.relation).reply);
    return replies.flatMap(({ id }) => this.claimsOf.get(id) ?? []);
  }
}

/** The data of this page. @returns {Data} */
export function readData() {
  /** @param {string} id */
  const block = (id) => JSON.parse(document.getElementById(id)?.textContent ?? "{}");
  return new Data(block("records"), block("network"));
}
