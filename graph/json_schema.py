"""Checks a value against a JSON Schema and reports faults with their place, in words for people.

It supports the keywords of JSON Schema 2020-12 used in this package; any other keyword raises `NotImplementedError`.
The tests compare it with a full validator. It takes a hundredth of the validator's time, for which every process that
reads articles would have to wait, and gives better messages: which key, and which similar word.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from operator import ge, gt, le
from typing import Any

from graph.errors import Fault

Schema = Mapping[str, Any]

Path = tuple[str | int, ...]
"""The path to a value from the top: keys, and the numbers of items, counted from 0."""

Wrong = tuple[Path, str]
"""One fault: its path and the reason."""

Words = Mapping[str, Collection[str]]
"""The closed sets that are not in the schemas themselves, each by the `format` that names it."""

_TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
_JSON = {
    "object": "an object",
    "array": "a list",
    "string": "a text",
    "boolean": "true or false",
    "null": "null",
    "integer": "a whole number",
    "number": "a number",
}
TOML = {**_JSON, "object": "a table", "string": "a text in quotation marks"}
"""The names of the types for values written in TOML."""

_APART = frozenset({"$ref", "anyOf", "type", "$schema", "$id", "$defs", "title", "description", "layering"})
"""The keywords that are handled before all others, and those that require nothing."""

_OF_TABLES = frozenset({"properties", "required", "additionalProperties", "dependentRequired", "propertyNames"})
_OF_LISTS = frozenset({"items", "uniqueItems"})
_LIMITS: Mapping[str, tuple[str, Callable[[Any, Any], bool], str]] = {
    "minLength": ("string", lambda text, least: len(text) >= least, "is empty"),
    "maxLength": ("string", lambda text, most: len(text) <= most, "has more than {wanted} characters"),
    "minItems": ("array", lambda items, least: len(items) >= least, "is empty"),
    "minProperties": ("object", lambda table, least: len(table) >= least, "is empty"),
    "minimum": ("number", ge, "{value} is less than {wanted}"),
    "exclusiveMinimum": ("number", gt, "{value} is not more than {wanted}"),
    "maximum": ("number", le, "{value} is more than {wanted}"),
}
"""The keywords that limit the values of a type: the test, and the message if the test fails."""

_BOUNDS = frozenset({"enum", "pattern", "dependentRequired", *_LIMITS}) - {"minProperties"}
"""The keywords that do not concern the form."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_SHOWN = 60


def faults(value: Any, schema: Schema, *, bounds: bool = True) -> Iterator[Fault]:
    """All faults in a JSON value; the place of a fault is its path in the value: "claims[3].evidence.start".

    Without `bounds` only its form is checked: types, keys and dates, not how long or large something is, or which of
    several strings it is.
    """
    for path, reason in Checker(schema.get("$defs", {}), bounds=bounds).wrong(value, schema):
        steps = (f"[{it}]" if isinstance(it, int) else f".{it[:_SHOWN]}" for it in path)
        yield Fault("".join(steps).removeprefix("."), reason)


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks values against schemas.

    `definitions` are the targets of `$ref`, `words` the closed sets by `format`, `called` the words for the types.
    Without `bounds` only the form counts; with `partial` only items of lists must have all their required keys.
    """

    definitions: Mapping[str, Schema] = field(default_factory=dict)
    words: Words = field(default_factory=dict)
    called: Mapping[str, str] = field(default_factory=lambda: _JSON)
    bounds: bool = True
    partial: bool = False

    def wrong(self, value: Any, schema: Schema, path: Path = ()) -> Iterator[Wrong]:
        """The faults in a value and everything below it; `path` leads to the value."""
        if "$ref" in schema:
            yield from self.wrong(value, self._definition(schema), path)
        if "anyOf" in schema:
            yield from self._closest(value, schema, path)
        if "type" in schema and not any(_is(value, it) for it in _listed(schema["type"])):
            yield path, f"must be {self._either(schema['type'])}, not {self._shown(value)}"
            return
        for keyword, wanted in schema.items():
            if keyword not in _APART and (self.bounds or keyword not in _BOUNDS):
                yield from self._keyword(keyword, wanted, value, schema, path)
        if self.bounds and isinstance(value, str) and "type" in schema and _SURROGATE.search(value):
            yield path, "contains half of a surrogate pair"

    def _keyword(self, keyword: str, wanted: Any, value: Any, schema: Schema, path: Path) -> Iterator[Wrong]:
        if keyword in _OF_TABLES:
            if isinstance(value, dict):
                yield from self._members(keyword, wanted, value, schema, path)
        elif keyword in _OF_LISTS:
            if isinstance(value, list):
                yield from self._items(keyword, wanted, value, path)
        elif keyword in _LIMITS:
            kind, fits, reason = _LIMITS[keyword]
            if _is(value, kind) and not fits(value, wanted):
                yield path, reason.format(value=value, wanted=wanted)
        elif not self._is_one(keyword, wanted, value):
            yield path, self._no_such(value, schema, keyword)

    def _items(self, keyword: str, wanted: Any, value: list[Any], path: Path) -> Iterator[Wrong]:
        seen: set[str] = set()
        for number, item in enumerate(value):
            if keyword == "items":
                yield from self.wrong(item, wanted, (*path, number))
            elif wanted and isinstance(item, str):
                if item in seen:
                    yield (*path, number), f"{self._shown(item)} occurs twice"
                seen.add(item)

    def _members(self, keyword: str, wanted: Any, value: dict[str, Any], schema: Schema, path: Path) -> Iterator[Wrong]:
        match keyword:
            case "properties":
                for name in value:
                    if name in wanted:
                        yield from self.wrong(value[name], wanted[name], (*path, name))
            case "propertyNames":
                for name in value:
                    yield from self.wrong(name, wanted, (*path, name))
            case "required":
                if not self.partial or any(isinstance(step, int) for step in path):
                    yield from (((*path, name), "is missing") for name in wanted if name not in value)
            case "dependentRequired":
                for name, others in wanted.items():
                    missing = [it for it in others if it not in value] if name in value else []
                    yield from (((*path, it), f"is missing, but needed with {name}") for it in missing)
            case _:
                yield from self._others(wanted, value, schema.get("properties", {}), path)

    def _others(
        self, wanted: bool | Schema, value: dict[str, Any], known: Mapping[str, Schema], path: Path
    ) -> Iterator[Wrong]:
        """The faults under keys that the schema does not name, which may be forbidden or have one form."""
        for name in value:
            if name in known:
                continue
            if isinstance(wanted, Mapping):
                yield from self.wrong(value[name], wanted, (*path, name))
            elif not wanted:
                hint = near(name, known) or f"; known are {', '.join(known)}"
                yield (*path, name), f"is unknown{hint}"

    def _closest(self, value: Any, schema: Schema, path: Path) -> Iterator[Wrong]:
        """The faults that one of several schemas finds: the one that finds the fewest, or the first of those."""
        choices = schema["anyOf"]
        found = [list(self.wrong(value, it, path)) for it in choices]
        if not all(found):
            return
        kinds = [self._kind(it) for it in choices]
        fitting = [it for it, kind in zip(found, kinds, strict=True) if _is(value, kind)]
        if not fitting:
            yield path, f"must be {self._either([*dict.fromkeys(kinds)])}, not {self._shown(value)}"
        elif "title" in schema:
            yield path, self._no_such(value, schema, "anyOf")
        else:
            yield from min(fitting, key=len)

    def _kind(self, schema: Schema) -> str:
        kind: str = self._kind(self._definition(schema)) if "$ref" in schema else schema.get("type", "string")
        return kind

    def _definition(self, schema: Schema) -> Schema:
        return self.definitions[schema["$ref"].removeprefix("#/$defs/")]

    def _is_one(self, keyword: str, wanted: Any, value: Any) -> bool:
        """Whether a value is in a set or has a form; also true for other types, to which this does not apply."""
        if keyword == "enum":
            return value in wanted
        if keyword == "pattern":
            return not isinstance(value, str) or re.search(wanted, value) is not None
        if keyword != "format" or wanted not in (*_FORMATS, *self.words):
            raise NotImplementedError(f"{keyword}: {wanted}")
        if wanted in _FORMATS:
            return not isinstance(value, str) or _FORMATS[wanted](value)
        return not isinstance(value, str) or value in self.words[wanted]

    def _no_such(self, value: Any, schema: Schema, keyword: str) -> str:
        if "title" in schema:
            return f"{self._shown(value)} is not a {schema['title']}{near(value, self._choices(schema))}"
        if keyword == "enum":
            return f"{self._shown(value)} is none of {', '.join(schema['enum'])}"
        form = f"not a {schema['format']}" if keyword == "format" else f"not of the form {schema['pattern']}"
        return f"{self._shown(value)} is {form}"

    def _choices(self, schema: Schema) -> set[str]:
        """The words that a schema allows."""
        below = (self._choices(one) for one in schema.get("anyOf", ()))
        return {*schema.get("enum", ()), *self.words.get(schema.get("format", ""), ())}.union(*below)

    def _either(self, kinds: str | list[str]) -> str:
        return " or ".join(self.called[it] for it in _listed(kinds))

    def _shown(self, value: Any) -> str:
        """A value as shown in an error: short and on one line."""
        if isinstance(value, dict | list):
            return self.called["object" if isinstance(value, dict) else "array"]
        text = json.dumps(value, ensure_ascii=False, default=str) if not isinstance(value, float) else str(value)
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def nearest(word: object, known: Iterable[str]) -> str | None:
    """The word that was probably meant; None if none is similar."""
    return next(iter(get_close_matches(str(word), sorted(known), 1)), None)


def near(word: object, known: Iterable[str]) -> str:
    """The same, as a question; empty if no word is similar."""
    found = nearest(word, known)
    return f': did you mean "{found}"?' if found else ""


def _is(value: Any, kind: str) -> bool:
    """Whether a value is of a JSON type; in Python a boolean is also a number."""
    if kind in ("integer", "number"):
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole or (kind == "number" and isinstance(value, float) and math.isfinite(value))
    return isinstance(value, _TYPES[kind])


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_regex(text: str) -> bool:
    try:
        re.compile(text, re.IGNORECASE | re.VERBOSE)
    except re.error:
        return False
    return True


_FORMATS: Mapping[str, Callable[[str], bool]] = {"date": _is_day, "pattern": _is_regex}
"""The formats that are not sets of words; a `pattern` is a regular expression as used in tables."""


def _listed(kinds: str | list[str]) -> list[str]:
    return [kinds] if isinstance(kinds, str) else kinds
