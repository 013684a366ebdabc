"""Which sentences report something about somebody, and which of these are silent: the only definition of silence.

A sentence reports something if it has a name and a cue of speech, or the names of two different entities and a verb.
It is silent if it is not part of the evidence for any statement.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed, Sentence
from graph.extract.reference.links import References
from graph.extract.speech.speeches import Speeches
from graph.model import Coverage, Silence, Silent, Span, Statement

_NAMES = ("name", "city", "country")
"""The kinds of mentions that are names: not "the minister", "Peruvian" or "the government"."""


class CoverageReader:
    """Sorts the sentences in one article."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, speeches: Speeches, references: References) -> None:
        self.parsed = parsed
        cues = lexicon.cues
        self.saying = frozenset(cues.verbs) - cues.weak - cues.mental
        self.named: dict[int, set[str]] = {}
        for found in references.mentions.found:
            if found.kind in _NAMES:
                self.named.setdefault(parsed.sentence_of[found.head], set()).add(references.entities.get(found.key).key)
        self.known: dict[int, bool] = {}
        for speech in speeches.all:
            if speech.cue:
                sentence = parsed.sentence_of[speech.cue[0]]
                known = speech.source is not None and references.meant_at(speech.source) is not None
                self.known[sentence] = self.known.get(sentence, False) or known

    def read(self, statements: tuple[Statement, ...]) -> Coverage:
        """How many sentences report something about somebody, and those of them from which no statement was read."""
        heard = [it.evidence for it in statements]
        telling = dict(self._telling())
        spans = ((self.parsed.span(it.start, it.end), reason) for it, reason in telling.items())
        silent = ((span, reason) for span, reason in spans if not _touched(span, heard))
        text = self.parsed.document.text
        return Coverage(len(telling), tuple(Silent(span, span.of(text), reason) for span, reason in silent))

    def _telling(self) -> Iterator[tuple[Sentence, Silence]]:
        """The sentences that report something about somebody, each with the reason why it would be silent."""
        for number, sentence in enumerate(self.parsed.sentences):
            named = self.named.get(number, ())
            if named and self._speaks(number, sentence):
                known = self.known.get(number, False)
                yield sentence, Silence.UNREAD_CONTENT if known else Silence.UNKNOWN_SPEAKER
            elif len(named) > 1 and any(t.pos_ == "VERB" for t in self.parsed.doc[sentence.start : sentence.end]):
                yield sentence, Silence.UNREAD_RELATION

    def _speaks(self, number: int, sentence: Sentence) -> bool:
        """Whether a sentence has a cue of speech: one that was found, or a verb of saying with possible content."""
        if number in self.known:
            return True
        tokens = range(sentence.start, sentence.end)
        quoted = any(self.parsed.quote_of[i] >= 0 for i in tokens)
        verbs = (self.parsed.doc[i] for i in tokens if self.parsed.doc[i].lemma_.lower() in self.saying)
        return any(quoted or any(c.dep_ == "ccomp" for c in verb.children) for verb in verbs if verb.pos_ == "VERB")


def _touched(span: Span, evidence: list[Span]) -> bool:
    return any(it.start < span.end and span.start < it.end for it in evidence)
