import assert from "node:assert/strict";
import { test } from "node:test";
import { bare, plain, spoken, when } from "../../graph/data/view/words.js";

test("a time is told in dates that every language reads alike", () => {
  assert.equal(when({ on: "2025-03-27" }), "on 2025-03-27");
  assert.equal(when({ earliest: "2025-03-20", latest: "2025-03-28" }), "between 2025-03-20 and 2025-03-28");
  assert.equal(when({ earliest: "2025-03-20", latest: "2025-03-20" }), "on 2025-03-20");
  assert.equal(when({ earliest: "2025-03-20" }), "from 2025-03-20 on");
  assert.equal(when({ latest: "2025-03-28" }), "until 2025-03-28");
  assert.equal(when({}), "");
});

test("a relation's name stands in a sentence", () => {
  assert.equal(spoken("based in"), "is based in");
  assert.equal(spoken("interviewed by"), "was interviewed by");
  assert.equal(spoken("accuses"), "accuses");
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
