"""Accusations in the form in which they are compared with replies: who is accused, by whom, and of what."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from graph.assemble.topics import Topic
from graph.model import Claim, Proposition


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody is accused of or denies: the proposition, if one was read, and the topic of the words."""

    topic: Topic
    content: Proposition | None


@dataclass(frozen=True, slots=True)
class Charge:
    """An accusation: who is accused, by whom (if known), and of what."""

    claim: Claim
    accuser: str | None
    accused: str
    said: Said


@dataclass(slots=True)
class Charges:
    """All accusations: those in each article, also by accused and by accuser; those in all articles, by accused."""

    of: dict[str, list[Charge]] = field(default_factory=dict)
    here: dict[tuple[str, str], list[Charge]] = field(default_factory=dict)
    by: dict[tuple[str, str | None], list[Charge]] = field(default_factory=dict)
    dated: dict[str, list[tuple[date, Charge]]] = field(default_factory=dict)
    undated: dict[str, list[Charge]] = field(default_factory=dict)
