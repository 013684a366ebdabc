"""Finds faults in tables of rules by checking their schemas, and by reading the examples in their frames."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from graph.errors import UsageError
from graph.extract.lexicon import lexicon
from graph.extract.lexicon.entries import Frame
from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.lexicon.tables import read_frame
from graph.extract.parse.lemmas import base_forms
from graph.extract.pipeline import annotate
from graph.model import Span, Statement
from graph.read import from_text
from graph.resources import data_dir
from graph.rulebook.findings import Finding, check
from graph.rulebook.tables import LAID_OVER, Overlay, Table, known, names, own, own_words, parsed, text_of, words

_MARK = re.compile(r"\[([so]) ([^\]]*)\]")

_VERBS = {"frames.toml": (("frame", "verbs"),), "cues.toml": (("verb", "cue"),)}
"""The rows whose words are looked up by the lemma of a verb."""


def check_rules(files: Sequence[Path] = ()) -> list[Finding]:
    """All faults in some tables, by default ours, in the order of files and lines.

    A file that is not ours is checked as a table that a project lays over ours; a folder means all tables in it. Raises
    `UsageError` for a path that is not a table.
    """
    if not files:
        return check_own(names())
    tables: list[Table] = []
    found: list[Finding] = []
    ours: list[str] = []
    for path in _files(files):
        if path.resolve().parent == (data_dir() / "rules").resolve():
            ours.append(known(path, names()))
            continue
        read = parsed(known(path, LAID_OVER), str(path), text_of(path))
        if isinstance(read, Finding):
            found.append(read)
        else:
            tables.append(read)
    return [*check_own(ours), *_check_project(tables, found)]


def check_own(ours: Iterable[str]) -> list[Finding]:
    """The faults in our own tables."""
    tables = [own(name) for name in ours]
    found = [one for table in tables for one in check(table, own_words())]
    return found or _read(tables, None)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        inside = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        if not inside:
            raise UsageError(f"there is no table of rules (.toml) in {path}")
        yield from inside


def _check_project(tables: Sequence[Table], broken: list[Finding]) -> list[Finding]:
    """The faults in a project's tables; the tables are used for reading only if all of them match their schemas."""
    known_words = words({table.name: table.data for table in tables})
    found = [*broken, *(one for table in tables for one in check(table, known_words, partial=True))]
    if found or not tables:
        return sorted(found)
    return _read(tables, Overlay("", tuple((table.name, table.text) for table in tables)))


def _read(tables: Sequence[Table], over: Overlay | None) -> list[Finding]:
    """Faults that appear when tables are used: verbs that no parser finds, examples that say nothing."""
    loaded = lexicon.load(over)
    found: list[Finding] = []
    for table in tables:
        found += _unknown_verbs(table)
        if table.name == "frames.toml":
            for number, row in enumerate(table.data["frame"]):
                found += _frame(table, number, row, loaded)
    return sorted(found)


def _unknown_verbs(table: Table) -> Iterator[Finding]:
    for section, key in _VERBS.get(table.name, ()):
        for number, row in enumerate(table.data.get(section, ())):
            for place, verb in enumerate(row.get(key, ())):
                if forms := base_forms(verb.split(" ")[0]):
                    reason = f'"{verb}" is not a lemma: did you mean "{forms[0]}"?'
                    yield table.finding((section, number, key, place), reason)


def _frame(table: Table, number: int, row: dict[str, object], loaded: Lexicon) -> Iterator[Finding]:
    frame = read_frame(row)
    for key, text in (("example", frame.example), ("near_miss", frame.near_miss)):
        place = ("frame", number, key)
        if not text:
            yield table.finding(place[:2], f"has no {key}")
        elif key == "example" and not fires(frame, loaded):
            yield table.finding(place, f"{frame.relation} is not read in it by this frame")
        elif key == "near_miss" and _statements(frame, text, loaded):
            yield table.finding(place, f"{frame.relation} is read in it")


def fires(frame: Frame, loaded: Lexicon) -> bool:
    """Whether a frame reads its relation between the marked parts of its example."""
    text, marks = _marked(frame.example)
    return any(_is_of(frame, s) and _fills(s, marks) for s in _statements(frame, text, loaded))


def _statements(frame: Frame, text: str, loaded: Lexicon) -> list[Statement]:
    found = annotate(from_text(text, language="en"), lexicon=loaded).statements
    return [s for s in found if s.relation == frame.relation]


def _marked(text: str) -> tuple[str, dict[str, Span]]:
    """The sentence without its marks, and the spans of its subject and object."""
    plain, marks, at = "", {}, 0
    for match in _MARK.finditer(text):
        plain += text[at : match.start()]
        marks[match[1]] = Span(len(plain), len(plain) + len(match[2]))
        plain += match[2]
        at = match.end()
    return plain + text[at:], marks


def _is_of(frame: Frame, statement: Statement) -> bool:
    """Whether a statement was read from a word that triggers the frame."""
    word = statement.rule.removeprefix(f"frame.{frame.relation}.").partition("+")[0]
    verbs = {lemma for lemma, _ in frame.verbs}
    return bool({word, f"{word}e"} & verbs) or word in frame.nouns | frame.adjectives


def _fills(statement: Statement, marks: dict[str, Span]) -> bool:
    if "s" in marks and not statement.subject.span.overlaps(marks["s"]):
        return False
    if "o" not in marks:
        return True
    return statement.object is not None and statement.object.span.overlaps(marks["o"])
