/** The first list: what the articles say, in sentences; then totals, disputes, the entities mentioned most, and the articles. */

import { source } from "../claims.js";
import { findings } from "../findings.js";
import { filtered, waysBack, where } from "../left.js";
import { held } from "../part.js";
import { empty, entityLink, entityRow, inQuotes, propositionRow, section, words } from "../parts.js";
import { placeOf } from "../places.js";
import { HOME, State } from "../state.js";
import { capital, counted, el, quoted } from "../text.js";
import { View } from "../view.js";
import { bare, covered, sentence } from "../words.js";
import { UNREAD } from "./unread.js";

const TOP = 5;

/** @type {import("../panels.js").Panel} */
export const overview = { id: HOME, title: "Overview", build: (view, { state }) => build(view, state) };

/** @param {View} view @param {State} state */
function build(view, state) {
  const central = [...view.entities.keys()].filter((id) => view.weight(id)).sort((a, b) => view.weight(b) - view.weight(a) || (a < b ? -1 : 1));
  const sentences = findings(view, where(view, state));
  return el("div", { class: "detail" },
    el("h2", { tabindex: "-1" }, "What is said"),
    sentences.length > 0 && el("ol", { class: "findings" }, sentences.map((finding) => el("li", {}, shown(view, finding)))),
    el("p", { class: "lead" }, summary(view), ". Every line is something that somebody says: choose one to read the sentence, and to see who says so and who denies it."),
    held(view.data),
    sentences.length > 0 && filtered(view) && el("p", { class: "note" }, "The filters leave out some claims.", waysBack(view, state)),
    section("In dispute", view.ranked().map((p) => propositionRow(view, p)), { note: "Denied by one side, affirmed or alleged by another.", first: TOP }),
    section("Most spoken of", central.slice(0, TOP).map((id) => entityRow(view, id)), { count: false }),
    section("Articles", articles(view, state)),
    !view.claims.size && (filtered(view) ? el("p", { class: "empty" }, "The filters leave out every claim.", waysBack(view, state)) : empty("No claim was read in these articles.")));
}

/** A sentence of the overview with the sentences that support it, and the link into the graph. @param {View} view @param {import("../findings.js").Finding} finding */
function shown(view, { parts, claims, leads }) {
  return el("article", { class: "finding" },
    el("p", {}, parts.map((part, i) => phrase(view, part, i === 0))),
    claims.map((claim) => el("div", { class: `claim voice-${claim.voice}` }, el("blockquote", {}, quoted(claim.quote)), source(view, claim))),
    el("a", { class: "more", href: `#${new URLSearchParams(leads)}` }, "Show in the graph"));
}

/** @param {View} view @param {import("../findings.js").Part} part @param {boolean} first whether the sentence begins with it */
function phrase(view, part, first) {
  if ("text" in part) return first ? capital(part.text) : part.text;
  if ("entity" in part) return entityLink(view, part.entity);
  if ("words" in part) return inQuotes([quoted(bare(part.words))]);
  const [id, marked] = "said" in part ? [part.said, false] : [part.what, true];
  const p = view.propositions.get(id);
  const inner = p ? words(view, sentence(view, p), false, marked ? 1 : 0) : [];
  return el("a", { class: "told", href: `#${new URLSearchParams({ claim: id })}` }, marked ? inQuotes(inner) : inner);
}

/** "57 claims in 2 articles, 1 dispute"; an article without a claim that the filters leave does not count. @param {View} view */
function summary(view) {
  const articles = filtered(view) ? view.claimsIn.size : view.articles.size;
  const found = `${counted(view.claims.size, "claim")} in ${counted(articles, "article")}`;
  return view.disputes.length ? `${found}, ${counted(view.disputes.length, "dispute")}` : found;
}

/** @param {View} view @param {State} state */
function articles(view, state) {
  return [...view.articles.values()].map((article) => () => el("div", { class: "article" },
    el("a", { class: "entity", href: placeOf(article.id) }, el("cite", {}, quoted(article.title ?? article.file))),
    el("p", { class: "row-who" },
      [article.outlet, article.author].flatMap((fact) => (fact ? [quoted(fact), " \u00b7 "] : [])),
      article.published && [el("time", { datetime: article.published }, article.published), " \u00b7 "],
      counted(view.claimsIn.get(article.id)?.length ?? 0, "claim")),
    article.telling ? el("button", { type: "button", class: "more", click: () => state.show(UNREAD) }, covered(view, [article])) : null));
}
