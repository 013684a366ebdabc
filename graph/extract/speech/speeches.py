"""Acts of speech in one article, as token indices."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

MODEL = "speech.model"
"""The rule for an attribution that only the tagger found; the claim names it after its own rule."""

PLEA = "speech.plead"
"""The rule for pleading guilty or not guilty: the deeds, including those of speech, are the pleader's account."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How far the tagger's attribution extends: source, cue and content, as half-open token ranges."""

    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Speech:
    """One attribution, as token indices.

    `source` is the head of the source, or None; `cue` the tokens of the cue; `content` the half-open ranges
    of what is said; `stance` the source's stance on it: affirmed, denied, hedged, none or withdrawn. An `answer`
    denies what another said: "rejected the claim that P" does not say P; an answer of the writer has no source:
    "falsely claimed that P".
    """

    source: int | None
    cue: tuple[int, int] | None
    lemma: str
    content: tuple[tuple[int, int], ...]
    stance: str
    rule: str
    negated: bool = False
    answer: bool = False
    writer: bool = False
    quotes: frozenset[int] = frozenset()
    extent: Extent | None = None

    def says(self, token: int) -> bool:
        """Whether a token is in the content."""
        return any(a <= token < b for a, b in self.content) and not (self.cue and self.cue[0] <= token < self.cue[1])

    def size(self) -> int:
        """How many tokens the content has."""
        return sum(b - a for a, b in self.content)


@dataclass(frozen=True, slots=True)
class Speeches:
    """All attributions of one article, in the order of their cues."""

    all: tuple[Speech, ...]

    def around(self, token: int) -> list[Speech]:
        """The attributions that contain a token, outermost first."""
        around = [s for s in self.all if s.says(token)]
        return sorted(around, key=lambda s: (-s.size(), s.cue or (-1, -1)))

    def accused(self, token: int, charges: Container[str]) -> list[Speech]:
        """The denial of "denied the accusation by Y that …" around a token, if its source is the one accused there."""
        around = self.around(token)
        same = [s for s in around if s.content == around[-1].content]
        charged = any(s.lemma in charges for s in same)
        return [s for s in same if charged and s.stance == "denied"][:1]


def outermost(speeches: list[Speech]) -> list[Speech]:
    """The attributions whose cue is not in the content of another one."""
    return [s for s in speeches if not any(o.says(s.cue[0]) for o in speeches if o is not s and s.cue)]
