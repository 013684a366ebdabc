import assert from "node:assert/strict";
import { test } from "node:test";
import { piecesOf } from "../../graph/data/view/marked.js";

const mark = (of, start, end) => ({ of, start, end });
const shown = (text, ...marks) => piecesOf(text, marks).map((piece) => [piece.text, piece.marks.join("")]);

test("what overlaps is cut where it begins and ends", () => {
  assert.deepEqual(shown("abcdef", mark("1", 1, 4), mark("2", 2, 6)), [["a", ""], ["b", "1"], ["cd", "12"], ["ef", "2"]]);
  assert.deepEqual(shown("abcdef", mark("2", 2, 4), mark("1", 0, 6), mark("3", 2, 4)), [["ab", "1"], ["cd", "123"], ["ef", "1"]]);
  assert.deepEqual(shown("abc", mark("1", 0, 3)), [["abc", "1"]]);
  assert.deepEqual(shown("abc"), [["abc", ""]]);
  assert.deepEqual(shown(""), []);
});

test("what is outside the text, or empty, marks nothing", () => {
  assert.deepEqual(shown("abc", mark("1", -1, 2), mark("2", 1, 4), mark("3", 1, 1), mark("4", 2, 1)), [["abc", ""]]);
});

test("the pieces are the text, and each mark is on its own letters alone", () => {
  const text = "0123456789";
  let seed = 7;
  const random = (most) => (seed = (seed * 48271) % 2147483647) % most;
  for (let turn = 0; turn < 300; turn += 1) {
    const marks = Array.from({ length: random(6) }, (_, i) => { const start = random(10); return mark(String(i), start, start + 1 + random(10 - start)); });
    const pieces = piecesOf(text, marks);
    assert.equal(pieces.map((it) => it.text).join(""), text);
    for (const { of, start, end } of marks) assert.equal(pieces.filter((it) => it.marks.includes(of)).map((it) => it.text).join(""), text.slice(start, end));
  }
});
