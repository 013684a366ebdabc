"""The evidence that two profiles are one entity: named features, each with its weight from the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from graph.resolve.name_tables import Tables, Weights, tables
from graph.resolve.names import Words, is_misspelling, is_syllabic, translate
from graph.resolve.profiles import Profile, family, is_a, is_common
from graph.resolve.surroundings import circumstances

Features = tuple[tuple[str, float], ...]
"""Pieces of evidence with their weights; without evidence in the name there is none at all."""


def total(features: Features) -> float:
    """The score that the features add up to."""
    return round(sum(weight for _, weight in features), 6)


@lru_cache(maxsize=4096)
def _fits(left: str, right: str, confused: tuple[frozenset[str], ...]) -> bool:
    if is_a(left, right) or is_a(right, left) or any({left, right} <= group for group in confused):
        return True
    return "Organization" in (left, right) and {family(left), family(right)} <= {"organization", "place"}


def compatible(left: str, right: str, known: Tables) -> bool:
    """Whether two classes can be of one entity: related, confused by articles, or one a mere Organization."""
    return _fits(left, right, known.confused)


def agreement(left: Profile, right: Profile, known: Tables) -> tuple[Weights, tuple[str, ...]]:
    """How the names of two profiles agree, and the weights for it; no names where they, or the classes, do not meet."""
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
    """All evidence for and against two profiles being one entity; empty where their names or classes do not meet."""
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
    """Whether a list of known names has two rows for them, or one article a team and a city of that name."""
    if left.listed and right.listed and not left.listed & right.listed:
        return True
    several = family(left.type) != family(right.type)
    return several and bool(left.documents & right.documents and left.full & right.full)


def _weighed(weights: Weights, names: tuple[str, ...], circumstances: Iterable[str]) -> Features:
    """The evidence with its weights, and none where the names give none: circumstances alone prove nothing."""
    if not any(name in weights for name in names):
        return ()
    return tuple((name, weights[name]) for name in (*names, *circumstances) if name in weights)


def _best(names: Iterable[str], weights: Weights) -> tuple[str, ...]:
    """The strongest of several readings of two names."""
    found = sorted((name for name in set(names) if name in weights), key=lambda name: (-weights[name], name))
    return tuple(found[:1])


def person_names(left: Profile, right: Profile, known: Tables) -> tuple[str, ...]:
    """How the names of two persons agree; empty where they do not."""
    if left.weak and right.weak:
        return ("same_surname",) if left.short & right.short else ()
    if left.weak or right.weak:
        weak, strong = (left, right) if left.weak else (right, left)
        shared = weak.short & surnames(strong)
        # A bare first name alone is nobody's, whatever articles say for short.
        own = shared - known.given | shared & {name[-1] for name in strong.full}
        return ("surname", *(["prominent"] if is_prominent(strong, known) else [])) if own else ()
    found = _all_full_names(left.full, right.full)
    return (*found, "other_suffix") if found and left.suffixes != right.suffixes else found


def is_prominent(person: Profile, known: Tables) -> bool:
    """Whether so many articles name somebody that others use the bare surname."""
    return len(person.documents) >= known.limits.prominent


@lru_cache(maxsize=1 << 16)
def _all_full_names(left: frozenset[Words], right: frozenset[Words]) -> tuple[str, ...]:
    """How the full names of two persons agree at best."""
    known = tables()
    # "Beltran Leyva" fits two brothers, who are told apart by the fuller names.
    pairs = ((a, b) for a in _fullest(left) for b in _fullest(right))
    return _best((name for a, b in pairs if (name := full_names(a, b, known))), known.person)


def surnames(person: Profile) -> frozenset[str]:
    """The words that alone may mean a person: those of a full name that are no first names, and what articles say."""
    given = tables().given
    words = (word for name in person.full for word in name[1:] if word not in given or word == name[-1])
    return frozenset(word for word in words if len(word) > 1) | person.short


def full_names(a: Words, b: Words, known: Tables) -> str | None:
    """How two full names agree, by the names of the person table; None where they are names of two people."""
    short, long = sorted((a, b), key=len)
    if a == b:
        return "same_name"
    if a[0] == b[0] and a[-1] == b[-1] and _within(short[1:-1], long[1:-1]):
        return "middle_name"
    if a[0] == b[0] and len(short) < len(long) and short[-1] in long[1:] and _within(short[1:], long[1:]):
        # Who bears one more given name and one more surname is hardly a son: he would share the others.
        return "whole_name" if len(long) - len(short) > 1 and short[-1] == long[-2] else "longer_name"
    if a[-1] == b[-1] and a[0][0] == b[0][0] and 1 in (len(a[0]), len(b[0])) and _within(short[1:-1], long[1:-1]):
        return "initial"
    return "similar_name" if is_misspelling(a, b, known.limits.similarity) else None


def _fullest(names: Iterable[Words]) -> list[Words]:
    """The names that are whole, whatever is put before them, and those that are no part of another of the same person.

    "Hillary Clinton" is whole where an article has "Crooked Hillary Clinton" as well; "Beltran Leyva" is not.
    """
    given = tables().given
    several = sorted(names)
    whole = [a for a in several if a[0] in given and a[-1] not in given]
    return [a for a in several if a in whole or not any(len(a) < len(b) and _within(a, b) for b in several)]


def _within(short: Words, long: Words) -> bool:
    """Whether the words, or initials, of one name stand in the other in the same order."""
    rest = iter(long)
    return all(
        any(word == other or (1 in (len(word), len(other)) and word[0] == other[0]) for other in rest) for word in short
    )


def country_names(left: Profile, right: Profile) -> tuple[str, ...]:
    """How two countries agree."""
    if left.short & right.short:
        return ("same_id",)
    return ("same_name",) if left.full & right.full else ()


def term_names(left: Profile, right: Profile) -> tuple[str, ...]:
    """How two offices or categories agree."""
    if left.full & right.full:
        return ("same_name",)
    return ("same_words",) if left.translations & right.translations else ()


def organization_names(left: Profile, right: Profile, known: Tables, weights: Weights) -> tuple[str, ...]:
    """How the names of two organisations or places agree; empty where they do not."""
    shared = left.translations & right.translations
    # Of single words translation makes too much: "Time", "Times".
    translated = any(len(name) > 1 or name[0] in known.single for name in shared)
    if left.full & right.full or translated:
        # A name that every country's body has proves little, unless another shared name is a proper one.
        common = bool(shared) and all(_is_common(name, left, right, known) for name in shared)
        same_state = left.countries & right.countries
        name = "same_name" if left.full & right.full else "translation"
        return (name, "common_name") if common and not same_state else (name,)
    if cores := _cores(left, right):
        common = all(_is_common(translate(name, known.lexicon, known.small), left, right, known) for name in cores)
        return ("core_name", "common_name") if common else ("core_name",)
    if left.short & right.short:
        return ("same_acronym",) if left.weak or right.weak else ("same_acronym", "other_words")
    if left.short & _single_words(right) or right.short & _single_words(left):
        return ("same_acronym",)
    if left.weak != right.weak:
        short, long = (left, right) if left.weak else (right, left)
        found = _best(_expansions(short, long, known), weights)
        return (*found, "other_class") if found and _is_of_other_class(short, long) else found
    if any(is_shorter(a, b, known) for a in left.full for b in right.full):
        return ("shorter_name",)
    limit = known.limits.similarity
    similar = any(is_misspelling(a, b, limit, known.vocabulary) for a in left.full for b in right.full)
    return ("similar_name",) if similar else ()


def _is_common(name: Words, left: Profile, right: Profile, known: Tables) -> bool:
    """Whether bodies of any country bear a name, or newspapers: "Ministry of Defense", "The Times"."""
    press = "Outlet" in (left.type, right.type) or len(name) == 1
    return is_common(name, known) or (press and all(word in known.mastheads for word in name))


def _cores(left: Profile, right: Profile) -> frozenset[Words]:
    """The names that one has without, and one with, what it is the name of.

    A state and a city may well share the first part: "New York state", "New York".
    """
    kinds = {family(left.type), family(right.type)}
    same = "Organization" in (left.type, right.type) or kinds == {"organization"}
    if not (same or is_a(left.type, right.type) or is_a(right.type, left.type)):
        return frozenset()
    return (left.cores & right.full) | (left.full & right.cores) | (left.cores & right.cores)


def _single_words(it: Profile) -> frozenset[str]:
    """Names of one word, as which an acronym may be written: "SouthCom", "Southcom"."""
    return frozenset(name[0] for name in it.full if len(name) == 1)


def is_shorter(a: Words, b: Words, known: Tables) -> bool:
    """Whether one of two names is the other without its last word: "Harvard", but not "Central"."""
    short, long = sorted((a, b), key=len)
    cut = len(long) == len(short) + 1 and long[:-1] == short and long[-1] in known.tails
    return cut and not known.vocabulary.issuperset(short)


def _is_of_other_class(short: Profile, long: Profile) -> bool:
    """Whether the acronym is known to be more than an organisation, which the long name is not: NBC, a convention."""
    return short.type != "Organization" and long.type == "Organization"


def _expansions(short: Profile, long: Profile, known: Tables) -> Iterator[str]:
    if any(len(letters) > 2 and letters in long.initials for letters in short.short):
        yield "acronym"
    if any(is_syllabic(letters, name, known.small) for letters in short.short for name in long.full):
        yield "syllables"


def _home(left: Profile, right: Profile, names: tuple[str, ...]) -> Iterator[str]:
    """For a bare surname, or a name that a body of any country may bear, which country its articles are about."""
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
            # The president of one country is not the president of another.
            yield from () if states_differ else (_seated(left, right, known),)
        else:
            yield "other_office"


def _seated(left: Profile, right: Profile, known: Tables) -> str:
    """Whether the same office is that of the same place, as far as places are known."""
    words = known.office_distinguishing
    seats = [(a, b) for one, a in left.seats for other, b in right.seats if same_office(one, other, words)]
    return "other_seat" if seats and not any(a == b for a, b in seats) else "same_office"


def same_office(a: frozenset[str], b: frozenset[str], distinguishing: frozenset[str]) -> bool:
    """Whether two offices are one, or one is the other said shorter: "minister", "minister of defense"."""
    return (a <= b or b <= a) and not (a ^ b) & distinguishing


def _listed(left: Profile, right: Profile) -> Iterator[str]:
    """Whether a list of known names gives, letter for letter but for case and accents, what an article says."""
    if bool(left.listed) != bool(right.listed) and (left.full & right.full or left.short & right.short):
        yield "listed"


def _around(left: Profile, right: Profile, known: Tables) -> Iterator[str]:
    if left.documents & right.documents:
        yield "same_document"
    else:
        yield from circumstances(left.around, right.around, left.plain | right.plain, known.limits)
