"""Sections of rule tables as records whose fields are the lists of the section."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

_Words = TypeVar("_Words")


def section(words: Mapping[str, Any], kind: type[_Words]) -> _Words:
    """A section as a record: each of its lists is a field, in its order if the field is a tuple.

    A field whose name would be a Python keyword ends with "_".
    """
    return kind(**{f.name: _listed(words[f.name.rstrip("_")], str(f.type)) for f in fields(kind)})  # type: ignore[arg-type]


def _listed(words: list[str], kind: str) -> tuple[str, ...] | frozenset[str]:
    return tuple(words) if kind.startswith("tuple") else frozenset(words)
