/** The panel of an entity: what it is, what it says, and what is said of it. */

import { Data } from "./data.js";
import { nothing } from "./left.js";
import { sign } from "./looks.js";
import { entityLink, propositionRow, section } from "./parts.js";
import { State } from "./state.js";
import { capital, el, quoted } from "./text.js";
import { when } from "./words.js";

/**
 * @typedef {import("./data.js").Entity} Entity
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
  const { disputes, says, said } = sorted(data, entity.id);
  const rows = (/** @type {Proposition[]} */ list) => list.map((p) => propositionRow(data, p));
  const own = (/** @type {Proposition} */ p) => (data.claimsOf.get(p.id) ?? []).filter((claim) => claim.speaker === entity.id);
  const saysRows = says.map((p) => propositionRow(data, p, own(p).length ? own(p) : undefined));
  return el("article", { class: "detail" },
    el("p", { class: "kicker" }, sign(type), capital(type?.label ?? entity.type)),
    el("h2", { tabindex: "-1" }, quoted(entity.label)),
    facts(data, entity),
    actions,
    section("In dispute", rows(disputes)),
    section(`What ${entity.label} says`, saysRows),
    section(`What is said of ${entity.label}`, rows(said)),
    section("Timeline", timelineOf(data, [...disputes, ...says, ...said])),
    !disputes.length && !says.length && !said.length && nothing(data, state, "No claim in these articles is about this, or made by it."));
}

/** What happened when, as far as it is told: by the day of the event, else by that of the first article. @param {Data} data @param {Proposition[]} list */
function timelineOf(data, list) {
  const dated = list.flatMap((p) => {
    const event = p.on ?? p.earliest ?? p.latest;
    const published = (data.claimsOf.get(p.id) ?? []).flatMap(({ document }) => data.articles.get(document)?.published ?? []).sort()[0];
    const date = event ?? published;
    return date ? [{ p, date, told: event ? when(p) : `reported ${date}` }] : [];
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
  list.push(["Also called", apart(entity.aliases)], ["Titles", names(entity.offices)]);
  list.push(["Country", entity.country ? [entityLink(data, entity.country)] : []]);
  list.push(["Taking part", names(entity.participants)], ["Where", entity.place ? [entityLink(data, entity.place)] : []]);
  list.push(["When", when(entity) ? [when(entity)] : []]);
  const filled = list.filter(([, value]) => value.length);
  if (!filled.length) return null;
  return el("dl", { class: "facts" }, filled.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

/** What bears out that an event took place: its participants met, or visited the place. @param {Data} data @param {Entity | undefined} event */
function encounters(data, event) {
  const involved = new Set([...(event?.participants ?? []), event?.place]);
  const among = (event?.participants ?? []).flatMap((id) => data.mentioning.get(id) ?? []);
  return among.filter((p) => data.relation(p.relation).kind === "encounter" && involved.has(p.subject) && involved.has(p.object));
}

/**
 * The propositions around an entity, each in one place: disputed ones, those that it says or that an
 * article reports it to say, and what else is said of it: also what others say that it says. Most claims first.
 * @param {Data} data
 * @param {string} id
 */
function sorted(data, id) {
  /** @type {{disputes: Proposition[], says: Proposition[], said: Proposition[]}} */
  const found = { disputes: [], says: [], said: [] };
  const about = [...(data.mentioning.get(id) ?? []), ...encounters(data, data.entities.get(id))];
  const voiced = (data.saidBy.get(id) ?? []).flatMap(({ proposition }) => data.propositions.get(proposition) ?? []);
  for (const p of new Set([...about, ...voiced])) {
    if (!data.count(p.id)) continue;
    const reported = data.claimsOf.get(p.id)?.some(({ voice }) => voice === "stated");
    const speech = reported && p.subject === id && data.relation(p.relation).kind === "speech";
    if (data.contested.has(p.id)) found.disputes.push(p);
    else if (speech || voiced.includes(p)) found.says.push(p);
    else found.said.push(p);
  }
  for (const list of Object.values(found)) list.sort((a, b) => data.count(b.id) - data.count(a.id) || (a.id < b.id ? -1 : 1));
  return found;
}
