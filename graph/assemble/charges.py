"""Accusations as replies are compared with them: who is accused, by whom, and of what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from graph.assemble.topics import Topic
from graph.model import Claim, Proposition


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody is accused of or denies: the proposition, where one was read, and what the words are about."""

    topic: Topic
    content: Proposition | None


@dataclass(frozen=True, slots=True)
class Charge:
    """An accusation: who is accused, by whom if that is known, and of what."""

    claim: Claim
    accuser: str | None
    accused: str
    said: Said


@dataclass(slots=True)
class Charges:
    """All accusations: those of one article, by who is accused, and by who accuses; those of all by who is accused."""

    of: dict[str, list[Charge]] = field(default_factory=dict)
    here: dict[tuple[str, str], list[Charge]] = field(default_factory=dict)
    by: dict[tuple[str, str | None], list[Charge]] = field(default_factory=dict)
    dated: dict[str, list[tuple[date, Charge]]] = field(default_factory=dict)
    undated: dict[str, list[Charge]] = field(default_factory=dict)
