import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { Data } from "../../graph/data/view/data.js";
import { findings } from "../../graph/data/view/findings.js";
import { View } from "../../graph/data/view/view.js";

/** The page's words under `findings`, read without a TOML parser: strings and lists of strings. */
const TABLE = readFileSync(new URL("../../graph/data/wording.toml", import.meta.url), "utf8").split("\n[findings]\n")[1].split("\n[")[0];
const FORMS = Object.fromEntries(TABLE.split("\n").filter((line) => /^\w+ = /.test(line)).map((line) => [line.split(" = ")[0], JSON.parse(line.slice(line.indexOf("=") + 1))]));
const WORDS = { deepest: 3, speakers: { relayed: "{speaker} (according to {relays})" }, findings: FORMS };

const PEOPLE = ["Ana", "Ben", "Cleo", "Dan", "Eve", "Fay"];
const KINDS = { accuses: "speech", disputes: "speech", praises: "speech", facesAccusation: "speech" };
const table = (rows) => Object.fromEntries([...new Set(rows.flatMap(Object.keys))].map((name) => [name, rows.map((row) => row[name] ?? null)]));

/** A view of claims: `[stance, speaker, subject, relation, object, more]`; a document may be a speaker. */
function viewOf(claims, more = {}) {
  const forms = ["{subject} praises {object}", "{subject} accuses {object}", "{subject} disputes {object}", "{subject} faces"];
  const relations = Object.fromEntries(Object.entries(KINDS).map(([name, kind]) => [name, { label: name, definition: "", kind, accusation: name === "accuses", labels: false, reply: name === "disputes", verb: name, lead: "of:", as: name }]));
  const propositions = [];
  const made = claims.map(([stance, speaker, subject, relation, object, { words, ...rest } = {}], i) => {
    const id = [subject, relation, object, words].filter(Boolean).join(" ");
    if (!propositions.some((p) => p.id === id)) propositions.push({ id, subject, relation, object, content_text: words, form: ["praises", "accuses", "disputes", "facesAccusation"].indexOf(relation) });
    return { id: `c${i}`, proposition: propositions.findIndex((p) => p.id === id), stance, voice: stance === "denied" ? "denied" : "claimed", speaker, document: "d1", quote: `q${i}`, rule: "r", score: 0.9, ...rest };
  });
  const sides = (stance) => new Set(made.filter((claim) => claim.stance === stance).map(({ proposition }) => proposition));
  const disputes = [...sides("affirmed")].filter((n) => sides("denied").has(n)).map((n) => propositions[n].id);
  const data = new Data({ query: "", passages: [], starts: [], words: WORDS, relations, types: {}, forms, disputes, silent: table([]), lines: table([]),
    documents: table([{ id: "d1", file: "1.txt" }, { id: "d2", file: "2.txt" }]), entities: table(PEOPLE.map((id) => ({ id, type: "Person", label: id }))),
    propositions: table(propositions), claims: table(made) }, { nodes: [], options: {} });
  return new View(data, more);
}

const words = (view, part) => part.text ?? part.entity ?? (part.words && `“${part.words}”`) ?? (part.said ?? `“${part.what}”`);
const told = (view) => findings(view, "in these articles").map(({ parts }) => parts.map((part) => words(view, part)).join(""));

test("the strongest dispute is the one with most people on both sides, with a sentence of each", () => {
  const view = viewOf([["affirmed", "Ana", "Ben", "praises", "Cleo"], ["affirmed", "document", "Ben", "praises", "Cleo"], ["affirmed", "document", "Ben", "praises", "Cleo"], ["denied", "document", "Ben", "praises", "Cleo", { document: "d2" }],
    ["affirmed", "Ana", "Dan", "praises", "Cleo"], ["denied", "Ben", "Dan", "praises", "Cleo"], ["denied", "Eve", "Dan", "praises", "Cleo"]]);
  assert.equal(told(view)[0], "Most in dispute is “Dan praises Cleo”: Ana affirms it, Ben and Eve deny it.");
  assert.deepEqual(findings(view, "")[0].claims.map(({ id }) => id), ["c4", "c5"]);
});

test("articles are counted, a claim of others is told as theirs, and many are not all named", () => {
  const claim = (stance, speaker, more) => [stance, speaker, "Ben", "praises", "Cleo", more];
  assert.equal(told(viewOf([claim("affirmed", "document"), claim("affirmed", "document", { document: "d2" }), claim("denied", "Ana", { relayed_by: ["Eve"] })]))[0],
    "Most in dispute is “Ben praises Cleo”: 2 articles affirm it, Ana (according to Eve) denies it.");
  assert.equal(told(viewOf([claim("denied", "document"), ...["Ana", "Dan", "Eve", "Fay"].map((who) => claim("affirmed", who))]))[0],
    "Most in dispute is “Ben praises Cleo”: Ana, Dan and 2 others affirm it, 1 article denies it.");
});

test("a verb agrees with a name of many", () => {
  const told = (label, type) => {
    const view = viewOf([["affirmed", "Ana", "Ben", "praises", "Cleo"], ["denied", "Dan", "Ben", "praises", "Cleo"]]);
    const entities = new Map([...view.entities, ["Ana", { id: "Ana", type, label }]]);
    return findings(Object.assign(view, { entities, name: (id) => entities.get(id).label }), "")[0].parts.map((part) => part.text ?? "").join("");
  };
  for (const many of ["federal prosecutors", "officials of Chile", "Salvadoran police", "voters (Ohio)"]) assert.match(told(many, "Group"), /affirm it/, many);
  for (const [one, type] of [["House panel", "Group"], ["United States", "Country"], ["Congress", "Agent"], ["Chris", "Person"]]) assert.match(told(one, type), /affirms it/, one);
});

test("an accusation is unanswered only where no claim that counts answers it", () => {
  const claims = [["affirmed", "document", "Ana", "accuses", "Ben", { words: "theft" }], ["denied", "Ben", "Ben", "praises", "Ana", { answers: ["c0"] }],
    ["affirmed", "Cleo", "Eve", "accuses", "Dan", { words: "fraud" }], ["affirmed", "document", "Ana", "accuses", "Dan"]];
  const open = (view) => told(view).find((it) => it.includes("No answer"));
  assert.equal(open(viewOf(claims)), "Cleo says that Eve accuses Dan fraud. No answer to this was read in these articles.");
  assert.equal(open(viewOf(claims, { counts: ({ id }) => id !== "c1" })), "Ana accuses Ben theft. No answer to this was read in these articles.");
  assert.equal(open(viewOf(claims.slice(0, 2))), undefined);
});

test("who is accused most, how often, by whom and of what; and who has equals is one among them", () => {
  const of = (who, words, whom) => ["affirmed", "document", who, "accuses", whom, { words }];
  const faces = (whom, words) => ["hedged", undefined, whom, "facesAccusation", undefined, { words }];
  const accused = (claims) => told(viewOf(claims)).find((it) => it.includes("ccused"));
  assert.equal(accused([of("Ana", "theft", "Ben"), of("Cleo", "fraud", "Ben"), faces("Ben", "lies"), of("Ana", "theft", "Dan")]),
    "Most accused is Ben: 3 accusations, by Ana, Cleo and somebody unnamed, of “theft”, “fraud” and “lies”.");
  assert.equal(accused([faces("Ben", "theft"), faces("Ben", "lies"), faces("Dan", "theft"), faces("Dan", "fraud")]),
    "Among the most accused is Ben: 2 accusations, by somebody unnamed, of “theft” and “lies”.");
  assert.equal(accused([of("Ana", "theft", "Ben")]), undefined);
});

test("who contradicts whom is told where it is more than one dispute", () => {
  const dispute = (what) => [["affirmed", "Ana", what, "praises", "Cleo"], ["denied", "Ben", what, "praises", "Cleo"]];
  const contradicts = (claims) => told(viewOf(claims)).find((it) => it.includes("contradicts"));
  assert.equal(contradicts([...dispute("Dan"), ...dispute("Eve")]), "Nobody contradicts another more often than Ben contradicts Ana: on 2 points, among them “Eve praises Cleo”.");
  assert.equal(contradicts(dispute("Dan")), undefined);
  // That he disputes what she says is about the same point, as far as is known.
  assert.equal(contradicts([...dispute("Dan"), ["affirmed", "document", "Ben", "disputes", "Ana"]]), undefined);
  assert.equal(contradicts([["affirmed", "Ana", "Dan", "praises", "Cleo"], ["affirmed", "document", "Ben", "disputes", "Ana", { words: "that" }]]), "Nobody contradicts another more often than Ben contradicts Ana: on 1 point, “Ben disputes Ana that”.");
  // A claim passed on by others contradicts nobody.
  assert.equal(contradicts([["affirmed", "Ana", "Dan", "praises", "Cleo"], ["affirmed", "document", "Ben", "disputes", "Ana", { words: "that", relayed_by: ["Eve"] }]]), undefined);
});

test("what is taken back is told once for each who does", () => {
  const back = (who, whom, more) => ["withdrawn", who, who, "praises", whom, more];
  const last = (claims) => told(viewOf(claims))[0];
  assert.equal(last([back("Ana", "Ben"), back("Ana", "Ben")]), "Ana takes back “Ana praises Ben”.");
  assert.equal(last([back("Ana", "Ben", { score: 0.6 }), back("Dan", "Ben")]), "2 claims are taken back, among them “Dan praises Ben” by Dan.");
});

test("where little is said against anybody, it is told about whom most is said and who says most", () => {
  const claims = [["affirmed", "Ana", "Ben", "praises", "Cleo"], ["affirmed", "document", "Ben", "praises", "Dan", { document: "d2" }]];
  assert.deepEqual(told(viewOf(claims)), ["Most is said about Ben: 2 claims in 2 articles, by Ana and 1 article.", "Ana says most: 1 claim in 1 article."]);
  assert.deepEqual(told(viewOf([])), []);
  assert.deepEqual(told(viewOf(claims, { counts: () => false })), []);
});

test("most is said about somebody, however much more the articles say themselves", () => {
  const own = ["Ben", "Cleo", "Dan", "Eve"].map((who) => ["affirmed", "document", who, "praises", "Fay"]);
  const [first] = told(viewOf([...own, ["affirmed", "document", "Ana", "praises", "Ben"]]));
  assert.match(first, /^Most is said about Fay: 4 claims in 1 article/);
});

test("the same is found whatever the order of the claims", () => {
  const claims = ["Ben", "Cleo", "Dan"].flatMap((who) => [["affirmed", "Ana", who, "praises", "Eve"], ["denied", "Fay", who, "praises", "Eve"]]);
  assert.deepEqual(told(viewOf(claims.map((claim, i) => [...claim, { id: `c${i}` }]))), told(viewOf(claims.map((claim, i) => [...claim, { id: `c${i}` }]).reverse())));
});
