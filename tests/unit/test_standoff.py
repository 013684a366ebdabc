"""Standoff JSON: what its readers may rely on."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from graph.errors import AnnotationError, Fault
from graph.extract.pipeline import annotate
from graph.model import (
    DOCUMENT,
    Annotation,
    Attribution,
    Entity,
    Mention,
    Metadata,
    Passage,
    Qualifiers,
    Reference,
    Span,
    Stance,
    Statement,
)
from graph.read import decode, read
from graph.standoff import faults, from_json, schema, to_json, to_text
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


# ------------------------------------------------------------------------------ round trips

SCORES = st.floats(0, 1) | st.integers(0, 1)


def several(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=3).map(tuple)


ANYTHING = st.builds(
    Annotation,
    mentions=several(st.builds(Mention, score=SCORES)),
    statements=several(st.builds(Statement, score=SCORES)),
    rules=st.dictionaries(st.text(), st.text(), max_size=3).map(lambda it: tuple(it.items())),
)
"""Anything with the right types: ids without a node, spans that end before they start, content without claims."""


@given(ANYTHING)
def test_whatever_an_annotation_holds_comes_back(annotation: Annotation) -> None:
    assert from_json(to_json(annotation)) == annotation
    assert from_json(json.loads(to_text(annotation))) == annotation


WORDS = st.text(min_size=1, max_size=20).filter(str.strip)
SPANS = st.builds(Span, st.integers(0), st.integers(0))
TERMS = st.sampled_from(["Person", "City", "metWith", "accuses"])
REFERENCES = st.builds(Reference, WORDS, SPANS)
INTERVALS = st.builds(Qualifiers, st.none() | REFERENCES, st.none() | REFERENCES, st.none(), with_=several(REFERENCES))
DATED = st.builds(lambda it, day: replace(it, on=day, earliest=day, latest=day), INTERVALS, st.dates())
STATEMENTS = st.builds(
    Statement,
    WORDS,
    REFERENCES,
    TERMS,
    st.none() | REFERENCES,
    speaker=st.none() | WORDS,
    evidence=SPANS,
    quote=WORDS,
    rule=WORDS,
    score=SCORES,
    qualifiers=INTERVALS | DATED,
    content=st.none() | WORDS | SPANS,
    relayed_by=several(WORDS),
    answers=st.none() | WORDS,
)
FORMED = st.builds(
    Annotation,
    metadata=st.builds(Metadata, WORDS, st.text("0123456789abcdef", min_size=64, max_size=64)),
    mentions=several(st.builds(Mention, SPANS, WORDS, TERMS, WORDS, score=SCORES)),
    entities=several(
        st.builds(
            Entity, WORDS, TERMS, WORDS, several(WORDS), st.none() | WORDS, offices=several(WORDS), place=st.none()
        )
    ),
    attributions=several(
        st.builds(
            Attribution,
            st.none() | SPANS,
            st.none() | SPANS,
            several(SPANS),
            st.sampled_from(["direct", "indirect", "mixed"]),
            st.none() | WORDS,
        )
    ),
    statements=several(STATEMENTS),
    contents=several(st.tuples(WORDS, WORDS)),
    passages=several(st.builds(Passage, WORDS, SPANS, WORDS)),
    rules=st.sampled_from([(), (("frames.toml", "a" * 64),)]),
    reader=st.none() | WORDS,
).map(lambda it: replace(it, entities=tuple(replace(one, participants=()) for one in it.entities)))
"""Anything that has the form required by the schema."""


@given(FORMED)
def test_what_is_written_has_the_form_that_the_schema_asks_for(annotation: Annotation) -> None:
    written = to_json(annotation)
    jsonschema.Draft202012Validator(schema()).validate(written)
    assert list(faults(written)) == []
    assert from_json(written) == annotation


def test_the_words_at_offsets_may_be_left_to_the_text() -> None:
    written = to_json(ANNOTATION)
    for mention in written["mentions"]:
        del mention["text"]
    for claim in written["claims"]:
        del claim["quote"]
        if claim["content"]:
            claim["content"].pop("text", None)
    assert from_json(written, text=TEXT) == ANNOTATION
    bare = from_json(written)
    assert (bare.mentions[0].text, bare.statements[0].quote, bare.contents) == ("", "", ())


DOCUMENTED = {
    "document": {"file", "sha256", "title", "author", "published", "outlet", "url", "language"},
    "mentions": {"start", "end", "text", "type", "entity"},
    "entities": {"id", "type", "label", "aliases"},
    "attributions": {"source", "cue", "content", "kind", "speaker"},
    "claims": {
        "id", "subject", "relation", "object", "qualifiers", "plover", "cameo", "stance", "speaker", "relayed_by",
        "evidence", "rule", "score",
    },
}  # fmt: skip
"""The keys that other people's tools know."""


def test_the_keys_that_others_know_are_enough() -> None:
    written = to_json(ANNOTATION)
    theirs: dict[str, Any] = {"document": {key: written["document"][key] for key in DOCUMENTED["document"]}}
    for name in ("mentions", "entities", "attributions", "claims"):
        theirs[name] = [{key: one[key] for key in DOCUMENTED[name]} for one in written[name]]
    theirs["predications"] = [{"predicate": {"start": 5, "end": 12, "lemma": "claim", "kind": "verb"}}]
    assert list(faults(theirs)) == []
    read_back = from_json(theirs, text=TEXT)
    assert [it.quote for it in read_back.statements] == [it.quote for it in ANNOTATION.statements]
    assert read_back.entities == ANNOTATION.entities


@pytest.mark.parametrize(
    ("broken", "place", "reason"),
    [
        ([], "", "must be an object, not a list"),
        ({"claims": {}}, "claims", "must be a list, not an object"),
        ({"claims": [{}]}, "claims[0].id", "is missing"),
        (
            {"entities": [{"id": "x", "type": "Person", "lable": "X"}]},
            "entities[0].lable",
            'is unknown: did you mean "label"?',
        ),
        ({"document": None}, "document", "must be an object, not null"),
        (
            {"claims": [to_json(ANNOTATION)["claims"][0] | {"stance": "maybe"}]},
            "claims[0].stance",
            "'maybe' is none of affirmed, denied, hedged, withdrawn",
        ),
    ],
)
def test_what_has_another_form_is_refused_with_its_place(broken: Any, place: str, reason: str) -> None:
    value = broken if isinstance(broken, list) else to_json(ANNOTATION) | broken
    with pytest.raises(AnnotationError) as caught:
        from_json(value, file="a.json")
    assert Fault(place, reason) in caught.value.faults
    assert str(caught.value).startswith("a.json")


@pytest.mark.parametrize("name", ["000_11a090e9b5617967.txt", "003_16ed8bbf6407a7ea.txt"])
def test_seeds(validator: jsonschema.Draft202012Validator, seeds: Path, name: str) -> None:
    annotation = annotate(read(seeds / name))
    written = to_json(annotation)
    validator.validate(written)
    assert list(faults(written)) == []
    assert from_json(written) == annotation
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
