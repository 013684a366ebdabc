"""The words that mark the layout of a dialogue, from `turns.toml`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of labels before a colon; the table explains each list."""

    asks: frozenset[str]
    answers: frozenset[str]
    unknown: frozenset[str]
    alleged: frozenset[str]
    joint: frozenset[str]
    topic: frozenset[str]
