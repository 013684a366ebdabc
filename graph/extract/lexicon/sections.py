"""Sections of the tables of rules as records whose fields are their lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

_Words = TypeVar("_Words")


def section(words: Mapping[str, Any], kind: type[_Words]) -> _Words:
    """A section as a record: each of its lists is a field, in order where that is a tuple.

    The name of a field that would be a word of Python has a "_" behind it.
    """
    return kind(**{f.name: _listed(words[f.name.rstrip("_")], str(f.type)) for f in fields(kind)})  # type: ignore[arg-type]


def _listed(words: list[str], kind: str) -> tuple[str, ...] | frozenset[str]:
    return tuple(words) if kind.startswith("tuple") else frozenset(words)
