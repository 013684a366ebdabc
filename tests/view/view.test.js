import assert from "node:assert/strict";
import { test } from "node:test";
import { Data } from "../../graph/data/view/data.js";
import { View } from "../../graph/data/view/view.js";

const claim = (id, stance, score) => ({ id, proposition: 0, stance, voice: stance === "denied" ? "denied" : "claimed", speaker: id, document: "d", quote: id, rule: "r", score });
const table = (rows) => Object.fromEntries([...new Set(rows.flatMap(Object.keys))].map((name) => [name, rows.map((row) => row[name] ?? null)]));
const line = (id, stance) => ({ id, from: "a", to: "b", relation: "praises", stance, propositions: [0], lane: 0 });

const RECORDS = {
  query: "", passages: ["A \u201cb\u201d c."], words: {}, relations: {}, types: {}, forms: ["{subject} praises {object}"], disputes: ["p"],
  documents: table([{ id: "d", file: "d.txt" }]),
  entities: table(["a", "b", "c1", "c2"].map((id) => ({ id, type: "Person", label: id }))),
  propositions: table([{ id: "p", subject: "a", relation: "praises", object: "b", form: 0 }]),
  claims: table([claim("c1", "affirmed", 0.9), claim("c2", "denied", 0.5)]),
  lines: table([line("l1", "affirmed"), line("l2", "denied")]),
  silent: table([{ id: "d-2", document: "d", reason: "unread-content", passage: 0, start: 2, end: 6 }]),
};

test("a view tells what the filters leave, and changes neither the data nor another view", () => {
  const data = new Data(structuredClone(RECORDS), { nodes: [], options: {} });
  const all = new View(data);
  const sure = new View(data, { counts: ({ score }) => score > 0.6 });
  assert.deepEqual([all.disputes, sure.disputes], [["p"], []]);
  assert.deepEqual([all, sure].map((view) => [...view.lines.values()].map(({ claims, voices, disputed }) => [claims, voices, disputed])),
    [[[1, ["claimed"], true], [1, ["denied"], true]], [[1, ["claimed"], false], [0, [], false]]]);
  assert.deepEqual([all, sure].map((view) => [view.weight("a"), view.weight("c2"), view.count("p")]), [[2, 1, 2], [1, 0, 1]]);
  assert.deepEqual([...data.claims.keys()], ["c1", "c2"]);
});

test("an account in the drawing leaves out lines, and no claim", () => {
  const data = new Data(structuredClone(RECORDS), { nodes: [], options: {} });
  const view = new View(data, { drawn: ({ speaker }) => speaker === "c2" });
  assert.equal(view.count("p"), 2);
  assert.deepEqual([...view.lines.values()].map(({ claims }) => claims), [0, 1]);
});

test("what gave no claim has its words, and is found by its article and its passage", () => {
  const data = new Data(structuredClone(RECORDS), { nodes: [], options: {} });
  assert.deepEqual([...data.silent.values()].map(({ quote }) => quote), ["\u201cb\u201d "]);
  assert.deepEqual([data.silentIn.get("d")?.length, data.silentAt.get(0)?.length, data.silentAt.get(1)], [1, 1, undefined]);
});

test("nothing can write into the data", () => {
  const data = new Data(structuredClone(RECORDS), { nodes: [], options: {} });
  for (const record of [data, data.claims.get("c1"), data.entities.get("a"), data.lines.get("l1"), data.propositions.get("p")]) assert.ok(Object.isFrozen(record));
});
