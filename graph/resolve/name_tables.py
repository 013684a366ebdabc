"""The tables that resolution uses: weights and limits, words in names and their translations, and countries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from graph.errors import RuleError
from graph.resolve.names import Words, fold, stem
from graph.rulebook.tables import table

RESOLUTION = "resolution.toml"
NAME_WORDS = "name_words.toml"
COUNTRIES = "countries.toml"
GIVEN_NAMES = "given_names.toml"
LANGUAGES = ("english", "spanish", "portuguese", "french")

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Limits:
    """Thresholds, explained at the head of `resolution.toml`."""

    merge: float
    rivals: float
    margin: float
    block: int
    window: int
    hubs: int
    candidates: int
    context_shared: int
    context_known: int
    rare: int
    topic_shared: int
    story_days: int
    long_apart: int
    prominent: int
    famous: int
    similarity: float
    days_apart: int


@dataclass(frozen=True, slots=True)
class Tables:
    """All the data that resolution uses; words are folded as by `names.fold`."""

    limits: Limits
    person: Weights
    organization: Weights
    place: Weights
    term: Weights
    country: Weights
    event: Weights
    confused: tuple[frozenset[str], ...]
    gangs: frozenset[str]
    titles: frozenset[str]
    suffixes: frozenset[str]
    given: frozenset[str]
    """First names."""
    particles: frozenset[str]
    kinds: frozenset[str]
    campaigns: frozenset[str]
    tails: frozenset[str]
    office_ignored: frozenset[str]
    office_distinguishing: frozenset[str]
    government_heads: frozenset[str]
    government_personal: frozenset[str]
    government_local: frozenset[str]
    small: frozenset[str]
    everywhere: frozenset[str]
    mastheads: frozenset[str]
    single: frozenset[str]
    lexicon: Mapping[str, str]
    vocabulary: frozenset[str]
    """All words whose meaning is known."""
    countries: Mapping[Words, str]
    """The id of each country, by each of its names and demonyms."""
    country_codes: Mapping[str, str]
    """The id of each country, by its ISO 3166-1 code."""
    country_items: Mapping[str, str]
    """The id of each country's Wikidata item, by the country's id."""
    country_places: Mapping[str, int]
    """The GeoNames number of each country, by the country's id."""


def _word(name: str, place: str, text: str) -> str:
    words = fold(text)
    if len(words) != 1:
        raise RuleError(name, place, f"{text!r} is not one word")
    return words[0]


def _lexicon(table: Mapping[str, Any]) -> Mapping[str, str]:
    """The English for each folded word; a word with two meanings is refused: it would make names agree by accident."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for english, originals in table[language].items():
            for original in originals:
                word = _word(NAME_WORDS, f"{language}.{english}", original)
                if found.setdefault(word, english) != english:
                    raise RuleError(NAME_WORDS, f"{language}.{english}", f"{original!r} is also {found[word]!r}")
    for word, english in found.items():
        if found.get(english, english) != english or (word in found.values() and stem(word) != stem(english)):
            raise RuleError(NAME_WORDS, english, f"{word!r} is English for something else")
    return MappingProxyType(found)


def _countries(rows: list[dict[str, Any]]) -> Mapping[Words, str]:
    found: dict[Words, str] = {}
    for row in rows:
        for name in (row["label"], *row["aliases"], *row["demonyms"], row["id"].replace("-", " ")):
            if words := fold(name):
                found.setdefault(words, row["id"])
    return MappingProxyType(found)


@cache
def tables() -> Tables:
    """The packaged tables, read once; raises `RuleError` for a table that makes no sense."""
    rules, words = table(RESOLUTION), table(NAME_WORDS)
    names, offices, governments = rules["names"], rules["offices"], rules["governments"]
    lexicon, everywhere = _lexicon(words), frozenset(stem(word) for word in words["everywhere"])
    states = table(COUNTRIES)["country"]
    families = ("person", "organization", "place", "term", "country", "event")
    weights: dict[str, Weights] = {name: MappingProxyType(dict(rules[name])) for name in families}
    return Tables(
        limits=Limits(**rules["limits"]),
        confused=tuple(map(frozenset, rules["classes"]["confused"])),
        gangs=frozenset(rules["classes"]["gangs"]),
        titles=frozenset(names["titles"]),
        suffixes=frozenset(names["suffixes"]),
        given=frozenset(word for row in table(GIVEN_NAMES).values() for name in row.split() for word in fold(name)),
        particles=frozenset(names["particles"]),
        kinds=frozenset(names["kinds"]),
        tails=frozenset(names["tails"]),
        campaigns=frozenset(names["campaigns"]),
        office_ignored=frozenset(offices["ignored"]),
        office_distinguishing=frozenset(offices["distinguishing"]),
        government_heads=frozenset(governments["heads"]),
        government_personal=frozenset(governments["personal"]),
        government_local=frozenset(governments["local"]),
        small=frozenset(_word(NAME_WORDS, "small", word) for word in words["small"]),
        everywhere=everywhere,
        mastheads=everywhere.union(stem(word) for word in words["mastheads"]),
        single=frozenset(stem(word) for word in words["single"]),
        lexicon=lexicon,
        vocabulary=everywhere.union(lexicon, lexicon.values()),
        countries=_countries(states),
        country_codes=MappingProxyType({row["code"]: row["id"] for row in states}),
        country_items=MappingProxyType({it["id"]: it["wikidata"] for it in states if "wikidata" in it}),
        country_places=MappingProxyType({it["id"]: it["geonames"] for it in states if "geonames" in it}),
        **weights,
    )
