"""A predication: one predicate with its arguments, whatever the construction that combines them."""

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
        """Whether the predicate says what somebody or something is."""
        return self not in (Kind.VERB, Kind.NOUN)


class Role(StrEnum):
    """The role of an argument; the person or thing that a noun describes is its agent."""

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
    """How an argument is tied to its predicate: directly, through the verb above, or as part of another argument.

    "On Monday X met Y and left": the day belongs to "left" as well. "Signed a deal with X": "with X" may belong to the
    deal or to the verb.
    """

    OWN = "own"
    SHARED = "shared"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Filler:
    """A phrase in a role: its token range `[start, end)`, and the heads of its coordinated parts.

    `preposition` is the word that joins the phrase to the predicate, as in the text ("against", "because", "'s"); it is
    not in the range. `also` has the ranges of other phrases for the same thing, next to it: "Ana Ruiz, the minister".
    `entities` are the keys of the nodes that the phrase refers to, `tie` says how it is tied to the predicate, `owner`
    whether it is possessive: "[his] attack".
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

    `head` is the token that carries the meaning: the noun in "launched an attack", or what a copula says about its
    subject. `tokens` are those of the predicate with auxiliaries, particle and light verb; `passive` says that its
    subject is acted upon. `polarity` says whether the predication is true in its clause, and `turned_by` which word, if
    any, decides that. `factuality` says how certain it is in the text that it happened: from -3, certainly not, through
    0, open, to 3, certainly. `voice` is the speaker's node key, `DOCUMENT` for the article, or None for nobody in
    particular; `relayed_by` are those who pass it on, outermost first.
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
        """The fillers that are certainly arguments."""
        return tuple(f for f in self.fillers if f.tie is not Tie.NEAR)

    def heads(self, *roles: Role) -> list[int]:
        """The first heads of the fillers that have one of some roles and no preposition."""
        plain = (f for f in self.fillers if not f.preposition and f.tie is Tie.OWN)
        return [f.heads[0] for f in plain if f.role in roles]

    @property
    def doers(self) -> list[int]:
        """The first heads of the doers: the subject, or "by whom" of a passive."""
        return [f.heads[0] for f in self.fillers if f.role is Role.AGENT and f.tie is Tie.OWN]

    @property
    def subjects(self) -> list[int]:
        """The first heads of the subject, whether it acts or is acted upon."""
        return self.objects if self.passive else self.doers

    @property
    def owners(self) -> list[int]:
        """The first heads of the owners: "X's", "his"."""
        return [f.heads[0] for f in self.fillers if f.owner]

    @property
    def lent(self) -> list[int]:
        """The first heads of the subject that a light verb lends to a noun: "[X] made a visit"."""
        return [f.heads[0] for f in self.fillers if f.role is Role.AGENT and f.tie is Tie.SHARED]

    @property
    def objects(self) -> list[int]:
        """The first heads of what is acted upon: the objects or, in a passive, the subject, besides any object."""
        if self.kind is not Kind.VERB:
            return []
        return (self.passive and self.heads(Role.RECIPIENT)) or self.heads(Role.PATIENT, Role.RECIPIENT)

    def behind(self, preposition: str) -> list[int]:
        """The first heads of the phrases after a preposition.

        Phrases that may not be arguments, or belong to the light verb, count only if there are no others.
        """
        found = [f for f in self.fillers if f.preposition.lower() == preposition]
        own = [f for f in found if f.tie is Tie.OWN]
        lent = (Tie.NEAR, Tie.SHARED) if self.kind is Kind.NOUN else (Tie.NEAR,)
        return [f.heads[0] for f in own or [f for f in found if f.tie in lent and f.start > self.head]]


def in_order(found: list[Filler]) -> tuple[Filler, ...]:
    """Arguments in the order of their phrases; of two with the same phrase and preposition, only the first."""
    unique = {(f.start, f.end, f.preposition, f.role is Role.ATTRIBUTE): f for f in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda f: (f.start, f.end)))
