"""Which sentences are about somebody, and which of them are silent: one definition, used everywhere."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest

from graph import wording
from graph.assemble import assemble
from graph.model import Annotation, Coverage, Silence, Silent, Span, total
from graph.provenance import About
from graph.read import from_text
from graph.readers.admission import check
from graph.report import Outcome, report
from graph.report import schema as report_schema
from graph.resolve import resolve
from graph.standoff import from_json, schema, to_json
from graph.why import read_text
from support.properties import given, st
from support.reading import article

TEXT = (
    "Ana Ruiz met Luis Mora in Lima. Ana Ruiz greeted Luis Mora. The others said that nights in Lima were cold. "
    "Mora said the nights were cold. The minister smiled. Lima is a city."
)


def _coverage(text: str) -> Coverage:
    found = article(text).coverage
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("sentence", "telling", "reason"),
    [
        ("Ana Ruiz met Luis Mora in Lima.", 1, None),
        ("Ana Ruiz greeted Luis Mora.", 1, Silence.UNREAD_RELATION),
        ("The others said that nights in Lima were cold.", 1, Silence.UNKNOWN_SPEAKER),
        ("Ana Ruiz smiled.", 0, None),
        ("The minister greeted the senator.", 0, None),
        ("Ana Ruiz, Luis Mora.", 0, None),
        ("Ana Ruiz added salt.", 0, None),
        ("It rained.", 0, None),
    ],
)
def test_a_sentence_tells_of_somebody_by_a_name_and_speech_or_by_two_names_and_a_verb(
    sentence: str, telling: int, reason: Silence | None
) -> None:
    found = _coverage(sentence)
    assert found.telling == telling
    assert [it.reason for it in found.silent] == ([reason] if reason else [])


def test_what_is_silent_is_in_the_text_letter_for_letter_and_no_claim_has_it_for_evidence() -> None:
    read = article(TEXT)
    assert read.coverage is not None
    assert 0 < len(read.coverage.silent) < read.coverage.telling
    for it in read.coverage.silent:
        assert it.span.of(TEXT) == it.text
        assert not any(s.evidence.start < it.span.end and it.span.start < s.evidence.end for s in read.statements)


@given(st.lists(st.sampled_from(TEXT.split(". ")), min_size=1, max_size=6))
def test_sentences_that_gave_a_claim_and_silent_ones_are_all_that_tell_of_somebody(sentences: list[str]) -> None:
    found = _coverage(". ".join(sentences) + ".")
    assert 0 <= len(found.silent) <= found.telling <= len(sentences)
    assert found.claimed + len(found.silent) == found.telling
    assert [it.span for it in found.silent] == sorted({it.span for it in found.silent})


def test_standoff_json_keeps_it_and_a_graph_takes_only_what_is_in_the_text() -> None:
    document = from_text(TEXT, language="en")
    read = article(TEXT)
    value = to_json(read)
    jsonschema.validate(value, schema())
    assert from_json(value, text=TEXT).coverage == read.coverage
    for it in value["coverage"]["silent"]:
        del it["text"]
    assert from_json(value, text=TEXT).coverage == read.coverage
    assert read.coverage is not None
    one = read.coverage.silent[0]
    wrong = replace(read.coverage, silent=(replace(one, text="<b>Never said.</b>"),))
    assert "coverage.silent[0].text" in [it.place for it in check(replace(read, coverage=wrong), document)]
    beyond = replace(read.coverage, silent=(replace(one, span=Span(0, len(TEXT) + 1)),))
    assert "coverage.silent[0]" in [it.place for it in check(replace(read, coverage=beyond), document)]
    few = replace(read.coverage, telling=0)
    assert "coverage.telling" in [it.place for it in check(replace(read, coverage=few), document)]


def test_the_report_tells_of_each_article_and_of_all() -> None:
    readings = [article(TEXT), replace(article("Ana Ruiz met Luis Mora."), coverage=None)]
    kg = assemble(readings, resolve(readings))
    told = report(kg, Outcome(), About())
    jsonschema.validate(told, report_schema())
    assert report_schema()["$defs"]["silent"]["properties"]["reason"]["enum"] == [*map(str, Silence)]
    by_file = {it["id"]: it for it in told["documents"]}
    known, unknown = (by_file[it.metadata.id] for it in readings)
    assert readings[0].coverage is not None
    assert known["sentences"]["silent"] == [
        {"start": it.span.start, "end": it.span.end, "reason": it.reason} for it in readings[0].coverage.silent
    ]
    assert unknown["sentences"] is None
    assert told["sentences"] == {
        "telling": readings[0].coverage.telling,
        "claimed": readings[0].coverage.claimed,
    }
    assert json.loads(json.dumps(told)) == told


def test_why_says_it_in_a_line_and_at_each_silent_sentence() -> None:
    reading = read_text(TEXT)
    coverage = reading.annotation.coverage
    assert coverage is not None
    told = reading.to_text(why=True)
    assert told.splitlines()[-1] == wording.coverage(coverage.claimed, coverage.telling)
    assert told.count(wording.silence(Silence.UNREAD_RELATION)) == 1
    assert wording.coverage(coverage.claimed, coverage.telling) not in reading.to_text()
    assert reading.to_json()["read"]["coverage"]["telling"] == coverage.telling


def test_every_reason_is_told_in_words() -> None:
    assert all(wording.silence(it).endswith(".") for it in Silence)


def test_many_articles_are_summed_up() -> None:
    one = Coverage(3, (Silent(Span(0, 1), "A", Silence.UNREAD_RELATION),))
    assert total([one, Coverage(), one]) == (4, 6)
    assert total([]) == (0, 0)


def test_the_reading_of_others_need_not_tell() -> None:
    read: Annotation = article(TEXT)
    assert "coverage" not in to_json(replace(read, coverage=None))
