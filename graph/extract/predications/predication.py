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


class Tie(StrEnum):
    """How an argument is tied to its predicate: by itself, by way of the verb above, or as a part of another argument.

    "On Monday X met Y and left": the day is that of "left" as well. "Signed a deal with X": what hangs on the deal may
    be the verb's.
    """

    OWN = "own"
    SHARED = "shared"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Filler:
    """A phrase in a role: its token range `[start, end)`, and the tokens that head it, of a coordination each part.

    `preposition` is the word that joins it to the predicate, as it is in the text: "against", "because", "'s"; it is
    no part of the range. `also` are the ranges of other phrases for the same, beside it: "Ana Ruiz, the minister".
    `entities` are the keys of the nodes that the phrase leads to, `tie` says how it is tied to the predicate, `owner`
    that it is in the possessive: "[his] attack".
    """

    role: Role
    heads: tuple[int, ...]
    start: int
    end: int
    preposition: str = ""
    also: tuple[tuple[int, int], ...] = ()
    entities: tuple[str, ...] = ()
    tie: Tie = Tie.OWN
    owner: bool = False


@dataclass(frozen=True, slots=True)
class Predication:
    """One predicate with its arguments, in the order of their phrases; indices are those of tokens.

    `head` is the token that carries the meaning: the noun in "launched an attack", what is said of the subject of a
    copula. `tokens` are those of the predicate with auxiliaries, particle and light verb; `passive` says that its
    subject is acted upon. `polarity` says whether it holds where it is, and `turned_by` which word decides that, if
    any. `factuality` is how surely it happened by what the text says: from -3, surely not, over 0, open, to 3, surely.
    `voice` is the key of the node of the speaker, `DOCUMENT` for the article itself, or None for nobody in particular;
    `relayed_by` are those who pass it on, outermost first.
    """

    head: int
    lemma: str
    kind: Kind
    tokens: tuple[int, ...]
    fillers: tuple[Filler, ...]
    particle: str = ""
    passive: bool = False
    polarity: Stance = Stance.AFFIRMED
    turned_by: str = ""
    factuality: float = 3.0
    voice: str | None = DOCUMENT
    relayed_by: tuple[str, ...] = ()

    @property
    def arguments(self) -> tuple[Filler, ...]:
        """Those that are arguments for certain."""
        return tuple(f for f in self.fillers if f.tie is not Tie.NEAR)

    def heads(self, *roles: Role) -> list[int]:
        """The first heads of what is in some roles without a preposition."""
        plain = (f for f in self.fillers if not f.preposition and f.tie is Tie.OWN)
        return [f.heads[0] for f in plain if f.role in roles]

    @property
    def doers(self) -> list[int]:
        """The first heads of who does it: the subject, or "by whom" of a passive."""
        return [f.heads[0] for f in self.fillers if f.role is Role.AGENT and f.tie is Tie.OWN]

    @property
    def subjects(self) -> list[int]:
        """The first heads of the subject, be it who does it or to whom it is done."""
        return self.objects if self.passive else self.doers

    @property
    def owners(self) -> list[int]:
        """The first heads of whose something is: "X's", "his"."""
        return [f.heads[0] for f in self.fillers if f.owner]

    @property
    def lent(self) -> list[int]:
        """The first heads of the subject that a light verb lends a noun: "[X] made a visit"."""
        return [f.heads[0] for f in self.fillers if f.role is Role.AGENT and f.tie is Tie.SHARED]

    @property
    def objects(self) -> list[int]:
        """The first heads of whom a verb acts upon: its objects, or the subject of a passive, which may keep one."""
        if self.kind is not Kind.VERB:
            return []
        return (self.passive and self.heads(Role.RECIPIENT)) or self.heads(Role.PATIENT, Role.RECIPIENT)

    def behind(self, preposition: str) -> list[int]:
        """The first heads of what is behind a preposition.

        What is no argument for certain, or the light verb's, counts only where there is nothing else, and behind it.
        """
        found = [f for f in self.fillers if f.preposition.lower() == preposition]
        own = [f for f in found if f.tie is Tie.OWN]
        lent = (Tie.NEAR, Tie.SHARED) if self.kind is Kind.NOUN else (Tie.NEAR,)
        return [f.heads[0] for f in own or [f for f in found if f.tie in lent and f.start > self.head]]


def in_order(found: list[Filler]) -> tuple[Filler, ...]:
    """Arguments in the order of their phrases; of two with the same phrase and preposition the first."""
    unique = {(f.start, f.end, f.preposition, f.role is Role.ATTRIBUTE): f for f in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda f: (f.start, f.end)))
