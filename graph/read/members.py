"""The members of a file that contains several articles, extracted one after another within limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Settings:
    """How tables are read: the columns for `text` and for the keys of a sidecar file, if they have other names."""

    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a file: `name` is unique there, a path or a number; `given` is what the file says about it.

    `format` is the name of its format, if the file says so; else its bytes show it.
    """

    name: str
    data: bytes
    given: Mapping[str, str] = field(default_factory=dict)
    format: str | None = None
