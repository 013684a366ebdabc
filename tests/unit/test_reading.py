"""What `read` reports about a text: what was read, and, for everything else, the step at which reading stopped."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import referencing

import graph
from graph.errors import ArticleError, InputError
from graph.extract import pipeline
from graph.extract.lexicon.lexicon import Lexicon, load
from graph.extract.refusals import Reason, Step
from graph.model import Document
from graph.read import read
from graph.readers import RULES
from graph.standoff import schema as standoff
from graph.standoff import to_json
from graph.terminal import printable
from graph.why import Reading, read_text
from graph.why.records import schema
from support import ROOT, SEEDS, TESTS
from support.hostile import PAYLOADS
from support.properties import given, settings, st

NEAR_MISSES = sorted({frame.near_miss for frame in load().frames})
REGISTRY = referencing.Registry().with_resource(standoff()["$id"], referencing.Resource.from_contents(standoff()))

CASES = TESTS / "cases" / "unread" / "reasons.txt"
TREE = """\
Ana Vega denied that Luis Mora visited Bolivia on March 3, 2025.
├── names
│   ├── Ana Vega, Person  mention.name, 0.9
│   ├── Luis Mora, Person  mention.name, 0.9
│   └── Bolivia, Country  mention.country, 0.95
├── attributions
│   └── indirect; source “Ana Vega”; cue “denied”; content “that Luis Mora visited Bolivia on March 3, 2025”; \
speaker Ana Vega
└── claims
    ├── Ana Vega (Person) denies
    │   ├── affirmed by the article
    │   ├── content: Luis Mora visited Bolivia
    │   ├── rule frame.denies.deny, score 0.9
    │   └── evidence: the sentence
    └── Luis Mora (Person) visited Bolivia (Country)
        ├── denied by Ana Vega
        ├── on 2025-03-03
        ├── rule frame.visited.visit, score 0.95
        └── evidence: the sentence
He hugged Vega.
├── names
│   ├── He is Luis Mora, Person  pronoun.third, 0.9
│   └── Vega is Ana Vega, Person  mention.name, 0.9
└── not read
    └── trigger: “hugged”: This word connects two known entities, but no frame has it as its trigger.  no-frame
1 of 1 sentences with names and speech gave a claim
"""
BY_SCORE = {Reason.TOO_UNSURE}
"""Reasons that depend on a score, for which no fixed sentence can be given."""


def _cases() -> Iterator[tuple[str, str, str, str]]:
    text = ""
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            sign, reason, *words = line.split(maxsplit=2)
            yield text, sign, reason, words[0] if words else ""
        elif line and not line.startswith("#"):
            text = line.replace(" ¶ ", "\n\n")


@cache
def reading(text: str) -> Reading:
    return read_text(text, reader=RULES)


@pytest.mark.parametrize(("text", "sign", "reason", "words"), list(_cases()))
def test_reasons(text: str, sign: str, reason: str, words: str) -> None:
    told = {(str(it.reason), it.span.of(text)) for it in reading(text).refusals}
    if words:
        assert ((reason, words) in told) == (sign == "+"), told
    else:
        assert sign == "-"
        assert reason not in {it for it, _ in told}


@pytest.mark.parametrize("reason", [it for it in Reason if it not in BY_SCORE])
def test_each_reason_has_a_text_that_gives_it_and_one_that_does_not(reason: Reason) -> None:
    assert {sign for _, sign, told, _ in _cases() if told == reason} == {"+", "-"}


@pytest.mark.parametrize(
    ("score", "left_out", "left_open"), [(0.4, True, False), (0.6, False, True), (0.9, False, False)]
)
def test_what_tells_against_somebody(
    monkeypatch: pytest.MonkeyPatch, score: float, left_out: bool, left_open: bool
) -> None:
    told = pipeline.explain

    def scored(document: Document, *, fast: bool, lexicon: Lexicon) -> pipeline.Explained:
        explained = told(document, fast=fast, lexicon=lexicon)
        statements = tuple(replace(it, score=score) for it in explained.annotation.statements)
        return explained._replace(annotation=replace(explained.annotation, statements=statements))

    monkeypatch.setattr(pipeline, "explain", scored)
    found = read_text("Luis Mora killed Ana Vega.", reader=RULES)
    assert [it.reason for it in found.refusals] == [Reason.TOO_UNSURE] * left_out
    assert bool(found.left_open) == left_open
    assert ("the graph leaves it open" in found.to_text()) == left_open


# --------------------------------------------------------------- invariants


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_asking_why_changes_no_reading(path: Path) -> None:
    document = read(path)
    assert pipeline.explain(document, fast=True).annotation == pipeline.annotate(document, fast=True)


def _is_answered(found: Reading) -> bool:
    """Whether each sentence has a claim, or a reason for having none."""
    told = [*(it.evidence for it in found.annotation.statements), *(it.span for it in found.refusals)]
    return all(any(sentence.overlaps(it) for it in told) for sentence in found.sentences)


@given(st.lists(st.sampled_from(NEAR_MISSES), min_size=1, max_size=3).map(" ".join))
@settings(max_examples=20, deadline=None)
def test_every_sentence_has_an_answer(text: str) -> None:
    found = read_text(text, reader=RULES)
    assert _is_answered(found)
    jsonschema.validate(found.to_json(), schema(), registry=REGISTRY)


@given(st.text(max_size=80))
@settings(max_examples=20, deadline=None)
def test_any_text_has_an_answer_and_steers_nothing(text: str) -> None:
    try:
        found = read_text(text, reader=RULES)
    except InputError:
        return
    assert _is_answered(found)
    shown = found.to_text(why=True)
    assert not {unicodedata.category(c) for c in shown if c != "\n"} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    "payload", [it for it in PAYLOADS if "\ud800" not in it] + ["[bold]x[/bold] [/] [link=a]b[/link] :bomb:"]
)
def test_no_markup_is_obeyed(payload: str) -> None:
    shown = reading(f"Luis Mora met {payload} Ana Vega.").to_text(why=True)
    sentences = (line for line in shown.splitlines() if line[0] not in "├│└ ")
    assert _squeezed(printable(payload)) in _squeezed("".join(sentences))


def _squeezed(text: str) -> str:
    return "".join(text.split())


def test_json_is_as_the_schema_says() -> None:
    found = reading(
        "Chile set a trap for Luis Mora. Ana Vega said that Luis Mora visited a house. She is old."
    ).to_json()
    jsonschema.validate(found, schema(), registry=REGISTRY)
    assert json.loads(json.dumps(found)) == found
    assert found["read"] == to_json(reading(found["text"]).annotation)
    for one in (*found["sentences"], *found["not_read"]):
        assert found["text"][one["start"] : one["end"]] == one["text"]


def test_the_schema_knows_every_reason_and_step() -> None:
    told = schema()["$defs"]["refusal"]["properties"]
    assert told["reason"]["enum"] == [str(it) for it in Reason]
    assert told["step"]["enum"] == [str(it) for it in Step]


def test_the_page_about_reading_tells_every_reason() -> None:
    page = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", page, flags=re.MULTILINE)
    assert rows == [(str(it), it.sentence) for it in Reason]


# --------------------------------------------------------------- the tree


def test_the_tree() -> None:
    text = "Ana Vega denied that Luis Mora visited Bolivia on March 3, 2025. He hugged Vega."
    assert reading(text).to_text(why=True) == TREE


def test_the_tree_without_reasons() -> None:
    shown = reading("Ana Vega met Luis Mora. He hugged Vega.").to_text()
    assert "not read" not in shown
    assert "nothing" not in shown
    assert "nothing was read here; --why shows at which step it was dropped" in reading("The sea was calm.").to_text()


@pytest.mark.parametrize("text", ["Photo: Reuters\n\nRelated: Ana Vega met Luis Mora", "\u200b", "…"])
def test_what_states_nothing_is_shown(text: str) -> None:
    assert "nothing was read here" in reading(text).to_text()
    assert reading(text).to_text(why=True).strip()


# ---------------------------------------------------- what is not text to read


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        (" \n\t", "is empty"),
        ("a\ud800b", "surrogate"),
        ("a " * 600_000, "not one article"),
        (
            "El presidente de Colombia dijo ayer que no habló nunca con la ministra sobre la cárcel. " * 3,
            "only English",
        ),
    ],
    ids=["empty", "white", "surrogate", "long", "spanish"],
)
def test_what_cannot_be_read_is_told(text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_text(text, reader=RULES)


def test_a_step_that_breaks_off_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "find_names", lambda *_: 1 / 0)
    with pytest.raises(ArticleError, match=r"ZeroDivisionError: division by zero, in extract/pipeline.py:\d+"):
        read_text("Luis Mora met Ana Vega.", reader=RULES)


def test_from_python() -> None:
    found = graph.read_text("Luis Mora hugged Ana Vega.", reader=RULES)
    (refusal,) = found.refusals
    assert (refusal.reason, refusal.span.of(found.document.text)) == (Reason.NO_FRAME, "hugged")
    assert str(refusal.reason) == "no-frame"
    assert refusal.reason.step is Step.TRIGGER


def test_a_refusal_says_which_rule_was_tried_and_what_it_wants() -> None:
    found = reading("Chile stepped down in the Atacama Province.")
    (refusal,) = (it for it in found.refusals if it.reason is Reason.SUBJECT_CLASS)
    (frame,) = (it for it in load().frames if it.id == refusal.frame)
    assert (refusal.relation, refusal.rule) == ("resignsFrom", "frame.resignsFrom.step")
    assert (frame.relation, ("step", "down") in frame.verbs) == ("resignsFrom", True)
    assert (refusal.argument and refusal.argument.of(found.document.text)) == "Chile"
    assert (refusal.found, refusal.wanted) == ("Country", ("Person",))
