/** "The world according to …": what one speaker or outlet affirms, and where two of them differ. */

import { accountOf, opposed, ownerName, owners, STANCES } from "../accounts.js";
import { narrowed, nothing } from "../left.js";
import { entityLink, propositionRow, section } from "../parts.js";
import { State } from "../state.js";
import { counted, el, quoted } from "../text.js";
import { View } from "../view.js";

/**
 * @typedef {import("../data.js").Claim} Claim
 * @typedef {import("../accounts.js").Owner} Owner
 * @typedef {import("../accounts.js").Account} Account
 */

/** How many owners can be chosen from a list; all others are chosen from their own panels. */
const MOST = 3000;

/** @type {import("../panels.js").Panel} */
export const accounts = { id: "accounts", title: "Accounts", build: (view, { state }) => build(view, state) };

/** @param {View} view @param {State} state @returns {HTMLElement} */
function build(view, state) {
  const { world, versus } = state.values;
  const everyone = owners(view);
  const chosen = (/** @type {string | undefined} */ id) => view.entities.has(id ?? "") || view.articles.has(id ?? "");
  const body = chosen(world) && world ? (chosen(versus) && versus ? difference(view, state, world, versus) : account(view, state, world)) : intro(view, state, everyone);
  return el("div", { class: "detail" },
    el("h2", { tabindex: "-1" }, "Accounts"),
    el("div", { class: "choices" },
      choice("world", "Whose account", everyone, world, "everybody", (id) => state.filter({ world: id, versus: id ? versus ?? "" : "" }), view),
      world ? choice("versus", "Compared with", everyone.filter(({ id }) => id !== world), versus, "nobody", (id) => state.filter({ versus: id }), view) : null),
    body);
}

/**
 * @param {string} id
 * @param {string} label
 * @param {Owner[]} everyone
 * @param {string | undefined} value
 * @param {string} none
 * @param {(id: string) => void} choose
 * @param {View} view
 */
function choice(id, label, everyone, value, none, choose, view) {
  const listed = everyone.slice(0, MOST);
  if (value && !listed.some((owner) => owner.id === value)) listed.unshift({ id: value, name: ownerName(view, value), count: 0, own: true });
  return el("label", { class: `choice choice-${id}` }, el("span", {}, label),
    el("select", { id, change: (event) => choose(event.target.value) }, el("option", { value: "" }, none),
      listed.map((owner) => el("option", { value: owner.id, selected: owner.id === value }, `${owner.name}${owner.count ? ` (${owner.own ? owner.count : `${owner.count} by others`})` : ""}`))));
}

/** @param {View} view @param {State} state @param {Owner[]} everyone */
function intro(view, state, everyone) {
  const rows = everyone.map((owner) => () => el("button", { type: "button", class: "row row-owner", click: () => state.filter({ world: owner.id }) },
    el("span", { class: "row-words" }, el("b", {}, quoted(owner.name))), el("span", { class: "row-who" }, counted(owner.count, "claim"), !owner.own && " by others")));
  return el("div", {}, el("p", { class: "lead" }, "Choose a person, an outlet or an article to draw only what it says. Choose a second to see where the two differ."),
    section("Speakers, outlets and articles", rows) ?? nothing(view, state, "Nothing that anybody says was read in these articles."));
}

/** @param {View} view @param {State} state @param {string} owner */
function account(view, state, owner) {
  const { affirmed, denied, hedged, withdrawn, told } = accountOf(view, owner);
  const name = ownerName(view, owner);
  const sections = [section(`What ${name} affirms`, rows(view, affirmed)), section(`What ${name} denies`, rows(view, denied)),
    section("Suggested, without certainty", rows(view, hedged)), section(`What ${name} takes back`, rows(view, withdrawn)), reported(view, name, told)];
  return el("div", {}, view.entities.has(owner) && el("p", { class: "note" }, "More about ", entityLink(view, owner), "."),
    sections.some(Boolean) ? sections : nothing(view, state, "Nothing that is in this account was read in these articles."));
}

/** What others report about somebody is in that account, but not as something affirmed. @param {View} view @param {string} name @param {Map<string, Claim[]>} told */
function reported(view, name, told) {
  return section(`What ${name} is said to classify`, rows(view, told), { note: `Others say this of ${name}; it is not a claim by ${name}.` });
}

/** What is said, with its claims; what has the most claims comes first. @param {View} view @param {Map<string, Claim[]>} said */
function rows(view, said) {
  return view.byClaims([...said.keys()].flatMap((id) => view.propositions.get(id) ?? [])).map((p) => propositionRow(view, p, said.get(p.id)));
}

/** @param {Map<string, Claim[]>} said @param {{has: (id: string) => boolean}} others */
function without(said, others) {
  return new Map([...said].filter(([id]) => !others.has(id)));
}

/** Some propositions, with the claims of several owners. @param {Iterable<string>} ids @param {Map<string, Claim[]>[]} several */
function together(ids, several) {
  return new Map([...ids].map((id) => [id, [...new Set(several.flatMap((said) => said.get(id) ?? []))]]));
}

/** @param {View} view @param {State} state @param {string} first @param {string} second */
function difference(view, state, first, second) {
  const [a, b] = [accountOf(view, first), accountOf(view, second)];
  const against = opposed(a, b);
  const agreed = (/** @type {Account} */ it) => ({ ...it, affirmed: without(it.affirmed, against), denied: without(it.denied, against) });
  const [one, other] = [agreed(a), agreed(b)];
  const opposite = section("One affirms, the other denies", rows(view, together(against, [a.affirmed, b.affirmed, a.denied, b.denied])));
  const parts = [...tinted("against", [opposite]), ...tinted("both", shared(view, one, other)),
    ...tinted("first", alone(view, ownerName(view, first), one, other)), ...tinted("second", alone(view, ownerName(view, second), other, one))];
  if (!parts.length) return nothing(view, state, "Nothing that either says was read in these articles.");
  return el("div", {}, parts, opposite ? null : el("p", { class: "note" }, narrowed(view, state, "No denial of what the other affirms was read in these articles.")));
}

/** @param {View} view @param {Account} one @param {Account} other */
function shared(view, one, other) {
  return STANCES.map((stance) => {
    const ids = [...one[stance].keys()].filter((id) => other[stance].has(id));
    return section(view.words.both[stance], rows(view, together(ids, [one[stance], other[stance]])));
  });
}

/** @param {View} view @param {string} name @param {Account} own @param {Account} others */
function alone(view, name, own, others) {
  return [...STANCES.map((stance) => section(`Only ${name} ${view.words.stances[stance]}`, rows(view, without(own[stance], others[stance])))), reported(view, name, own.told)];
}

/** @param {string} tint @param {(HTMLElement | null)[]} parts */
function tinted(tint, parts) {
  const shown = parts.filter((part) => part !== null);
  for (const part of shown) part.classList.add("tinted", `tint-${tint}`);
  return shown;
}
