"""The reading rules of `data/rules/reading.toml`, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from graph.model import BlockKind
from graph.rulebook.tables import table

FILE = "reading.toml"
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class BlockRule:
    """One row of the table: a block of at most `longest` characters with `pattern` in it is of `kind`."""

    kind: BlockKind
    pattern: re.Pattern[str]
    header: bool
    longest: int
    links: bool


@dataclass(frozen=True, slots=True)
class ReadingRules:
    """All sections of the table; `section` gives the plain values, and patterns are compiled."""

    sections: dict[str, dict[str, Any]]
    blocks: tuple[BlockRule, ...]
    dates: tuple[re.Pattern[str], ...]
    date_words: re.Pattern[str]
    place: re.Pattern[str]
    byline_tail: re.Pattern[str]
    byline_end: re.Pattern[str]
    opening: re.Pattern[str]
    outlet: re.Pattern[str]
    credit: dict[str, re.Pattern[str]]

    def section(self, name: str) -> dict[str, Any]:
        """The values of one section, such as `limits`."""
        return self.sections[name]


@cache
def rules() -> ReadingRules:
    """The table, read once; raises `RuleError` with the line of anything meaningless."""
    sections = dict(table(FILE))
    rows = sections.pop("block")
    dates = sections["dates"]
    return ReadingRules(
        sections=sections,
        blocks=tuple(map(_block_rule, rows)),
        dates=tuple(map(_compile, dates["patterns"])),
        date_words=_compile(dates["words"]),
        place=_compile(dates["place"]),
        byline_tail=_compile(sections["byline"]["tail"]),
        byline_end=_compile(sections["byline"]["end"]),
        opening=_compile(dates["opening"]),
        outlet=_compile(sections["outlet"]["dateline"]),
        credit={name: _compile(it) for name, it in sections["credit"].items() if isinstance(it, str)},
    )


def _block_rule(row: dict[str, Any]) -> BlockRule:
    return BlockRule(
        kind=BlockKind(row["kind"]),
        pattern=_compile(row["pattern"]),
        header=row.get("zone") == "header",
        longest=row.get("longest", _LONGEST),
        links=row.get("links", False),
    )


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.VERBOSE)
