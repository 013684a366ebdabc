"""The words that the layout of a dialogue turns on, from `turns.toml`."""

from __future__ import annotations

from dataclasses import dataclass

from graph.extract.lexicon.sections import section, table

_FILE = "turns.toml"


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of labels before a colon; the table explains each list."""

    asks: frozenset[str]
    answers: frozenset[str]
    joint: frozenset[str]
    topic: frozenset[str]


def read() -> Labels:
    """The table, checked; `RuleError` where a list is missing or unknown."""
    return section(_FILE, table(_FILE), "label", Labels)
