/**
 ** A packet: a claim or dispute with everything that it rests on, as Markdown, for a right of reply. The same as from `rashomon packet`
 * (graph/packet/markdown.py); tests/command/test_surfaces.py compares them.
 */

import { Data } from "./data.js";
import { answersOf } from "./said.js";
import { capital, counted } from "./text.js";
import { View } from "./view.js";
import { originName, plain, sentence, speaker, told, whyUnread } from "./words.js";

/**
 * @typedef {import("./data.js").Article} Article
 * @typedef {import("./data.js").Claim} Claim
 * @typedef {import("./data.js").Proposition} Proposition
 */

const SIDES = ["affirmed", "denied", "hedged", "withdrawn"];
/** Python's white space. */
const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/gu; // eslint-disable-line no-control-regex
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}]/gu;
const MARKS = /[\\`*_{}[\]()#+!|~>-]/g;

/**
 ** Everything that is known about a proposition, whatever the filters.
 * @param {Data} data
 * @param {Proposition} p
 * @returns {string}
 */
export function packet(data, p) {
  const view = new View(data);
  const subjects = [p, ...(p.content ? [data.propositions.get(p.content)] : [])].flatMap((it) => it ?? []);
  const claims = ordered(data, subjects.flatMap(({ id }) => view.claimsOf.get(id) ?? []));
  const replies = claims.flatMap((claim) => { const found = answersOf(view, claim); return found ? [found] : []; });
  const quoted = subjects.flatMap(({ id }) => SIDES.flatMap((stance) => side(view, id, stance)));
  const answers = ordered(data, replies.flat());
  const articles = [...new Set([...quoted, ...answers].map(({ document }) => document))].flatMap((id) => data.articles.get(id) ?? []);
  const number = new Map(articles.map(({ id }, i) => [id, i + 1]));
  const lines = subjects.flatMap((it) => subject(view, it, number));
  if (replies.length) lines.push("## Answers", "", ...(answers.length ? answers.flatMap((it) => passage(data, it, number)) : ["No answer was read in these articles.", ""]));
  lines.push("## Articles", "", ...articles.flatMap((it) => source(data, it, number.get(it.id) ?? 0)));
  return [...lines, "", "Read by a machine; each sentence is in its article letter for letter, at the offsets given.", ""].join("\n");
}

/** @param {View} view @param {string} id @param {string} stance */
function side(view, id, stance) {
  return ordered(view.data, (view.claimsOf.get(id) ?? []).filter((claim) => claim.stance === stance));
}

/** Each claim once, in the order of the articles and of the sentences in them. @param {Data} data @param {Claim[]} claims @returns {Claim[]} */
function ordered(data, claims) {
  const key = (/** @type {Claim} */ it) => [data.articles.get(it.document)?.published ?? "", it.document, data.place(it)[0], it.id];
  const keyed = [...new Set(claims)].map((claim) => ({ claim, at: key(claim) }));
  return keyed.sort((a, b) => compare(a.at, b.at)).map(({ claim }) => claim);
}

/** @param {(string | number)[]} a @param {(string | number)[]} b */
function compare(a, b) {
  const at = a.findIndex((each, i) => each !== b[i]);
  return at < 0 ? 0 : /** @type {string} */ (a[at]) < /** @type {string} */ (b[at]) ? -1 : 1;
}

/** @param {View} view @param {Proposition} p @param {Map<string, number>} number */
function subject(view, p, number) {
  const { outlets, origins } = told(view, SIDES.flatMap((stance) => side(view, p.id, stance)));
  const told_by = `Reported by ${counted(outlets, "outlet")}, from ${counted(origins, "origin")}.`;
  const lines = [`# ${shown(plain(view, sentence(view, p)))}`, "", `${view.contested.has(p.id) ? "Disputed. " : ""}${told_by} <${view.data.address(p)}>`, ""];
  for (const stance of SIDES) {
    const claims = side(view, p.id, stance);
    if (claims.length) lines.push(`## ${capital(stance)}`, "", ...claims.flatMap((it) => passage(view.data, it, number)));
  }
  return lines;
}

/** @param {Data} data @param {Claim} claim @param {Map<string, number>} number */
function passage(data, claim, number) {
  const p = /** @type {Proposition} */ (data.propositions.get(claim.proposition));
  const from = claim.origin && `, from ${shown(originName(data, claim.origin))}`;
  const [start, end] = data.place(claim);
  const place = `article ${number.get(claim.document)}, characters ${start} to ${end}${from ?? ""}`;
  const score = String(Number(claim.score.toPrecision(6)));
  return [`- **${shown(speaker(data, claim, data.words.speakers.article))}**: ${shown(plain(data, sentence(data, p)))} (${claim.stance}; ${place}; reading confidence ${score})`, "", `  > ${shown(claim.quote)}`, ""];
}

/** @param {Data} data @param {Article} article @param {number} number */
function source(data, article, number) {
  const facts = [article.title, article.publisher && data.name(article.publisher), article.published, article.url].filter(Boolean).join(", ");
  const lines = [`${number}. ${shown(facts || article.file)}  `, `   File ${shown(article.file)}, SHA-256 ${article.sha256}`];
  if (article.telling === undefined) return [...lines, "   - It is not known what was not read in it."];
  const unread = (data.silentIn.get(article.id) ?? []).map((it) => {
    const [start, end] = data.place(it);
    return `   - Not read: characters ${start} to ${end}. ${whyUnread(data, it)}`;
  });
  return [...lines, ...unread];
}

/** Text on one line in which nothing acts as Markdown or HTML. @param {string} text */
function shown(text) {
  const line = text.replace(SPACES, " ").replace(/^ | $/g, "");
  const printable = line.replace(UNSEEN, (it) => {
    const code = /** @type {number} */ (it.codePointAt(0));
    return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
  return printable.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replace(MARKS, "\\$&");
}
