"""Classes and relations treated alike, from `roles.toml`, and words for ties to bodies, from `offices.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.extract.lexicon.sections import section


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes by what they have in common."""

    placed: frozenset[str]
    gang: frozenset[str]
    institution: frozenset[str]
    owner: frozenset[str]
    outside_name: frozenset[str]
    described: frozenset[str]
    several: frozenset[str]
    state: frozenset[str]
    owned: frozenset[str]
    known_as_bodies: frozenset[str]
    acting: frozenset[str]
    countable: frozenset[str]
    human: frozenset[str]
    armed: frozenset[str]
    territory: frozenset[str]
    setting: frozenset[str]
    anybody: frozenset[str]
    relative: frozenset[str]
    periodical: frozenset[str]
    written: frozenset[str]
    public: frozenset[str]
    outside_state: frozenset[str]
    body: frozenset[str]
    party: frozenset[str]
    titled: frozenset[str]


@dataclass(frozen=True, slots=True)
class Kinds:
    """Kinds of relations by what they have in common."""

    taking_part: frozenset[str]
    personal: frozenset[str]
    lasting: frozenset[str]


@dataclass(frozen=True, slots=True)
class Roles:
    """The whole table: `through` by kind of relation, `events` by relation, `labels` by label of the language model."""

    classes: Classes
    thing: str
    kinds: Kinds
    factual: frozenset[str]
    answering: frozenset[str]
    denying: str
    representing: frozenset[str]
    accusing: str
    charged: str
    silent: tuple[str, ...]
    speaking: str
    telling: frozenset[str]
    doing: str
    denied: frozenset[str]
    affirmed: frozenset[str]
    replying: frozenset[str]
    through: Mapping[str, frozenset[str]]
    events: Mapping[str, str]
    labels: Mapping[str, str]


def read(rows: Mapping[str, Any]) -> Roles:
    """The table as records."""
    return Roles(
        classes=section(rows["class"], Classes),
        thing=rows["class"]["thing"],
        kinds=section(rows["kind"], Kinds),
        factual=frozenset(rows["relation"]["factual"]),
        representing=frozenset(rows["relation"]["representing"]),
        answering=frozenset(rows["relation"]["answering"]),
        denying=rows["relation"]["denying"],
        accusing=rows["relation"]["accusing"],
        charged=rows["relation"]["charged"],
        silent=tuple(rows["relation"]["silent"]),
        speaking=rows["relation"]["speaking"],
        telling=frozenset(rows["relation"]["telling"]),
        doing=rows["relation"]["doing"],
        denied=frozenset(rows["relation"]["denied"]),
        affirmed=frozenset(rows["relation"]["affirmed"]),
        replying=frozenset(rows["relation"]["replying"]),
        through={kind: frozenset(nouns) for kind, nouns in rows["through"].items()},
        events=rows["event"],
        labels=rows["label"],
    )


@dataclass(frozen=True, slots=True)
class TieWords:
    """The small words and nouns in and around a tie."""

    at_head: frozenset[str]
    subordinate: frozenset[str]
    studied: frozenset[str]
    inside: frozenset[str]
    of: tuple[str, ...]
    at: tuple[str, ...]
    on: tuple[str, ...]
    to: tuple[str, ...]
    as_: frozenset[str]
    being: frozenset[str]
    then: frozenset[str]
    personal: frozenset[str]
    working: frozenset[str]
    sitting: frozenset[str]
    employer: tuple[str, ...]
    employing: frozenset[str]
    representing: frozenset[str]
    partisan: frozenset[str]


@dataclass(frozen=True, slots=True)
class TieClasses:
    """Classes of the things that a noun ties together."""

    body: frozenset[str]
    served: frozenset[str]
    anybody: frozenset[str]
    person: frozenset[str]
    party: frozenset[str]


@dataclass(frozen=True, slots=True)
class TieRelations:
    """The relation that a noun means unless the table says more."""

    office: str
    former: str
    designated: str
    lead: str
    work: str
    member: str
    citizen: str
    home: str


@dataclass(frozen=True, slots=True)
class Ties:
    """The whole table: relations by noun, and the names of parties by what their members are called and by marks.

    `holders` are the classes of those who may have such a tie, by relation; `standings` are the relations for nouns
    somebody who is for or against somebody else.
    """

    words: TieWords
    classes: TieClasses
    relations: TieRelations
    holders: Mapping[str, frozenset[str]]
    nouns: Mapping[str, str]
    standings: Mapping[str, str]
    parties: Mapping[str, str]
    marks: Mapping[str, str]


def read_ties(rows: Mapping[str, Any]) -> Ties:
    """The table as records; `rows` are from `offices.toml`, whose offices and nouns of belonging are ties as well."""
    own = rows["tie"]
    relations = TieRelations(**own["relation"])
    nouns = dict.fromkeys(own["partisan"], relations.member) | dict.fromkeys(rows["office"], relations.office)
    for listed in (own["noun"], rows["belonging"]):
        nouns |= {noun: relation for relation, words in listed.items() for noun in words}
    standings = {noun: relation for relation, words in own["standing"].items() for noun in words}
    return Ties(
        words=section(own, TieWords),
        classes=section(own["class"], TieClasses),
        relations=relations,
        holders={relation: frozenset(classes) for relation, classes in own["holder"].items()},
        nouns=standings | nouns,
        standings=standings,
        parties={word: party for party, words in own["party"].items() for word in words},
        marks=own["mark"],
    )
