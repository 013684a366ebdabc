"""Where reported words end and the article itself resumes: "X said that P would rise, while Y condemned Z"."""

from __future__ import annotations

from graph.extract.lexicon.entries import Cues
from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.syntax.that_clauses import is_simple, tense
from graph.extract.syntax.tokens import FINITE, SETS_OFF
from graph.extract.words import Token

_MOST_BEFORE = 5
"""How many words may precede a conjunction of time: "only a few hours after"."""

_BEGINS = frozenset({*SETS_OFF, "even"})


def is_cue(token: Token, cues: Cues) -> bool:
    """Whether a token is a verb in the cue table."""
    return token.lemma_.lower() in cues.verbs and token.pos_ in ("VERB", "AUX") and token.tag_[:2] == "VB"


class AsideReader:
    """Finds what the article itself adds after reported words, in one parsed text."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.cues = lexicon.cues
        self.small = lexicon.small.speech
        self.conjunctions = lexicon.clauses.conjunctions

    def stop(self, clause: Token, cue: Token, end: int) -> int:
        """Where the article itself resumes: "X said that P would rise, while Y condemned Z", in the tense of "said"."""
        if self.parsed.quote_of[cue.i] >= 0 or cue.i > clause.i:
            return end
        for i in range(clause.i + 1, end - 1):
            begins = self.doc[i].lower_ in _BEGINS and self.parsed.quote_of[i] < 0
            if begins and self._goes_on(i, clause, cue):
                return i
        return end

    def _goes_on(self, i: int, clause: Token, cue: Token) -> bool:
        """Whether reported words end at a comma, a dash or "even as"."""
        word, behind = self.doc[i], self.doc[i + 1]
        if word.text in SETS_OFF and self._is_remark(i + 1, clause):
            return True
        even = word.lower_ == "even" and behind.lower_ == "as"
        aside = behind.head if even else self._meanwhile(i + 1) if word.text == "," else None
        if aside is not None and clause.is_ancestor(aside) and self._is_aside(aside, clause, cue):
            return True
        return word.text == "," and self._tells_occasion(i + 1, clause)

    def _is_remark(self, start: int, clause: Token) -> bool:
        """Whether the article adds somebody else's comment on P: "said that P, [an accusation that Y denies]"."""
        head = next((t for t in self.doc[start : start + 3] if t.lower_ in self.small.remark), None)
        replies = [c for c in head.children if c.dep_ == "relcl" and tense(c) in FINITE] if head is not None else []
        by_other = [r for r in replies if any(c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP") for c in r.children)]
        told = [r for r in by_other if not any(c.tag_ == "MD" or c.lower_ == "had" for c in r.children)]
        return any(self.doc[r.i].lower_ != "that" and clause.i < r.i for r in told)

    def _tells_occasion(self, start: int, clause: Token) -> bool:
        """Whether a participle says where or to whom the words are said: "X said that P, speaking at Q"."""
        word = self.doc[start]
        speaking = word.tag_ == "VBG" and word.dep_ == "advcl" and word.lemma_.lower() in self.small.occasion
        return speaking and clause.is_ancestor(word)

    def _meanwhile(self, start: int) -> Token | None:
        """The verb of a clause introduced by a conjunction of time or contrast: "while X …", "a day after X …"."""
        for word in self.doc[start : start + _MOST_BEFORE]:
            if word.lower_ in self.conjunctions.meanwhile:
                inner = [c for c in word.children if c.dep_ == "pcomp"]
                return inner[0] if inner else word.head if word.dep_ in ("mark", "advmod") else None
            if word.pos_ not in ("ADV", "DET", "NUM", "NOUN", "ADJ"):
                return None
        return None

    def _is_aside(self, aside: Token, clause: Token, cue: Token) -> bool:
        """Whether a clause of time or contrast is the article's own: a reported one would be in an earlier tense."""
        own = any(c.dep_ in ("nsubj", "nsubjpass") for c in aside.children) and self.parsed.quote_of[aside.i] < 0
        reported = tense(aside) == "VBD" and is_cue(aside, self.cues)  # "has said that P, while Y said Q"
        if not (own and is_simple(aside)) or (tense(aside) != tense(cue) and not reported):
            return False
        back = clause.tag_ != "VBD" or clause.lemma_ in self.small.still or not is_simple(clause)
        return (tense(cue) == "VBD" and back) or is_cue(aside, self.cues)
