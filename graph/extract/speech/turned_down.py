"""Denials of what another said before, without repeating it: "X rejected these claims", "P, which X denies"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.speech.rebuttals import RebuttalReader
from graph.extract.speech.sources import source_of_verb
from graph.extract.speech.speeches import Speech
from graph.extract.stance.stance import StanceReader
from graph.extract.stance.untruth import clause_of_content
from graph.extract.syntax.tokens import SUBJECTS
from graph.extract.words import Token
from graph.model import Stance

_OWNED = 2
"""How many sentences back the words of a named author may be; "that" refers to the last sentence."""
_SET_OFF = (",", "-", "–", "—")
_PLAIN = ("det", "poss", "amod", "predet", "punct", "nummod")


class TurnedDownReader:
    """Finds the denials in one parsed text whose object refers to what was said without repeating it."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.cues = lexicon.cues
        self.acts = lexicon.clauses.acts
        self.remarks = lexicon.cues.contestable | lexicon.small.speech.remark
        self.resuming = lexicon.small.speech.resuming
        self.pointing = lexicon.clauses.determiners.pointing
        self.repeating = lexicon.clauses.pronouns.repeating
        self.rebuttals = RebuttalReader(parsed, lexicon)
        self.stances = StanceReader(lexicon)

    def read(self, speeches: Sequence[Speech]) -> list[Speech]:
        """The denials in the order of their words, each of what one other person says."""
        nouns = (t for t in self.doc if t.lemma_.lower() in self.cues.contestable and t.pos_ == "NOUN")
        return [denial for noun in nouns for denial in self._denials(noun, speeches)]

    def part(self, speeches: Sequence[Speech]) -> list[Speech]:
        """The same attributions, with the denials right after the words that they deny, which end there."""
        found, denials = list(speeches), []
        # The parser may take the verb of "a claim that X's office disputes" for a noun.
        for verb in (t for t in self.doc if t.pos_ == "VERB" or t.dep_ in ("relcl", "acl")):
            denied = self._beside(verb, found)
            if denied is not None:
                at, said, denial = denied
                found[at : at + 1] = [] if said is None else [said]
                found = [it for it in found if it.cue != denial.cue]
                denials.append(denial)
        return [*found, *denials]

    def _denials(self, noun: Token, speeches: Sequence[Speech]) -> list[Speech]:
        """The denials of what a noun refers to: with "these claims", all that somebody said in a row."""
        verb = self.rebuttals.denying_verb(noun) if self._points(noun) else None
        judge = self._judge(verb) if verb is not None else None
        if verb is None or judge is None:
            return []
        said = self._said(noun, verb, self.doc[judge], speeches)
        if said is None or (self._is_definite(noun) and not self._names(said, self.doc[judge])):
            return []  # "the claims" may be older ones, unless somebody has just spoken about the one who denies them
        if noun.tag_ != "NNS":
            content = self._first_clause(said.content)
            return [self.rebuttals.denial(verb, replace(said, content=content), judge)]
        row = [said, *self._in_a_row(said, speeches)]
        return [self.rebuttals.denial(verb, it, judge) for it in sorted(row, key=lambda it: it.content)]

    def _judge(self, verb: Token) -> int | None:
        """The source of a denying verb; None if nobody is reported to deny anything."""
        affirmed = self.stances.read(verb).stance is Stance.AFFIRMED
        return source_of_verb(verb, self.parsed) if affirmed else None

    def _in_a_row(self, said: Speech, speeches: Sequence[Speech]) -> list[Speech]:
        """What the same speaker says in the sentences right before: "X said that P. He also said that Q"."""
        row, number = [said], self._number(said)
        for it in sorted(speeches, key=self._number, reverse=True):
            if self._number(it) != number - 1 or it.source is None or not self._is_affirmed(it):
                continue
            first, last = self.doc[it.source], self.doc[row[-1].source or 0]
            if not (self._is_same(first, last) or last.tag_ == "PRP"):
                break
            row.append(it)
            number -= 1
        return row[1:]

    # ---------------------------------------------------------- in apposition

    def _beside(self, verb: Token, speeches: Sequence[Speech]) -> tuple[int, Speech | None, Speech] | None:
        """ "X says that P, a claim that Y disputes"; "X says that P, which Y denies": Y denies what X says.

        Returns the number of the attribution, the attribution cut to P, and the denial. If the article itself says P
        and calls it a claim, that is an attribution to nobody, after all others; if it does not call it one, there is
        no attribution.
        """
        start = self._start_beside(verb)
        judge = self._judge(verb) if start is not None else None
        if start is None or judge is None:
            return None
        cut = [(at, self._up_to(start, it)) for at, it in enumerate(speeches)]
        found = [
            (at, it) for at, it in cut if self._is_said(it, verb, self.doc[judge], 0) or self._is_alleged(it, verb)
        ]
        if found:
            at, said = max(found, key=lambda pair: pair[1].cue or (0, 0))
            return at, said, self.rebuttals.denial(verb, said, judge)
        told = self._told_before(start, verb, speeches)
        if told is None:
            return None
        called = self._called_a_claim(start, verb, told)
        if called is None and not self._contradicts(start, verb, told):
            return None
        own = Speech(None, None, "", (told,), "affirmed", "")
        return len(speeches), called, self.rebuttals.denial(verb, own, judge)

    def _told_before(self, start: int, verb: Token, speeches: Sequence[Speech]) -> tuple[int, int] | None:
        """What the article itself says from the start of the sentence up to a comma, if that is a clause."""
        told = (self.parsed.sentence(verb).start, start - 1)
        others = [it for it in speeches if it.content and it.cue != (verb.i, verb.i + 1)]
        attributed = any(a < told[1] and told[0] < b for it in others for a, b in (*it.content, it.cue or (0, 0)))
        finite = any(t.dep_ in SUBJECTS and t.head.i in range(*told) for t in self.doc[slice(*told)])
        return self._charged(told) if finite and not attributed else None

    def _charged(self, told: tuple[int, int]) -> tuple[int, int]:
        """What somebody is charged with, since that is denied, not the charging; else all of `told`."""
        verb = clause_of_content([t for t in self.doc[slice(*told)] if not t.is_punct])
        if verb is None or "charge" not in self.acts.of(verb.lemma_.lower()):
            return told
        phrases = (c for p in verb.children if p.dep_ == "prep" and p.i > verb.i for c in p.children)
        deed = next((it for it in phrases if it.dep_ in ("pcomp", "pobj")), None)
        return (deed.left_edge.i, told[1]) if deed is not None and deed.i < told[1] else told

    def _called_a_claim(self, start: int, verb: Token, told: tuple[int, int]) -> Speech | None:
        """What the article says and then calls a claim: "P, a claim that …"."""
        noun = next((t for t in self.doc[start : verb.i] if t.lemma_.lower() in self.cues.contestable), None)
        lemma = noun.lemma_.lower() if noun is not None else ""
        if noun is None or lemma not in self.cues.nouns:
            return None
        return Speech(None, (noun.i, noun.i + 1), lemma, (told,), self.cues.nouns[lemma], f"speech.{lemma}-that")

    def _contradicts(self, start: int, verb: Token, told: tuple[int, int]) -> bool:
        """Whether "which" means the whole statement, not a thing in it: "asked for a visa, which X denied"."""
        nouns = {t.lemma_.lower() for t in self.doc[slice(*told)] if t.pos_ == "NOUN"}
        meant = nouns.isdisjoint(self.cues.contestable | self.cues.refusable)
        return self.doc[start].lower_ in self.resuming and verb.lemma_.lower() in self.cues.contradicting and meant

    def _start_beside(self, verb: Token) -> int | None:
        """Where the phrase begins, after a comma, with which a verb rejects the words before the comma."""
        if not self.rebuttals.is_denying(verb):
            return None
        which = next(
            (c for c in verb.children if c.dep_ == "dobj" and c.i < verb.i and c.lower_ in self.resuming), None
        )
        noun = verb.head if verb.dep_ in ("relcl", "acl") else None
        noun = noun or next((c for c in verb.children if c.dep_ == "dobj" and c.i < verb.i), None)
        if noun is not None and not (noun.lemma_.lower() in self.remarks and noun.i < verb.i):
            noun = None
        complete = any(c.dep_ in ("dobj", "ccomp", "xcomp") and c.i > verb.i for c in verb.children)
        opening = noun or which  # "an accusation, which X denies": the denied phrase begins with the noun
        start = opening.left_edge.i if opening is not None and not complete else 0
        return start if start and self.doc[start - 1].text in _SET_OFF else None

    def _up_to(self, start: int, said: Speech) -> Speech:
        """What is said right before a comma, without the words that follow; nothing if something is in between."""
        parts = [(a, min(b, start - 1)) for a, b in said.content if a < start - 1]
        reaches = bool(parts) and parts[-1][1] in (start - 1, start - 2)
        return replace(said, content=tuple(parts) if reaches else ())

    def _first_clause(self, content: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
        """The first clause of a statement, without any clause joined to it by "and"."""
        start, end = min(content)
        verb = clause_of_content([t for t in self.doc[start:end] if not t.is_punct])
        joined = [c for c in verb.children if c.dep_ == "cc" and c.i > verb.i] if verb is not None else []
        return ((start, min([end, *(c.i for c in joined)])),)

    def _points(self, noun: Token) -> bool:
        """Whether a noun refers to what was said instead of saying it: no clause and no "about P" follows."""
        if any(c.dep_ not in _PLAIN or c.i > noun.i for c in noun.children):
            return False
        owner = self._owner(noun)
        if owner is not None and owner.pos_ == "PRON" and any(c.dep_ == "amod" for c in noun.children):
            return False  # "his earlier comments" are not the ones just reported
        return owner is not None or any(c.lower_ in self.pointing for c in noun.children)

    def _is_definite(self, noun: Token) -> bool:
        """Whether a noun has only an article, which does not point to what was said: "the claims"."""
        return self._owner(noun) is None and not any(c.lower_ in self.repeating for c in noun.children)

    def _names(self, said: Speech, judge: Token) -> bool:
        """Whether what is said names the person who denies it."""
        words = (t for a, b in said.content for t in self.doc[a:b])
        return judge.pos_ == "PROPN" and any(t.pos_ == "PROPN" and self._is_same(t, judge) for t in words)

    def _owner(self, noun: Token) -> Token | None:
        return next((c for c in noun.children if c.dep_ == "poss"), None)

    def _said(self, noun: Token, verb: Token, judge: Token, speeches: Sequence[Speech]) -> Speech | None:
        """What somebody else last said, the innermost of nested reports; None if it may be one of several."""
        owner = self._owner(noun)
        reach = _OWNED if owner is not None and owner.pos_ != "PRON" else 1
        own = (it for it in speeches if owner is None or self._owns(owner, it))
        before = [it for it in own if self._is_said(it, verb, judge, reach)]
        last = max((self._number(it) for it in before), default=0)
        here = [it for it in before if self._number(it) == last]
        inner = [it for it in here if not any(it.says(o.cue[0]) for o in here if o is not it and o.cue)]
        sources = {self.doc[it.source].lower_ for it in inner if it.source is not None}
        alone = len(sources) == 1 and len(here) - len(inner) <= 1
        return max(inner, key=lambda it: it.cue or (0, 0)) if alone else None

    def _is_said(self, said: Speech, verb: Token, judge: Token, reach: int) -> bool:
        """Whether somebody other than the person who denies affirms something shortly before the denial."""
        if said.cue is None or said.source is None or not self._is_affirmed(said):
            return False
        apart = self.parsed.sentence_of[verb.i] - self._number(said)
        behind = max(end for _, end in said.content) <= verb.i and said.cue[0] < verb.i
        return behind and 0 <= apart <= reach and not self._is_same(self.doc[said.source], judge)

    def _is_alleged(self, said: Speech, verb: Token) -> bool:
        """Whether nobody in particular says something right before a denial: "is accused of P, which he denies"."""
        before = said.cue is not None and said.cue[0] < verb.i and said.source is None
        return before and bool(said.content) and not (said.answer or said.negated or said.stance == "denied")

    def _is_affirmed(self, said: Speech) -> bool:
        """Whether somebody says that something is so."""
        told = bool(said.content) and said.cue is not None and not (said.answer or said.negated)
        return told and said.stance == "affirmed" and said.lemma not in self.cues.mental

    def _number(self, said: Speech) -> int:
        return self.parsed.sentence_of[said.cue[0]] if said.cue is not None else 0

    def _is_same(self, one: Token, other: Token) -> bool:
        """Whether two nouns name the same thing or person, judging by their words."""
        return one.lemma_.lower() == other.lemma_.lower()

    def _owns(self, owner: Token, said: Speech) -> bool:
        """Whether the owner of some words said them: they share a name, or a pronoun may mean the speaker."""
        speaker = self.doc[said.source] if said.source is not None else owner
        return speaker.pos_ == "PROPN" if owner.pos_ == "PRON" else self._is_same(speaker, owner)
