"""All attributions of an article, as read by the rules and the tagger, with their speakers, nested and reconciled."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import permutations

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.speech.attribution import AttributionFinder
from graph.extract.speech.extents import ExtentReader
from graph.extract.speech.rebuttals import VerdictReader
from graph.extract.speech.reconciling import Merger, unite
from graph.extract.speech.speeches import Speech, Speeches
from graph.extract.speech.turned_down import TurnedDownReader
from graph.extract.speech.withdrawals import Withdrawals
from graph.extract.tagger.tagger import Tagger
from graph.extract.trace import SILENT, Trace
from graph.extract.words import Token


def find_speeches(
    parsed: Parsed,
    lexicon: Lexicon,
    tagger: Tagger | None,
    trace: Trace = SILENT,
    outlets: Container[int] = frozenset(),
) -> Speeches:
    """Who says what, by rules alone if there is no `tagger`; `outlets` are the head words of newspaper names."""
    found = AttributionFinder(parsed, lexicon, trace, outlets).find()
    if tagger is not None and len(parsed.doc):
        found = Merger(parsed, lexicon.cues).merge(found, tagger.read(parsed))
    nested = Nesting(parsed, ExtentReader(parsed, lexicon), outlets).order(unite(parsed, found))
    turned = TurnedDownReader(parsed, lexicon)
    standing = turned.part(Withdrawals(parsed, lexicon).read(nested))
    replies = (*VerdictReader(parsed, lexicon).read(standing), *turned.read(standing))
    return Speeches((*standing, *replies))


class Nesting:
    """Decides which of two attributions contains the other, if each takes the other as its content.

    `outlets` are the head words of newspaper names.
    """

    def __init__(self, parsed: Parsed, extents: ExtentReader, outlets: Container[int]) -> None:
        self.doc = parsed.doc
        self.parsed = parsed
        self.extents = extents
        self.outlets = outlets

    def order(self, speeches: Sequence[Speech]) -> list[Speech]:
        """The same attributions, but a source named at the end of a sentence reports the attribution before it.

        "X said that P, reported Y" is Y's report of what X said, but in "the Guardian reports that P, according to Y"
        the newspaper passes on what Y says.
        """
        ordered = list(speeches)
        for last, first in permutations(range(len(ordered)), 2):
            if self._is_closing(ordered[last], ordered[first]):
                ordered[first], ordered[last] = self._nested(ordered[first], ordered[last])
        return ordered

    def _is_closing(self, last: Speech, first: Speech) -> bool:
        """Whether one attribution follows the words that it reports, which are the sentence of the other one."""
        if first.cue is None or last.cue is None or None in (first.source, last.source):
            return False
        if first.answer or last.answer or not last.content or not first.content:
            return False
        here = self.parsed.sentence_of[first.cue[0]] == self.parsed.sentence_of[last.cue[0]]
        behind = first.cue[0] < last.cue[0] and max(end for _, end in last.content) <= self._start(last)
        return here and behind and last.says(first.cue[0])

    def _nested(self, first: Speech, last: Speech) -> tuple[Speech, Speech]:
        """Both, with the inner one cut before the outer one's words, and the outer one extended around the inner."""
        start = self._start(last)
        if first.source not in self.outlets or last.source in self.outlets:
            return self._cut(first, start), last
        whole = min(a for a, _ in first.content), self._end(last)
        inner = self._cut(first, start).content or last.content
        return replace(first, content=(whole,)), replace(last, content=inner)

    def _cut(self, speech: Speech, end: int) -> Speech:
        parts = (self.extents.strip(a, min(b, end)) for a, b in speech.content)
        return replace(speech, content=tuple((a, b) for a, b in parts if a < b))

    def _words(self, speech: Speech) -> list[Token]:
        """The cue and the source of an attribution that has both."""
        assert speech.cue is not None
        assert speech.source is not None
        return [*self.doc[speech.cue[0] : speech.cue[1]], *self.doc[speech.source].subtree]

    def _start(self, speech: Speech) -> int:
        return min(t.i for t in self._words(speech))

    def _end(self, speech: Speech) -> int:
        return self.extents.strip(0, max(t.i for t in self._words(speech)) + 1)[1]
