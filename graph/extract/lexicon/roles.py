"""Classes, relations and kinds of relations that the reading treats alike, from `roles.toml`, which explains each."""

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
    kinds: Kinds
    factual: frozenset[str]
    speaking: str
    through: Mapping[str, frozenset[str]]
    events: Mapping[str, str]
    labels: Mapping[str, str]


def read(rows: Mapping[str, Any]) -> Roles:
    """The table as records."""
    return Roles(
        classes=section(rows["class"], Classes),
        kinds=section(rows["kind"], Kinds),
        factual=frozenset(rows["relation"]["factual"]),
        speaking=rows["relation"]["speaking"],
        through={kind: frozenset(nouns) for kind, nouns in rows["through"].items()},
        events=rows["event"],
        labels=rows["label"],
    )
