"""The limits and words of `data/rules/formats.toml`."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from graph.rulebook.tables import table

FILE = "formats.toml"


def limits() -> dict[str, Any]:
    """How much of a file is read, by kind of limit."""
    found: dict[str, Any] = table(FILE)["limits"]
    return found


def words(section: str) -> dict[str, Any]:
    """The words of a section."""
    found: dict[str, Any] = table(FILE)[section]
    return found


@cache
def page_pattern(name: str) -> re.Pattern[str]:
    """A pattern of the section on pages."""
    return re.compile(words("page")[name], re.IGNORECASE | re.VERBOSE)
