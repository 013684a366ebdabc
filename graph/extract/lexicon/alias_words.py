"""Words that put another name behind a name: the table `[alias]` in `grammar.toml`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AliasWords:
    """Words around an alias; `grammar.toml` explains each list."""

    bare: tuple[str, ...]
    named: tuple[str, ...]
    adverb: tuple[str, ...]
    as_what: tuple[str, ...]
    having: tuple[str, ...]
    noun: tuple[str, ...]
    own: tuple[str, ...]
    article: frozenset[str]
    joint: tuple[str, ...]
    no_start: frozenset[str]
    resuming: frozenset[str]
    answer: frozenset[str]
