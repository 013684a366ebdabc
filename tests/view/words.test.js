import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces } from "../../graph/data/view/unpack.js";
import { articleName, bare, origins, plain, provenance, speaker } from "../../graph/data/view/words.js";

test("a form is words and slots", () => {
  const met = [{ slot: "subject", nth: 0 }, { text: "met with" }, { slot: "with", nth: 0 }, { text: "and" }, { slot: "with", nth: 1 }, { slot: "when", nth: 0 }];
  assert.deepEqual(pieces("{subject} met with {with.0} and {with.1} {when}"), met);
});

test("a speaker is told with those who pass it on, whatever they are called", () => {
  const names = { a: "Ana", b: "{speaker}" };
  const words = { speakers: { article: "the article", nobody: "nobody named", relayed: "{speaker} (according to {relays})" } };
  const data = { words, name: (id) => names[id], articles: new Map() };
  assert.equal(speaker(data, { speaker: "document" }), "the article");
  assert.equal(speaker(data, {}), "nobody named");
  assert.equal(speaker(data, { speaker: "a", relayed_by: ["b", "b"] }), "Ana (according to {speaker} and {speaker})");
});

test("quotation marks around all of some words are left out, and others stay", () => {
  assert.equal(bare("\u201ca monster.\u201d"), "a monster.");
  assert.equal(bare('"a monster"'), "a monster");
  for (const kept of ["\u201ca\u201d and \u201cb\u201d", '"a" and "b"', "a \u201cb\u201d", "\u201c\u201d", "a"]) assert.equal(bare(kept), kept);
});

test("a quotation in a quotation has other marks", () => {
  const parts = [{ text: "A says:" }, { inner: [{ text: "B says:" }, { words: "\u201cno\u201d" }], id: "p" }];
  assert.equal(plain({}, parts), "A says: \u201cB says: \u2018no\u2019\u201d");
});

test("how many outlets tell something, and how many origins it has", () => {
  const words = { origins: { outlet: "1 outlet", outlets: "{n} outlets", origin: "1 origin", origins: "{n} origins", from: "from {origin}", replaced: "old", replaced_on: "old since {date}" } };
  const articles = new Map([["a", { id: "a", file: "a.txt", publisher: "sun" }], ["b", { id: "b", file: "b.txt", publisher: "star" }], ["c", { id: "c", file: "c.txt", title: "C $&" }]]);
  const newer = new Map([["a", { id: "b" }], ["b", { id: "c", published: "2025-03-06" }]]);
  const data = { words, articles, newer, name: (id) => (id === "reuters" ? "Reuters" : "") };
  const own = [{ document: "a" }, { document: "b" }];
  assert.equal(origins(data, own), "2 outlets, 2 origins");
  assert.equal(origins(data, [...own, { document: "c", origin: "star" }]), "3 outlets, 2 origins");
  assert.equal(origins(data, [{ document: "a", origin: "reuters" }, { document: "b", origin: "reuters" }, { document: "c", origin: "reuters" }]), "3 outlets, 1 origin");
  assert.equal(origins(data, [{ document: "a", origin: "reuters" }]), "1 outlet, 1 origin");
  assert.equal(origins(data, [{ document: "a" }, { document: "a" }]), "");
  assert.deepEqual(provenance(data, { document: "c" }), []);
  assert.deepEqual(provenance(data, { document: "a", origin: "reuters" }), ["from Reuters", "old since 2025-03-06"]);
  assert.deepEqual(provenance({ ...data, newer: new Map([["c", { id: "b" }]]) }, { document: "c", origin: "c" }), ["from C $&", "old"]);
});

test("an article that speaks is called by its title, shortened, or else by its outlet or file", () => {
  const articles = new Map([["a", { title: "Who said what of whom in the long night before the vote was taken again", file: "a.txt" }], ["b", { outlet: "The Sun", file: "b.txt" }], ["c", { file: "c.txt" }]]);
  const data = { words: { speakers: { article: "the article", nobody: "", relayed: "" } }, articles, name: (id) => id };
  const called = (document) => articleName(data, { document });
  assert.equal(called("a"), "Who said what of whom in the long night before the vote\u2026");
  assert.deepEqual(["b", "c"].map(called), ["The Sun", "c.txt"]);
  assert.equal(speaker(data, { speaker: "document", document: "b" }), "The Sun");
  assert.equal(speaker(data, { speaker: "document", document: "b" }, "the article"), "the article");
});
