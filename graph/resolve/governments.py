"""Which bodies are the national government of a country; each country has only one."""

from __future__ import annotations

from collections.abc import Mapping

from graph.resolve.name_tables import Tables
from graph.resolve.names import Words
from graph.resolve.profiles import Profile, without_country


def national_government(
    own: Profile, places: frozenset[str], people: Mapping[str, frozenset[str]], known: Tables
) -> str | None:
    """The country whose government this is; None if it is some other body.

    `places` are words in the names of towns and regions ("the Bogotá government" is not a national one), and `people`
    are words in the names of persons, each with their countries: "the Trump administration" is a government, "the Drug
    Enforcement Administration" is not.
    """
    if own.type != "Government" or len(own.countries) > 1:
        return None
    verdicts = [_is_national(name, places, people, known) for name in own.full]
    if True not in verdicts or False in verdicts:
        return None
    named = {country for name in own.full for word in name for country in people.get(word, ())}
    countries = own.countries or named
    return next(iter(countries)) if len(countries) == 1 else None


def _is_national(
    name: Words, places: frozenset[str], people: Mapping[str, frozenset[str]], known: Tables
) -> bool | None:
    """True if the name is that of a national government, False if it is that of another one, None if neither."""
    rest = set(without_country(name, known)[0]) - known.small
    if rest & known.government_local or rest & places:
        return False
    if rest & known.government_heads:
        return True
    personal = rest & known.government_personal
    return True if personal and rest - personal <= people.keys() | known.titles else None
