"""Words that say whether their complement happened, and words of harm: `[factuality]` and `[harm]` in `stance.toml`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signatures:
    """Words that say whether their complement happened; `stance.toml` explains each list."""

    two_way: frozenset[str]
    unaffected: frozenset[str]
    idle: frozenset[str]
    void: frozenset[str]
    from_: frozenset[str]
    short: frozenset[str]
    prepositions: frozenset[str]
    presupposing: frozenset[str]
    charging: frozenset[str]
    clearing: frozenset[str]
    overturning: frozenset[str]
    fiction: frozenset[str]
    wrongly: frozenset[str]
    occurring: frozenset[str]
    postponed: frozenset[str]
    cancelled: frozenset[str]
    asking: frozenset[str]
    musing: frozenset[str]
    evidence: frozenset[str]
    doubt: frozenset[str]
    facts: frozenset[str]
    implicative: frozenset[str]
    appearing: frozenset[str]
    daring: frozenset[str]
    taking: frozenset[str]
    failing: frozenset[str]
    hindering: frozenset[str]
    enough: frozenset[str]
    wanting: frozenset[str]
    unable: frozenset[str]
    able: frozenset[str]
    uncertain: frozenset[str]
    clear: frozenset[str]
    occasion: frozenset[str]
    focus: frozenset[str]
    temporal: frozenset[str]
    supposing: frozenset[str]


@dataclass(frozen=True, slots=True)
class Harm:
    """Nouns for harm for which it counts against somebody to be responsible; `less` are nouns for its decrease."""

    noun: frozenset[str]
    verb: frozenset[str]
    less: frozenset[str]


@dataclass(frozen=True, slots=True)
class Control:
    """Verbs whose infinitive has a subject other than the verb's own."""

    relying: frozenset[str]
    joint: tuple[str, ...]
    founding: frozenset[str]
    doer: frozenset[str]
