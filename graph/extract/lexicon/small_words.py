"""Small words on which constructions depend, from `small_words.toml`, which explains each list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.extract.lexicon.sections import section


@dataclass(frozen=True, slots=True)
class Joints:
    """In and around names and titles."""

    younger: frozenset[str]
    elder: frozenset[str]
    child: frozenset[str]
    parent: frozenset[str]
    suffix: frozenset[str]
    letters: frozenset[str]
    office_owner: frozenset[str]
    of_state: frozenset[str]
    mass: frozenset[str]
    joint: frozenset[str]
    joint_bare: frozenset[str]
    owner: tuple[str, ...]
    before_city: frozenset[str]
    field_joint: frozenset[str]
    aim_joint: frozenset[str]
    head_joint: frozenset[str]
    body_joint: tuple[str, ...]
    towards_joint: tuple[str, ...]
    among: tuple[str, ...]
    before_holder: frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrases:
    """In noun phrases and clauses of any kind."""

    companion: frozenset[str]
    company: frozenset[str]
    still: frozenset[str]
    fixed: tuple[str, ...]
    leading: frozenset[str]
    indefinite: frozenset[str]
    relative: frozenset[str]
    of_person: frozenset[str]
    of_thing: frozenset[str]
    charging: frozenset[str]
    facing: frozenset[str]
    compound: frozenset[str]
    patient: tuple[str, ...]
    deed: frozenset[str]
    time: frozenset[str]
    between: frozenset[str]
    speaking: frozenset[str]
    so: frozenset[str]
    speaker_joint: frozenset[str]


@dataclass(frozen=True, slots=True)
class References:
    """Around people and things without a name."""

    first_of_two: frozenset[str]
    second_of_two: frozenset[str]
    native: frozenset[str]
    both: frozenset[str]
    mutual: frozenset[str]
    pair: frozenset[str]
    trio: frozenset[str]
    quartet: frozenset[str]
    listing: frozenset[str]
    of_these: frozenset[str]
    participant: tuple[str, ...]
    entering: frozenset[str]
    of_dead: frozenset[str]
    known: frozenset[str]
    source: tuple[str, ...]
    author: frozenset[str]
    interview: frozenset[str]
    definite: frozenset[str]
    labelling: frozenset[str]
    idle: frozenset[str]
    part: frozenset[str]


@dataclass(frozen=True, slots=True)
class Relations:
    """In the phrases of a relation."""

    dangling: frozenset[str]
    possible: frozenset[str]
    asked: frozenset[str]
    seated: frozenset[str]
    site: tuple[str, ...]
    spread: tuple[str, ...]
    amount: frozenset[str]
    subjected: frozenset[str]
    target: tuple[str, ...]
    undergone_by: tuple[str, ...]
    spanning: frozenset[str]
    set_phrase: frozenset[str]
    pairing: frozenset[str]
    surrounding: frozenset[str]
    said_before: frozenset[str]
    about: frozenset[str]


@dataclass(frozen=True, slots=True)
class Speech:
    """Around verbs and nouns of speech."""

    event: tuple[str, ...]
    whatever: frozenset[str]
    depicting: frozenset[str]
    confirming: frozenset[str]
    plea: frozenset[str]
    owning: frozenset[str]
    answering: frozenset[str]
    deed: tuple[str, ...]
    still: frozenset[str]
    topic: frozenset[str]
    verdict: frozenset[str]
    author: tuple[str, ...]
    printed: tuple[str, ...]
    voiced: frozenset[str]
    far: frozenset[str]
    from_truth: frozenset[str]
    no_such: frozenset[str]
    truth_of: tuple[str, ...]
    whole: frozenset[str]
    no_longer: frozenset[str]
    as_told: frozenset[str]
    occasion: frozenset[str]
    remark: frozenset[str]
    resuming: frozenset[str]
    quoting: frozenset[str]


@dataclass(frozen=True, slots=True)
class Stances:
    """Between a word and what it negates or weakens."""

    topic: frozenset[str]
    going: frozenset[str]
    charge: frozenset[str]
    charge_bare: frozenset[str]
    asked: frozenset[str]
    asked_bare: frozenset[str]
    short: frozenset[str]
    but: frozenset[str]
    failed: frozenset[str]
    hindered: frozenset[str]
    aimed: frozenset[str]
    cleared: frozenset[str]
    considered: frozenset[str]
    answered: frozenset[str]
    ahead: frozenset[str]
    wrongly: frozenset[str]
    periphrastic: frozenset[str]
    ending: frozenset[str]
    yet: frozenset[str]
    condition: frozenset[str]
    nobody: frozenset[str]
    nothing: frozenset[str]
    instead: frozenset[str]
    inverted: frozenset[str]
    ability: frozenset[str]
    to_come: frozenset[str]
    on_condition: frozenset[str]
    conceding: frozenset[str]


@dataclass(frozen=True, slots=True)
class SmallWords:
    """The whole table, by where the words occur."""

    name: Joints
    phrase: Phrases
    reference: References
    relation: Relations
    speech: Speech
    stance: Stances


def read(rows: Mapping[str, Any]) -> SmallWords:
    """The table as records."""
    return SmallWords(
        name=section(rows["name"], Joints),
        phrase=section(rows["phrase"], Phrases),
        reference=section(rows["reference"], References),
        relation=section(rows["relation"], Relations),
        speech=section(rows["speech"], Speech),
        stance=section(rows["stance"], Stances),
    )
