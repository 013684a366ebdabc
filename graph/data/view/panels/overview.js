/** The first list: how much there is, what is in dispute, who is spoken of, and the articles. */

import { filtered, waysBack } from "../left.js";
import { empty, entityRow, propositionRow, section } from "../parts.js";
import { placeOf } from "../places.js";
import { HOME, State } from "../state.js";
import { counted, el, quoted } from "../text.js";
import { View } from "../view.js";
import { covered } from "../words.js";
import { UNREAD } from "./unread.js";

const TOP = 5;

/** @type {import("../panels.js").Panel} */
export const overview = { id: HOME, title: "Overview", build: (view, { state }) => build(view, state) };

/** @param {View} view @param {State} state */
function build(view, state) {
  const central = [...view.entities.keys()].filter((id) => view.weight(id)).sort((a, b) => view.weight(b) - view.weight(a) || (a < b ? -1 : 1));
  return el("div", { class: "detail" },
    el("h2", { tabindex: "-1" }, summary(view)),
    el("p", { class: "lead" }, "Every line is something that somebody says. Choose one to read the sentence, and to see who says so and who denies it."),
    section("In dispute", view.ranked().map((p) => propositionRow(view, p)), { note: "Affirmed by one side, denied by another.", first: TOP }),
    section("Most spoken of", central.slice(0, TOP).map((id) => entityRow(view, id)), { count: false }),
    section("Articles", articles(view, state)),
    !view.claims.size && (filtered(view) ? el("p", { class: "empty" }, "The filters leave out every claim.", waysBack(view, state)) : empty("No claim was read in these articles.")));
}

/** "57 claims in 2 articles, 1 dispute"; an article of which the filters leave no claim does not count. @param {View} view */
function summary(view) {
  const articles = filtered(view) ? view.claimsIn.size : view.articles.size;
  const found = `${counted(view.claims.size, "claim")} in ${counted(articles, "article")}`;
  return view.disputes.length ? `${found}, ${counted(view.disputes.length, "dispute")}` : found;
}

/** @param {View} view @param {State} state */
function articles(view, state) {
  return [...view.articles.values()].map((article) => el("div", { class: "article" },
    el("a", { class: "entity", href: placeOf(article.id) }, el("cite", {}, quoted(article.title ?? article.file))),
    el("p", { class: "row-who" },
      [article.outlet, article.author].flatMap((fact) => (fact ? [quoted(fact), " \u00b7 "] : [])),
      article.published && [el("time", { datetime: article.published }, article.published), " \u00b7 "],
      counted(view.claimsIn.get(article.id)?.length ?? 0, "claim")),
    article.telling ? el("button", { type: "button", class: "more", click: () => state.show(UNREAD) }, covered(view, [article])) : null));
}
