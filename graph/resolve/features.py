"""The evidence that two profiles are one entity: named features, each with its weight from the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from graph.resolve.agreement import country_names, organization_names, person_names, term_names
from graph.resolve.name_tables import Tables, Weights
from graph.resolve.profiles import Profile, family, is_a
from graph.resolve.surroundings import circumstances

Features = tuple[tuple[str, float], ...]
"""Pieces of evidence with their weights; without evidence from the names there is none at all."""


def total(features: Features) -> float:
    """The score that the features add up to."""
    return round(sum(weight for _, weight in features), 6)


@lru_cache(maxsize=4096)
def _fits(left: str, right: str, confused: tuple[frozenset[str], ...]) -> bool:
    if is_a(left, right) or is_a(right, left) or any({left, right} <= group for group in confused):
        return True
    return "Organization" in (left, right) and {family(left), family(right)} <= {"organization", "place"}


def compatible(left: str, right: str, known: Tables) -> bool:
    """Whether one entity can have both classes: they are related, articles confuse them, or one is Organization."""
    return _fits(left, right, known.confused)


def agreement(left: Profile, right: Profile, known: Tables) -> tuple[Weights, tuple[str, ...]]:
    """The weights for two profiles, and how their names agree; empty if the names or the classes do not fit."""
    kinds = {family(left.type), family(right.type)}
    if not compatible(left.type, right.type, known) or not (len(kinds) == 1 or kinds == {"organization", "place"}):
        return {}, ()
    if kinds == {"country"}:
        return known.country, country_names(left, right)
    if kinds == {"term"}:
        return known.term, term_names(left, right)
    if kinds == {"person"}:
        return known.person, person_names(left, right, known)
    weights = known.place if "place" in kinds else known.organization
    return weights, organization_names(left, right, known, weights)


def compare(left: Profile, right: Profile, known: Tables) -> Features:
    """All evidence for and against two profiles being one entity; empty if their names or classes do not fit."""
    weights, names = agreement(left, right, known)
    if not names or _told_apart(left, right):
        return ()
    about = chain(_listed(left, right), _around(left, right, known))
    if weights is known.person:
        own = chain(_country(left, right), _person(left, right, known), _home(left, right, names))
        return _weighed(weights, names, chain(own, about))
    if weights is known.organization or weights is known.place:
        return _weighed(
            weights, names, chain(_organization(left, right, known, names), about, _home(left, right, names))
        )
    return _weighed(weights, names, ())


def _told_apart(left: Profile, right: Profile) -> bool:
    """Whether a list of known names has a row for each, or one article has both a team and a city of that name."""
    if left.listed and right.listed and not left.listed & right.listed:
        return True
    several = family(left.type) != family(right.type)
    return several and bool(left.documents & right.documents and left.full & right.full)


def _weighed(weights: Weights, names: tuple[str, ...], circumstances: Iterable[str]) -> Features:
    """The evidence with its weights, or none if there is none from the names: circumstances alone prove nothing."""
    if not any(name in weights for name in names):
        return ()
    return tuple((name, weights[name]) for name in (*names, *circumstances) if name in weights)


def _home(left: Profile, right: Profile, names: tuple[str, ...]) -> Iterator[str]:
    """For a surname alone, or a name that bodies in any country may have: which country its articles are about."""
    one, other = left.around.home, right.around.home
    if {"common_name", "surname"} & {*names} and one and other and not left.documents & right.documents:
        if not one & other:
            yield "other_home"
        elif len(one) == len(other) == 1:
            yield "same_home"


def _country(left: Profile, right: Profile) -> Iterator[str]:
    if left.countries & right.countries:
        yield "same_country"
    elif left.countries and right.countries:
        yield "other_country"


def _organization(left: Profile, right: Profile, known: Tables, names: tuple[str, ...]) -> Iterator[str]:
    for name in _country(left, right):
        gang = known.gangs & {left.type, right.type} and "other_words" not in names
        yield "country_of_gang" if name == "other_country" and gang else name


def _person(left: Profile, right: Profile, known: Tables) -> Iterator[str]:
    if left.genders and right.genders and not left.genders & right.genders:
        yield "other_gender"
    states_differ = left.countries and right.countries and not left.countries & right.countries
    if left.offices and right.offices:
        if any(same_office(a, b, known.office_distinguishing) for a in left.offices for b in right.offices):
            # The president of one country is not the president of another country.
            yield from () if states_differ else (_seated(left, right, known),)
        else:
            yield "other_office"


def _seated(left: Profile, right: Profile, known: Tables) -> str:
    """Whether an office that both hold is also in the same place, as far as places are known."""
    words = known.office_distinguishing
    seats = [(a, b) for one, a in left.seats for other, b in right.seats if same_office(one, other, words)]
    return "other_seat" if seats and not any(a == b for a, b in seats) else "same_office"


def same_office(a: frozenset[str], b: frozenset[str], distinguishing: frozenset[str]) -> bool:
    """Whether two offices are the same, or one is a shorter form of the other: "minister", "minister of defense"."""
    return (a <= b or b <= a) and not (a ^ b) & distinguishing


def _listed(left: Profile, right: Profile) -> Iterator[str]:
    """Whether a list of known names has exactly the name in an article, apart from case and accents."""
    if bool(left.listed) != bool(right.listed) and (left.full & right.full or left.short & right.short):
        yield "listed"


def _around(left: Profile, right: Profile, known: Tables) -> Iterator[str]:
    if left.documents & right.documents:
        yield "same_document"
    else:
        yield from circumstances(left.around, right.around, left.plain | right.plain, known.limits)
