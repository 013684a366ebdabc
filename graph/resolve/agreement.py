"""How the names of two profiles agree, in the terms that the table of weights uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from graph.resolve.name_tables import Tables, Weights, tables
from graph.resolve.names import Words, is_misspelling, is_syllabic, translate
from graph.resolve.profiles import Profile, family, is_a, is_common


def _best(names: Iterable[str], weights: Weights) -> tuple[str, ...]:
    """The strongest of several ways in which two names agree."""
    found = sorted((name for name in set(names) if name in weights), key=lambda name: (-weights[name], name))
    return tuple(found[:1])


def person_names(left: Profile, right: Profile, known: Tables) -> tuple[str, ...]:
    """How the names of two persons agree; empty if they do not."""
    if left.weak and right.weak:
        return ("same_surname",) if left.short & right.short else ()
    if left.weak or right.weak:
        weak, strong = (left, right) if left.weak else (right, left)
        shared = weak.short & surnames(strong)
        # A first name alone identifies nobody, even if articles use it for short.
        own = shared - known.given | shared & {name[-1] for name in strong.full}
        # A "Bush" who is also called Jeb in the article is not Billy Bush.
        called = weak.short & known.given - own - {word for name in strong.full for word in name}
        return ("surname", *_renown(strong, known)) if own and not called else ()
    found = _all_full_names(left.full, right.full)
    return (*found, "other_suffix") if found and left.suffixes != right.suffixes else found


def _renown(person: Profile, known: Tables) -> tuple[str, ...]:
    if len(person.documents) >= known.limits.famous:
        return ("famous",)
    return ("prominent",) if is_prominent(person, known) else ()


def is_prominent(person: Profile, known: Tables) -> bool:
    """Whether somebody is named in enough articles for others to use the surname alone."""
    return len(person.documents) >= known.limits.prominent


@lru_cache(maxsize=1 << 16)
def _all_full_names(left: frozenset[Words], right: frozenset[Words]) -> tuple[str, ...]:
    """The best agreement between the full names of two persons."""
    known = tables()
    # "Beltran Leyva" fits two brothers; only their fuller names tell them apart.
    pairs = ((a, b) for a in _fullest(left) for b in _fullest(right))
    return _best((name for a, b in pairs if (name := full_names(a, b, known))), known.person)


def surnames(person: Profile) -> frozenset[str]:
    """The words that can mean a person on their own: those of a full name that are not first names, and short names."""
    given = tables().given
    words = (word for name in person.full for word in name[1:] if word not in given or word == name[-1])
    return frozenset(word for word in words if len(word) > 1) | person.short


def full_names(a: Words, b: Words, known: Tables) -> str | None:
    """How two full names agree, in the terms of the person table; None if they are the names of two people."""
    short, long = sorted((a, b), key=len)
    if a == b:
        return "same_name"
    if a[0] == b[0] and a[-1] == b[-1] and _within(short[1:-1], long[1:-1]):
        return "middle_name"
    if a[0] == b[0] and len(short) < len(long) and short[-1] in long[1:] and _within(short[1:], long[1:]):
        # An extra given name together with an extra surname hardly means a son, who would share the other names.
        return "whole_name" if len(long) - len(short) > 1 and short[-1] == long[-2] else "longer_name"
    if a[-1] == b[-1] and a[0][0] == b[0][0] and 1 in (len(a[0]), len(b[0])) and _within(short[1:-1], long[1:-1]):
        return "initial"
    return "similar_name" if is_misspelling(a, b, known.limits.similarity) else None


def _fullest(names: Iterable[Words]) -> list[Words]:
    """The names that are complete in themselves, and those that are not part of another name of the same person.

    "Hillary Clinton" is complete even if an article also has "Crooked Hillary Clinton"; "Beltran Leyva" is not.
    """
    given = tables().given
    several = sorted(names)
    whole = [a for a in several if a[0] in given and a[-1] not in given]
    return [a for a in several if a in whole or not any(len(a) < len(b) and _within(a, b) for b in several)]


def _within(short: Words, long: Words) -> bool:
    """Whether the words, or initials, of one name occur in the other in the same order."""
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
    """How the names of two organisations or places agree; empty if they do not."""
    if (owned := _owned(left, right, known)) is not None:
        return owned
    shared = left.translations & right.translations
    # Translation makes too many single words equal: "Time", "Times".
    translated = any(len(name) > 1 or name[0] in known.single for name in shared)
    if left.full & right.full or translated:
        # A name that bodies in every country have proves little, unless the two also share a proper name.
        common = bool(shared) and all(_is_common(name, left, right, known) for name in shared)
        same_state = left.countries & right.countries
        name = "same_name" if left.full & right.full else "translation"
        return (name, "common_name") if common and not same_state else (name,)
    if cores := _cores(left, right):
        common = all(_is_common(translate(name, known.lexicon, known.small), left, right, known) for name in cores)
        return ("core_name", "common_name") if common else ("core_name",)
    if left.short & right.short:
        whole = left.weak or right.weak or _is_part(left.translations, right.translations)
        return ("same_acronym",) if whole else ("same_acronym", "other_words")
    same = left.type == right.type  # both "FARC guerrillas", but not the "FARC mafia"
    cored = frozenset(name[0] for it in (left, right) for name in it.cores if same and len(name) == 1)
    if left.short & (_single_words(right) | cored) or right.short & (_single_words(left) | cored):
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


def _owned(left: Profile, right: Profile, known: Tables) -> tuple[str, ...] | None:
    """How the campaigns of two candidates agree: as their candidates' names do; None if either is not a campaign."""
    owners = [[name[:-1] for name in it.full if len(name) > 1 and name[-1] in known.campaigns] for it in (left, right)]
    if not all(owners):
        return None
    full = [frozenset(name for name in names if len(name) > 1) for names in owners]
    if all(full):
        return ("owner",) if _all_full_names(*full) else ()
    surnames_of = [{name[-1] for name in names} for names in owners]
    return ("owner_surname",) if surnames_of[0] & surnames_of[1] else ()


def _is_part(left: frozenset[Words], right: frozenset[Words]) -> bool:
    """Whether one name is the other with words left out, as in "Customs Enforcement" without "Immigration and"."""
    return any(set(a) <= set(b) or set(b) <= set(a) for a in left for b in right)


def _is_common(name: Words, left: Profile, right: Profile, known: Tables) -> bool:
    """Whether bodies of any country, or newspapers, have this name: "Ministry of Defense", "The Times"."""
    press = "Outlet" in (left.type, right.type) or len(name) == 1
    return is_common(name, known) or (press and all(word in known.mastheads for word in name))


def _cores(left: Profile, right: Profile) -> frozenset[Words]:
    """The names that one profile has with a word for its kind, and the other without it.

    A state and a city may well share the first part: "New York state", "New York".
    """
    kinds = {family(left.type), family(right.type)}
    same = "Organization" in (left.type, right.type) or kinds == {"organization"}
    if not (same or is_a(left.type, right.type) or is_a(right.type, left.type)):
        return frozenset()
    # "FARC guerrillas" are not the "FARC mafia".
    odd = left.type != right.type and {left.type, right.type} <= tables().gangs
    both = frozenset() if odd else left.cores & right.cores
    return (left.cores & right.full) | (left.full & right.cores) | both


def _single_words(it: Profile) -> frozenset[str]:
    """Names of one word, which may be different spellings of one acronym: "SouthCom", "Southcom"."""
    return frozenset(name[0] for name in it.full if len(name) == 1)


def is_shorter(a: Words, b: Words, known: Tables) -> bool:
    """Whether one of two names is the other without its last word: "Harvard" is enough, "Central" is not."""
    short, long = sorted((a, b), key=len)
    cut = len(long) == len(short) + 1 and long[:-1] == short and long[-1] in known.tails
    return cut and not known.vocabulary.issuperset(short)


def _is_of_other_class(short: Profile, long: Profile) -> bool:
    """Whether the acronym's class is narrower than Organization and the long name's is not: a channel, a convention."""
    return short.type != "Organization" and long.type == "Organization"


def _expansions(short: Profile, long: Profile, known: Tables) -> Iterator[str]:
    if any(len(letters) > 2 and letters in long.initials for letters in short.short):
        yield "acronym"
    if any(is_syllabic(letters, name, known.small) for letters in short.short for name in long.full):
        yield "syllables"
