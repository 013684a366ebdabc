"""Which source, cue and content belong together: spans of the tagger joined into attributions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.extract.nlp import Parsed
from graph.extract.predicates import subjects
from graph.extract.tagger import Tagged

_SENTENCE = 40
"""How far away a span of the next sentence counts, in tokens."""
_BLOCK = 60
"""How far away the next block counts: a quotation that runs on over paragraphs names its speaker in one of them."""
_FARTHEST = 2 * _SENTENCE + _BLOCK
_BEFORE = 0.5
"""A span behind a cue is its content rather than one before it that is as near."""


@dataclass(slots=True)
class Linked:
    """One attribution as half-open token ranges; it has a cue or a content, and may lack either of the others."""

    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    content: list[tuple[int, int]] = field(default_factory=list)


def link(parsed: Parsed, spans: Sequence[Tagged]) -> list[Linked]:
    """The attributions of an article, in order: around each cue the nearest source and the nearest contents."""
    found: list[Linked] = []
    for level in sorted({s.level for s in spans}):
        found += _Level(parsed, [s for s in spans if s.level == level]).link()
    return sorted(found, key=lambda a: (a.cue or a.content[0], a.content))


class _Level:
    """The spans of one level, which do not overlap."""

    def __init__(self, parsed: Parsed, spans: Sequence[Tagged]) -> None:
        self.parsed = parsed
        # Blocks that say nothing, such as captions, are no distance: those that do are numbered anew.
        numbers = {block: number for number, block in enumerate(sorted(set(parsed.block_of)))}
        self.block_number = [numbers[block] for block in parsed.block_of]
        self.roles = {
            role: [(s.start, s.end) for s in spans if s.role == role] for role in ("source", "cue", "content")
        }

    def link(self) -> list[Linked]:
        """Contents go to their nearest cue, each cue to its subject or its nearest source."""
        cues = [Linked(None, cue) for cue in self.roles["cue"]]
        alone: list[Linked] = []
        for content in self.roles["content"]:
            nearest = min(cues, key=lambda a: self._distance(content, a.cue), default=None)
            if nearest is None or self._distance(content, nearest.cue) > _FARTHEST:
                alone.append(Linked(None, None, [content]))
            else:
                nearest.content.append(content)
        for attribution in [*cues, *alone]:
            attribution.source = self._source(attribution)
        return [a for a in [*cues, *alone] if a.content]

    def _source(self, attribution: Linked) -> tuple[int, int] | None:
        """The source that is the subject of the cue, or else stands nearest to it."""
        at = attribution.cue or attribution.content[0]
        if attribution.cue:
            owners = {t.i for i in range(*at) for t in subjects(self.parsed.doc[i])}
            for start, end in self.roles["source"]:
                if owners & set(range(start, end)):
                    return start, end
        near = [s for s in self.roles["source"] if self._distance(s, at) <= _SENTENCE]
        return min(near, key=lambda s: self._distance(s, at), default=None)

    def _distance(self, span: tuple[int, int], other: tuple[int, int] | None) -> float:
        """Tokens between two spans, more over ends of sentences and blocks; infinite beyond the next block."""
        if other is None:
            return float("inf")
        blocks = abs(self.block_number[span[0]] - self.block_number[other[0]])
        if blocks > 1:
            return float("inf")
        before = span[1] <= other[0]
        gap = other[0] - span[1] if before else span[0] - other[1]
        of = self.parsed.sentence_of
        sentences = of[other[0]] - of[span[1] - 1] if before else of[span[0]] - of[other[1] - 1]
        return max(gap, 0) + _SENTENCE * max(sentences, 0) + _BLOCK * blocks + (_BEFORE if before else 0)
