"""Joins the spans of the tagger into attributions by deciding which source, cue and content belong together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graph.extract.parse.parsed import Parsed
from graph.extract.syntax.predicates import subjects
from graph.extract.tagger.tagger import ROLES, Tagged

_SENTENCE = 40
"""The extra distance of a span in the next sentence, in tokens."""
_BLOCK = 60
"""The extra distance of the next block: a quotation over several paragraphs names its speaker in one of them."""
_FARTHEST = 2 * _SENTENCE + _BLOCK
_LEVEL = 1
"""The extra distance of a span on the other level: outer spans mostly belong to outer ones."""
_BEFORE = 0.5
"""The extra distance of a span before a cue: at equal distance, the span after the cue is its content."""


Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Linked:
    """One attribution as half-open token ranges; it has a cue or a content, and may lack the other parts."""

    source: Range | None
    cue: Range | None
    content: tuple[Range, ...]


def link(parsed: Parsed, spans: Sequence[Tagged]) -> list[Linked]:
    """The attributions of an article, in order: around each cue the nearest source and the nearest contents."""
    return sorted(_Linker(parsed, spans).link(), key=lambda a: (a.cue or a.content[0], a.content))


class _Linker:
    """The spans of one article by role, each with the levels on which it was read."""

    def __init__(self, parsed: Parsed, spans: Sequence[Tagged]) -> None:
        self.parsed = parsed
        # Blocks that state nothing, such as captions, do not count as distance, so the others are renumbered.
        numbers = {block: number for number, block in enumerate(sorted(set(parsed.block_of)))}
        self.block_number = [numbers[block] for block in parsed.block_of]
        self.roles: dict[str, dict[Range, set[int]]] = {role: {} for role in ROLES}
        for span in spans:
            self.roles[span.role].setdefault((span.start, span.end), set()).add(span.level)

    def link(self) -> list[Linked]:
        """Attach each content to its nearest cue, and each cue to its subject or its nearest source."""
        contents: dict[Range, list[Range]] = {cue: [] for cue in self.roles["cue"]}
        alone: list[Linked] = []
        for content in self.roles["content"]:
            outside = [cue for cue in contents if cue[1] <= content[0] or content[1] <= cue[0]]
            nearest = self._nearest(content, outside, "content", "cue", _FARTHEST)
            if nearest is None:
                alone.append(Linked(None, None, (content,)))
            else:
                contents[nearest].append(content)
        cued = (Linked(None, cue, tuple(content)) for cue, content in contents.items() if content)
        return [replace(a, source=self._source(a)) for a in (*cued, *alone)]

    def _source(self, attribution: Linked) -> Range | None:
        """The source that is the subject of the cue, or else the nearest source."""
        sources = self.roles["source"]
        if attribution.cue is None:
            return self._nearest(attribution.content[0], sources, "content", "source", _SENTENCE)
        owners = {t.i for i in range(*attribution.cue) for t in subjects(self.parsed.doc[i])}
        owning = (s for s in sources if owners & set(range(*s)))
        return next(owning, None) or self._nearest(attribution.cue, sources, "cue", "source", _SENTENCE)

    def _nearest(self, span: Range, others: Iterable[Range], role: str, other: str, farthest: float) -> Range | None:
        """The nearest of some spans with another role; those read on another level count as more distant."""
        levels = self.roles[role][span]
        found = []
        for one in others:
            distance = self._distance(span, one) + (0 if self.roles[other][one] & levels else _LEVEL)
            if distance <= farthest:
                found.append((distance, one))
        return min(found, default=(0, None))[1]

    def _distance(self, span: Range, other: Range) -> float:
        """Tokens between two spans, plus more for each end of a sentence or block; infinite beyond the next block."""
        blocks = abs(self.block_number[span[0]] - self.block_number[other[0]])
        if blocks > 1:
            return float("inf")
        before = span[1] <= other[0]
        gap = other[0] - span[1] if before else span[0] - other[1]
        of = self.parsed.sentence_of
        sentences = of[other[0]] - of[span[1] - 1] if before else of[span[0]] - of[other[1] - 1]
        return max(gap, 0) + _SENTENCE * max(sentences, 0) + _BLOCK * blocks + (_BEFORE if before else 0)
