import assert from "node:assert/strict";
import { test } from "node:test";
import { capital, counted, folded, shortened, visible, webAddress } from "../../graph/data/view/text.js";

test("every character that hides or reorders text is shown as a sign", () => {
  assert.equal(visible("a\u202eb\u0000c\u007fd\u{e0041}"), "a\u2039U+202E\u203ab\u2400c\u2421d\u2039U+E0041\u203a");
  assert.equal(visible("\ud800"), "\u2039U+D800\u203a");
});

test("a joiner is left alone between letters that need it, and shown between Latin ones", () => {
  const [persian, family] = ["\u0645\u06cc\u200c\u0631\u0648\u062f", "\u{1f468}\u200d\u{1f469}"];
  assert.equal(visible(persian), persian);
  assert.equal(visible(family), family);
  assert.equal(visible("pay\u200dpal"), "pay\u2039U+200D\u203apal");
});

test("what is made visible holds nothing that is hidden", () => {
  for (let code = 0; code <= 0x10ffff; code += code < 0x3000 ? 1 : 251) {
    const text = visible(`a${String.fromCodePoint(code)}b`);
    assert.equal(visible(text), text);
  }
});

test("only addresses of the web are addresses", () => {
  assert.equal(webAddress("https://example.org/a b"), "https://example.org/a%20b");
  for (const bad of ["javascript:alert(1)", "data:text/html,x", "//example.org", " https://x", "https://", "file:///etc", "", undefined]) {
    assert.equal(webAddress(bad), null, bad);
  }
});

test("accents and case do not matter to a search", () => {
  assert.equal(folded(" S\u00e1nchez \u0130"), "sanchez i");
});

test("a text is cut at a word", () => {
  assert.equal(shortened("one two three", 9), "one two\u2026");
  assert.equal(shortened("onetwothree", 6), "onetw\u2026");
  assert.equal(shortened("short", 5), "short");
});

test("numbers have their noun", () => {
  assert.equal(counted(1, "claim"), "1 claim");
  assert.equal(counted(1200, "entity", "entities"), "1,200 entities");
  assert.equal(capital("person"), "Person");
});
