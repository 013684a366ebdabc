"""The drawing, the lists, the legend and the counts show the same claims, with every filter at either end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from graph import build
from graph.model import DOCUMENT, Claim, KnowledgeGraph, Proposition
from graph.ontology import load
from support import SEEDS
from support.agreement import FAULTS
from support.visit import Visit


@pytest.fixture(scope="module")
def seeds() -> KnowledgeGraph:
    return build(SEEDS).knowledge


@pytest.fixture(params=["seeds", "many"])
def kg(request: pytest.FixtureRequest) -> KnowledgeGraph:
    found: KnowledgeGraph = request.getfixturevalue(request.param)
    return found


def agreeing(seen: Visit, what: str) -> None:
    """Fails if two parts of the page do not show the same."""
    seen.settle()
    assert seen.script(FAULTS) == [], what


# ------------------------------------------------------------------- every control of the page


def test_every_control_at_each_end(visit: Any, kg: KnowledgeGraph) -> None:
    seen: Visit = visit(kg, "#list=claims", sparql=False)
    for part in ("legend", "filters"):
        if seen.page.locator(f"#{part}").get_attribute("open") is None:
            seen.page.locator(f"#{part} > summary").click()
    agreeing(seen, "at first")
    for slider in seen.page.locator("#keys input, #filters input[type=range]").all():
        label = slider.get_attribute("aria-label") or ""
        for key in ("Home", "End") if label.startswith("Until") else ("End", "Home"):
            slider.press(key)
            agreeing(seen, f"{label} {key}")
    for select in seen.page.locator("#filters select, .claim-filters select").all():
        options = [it.get_attribute("value") or "" for it in select.locator("option").all()]
        for value in {options[1], options[-1]} if len(options) > 1 else ():
            select.select_option(value)
            agreeing(seen, f"{select.get_attribute('aria-label')} {value}")
        select.select_option("")
    for button in seen.page.locator("#keys button:visible, #filters .keys button").element_handles():
        button.click()
        agreeing(seen, f"without {button.inner_text()}")
        button.click()
    agreeing(seen, "at last")
    assert seen.script("rashomon.view.claims.size") == len(kg.claims)
    assert seen.quiet(), seen.complaints


def test_a_kind_of_sign_that_is_off_is_in_no_list(visit: Any, seeds: KnowledgeGraph) -> None:
    seen: Visit = visit(seeds, "#hide=Person", sparql=False)
    agreeing(seen, "no persons")
    left = seen.script("[...rashomon.view.claims.values()].map(({ proposition }) => proposition)")
    persons = {it.id for it in seeds.entities if it.type == "Person"}
    known = {it.id: it for it in seeds.propositions}
    assert left
    assert all({known[id].subject, known[id].object}.isdisjoint(persons) for id in left)


# ------------------------------------------------------------------------- what each filter leaves


@dataclass(frozen=True)
class Told:
    """A claim with its proposition, and the propositions in its content."""

    claim: Claim
    parts: tuple[Proposition, ...]
    title: str

    @property
    def words(self) -> str:
        return f"{self.claim.quote} {self.title}".lower()

    @property
    def mentioned(self) -> set[str]:
        each = [(it.subject, it.object, it.as_, it.at, it.regarding, *it.with_) for it in self.parts]
        return {id for ids in each for id in ids if id}

    @property
    def speakers(self) -> set[str]:
        p = self.parts[0]
        speech = load().relations[p.relation].speech_act and self.claim.stance == "affirmed"
        acts = {p.subject} if speech and self.claim.speaker == DOCUMENT else set()
        return acts | {self.claim.speaker or ""}


def told(kg: KnowledgeGraph) -> list[Told]:
    known = {it.id: it for it in kg.propositions}

    def parts(id: str | None) -> Iterator[Proposition]:
        if id in known:
            yield known[id]
            yield from parts(known[id].content)

    titles = {it.id: it.title or it.file for it in kg.documents}
    return [Told(it, tuple(parts(it.proposition)), titles[it.document]) for it in kg.claims]


FILTERS: dict[str, Callable[[Told, str], bool]] = {
    "speaker": lambda it, value: value in it.speakers,
    "about": lambda it, value: value in it.mentioned,
    "one": lambda it, value: value in it.mentioned | {it.claim.speaker},
    "relation": lambda it, value: it.parts[0].relation == value,
    "stance": lambda it, value: it.claim.stance == value,
    "words": lambda it, value: all(word in it.words for word in value.split()),
}


def test_each_question_leaves_the_claims_that_answer_it(visit: Any, seeds: KnowledgeGraph) -> None:
    seen: Visit = visit(seeds, sparql=False)
    claims = told(seeds)
    people = [it.id for it in seeds.entities]
    values = {
        "speaker": people,
        "about": people,
        "one": people,
        "relation": sorted({it.relation for it in seeds.propositions}),
        "stance": ["affirmed", "denied", "hedged", "withdrawn"],
        "words": ["love and understanding", "xyzzy"],
    }
    for name, test in FILTERS.items():
        for value in values[name]:
            seen.script("([name, value]) => rashomon.state.filter({ [name]: value })", [name, value])
            left = set(seen.script("[...rashomon.view.claims.keys()]"))
            assert left == {it.claim.id for it in claims if test(it, value)}, (name, value)
            assert seen.script(FAULTS) == [], (name, value)
        seen.script("(name) => rashomon.state.filter({ [name]: '' })", name)
    assert seen.quiet(), seen.complaints


def test_the_answer_to_a_question_is_drawn_though_the_page_opened_without_it(visit: Any, many: KnowledgeGraph) -> None:
    seen: Visit = visit(many, sparql=False)
    far = seen.script("rashomon.chart.scope.all.filter((id) => !rashomon.chart.places().has(id)).at(-1)")
    seen.script("(id) => rashomon.state.filter({ about: id })", far)
    agreeing(seen, "about somebody who was not drawn")
    ends = "[...rashomon.view.lines.values()].filter((it) => it.voices.length).flatMap((it) => rashomon.view.ends(it))"
    assert set(seen.script(ends)) == set(seen.script("[...rashomon.chart.places().keys()]")) != set()
    assert far in seen.script("[...rashomon.chart.places().keys()]")
    seen.back()
    assert not seen.script("(id) => rashomon.chart.places().has(id)", far)


def test_whoever_is_selected_stays_though_the_filters_leave_nothing_of_them(visit: Any, seeds: KnowledgeGraph) -> None:
    seen: Visit = visit(seeds, "#node=cecot&words=xyzzy", sparql=False)
    assert seen.script("[...rashomon.chart.places().keys()]") == ["cecot"]
    seen.go("#words=xyzzy")
    assert seen.script("rashomon.chart.places().size") == 0
    assert "Nothing is shown" in seen.text("#blank")


def test_the_table_of_claims_filters_the_drawing_and_the_address_keeps_it(visit: Any, seeds: KnowledgeGraph) -> None:
    seen: Visit = visit(seeds, "#list=claims", sparql=False)
    every = seen.script("rashomon.chart.drawn.length")
    seen.page.get_by_label("Who speaks").fill("noem")
    seen.page.get_by_label("Who speaks").press("Enter")
    assert "speaker=kristi-noem" in seen.script("location.hash")
    assert seen.page.get_by_label("Who speaks").input_value() == "Kristi Noem"
    assert 0 < seen.script("rashomon.chart.drawn.length") < every
    agreeing(seen, "what Noem says")
    seen.page.get_by_label("Relation", exact=True).select_option("accuses")
    agreeing(seen, "whom Noem accuses")
    assert seen.page.locator(".cell-statement .quote").count() > 0
    again: Visit = visit(seeds, seen.script("location.hash"), sparql=False)
    assert again.page.get_by_label("Who speaks").input_value() == "Kristi Noem"
    again.page.get_by_label("Who speaks").fill("")
    again.page.get_by_label("Who speaks").press("Enter")
    again.page.get_by_label("Relation", exact=True).select_option("")
    assert again.script("rashomon.chart.drawn.length") == every
