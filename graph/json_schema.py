"""A JSON value against a JSON Schema: what is wrong with it, where, in words for a person.

Of JSON Schema 2020-12 it knows what the schemas of this package say; another keyword raises `NotImplementedError`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from graph.errors import Fault

Schema = Mapping[str, Any]

_TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None)}
_NAMES = {"object": "an object", "array": "a list", "string": "a text", "boolean": "true or false", "null": "null"}
_NUMBERS = {"integer": "a whole number", "number": "a number"}
_NOTES = frozenset({"$schema", "$id", "$defs", "title", "description"})
_BOUNDS = frozenset(
    {"enum", "minLength", "maxLength", "pattern", "minimum", "maximum", "minItems", "dependentRequired"}
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_SHOWN = 40


def faults(value: Any, schema: Schema, *, bounds: bool = True) -> Iterator[Fault]:
    """All that is wrong with a value; the place of a fault is its path in it, such as "claims[3].evidence.start".

    Without `bounds` only its form is looked at: types, keys and dates, not how long or large something is, or which of
    several texts.
    """
    yield from _Checker(schema, bounds=bounds).check(value, schema, "")


class _Checker:
    def __init__(self, root: Schema, *, bounds: bool) -> None:
        self._definitions: Mapping[str, Schema] = root.get("$defs", {})
        self._bounds = bounds

    def check(self, value: Any, schema: Schema, place: str) -> Iterator[Fault]:
        """The faults of a value that has its place in the whole."""
        if "$ref" in schema:
            yield from self.check(value, self._definitions[schema["$ref"].removeprefix("#/$defs/")], place)
        if "anyOf" in schema:
            yield from self._closest(value, schema["anyOf"], place)
        if "type" in schema and not any(_is(value, it) for it in _listed(schema["type"])):
            yield Fault(place, f"must be {_either(schema['type'])}, not {_shown(value)}")
            return
        for keyword, wanted in schema.items():
            if keyword not in ("$ref", "anyOf", "type", *_NOTES) and (self._bounds or keyword not in _BOUNDS):
                yield from self._keyword(keyword, wanted, value, schema, place)
        if self._bounds and isinstance(value, str) and "type" in schema and _SURROGATE.search(value):
            yield Fault(place, "holds half of a surrogate pair")

    def _keyword(self, keyword: str, wanted: Any, value: Any, schema: Schema, place: str) -> Iterator[Fault]:
        if keyword in ("properties", "required", "additionalProperties", "dependentRequired"):
            if isinstance(value, dict):
                yield from self._members(keyword, wanted, value, schema, place)
        elif keyword == "items":
            for number, item in enumerate(value if isinstance(value, list) else ()):
                yield from self.check(item, wanted, f"{place}[{number}]")
        elif reason := _wrong(keyword, wanted, value):
            yield Fault(place, reason)

    def _members(self, keyword: str, wanted: Any, value: dict[str, Any], schema: Schema, place: str) -> Iterator[Fault]:
        known = schema.get("properties", {})
        if keyword == "properties":
            for name, item in value.items():
                if name in wanted:
                    yield from self.check(item, wanted[name], _inside(place, name))
        elif keyword == "required":
            yield from (Fault(_inside(place, name), "is missing") for name in wanted if name not in value)
        elif keyword == "dependentRequired":
            for name, others in wanted.items():
                missing = [it for it in others if it not in value] if name in value else []
                yield from (Fault(_inside(place, it), f"is missing, where there is {name}") for it in missing)
        else:
            yield from self._others(wanted, value, known, place)

    def _others(
        self, wanted: bool | Schema, value: dict[str, Any], known: Mapping[str, Schema], place: str
    ) -> Iterator[Fault]:
        """The faults of what is there under keys that the schema does not name: none may be, or of one form each."""
        for name in value:
            if name in known:
                continue
            if isinstance(wanted, Mapping):
                yield from self.check(value[name], wanted, _inside(place, name))
            elif not wanted:
                near = get_close_matches(name, known, 1)
                hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
                yield Fault(_inside(place, name[:_SHOWN]), f"is unknown; {hint}")

    def _closest(self, value: Any, choices: list[Schema], place: str) -> Iterator[Fault]:
        """What is wrong by that one of several schemas by which the least is; of equally good ones the first."""
        found = [list(self.check(value, it, place)) for it in choices]
        best = min(found, key=len)
        kinds = [self._kind(it) for it in choices]
        if best and not any(_is(value, it) for it in kinds):
            best = [Fault(place, f"must be {_either([*dict.fromkeys(kinds)])}, not {_shown(value)}")]
        elif best:
            fitting = [it for it, kind in zip(found, kinds, strict=True) if _is(value, kind)]
            best = min(fitting, key=len)
        yield from best

    def _kind(self, schema: Schema) -> str:
        if "$ref" in schema:
            return self._kind(self._definitions[schema["$ref"].removeprefix("#/$defs/")])
        kind: str = schema["type"]
        return kind


def _wrong(keyword: str, wanted: Any, value: Any) -> str | None:
    """What is wrong with a text, number or list by one keyword."""
    match keyword:
        case "enum":
            return None if value in wanted else f"{_shown(value)} is none of {', '.join(wanted)}"
        case "minLength" | "minItems" | "minProperties":
            return None if not _counts(keyword, value) or len(value) >= wanted else "is empty"
        case "maxLength":
            return None if not _counts(keyword, value) or len(value) <= wanted else f"has more than {wanted} characters"
        case "pattern":
            fits = not isinstance(value, str) or re.search(wanted, value)
            return None if fits else f"{_shown(value)} is not of the form {wanted}"
        case "minimum":
            return None if not _is(value, "number") or value >= wanted else f"{value} is less than {wanted}"
        case "maximum":
            return None if not _is(value, "number") or value <= wanted else f"{value} is more than {wanted}"
        case "format":
            return None if not isinstance(value, str) or _is_day(value) else f"{_shown(value)} is no day"
    raise NotImplementedError(keyword)


def _counts(keyword: str, value: Any) -> bool:
    return isinstance(value, {"minItems": list, "minProperties": dict}.get(keyword, str))


def _is(value: Any, kind: str) -> bool:
    """Whether a value is of a type of JSON; in Python a boolean is a number too."""
    if kind in _NUMBERS:
        whole = isinstance(value, int) and not isinstance(value, bool)
        return whole or (kind == "number" and isinstance(value, float) and math.isfinite(value))
    return isinstance(value, _TYPES[kind])


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _listed(kinds: str | list[str]) -> list[str]:
    return [kinds] if isinstance(kinds, str) else kinds


def _either(kinds: str | list[str]) -> str:
    return " or ".join((_NAMES | _NUMBERS)[it] for it in _listed(kinds))


def _shown(value: Any) -> str:
    """A value as an error shows it: short, and on one line."""
    if isinstance(value, dict | list):
        return _NAMES["object" if isinstance(value, dict) else "array"]
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    text = repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _inside(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name
