"""Who denies what was said before in one short sentence: "“That is a lie,” X said", "“False,” X replied"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.speech.speeches import Speech
from graph.extract.syntax.tokens import is_negated

if TYPE_CHECKING:
    from spacy.tokens import Token

RULE = "speech.verdict"
"""The rule of a denial that is a verdict on what was said before."""

_LONGEST = 8
"""A verdict of more words says something of its own."""
_REACH = 2
"""How many sentences before may be what is denied."""


class VerdictReader:
    """Finds the verdicts of one parsed text on what others said right before."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.mental = lexicon.cues.mental
        self.untrue = lexicon.stance.untrue_adjectives | lexicon.stance.untrue_nouns
        self.true = lexicon.stance.true_words
        self.nothing = lexicon.clauses.pronouns.nobody
        self.acts = lexicon.clauses.acts
        self.pointing = lexicon.small.relation.said_before

    def read(self, speeches: Sequence[Speech]) -> list[Speech]:
        """The denials that short verdicts are, each of what the last one before it said or was accused of."""
        found = []
        for speech in speeches:
            if not self._is_verdict(speech):
                continue
            said = self._denied(speech, speeches)
            content = said.content if said is not None else speech.content if self._is_charged(speech) else ()
            if content:
                found.append(Speech(speech.source, speech.cue, speech.lemma, content, "denied", RULE, answer=True))
        return found

    def _is_verdict(self, speech: Speech) -> bool:
        """Whether all that somebody says is that it is untrue."""
        uttered = (
            speech.stance == "affirmed" and not (speech.negated or speech.answer) and speech.lemma not in self.mental
        )
        if not uttered or speech.source is None or speech.cue is None or not speech.content:
            return False
        words = [t for a, b in sorted(set(speech.content))[:1] for t in self.doc[a:b] if not t.is_punct]
        if not 0 < len(words) <= _LONGEST:
            return False
        copula = next((t for t in words if t.lemma_ == "be"), None)
        if copula is None:
            return len(words) <= _REACH and words[-1].lemma_.lower() in self.untrue
        clauses = any(c.dep_ in ("ccomp", "xcomp", "advcl", "conj") for c in copula.children)
        subject = next((c for c in copula.children if c.dep_ == "nsubj"), None)
        nothing = subject is not None and subject.lower_ in self.nothing  # "none of this is true"
        points = subject is not None and (nothing or subject.lower_ in self.pointing) and not clauses
        said = [c for c in copula.children if c.dep_ in ("attr", "acomp")]
        wanted = self.true if is_negated(copula) or nothing else self.untrue
        return points and any(_is_bare(c) and {c.lower_, c.lemma_.lower()} & wanted for c in said)

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
            and 0 < number - self.parsed.sentence_of[s.cue[0]] <= _REACH
            and s.lemma not in self.mental
            and self._name(s) != who
        ]
        last = max((self.parsed.sentence_of[s.cue[0]] for s in before if s.cue), default=None)
        same = [s for s in before if s.cue and self.parsed.sentence_of[s.cue[0]] == last]
        return max(same, key=lambda s: (s.size(), s.cue or (0, 0)), default=None)

    def _is_charged(self, verdict: Speech) -> bool:
        """Whether somebody was accused of something right before, in whatever words: "accused X of espionage"."""
        assert verdict.cue is not None
        number = self.parsed.sentence_of[verdict.cue[0]]
        before = self.parsed.sentences[max(number - _REACH, 0) : number]
        words = (t for s in before for t in self.doc[s.start : s.end])
        return any("charge" in self.acts.of(t.lemma_.lower()) for t in words)

    def _name(self, speech: Speech) -> str:
        return self.doc[speech.source].lower_ if speech.source is not None else ""


def _is_bare(word: Token) -> bool:
    """Whether a verdict has nothing behind it that would be another's: "a lie by the ministry"."""
    return all(c.i < word.i or c.is_punct for c in word.children)
