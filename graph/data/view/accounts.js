/** "The world according to …": what one speaker or outlet affirms, and where two of them differ. */

import { Data } from "./data.js";
import { isOf } from "./filters.js";
import { empty, entityLink, propositionRow, section } from "./parts.js";
import { State } from "./state.js";
import { counted, el, quoted } from "./text.js";

/**
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./data.js").Proposition} Proposition
 * @typedef {{id: string, name: string, count: number}} Owner
 * @typedef {"both" | "first" | "second" | "against"} Side
 */

/** So many can be chosen from a list; everybody else from their own panel. */
const MOST = 300;

/** Everybody in whose account something is, those with most claims first. @param {Data} data @returns {Owner[]} */
export function owners(data) {
  /** @type {Map<string, number>} */ const counts = new Map();
  for (const claim of data.claims.values()) {
    const article = data.articles.get(claim.document);
    const own = claim.speaker === "document" ? [article?.publisher, claim.document] : [claim.speaker];
    for (const id of own) if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts].map(([id, count]) => ({ id, name: ownerName(data, id), count }))
    .sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, "en") || (a.id < b.id ? -1 : 1));
}

/** @param {Data} data @param {string} id */
export function ownerName(data, id) {
  const article = data.articles.get(id);
  return article ? article.title ?? article.file : data.name(id);
}

/**
 * What somebody says to each proposition.
 * @param {Data} data
 * @param {string} owner
 * @returns {Map<string, {affirmed: boolean, denied: boolean}>}
 */
function positions(data, owner) {
  /** @type {Map<string, {affirmed: boolean, denied: boolean}>} */ const found = new Map();
  for (const claim of data.claims.values()) {
    if (!isOf(data, claim, owner) || claim.stance === "hedged") continue;
    const stance = found.get(claim.proposition) ?? { affirmed: false, denied: false };
    stance[claim.stance] = true;
    found.set(claim.proposition, stance);
  }
  return found;
}

/**
 * How two accounts stand to each proposition that one of them takes a side on.
 * @param {Data} data
 * @param {string} first
 * @param {string} second
 * @returns {Map<string, Side>}
 */
export function compare(data, first, second) {
  const [a, b] = [positions(data, first), positions(data, second)];
  /** @type {Map<string, Side>} */ const sides = new Map();
  for (const id of new Set([...a.keys(), ...b.keys()])) {
    const [one, other] = [a.get(id), b.get(id)];
    if ((one?.affirmed && other?.denied) || (one?.denied && other?.affirmed)) sides.set(id, "against");
    else if (one && other) sides.set(id, "both");
    else sides.set(id, one ? "first" : "second");
  }
  return sides;
}

/** The colour of a line while two accounts are compared. @param {Map<string, Side>} sides @returns {(line: import("./data.js").Line) => string | undefined} */
export function tints(sides) {
  return ({ propositions }) => {
    const found = new Set(propositions.map((id) => sides.get(id)));
    if (found.has("against")) return "denied";
    if (found.has("both") || (found.has("first") && found.has("second"))) return "both";
    return found.has("second") ? "second" : "first";
  };
}

/** @param {Data} data @param {State} state @returns {HTMLElement} */
export function accountsList(data, state) {
  const { world, versus } = state.values;
  const everyone = owners(data);
  const chosen = (/** @type {string | undefined} */ id) => data.entities.has(id ?? "") || data.articles.has(id ?? "");
  const body = chosen(world) && world ? (chosen(versus) && versus ? difference(data, world, versus) : account(data, world)) : intro(everyone, state);
  return el("div", { class: "detail" },
    el("h2", { tabindex: "-1" }, "The world according to \u2026"),
    el("div", { class: "choices" },
      choice("world", "Whose account", everyone, world, "everybody", (id) => state.filter({ world: id, versus: id ? versus ?? "" : "" }), data),
      world ? choice("versus", "Compared with", everyone.filter(({ id }) => id !== world), versus, "nobody", (id) => state.filter({ versus: id }), data) : null),
    body);
}

/**
 * @param {string} id
 * @param {string} label
 * @param {Owner[]} everyone
 * @param {string | undefined} value
 * @param {string} none
 * @param {(id: string) => void} choose
 * @param {Data} data
 */
function choice(id, label, everyone, value, none, choose, data) {
  const listed = everyone.slice(0, MOST);
  if (value && !listed.some((owner) => owner.id === value)) listed.unshift({ id: value, name: ownerName(data, value), count: 0 });
  return el("label", { class: `choice choice-${id}` }, el("span", {}, label),
    el("select", { id, change: (event) => choose(event.target.value) }, el("option", { value: "" }, none),
      listed.map((owner) => el("option", { value: owner.id, selected: owner.id === value }, `${owner.name}${owner.count ? ` (${owner.count})` : ""}`))));
}

/** @param {Owner[]} everyone @param {State} state */
function intro(everyone, state) {
  const rows = everyone.map((owner) => el("button", { type: "button", class: "row row-owner", click: () => state.filter({ world: owner.id }) },
    el("span", { class: "row-words" }, el("b", {}, quoted(owner.name))), el("span", { class: "row-who" }, counted(owner.count, "claim"))));
  return el("div", {}, el("p", { class: "lead" }, "Choose somebody, an outlet or an article: the graph shows that world alone. Choose a second to see where they differ."),
    section("Speakers, outlets and articles", rows) ?? empty("Nobody says anything in these articles."));
}

/** @param {Data} data @param {string} owner */
function account(data, owner) {
  /** @type {Record<string, Claim[]>} */ const by = { affirmed: [], denied: [], hedged: [] };
  for (const claim of data.claims.values()) if (isOf(data, claim, owner)) by[claim.stance]?.push(claim);
  const rows = (/** @type {Claim[] | undefined} */ claims = []) => propositionRows(data, [...new Set(claims.map(({ proposition }) => proposition))], claims);
  const name = ownerName(data, owner);
  const sections = [section(`What ${name} affirms`, rows(by.affirmed)), section(`What ${name} denies`, rows(by.denied)), section("Suggested, without certainty", rows(by.hedged))];
  return el("div", {}, data.entities.has(owner) && el("p", { class: "note" }, "More about ", entityLink(data, owner), "."),
    sections.some(Boolean) ? sections : empty("Nothing in these articles is in this account."));
}

/** @param {Data} data @param {string[]} ids @param {Claim[]} [claims] */
function propositionRows(data, ids, claims) {
  return data.byClaims(ids.flatMap((id) => data.propositions.get(id) ?? []))
    .map((p) => propositionRow(data, p, claims?.filter(({ proposition }) => proposition === p.id)));
}

/** @param {Data} data @param {string} first @param {string} second */
function difference(data, first, second) {
  const sides = compare(data, first, second);
  const rows = (/** @type {Side} */ wanted) => propositionRows(data, [...sides].filter(([, side]) => side === wanted).map(([id]) => id));
  const [a, b] = [ownerName(data, first), ownerName(data, second)];
  const of = (/** @type {string} */ tint, /** @type {HTMLElement | null} */ part) => {
    part?.classList.add("tinted", `tint-${tint}`);
    return part;
  };
  const parts = [of("against", section("One affirms, the other denies", rows("against"))), of("both", section("Both say", rows("both"))),
    of("first", section(`Only ${a}`, rows("first"))), of("second", section(`Only ${b}`, rows("second")))];
  return el("div", {}, parts.some(Boolean) ? parts : empty("Neither says anything in these articles."),
    !sides.size ? null : rows("against").length ? null : el("p", { class: "note" }, "Neither denies what the other affirms."));
}
