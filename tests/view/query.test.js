import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, storeOf } from "./store.js";

const prefixes = { ex: "http://example.org/" };
const store = storeOf(`<http://example.org/a> <http://example.org/p> "one" .
<http://example.org/b> <http://example.org/p> "t\\"wo\\n" .
<http://example.org/b> <http://example.org/p> "two" <http://example.org/g> .
`);
const rows = (text, terms = {}) => ask(store, text, terms, prefixes).rows;
const refused = (text, message) => assert.throws(() => ask(store, text, {}, prefixes), (error) => {
  assert.match(error.message, message);
  return error.constructor.name === "QueryError";
});

test("a query may use prefixes that it does not declare, and declare them otherwise", () => {
  assert.equal(rows("SELECT * { ?s ex:p ?o }").length, 2);
  assert.equal(rows("PREFIX ex: <http://other.example/>\nSELECT * { ?s ex:p ?o }").length, 0);
  assert.deepEqual(ask(store, "ASK { ?s ex:p 'two' }", {}, prefixes), { truth: false });
  assert.match(ask(store, "CONSTRUCT { ?s a ex:T } { ?s ex:p ?o }", {}, prefixes).triples, /example\.org\/T/);
});

test("a parameter is bound as a term, whatever it holds", () => {
  const of = (o) => rows("SELECT ?s ?o { ?s ex:p ?o } # a comment at the end", { o }).map(({ s }) => s.value);
  assert.deepEqual(of({ type: "literal", value: 't"wo\n' }), ["http://example.org/b"]);
  assert.deepEqual(of({ type: "literal", value: '") } # \\' }), []);
  assert.deepEqual(of({ type: "literal", value: "one", datatype: "http://www.w3.org/2001/XMLSchema#date" }), []);
  assert.equal(rows("SELECT ?s { ?s ex:p ?o }", { s: { type: "uri", value: "http://example.org/a" } }).length, 1);
  for (const value of ["http://example.org/a> } #", "a b", "", "http://example.org/\u0001", "no-scheme"]) {
    assert.throws(() => rows("SELECT ?s { ?s ex:p ?o }", { s: { type: "uri", value } }), /is not an IRI/);
  }
});

test("a parameter holds in every part of a query, and only as a variable", () => {
  const o = { type: "literal", value: "one" };
  const text = 'SELECT ?o ?same ?text { { ?s ex:p "one" } UNION { ?s ex:p ?x FILTER(?x != ?o) } BIND(?o = "one" AS ?same) BIND("?o {" AS ?text) } # ?o';
  assert.deepEqual(rows(text, { o }).map(({ same, text, o }) => [same.value, text.value, o.value]),
    [["true", "?o {", "one"], ["true", "?o {", "one"]]);
  assert.equal(rows("SELECT ?s ?o { { SELECT ?s ?o { ?s ex:p ?o } } }", { o }).length, 1);
  assert.equal(rows("SELECT ?s ?o { { SELECT DISTINCT ?s ?o { ?s ex:p ?x FILTER EXISTS { ?s ex:p ?o } } ORDER BY ?o } }", { o }).length, 1);
  assert.equal(rows("SELECT ?s ?o { ?s ex:p ?o FILTER(STR(?o)<'p'&&'a'<STR(?o)) } ORDER BY ?o", { o }).length, 1);
});

test("SERVICE is refused however it is written, and the word elsewhere is not", () => {
  const clause = "<http://x.example/> { ?a ?b ?c } }";
  for (const word of ["SERVICE", "service SILENT", "SeRvIcE", "SERVICESILENT"]) {
    refused(`SELECT * { ?s ?p ?o . ${word} ${clause}`, /SERVICE is refused/);
  }
  for (const word of ["\\u0053ERVICE", "SERVIC\\U00000045"]) refused(`SELECT * { ?s ?p ?o . ${word} ${clause}`, /SERVICE is refused|cannot be read/);
  refused(`SELECT * { ?s ?p ?o { SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE ${clause} } } }`, /SERVICE is refused/);
  assert.equal(rows('# SERVICE <x>\nSELECT ?service { ?service ex:p ?o FILTER(?o != "SERVICE <x> {}") }').length, 2);
  assert.equal(rows("PREFIX service: <http://example.org/>\nSELECT * { ?s service:p ?o }").length, 2);
});

test("updates are refused", () => {
  for (const update of ["INSERT DATA { ex:a ex:p 1 }", "delete where { ?s ?p ?o }", "CLEAR ALL", "DROP ALL", "LOAD <http://x.example/>"]) {
    refused(update, /is refused: queries read/);
  }
});

test("an error tells line and column", () => {
  refused("SELECT * WHERE {\n ?s ?p ?o .\n FILTR(?s = 1)\n}", /^line 3, column 2: cannot be read from here on: FILTR/);
  refused("SELCT * {}", /^line 1, column 1: /);
  refused("SELECT * {\n ?s nope:p ?o }", /^line 2, column 5: a prefix that is not declared/);
  refused("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", /SELECT names a variable that is neither/);
  refused("SELECT * {\n?s ?p ?o\n", /^line 3, column 1: cannot be read from here on: the end/);
  refused("", /^line 1, column 1: .*the end/);
  refused(`SELECT * ${"{".repeat(65)}${"}".repeat(65)}`, /nested more than 64 deep/);
});
