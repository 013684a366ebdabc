"""A predication: one predicate with its arguments, whatever the construction that puts them together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.model import DOCUMENT, Stance


class Kind(StrEnum):
    """What a predicate is."""

    VERB = "verb"
    NOUN = "noun"
    COPULA = "copula"
    APPOSITION = "apposition"
    TITLE = "title"

    @property
    def describes(self) -> bool:
        """Whether it says what somebody or something is."""
        return self not in (Kind.VERB, Kind.NOUN)


class Role(StrEnum):
    """What an argument is to its predicate; who or what is described by a noun is its agent."""

    AGENT = "agent"
    PATIENT = "patient"
    RECIPIENT = "recipient"
    TOPIC = "topic"
    CONTENT = "content"
    ATTRIBUTE = "attribute"
    INSTRUMENT = "instrument"
    SOURCE = "source"
    GOAL = "goal"
    COMPANION = "companion"
    PLACE = "place"
    TIME = "time"
    MANNER = "manner"
    CAUSE = "cause"


@dataclass(frozen=True, slots=True)
class Filler:
    """A phrase in a role: its token range `[start, end)`, and the tokens that head it, of a coordination each part.

    `preposition` is the word that joins it to the predicate, as it is in the text: "against", "because", "'s"; it is
    no part of the range. `also` are the ranges of other phrases for the same, beside it: "Ana Ruiz, the minister".
    `entities` are the keys of the nodes that the phrase leads to.
    """

    role: Role
    heads: tuple[int, ...]
    start: int
    end: int
    preposition: str = ""
    also: tuple[tuple[int, int], ...] = ()
    entities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Predication:
    """One predicate with its arguments, in the order of their phrases; indices are those of tokens.

    `head` is the token that carries the meaning: the noun in "launched an attack", what is said of the subject of a
    copula. `tokens` are those of the predicate with auxiliaries, particle and light verb. `polarity` says whether it
    holds where it is, and `turned_by` which word decides that, if any. `factuality` is how surely it happened for who
    says it: from -3, surely not, over 0, unknown, to 3, surely. `voice` is the key of the node of the speaker,
    `DOCUMENT` for the article itself, or None for nobody in particular; `relayed_by` are those who pass it on,
    outermost first.
    """

    head: int
    lemma: str
    kind: Kind
    tokens: tuple[int, ...]
    fillers: tuple[Filler, ...]
    particle: str = ""
    polarity: Stance = Stance.AFFIRMED
    turned_by: str = ""
    factuality: float = 3.0
    voice: str | None = DOCUMENT
    relayed_by: tuple[str, ...] = ()

    def heads(self, role: Role) -> tuple[int, ...]:
        """The tokens that head what is in a role."""
        return tuple(i for f in self.fillers if f.role is role for i in f.heads)


def in_order(found: list[Filler]) -> tuple[Filler, ...]:
    """Arguments in the order of their phrases; of two with the same phrase the first."""
    unique = {(f.start, f.end): f for f in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda f: (f.start, f.end)))
