"""The words used in reading clauses, from `clauses.toml`: pronouns, light verbs, roles, prepositions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from graph.extract.lexicon.sections import section


@dataclass(frozen=True, slots=True)
class Pronouns:
    """Pronouns as they are written, by what they can refer to; the table explains each group."""

    male: frozenset[str]
    female: frozenset[str]
    first: frozenset[str]
    second: frozenset[str]
    first_plural: frozenset[str]
    thing: frozenset[str]
    minded: frozenset[str]
    reflexive: frozenset[str]
    plural: frozenset[str]
    repeating: frozenset[str]
    repeating_plural: frozenset[str]
    some: frozenset[str]
    nobody: frozenset[str]

    @property
    def referring(self) -> frozenset[str]:
        """All pronouns that refer to one person or thing, or to several."""
        return self.male | self.female | self.first | self.second | self.first_plural | self.thing | self.plural

    @property
    def speaking(self) -> frozenset[str]:
        """Pronouns that speakers use for themselves, alone or with others."""
        return self.first | self.first_plural


@dataclass(frozen=True, slots=True)
class Determiners:
    """Determiners as they are written."""

    definite: frozenset[str]
    pointing: frozenset[str]
    bare: frozenset[str]


@dataclass(frozen=True, slots=True)
class Verbs:
    """Lemmas of verbs, by what they do to their arguments."""

    classifying: frozenset[str]
    naming: frozenset[str]
    light: frozenset[str]
    light_behind: frozenset[str]
    heeding: frozenset[str]
    causing: frozenset[str]
    winning: frozenset[str]
    undergoing: frozenset[str]
    irrealis: frozenset[str]
    hearsay: frozenset[str]
    emerging: frozenset[str]
    touring: frozenset[str]
    withstanding: frozenset[str]
    referring: frozenset[str]
    uttering: frozenset[str]
    copula: frozenset[str]
    idle: frozenset[str]
    reporting: frozenset[str]
    lawful: frozenset[str]
    voting: frozenset[str]
    bare: frozenset[str]
    firm: frozenset[str]


@dataclass(frozen=True, slots=True)
class Nouns:
    """Lemmas of nouns, by what they say about the things that they describe."""

    undergoer: frozenset[str]
    generic_role: frozenset[str]
    category: frozenset[str]
    course: frozenset[str]
    tour: frozenset[str]
    hearsay: frozenset[str]
    gang: frozenset[str]
    distortion: frozenset[str]
    interpretation: frozenset[str]
    version: frozenset[str]
    measure: frozenset[str]


@dataclass(frozen=True, slots=True)
class Prepositions:
    """Prepositions as they are written; `place` has them in the order in which they are tried."""

    slot: frozenset[str]
    adjunct: frozenset[str]
    place: tuple[str, ...]
    limit: frozenset[str]
    reaching: frozenset[str]


@dataclass(frozen=True, slots=True)
class Conjunctions:
    """Conjunctions as they are written, by how their clause is related to the clause before."""

    meanwhile: frozenset[str]
    circumstance: frozenset[str]


@dataclass(frozen=True, slots=True)
class Arguments:
    """Words that join an argument to its predicate, by the role that they give it.

    `times`, `places` and `idle` are adverbs and nouns that join nothing: of time, of place, and without any role;
    `example` contains the words that introduce a part of what was named before, `doer`
    and `sufferer` those between the noun for an event and the person or thing that does or undergoes it.
    """

    attribute: frozenset[str]
    companion: frozenset[str]
    source: frozenset[str]
    goal: frozenset[str]
    instrument: frozenset[str]
    cause: frozenset[str]
    time: frozenset[str]
    place: frozenset[str]
    manner: frozenset[str]
    times: frozenset[str]
    places: frozenset[str]
    idle: frozenset[str]
    example: frozenset[str]
    doer: frozenset[str]
    sufferer: frozenset[str]

    def role(self, joint: str) -> str | None:
        """The role that a preposition or conjunction gives to its argument; None if it may be any role."""
        return next((f.name for f in fields(self)[:9] if joint in getattr(self, f.name)), None)


@dataclass(frozen=True, slots=True)
class Exchanges:
    """Words for accusing somebody, and for giving no answer; the table explains each list."""

    charged: frozenset[str]
    duty: frozenset[str]
    charge: frozenset[str]
    against: tuple[str, ...]
    of: tuple[str, ...]
    facing: frozenset[str]
    alleging: frozenset[str]
    declining: frozenset[str]
    commenting: frozenset[str]
    comment: frozenset[str]
    offering: frozenset[str]
    responding: frozenset[str]
    answering: frozenset[str]
    asked: frozenset[str]
    reaching: frozenset[str]
    available: frozenset[str]
    unavailable: frozenset[str]
    unwilling: frozenset[str]
    wrong: frozenset[str]
    keeping: frozenset[str]
    silent: frozenset[str]


@dataclass(frozen=True, slots=True)
class Kinds:
    """Nouns of speech, or verbs for which they can stand, by the kind of speech act."""

    charge: frozenset[str]
    demand: frozenset[str]
    threat: frozenset[str]
    offer: frozenset[str]
    praise: frozenset[str]

    def of(self, lemma: str) -> set[str]:
        """The kinds under which a word is listed; none if the word only states something."""
        return {f.name for f in fields(self) if lemma in getattr(self, f.name)}


@dataclass(frozen=True, slots=True)
class Clauses:
    """The whole table, by part of speech; `deeds` leads from a noun to the verb that says the
    same, `modal` from a modal word to the one under which it is recorded,
    `numbers` from a word to its number, and `same` from a predicate to another one that says the same.
    """

    pronouns: Pronouns
    determiners: Determiners
    verbs: Verbs
    nouns: Nouns
    deeds: Mapping[str, str]
    modal: Mapping[str, str]
    numbers: Mapping[str, int]
    same: Mapping[str, str]
    prepositions: Prepositions
    conjunctions: Conjunctions
    arguments: Arguments
    replies: Kinds
    acts: Kinds
    exchanges: Exchanges


def read(rows: Mapping[str, Any]) -> Clauses:
    """The table as records."""
    return Clauses(
        pronouns=section(rows["pronoun"], Pronouns),
        determiners=section(rows["determiner"], Determiners),
        verbs=section(rows["verb"], Verbs),
        nouns=section(rows["noun"], Nouns),
        deeds=rows["deed"],
        modal=rows["modal"],
        numbers=rows["number"],
        same=rows["same"],
        prepositions=section(rows["preposition"], Prepositions),
        conjunctions=section(rows["conjunction"], Conjunctions),
        arguments=section(rows["argument"], Arguments),
        replies=section(rows["reply"], Kinds),
        acts=section(rows["act"], Kinds),
        exchanges=section(rows["exchange"], Exchanges),
    )
