"""Every frame's example and near-miss, and the marked sentences in tests/cases: the inner loop of who writes rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from graph.extract.lexicon import lexicon
from graph.extract.lexicon.entries import Frame
from graph.model import Span, Statement
from support import TESTS
from support.reading import article

_MARK = re.compile(r"\[([so]) ([^\]]*)\]")


def _frames() -> list[Frame]:
    return list(lexicon.load().frames)


def _marked(text: str) -> tuple[str, dict[str, Span]]:
    """The sentence without marks, and the spans of its subject and object."""
    plain, marks, at = "", {}, 0
    for match in _MARK.finditer(text):
        plain += text[at : match.start()]
        marks[match[1]] = Span(len(plain), len(plain) + len(match[2]))
        plain += match[2]
        at = match.end()
    return plain + text[at:], marks


@pytest.mark.parametrize("frame", _frames(), ids=lambda frame: f"{frame.relation}-{frame.example[:40]}")
def test_example(frame: Frame) -> None:
    text, marks = _marked(frame.example)
    found = [s for s in article(text).statements if s.relation == frame.relation]
    assert any(_fills(s, marks) for s in found), [(s.subject.entity, s.relation, s.object) for s in found]


def _fills(statement: Statement, marks: dict[str, Span]) -> bool:
    subject = statement.subject.span.overlaps(marks["s"])
    if "o" not in marks:
        return subject
    return subject and statement.object is not None and statement.object.span.overlaps(marks["o"])


@pytest.mark.parametrize("frame", _frames(), ids=lambda frame: f"{frame.relation}-{frame.near_miss[:40]}")
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
