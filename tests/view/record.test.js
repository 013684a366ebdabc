import assert from "node:assert/strict";
import { test } from "node:test";
import * as record from "../../graph/data/view/record.js";

const { START, parsed, written } = record;
const LISTS = ["overview", "claims", "accounts"];
const again = (shown) => parsed(written(shown), LISTS);

/** Every kind of change, with arguments that an article could have made up. */
const IDS = ["a", "b&c=d", "\u0000", "#hide=x", "caf\u00e9 \u202e", "1,2,3"];
const CHANGES = [
  ...IDS.flatMap((id) => record.KINDS.map((kind) => record.selecting({ kind, id }))), record.selecting(null),
  ...LISTS.map(record.listing), ...IDS.map(record.toggling), record.bringing(IDS.slice(0, 3)), ...IDS.map((id) => record.bringing([id])),
  ...IDS.map(record.dropping), ...IDS.map((id, i) => record.pinning([[id, { x: i * 7 - 20, y: 9 - i }]])), ...IDS.map(record.unpinning),
  record.drawing(true), record.drawing(false), ...record.VALUES.flatMap((name) => ["", ...IDS].map((value) => record.filtering({ [name]: value }))),
  record.atLeast(0), record.atLeast(0.35), record.atLeast(1), record.clearing(), record.clearing({ world: "a" }),
];

/** A sequence of changes, the same every time. */
function walk(seed, length) {
  let at = seed;
  return Array.from({ length }, () => CHANGES[(at = (at * 48271) % 2147483647) % CHANGES.length]);
}

test("whatever is done, the address tells all of it, and nothing else changes", () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    let shown = START;
    for (const change of walk(seed, 30)) {
      const [before, address] = [shown, written(shown)];
      shown = change(before);
      assert.deepEqual(again(shown), shown);
      assert.equal(written(before), address);
      assert.ok([shown, shown.values, shown.hidden, shown.pins].every(Object.isFrozen));
    }
  }
});

test("what is shown refuses to be changed", () => {
  const shown = record.bringing(["a"])(START);
  for (const attempt of [() => shown.more.add("b"), () => shown.more.delete("a"), () => shown.pins.set("a", { x: 0, y: 0 }), () => shown.hidden.clear()]) {
    assert.throws(attempt, TypeError);
  }
  assert.throws(() => { shown.list = "claims"; }, TypeError);
  assert.deepEqual([...shown.more], ["a"]);
});

test("an address that says nothing of sense leaves the page as it opens", () => {
  for (const bad of ["", "list=nonsense", "score=high", "pin=1,2&pin=,,&pin=1e9,3,a", "nobody=knows", "score=-3"]) assert.deepEqual(parsed(bad, LISTS), START, bad);
  assert.equal(parsed("score=7", LISTS).least, 1);
});

test("who is brought in is no longer taken out, and the other way round", () => {
  const out = record.dropping("a")(record.bringing(["a", "b"])(START));
  assert.deepEqual([[...out.more], [...out.less]], [["b"], ["a"]]);
  assert.deepEqual([...record.bringing(["a"])(out).less], []);
});
