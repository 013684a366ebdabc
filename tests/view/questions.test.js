import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { Data } from "../../graph/data/view/data.js";
import { counting } from "../../graph/data/view/filters.js";
import { distance, mistakes, named, names } from "../../graph/data/view/naming.js";
import { questionOf, stem } from "../../graph/data/view/questions.js";
import { Suggestions } from "../../graph/data/view/suggest.js";
import { dayRange, timeName } from "../../graph/data/view/times.js";
import { View } from "../../graph/data/view/view.js";
import { records } from "./invented.js";

const data = new Data(records(), { nodes: [], options: {} });
const asks = new Suggestions(new View(data));
const first = (text) => {
  const group = asks.of(text)[0];
  return group && { kind: group.kind, ...group.options[0] };
};
const values = (text) => first(text)?.values;

test("every relation can be asked for, in both directions, as it is said", () => {
  for (const [relation, { verb, plain }] of data.relations) {
    const does = /^(is|was) /.test(verb) ? "is" : "does";
    for (const [text, wanted] of [[`Who ${verb} Ana Ruiz?`, { relation, object: "ana" }], [`who ${does} Ana Ruiz ${plain}`, { relation, subject: "ana" }]]) {
      assert.ok(asks.questions(text).some((it) => isDeepStrictEqual(it.values, wanted)), text);
    }
  }
});

test("what reporters type is understood", () => {
  const expected = {
    "who accuses ana": { relation: "accuses", object: "ana" },
    "who accused Ana Ruiz of what?": { relation: "accuses", object: "ana" },
    "who does ana accuse": { relation: "accuses", subject: "ana" },
    "Ana Ruiz and Luis Vega": { one: "ana", other: "luis" },
    "what does Ana say about Luis": { speaker: "ana", about: "luis" },
    "What did Ana Ruiz say about Luis Vega?": { speaker: "ana", about: "luis" },
    "disputed by luis": { speaker: "luis", stance: "disputed" },
    "who denies ana": { about: "ana", stance: "disputed" },
    "what does ana call luis": { subject: "ana", object: "luis", relation: "classifiesAs" },
    "what ana said in may": { speaker: "ana", since: "2016-05-01", until: "2016-05-31" },
    "Luis Vega in May 2016": { speaker: "luis", since: "2016-05-01", until: "2016-05-31" },
    "what did ana say": { speaker: "ana" },
    "who acuses ana": { relation: "accuses", object: "ana" },
    "who frobnicates ana": undefined,
  };
  for (const [text, wanted] of Object.entries(expected)) assert.deepEqual(values(text), wanted, text);
});

test("a question is said back as it is meant, and told from its filters", () => {
  for (const [text, told] of [["who accuses ana", "Who accuses Ana Ruiz?"], ["who did ana accuse", "Who does Ana Ruiz accuse?"], ["who is ana affiliated with", "Who is Ana Ruiz affiliated with?"],
    ["what ana said in may", "What did Ana Ruiz say in May 2016?"], ["ana and luis", "Ana Ruiz and Luis Vega"], ["disputed by luis", "What is disputed by Luis Vega?"]]) {
    const found = first(text);
    assert.equal(found.text, told);
    assert.equal(questionOf(data, found.values), told);
  }
  assert.equal(questionOf(data, { speaker: "ana", relation: "accuses", words: "x" }), "");
});

test("a question that is only begun is finished, and tells how many claims that would be", () => {
  const { options } = asks.of("who accu").find(({ kind }) => kind === "question");
  assert.deepEqual(options.map(({ text, values: set }) => [text, set]), [["Who accuses \u2026?", { relation: "accuses" }]]);
  assert.equal(options[0].count, [...data.claims.values()].filter(counting(data, { least: 0, hidden: new Set(), values: { relation: "accuses" } })).length);
});

test("names are found with typing errors, by their length", () => {
  const all = names(new View(data));
  for (const typed of ["ana riuz", "anna ruiz", "luis veag", "vgea", "Foriegn Ministry", "forein minstry"]) assert.ok(named(all, typed).length, typed);
  for (const typed of ["xyz", "bob", "anx"]) assert.deepEqual(named(all, typed), [], typed);
  assert.deepEqual(["abc", "abcd", "abcdefgh"].map(mistakes), [0, 1, 2]);
});

test("the distance of two words counts letters put in, left out, changed and swapped", () => {
  for (const [a, b, far] of [["abcd", "abcd", 0], ["abcd", "abxd", 1], ["abcd", "abd", 1], ["abcd", "abxcd", 1], ["abcd", "abdc", 1], ["abcd", "badc", 2], ["abc", "xyz", 3], ["a", "abcdef", 3]]) {
    assert.equal(distance(a, b, 2), Math.min(far, 3), `${a} ${b}`);
    assert.equal(distance(b, a, 2), Math.min(far, 3), `${b} ${a}`);
  }
});

test("a verb is the same in all its forms", () => {
  for (const forms of [["accuse", "accuses", "accused", "accusing"], ["deny", "denies", "denied", "denying"], ["visit", "visits", "visited"], ["dismiss", "dismisses", "dismissed"], ["criticize", "criticizes", "criticized"], ["permit", "permits", "permitted"]]) {
    assert.equal(new Set(forms.map(stem)).size, 1, forms.join(" "));
  }
  assert.notEqual(stem("accuses"), stem("accepts"));
});

test("articles, sentences and what can be asked of somebody are suggested by kind", () => {
  const kinds = (text) => Object.fromEntries(asks.of(text).map(({ kind, options }) => [kind, options.map(({ text: told }) => told)]));
  assert.deepEqual(kinds("talks fail").article, ["The talks fail in the capital"]);
  assert.deepEqual(kinds("\u201cprison\u201d").sentence, undefined);
  const [every, one] = kinds("of the prison").sentence;
  assert.equal(every, "All with \u201cof the prison\u201d");
  assert.match(one, /prison/);
  assert.ok(kinds("Luis Vega").question.includes("Who accuses Luis Vega?") || kinds("Luis Vega").question.includes("Who does Luis Vega accuse?"));
  assert.deepEqual(asks.of("   "), []);
});

test("months and years are days from and until", () => {
  assert.deepEqual(dayRange(data, "feb 2016"), [{ since: "2016-02-01", until: "2016-02-29" }]);
  assert.deepEqual(dayRange(data, "2016"), [{ since: "2016-01-01", until: "2016-12-31" }]);
  assert.deepEqual(dayRange(data, "2016-05-03"), [{ since: "2016-05-03", until: "2016-05-03" }]);
  assert.deepEqual(dayRange(data, "may"), [{ since: "2016-05-01", until: "2016-05-31" }]);
  for (const none of ["december", "2016-13", "mayor", "the may", ""]) assert.deepEqual(dayRange(data, none), [], none);
  assert.deepEqual([["2016-05-01", "2016-05-31"], ["2016-01-01", "2016-12-31"], ["2016-05-03", "2016-05-03"]].map((days) => timeName(...days)), ["May 2016", "2016", "2016-05-03"]);
});

test("hostile words break nothing", () => {
  for (const text of ["{speaker} and {other}", "who ((( accuses \\ ana", "<script>", "\u202e ana", "and", "who", "?", "a".repeat(3000), "who ".repeat(200)]) assert.ok(Array.isArray(asks.of(text)), text.slice(0, 20));
});
