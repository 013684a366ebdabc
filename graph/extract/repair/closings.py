"""Sentences that name their speaker after or inside what is said: "P, reported X on Friday", "A, X says, did B"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.syntax.tokens import FINITE, before
from graph.extract.words import Doc, Token

_MARKS = ('"', "''", "``")
_BREAKS = (",", "(", "—", "–", "--")
_ENDS = (",", ")", "—", "–", "--")
_PHRASE = ("DET", "ADJ", "NUM", "PROPN", "NOUN", "PART", "PRON", "X")
_ASIDE = 7
"""How many words may say when, where or to whom somebody speaks before what is said resumes."""
_TIMES = ("DATE", "TIME")
_CLAUSE_MARKS = ("SCONJ", "ADP", "ADV")


@dataclass(frozen=True, slots=True)
class Closing:
    """The part of a sentence that names its speaker, as token indices.

    What is said is `[start, said)`, the closing is `[begin, end)`, its verb is `cue`, and the head of its subject is
    `speaker`. If what is said resumes after it ("A, X says, did B"), that part is `[rest, stop)`; else both are `end`.
    """

    start: int
    said: int
    begin: int
    end: int
    cue: int
    speaker: int
    rest: int
    stop: int

    @property
    def content(self) -> list[int]:
        """The tokens that are said."""
        return [*range(self.start, self.said), *range(self.rest, self.stop)]

    @property
    def naming(self) -> list[int]:
        """The tokens that name the speaker."""
        return list(range(self.begin, self.end))

    @property
    def is_inside(self) -> bool:
        """Whether what is said resumes after the closing."""
        return self.rest < self.stop


def find(doc: Doc, lexicon: Lexicon) -> list[Closing]:
    """The closings in one text, one for each clause that has a closing of its own."""
    quoted = _quoted(doc)
    found = (_Reader(doc, lexicon, quoted, sentence.start, sentence.end).read() for sentence in doc.sents)
    return [closing for closing in chain.from_iterable(found) if not _is_read(doc, closing)]


def _is_read(doc: Doc, closing: Closing) -> bool:
    """Whether the parser has read a closing correctly."""
    cue = doc[closing.cue]
    if closing.is_inside:
        lost = any(c.dep_ == "nsubj" and c.i < closing.begin for c in cue.children)
        hangs = cue.dep_ in ("parataxis", "ccomp") and cue.head.pos_ in ("VERB", "AUX")
        return hangs and not lost and _is_named(cue, closing)
    said = (c for c in cue.children if c.dep_ == "ccomp" and c.i < closing.said)
    full = any(g.dep_ in ("nsubj", "nsubjpass", "expl") for c in said for g in c.children)
    return full and _is_named(cue, closing) and cue.head.i == cue.i


def _is_named(cue: Token, closing: Closing) -> bool:
    return any(c.dep_ == "nsubj" and closing.begin <= c.i < closing.end for c in cue.children)


def _quoted(doc: Doc) -> list[bool]:
    """Whether each token is in quotation marks; a final quotation that is never closed does not count."""
    marks = [t.i for t in doc if t.text in _MARKS]
    inside = [False] * len(doc)
    for start, end in zip(marks[::2], marks[1::2], strict=False):
        inside[start : end + 1] = [True] * (end + 1 - start)
    return inside


class _Reader:
    """Finds the closing of one sentence."""

    def __init__(self, doc: Doc, lexicon: Lexicon, quoted: list[bool], start: int, end: int) -> None:
        self.doc = doc
        self.lexicon = lexicon
        self.quoted = quoted
        self.start = start
        self.end = end
        self.cues = lexicon.cues
        self.small = lexicon.small.phrase
        self.names = lexicon.names
        self.described = lexicon.descriptions.nouns
        self.hearsay = lexicon.clauses.verbs.hearsay

    def read(self) -> list[Closing]:
        """The closing of the sentence, or those of its clauses: "P, X said on Monday, and Q, Y reports"."""
        first = self._first()
        if first is None or first.is_inside:
            return [first] if first else []
        joint = next((i for i in range(first.cue + 1, self.end - 2) if self._joins(i)), None)
        more = self._from(joint + 2).read() if joint else []
        return [replace(first, end=joint, rest=joint, stop=joint) if joint and more else first, *more]

    def _from(self, start: int) -> _Reader:
        """A reader for what follows a token."""
        return _Reader(self.doc, self.lexicon, self.quoted, start, self.end)

    def _joins(self, comma: int) -> bool:
        return self.doc[comma].text in (",", ";") and self.doc[comma + 1].pos_ == "CCONJ" and not self.quoted[comma]

    def _first(self) -> Closing | None:
        """The closing of the first verb of speech outside quotation marks that has one."""
        for i in range(self.start + 2, self.end):
            token = self.doc[i]
            if self.quoted[i] or token.tag_ not in (*FINITE, "VBN", "NNS") or self._is_below_subject(token):
                continue
            lemma = self._lemma(token)
            said_of = self.cues.closing | (self.cues.telling if before(token).text in _BREAKS else frozenset())
            if lemma in said_of and (found := self._verb_first(i)) and (found.is_inside or lemma in self.cues.closing):
                return found
            heard = token.tag_ == "VBN" and lemma in self.hearsay and self.doc[i - 2].lower_ == "it"
            if (heard or lemma in self.cues.closing | self.cues.telling) and (found := self._speaker_first(i, lemma)):
                return found
        return None

    def _lemma(self, token: Token) -> str:
        """The lemma of a verb, even if the parser took "claims" or "reports" for a noun."""
        return token.lower_.removesuffix("s") if token.tag_ == "NNS" else token.lemma_.lower()

    def _verb_first(self, cue: int) -> Closing | None:
        """ "P, reported X on Friday": a break, the verb, a noun phrase that can speak, and no second verb."""
        begin = cue - 1 if self.doc[cue - 1].lower_ in self.small.between else cue
        said = self._break(begin)
        end, head = self._phrase(cue + 1)
        if said is None or head is None or not self._speaks(head):
            return None
        if not self._is_clause(self.start, said):
            return self._inside(said, begin, end, cue, head)
        end = self._behind_apposition(end)
        if end < self.end and self.doc[end].lower_ == "that" and self.doc[head].pos_ == "NOUN":
            return Closing(self.start, said, begin, self.end, cue, head, self.end, self.end)  # "a report that X sent"
        return self._closing(said, begin, end, cue, head)

    def _speaker_first(self, cue: int, lemma: str) -> Closing | None:
        """ "P, X told reporters on Friday": a break, a noun phrase that can speak, the verb, no object but a hearer."""
        found = self._phrase_before(cue)
        if found is None or not self._speaks(found[1]):
            return None
        begin, head = found
        lead = begin
        while lead > self.start and self.doc[lead - 1].lower_ in self.small.so:
            lead -= 1
        said = self._break(lead)
        end = cue + 1
        if lemma in self.cues.telling and end < self.end:
            end = self._phrase(end)[0]
        if said is None:
            return None
        clause = self._is_clause(self.start, said) and not self._is_opened(said)
        if clause and lead < begin and end < self.end and self.doc[end].text in _ENDS:
            return Closing(self.start, said, begin, end, cue, head, end, end)  # "P, or so X says, but Q"
        if clause:
            return self._closing(said, begin, end, cue, head)
        return self._inside(said, begin, end, cue, head)

    def _is_opened(self, said: int) -> bool:
        """Whether a clause has only begun: "a man who, X says, did B", "A has, X says, done B"."""
        if self.doc[said - 1].pos_ == "AUX":
            return not any(t.tag_ in FINITE and t.pos_ == "VERB" for t in self.doc[self.start : said])
        return self.doc[said - 1].tag_ in ("WP", "WDT", "WP$") or self.doc[said - 1].dep_ in ("mark", "cc")

    def _closing(self, said: int, begin: int, end: int, cue: int, head: int) -> Closing | None:
        """A closing whose speaker and verb end at `end`, unless something follows that must not."""
        if not self._is_closed(end):
            return None
        return Closing(self.start, said, begin, self.end, cue, head, self.end, self.end)

    def _inside(self, said: int, begin: int, end: int, cue: int, head: int) -> Closing | None:
        """ "A, X said on Monday, did B": between two breaks, with a verb only after the second."""
        if end < self.end and (self._is_time(end) or self.doc[end].pos_ == "ADP"):
            rest = range(end, min(end + _ASIDE, self.end))
            end = next((i for i in rest if self.doc[i].text in _ENDS or self.doc[i].pos_ == "VERB"), self.end)
        if end + 1 >= self.end or self.doc[end].text not in _ENDS:
            return None
        broken = self.quoted[said - 1] and self.quoted[end + 1]  # “A,” said X, “did B.”
        if any(self.quoted[self.start : self.end]) and not broken:
            return None
        last = self.end - 1 if self.doc[self.end - 1].text in (".", "!") else self.end
        if not self._is_clause(end + 1, last) and self.doc[said - 1].pos_ != "AUX":
            return None
        return Closing(self.start, said, begin, end, cue, head, end + 1, last)

    # ----------------------------------------------------------------- parts

    def _break(self, begin: int) -> int | None:
        """The end of what is said, before a comma, bracket, dash or closing mark; None if nothing is said before it."""
        said = begin
        while said > self.start and self.doc[said - 1].text in (*_BREAKS, *_MARKS):
            said -= 1
        return said if self.start < said < begin else None

    def _is_clause(self, start: int, end: int) -> bool:
        """Whether a stretch has a finite verb."""
        return any(t.tag_ in (*FINITE, "MD") or t.pos_ == "AUX" for t in self.doc[start:end])

    def _phrase(self, start: int) -> tuple[int, int | None]:
        """Where a noun phrase that begins at `start` ends, and its head; a time after the phrase is not part of it."""
        i, head = start, None
        while i < self.end and self.doc[i].pos_ in _PHRASE and not self._is_time(i) and self.doc[i].lower_ != "that":
            if self.doc[i].pos_ in ("NOUN", "PROPN", "PRON"):
                head = i
            i += 1
        return i, head

    def _phrase_before(self, end: int) -> tuple[int, int] | None:
        """The noun phrase before a verb, and the head of the phrase: "a police source", "the minister, Lucie Morel,".

        A name may be followed by a description or an alias: "Lucie Morel, a lawyer from Lyon,".
        """
        while end > self.start and self.doc[end - 1].pos_ in ("AUX", "ADV"):
            end -= 1
        apposed = self.doc[end - 1].text == ","
        start = self._back(end - 1 if apposed else end)
        if apposed and self.doc[start - 1].text == ",":
            outer, head = self._back(start - 1), self.doc[start - 2]
            named = self.doc[start].pos_ == "PROPN"
            fits = self.doc[outer].pos_ == "DET" or self.doc[outer].tag_ == "PRP$" if named else head.pos_ == "PROPN"
            return (outer, head.i) if self.start < outer < start - 1 and fits else None
        return (start, end - 1) if not apposed and self.start < start < end else None

    def _back(self, end: int) -> int:
        """Where a noun phrase that ends at `end` begins."""
        start = end
        while start > self.start and (
            self.doc[start - 1].pos_ in _PHRASE or self.doc[start - 1].lower_ in self.small.speaker_joint
        ):
            start -= 1
        return start

    def _behind_apposition(self, end: int) -> int:
        """The end of ", Marco Ortiz," or ", the minister," after a noun phrase that ends at `end`."""
        if end + 1 < self.end and self.doc[end].text == "," and self.doc[end + 1].tag_ != "WP$":
            behind, head = self._phrase(end + 1)
            if head is not None and (behind == self.end or self.doc[behind].text in (",", ".")):
                return behind
        return end

    def _is_closed(self, end: int) -> bool:
        """Whether nothing follows except a time, a place or a clause of circumstance: no object, no second verb."""
        rest = [t for t in self.doc[end : self.end] if t.text not in (*_MARKS, ",")]
        if not rest or rest[0].is_punct:
            return not rest or rest[0].text in (".", "!", "?", ")")
        joined = any(t.dep_ == "cc" and t.nbor(1).tag_ in FINITE for t in rest if t.i + 1 < self.end)
        while rest and self._is_time(rest[0].i):
            rest = rest[1:]
        opens = not rest or rest[0].pos_ in _CLAUSE_MARKS or rest[0].is_punct
        opens = opens or rest[0].tag_ in ("VBG", "VBN", "WP", "WP$", "WDT", "WRB")
        return opens and not joined and (not rest or rest[0].lower_ != "that")

    # ------------------------------------------------------------------ words

    def _is_time(self, i: int) -> bool:
        token = self.doc[i]
        return token.ent_type_ in _TIMES or token.lower_ in self.small.time

    def _is_below_subject(self, verb: Token) -> bool:
        """Whether a verb is in a relative clause, so that its subject is not a speaker who follows a break."""
        behind = (self.doc.written(c.i + 1, c.i + 2) for c in verb.children if c.tag_ in ("WP", "WDT"))
        return any(word not in _BREAKS for word in behind)

    def _speaks(self, head: int) -> bool:
        """Whether a noun may be a speaker: a name, a pronoun for a person, or a person, an institution or a text."""
        token = self.doc[head]
        if token.pos_ == "PROPN":
            return token.ent_type_ not in ("DATE", "TIME", "MONEY", "PERCENT")
        if token.pos_ == "PRON":
            return token.lower_ in self.small.speaking
        lemma = token.lemma_.lower()
        kinds = (self.names.nouns, self.described, self.names.national, self.names.plural_institutions)
        stand_in = any(lemma in self.names.transparent[k] for k in ("utterance", "spokesperson", "delegate"))
        return stand_in or any(lemma in kind for kind in kinds)
