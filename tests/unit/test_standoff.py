"""Standoff JSON: what a reader of it may rely on."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from graph.extract.pipeline import annotate
from graph.model import (
    DOCUMENT,
    Annotation,
    Attribution,
    Entity,
    Mention,
    Metadata,
    Qualifiers,
    Reference,
    Span,
    Stance,
    Statement,
)
from graph.read import decode, read
from graph.standoff import schema, to_json, to_text
from support.properties import given, st

TEXT = "Noem claimed that Petro met them in Bogota on March 27. “No,” Petro said of the “Tren de Aragua”."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


NOEM = Reference("noem", span("Noem"))
PETRO = Reference("petro", span("Petro"))
FIRST, SECOND = Span(0, 56), Span(56, len(TEXT))

ANNOTATION = Annotation(
    metadata=Metadata("a.txt", "0" * 64, title="T", published=date(2025, 4, 7), language="en"),
    mentions=(Mention(NOEM.span, "Noem", "Person", "noem", "name", 0.9),),
    entities=(Entity("noem", "Person", "Kristi Noem", ("Noem",)), Entity("petro", "Person", "Petro")),
    attributions=(
        Attribution(NOEM.span, span("claimed"), (span("that Petro met them"),), "indirect", "noem"),
        Attribution(None, None, (span("“No,”"),), "direct", None),
    ),
    statements=(
        Statement(
            id="s1",
            subject=PETRO,
            relation="metWith",
            object=Reference("tda", span("them")),
            stance=Stance.AFFIRMED,
            speaker="noem",
            evidence=FIRST,
            quote=FIRST.of(TEXT),
            rule="r",
            score=0.9,
            qualifiers=Qualifiers(
                as_=NOEM,
                at=Reference("bogota", span("Bogota")),
                on=date(2025, 3, 27),
                earliest=date(2025, 3, 27),
                latest=date(2025, 3, 27),
                with_=(NOEM, PETRO),
                regarding=PETRO,
            ),
            relayed_by=("reuters",),
            quoted=True,
            answers="s2",
            plover="CONSULT",
            cameo="040",
        ),
        Statement(
            "s2", NOEM, "accuses", PETRO, Stance.AFFIRMED, DOCUMENT, FIRST, FIRST.of(TEXT), "r", 1.0, content="s1"
        ),
        Statement(
            "s3", PETRO, "denies", None, Stance.HEDGED, None, SECOND, SECOND.of(TEXT), "r", 0, content=span("“No,”")
        ),
    ),
    contents=(("s3", "“No,”"),),
)


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())


def test_every_field_is_written(validator: jsonschema.Draft202012Validator) -> None:
    written = to_json(ANNOTATION)
    validator.validate(written)
    first, second, third = written["claims"]
    assert set(first["qualifiers"]) == {"as", "at", "on", "earliest", "latest", "with", "regarding"}
    assert first["qualifiers"]["at"] == {"entity": "bogota", "start": span("Bogota").start, "end": span("Bogota").end}
    assert (first["speaker"], second["speaker"], third["speaker"]) == ("noem", "document", None)
    assert (first["content"], second["content"]) == (None, {"claim": "s1"})
    assert third["content"] == {"start": span("“No,”").start, "end": span("“No,”").end, "text": "“No,”"}
    assert (second["qualifiers"], third["object"]) == ({}, None)
    assert written["attributions"][1] == {
        "source": None,
        "cue": None,
        "content": [{"start": span("“No,”").start, "end": span("“No,”").end}],
        "kind": "direct",
        "speaker": None,
    }
    assert written["document"]["published"] == "2025-04-07"


def test_text_reads_back() -> None:
    text = to_text(ANNOTATION)
    assert text.endswith("}\n")
    assert json.loads(text) == to_json(ANNOTATION)
    assert "“No,”" in text


@pytest.mark.parametrize("broken", [{"stance": "maybe"}, {"score": 2}, {"evidence": None}, {"surprise": 1}])
def test_the_schema_refuses_what_is_no_claim(
    validator: jsonschema.Draft202012Validator, broken: dict[str, Any]
) -> None:
    written = to_json(ANNOTATION)
    written["claims"][0] |= broken
    assert not validator.is_valid(written)


def test_the_schema_wants_the_interval_of_a_day(validator: jsonschema.Draft202012Validator) -> None:
    written = to_json(ANNOTATION)
    del written["claims"][0]["qualifiers"]["latest"]
    assert not validator.is_valid(written)


@given(st.text(), st.text())
def test_any_words_survive(label: str, quote: str) -> None:
    entity = Entity("x", "Person", label)
    annotation = Annotation(Metadata("f", "0" * 64, title=quote), (), (entity,), (), ())
    back = json.loads(to_text(annotation))
    assert (back["entities"][0]["label"], back["document"]["title"]) == (label, quote)


@pytest.mark.parametrize("name", ["000_11a090e9b5617967.txt", "003_16ed8bbf6407a7ea.txt"])
def test_seeds(validator: jsonschema.Draft202012Validator, seeds: Path, name: str) -> None:
    written = to_json(annotate(read(seeds / name)))
    validator.validate(written)
    text = decode((seeds / name).read_bytes())
    entities = {it["id"] for it in written["entities"]}
    claims = {it["id"] for it in written["claims"]}
    for mention in written["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["text"]
        assert mention["entity"] in entities
    for claim in written["claims"]:
        assert text[claim["evidence"]["start"] : claim["evidence"]["end"]] == claim["quote"]
        assert {claim["subject"]["entity"], *claim["relayed_by"]} <= entities
        assert claim["speaker"] in entities | {"document", None}
        assert claim["answers"] in claims | {None}
        assert (claim["content"] or {}).get("claim") in claims | {None}
        assert claim["object"] is None or claim["object"]["entity"] in entities
    for attribution in written["attributions"]:
        assert attribution["speaker"] in entities | {None}
