/** The panel for an entity: what it is, what it says, and what is said about it. */

import { nothing } from "./left.js";
import { sign } from "./looks.js";
import { entityLink, propositionRow, section } from "./parts.js";
import { roles } from "./said.js";
import { State } from "./state.js";
import { capital, counted, el, quoted } from "./text.js";
import { View } from "./view.js";

/**
 * @typedef {import("./data.js").Entity} Entity
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./data.js").Proposition} Proposition
 */

/**
 * @param {View} view
 * @param {State} state
 * @param {Entity} entity
 * @param {HTMLElement | null} actions what can be done with it in the drawing
 * @returns {HTMLElement}
 */
export function entityPanel(view, state, entity, actions) {
  const type = view.types.get(entity.type);
  const { says, saidToHaveSaid, saidOf } = roles(view, entity.id);
  const all = [...says, ...saidToHaveSaid, ...saidOf];
  const told = (/** @type {string} */ title, /** @type {Claim[]} */ claims) => section(title, rows(view, claims), { count: counted(claims.length, "claim") });
  const borneOut = view.byClaims(encounters(view, entity).filter((p) => view.count(p.id)));
  return el("article", { class: "detail" },
    el("p", { class: "kicker" }, sign(type), capital(type?.label ?? entity.type)),
    el("h2", { tabindex: "-1" }, quoted(entity.label)),
    facts(view, entity),
    actions,
    section("In dispute", propositionsOf(view, all).filter((p) => view.contested.has(p.id)).map((p) => propositionRow(view, p))),
    told(`What ${entity.label} says`, says),
    told(`What ${entity.label} is said to have said`, saidToHaveSaid),
    told(`What is said of ${entity.label}`, saidOf),
    section("What supports this", borneOut.map((p) => propositionRow(view, p))),
    section("Timeline", timelineOf(view, [...new Set([...propositionsOf(view, all), ...borneOut])])),
    !all.length && !borneOut.length && nothing(view, state, "No claim about this, or made by it, was read in these articles."));
}

/** The propositions of some claims, those with the most claims first. @param {View} view @param {Claim[]} claims */
function propositionsOf(view, claims) {
  return view.byClaims([...new Set(claims.map(({ proposition }) => proposition))].flatMap((id) => view.propositions.get(id) ?? []));
}

/** A row for each proposition of some claims, with the claims about it. @param {View} view @param {Claim[]} claims */
function rows(view, claims) {
  return propositionsOf(view, claims).map((p) => propositionRow(view, p, claims.filter(({ proposition }) => proposition === p.id)));
}

/** What happened when, if known: by the day of the event, else by the day of the first article. @param {View} view @param {Proposition[]} list */
function timelineOf(view, list) {
  const dated = list.flatMap((p) => {
    const event = p.on ?? p.earliest ?? p.latest;
    const published = (view.claimsOf.get(p.id) ?? []).flatMap(({ document }) => view.articles.get(document)?.published ?? []).sort()[0];
    const date = event ?? published;
    return date ? [{ p, date, told: p.when ? [p.when] : ["reported ", el("span", { class: "day" }, date)] }] : [];
  });
  dated.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.p.id < b.p.id ? -1 : 1));
  return dated.map(({ p, date, told }) => el("div", { class: "dated" }, el("time", { datetime: date }, told), propositionRow(view, p)));
}

/** @param {View} view @param {Entity} entity */
function facts(view, entity) {
  /** @type {[string, (HTMLElement | string)[]][]} */
  const list = [];
  const names = (/** @type {string[] | undefined} */ ids) => (ids ?? []).flatMap((id, i) => [i ? ", " : "", entityLink(view, id)]);
  const apart = (/** @type {string[] | undefined} */ texts) => (texts ?? []).flatMap((text, i) => [i ? ", " : "", quoted(text)]);
  list.push(["Also called", apart(entity.aliases)], ["Titles", apart(entity.titles)]);
  list.push(["Country", entity.country ? [entityLink(view, entity.country)] : []]);
  list.push(["Taking part", names(entity.participants)], ["Where", entity.place ? [entityLink(view, entity.place)] : []]);
  list.push(["When", entity.when ? [entity.when] : []]);
  const filled = list.filter(([, value]) => value.length);
  if (!filled.length) return null;
  return el("dl", { class: "facts" }, filled.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

/** What confirms that an event took place: its participants met, or visited the place. @param {View} view @param {Entity} event */
function encounters(view, event) {
  const involved = new Set([...(event.participants ?? []), event.place]);
  const among = new Set((event.participants ?? []).flatMap((id) => view.data.mentioning.get(id) ?? []));
  return [...among].filter((p) => view.relation(p.relation).kind === "encounter" && involved.has(p.subject) && involved.has(p.object));
}
