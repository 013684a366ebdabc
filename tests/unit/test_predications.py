"""Predications: who does what to whom, in any construction."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import pytest

from graph import from_text
from graph.extract.lexicon.lexicon import load
from graph.extract.parse.parser import parse
from graph.extract.pipeline import annotate
from graph.extract.predications.reader import constructions
from graph.model import DOCUMENT, Annotation, Filler, Predication
from graph.standoff import faults, from_json, to_json
from support import SEEDS, TESTS
from support.properties import example, given, st

STANCES = ("denied", "hedged")


@dataclass(frozen=True)
class Case:
    """A text, with the rows that must be read from it and those that must not."""

    text: str
    wanted: list[str] = field(default_factory=list)
    barred: list[str] = field(default_factory=list)


def cases() -> list[Case]:
    found: list[Case] = []
    for line in (TESTS / "cases" / "predications" / "constructions.txt").read_text(encoding="utf-8").splitlines():
        sign, row = line.strip()[:1], line.strip()[1:].strip()
        if line.startswith("  "):
            (found[-1].wanted if sign == "+" else found[-1].barred).append(row)
        elif line and sign != "#":
            found.append(Case(line))
    return found


@cache
def told(text: str) -> Annotation:
    return annotate(from_text(text), fast=True, predications=True)


def said(one: Predication, text: str) -> set[str]:
    """A predication as the cells of a row."""

    def words(filler: Filler) -> str:
        joint = f" ({filler.preposition})" if filler.preposition else ""
        return f"{filler.role}{joint}: {filler.span.of(text)}"

    stance = ["denied"] if one.negated else ["hedged"] if one.turned_by else []
    return {f"{one.lemma} {one.kind}", *map(words, one.arguments), *stance}


def holds(row: str, text: str) -> bool:
    wanted = {part.strip() for part in row.split("|")}
    return any(wanted <= said(one, text) for one in told(text).predications)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.text)
def test_each_construction_gives_its_arguments(case: Case) -> None:
    shown = [sorted(said(one, case.text)) for one in told(case.text).predications]
    assert [row for row in case.wanted if not holds(row, case.text)] == [], shown
    assert [row for row in case.barred if holds(row, case.text)] == [], shown


def test_a_title_is_a_predication() -> None:
    text = "ELN commander Juan Pérez met Guatemala's President Luis Mora and Interior Minister Ana Ruiz."
    titles = {one.lemma: one for one in told(text).predications if one.kind == "title"}
    assert {name: [(a.role, a.span.of(text)) for a in one.arguments] for name, one in titles.items()} == {
        "commander": [("agent", "Juan Pérez"), ("patient", "ELN")],
        "president": [("agent", "Luis Mora"), ("patient", "Guatemala")],
        "minister": [("agent", "Ana Ruiz")],
    }


def test_arguments_lead_to_entities_and_a_voice_to_who_says_it() -> None:
    text = "Senator Ana Ruiz said that President Luis Mora had bribed the judge. He denied it."
    annotation = told(text)
    by_lemma = {one.lemma: one for one in annotation.predications}
    assert by_lemma["bribe"].voice == "ana-ruiz"
    assert by_lemma["say"].voice == DOCUMENT
    assert by_lemma["bribe"].arguments[0].entities == ("luis-mora",)
    known = {one.id for one in annotation.entities}
    assert {id for one in annotation.predications for a in one.arguments for id in a.entities} <= known


def test_nothing_is_told_that_is_not_asked_for() -> None:
    text = "The court fined the company."
    assert annotate(from_text(text), fast=True).predications == ()
    assert "predications" not in to_json(annotate(from_text(text), fast=True))


def test_predications_of_an_article_are_sound_and_survive_json() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        annotation = told(path.read_text(encoding="utf-8"))
        value = to_json(annotation)
        assert annotation.predications
        assert list(faults(value)) == []
        assert from_json(value) == annotation


@example(["met", "who"])
@given(
    st.lists(
        st.sampled_from("The mayor , Ana Ruiz met and was said to by of Lima who not 's ( ) such as".split()),
        max_size=25,
    )
)
def test_phrases_are_in_their_sentence_whatever_it_is(words: list[str]) -> None:
    parsed = parse(from_text("Yes. " + " ".join(words)), load())
    for one in constructions(parsed.doc):
        for filler in one.fillers:
            assert 0 <= filler.start < filler.end <= len(parsed.doc)
            assert all(filler.start <= i < filler.end for i in filler.heads[:1])
            assert not filler.start <= one.head < filler.end
