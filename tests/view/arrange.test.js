import assert from "node:assert/strict";
import { test } from "node:test";
import { arrange, screenOf } from "../../graph/data/view/arrange/arrange.js";
import { around, spaced } from "../../graph/data/view/arrange/rings.js";
import { settled } from "../../graph/data/view/arrange/settle.js";
import { bundled } from "../../graph/data/view/bundles.js";
import { Data } from "../../graph/data/view/data.js";
import { between } from "../../graph/data/view/motion.js";
import { View } from "../../graph/data/view/view.js";

const table = (rows) => Object.fromEntries([...new Set(rows.flatMap(Object.keys))].map((name) => [name, rows.map((row) => row[name] ?? null)]));

/** A view of `[subject, relation, object, ...[stance, speaker]]`; `as` names the category of what is classified. */
function viewOf(told, tests) {
  const propositions = told.map(([subject, relation, object, as], i) => ({ id: `p${i}`, subject, relation, object, ...(as && { as }), form: 0 }));
  const claims = told.flatMap(([, , , , ...said], i) => said.map(([stance, speaker], j) => (
    { id: `c${i}-${j}`, proposition: i, stance, voice: stance === "denied" ? "denied" : "claimed", speaker, document: "d", quote: `Words ${i} ${j}.`, rule: "r", score: 0.9 })));
  const lines = told.flatMap(([subject, relation, object, as, ...said], i) => [...new Set(said.map(([stance]) => stance))].map((stance) => (
    { id: `l${i}-${stance}`, from: as ? object : subject, to: as || object, relation, stance, propositions: [i], lane: 0 })));
  const names = new Set([...propositions.flatMap(({ subject, object, as }) => [subject, object, as]), ...claims.map(({ speaker }) => speaker)].filter(Boolean));
  names.delete("document");
  const data = new Data({
    query: "", passages: [], words: {}, relations: { calls: { label: "calls", labels: true }, knows: { label: "knows" }, backs: { label: "backs" } }, types: {}, forms: ["{subject} {object}"], disputes: [],
    documents: table([{ id: "d", file: "d.txt", title: "The article" }]), entities: table([...names].map((id) => ({ id, type: "Person", label: id, size: 13 }))),
    propositions: table(propositions), claims: table(claims), lines: table(lines), silent: {},
  }, { nodes: [], options: {} });
  return new View(data, tests);
}

const said = (count, stance = "affirmed") => Array.from({ length: count }, (_, i) => [stance, `speaker${i}`]);
const ROOM = { limit: 32, tall: false, narrow: false, shows: () => true, more: new Set(), less: new Set(), home: () => ({ x: 0, y: 0 }) };
const far = ({ x, y }) => Math.hypot(x, y);

test("an entity is in the middle, and those with most claims are nearest", () => {
  const view = viewOf(Array.from({ length: 24 }, (_, i) => ["hub", i % 3 ? "knows" : "backs", `n${i}`, "", ...said(24 - i)]));
  const { places, lines } = arrange(view, { kind: "around", id: "hub" }, ROOM);
  assert.deepEqual(places.get("hub"), { x: 0, y: 0 });
  assert.equal(places.size, 25);
  assert.equal(lines.size, 24);
  const ringed = Array.from({ length: 24 }, (_, i) => far(places.get(`n${i}`)));
  assert.ok(Math.max(...ringed.slice(0, 6)) < Math.min(...ringed.slice(-6)));
  const gaps = [...places.values()].flatMap((a, i, all) => all.slice(i + 1).map((b) => Math.hypot(a.x - b.x, a.y - b.y)));
  assert.ok(Math.min(...gaps) > 70, `${Math.min(...gaps)}`);
  assert.deepEqual(arrange(view, { kind: "around", id: "hub" }, ROOM).places, places);
});

test("neighbours of one relation are one sector", () => {
  const order = around(Array.from({ length: 9 }, (_, i) => ({ id: `n${i}`, claims: 1, group: i % 3 ? "b" : "a" }))).sort((a, b) => a.angle - b.angle).map(({ end }) => (Number(end.slice(1)) % 3 ? "b" : "a")).join("");
  assert.match(order + order, /a{3}b{6}|b{6}a{3}/);
});

test("as many neighbours as have room are drawn, those with most claims first, and whoever was brought in", () => {
  const view = viewOf(Array.from({ length: 9 }, (_, i) => ["hub", "knows", `n${i}`, "", ...said(9 - i)]));
  const { places, rest } = arrange(view, { kind: "around", id: "hub" }, { ...ROOM, limit: 4, more: new Set(["n8"]), less: new Set(["n0"]) });
  assert.deepEqual([...places.keys()].sort(), ["hub", "n1", "n2", "n3", "n4", "n8"]);
  assert.deepEqual(rest, ["n5", "n6", "n7"]);
});

test("angles are moved apart no more than need be, and keep their order", () => {
  const turn = 2 * Math.PI;
  const angles = (list) => spaced(list.map((angle, i) => ({ angle, i })), 0.5).map((each) => ({ ...each, angle: (each.angle + turn) % turn })).sort((a, b) => a.angle - b.angle);
  assert.deepEqual(angles([0.5, 2, 4]).map(({ angle }) => Math.round(angle * 1e9) / 1e9), [0.5, 2, 4]);
  const near = angles([1, 1.1, 3]);
  assert.deepEqual(near.map(({ i }) => i), [0, 1, 2]);
  assert.ok(Math.abs(near[0].angle - 0.8) < 1e-9 && Math.abs(near[1].angle - 1.3) < 1e-9);
  const full = angles(Array.from({ length: 12 }, (_, i) => i * 0.01)).map(({ angle }) => angle);
  assert.ok(full.every((angle, i) => i === 0 || angle - full[i - 1] > 0.49));
});

test("a path is a chain from left to right with a sentence under each step, and downwards on a narrow screen", () => {
  const view = viewOf([["a", "knows", "b", "", ["affirmed", "s"]], ["c", "backs", "b", "", ["affirmed", "s"]]]);
  const chain = (room) => arrange(view, { kind: "chain", from: "a", to: "c" }, { ...ROOM, ...room });
  const { places, notes, lines } = chain({});
  assert.ok(places.get("a").x < places.get("b").x && places.get("b").x < places.get("c").x);
  assert.deepEqual([...places.values()].map(({ y }) => y), [0, 0, 0]);
  assert.deepEqual(notes.map(({ text }) => text), ["\u201cWords 0 0.\u201d", "\u201cWords 1 0.\u201d"]);
  assert.ok(notes.every(({ at }) => at.y > 0));
  assert.equal(lines.size, 2);
  assert.deepEqual([...chain({ narrow: true }).places.values()].map(({ x }) => x), [0, 0, 0]);
  assert.equal(arrange(view, { kind: "chain", from: "a", to: "nobody" }, ROOM), null);
});

test("a dispute has two sides: who says so on the left, who denies it on the right", () => {
  const view = viewOf([["a", "knows", "b", "", ["affirmed", "one"], ["affirmed", "document"], ["denied", "two"], ["denied", "a"]]]);
  const { places, threads, notes } = arrange(view, { kind: "sides", propositions: ["p0"] }, ROOM);
  assert.ok(places.get("one").x < 0 && places.get("d").x < 0 && places.get("two").x > 0);
  assert.deepEqual([places.get("a").x, places.get("b").x], [0, 0]);
  assert.deepEqual(threads.map(({ from, to, voice }) => [from, to, voice]).sort(), [["a", "l0-denied", "denied"], ["d", "l0-affirmed", "claimed"], ["one", "l0-affirmed", "claimed"], ["two", "l0-denied", "denied"]]);
  assert.deepEqual(notes.map(({ text }) => text), ["2 say so", "2 deny it"]);
});

test("two accounts are two columns, with what both speak of between them", () => {
  const view = viewOf([["a", "knows", "b", "", ["affirmed", "one"]], ["b", "backs", "c", "", ["affirmed", "two"]], ["b", "knows", "e", "", ["affirmed", "one"], ["affirmed", "two"]]]);
  const { places, notes } = arrange(view, { kind: "accounts", first: "one", second: "two" }, ROOM);
  assert.ok(places.get("a").x < places.get("b").x && places.get("b").x < places.get("c").x);
  assert.equal(Math.sign(places.get("e").x - places.get("a").x), 1);
  assert.deepEqual(notes.map(({ text }) => text), ["Only one", "Both", "Only two"]);
});

test("a category is between those who call and those who are called so", () => {
  const view = viewOf([["who", "calls", "whom", "bad", ["affirmed", "document"]], ["other", "calls", "whom", "bad", ["denied", "other"]]]);
  const { places, threads } = arrange(view, { kind: "calls", id: "bad" }, ROOM);
  assert.ok(places.get("who").x < 0 && places.get("other").x < 0 && places.get("whom").x > 0);
  assert.deepEqual(threads.map(({ from, to, words }) => [from, to, words]), [["who", "l0-affirmed", "calls it so"], ["other", "l1-denied", "does not call it so"]]);
});

test("the cast is whoever is left by the filters, each with room for a name", () => {
  const told = Array.from({ length: 30 }, (_, i) => [`n${i % 7}`, "knows", `n${(i * 5 + 1) % 20}`, "", ["affirmed", i % 2 ? "one" : "two"]]);
  const view = viewOf(told, { drawn: ({ speaker }) => speaker === "one" });
  const { places } = arrange(view, { kind: "cast", of: "one" }, ROOM);
  const wanted = new Set([...view.lines.values()].filter(({ voices }) => voices.length).flatMap((line) => view.ends(line)));
  assert.deepEqual(new Set(places.keys()), wanted);
  const all = [...places.values()];
  assert.ok(all.every((a, i) => all.slice(i + 1).every((b) => Math.abs(a.x - b.x) > 120 || Math.abs(a.y - b.y) > 80)));
  assert.ok(Math.max(...all.map(far)) < 1200);
});

test("whoever is not connected with anybody stays near all the same", () => {
  const places = settled(["a", "b", "c", "d", "e"], [["a", "b"]], { tall: false, narrow: false });
  assert.ok([...places.values()].every((at) => far(at) < 500));
});

test("a small screen has room for few, a large one for more", () => {
  const [phone, wide] = [screenOf(390, 290), screenOf(900, 700)];
  assert.ok(phone.limit < wide.limit && phone.narrow && !wide.narrow);
});

test("many parallel lines are one bundle that says how many claims it has and how many are denials", () => {
  const view = viewOf([["a", "knows", "b", "", ...said(3), ["denied", "x"], ["denied", "y"]], ["b", "backs", "a", "", ...said(2)], ["a", "knows", "c", "", ...said(1)]]);
  const lines = [...view.lines.values()];
  const [pair, single] = bundled(lines, false);
  assert.equal(pair.line.words, "7 claims, 2 denied");
  assert.deepEqual(pair.line.members.map(({ id }) => id).sort(), ["l0-affirmed", "l0-denied", "l1-affirmed"]);
  assert.ok(pair.line.denied);
  assert.equal(single.line.id, "l2-affirmed");
  const open = bundled(lines, true);
  assert.equal(open.length, 4);
  assert.equal(new Set(open.slice(0, 3).map(({ line, lane }) => lane * (line.from < line.to ? 1 : -1))).size, 3);
});

test("on the way places are between where they were and where they will be", () => {
  const [before, after] = [new Map([["a", { x: 0, y: 0 }]]), new Map([["a", { x: 10, y: 20 }], ["b", { x: 4, y: 4 }]])];
  assert.deepEqual([...between(before, after, { x: 0, y: 0 }, 0.5)], [["a", { x: 5, y: 10 }], ["b", { x: 2, y: 2 }]]);
  assert.deepEqual(between(before, after, undefined, 1), after);
});
