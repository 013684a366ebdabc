/** "The world according to …": what one speaker or outlet affirms, and where two of them differ. */

import { Data } from "./data.js";
import { isOf, ownersOf, speakers } from "./filters.js";
import { narrowed, nothing } from "./left.js";
import { entityLink, propositionRow, section } from "./parts.js";
import { State } from "./state.js";
import { counted, el, quoted } from "./text.js";

/**
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./data.js").Line} Line
 * @typedef {{id: string, name: string, count: number, own: boolean}} Owner own: whether any of it is said by the owner, and not only of him
 * @typedef {"affirmed" | "denied" | "hedged" | "withdrawn" | "told"} Position told: that the owner says so is only reported by others
 * @typedef {Record<Position, Map<string, Claim[]>>} Account the claims by position and proposition
 */

/** So many can be chosen from a list; everybody else from their own panel. */
const MOST = 300;

const STANCES = /** @type {const} */ (["affirmed", "denied", "hedged", "withdrawn"]);

/** Everybody in whose account something is, those with most claims first. @param {Data} data @returns {Owner[]} */
export function owners(data) {
  /** @type {Map<string, Owner>} */ const found = new Map();
  for (const claim of data.claims.values()) {
    const own = speakers(data, claim);
    for (const id of ownersOf(data, claim)) {
      const owner = found.get(id) ?? { id, name: ownerName(data, id), count: 0, own: false };
      found.set(id, { ...owner, count: owner.count + 1, own: owner.own || own.includes(id) });
    }
  }
  return [...found.values()].sort((a, b) => b.count - a.count || a.name.localeCompare(b.name, "en") || (a.id < b.id ? -1 : 1));
}

/** @param {Data} data @param {string} id */
export function ownerName(data, id) {
  const article = data.articles.get(id);
  return article ? article.title ?? article.file : data.name(id);
}

/** @param {Data} data @param {string} owner @returns {Account} */
function accountOf(data, owner) {
  /** @type {Account} */ const found = { affirmed: new Map(), denied: new Map(), hedged: new Map(), withdrawn: new Map(), told: new Map() };
  for (const claim of data.claims.values()) {
    if (!isOf(data, claim, owner)) continue;
    const claims = found[speakers(data, claim).includes(owner) ? claim.stance : "told"];
    claims.set(claim.proposition, [...(claims.get(claim.proposition) ?? []), claim]);
  }
  // Whoever speaks of it himself has no need of others who report it.
  for (const id of found.told.keys()) if (STANCES.some((stance) => found[stance].has(id))) found.told.delete(id);
  return found;
}

/** What one of two affirms and the other denies. @param {Account} one @param {Account} other @returns {Set<string>} */
function opposed(one, other) {
  return new Set([...[...one.affirmed.keys()].filter((id) => other.denied.has(id)), ...[...one.denied.keys()].filter((id) => other.affirmed.has(id))]);
}

/** The colour of a line while two accounts are compared: of whoever's claims it stands for. @param {Data} data @param {string} first @param {string} second @returns {(line: Line) => string} */
export function tints(data, first, second) {
  const against = opposed(accountOf(data, first), accountOf(data, second));
  const tint = (/** @type {Line} */ line) => {
    if (line.stance !== "hedged" && line.propositions.some((id) => against.has(id))) return "denied";
    const claims = data.claimsOn(line);
    const among = (/** @type {typeof speakers} */ whose) => [first, second].filter((owner) => claims.some((claim) => whose(data, claim).includes(owner)));
    const [one, other] = among(speakers).length ? among(speakers) : among(ownersOf);
    return other ? "both" : one === second ? "second" : "first";
  };
  // Asked for whenever the drawing is painted, and the same until the accounts or the filters change.
  /** @type {Map<string, string>} */ const known = new Map();
  return (line) => {
    const found = known.get(line.id) ?? tint(line);
    known.set(line.id, found);
    return found;
  };
}

/** @param {Data} data @param {State} state @returns {HTMLElement} */
export function accountsList(data, state) {
  const { world, versus } = state.values;
  const everyone = owners(data);
  const chosen = (/** @type {string | undefined} */ id) => data.entities.has(id ?? "") || data.articles.has(id ?? "");
  const body = chosen(world) && world ? (chosen(versus) && versus ? difference(data, state, world, versus) : account(data, state, world)) : intro(data, state, everyone);
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
  if (value && !listed.some((owner) => owner.id === value)) listed.unshift({ id: value, name: ownerName(data, value), count: 0, own: true });
  return el("label", { class: `choice choice-${id}` }, el("span", {}, label),
    el("select", { id, change: (event) => choose(event.target.value) }, el("option", { value: "" }, none),
      listed.map((owner) => el("option", { value: owner.id, selected: owner.id === value }, `${owner.name}${owner.count ? ` (${owner.own ? owner.count : `${owner.count} by others`})` : ""}`))));
}

/** @param {Data} data @param {State} state @param {Owner[]} everyone */
function intro(data, state, everyone) {
  const rows = everyone.map((owner) => el("button", { type: "button", class: "row row-owner", click: () => state.filter({ world: owner.id }) },
    el("span", { class: "row-words" }, el("b", {}, quoted(owner.name))), el("span", { class: "row-who" }, counted(owner.count, "claim"), !owner.own && " by others")));
  return el("div", {}, el("p", { class: "lead" }, "Choose somebody, an outlet or an article: the graph shows that world alone. Choose a second to see where they differ."),
    section("Speakers, outlets and articles", rows) ?? nothing(data, state, "Nothing that anybody says was read in these articles."));
}

/** @param {Data} data @param {State} state @param {string} owner */
function account(data, state, owner) {
  const { affirmed, denied, hedged, withdrawn, told } = accountOf(data, owner);
  const name = ownerName(data, owner);
  const sections = [section(`What ${name} affirms`, rows(data, affirmed)), section(`What ${name} denies`, rows(data, denied)),
    section("Suggested, without certainty", rows(data, hedged)), section(`What ${name} takes back`, rows(data, withdrawn)), reported(data, name, told)];
  return el("div", {}, data.entities.has(owner) && el("p", { class: "note" }, "More about ", entityLink(data, owner), "."),
    sections.some(Boolean) ? sections : nothing(data, state, "Nothing that is in this account was read in these articles."));
}

/** What others report of somebody is in his account, but nothing that he affirms. @param {Data} data @param {string} name @param {Map<string, Claim[]>} told */
function reported(data, name, told) {
  return section(`What ${name} is said to classify`, rows(data, told), { note: `Others say this of ${name}; it is no claim by ${name}.` });
}

/** What is said, that with most claims first, with the claims that are meant. @param {Data} data @param {Map<string, Claim[]>} said */
function rows(data, said) {
  return data.byClaims([...said.keys()].flatMap((id) => data.propositions.get(id) ?? [])).map((p) => propositionRow(data, p, said.get(p.id)));
}

/** @param {Map<string, Claim[]>} said @param {{has: (id: string) => boolean}} others */
function without(said, others) {
  return new Map([...said].filter(([id]) => !others.has(id)));
}

/** Some propositions with the claims of several. @param {Iterable<string>} ids @param {Map<string, Claim[]>[]} several */
function together(ids, several) {
  return new Map([...ids].map((id) => [id, [...new Set(several.flatMap((said) => said.get(id) ?? []))]]));
}

/** @param {Data} data @param {State} state @param {string} first @param {string} second */
function difference(data, state, first, second) {
  const [a, b] = [accountOf(data, first), accountOf(data, second)];
  const against = opposed(a, b);
  const agreed = (/** @type {Account} */ it) => ({ ...it, affirmed: without(it.affirmed, against), denied: without(it.denied, against) });
  const [one, other] = [agreed(a), agreed(b)];
  const opposite = section("One affirms, the other denies", rows(data, together(against, [a.affirmed, b.affirmed, a.denied, b.denied])));
  const parts = [...tinted("against", [opposite]), ...tinted("both", shared(data, one, other)),
    ...tinted("first", alone(data, ownerName(data, first), one, other)), ...tinted("second", alone(data, ownerName(data, second), other, one))];
  if (!parts.length) return nothing(data, state, "Nothing that either says was read in these articles.");
  return el("div", {}, parts, opposite ? null : el("p", { class: "note" }, narrowed(data, state, "No denial of what the other affirms was read in these articles.")));
}

/** @param {Data} data @param {Account} one @param {Account} other */
function shared(data, one, other) {
  return STANCES.map((stance) => {
    const ids = [...one[stance].keys()].filter((id) => other[stance].has(id));
    return section(data.words.both[stance], rows(data, together(ids, [one[stance], other[stance]])));
  });
}

/** @param {Data} data @param {string} name @param {Account} own @param {Account} others */
function alone(data, name, own, others) {
  return [...STANCES.map((stance) => section(`Only ${name} ${data.words.stances[stance]}`, rows(data, without(own[stance], others[stance])))), reported(data, name, own.told)];
}

/** @param {string} tint @param {(HTMLElement | null)[]} parts */
function tinted(tint, parts) {
  const shown = parts.filter((part) => part !== null);
  for (const part of shown) part.classList.add("tinted", `tint-${tint}`);
  return shown;
}
