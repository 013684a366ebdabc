"""What an office says about its holder: its words, its place and its country."""

from __future__ import annotations

from collections.abc import Collection

from graph.model import Entity
from graph.resolve.name_tables import Tables
from graph.resolve.names import Words, fold, stem

Seat = tuple[frozenset[str], Words]
"""An office, with its town or region."""

COUNTRY_WORDS = 5
"""The largest number of words in the name of a country."""


def seated_office(words: Words, places: Collection[Words], known: Tables) -> tuple[frozenset[str], Words]:
    """The words of an office, and its place if that is one of `places`: "mayor of Cali" is a mayor, in Cali."""
    for size in range(min(COUNTRY_WORDS, len(words) - 2), 0, -1):
        if words[-size:] in places and words[-size - 1] in known.small:
            return office_words(words[: -size - 1], known), words[-size:]
        if words[:size] in places:
            return office_words(words[size:], known), words[:size]
    return office_words(words, known), ()


def office_words(words: Words, known: Tables) -> frozenset[str]:
    """The words that make up an office, in any order, without the country: "president of Colombia" is a president."""
    rest = words
    for size in range(min(COUNTRY_WORDS, len(words) - 1), 0, -1):
        for start in range(len(words) - size + 1):
            if words[start : start + size] in known.countries:
                rest = words[:start] + words[start + size :]
                break
        if rest != words:
            break
    return frozenset(stem(known.lexicon.get(word, word)) for word in rest if word not in known.office_ignored)


def office_country(words: Words, known: Tables) -> str | None:
    """The country of an office, if the office begins with a country or ends with "of" and a country."""
    for size in range(min(COUNTRY_WORDS, len(words) - 1), 0, -1):
        country = known.countries.get(words[:size])
        if country is None and words[-size - 1] in known.small:
            country = known.countries.get(words[-size:])
        if country:
            return country
    return None


def countries_of(entity: Entity, known: Tables) -> tuple[str, ...]:
    """The ids of an entity's countries, sorted: those that its article gives, or else those that its offices give."""
    if entity.country:
        return (entity.country,)
    implied = {country for office in entity.offices if (country := office_country(fold(office), known))}
    return tuple(sorted(implied))
