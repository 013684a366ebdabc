"""What is wrong with a table by its schema: file, line, and the word that was probably meant.

The schemas are JSON Schema (2020-12) in the few keywords that tables need; the tests hold this reading of them against
a full validator. Ours takes a hundredth of the time, which every process that reads articles would wait for, and knows
what to say: which key, which word is near.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from graph.resources import read_text
from graph.rulebook.lines import Path

if TYPE_CHECKING:
    from graph.rulebook.tables import Table

_FOLDER = "schemas"
_TYPES: Mapping[str, tuple[type | tuple[type, ...], str]] = {
    "array": (list, "a list"),
    "object": (dict, "a table"),
    "string": (str, "a text in quotation marks"),
    "boolean": (bool, "true or false"),
    "integer": (int, "a whole number"),
    "number": ((int, float), "a number"),
}
_REGEX = "pattern"
"""The `format` of a regular expression, as the tables have them: verbose, in any case."""

_MOST_SHOWN = 60
"""Characters of a value that a message repeats."""

Words = Mapping[str, Collection[str]]
"""The closed sets that are not in the schemas themselves, by the `format` that names each."""

Schema = Mapping[str, Any]
_Wrong = tuple[Path, str]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong with a table of rules."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.reason}"


@cache
def schema(name: str) -> Schema:
    """The JSON Schema of a table, such as `frames.toml`, with its parts where they are used."""
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
    """What a table says against its schema, in the order of its lines.

    `partial` is a table that is laid over one of ours: no section of it is required, though every key of a row is.
    """
    wrong = _Reader(words, partial=partial).wrong(table.data, schema(table.name), ())
    return sorted({table.finding(path, reason) for path, reason in (*wrong, *_repeated(table))})


class _Reader:
    """Holds the values of one table against the parts of its schema."""

    def __init__(self, words: Words, *, partial: bool) -> None:
        self.words = words
        self.partial = partial

    def wrong(self, value: Any, part: Schema, path: Path) -> Iterator[_Wrong]:
        """What is wrong with a value and all below it, by the way to each."""
        kind, name = _TYPES.get(part.get("type", ""), (object, ""))
        # In Python true and false are numbers.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool and kind is not object):
            yield path, f"must be {name}, not {_shown(value)}"
        elif isinstance(value, dict):
            yield from self._table(value, part, path)
        elif isinstance(value, list):
            yield from self._list(value, part, path)
        elif not self._fits(value, part):
            yield path, self._unfit(value, part)

    def _table(self, value: Mapping[str, Any], part: Schema, path: Path) -> Iterator[_Wrong]:
        known, others = part.get("properties", {}), part.get("additionalProperties", {})
        in_row = any(isinstance(step, int) for step in path)
        for key in part.get("required", ()):
            if key not in value and (in_row or not self.partial):
                yield path, f"the key {_shown(key)} is missing"
        for key, below in value.items():
            inside = (*path, key)
            if key in known:
                yield from self.wrong(below, known[key], inside)
            elif others is False:
                yield inside, f"unknown key{_near(key, known)}"
            else:
                yield from self.wrong(key, part.get("propertyNames", {}), inside)
                yield from self.wrong(below, others, inside)

    def _list(self, value: list[Any], part: Schema, path: Path) -> Iterator[_Wrong]:
        if len(value) < part.get("minItems", 0):
            yield path, "is empty"
        seen: set[str] = set()
        for number, item in enumerate(value):
            if part.get("uniqueItems") and isinstance(item, str):
                if item in seen:
                    yield (*path, number), f"{_shown(item)} is there twice"
                seen.add(item)
            yield from self.wrong(item, part.get("items", {}), (*path, number))

    def _fits(self, value: Any, part: Schema) -> bool:
        """Whether a single value is one that a part allows, whatever its type."""
        if "anyOf" in part and not any(self._fits(value, one) for one in part["anyOf"]):
            return False
        if "enum" in part and value not in part["enum"]:
            return False
        if isinstance(value, str):
            named = part.get("format", "")
            return (
                len(value) >= part.get("minLength", 0)
                and re.search(part.get("pattern", ""), value) is not None
                and (_is_regex(value) if named == _REGEX else value in self.words.get(named, (value,)))
            )
        return not isinstance(value, int | float) or _is_within(value, part)

    def _unfit(self, value: Any, part: Schema) -> str:
        if value == "":
            return "is empty"
        if "title" not in part:
            return f"{_shown(value)} is too small or too large"
        return f"{_shown(value)} is no {part['title']}{_near(value, self._choices(part))}"

    def _choices(self, part: Schema) -> set[str]:
        """The words that a part allows."""
        below = (self._choices(one) for one in part.get("anyOf", ()))
        return {*part.get("enum", ()), *self.words.get(part.get("format", ""), ())}.union(*below)


def _is_within(value: float, part: Schema) -> bool:
    """Whether a number is not below what a part allows, and not above it."""
    above = value >= part.get("minimum", value) and value > part.get("exclusiveMinimum", value - 1)
    return bool(above and value <= part.get("maximum", value))


def _is_regex(text: str) -> bool:
    try:
        re.compile(text, re.IGNORECASE | re.VERBOSE)
    except re.error:
        return False
    return True


def _near(word: object, known: Collection[str]) -> str:
    """The word that was probably meant, as a question; empty where none is near."""
    found = get_close_matches(str(word), sorted(known), n=1)
    return f": did you mean {_shown(found[0])}?" if found else ""


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


def _repeated(table: Table) -> Iterator[_Wrong]:
    """Rows whose id another one before them has."""
    for section, rows in table.data.items():
        seen: set[str] = set()
        for number, row in enumerate(rows if isinstance(rows, list) else ()):
            id = row.get("id") if isinstance(row, dict) else None
            if isinstance(id, str) and id in seen:
                yield (section, number, "id"), f"the id {_shown(id)} is there twice"
            seen.update([id] if isinstance(id, str) else [])
