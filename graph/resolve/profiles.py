"""What is known about an entity, prepared for comparison: first from one document, later from a growing cluster."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

from graph import ontology
from graph.model import Entity
from graph.resolve.name_tables import Tables, tables
from graph.resolve.names import Words, acronym, fold, initials, translate
from graph.resolve.offices import COUNTRY_WORDS, Seat, countries_of, seated_office
from graph.resolve.surroundings import NOTHING, Surroundings, both

Key = tuple[str, str]
"""Document id and local id."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The evidence about one entity or cluster; `key` is the smallest of its members.

    `full` are names that can stand alone (for a person, those of two words or more); `short` are surnames and acronyms
    alone, or the ids that articles gave a country. `translations` are the full names in English, in alphabetical order,
    and `cores` are names without a last word that says what is named. `offices` are sets of words, and `seats` are
    offices with their places. `around` is what else the documents say; `listed` are the rows in a list of known names.
    """

    key: Key
    type: str
    full: frozenset[Words]
    short: frozenset[str]
    cores: frozenset[Words] = frozenset()
    translations: frozenset[Words] = frozenset()
    initials: frozenset[str] = frozenset()
    suffixes: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    genders: frozenset[str] = frozenset()
    offices: frozenset[frozenset[str]] = frozenset()
    seats: frozenset[Seat] = frozenset()
    around: Surroundings = NOTHING
    documents: frozenset[str] = frozenset()
    listed: frozenset[int] = frozenset()

    @property
    def weak(self) -> bool:
        """Whether the profile has only a surname or an acronym."""
        return not self.full

    @property
    def vagueness(self) -> int:
        """2 for a surname or acronym alone, 1 for a full name about which nothing is known, else 0."""
        return 2 if self.weak else int(not (self.countries or self.offices))

    @property
    def plain(self) -> frozenset[Words]:
        """Its full names as other articles may have them: in English, or for a person only the first and last words."""
        if family(self.type) == "person":
            return frozenset((name[0], name[-1]) for name in self.full)
        return self.translations or self.full

    def joined(self, other: Profile) -> Profile:
        """What is known about the two together; the type is the more specific one."""
        first, second = (self, other) if self.key <= other.key else (other, self)
        return Profile(
            key=first.key,
            type=narrower(first.type, second.type),
            full=both(first.full, second.full),
            short=both(first.short, second.short),
            cores=both(first.cores, second.cores),
            translations=both(first.translations, second.translations),
            initials=both(first.initials, second.initials),
            suffixes=both(first.suffixes, second.suffixes),
            countries=both(first.countries, second.countries),
            genders=both(first.genders, second.genders),
            offices=both(first.offices, second.offices),
            seats=both(first.seats, second.seats),
            around=first.around.joined(second.around),
            documents=both(first.documents, second.documents),
            listed=both(first.listed, second.listed),
        )


def narrower(left: str, right: str) -> str:
    """The more informative of two related classes; of two that articles merely confuse, the first by name."""
    if left == right or is_a(left, right):
        return left
    if is_a(right, left):
        return right
    if "Organization" in (left, right):
        return right if left == "Organization" else left
    return min(left, right)


@lru_cache(maxsize=4096)
def is_a(name: str, ancestor: str) -> bool:
    """Whether a class is the same as another in the ontology, or below it."""
    return ontology.load().is_a(name, ancestor)


@lru_cache(maxsize=4096)
def family(type: str) -> str:
    """The kind of evidence that a class is compared by: country, person, event, term, place or organization."""
    if type == "Country" or is_a(type, "Country"):
        return "country"
    for name, ancestors in (("person", ("Person",)), ("event", ("Event", "Deal")), ("term", ("Category", "Office"))):
        if any(is_a(type, ancestor) for ancestor in ancestors):
            return name
    # A prison or an airport is named like an organisation, and may also have an acronym.
    return "place" if is_a(type, "Place") and not is_a(type, "Facility") else "organization"


def describes(type: str, name: str) -> bool:
    """Whether a label only describes, like "protesters (Lima)" or "US report", and may mean others elsewhere."""
    if is_a(type, "Text") or is_a(type, "Thing"):
        return True
    if not any(is_a(type, ancestor) for ancestor in ("Person", "Group")):
        return False
    head = re.split(r" (?:of|for|in|at|loyal) | \(", name)[0].split()
    return type == "Group" or (len(name.split()) > 1 and bool(head) and head[-1].islower())


def is_proper(name: str) -> bool:
    """Whether a string can be a proper name: some letter is a capital, or belongs to a script that has no capitals."""
    return any(c.isalpha() and not c.islower() for c in name)


def profile(document: str, entity: Entity, places: frozenset[Words] = frozenset()) -> Profile:
    """The profile of an entity in one document, without its surroundings; `places` are the ones named there."""
    # Places matter only for offices; an entity without offices need not be described again for each set of places.
    own = _described(entity, places if entity.offices else frozenset())
    return replace(own, key=(document, entity.id), documents=_alone(document))


@lru_cache(maxsize=1 << 10)
def _alone(document: str) -> frozenset[str]:
    return frozenset({document})


@lru_cache(maxsize=1 << 15)
def _described(entity: Entity, places: Collection[Words]) -> Profile:
    """The profile of an entity in any document: the same people are in many, so their sets are stored only once."""
    names = sorted({entity.label, *entity.aliases})
    if describes(entity.type, entity.label):
        names = []
    kind = family(entity.type)
    known = tables()
    basis = Profile(("", entity.id), entity.type, frozenset(), frozenset())
    countries = set(countries_of(entity, known))
    if kind == "person":
        return _person(basis, entity, names, countries, places, known)
    proper = names if kind in ("country", "term") else [name for name in names if is_proper(name)]
    short = {letters for name in proper if kind == "organization" and (letters := acronym(name))}
    short |= {entity.id} if kind == "country" else set()
    full = {fold(name) for name in proper if kind != "organization" or not acronym(name)} - {()}
    cores = {core for name in proper if kind in ("organization", "place") and (core := core_name(name, known))}
    translations = set()
    for words in full:
        rest, implied = without_country(words, known)
        translations.add(translate(rest, known.lexicon, known.small))
        countries |= {implied} if implied and not countries else set()
    return Profile(
        key=basis.key,
        type=entity.type,
        full=frozenset(full),
        short=frozenset(short),
        cores=frozenset(cores),
        translations=frozenset(translations - {()}),
        initials=frozenset().union(*(_acronyms(words, known) for words in sorted(full))),
        countries=frozenset(countries),
    )


def core_name(name: str, known: Tables) -> Words:
    """A name without the small words at its end that say what is named ("MS-13 gang"); empty if there are none.

    What is left must be more than an adjective: "Mexican cartel" is not a name.
    """
    words = name.split()
    end = len(words)
    while end > 1 and words[end - 1].islower() and words[end - 1] in known.kinds:
        end -= 1
    own = fold(" ".join(words[:end]))
    return own if end < len(words) and is_proper(words[end - 1]) and own not in known.countries else ()


def _person(
    basis: Profile, entity: Entity, names: list[str], countries: set[str], places: Collection[Words], known: Tables
) -> Profile:
    parsed = [person_name(fold(name), known) for name in names if is_proper(name)]
    seated = [seated_office(fold(office), places, known) for office in entity.offices]
    return Profile(
        key=basis.key,
        type=entity.type,
        full=frozenset(words for words, _ in parsed if len(words) > 1),
        short=frozenset(words[0] for words, _ in parsed if len(words) == 1),
        suffixes=frozenset(suffix for words, suffix in parsed if suffix and len(words) > 1),
        countries=frozenset(countries),
        genders=frozenset({entity.gender} if entity.gender else ()),
        offices=frozenset(words for words, _ in seated if words),
        seats=frozenset((words, seat) for words, seat in seated if words and seat),
    )


def person_name(words: Words, known: Tables) -> tuple[Words, str | None]:
    """The words of a person's own name without titles and particles, and the suffix that distinguishes father from son.

    If there are only titles and countries ("U.S. official"), no words are left: that is a description.
    """
    if not [word for word in words if word not in known.titles and (word,) not in known.countries]:
        return (), None
    suffix = None
    if len(words) > 2 and words[-1] in known.suffixes:
        words, suffix = words[:-1], words[-1]
    while len(words) > 1 and (words[0] in known.titles or words[0] in known.small):
        words = words[1:]
    while len(words) > 1 and words[-1].isdigit():  # the rank or count from a table: "Ted Cruz 1"
        words = words[:-1]
    own = tuple(word for word in words if word not in known.particles)
    return own if len(own) > 1 else words, suffix


def without_country(words: Words, known: Tables) -> tuple[Words, str | None]:
    """A name without its country, and the country, if the country only says whose it is: "Colombian Foreign Ministry".

    "Colombia Humana" keeps its country: what is left would not be the name of a body that every country has.
    """
    for size in range(min(COUNTRY_WORDS, len(words) - 1), 0, -1):
        for start in (0, len(words) - size):
            country = known.countries.get(words[start : start + size])
            rest = words[:start] + words[start + size :]
            common = translate(rest, known.lexicon, known.small)
            if country and is_common(common, known) and (len(common) > 1 or common[0] in known.single):
                return rest, country
    return words, None


def is_common(translation: Words, known: Tables) -> bool:
    """Whether a name consists of words for bodies that any country has: "ministry", "defense"."""
    return bool(translation) and all(word in known.everywhere for word in translation)


def _acronyms(words: Words, known: Tables) -> frozenset[str]:
    """The acronyms of a name, and those of the name without its country: "DHS" from "U.S. DHS"."""
    rest, _ = without_country(words, known)
    return initials(words, known.small) | initials(rest, known.small)
