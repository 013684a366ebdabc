"""The topics of accusations and replies, by the words of their content."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from graph.rulebook.tables import table

TABLE = "replies.toml"
_OWNER = re.compile(r"[\w-]+(?:['’]s|s['’])\s", re.IGNORECASE)
_MAKER = re.compile(r"\s(?:by|from)\s.*?(?=\sthat\s|$)", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ENDINGS = (
    "ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "eries", "ery", "ened", "ening",
    "ies", "ied", "ers", "ors", "es", "ed", "en", "er", "or", "ly", "al", "s", "e", "y",
)  # fmt: skip
_SHORTEST = 3
_ENOUGH = 3
"""Of the words of the shorter of two contents, one in this many must be in the other."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What is said to have been done, as word stems; empty if the text has only "it" or "the accusation".

    `several`: everything that was said is meant; `vague`: anything may be meant, not only a charge.
    """

    stems: frozenset[str] = frozenset()
    several: bool = False
    vague: bool = False

    def likeness(self, other: Topic) -> float:
        """How much of the shorter topic of two is in the other, from 0 to 1; 0 if too little to mean anything."""
        shared, shortest = len(self.stems & other.stems), min(len(self.stems), len(other.stems))
        return shared / shortest if shared and shared * _ENOUGH >= shortest else 0.0


@dataclass(frozen=True, slots=True)
class _Words:
    empty: frozenset[str]
    charge: frozenset[str]
    vague: frozenset[str]
    every: frozenset[str]
    family: Mapping[str, str]


def topic(text: str, names: Iterable[str]) -> Topic:
    """The topic of a text, without the names of those concerned."""
    known = _words()
    found = words(_unowned(text))
    named = {word for name in names for word in words(name)}
    plain = [word for word in found if word not in named and word not in known.empty and not word.isdigit()]
    general = [word for word in plain if word in known.charge or word in known.vague]
    stems = frozenset(_deed(word) for word in plain if word not in known.charge and word not in known.vague)
    plural = any(word.endswith("s") for word in general)
    several = plural or any(word in known.every for word in found)
    return Topic(stems, several, not any(word in known.charge for word in general))


def _unowned(text: str) -> str:
    """A text without the owner of the accusation: "the teacher's accusation", "the claims made by the rebels"."""
    known, owned = _words(), _OWNER.sub(" ", text)
    maker = _MAKER.search(owned)
    before = words(owned[: maker.start()])[:4] if maker else []
    spoken = any(word in known.charge or word in known.vague for word in before)
    return owned[: maker.start()] + owned[maker.end() :] if maker and spoken else owned


def words(text: str) -> list[str]:
    """The words of a text in lower case, without genitive endings."""
    return _WORD.findall(text.casefold().replace("’s ", " ").replace("'s ", " "))


def stem(word: str) -> str:
    """A word without its ending: "bribery", "bribing" and "bribes" have the same stem."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            word = word[: -len(ending)]
            break
    doubled = len(word) > _SHORTEST and word[-1] == word[-2]
    return word[:-1] if doubled else word


@cache
def alike(said: str) -> str:
    """The words, each replaced by one form for all that mean the same: "marked" and "marking", "kill" and "murder"."""
    return " ".join(_deed(word) for word in said.split())


def _deed(word: str) -> str:
    stemmed = stem(word)
    return _words().family.get(stemmed, stemmed)


@cache
def _words() -> _Words:
    data = table(TABLE)

    def listed(name: str) -> frozenset[str]:
        return frozenset(data["word"][name])

    family: dict[str, str] = {}
    for members in data["deed"]["family"]:
        for member in members:
            family.setdefault(stem(member), stem(_first(members)))
    return _Words(listed("empty"), listed("charge"), listed("vague"), listed("every"), MappingProxyType(family))


def _first(members: Collection[str]) -> str:
    return next(iter(members))
