/** A few invented claims as the page's records, with the words of graph/data/wording.toml. */

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The words and the relations as in the page, written by the same code. */
const WORDED = `
import json, sys
from graph import ontology, wording
from graph.view.page_records import _relation
known = ontology.load()
print(json.dumps({"words": wording.words(), "relations": {name: _relation(name, known) for name in known.relations if name not in known.groups}}))
`;

const table = (rows) => Object.fromEntries([...new Set(rows.flatMap(Object.keys))].map((name) => [name, rows.map((row) => row[name] ?? null)]));

export function records() {
  const worded = JSON.parse(execFileSync(process.env.PYTHON ?? "python", ["-c", WORDED], { cwd: ROOT, encoding: "utf8" }));
  const said = [["accuses", "luis", "ana", "ana", "affirmed"], ["accuses", "ana", "luis", "luis", "affirmed"], ["criticizes", "ana", "luis", "ana", "denied"], ["visited", "luis", "capital", "document", "affirmed"]];
  return {
    ...worded, query: "", prefix: "", passages: [], starts: [], disputes: [], types: {}, forms: ["{subject} does {object}"],
    documents: table([{ id: "d1", file: "d1.txt", title: "The talks fail in the capital", published: "2016-05-03" }, { id: "d2", file: "d2.txt", published: "2016-06-03" }]),
    entities: table([["ana", "Ana Ruiz", ["Ruiz"]], ["luis", "Luis Vega"], ["ministry", "Foreign Ministry"], ["capital", "The Capital"]].map(([id, label, aliases]) => ({ id, type: "Person", label, aliases }))),
    propositions: table(said.map(([relation, subject, object], i) => ({ id: `p${i}`, subject, relation, object, form: 0 }))),
    claims: table(said.map(([, , , speaker, stance], i) => ({ id: `c${i}`, proposition: i, stance, voice: "claimed", speaker, document: i % 2 ? "d2" : "d1", quote: `He spoke of the prison, ${i}.`, rule: "r", score: 0.9 }))),
    lines: table(said.map(([relation, from, to, , stance], i) => ({ id: `l${i}`, from, to, relation, stance, propositions: [i], lane: 0 }))),
    silent: table([]),
  };
}
