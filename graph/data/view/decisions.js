/** The user's decisions about what was read: kept in the browser, saved as a file for a build, and sent nowhere. */

import { Data } from "./data.js";
import { saveTable } from "./files.js";
import { fileOf, isKnown, readingOf } from "./references.js";

/**
 * @typedef {"same" | "different" | "type" | "misread" | "not a claim" | "right"} Kind
 * @typedef {{kind: Kind, about: string[], value: string[], file?: string, sentence?: string, reading?: string, when?: string, why?: string, linked?: boolean}} Decision
 *   about: the id of a claim, or references to one and the same entity, as in value; linked: it came with the address
 */

/** The columns of the file, as in docs/decisions.md. */
const COLUMNS = ["kind", "about", "value", "file", "sentence", "reading", "who", "when", "why"];
const OF_CLAIM = ["misread", "not a claim", "right"];
const KINDS = ["same", "different", "type", ...OF_CLAIM];
/** The key under which the browser keeps them: all pages from one place share it, and each page shows its own decisions. */
const KEPT = "rashomon.decisions";
/** The largest number of characters that decisions may take in the address. */
const LONGEST = 1500;

/** @param {Decision} it */
export function isOfClaim({ kind }) {
  return OF_CLAIM.includes(kind);
}

/** The subject of a decision, on which there is only one decision: a claim, the class of an entity, or two entities. @param {Decision} it */
function subject({ kind, about, value }) {
  if (OF_CLAIM.includes(kind)) return `claim\t${about}`;
  return [kind, about.join("\n"), kind === "type" ? "" : value.join("\n")].join("\t");
}

/** A decision in the form for the address. @param {Decision} it */
function short({ kind, about, value }) {
  return [kind, about.join("\n"), value.join("\n")].join("\t");
}

/** Whether a value is a decision: what the browser has kept may come from anybody. @param {any} it @returns {it is Decision} */
function isDecision(it) {
  const texts = (/** @type {any} */ list) => Array.isArray(list) && list.every((each) => typeof each === "string");
  const more = [it?.file, it?.sentence, it?.reading, it?.when, it?.why];
  return KINDS.includes(it?.kind) && texts(it.about) && it.about.length > 0 && texts(it.value) && more.every((each) => each === undefined || typeof each === "string")
    && (OF_CLAIM.includes(it.kind) || it.value.length > 0);
}

/** The lines of the file for a decision: if two sides differ, the entities on each side are the same. @param {Decision} it @param {string} who @returns {string[][]} */
function lines({ kind, about, value, file, sentence, reading, when, why }, who) {
  const line = (/** @type {string} */ name, /** @type {string | undefined} */ one, /** @type {string | undefined} */ other) =>
    [name, one, other, file, sentence, reading, who, when, why].map((cell) => cell ?? "");
  if (kind !== "different") return [line(kind, about[0], value[0])];
  const joined = [about, value].flatMap(([first, ...rest]) => rest.map((each) => line("same", first, each)));
  return [line(kind, about[0], value[0]), ...joined];
}

export class Decisions extends EventTarget {
  constructor() {
    super();
    /** @type {Data | null} */ this.data = null;
    /** @type {Decision[]} */ this.all = [];
    /** Who decides, for the file. */ this.who = "";
    /** Whether the browser keeps them. */ this.kept = true;
  }

  /** Load what the browser kept and what came with the address. @param {Data} data @param {readonly string[]} address */
  open(data, address) {
    this.data = data;
    this.load();
    for (const text of address) {
      const [kind = "", about = "", value = ""] = text.split("\t");
      const it = { kind, about: about.split("\n").filter(Boolean), value: value.split("\n").filter(Boolean), linked: true };
      const made = isDecision(it) && (OF_CLAIM.includes(kind) ? this.ofClaim(it.kind, about) : it);
      if (made && this.isHere(made) && !this.all.some((each) => subject(each) === subject(made))) this.all.push({ ...made, linked: true });
    }
    addEventListener("storage", ({ key }) => {
      if (key !== KEPT) return;
      this.load();
      this.tell();
    });
  }

  /** The decisions about something in this page. @returns {Decision[]} */
  get here() {
    return this.all.filter((it) => this.isHere(it));
  }

  /** @param {Decision} it */
  isHere(it) {
    const { data } = this;
    if (!data) return false;
    if (isOfClaim(it)) return data.claims.has(it.about[0] ?? "") || (it.file !== undefined && isKnown(data, `${it.file}#`));
    return [...it.about, ...(it.kind === "type" ? [] : it.value)].every((text) => isKnown(data, text));
  }

  /** A key that stays the same as long as nothing is decided, kept or undone. */
  get key() {
    return JSON.stringify(this.here.map((it) => [short(it), it.linked]));
  }

  /** As many decisions as the address can hold. @returns {string[]} */
  written() {
    let room = LONGEST;
    return this.here.map(short).filter((text) => (room -= text.length) >= 0);
  }

  /** What was decided about a claim. @param {string} id */
  about(id) {
    return this.all.find((it) => isOfClaim(it) && it.about[0] === id);
  }

  /** A decision about a claim, with everything needed to find it after its id has changed. @param {Kind} kind @param {string} id @returns {Decision | null} */
  ofClaim(kind, id) {
    const claim = this.data?.claims.get(id);
    if (!claim || !this.data) return null;
    return { kind, about: [id], value: [], file: fileOf(this.data, claim.document), sentence: claim.quote, reading: readingOf(this.data, claim) };
  }

  /** @param {Decision | null} it */
  add(it) {
    if (!it) return;
    // The day is the one in the reader's time zone.
    const when = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    this.change((others) => [...others.filter((each) => subject(each) !== subject(it)), { ...it, when }]);
  }

  /** @param {Decision} it */
  remove(it) {
    this.change((others) => others.filter((each) => subject(each) !== subject(it)));
  }

  /** Say why something was decided; this has no other effect. @param {Decision} it @param {string} why */
  explain(it, why) {
    this.put({ ...it, why: why.trim() });
  }

  /** Accept what came with the address. @param {Decision} it */
  adopt({ linked, ...it }) {
    this.put(it);
    this.tell();
  }

  /** Replaces the decision about the same subject. @param {Decision} it */
  put(it) {
    this.load();
    this.all = this.all.map((each) => (subject(each) === subject(it) ? it : each));
    this.save();
  }

  /** @param {string} who */
  sign(who) {
    this.load();
    this.who = who.trim();
    this.save();
  }

  /** Another page may have decided something meanwhile. @param {(others: Decision[]) => Decision[]} how */
  change(how) {
    this.load();
    this.all = how(this.all);
    this.save();
    this.tell();
  }

  tell() {
    this.dispatchEvent(new Event("change"));
  }

  /** Load what the browser keeps, in addition to what came with the address. */
  load() {
    if (!this.kept) return;
    try {
      const { who, decisions } = JSON.parse(localStorage.getItem(KEPT) ?? "{}") ?? {};
      const own = Array.isArray(decisions) ? decisions.filter(isDecision) : [];
      const known = new Set(own.map(subject));
      this.who = typeof who === "string" ? who : this.who;
      this.all = [...own, ...this.all.filter((it) => it.linked && !known.has(subject(it)))];
    } catch (error) {
      // Unreadable data is ignored; if reading is forbidden, decisions are only in this page, which says so.
      if (!(error instanceof SyntaxError)) this.kept = false;
    }
  }

  save() {
    if (!this.kept) return;
    try {
      localStorage.setItem(KEPT, JSON.stringify({ who: this.who, decisions: this.all.filter((it) => !it.linked) }));
    } catch {
      // Storage is forbidden or full: from now on the decisions are only in this page, which says so.
      this.kept = false;
    }
  }

  /** The file for a build. @returns {string[][]} */
  table() {
    return [COLUMNS, ...this.here.flatMap((it) => lines(it, this.who))];
  }

  download() {
    saveTable("decisions.csv", this.table());
  }
}

/** The decisions of this page. */
export const decided = new Decisions();
