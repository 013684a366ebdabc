/** A claim as a reference, as printed with a quotation in a newspaper or a research paper. */

import { ARTICLE, Data } from "./data.js";
import { visible } from "./text.js";
import { marks, plain, sentence, speaker } from "./words.js";

/** @typedef {import("./data.js").Claim} Claim */

/** "7 April 2025"; anything that is not a day, unchanged. @param {string} date */
export function longDate(date) {
  const day = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(day.getTime()) ? date : day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

/** "Ana Pérez, “Title”, Andean Post, 9 April 2025"; for an article without a title, its file. @param {Data} data @param {string} document */
export function reference(data, document) {
  const article = data.articles.get(document);
  const title = `\u201c${article?.title ?? article?.file ?? document}\u201d`;
  return [article?.author, title, article?.outlet, article?.published && longDate(article.published)].filter(Boolean).join(", ");
}

/**
 * "Ana Pérez, “Title”, Andean Post, 9 April 2025, https://…: ‘“I never praised them,” …’
 * Reported there: Gustavo Petro (according to Kristi Noem) denies: “Gustavo Petro praises Tren de Aragua”."
 ** The sentence is the article's, whoever it quotes: so the journalist comes first, and the quoted speaker after the sentence.
 * @param {Data} data
 * @param {Claim} claim
 */
export function citation(data, claim) {
  const address = data.articles.get(claim.document)?.url;
  const source = reference(data, claim.document) + (address ? `, ${address}` : "");
  return visible(`${source}: ${inMarks(claim.quote)}\n${reported(data, claim)}`);
}

/** Words, letter for letter, in quotation marks that the words themselves do not contain. @param {string} quote */
export function inMarks(quote) {
  const [open, close] = marks(/["\u201c\u201d]/.test(quote) ? 1 : 0);
  return open + quote + close;
}

/** Who is reported to have said what, and who passes it on. @param {Data} data @param {Claim} claim */
function reported(data, claim) {
  const p = data.propositions.get(claim.proposition);
  const what = p ? `: \u201c${plain(data, sentence(data, p), 1)}\u201d` : "";
  const stance = data.words.stances[claim.stance] + what;
  if (claim.relayed_by?.length || ![ARTICLE, undefined].includes(claim.speaker)) return `Reported there: ${speaker(data, claim)} ${stance}${claim.quoted ? ", in direct speech" : ""}.`;
  return claim.speaker === ARTICLE ? `The article itself ${stance}.` : `Reported there: somebody whom the article does not name ${stance}.`;
}
