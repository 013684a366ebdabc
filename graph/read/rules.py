"""The reading rules of `data/rules/reading.toml`, compiled once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph.errors import RuleError
from graph.model import BlockKind
from graph.resources import read_text

FILE = "rules/reading.toml"
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class BlockRule:
    """One row of the table: a block of at most `longest` characters that holds `pattern` is of `kind`."""

    kind: BlockKind
    pattern: re.Pattern[str]
    header: bool
    longest: int
    links: bool


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """All sections of the table; `section` gives the plain values, patterns come compiled."""

    sections: dict[str, dict[str, Any]]
    blocks: tuple[BlockRule, ...]
    dates: tuple[re.Pattern[str], ...]
    date_words: re.Pattern[str]
    place: re.Pattern[str]
    byline_tail: re.Pattern[str]
    opening: re.Pattern[str]
    outlet: re.Pattern[str]

    def section(self, name: str) -> dict[str, Any]:
        """The values of one section, such as `limits`."""
        return self.sections[name]


@cache
def rules() -> ReadingRules:
    """The table, read once; raises `RuleError` naming the row for a pattern or kind that means nothing."""
    sections = tomllib.loads(read_text("rules", "reading.toml"))
    rows = sections.pop("block")
    return ReadingRules(
        sections=sections,
        blocks=tuple(_block_rule(row, f"block {number}") for number, row in enumerate(rows, 1)),
        dates=tuple(_compile(text, "dates.patterns") for text in sections["dates"]["patterns"]),
        date_words=_compile(sections["dates"]["words"], "dates.words"),
        place=_compile(sections["dates"]["place"], "dates.place"),
        byline_tail=_compile(sections["byline"]["tail"], "byline.tail"),
        opening=_compile(sections["dates"]["opening"], "dates.opening"),
        outlet=_compile(sections["outlet"]["dateline"], "outlet.dateline"),
    )


def _block_rule(row: dict[str, Any], place: str) -> BlockRule:
    unknown = sorted(row.keys() - {"kind", "pattern", "zone", "longest", "links"})
    if unknown:
        raise RuleError(FILE, place, f"unknown key {unknown[0]!r}")
    if row.get("zone", "any") not in ("any", "header"):
        raise RuleError(FILE, place, f"unknown zone {row['zone']!r}")
    try:
        kind = BlockKind(row["kind"])
    except ValueError as error:
        raise RuleError(FILE, place, str(error)) from error
    return BlockRule(
        kind=kind,
        pattern=_compile(row["pattern"], place),
        header=row.get("zone") == "header",
        longest=row.get("longest", _LONGEST),
        links=row.get("links", False),
    )


def _compile(pattern: str, place: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE | re.VERBOSE)
    except re.error as error:
        raise RuleError(FILE, place, f"pattern: {error}") from error
