"""Who denies what was said before in one short sentence: "“That is a lie,” X said", "“False,” X replied"."""

from __future__ import annotations

from collections.abc import Sequence

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.speech.speeches import Speech
from graph.extract.stance.untruth import UntruthReader, clause_of_content

RULE = "speech.verdict"
"""The rule of a denial that is a verdict on what was said before."""

_LONGEST = 14
"""A verdict of more words says something of its own."""
_SHORT = 4
"""So many words may be a verdict without a verb: "an absolute lie"."""
_REACH = 2
"""How many sentences before may be what is denied."""


_CHARGED = 5
"""How many sentences before somebody may have been accused of it."""


class VerdictReader:
    """Finds the verdicts of one parsed text on what others said right before."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.mental = lexicon.cues.mental
        self.untruths = UntruthReader(lexicon)
        self.untrue = self.untruths.untrue
        self.acts = lexicon.clauses.acts
        self.replies = lexicon.clauses.replies

    def read(self, speeches: Sequence[Speech]) -> list[Speech]:
        """The denials that short verdicts are, each of what the last one before it said or was accused of."""
        found = []
        for speech in speeches:
            if not self._is_verdict(speech):
                continue
            said = self._denied(speech, speeches)
            own = (self._first_sentence(speech),) if self._is_charged(speech) else ()
            content = said.content if said is not None else own
            if content:
                found.append(Speech(speech.source, speech.cue, speech.lemma, content, "denied", RULE, answer=True))
        return found

    def _is_verdict(self, speech: Speech) -> bool:
        """Whether the first that somebody says is that what was said before is untrue."""
        uttered = (
            speech.stance == "affirmed" and not (speech.negated or speech.answer) and speech.lemma not in self.mental
        )
        if not uttered or speech.source is None or speech.cue is None or not speech.content:
            return False
        words = [t for t in self.doc[slice(*self._first_sentence(speech))] if not t.is_punct]
        if not 0 < len(words) <= _LONGEST:
            return False
        verb = clause_of_content(words)
        if verb is None:
            return len(words) <= _SHORT and words[-1].lemma_.lower() in self.untrue
        judged = self.untruths.judged(verb)
        return judged is not None and self.untruths.is_pointing(judged)

    def _first_sentence(self, speech: Speech) -> tuple[int, int]:
        start, end = min(speech.content)
        return start, min(end, self.parsed.sentence(start).end)

    def _denied(self, verdict: Speech, speeches: Sequence[Speech]) -> Speech | None:
        """What was said last before a verdict, in another sentence and by somebody else."""
        assert verdict.cue is not None
        number, who = self.parsed.sentence_of[verdict.cue[0]], self._name(verdict)
        before = [
            s
            for s in speeches
            if s.cue is not None
            and s.content
            and not s.answer
            and (0 < number - self.parsed.sentence_of[s.cue[0]] <= _REACH or self._is_beside(s, verdict))
            and s.lemma not in self.mental
            and self._name(s) != who
        ]
        last = max((self.parsed.sentence_of[s.cue[0]] for s in before if s.cue), default=None)
        same = [s for s in before if s.cue and self.parsed.sentence_of[s.cue[0]] == last]
        return max(same, key=lambda s: (s.size(), s.cue or (0, 0)), default=None)

    def _is_charged(self, verdict: Speech) -> bool:
        """Whether somebody was accused of something not long before, in whatever words: "accused X of espionage"."""
        assert verdict.cue is not None
        number = self.parsed.sentence_of[verdict.cue[0]]
        near = self.parsed.sentences[max(number - _CHARGED, 0) : number + 1]
        lemmas = (t.lemma_.lower() for s in near for t in self.doc[s.start : s.end])
        return any("charge" in self.acts.of(lemma) or "charge" in self.replies.of(lemma) for lemma in lemmas)

    def _is_beside(self, said: Speech, verdict: Speech) -> bool:
        """Whether a noun of the same sentence names what is denied: "“No,” X said of a report that P".

        Also before it: "asked about claims that P, X said that they were false".
        """
        assert said.cue is not None
        assert verdict.cue is not None
        first, last = said.cue[0], verdict.cue[0]
        same = self.parsed.sentence_of[first] == self.parsed.sentence_of[last]
        apart = not (verdict.says(first) or said.says(last) or said.says(min(verdict.content)[0]))
        return same and apart and self.doc[first].pos_ == "NOUN"

    def _name(self, speech: Speech) -> str:
        return self.doc[speech.source].lower_ if speech.source is not None else ""
