"""TOML files of the rules, and their sections as records whose fields are its lists."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

from graph.errors import RuleError
from graph.resources import read_text

_Words = TypeVar("_Words")


def table(file: str) -> dict[str, Any]:
    """One file of the rules as TOML has it; `RuleError` where it is none."""
    try:
        return tomllib.loads(read_text("rules", file))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(file, "syntax", str(error)) from error


def section(file: str, rows: Mapping[str, Any], name: str, kind: type[_Words]) -> _Words:
    """A section as a record: each of its lists is a field, and none is missing; a word of Python bears a "_" behind."""
    words: Mapping[str, list[str]] = rows.get(name, {})
    known = {f.name.rstrip("_"): f for f in fields(kind)}  # type: ignore[arg-type]
    for wrong, reason in ((set(words) - set(known), "unknown key"), (set(known) - set(words), "missing key")):
        if wrong:
            raise RuleError(file, f"[{name}]", f"{reason} {min(wrong)!r}")
    return kind(
        **{
            known[key].name: tuple(listed) if str(known[key].type).startswith("tuple") else frozenset(listed)
            for key, listed in words.items()
        }
    )
