/** The evidence: every claim with its sentence, who says so, and where. */

import { cardTools } from "./card.js";
import { citation } from "./cite.js";
import { claimDeciding } from "./deciding.js";
import { disputeCard } from "./dispute_card.js";
import { drawn, narrowed, waysBack } from "./left.js";
import { sample } from "./looks.js";
import { empty, entityLink, inQuotes, isArticle, propositionRow, section, shortList, words } from "./parts.js";
import { packet } from "./packet.js";
import { placeOf } from "./places.js";
import { copies, inContext, sparqlOf } from "./source.js";
import { upholding } from "./stances.js";
import { State } from "./state.js";
import { counted, el, quoted, webAddress } from "./text.js";
import { View } from "./view.js";
import { articleName, attitude, MEANING, origins, provenance, sentence, speaker } from "./words.js";

/**
 * @typedef {import("./data.js").Proposition} Proposition
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./view.js").Line} Line
 */

/** A part of the names of those rules that stand for a trained model. */
const MODEL = "model";

export const HOW = "How certain it is that the sentence was read correctly, from 0 to 1. It does not say whether the claim is true.";

/** For a line with no claim left by the filters or an account. @type {Record<string, string>} */
const NOBODY = { affirmed: "No one was found affirming this in these articles.", denied: "No one was found denying this in these articles.",
  hedged: "No one was found suggesting this in these articles.", withdrawn: "No one was found taking this back in these articles." };

/**
 ** An edge: what it says, and the evidence in the drawing for each proposition that it represents.
 * @param {View} view
 * @param {State} state
 * @param {Line} line
 * @returns {HTMLElement}
 */
export function edgePanel(view, state, line) {
  const every = line.propositions.flatMap((id) => view.propositions.get(id) ?? []);
  if (every.length === 1 && every[0]) return claimPanel(view, state, every[0], line);
  const shown = every.filter((p) => view.drawnOf(p.id).length);
  const outside = every.filter((p) => view.count(p.id) && !shown.includes(p));
  const out = every.length - shown.length - outside.length;
  return el("article", { class: "detail" },
    kicker(view, state, line),
    el("h2", { tabindex: "-1" }, entityLink(view, line.from), el("span", { class: "verb" }, ` ${view.relation(line.relation).verb} `),
      view.target(line) && entityLink(view, /** @type {string} */ (view.target(line)))),
    definition(view, line.relation),
    shown.length > 0 && el("p", { class: "note" },
      `${counted(shown.length, shown.length > 1 ? "different claim" : "claim")} of this kind, with ${counted(shown.flatMap(({ id }) => view.drawnOf(id)).length, "sentence")}.`),
    out > 0 && el("p", { class: "note" }, `${counted(out, out < every.length ? "other claim" : "claim")} of this kind, which the filters leave out.`, waysBack(view, state)),
    shown.map((p) => el("section", { class: "section" },
      el("h3", { class: "sentence" }, words(view, sentence(view, p), true)), evidence(view, state, p, line))),
    section(`Outside ${drawn(state.values)}`, outside.map((p) => propositionRow(view, p))));
}

/**
 ** A proposition with everything that is said about it.
 * @param {View} view
 * @param {State} state
 * @param {Proposition} p
 * @param {Line} [line] the edge that led here
 * @returns {HTMLElement}
 */
export function claimPanel(view, state, p, line) {
  return el("article", { class: "detail" },
    line && kicker(view, state, line),
    !line && view.contested.has(p.id) && el("p", { class: "kicker" }, sample("disputed"), "Disputed"),
    el("h2", { class: "sentence", tabindex: "-1" }, words(view, sentence(view, p), true)),
    definition(view, p.relation),
    evidence(view, state, p, line),
    view.data.count(p.id) > 0 && copies({ "Packet for a right of reply": () => packet(view.data, p) }),
    view.contested.has(p.id) && cardTools("dispute", () => disputeCard(view, p)),
    related(view, p));
}

/** The kind of a line, even if none of its claims are left. @param {View} view @param {State} state @param {Line} line */
function kicker(view, state, line) {
  const voice = line.voices[0] ?? line.everyVoice[0] ?? "claimed";
  return el("div", {},
    el("p", { class: "kicker" }, sample(voice), MEANING[voice], line.disputed && el("span", { class: "tag" }, "disputed")),
    !line.voices.length && empty(narrowed(view, state, NOBODY[line.stance] ?? "", { account: true })));
}

/** @param {View} view @param {string} relation */
function definition(view, relation) {
  const { label, definition: text } = view.relation(relation);
  return text ? el("p", { class: "definition" }, el("i", {}, label), ": ", text) : null;
}

/**
 ** The claims about a proposition, or for an edge those in the drawing; then the number of other claims, and how to get to them.
 * @param {View} view
 * @param {State} state
 * @param {Proposition} p
 * @param {Line} [line]
 */
function evidence(view, state, p, line) {
  if (!view.data.count(p.id)) return empty("No claim affirms or denies this on its own; it is only reported as something that somebody said.");
  const claims = view.claimsOf.get(p.id) ?? [];
  const out = view.data.count(p.id) - claims.length;
  const box = el("div", { tabindex: "-1" });
  const show = (/** @type {Claim[]} */ some) => {
    const outside = claims.length - some.length;
    const more = el("button", { type: "button", class: "more", click: () => {
      show(claims);
      box.focus({ preventScroll: true });
    } }, `Show ${counted(outside, some.length ? "more claim" : "claim")} outside ${drawn(state.values)}`);
    box.replaceChildren(sides(view, some, line?.stance), ...(outside ? [more] : []));
  };
  show(line ? view.drawnOf(p.id) : claims);
  return el("div", {}, box,
    out > 0 && el("p", { class: "empty" }, `${counted(out, claims.length ? "more claim" : "claim")} of this, which the filters leave out.`, waysBack(view, state)));
}

/**
 ** Claims on a proposition: the two sides of a dispute next to each other, else one below the other, with those of the
 * requested stance first.
 * @param {View} view
 * @param {Claim[]} claims
 * @param {string} [stance]
 */
function sides(view, claims, stance) {
  const of = (/** @type {string} */ wanted) => claims.filter((claim) => claim.stance === wanted);
  const [affirmed, denied, hedged, withdrawn] = [of("affirmed"), of("denied"), of("hedged"), of("withdrawn")];
  const held = upholding(claims);
  if (held.length && denied.length) {
    const others = hedged.filter((claim) => !held.includes(claim));
    return el("div", {},
      el("div", { class: "sides" }, side(view, affirmed.length ? "Affirmed by" : "Alleged by", held), side(view, "Denied by", denied)),
      others.length > 0 && side(view, "Suggested by", others),
      withdrawn.length > 0 && side(view, "Taken back by", withdrawn));
  }
  const first = claims.filter((claim) => claim.stance === stance);
  const rest = claims.filter((claim) => claim.stance !== stance);
  const main = [first, affirmed, denied, hedged, withdrawn].find((some) => some.length) ?? [];
  return el("div", {}, told(view, main), shortList([...first, ...rest].map((claim) => claimCard(view, claim))));
}

/** @param {View} view @param {string} title @param {Claim[]} claims */
function side(view, title, claims) {
  return el("section", { class: "side" }, el("h3", {}, title, el("span", { class: "count" }, String(claims.length))), told(view, claims),
    shortList(claims.map((claim) => claimCard(view, claim))));
}

/** How many outlets and origins the claims with one stance have. @param {View} view @param {Claim[]} claims */
function told(view, claims) {
  const words = origins(view, claims);
  return words ? el("p", { class: "note origins" }, words) : null;
}

/**
 * One claim: who, how, the sentence letter for letter, the article, and how it was read.
 * @param {View} view
 * @param {Claim} claim
 * @returns {HTMLElement}
 */
export function claimCard(view, claim) {
  const p = view.propositions.get(claim.proposition);
  const relayed = (claim.relayed_by ?? []).flatMap((id, i) => [i ? " and " : "", entityLink(view, id)]);
  return el("article", { class: `claim voice-${claim.voice}` },
    el("p", { class: "who" }, sample(claim.voice), el("span", {}, who(view, claim), relayed.length > 0 && el("span", { class: "relayed" }, " (according to ", relayed, ")"),
      ` ${attitude(claim)}`, claim.quoted && el("span", { class: "manner" }, ", in direct speech"))),
    inContext(view.data, claim),
    source(view, claim),
    howRead(claim),
    exchange(view, claim),
    el("div", { class: "foot" }, copies({ "Cite": () => citation(view.data, claim), "SPARQL": () => (p ? sparqlOf(view.data, p) : "") }),
      el("p", { class: "tools" }, el("a", { class: "tool", href: placeOf(claim.id) }, "In the article")), claimDeciding(claim.id)));
}

/** How certain the reading is, and what read the claim, for those who want to know. @param {Claim} claim */
function howRead({ rule, score }) {
  return el("details", { class: "how" }, el("summary", {}, `How this was read (reading confidence ${score.toFixed(2)})`),
    el("p", {}, rule.split(".").includes(MODEL) ? "By the model " : "By the rule ", el("code", {}, rule), ". Reading confidence: ", HOW.charAt(0).toLowerCase(), HOW.slice(1)));
}

/** @param {View} view @param {Claim} claim */
function who(view, claim) {
  if (isArticle(claim)) return el("cite", {}, quoted(articleName(view, claim)));
  if (claim.speaker === undefined) return el("b", {}, "Unattributed:");
  return entityLink(view, claim.speaker);
}

/** @param {View} view @param {Claim} claim */
export function source(view, claim) {
  const article = view.articles.get(claim.document);
  if (!article) return null;
  const address = webAddress(article.url);
  const title = el("cite", {}, quoted(article.title ?? article.file));
  const facts = [article.outlet, article.author, ...provenance(view.data, claim)].flatMap((fact) => (fact ? [" \u00b7 ", quoted(fact)] : []));
  const date = article.published ? [" \u00b7 ", el("time", { datetime: article.published }, article.published)] : [];
  const link = address ? el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, title) : title;
  const odd = article.url && !address ? [" \u00b7 ", quoted(article.url)] : [];
  return el("footer", {}, link, facts, date, odd);
}

/** What a claim answers, and what answers it. @param {View} view @param {Claim} claim */
function exchange(view, claim) {
  const answered = (claim.answers ?? []).flatMap((id) => view.claims.get(id) ?? []);
  const answers = view.answersTo.get(claim.id) ?? [];
  const item = (/** @type {string} */ lead) => (/** @type {Claim} */ other) => el("li", {}, lead,
    other.proposition === claim.proposition ? el("b", {}, quoted(speaker(view, other))) : claimLink(view, other));
  const open = (claim.leaves_unanswered ?? []).flatMap((id) => view.claims.get(id) ?? []);
  const silent = view.saysNothingTo.get(claim.id) ?? [];
  const list = [distinct(answered).map(item("Answers ")), distinct(answers).map(item("Answered by ")), distinct(open).map(item("Leaves unanswered: ")), distinct(silent).map(item("Left unanswered: "))].flat();
  return list.length ? el("ul", { class: "exchange" }, list) : null;
}

/** One claim for each speaker, proposition and stance. @param {Claim[]} claims @returns {Claim[]} */
export function distinct(claims) {
  const key = (/** @type {Claim} */ { speaker, proposition, stance }) => JSON.stringify([speaker, proposition, stance]);
  return [...new Map(claims.map((claim) => [key(claim), claim])).values()];
}

/** "Pedro Sanchez denies: …", as a link to the claim. @param {View} view @param {Claim} claim */
export function claimLink(view, claim) {
  const p = view.propositions.get(claim.proposition);
  const said = claim.stance === "denied" ? "denies" : claim.stance === "hedged" ? "suggests" : claim.stance === "withdrawn" ? "takes back" : "says";
  const speech = p && isArticle(claim) && !claim.relayed_by?.length && view.relation(p.relation).kind === "speech" && claim.stance === "affirmed";
  const sentenceOf = p ? words(view, sentence(view, p), false, speech ? 0 : 1) : [];
  return el("a", { href: `#${new URLSearchParams({ claim: claim.proposition })}` },
    speech ? sentenceOf : [el("b", {}, quoted(speaker(view, claim))), ` ${said}: `, inQuotes(sentenceOf)]);
}

/** The speech acts of which a proposition is the content. @param {View} view @param {Proposition} p */
function related(view, p) {
  const acts = view.data.actsOn.get(p.id) ?? [];
  if (!acts.length) return null;
  return el("section", { class: "section" }, el("h3", {}, "Where this is said"),
    el("ul", { class: "exchange" }, acts.map((act) => el("li", {},
      el("a", { href: `#${new URLSearchParams({ claim: act.id })}` }, words(view, sentence(view, act, 2), false))))));
}
