"""What is in a file that holds several articles: its members, taken out one after the other within limits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Settings:
    """How tables are read: the column of each key of a sidecar file, and of `text`, where it has another name."""

    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Member:
    """One thing in a file: `name` tells it apart there, as a path or a number; `given` is what the file knows of it.

    `format` is the name of its format, where the file says so; else its bytes do.
    """

    name: str
    data: bytes
    given: Mapping[str, str] = field(default_factory=dict)
    format: str | None = None
