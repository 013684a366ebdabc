"""Denials of what others said: "rejected the claim that P", "called the story that P a lie", "“False,” X replied"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.extract.lexicon.lexicon import Lexicon, lexicon_of
from graph.extract.parse.parsed import Parsed
from graph.extract.speech.sources import source_of_verb
from graph.extract.speech.speeches import Speech
from graph.extract.stance.stance import StanceReader
from graph.extract.stance.untruth import UntruthReader, clause_of_content
from graph.extract.syntax.tokens import SUBJECTS, is_negated, is_verbal
from graph.extract.words import Token
from graph.model import Stance

RULE = "speech.verdict"
"""The rule for a denial that is a verdict on what was said before."""

_LONGEST = 14
"""A verdict with more words than this says something else as well."""
_SHORT = 4
"""The most words of a verdict without a verb: "an absolute lie"."""
_REACH = 2
"""How many sentences back the words that are denied may be."""
_CHARGED = 5
"""How many sentences back somebody may have been accused of what they deny."""


class RebuttalReader:
    """Finds the denials in one parsed text whose object is a noun of speech with a clause."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.denying = lexicon.cues.denying
        self.untrue = lexicon.stance.untrue_adjectives | lexicon.stance.untrue_nouns
        self.naming = lexicon.clauses.verbs.naming
        self.stances = StanceReader(lexicon)

    def read(self, noun: Token, speech: Speech) -> list[Speech]:
        """What a noun of speech says (`speech`), and the denial of this, if there is one.

        What is denied was said by somebody else, and a verdict after the clause is not part of what was said.
        """
        calling = self._calls_it(noun)
        if calling is not None and speech.content:
            denial = self.denial(calling, speech, source_of_verb(calling, self.parsed))
            return [replace(denial, cue=speech.cue, answer=False)]  # nobody else is reported to say so
        verb = self.denying_verb(noun)
        verdict = None if verb is not None else self._verdict(noun)
        if verdict is not None:
            verb = self._naming_verb(noun)
            if verdict.i > noun.i:  # not in "branded a lie the claim that P"
                end = self._start(verdict)
                speech = replace(speech, content=tuple((a, min(b, end)) for a, b in speech.content if a < end))
        judge = source_of_verb(verb, self.parsed) if verb is not None else None
        if verb is None or judge is None or not speech.content or self._is_open(verb):
            return [speech]
        own = replace(speech, source=None if speech.source == judge else speech.source)
        return [own, self.denial(verb, speech, judge)]

    def denial(self, verb: Token, speech: Speech, judge: int | None) -> Speech:
        """The denial that a verb makes of the content of a speech, with the source of the denial if there is one."""
        lemma, cue = verb.lemma_.lower(), (verb.i, verb.i + 1)
        return Speech(judge, cue, lemma, speech.content, "denied", f"speech.{lemma}", is_negated(verb), answer=True)

    def _is_open(self, verb: Token) -> bool:
        """Whether a denial is only asked about or only likely: "Can X deny reports that P?"."""
        if self.stances.read(verb).stance is Stance.HEDGED:
            return True
        first = next((c for c in verb.children if c.dep_ in SUBJECTS), verb)
        asked = any(c.dep_ == "aux" and c.i < first.i < verb.i for c in verb.children)
        return asked and any(t.text == "?" for t in self.doc[verb.i : self.parsed.sentence(verb).end])

    def _calls_it(self, noun: Token) -> Token | None:
        """The verb of "called it a lie that P", whose subject denies P."""
        verb = noun.head
        lie = (
            noun.lemma_.lower() in self.untrue and verb.lemma_.lower() in self.naming and noun.dep_ in ("oprd", "dobj")
        )
        return verb if lie and any(c.lower_ == "it" and c.i < noun.i for c in verb.children) else None

    def denying_verb(self, noun: Token) -> Token | None:
        """The verb that rejects what a noun says: "dismissed [as invented] the claim", "scoffed at the claim"."""
        above = noun.head
        if noun.dep_ == "dobj" and any(c.dep_ == "mark" and c.lower_ == "as" for c in above.children):
            above = above.head
        if noun.dep_ == "pobj" and self._keys(above) & self.denying:
            return above.head.head if above.head.dep_ == "dobj" else above.head
        if noun.dep_ not in ("dobj", "nsubjpass", "nsubj") or not is_verbal(above):
            return None
        if noun.dep_ == "nsubj" and not any(c.dep_ == "agent" for c in above.children):
            return None
        return above if self.is_denying(above) else None

    def is_denying(self, verb: Token) -> bool:
        """Whether a verb, with its particle, rejects what somebody says."""
        particle = next((f" {c.lower_}" for c in verb.children if c.dep_ == "prt"), "")
        return verb.lemma_.lower() + particle in self.denying

    def _keys(self, preposition: Token) -> set[str]:
        """A verb with a preposition, and with the word before that too: "push back against", "take issue with"."""
        verb = preposition.head.head if preposition.head.dep_ == "dobj" else preposition.head
        roles = ("prt", "advmod", "dobj")
        between = [c.lower_ for c in verb.children if c.dep_ in roles and verb.i < c.i < preposition.i]
        return {
            f"{verb.lemma_.lower()} {' '.join([*words, preposition.lower_])}" for words in ([], *([w] for w in between))
        }

    def _naming_verb(self, noun: Token) -> Token | None:
        """The verb that says what something is ("called", "branded") and has a noun as its object.

        If the verdict precedes the noun, the parser may confuse the two.
        """
        verb, roles = noun.head, ("dobj", "oprd", "nsubjpass", "nsubj")
        return verb if noun.dep_ in roles and verb.lemma_.lower() in self.naming else None

    def _verdict(self, noun: Token) -> Token | None:
        """The word that calls what a noun says untrue: next to the verb, or the last word after the clause.

        The parser attaches "a lie" and "false" to the last noun before them.
        """
        verb = self._naming_verb(noun)
        if verb is None:
            return None
        beside = [
            c for c in verb.children if c.dep_ in ("oprd", "ccomp", "acomp", "attr", "dobj", "advcl") and c.i != noun.i
        ]
        beside += [g for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" for g in c.children]
        for token in (t for b in beside for t in (b, *b.children)):
            if token.lemma_.lower() in self.untrue:
                return token
        last = [t for t in self.doc[noun.i : self.parsed.sentence(noun).end] if not t.is_punct][-1:]
        return next((t for t in last if t.lemma_.lower() in self.untrue), None)

    def _start(self, verdict: Token) -> int:
        """Where the phrase of a verdict begins: at its article or "as"."""
        start = verdict.i
        while start and self.doc[start - 1].lower_ in lexicon_of(verdict).small.speech.verdict:
            start -= 1
        return start


class VerdictReader:
    """Finds the verdicts in one parsed text on what others have just said."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.mental = lexicon.cues.mental
        self.untruths = UntruthReader(lexicon)
        self.untrue = self.untruths.untrue
        self.acts = lexicon.clauses.acts
        self.replies = lexicon.clauses.replies

    def read(self, speeches: Sequence[Speech]) -> list[Speech]:
        """Denials by short verdicts, each on what was last said before it, or on an accusation."""
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
        """Whether somebody begins by saying that what was said before is untrue."""
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
        """The last speech before a verdict that is in another sentence and by somebody else."""
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
        """Whether somebody has recently been accused of something, in any words: "accused X of espionage"."""
        assert verdict.cue is not None
        number = self.parsed.sentence_of[verdict.cue[0]]
        near = self.parsed.sentences[max(number - _CHARGED, 0) : number + 1]
        lemmas = (t.lemma_.lower() for s in near for t in self.doc[s.start : s.end])
        return any("charge" in self.acts.of(lemma) or "charge" in self.replies.of(lemma) for lemma in lemmas)

    def _is_beside(self, said: Speech, verdict: Speech) -> bool:
        """Whether a noun in the same sentence names what is denied: "“No,” X said of a report that P".

        The noun may also precede the verdict: "asked about claims that P, X said that they were false".
        """
        assert said.cue is not None
        assert verdict.cue is not None
        first, last = said.cue[0], verdict.cue[0]
        same = self.parsed.sentence_of[first] == self.parsed.sentence_of[last]
        apart = not (verdict.says(first) or said.says(last) or said.says(min(verdict.content)[0]))
        return same and apart and self.doc[first].pos_ == "NOUN"

    def _name(self, speech: Speech) -> str:
        return self.doc[speech.source].lower_ if speech.source is not None else ""
