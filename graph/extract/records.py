"""What the steps hand to each other about one article, as token indices and node keys."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.extract.when import When

MODEL = "speech.model"
"""The rule of an attribution that only the tagger saw; a claim names it after its own."""

PLEA = "speech.plead"
"""The rule of what somebody pleads guilty to, or not guilty: deeds, of speech as well, are the pleader's account."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a token refers to, by which rule, and how sure that is (0 to 1)."""

    key: str
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Argument:
    """An entity in a role: the token that heads its mention, its node's key, the score of the link.

    `via` is the noun that stands for it ("words" in "the words of X"), or empty.
    """

    token: int
    key: str
    score: float
    via: str = ""


@dataclass(frozen=True, slots=True)
class Extent:
    """How far an attribution reaches by the tagger: source, cue and content, as half-open token ranges."""

    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Speech:
    """One attribution while an article is read, as token indices.

    `source` is the head of the source, or None; `cue` the tokens of the cue; `content` the half-open ranges
    of what is said; `stance` how the source stands to it: affirmed, denied, hedged, none or withdrawn. An `answer`
    denies what another said: "rejected the claim that P" is no act of saying P; one of the writer has no source of its
    own: "falsely claimed that P".
    """

    source: int | None
    cue: tuple[int, int] | None
    lemma: str
    content: list[tuple[int, int]]
    stance: str
    rule: str
    negated: bool = False
    answer: bool = False
    writer: bool = False
    quotes: set[int] = field(default_factory=set)
    extent: Extent | None = None

    def says(self, token: int) -> bool:
        """Whether a token stands in the content."""
        return any(a <= token < b for a, b in self.content) and not (self.cue and self.cue[0] <= token < self.cue[1])

    def size(self) -> int:
        """How many tokens the content has."""
        return sum(b - a for a, b in self.content)


def chain(speeches: list[Speech], token: int) -> list[Speech]:
    """The attributions that a token stands in, outermost first."""
    around = [s for s in speeches if s.says(token)]
    return sorted(around, key=lambda s: (-s.size(), s.cue or (-1, -1)))


def outermost(speeches: list[Speech]) -> list[Speech]:
    """Those attributions, of some with a cue, whose cue stands in no other's content."""
    return [s for s in speeches if not any(o.says(s.cue[0]) for o in speeches if o is not s and s.cue)]


@dataclass(slots=True)
class Relation:
    """One reading of a relation in a sentence, before stance and speaker are known.

    `predicate` is the token that expresses it; `content` token ranges of what a speech act says. `own_voice`
    says that the phrase is a remark of the writer even inside reported speech (an apposition). `act` is the
    attribution that itself is this relation ("X said that Y's remarks are false": X disputes Y). `told` says that
    it is somebody's account: of `by`, or where that is None of nobody known ("X tied Y to Z"). `evidence` is
    a token of the sentence that shows it, where that is not the predicate's.
    """

    relation: str
    rule: str
    predicate: int
    subject: Argument
    object: Argument | None
    score: float
    as_: Argument | None = None
    at: Argument | None = None
    when: When | None = None
    content: list[tuple[int, int]] = field(default_factory=list)
    own_voice: bool = False
    act: Speech | None = None
    evidence: int | None = None
    told: bool = False
    by: Argument | None = None
