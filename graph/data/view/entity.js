/** The panel of an entity: what it is, what it says, and what is said of it. */

import { Data } from "./data.js";
import { nothing } from "./left.js";
import { sign } from "./looks.js";
import { entityLink, propositionRow, section } from "./parts.js";
import { roles } from "./said.js";
import { State } from "./state.js";
import { capital, counted, el, quoted } from "./text.js";

/**
 * @typedef {import("./data.js").Entity} Entity
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./data.js").Proposition} Proposition
 */

/**
 * @param {Data} data
 * @param {State} state
 * @param {Entity} entity
 * @param {HTMLElement | null} actions what can be done with it in the drawing
 * @returns {HTMLElement}
 */
export function entityPanel(data, state, entity, actions) {
  const type = data.types.get(entity.type);
  const { says, saidToHaveSaid, saidOf } = roles(data, entity.id);
  const all = [...says, ...saidToHaveSaid, ...saidOf];
  const told = (/** @type {string} */ title, /** @type {Claim[]} */ claims) => section(title, rows(data, claims), { count: counted(claims.length, "claim") });
  const borneOut = data.byClaims(encounters(data, entity).filter((p) => data.count(p.id)));
  return el("article", { class: "detail" },
    el("p", { class: "kicker" }, sign(type), capital(type?.label ?? entity.type)),
    el("h2", { tabindex: "-1" }, quoted(entity.label)),
    facts(data, entity),
    actions,
    section("In dispute", propositionsOf(data, all).filter((p) => data.contested.has(p.id)).map((p) => propositionRow(data, p))),
    told(`What ${entity.label} says`, says),
    told(`What ${entity.label} is said to have said`, saidToHaveSaid),
    told(`What is said of ${entity.label}`, saidOf),
    section("What bears it out", borneOut.map((p) => propositionRow(data, p))),
    section("Timeline", timelineOf(data, [...new Set([...propositionsOf(data, all), ...borneOut])])),
    !all.length && !borneOut.length && nothing(data, state, "No claim about this, or made by it, was read in these articles."));
}

/** The propositions of some claims, those with most claims first. @param {Data} data @param {Claim[]} claims */
function propositionsOf(data, claims) {
  return data.byClaims([...new Set(claims.map(({ proposition }) => proposition))].flatMap((id) => data.propositions.get(id) ?? []));
}

/** A row for each proposition of some claims, with those of them that are about it. @param {Data} data @param {Claim[]} claims */
function rows(data, claims) {
  return propositionsOf(data, claims).map((p) => propositionRow(data, p, claims.filter(({ proposition }) => proposition === p.id)));
}

/** What happened when, as far as it is told: by the day of the event, else by that of the first article. @param {Data} data @param {Proposition[]} list */
function timelineOf(data, list) {
  const dated = list.flatMap((p) => {
    const event = p.on ?? p.earliest ?? p.latest;
    const published = (data.claimsOf.get(p.id) ?? []).flatMap(({ document }) => data.articles.get(document)?.published ?? []).sort()[0];
    const date = event ?? published;
    return date ? [{ p, date, told: p.when ?? `reported ${date}` }] : [];
  });
  dated.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.p.id < b.p.id ? -1 : 1));
  return dated.map(({ p, date, told }) => el("div", { class: "dated" }, el("time", { datetime: date }, told), propositionRow(data, p)));
}

/** @param {Data} data @param {Entity} entity */
function facts(data, entity) {
  /** @type {[string, (HTMLElement | string)[]][]} */
  const list = [];
  const names = (/** @type {string[] | undefined} */ ids) => (ids ?? []).flatMap((id, i) => [i ? ", " : "", entityLink(data, id)]);
  const apart = (/** @type {string[] | undefined} */ texts) => (texts ?? []).flatMap((text, i) => [i ? ", " : "", quoted(text)]);
  list.push(["Also called", apart(entity.aliases)], ["Titles", apart(entity.titles)]);
  list.push(["Country", entity.country ? [entityLink(data, entity.country)] : []]);
  list.push(["Taking part", names(entity.participants)], ["Where", entity.place ? [entityLink(data, entity.place)] : []]);
  list.push(["When", entity.when ? [entity.when] : []]);
  const filled = list.filter(([, value]) => value.length);
  if (!filled.length) return null;
  return el("dl", { class: "facts" }, filled.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

/** What bears out that an event took place: its participants met, or visited the place. @param {Data} data @param {Entity} event */
function encounters(data, event) {
  const involved = new Set([...(event.participants ?? []), event.place]);
  const among = new Set((event.participants ?? []).flatMap((id) => data.mentioning.get(id) ?? []));
  return [...among].filter((p) => data.relation(p.relation).kind === "encounter" && involved.has(p.subject) && involved.has(p.object));
}
