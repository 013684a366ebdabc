"""The words that clauses are read by, from `clauses.toml`: pronouns, light verbs, roles, prepositions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from graph.extract.lexicon.sections import section


@dataclass(frozen=True, slots=True)
class Pronouns:
    """Pronouns as written, by what they can mean; the table explains each group."""

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
        """All pronouns that refer to a person or thing, or to several."""
        return self.male | self.female | self.first | self.second | self.first_plural | self.thing | self.plural

    @property
    def speaking(self) -> frozenset[str]:
        """Pronouns by which speakers mean themselves, alone or with others."""
        return self.first | self.first_plural


@dataclass(frozen=True, slots=True)
class Determiners:
    """Determiners as written."""

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
    """Lemmas of nouns, by what they say about what they describe."""

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
    """Prepositions as written; `place` in the order in which they are tried."""

    slot: frozenset[str]
    adjunct: frozenset[str]
    place: tuple[str, ...]
    limit: frozenset[str]
    reaching: frozenset[str]


@dataclass(frozen=True, slots=True)
class Conjunctions:
    """Conjunctions as written, by how their clause is related to the one before."""

    meanwhile: frozenset[str]
    circumstance: frozenset[str]


@dataclass(frozen=True, slots=True)
class Arguments:
    """Words that join an argument to its predicate, by the role that they give it.

    `times`, `places` and `idle` are adverbs and nouns that join nothing: of time, of place, and without a role;
    `example` are the words that lead to a part of what was named before, `doer`
    and `sufferer` those between the noun of an event and whoever does or suffers it.
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
        """The role that a preposition or conjunction gives; None if it may be any."""
        return next((f.name for f in fields(self)[:9] if joint in getattr(self, f.name)), None)


@dataclass(frozen=True, slots=True)
class Exchanges:
    """Words of charging somebody, and of giving no answer; the table explains each list."""

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
    """Nouns of speech, or the verbs that they can stand for, by the kind of speech act."""

    charge: frozenset[str]
    demand: frozenset[str]
    threat: frozenset[str]
    offer: frozenset[str]
    praise: frozenset[str]

    def of(self, lemma: str) -> set[str]:
        """The kinds that list a word; none if it only states something."""
        return {f.name for f in fields(self) if lemma in getattr(self, f.name)}


@dataclass(frozen=True, slots=True)
class Clauses:
    """The whole table, by part of speech; `deeds` leads from a noun to the verb that says the
    same, `modal` from a word of modality to the one under which it is recorded,
    `numbers` from a word to its number, and `same` from a predicate to another that says the same.
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
