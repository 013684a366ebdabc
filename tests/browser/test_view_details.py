"""Small things that could mislead a reader: what covers what, which name is where, where a button leads."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph.build import PAGE
from graph.model import KnowledgeGraph, Proposition, Source, Stance
from graph.ontology import load
from graph.queries import parse, run
from graph.store import open_store
from graph.triples import quads
from support.annotations import read
from support.graphs import EXAMPLE, RICH
from support.pages import two_articles
from support.visit import CROSS, Visit, asking, on_edge, said, write

WORDS_AT_MARKS = """() => {
  const { chart } = rashomon;
  const [{ prototype }, marks] = [CanvasRenderingContext2D, []];
  const { arc, beginPath, fill } = prototype;
  let last;
  prototype.beginPath = function () { last = null; beginPath.call(this); };
  prototype.arc = function (x, y, ...more) { last = { x, y }; arc.call(this, x, y, ...more); };
  prototype.fill = function (...more) {
    if (last && this.fillStyle === chart.colours.denied) marks.push(last);
    fill.apply(this, more);
  };
  chart.full(chart.network.canvas.frame.canvas.getContext("2d"));
  Object.assign(prototype, { arc, beginPath, fill });
  return marks.map((at) => chart.captions.at(at) ?? null);
}"""


def test_no_words_stand_on_the_mark_of_a_denial(visit: Any) -> None:
    seen: Visit = visit(two_articles(), viewport={"width": 1440, "height": 900})
    for far in (120, 170, 210, 400):
        seen.go(f"#claim=critic&pin=0,0,petro&pin={far},{far // 3},us-gov")
        covered = seen.script(WORDS_AT_MARKS)
        assert covered
        assert set(covered) == {None}, far
        written = seen.script("rashomon.chart.captions.drawn.map(({ id }) => id)")
        lines = seen.script("rashomon.data.linesOf.get('critic').map(({ id }) => id)")
        assert far < 400 or set(written) >= set(lines)


# ------------------------------------------------------------------ who, of whom, how

NAMES = {"kristi-noem": "\u05e0\u05d5\u05e2\u05dd", "gustavo-petro": "\u0628\u064a\u062a\u0631\u0648"}
ORDER = """([selector, ...names]) => names.map((name) => {
  const walker = document.createTreeWalker(document.querySelector(selector), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(name);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + name.length);
    return range.getBoundingClientRect().left;
  }
})"""


def test_names_from_right_to_left_keep_their_places(visit: Any) -> None:
    entities = tuple(replace(it, label=NAMES.get(it.id, it.label)) for it in EXAMPLE.entities)
    only = tuple(it for it in EXAMPLE.claims if it.proposition == "meeting")
    seen: Visit = visit(replace(EXAMPLE, entities=entities, claims=only), "#list=claims")
    first, second = seen.script(ORDER, [".table-row .cell-statement a", *NAMES.values()])
    assert first < second
    assert (
        seen.text(".table-row .cell-statement a")
        == " met with ".join(NAMES.values()) + " between 2025-03-20 and 2025-03-28"
    )
    seen.page.mouse.move(*on_edge(seen, "metWith", "affirmed"))
    first, second = seen.script(ORDER, ["#hint", *NAMES.values()])
    assert first < second
    assert seen.quiet(), seen.complaints


def test_names_keep_their_places_in_an_answer_too(visit: Any) -> None:
    entities = tuple(replace(it, label=NAMES.get(it.id, it.label)) for it in EXAMPLE.entities)
    seen = asking(visit, replace(EXAMPLE, entities=entities))
    seen.page.locator("#question").select_option("visits")
    said(seen, "rows?, in ")
    first, second = seen.script(ORDER, [".answer td:has(bdi[dir])", *NAMES.values()])
    assert first < second


def test_a_label_that_is_denied_is_so_to_those_who_hear_it(visit: Any) -> None:
    seen: Visit = visit(RICH, "#list=labels")
    name = "terrorist organization, disputed: Pedro Sanchez · denied by Gustavo Petro"
    assert seen.page.get_by_role("link", name=name, exact=True).count() == 1
    doubted = tuple(replace(it, stance=Stance.HEDGED) for it in EXAMPLE.claims)
    seen = visit(replace(EXAMPLE, claims=doubted), "#list=labels")
    name = "terrorist organization: suggested by Pedro Sanchez"
    assert seen.page.get_by_role("link", name=name, exact=True).count() == 1


def test_a_tag_is_a_word_of_its_own(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE, "#list=disputes")
    assert seen.page.locator("#panel .row").first.evaluate("row => row.textContent").endswith("Pedro Sanchez disputed")


def test_a_denial_answers_once(visit: Any) -> None:
    acts = tuple(
        Proposition(relation, "gustavo-petro", relation, None, content="praise") for relation in ("admits", "denies")
    )
    claim = next(it for it in RICH.claims if it.id == "c8")
    told = tuple(replace(claim, id=f"e-{it.id}", proposition=it.id, answers=("c1",)) for it in acts)
    kg = replace(RICH, propositions=(*RICH.propositions, *acts), claims=(*RICH.claims, *told))
    seen: Visit = visit(kg, "#list=accusations")
    answers = seen.page.locator(".accusation .exchange").first.locator("li").all_inner_texts()
    assert sorted(answers) == [
        "Gustavo Petro admits: “Gustavo Petro praises Tren de Aragua”",
        "Gustavo Petro denies: “Gustavo Petro praises Tren de Aragua”",
    ]
    denied = seen.page.locator(".accusation .exchange a", has_text="denies").get_attribute("href")
    assert denied == "#claim=praise"


def test_quotation_marks_are_not_doubled(visit: Any) -> None:
    insult = Proposition("insult", "kristi-noem", "accuses", "gustavo-petro", content_text="“making a monster.”")
    others = tuple(it for it in EXAMPLE.propositions if it.id != "accuse")
    claims = tuple(replace(it, proposition="insult") if it.id == "c5" else it for it in EXAMPLE.claims)
    kg = replace(EXAMPLE, propositions=tuple(sorted((*others, insult), key=lambda it: it.id)), claims=claims)
    seen: Visit = visit(kg, "#claim=insult")
    sentence = "Kristi Noem accuses Gustavo Petro of: “making a monster.”"
    assert seen.text("#panel h2") == sentence
    seen.go("#list=claims")
    assert sentence in seen.page.locator(".cell-statement a").all_inner_texts()


def test_definitions_are_for_readers() -> None:
    names = {name for name, it in load().relations.items() if "rsh:" in it.definition}
    assert names == {"classifiedAs"}  # no proposition has it, so the page does not show it


# ----------------------------------------------------------------- questions in SPARQL


def test_a_headline_is_no_sentence(visit: Any) -> None:
    kg = two_articles()
    headline = next(it.quote for it in kg.claims if it.proposition == "advises")
    seen = asking(visit, replace(kg, documents=tuple(replace(it, title=headline) for it in kg.documents)))
    row = seen.page.locator("#panel .answer tbody tr").first
    assert headline in row.inner_text()
    assert row.get_by_role("link", name=headline, exact=True).count() == 0
    seen.page.get_by_role("button", name="Show in graph").click()
    shown = seen.script("[...rashomon.chart.focus.lines].flatMap((id) => rashomon.view.lines.get(id).propositions)")
    assert "critic" in shown
    assert "advises" not in shown
    write(seen, f"SELECT ?sentence {{ ?claim oa:exact ?sentence FILTER(STRLEN(?sentence) = {len(headline)}) }}")
    assert seen.page.get_by_role("link", name=headline, exact=True).count() == 1


def test_a_cell_of_an_answer_is_never_a_formula(visit: Any) -> None:
    seen = asking(visit, EXAMPLE)
    write(seen, """SELECT ("=HYPERLINK('x')" AS ?a) ("-1.5" AS ?b) ("@x" AS ?c) ("Señor" AS ?d) {}""")
    with seen.page.expect_download() as waiting:
        seen.page.get_by_role("button", name="Download CSV").click()
    text = Path(waiting.value.path()).read_bytes().decode()
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))[1] == ["'=HYPERLINK('x')", "-1.5", "'@x", "Señor"]


def test_another_question_does_not_wait_for_the_one_before(visit: Any) -> None:
    seen = asking(visit, two_articles())
    seen.page.locator("#question").select_option("")
    seen.page.locator(".editor textarea").fill(CROSS)
    seen.page.get_by_role("button", name="Run").click()
    said(seen, "^Asking …$")
    seen.page.locator("#question").select_option("central")
    said(seen, "rows?, in ")
    assert not seen.page.get_by_role("button", name="Stop").is_visible()
    assert seen.quiet(), seen.complaints


QUERIES = """async () => {
  const found = {};
  for (const id of rashomon.data.propositions.keys()) {
    if (!rashomon.data.count(id)) continue;
    rashomon.state.select({ kind: "claim", id });
    [...document.querySelectorAll("#panel .copies button")].find((button) => button.textContent === "SPARQL").click();
    found[id] = document.querySelector("#panel .copied pre").textContent;
  }
  return found;
}"""


def found_by_queries(seen: Visit, store: ox.Store) -> dict[str, Counter[str]]:
    """The sentences that the query next to each claim finds."""
    answers = {id: run(store, parse(text), {}) for id, text in seen.script(QUERIES).items()}
    return {id: Counter(row["sentence"] for row in answer) for id, answer in answers.items()}


def test_the_query_of_a_claim_finds_what_is_claimed_and_nothing_else(visit: Any) -> None:
    for kg in (RICH, two_articles()):
        store = ox.Store()
        store.extend(quads(kg))
        quotes = {it.proposition: Counter[str]() for it in kg.claims}
        for claim in kg.claims:
            quotes[claim.proposition][claim.quote] += 1
        assert found_by_queries(visit(kg), store) == quotes


def test_the_query_of_a_claim_finds_its_sentences_in_what_a_build_wrote(visit: Any, built: Path) -> None:
    quotes: dict[str, Counter[str]] = defaultdict(Counter)
    for line in (built / "claims.jsonl").read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        quotes[claim["proposition"]][claim["quote"]] += 1
    assert found_by_queries(visit(built / PAGE), open_store(built)) == quotes


# ---------------------------------------------------------------------- ways and states


def test_enter_takes_only_what_the_list_shows(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE)
    selected = "JSON.stringify(rashomon.state.selection)"

    def press(*keys: str) -> Any:
        for key in keys:
            seen.page.keyboard.press(key)
        return seen.script(selected)

    assert "kristi-noem" in press("/", *"Noem", "Enter")
    seen.go("#")
    assert press("/", "Enter") == "null"
    assert press(*"Noem", "Escape", "Enter") == "null"
    seen.go("#node=pedro-sanchez")
    seen.page.get_by_role("button", name="Path to").click()
    assert "pedro-sanchez" in press("Enter")
    assert "path" in press(*"Colombia", "Enter")
    assert seen.quiet(), seen.complaints


def test_a_list_that_is_not_there_is_the_overview(visit: Any) -> None:
    for missing in ("garbage", "ask"):
        seen: Visit = visit(EXAMPLE, f"#list={missing}", sparql=False)
        assert seen.page.get_by_role("tab", selected=True).inner_text() == "Overview"
        assert seen.page.locator("[role=tab][tabindex='0']").count() == 1
        seen.go(f"#list={missing}&node=gustavo-petro")
        seen.page.locator(".back").click()
        assert seen.page.get_by_role("tab", selected=True).inner_text() == "Overview"
        assert seen.quiet(), seen.complaints


def test_a_path_has_two_ends(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE, "#path=garbage")
    assert "nothing under that address" in seen.text()
    seen.go('#path=["kristi-noem","kristi-noem"]')
    assert "apart" not in seen.text()
    assert "Both ends are the same" in seen.text()


SIZE = "rashomon.chart.scope.places.size"
DRAWN = "[...rashomon.chart.places().keys()]"
IN_WORLD = (
    "[...rashomon.view.lines.values()].filter(({ voices }) => voices.length).flatMap((it) => rashomon.view.ends(it))"
)
SPEAKER = """() => {
  const { chart, view } = rashomon;
  const drawn = (id) => chart.scope.places.has(id);
  const beyond = [...view.lines.values()].filter((line) => !view.ends(line).every(drawn));
  return beyond.flatMap((line) => view.claimsOn(line)).find(({ speaker }) => view.entities.has(speaker)).speaker;
}"""
"""A speaker who speaks about somebody who is not drawn."""


def test_a_world_is_drawn_with_all_that_it_needs_and_nobody_else(visit: Any, many: KnowledgeGraph) -> None:
    seen: Visit = visit(many, "#list=accounts")
    before = seen.script(SIZE)
    choice = seen.page.get_by_label("Whose account")
    first = set(seen.script(DRAWN))
    choice.select_option(seen.script(SPEAKER))
    assert set(seen.script(DRAWN)) == set(seen.script(IN_WORLD))
    assert set(seen.script(DRAWN)) - first
    guests = seen.script("rashomon.chart.places().size")
    address = seen.script("location.hash")
    assert "more=" not in address
    choice.select_option("")
    assert seen.script(SIZE) == before
    assert "more=" not in seen.script("location.hash")
    seen.go(address)
    assert seen.script("rashomon.chart.places().size") == guests
    assert seen.quiet(), seen.complaints


def test_what_is_hidden_does_not_come_back_with_more(visit: Any, many: KnowledgeGraph) -> None:
    seen: Visit = visit(many)
    first = seen.script("rashomon.chart.scope.all[0]")
    seen.go(f"#node={first}")
    seen.page.get_by_role("button", name="Hide").click()
    before = seen.script(SIZE)
    seen.page.get_by_role("button", name="50 more").click()
    assert seen.script(SIZE) == before + 50
    assert not seen.script("(id) => rashomon.chart.scope.places.has(id)", first)


def test_the_header_counts_what_an_answer_brought_in(visit: Any, many: KnowledgeGraph) -> None:
    seen = asking(visit, many)
    far = seen.script("rashomon.chart.scope.all.filter((id) => !rashomon.chart.places().has(id)).at(-1)")
    before = seen.script(SIZE)
    write(seen, f"SELECT (id:{far} AS ?who) {{}}")
    seen.page.get_by_role("button", name="Show in graph").click()
    assert seen.script(SIZE) == before + 1
    assert seen.script("location.hash") == f"#list=ask&more={far}"
    assert seen.text("#shown").startswith(f"{before + 1} of ")
    seen.page.get_by_role("button", name="Reset").click()
    assert seen.script(SIZE) == before


def test_the_page_shows_what_bears_an_event_out(visit: Any) -> None:
    seen: Visit = visit(
        read("Ana Ruiz met with Carlos Vega in Quito on May 3."), "#node=meeting-between-ana-ruiz-and-carlos-vega"
    )
    assert "Taking part" in seen.text()
    assert "Ana Ruiz met with Carlos Vega" in seen.text()
    denied: Visit = visit(
        read("Ana Ruiz denied a deal with Los Choneros."), "#node=deal-between-ana-ruiz-and-los-choneros"
    )
    assert "Taking part" not in denied.text()
    assert "Ana Ruiz denies" in denied.text()
    assert seen.quiet(), seen.complaints
    assert denied.quiet(), denied.complaints


# ------------------------------------------------------------------ who told it first


def test_a_claim_tells_how_many_outlets_and_origins_it_has(visit: Any) -> None:
    said = {it.id: it for it in RICH.claims}
    passed_on = replace(said["c1"], id="c1b", document=said["d4"].document, origin="reuters")
    newer = (Source(said["d4"].document, said["c1"].document, revises=True),)
    seen: Visit = visit(replace(RICH, claims=(*RICH.claims, passed_on), sources=newer), "#claim=praise")
    assert seen.text(".side .origins") == "2 outlets, 2 origins"
    assert " · from Reuters" in seen.text(".side .claim:has-text('from Reuters') footer")
    assert "an older version; the newest is dated 2025-04-09" in seen.text(".side .claim:has-text('an older') footer")
    seen.go("#claim=visit")
    assert not seen.page.locator(".detail .origins").count()
