"""Words by which a sentence says what somebody is of a body, from `offices.toml`, which explains each list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.extract.lexicon.sections import section


@dataclass(frozen=True, slots=True)
class TieWords:
    """The small words and nouns around a tie."""

    at_head: frozenset[str]
    subordinate: frozenset[str]
    studied: frozenset[str]
    inside: frozenset[str]
    of: tuple[str, ...]
    at: tuple[str, ...]
    as_: frozenset[str]
    being: frozenset[str]
    then: frozenset[str]
    personal: frozenset[str]
    partisan: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ties:
    """The whole table: relations by noun, the names of parties by what their people are called, and by marks."""

    words: TieWords
    nouns: Mapping[str, str]
    parties: Mapping[str, str]
    marks: Mapping[str, str]


def read(rows: Mapping[str, Any]) -> Ties:
    """The table as records; `rows` are those of `offices.toml`: its offices and nouns of belonging are ties as well."""
    own = rows["tie"]
    nouns = dict.fromkeys(own["partisan"], "memberOf") | dict.fromkeys(rows["office"], "officialOf")
    for section_ in (own["noun"], rows["belonging"]):
        nouns |= {noun: relation for relation, listed in section_.items() for noun in listed}
    parties = {word: party for party, words in own["party"].items() for word in words}
    return Ties(section(own, TieWords), nouns, parties, own["mark"])
