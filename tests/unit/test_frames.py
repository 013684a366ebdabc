"""The example and near-miss of every frame, and the marked sentences in tests/cases: quick tests for writing rules."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.extract.lexicon import lexicon
from graph.extract.lexicon.entries import Frame
from graph.rule_check import fires
from support import TESTS
from support.reading import article


def _frames() -> list[Frame]:
    return list(lexicon.load().frames)


@pytest.mark.parametrize("frame", _frames(), ids=lambda frame: frame.id)
def test_example(frame: Frame) -> None:
    assert fires(frame, lexicon.load())


@pytest.mark.parametrize("frame", _frames(), ids=lambda frame: frame.id)
def test_near_miss(frame: Frame) -> None:
    assert not [s for s in article(frame.near_miss).statements if s.relation == frame.relation]


def _cases() -> Iterator[tuple[str, str]]:
    for file in sorted((TESTS / "cases").glob("*.txt")):
        text = ""
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("  "):
                yield text, line.strip()
            elif line and not line.startswith("#"):
                text = line.replace(" ¶ ", "\n\n")


@pytest.mark.parametrize(("text", "expected"), list(_cases()))
def test_case(text: str, expected: str) -> None:
    sign, speaker, stance, subject, relation, object = expected.split()
    found = {
        (
            s.speaker or "nobody",
            s.stance.value,
            s.subject.entity,
            s.relation,
            s.object.entity if s.object else "-",
        )
        for s in article(text).statements
    }
    wanted = (speaker, stance, subject, relation, object)
    assert (wanted in found) == (sign == "+"), sorted(found)
