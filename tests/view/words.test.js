import assert from "node:assert/strict";
import { test } from "node:test";
import { spoken, when } from "../../graph/data/view/words.js";

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
