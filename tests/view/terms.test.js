import assert from "node:assert/strict";
import { test } from "node:test";
import { compact, term, textFor } from "../../graph/data/view/terms.js";

const prefixes = { id: "http://x.example/id/", rsh: "http://x.example/ns#", xsd: "http://www.w3.org/2001/XMLSchema#" };
const names = [["http://x.example/id/a", "Ana Ruiz", true], ["http://x.example/id/a", "Ruiz", false], ["http://x.example/id/b", "Bob Ruiz", true],
  ["http://x.example/id/b", "Ruiz", false], ["http://x.example/id/los-x", "Los X", true]];
const known = { names, prefixes, relations: new Map([["metWith", { label: "met with" }]]) };
const of = (kind, value) => term({ name: "it", kind, required: true, description: "" }, value, known).value;

test("an entity is meant by label, alias, id or IRI", () => {
  for (const value of ["ana ruiz", "id:a", "<http://x.example/id/a>", "http://x.example/id/a", "a"]) assert.equal(of("entity", value), "http://x.example/id/a", value);
  assert.equal(of("entity", "los-x"), "http://x.example/id/los-x");
  assert.throws(() => of("entity", "Ruiz"), /a name of 2 nodes; say which: .*id\/a, .*id\/b/);
  assert.throws(() => of("entity", "Nobody"), /nothing in the graph is called/);
});

test("relations, dates and texts", () => {
  assert.equal(of("relation", "Met With"), "http://x.example/ns#metWith");
  assert.equal(of("relation", "metwith"), "http://x.example/ns#metWith");
  assert.throws(() => of("relation", "knows"), /no relation/);
  assert.equal(of("date", "2025-03-27"), "2025-03-27");
  assert.throws(() => of("date", "27 March"), /not a date like/);
  assert.equal(of("text", "<any> text"), "<any> text");
});

test("an IRI is abbreviated where a plain name is left", () => {
  assert.equal(compact("http://x.example/id/a", prefixes), "id:a");
  assert.equal(compact("http://x.example/id/a%20b", prefixes), "http://x.example/id/a%20b");
  assert.equal(compact("http://other.example/", prefixes), "http://other.example/");
});

test("a line for a parameter that is not given is left out, and the others keep their place", () => {
  const text = "a\nb # if one\nc # if two\nd # if other\ne";
  assert.equal(textFor(text, [{ name: "one" }, { name: "two" }], { two: {} }), "a\n\nc # if two\nd # if other\ne");
});
