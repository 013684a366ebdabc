import assert from "node:assert/strict";
import { test } from "node:test";
import { Occupied, alongSlope, wrapped } from "../../graph/data/view/labels.js";
import { distance, matches, mistakes } from "../../graph/data/view/naming.js";
import { folded } from "../../graph/data/view/text.js";

/** @param {[string, string, number][]} list id, name and weight; the first name of an id is its label */
const entries = (list) => {
  const labels = new Map([...list].reverse().map(([id, name]) => [id, name]));
  return list.map(([id, name, weight]) => ({ id, name, label: labels.get(id) ?? "", folded: folded(name), words: folded(name).split(/[^\p{L}\p{N}]+/u).filter(Boolean), weight }));
};

test("names that begin so come first, then aliases, then words within", () => {
  const all = entries([["a", "Old Petro", 9], ["b", "Petro", 1], ["c", "Gustavo", 5], ["c", "Petro G.", 5], ["d", "Lepetroff", 99]]);
  assert.deepEqual(matches(all, "pet").map(({ id }) => id), ["b", "c", "a", "d"]);
  assert.deepEqual(matches(all, "PÉT").map(({ id }) => id), ["b", "c", "a", "d"]);
  assert.deepEqual(matches(all, " "), []);
});

test("of names that match alike the one with more claims comes first, then by id", () => {
  const all = entries([["b", "Ana B", 1], ["a", "Ana A", 1], ["c", "Ana C", 2]]);
  assert.deepEqual(matches(all, "ana").map(({ id }) => id), ["c", "a", "b"]);
});

test("a name takes three lines at most", () => {
  assert.deepEqual(wrapped("Pedro Sanchez"), ["Pedro Sanchez"]);
  const long = wrapped("The Ministry of the Interior and of Public Security of the Republic of Somewhere");
  assert.equal(long.length, 3);
  assert.ok(long[2]?.endsWith("\u2026"));
});

test("a place on the canvas is taken once", () => {
  const taken = new Occupied(10);
  const box = { left: 0, top: 0, right: 25, bottom: 5 };
  assert.ok(taken.free(box));
  taken.take(box);
  assert.ok(!taken.free({ left: 24, top: 4, right: 30, bottom: 9 }));
  assert.ok(taken.free({ left: 26, top: 0, right: 30, bottom: 5 }));
});

test("words along a slope are covered from end to end", () => {
  const boxes = alongSlope({ x: 0, y: 0 }, Math.PI / 4, 100, 10);
  const far = 50 * Math.SQRT1_2;
  assert.ok(Math.min(...boxes.map(({ left }) => left)) <= -far + 1);
  assert.ok(Math.max(...boxes.map(({ right }) => right)) >= far - 1);
});
