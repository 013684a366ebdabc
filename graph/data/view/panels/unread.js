/** The silent sentences by article: what this page says nothing about. */

import { Data } from "../data.js";
import { textsHeld } from "../part.js";
import { empty, section } from "../parts.js";
import { placeOf } from "../places.js";
import { el, quoted } from "../text.js";
import { View } from "../view.js";
import { covered, whyUnread } from "../words.js";

/** Its name in the address. */
export const UNREAD = "unread";

/** @type {import("../panels.js").Panel} */
export const unread = { id: UNREAD, title: "Not read", count: (view) => view.data.silent.size, build: (view) => build(view) };

/** @param {View} view */
function build({ data }) {
  const known = [...data.articles.values()].filter(({ telling }) => telling !== undefined);
  return el("div", { class: "detail" },
    el("h2", { tabindex: "-1" }, "Not read"),
    known.length > 0 && el("p", { class: "lead" }, `${covered(data, known)}. The others are listed here. Nothing in them is in the graph, whatever the filters are set to.`),
    data.whole && el("p", { class: "note part" }, `Of articles whose text is in this page, which has room for that of ${textsHeld(data)}.`),
    known.map((article) => [section(article.title ?? article.file, sentences(data, article), { note: `${covered(data, [article])}.`, count: false }),
      data.silentIn.has(article.id) && el("p", { class: "note" }, el("a", { class: "entity", href: placeOf(article.id) }, "Read the article"))]).flat(),
    known.length ? !data.silent.size && empty("Every one of them gave a claim.") : empty("The reader of these articles does not report which sentences gave no claim."));
}

/** @param {Data} data @param {import("../data.js").Article} article */
function sentences(data, { id }) {
  return (data.silentIn.get(id) ?? []).map((it) => el("div", { class: "unread" },
    el("blockquote", { dir: "auto" }, quoted(it.quote)), el("p", { class: "note" }, whyUnread(data, it))));
}
