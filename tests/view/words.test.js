import assert from "node:assert/strict";
import { test } from "node:test";
import { pieces } from "../../graph/data/view/unpack.js";
import { bare, plain, speaker } from "../../graph/data/view/words.js";

test("a form is words and slots", () => {
  const met = [{ slot: "subject", nth: 0 }, { text: "met with" }, { slot: "with", nth: 0 }, { text: "and" }, { slot: "with", nth: 1 }, { slot: "when", nth: 0 }];
  assert.deepEqual(pieces("{subject} met with {with.0} and {with.1} {when}"), met);
});

test("a speaker is told with those who pass it on, whatever they are called", () => {
  const names = { a: "Ana", b: "{speaker}" };
  const words = { speakers: { article: "the article", nobody: "nobody named", relayed: "{speaker} (according to {relays})" } };
  const data = { words, name: (id) => names[id] };
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
