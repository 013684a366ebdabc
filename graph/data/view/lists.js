/** The lists of the panel: overview, disputes, accusations with their answers, and everything by name. */

import { accountsList } from "./accounts.js";
import { Data } from "./data.js";
import { sample } from "./looks.js";
import { claimLink, distinct } from "./claims.js";
import { filtered, nothing, waysBack, where } from "./left.js";
import { labelMatrix, labels } from "./matrix.js";
import { empty, entityRow, propositionRow, section, shortList } from "./parts.js";
import { answers, possibleAnswers } from "./said.js";
import { State } from "./state.js";
import { claimsTable } from "./table.js";
import { capital, counted, el, quoted } from "./text.js";

/** @typedef {{id: string, title: string, wide?: boolean, count?: () => number, build: () => HTMLElement}} List */

const TOP = 5;
/** The relation of an act of denying; what is denied so, its subject denies as well. */
const DENIES = "denies";

/**
 * @param {Data} data
 * @param {State} state
 * @returns {List[]}
 */
export function lists(data, state) {
  return [
    { id: "overview", title: "Overview", build: () => overview(data, state) },
    { id: "disputes", title: "Disputes", count: () => data.disputes.length, build: () => disputes(data, state) },
    { id: "accusations", title: "Accusations", count: () => data.accusations().length, build: () => accusations(data, state) },
    { id: "labels", title: "Labels", wide: true, count: () => labels(data).length, build: () => labelMatrix(data, state) },
    { id: "accounts", title: "Accounts", build: () => accountsList(data, state) },
    { id: "claims", title: "Claims", wide: true, build: claimsTable(data) },
    { id: "index", title: "Index", build: () => index(data) },
  ];
}

/** @param {Data} data @param {State} state */
function overview(data, state) {
  const central = [...data.entities.values()].filter(({ weight }) => weight).sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
  return el("div", { class: "detail" },
    el("h2", { tabindex: "-1" }, summary(data)),
    el("p", { class: "lead" }, "Every line is something that somebody says. Choose one to read the sentence, and to see who says so and who denies it."),
    section("In dispute", ranked(data).map((p) => propositionRow(data, p)), { note: "Affirmed by one side, denied by another.", first: TOP }),
    section("Most spoken of", central.slice(0, TOP).map(({ id }) => entityRow(data, id)), { count: false }),
    section("Articles", articles(data)),
    !data.claims.size && (filtered(data) ? el("p", { class: "empty" }, "The filters leave out every claim.", waysBack(data, state)) : empty("No claim was read in these articles.")));
}

/** "57 claims in 2 articles, 1 dispute"; an article of which the filters leave no claim does not count. @param {Data} data */
function summary(data) {
  const articles = filtered(data) ? data.claimsIn.size : data.articles.size;
  const found = `${counted(data.claims.size, "claim")} in ${counted(articles, "article")}`;
  return data.disputes.length ? `${found}, ${counted(data.disputes.length, "dispute")}` : found;
}

/** Disputes, those with most claims first. @param {Data} data */
function ranked(data) {
  const found = data.disputes.flatMap((id) => data.propositions.get(id) ?? []);
  return found.sort((a, b) => data.count(b.id) - data.count(a.id) || (a.id < b.id ? -1 : 1));
}

/** @param {Data} data */
function articles(data) {
  return [...data.articles.values()].map((article) => el("div", { class: "article" },
    el("cite", {}, quoted(article.title ?? article.file)),
    el("p", { class: "row-who" },
      [article.outlet, article.author].flatMap((fact) => (fact ? [quoted(fact), " \u00b7 "] : [])),
      article.published && [el("time", { datetime: article.published }, article.published), " \u00b7 "],
      counted(data.claimsIn.get(article.id)?.length ?? 0, "claim"))));
}

/** @param {Data} data @param {State} state */
function disputes(data, state) {
  const rows = ranked(data).map((p) => propositionRow(data, p));
  return el("div", { class: "detail" },
    el("h2", { tabindex: "-1" }, "Disputes"),
    el("p", { class: "lead" }, "What one side affirms and another denies."),
    rows.length ? shortList(rows) : nothing(data, state, "Nothing that one side affirms and another denies was read in these articles."));
}

/** @param {Data} data @param {State} state */
function accusations(data, state) {
  const rows = data.accusations().map((p) => el("div", { class: "accusation" }, propositionRow(data, p), answered(data, state, p)));
  return el("div", { class: "detail" },
    el("h2", { tabindex: "-1" }, "Accusations"),
    el("p", { class: "lead" }, "Who accuses whom of what, and what was answered."),
    rows.length > 0 && filtered(data) && el("p", { class: "note" }, "The filters leave out some claims, and maybe answers among them.", waysBack(data, state)),
    rows.length ? shortList(rows) : nothing(data, state, "No accusation was read in these articles."));
}

/** @param {Data} data @param {State} state @param {import("./data.js").Proposition} p @returns {HTMLElement[]} */
function answered(data, state, p) {
  const list = (/** @type {import("./data.js").Claim[]} */ claims) => el("ul", { class: "exchange" },
    distinct(once(data, claims)).map((claim) => el("li", {}, sample(claim.voice), claimLink(data, claim))));
  const [read, possible] = [answers(data, p), possibleAnswers(data, p)];
  if (!read.length && !possible.length) return [el("p", { class: "unanswered" }, `No answer was read ${where(data, state)}.`)];
  const beside = possible.length > 0 && el("div", { class: "possible" }, el("p", { class: "unanswered" }, counted(possible.length, "possible answer"), ":"),
    el("ul", { class: "exchange" }, possible.map((claim) => el("li", {}, sample(claim.voice), claimLink(data, claim), el("blockquote", {}, quoted(claim.quote))))));
  return [read.length > 0 && list(read), beside].filter((each) => each instanceof Node);
}

/** Without the acts of denying that are there as denials, too. @param {Data} data @param {import("./data.js").Claim[]} claims */
function once(data, claims) {
  const denial = (/** @type {string | undefined} */ speaker, /** @type {string | undefined} */ what) => JSON.stringify([speaker, what]);
  const denials = new Set(claims.filter(({ stance }) => stance === "denied").map(({ speaker, proposition }) => denial(speaker, proposition)));
  return claims.filter(({ stance, proposition }) => {
    const act = data.propositions.get(proposition);
    return act?.relation !== DENIES || stance !== "affirmed" || !denials.has(denial(act.subject, act.content));
  });
}

/** @param {Data} data */
function index(data) {
  const types = [...data.types.entries()].sort(([, a], [, b]) => a.label.localeCompare(b.label, "en"));
  const of = (/** @type {string} */ name) => [...data.entities.values()].filter(({ type }) => type === name)
    .sort((a, b) => a.label.localeCompare(b.label, "en") || (a.id < b.id ? -1 : 1));
  return el("div", { class: "detail" },
    el("h2", { tabindex: "-1" }, "Index"),
    el("p", { class: "lead" }, "Everybody and everything in the graph, by kind."),
    types.map(([name, { label }]) => section(capital(label), of(name).map(({ id }) => entityRow(data, id)))));
}
