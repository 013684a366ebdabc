"""The page about the record names every property in the data, and how often it occurs; the twelve answers are real."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph import ontology
from graph.prefixes import NS, PREFIXES, compact, expand
from graph.store import open_store
from graph.triples import quads
from support import ROOT
from support.graphs import EXAMPLE, RICH
from support.scripts import script

SCRIPT = script("renew_record")
TEXT = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
ANSWERS = SCRIPT.PAGE.read_text(encoding="utf-8")
QUESTIONS = SCRIPT.QUESTION.findall(ANSWERS)
MANY = {"1": (1, 1), "0–1": (0, 1), "0–n": (0, None), "1–n": (1, None)}
A_RELATION = "a relation"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return SCRIPT.built(tmp_path_factory.mktemp("outputs"))


def tables() -> dict[str, dict[str, str]]:
    """How many values each property has, by the class in the heading: the first class named there, ours or not."""
    found: dict[str, dict[str, str]] = {}
    for section in TEXT.split("\n### ")[1:]:
        rows = re.findall(r"^\| (?:`([a-z]+:\w+)`|(a relation)) \| .*? \| ([01n–]+) \| .* \|$", section, re.MULTILINE)
        if rows:
            found[re.findall(r"`([a-z]+:\w*)", section)[0]] = {name or other: many for name, other, many in rows}
    return found


def test_twelve_questions_are_answered_on_the_page_as_by_the_store(outputs: Path) -> None:
    assert len(QUESTIONS) == 12
    assert SCRIPT.renewed(ANSWERS, outputs) == ANSWERS
    assert not [query for _, query, answer in QUESTIONS if "no rows" in answer or not answer.strip()]


def test_the_page_lists_every_prefix() -> None:
    assert dict(re.findall(r"^PREFIX (\w+): <(.+)>$", TEXT, re.MULTILINE)) == PREFIXES


def test_the_page_names_every_property_with_how_often_it_may_be_there(outputs: Path) -> None:
    stores = [open_store(outputs / name) for name in ("seeds", "docs/story")]
    for knowledge in (EXAMPLE, RICH):
        store = ox.Store()
        store.extend(quads(knowledge))
        stores.append(store)
    wrong = {fault for store in stores for fault in faults(store)}
    assert sorted(wrong) == []


def faults(store: ox.Store) -> Iterator[str]:
    """What is in the default graph of a store but missing from the page, or different there."""
    known = tables()
    for subject in {quad.subject for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())}:
        about = list(store.quads_for_pattern(subject, None, None, ox.DefaultGraph()))
        kinds = {quad.object.value for quad in about if quad.predicate.value == expand("rdf:type")}  # type: ignore[union-attr]
        kind = next((name for name in known if expand(name) in kinds), None)
        if kind is None and subject.value.startswith(NS):  # type: ignore[union-attr]
            kind = "rsh:"
        if kind is None:
            if subject.value.startswith(PREFIXES["when"]):  # type: ignore[union-attr]
                kind = "time:Instant"
            elif "rules/" in subject.value:  # type: ignore[union-attr]
                continue
            else:
                yield f"the page has no table for {subject}"
                continue
        names = [_name(quad.predicate.value) for quad in about]
        for name in set(names) - known[kind].keys():
            yield f"{kind} has {name}"
        for name, many in known[kind].items():
            least, most = MANY[many]
            if names.count(name) < least or (most is not None and names.count(name) > most):
                yield f"{kind} has {name} {names.count(name)} times"


def _name(predicate: str) -> str:
    name = compact(predicate)
    plain = predicate.removeprefix(NS) in ontology.load().relations
    return A_RELATION if plain else name
