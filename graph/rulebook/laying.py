"""Lays a project's table over ours.

Rows with an id are added, or replace ours with the same id; lists of words are joined; a key with a single value gets
the new value. If a word can have only one place in a table (`"layering": "one place"` in its schema), a project's word
is removed from its place in ours.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graph.rulebook.findings import schema

if TYPE_CHECKING:
    from graph.rulebook.tables import Table

_Rows = Mapping[str, Any]


def laid_over(table: Table, ours: _Rows) -> _Rows:
    """The rows of both tables."""
    return _tables(ours, table.data, schema(table.name))


def _tables(ours: _Rows, theirs: _Rows, part: Mapping[str, Any]) -> dict[str, Any]:
    kept = dict(ours)
    if part.get("layering") == "one place":
        moved = {word for words in theirs.values() for word in _words(words)}
        kept = {key: _without(words, moved) for key, words in ours.items()}
    for key, value in theirs.items():
        below = part.get("properties", {}).get(key) or part.get("additionalProperties", {})
        kept[key] = _joined(kept[key], value, below) if key in kept else value
    return kept


def _joined(ours: Any, theirs: Any, part: Mapping[str, Any]) -> Any:
    if isinstance(theirs, dict):
        return _tables(ours, theirs, part)
    if part.get("layering") == "words":
        return f"{ours} {theirs}"
    if not isinstance(theirs, list):
        return theirs
    if part.get("layering") == "cues":
        return _cues(ours, theirs)
    if part.get("layering") == "rows":
        return _rows(ours, theirs)
    return [*ours, *(word for word in theirs if word not in ours)]


def _rows(ours: list[_Rows], theirs: list[_Rows]) -> list[_Rows]:
    new = {row["id"]: row for row in theirs}
    kept = [new.pop(row["id"], row) for row in ours]
    return [*kept, *new.values()]


def _cues(ours: list[_Rows], theirs: list[_Rows]) -> list[_Rows]:
    """Rows without an id, each for some cues: a cue that a project lists is removed from our rows."""
    moved = {cue for row in theirs for cue in row["cue"]}
    return [*theirs, *({**row, "cue": _without(row["cue"], moved)} for row in ours)]


def _words(words: Any) -> list[str]:
    return words.split() if isinstance(words, str) else list(words)


def _without(words: Any, gone: set[str]) -> Any:
    """A list of words, or a string of words, without some of them."""
    left = [word for word in _words(words) if word not in gone]
    return " ".join(left) if isinstance(words, str) else left
