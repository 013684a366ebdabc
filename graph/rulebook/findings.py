"""The faults that a schema finds in a table: file, line, and the word that was probably meant."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from graph.json_schema import TOML, Checker, Schema, Words, Wrong
from graph.resources import read_text

if TYPE_CHECKING:
    from graph.rulebook.tables import Table

_FOLDER = "schemas"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One fault in a table of rules."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.reason}"


@cache
def schema(name: str) -> Schema:
    """The JSON Schema for a table, such as `frames.toml`, with the shared parts filled in."""
    read: dict[str, Any] = json.loads(read_text(_FOLDER, f"{name.removesuffix('.toml')}.json"))
    parts = read.pop("$defs", {})
    filled: Schema = _filled(read, parts)
    return filled


def _filled(part: Any, parts: Schema) -> Any:
    if isinstance(part, list):
        return [_filled(one, parts) for one in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        return _filled(parts[part["$ref"].removeprefix("#/$defs/")], parts)
    return {key: _filled(value, parts) for key, value in part.items()}


def check(table: Table, words: Words, *, partial: bool = False) -> list[Finding]:
    """The faults that the schema finds in a table, in the order of its lines.

    `partial` is for a table laid over one of ours: no section is required, but every required key of a row is.
    """
    wrong = Checker(words=words, called=TOML, partial=partial).wrong(table.data, schema(table.name))
    return sorted({table.finding(path, reason) for path, reason in (*wrong, *_repeated(table))})


def _repeated(table: Table) -> Iterator[Wrong]:
    """Rows with the same id as an earlier one."""
    for section, rows in table.data.items():
        seen: set[str] = set()
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            id = row.get("id") if isinstance(row, dict) else None
            if isinstance(id, str) and id in seen:
                yield (section, number, "id"), f'the id "{id}" occurs twice'
            seen.update([id] if isinstance(id, str) else [])
