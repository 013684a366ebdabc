"""How far reported words reach: the token ranges that a cue governs, from the parse and the quotation marks."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.speech.asides import AsideReader, is_cue
from graph.extract.syntax.coordination import parallel
from graph.extract.syntax.that_clauses import is_content, is_signed, is_that_clause, parts_clause, tense
from graph.extract.syntax.tokens import FINITE
from graph.extract.words import Token

_STOPS = (",", ".", ":", ";")

_ENDS = (*_STOPS, "—", "–", "--")
_OPENS = (":", ";", "—", "–", "--")
"""Punctuation after which a separate clause may follow."""

SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")


class ExtentReader:
    """Finds the content of the cues in one parsed text, as half-open token ranges."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.cues = lexicon.cues
        self.closing = {q.end for q in parsed.quotes}
        self.small = lexicon.small.speech
        self.conjunctions = lexicon.clauses.conjunctions
        self.asides = AsideReader(parsed, lexicon)

    def clausal(self, cue: Token) -> list[tuple[int, int]]:
        """The clauses that a speech verb governs, or the clause in which the verb is a parenthesis."""
        ranges: list[tuple[int, int]] = []
        for child in cue.children:
            if child.dep_ == "ccomp" and is_cue(child, self.cues) and self._is_set_off(child):
                continue
            if is_content(child, cue) and not self._is_circumstance(child, cue):
                ranges.append(self.clause(child, cue))
            elif child.dep_ == "prep" and child.lower_ in self.small.topic and child.i > cue.i:
                ranges += [self.clause(g, cue) for g in child.children if g.dep_ == "pcomp"]
        hangs = cue.dep_ == "parataxis" and cue.head.i != cue.i
        if hangs or (cue.dep_ in ("ccomp", "advcl") and self.is_parenthesis(cue)):
            ranges += self._around(cue)
        if any(is_that_clause(c) and c.i > cue.i for c in cue.children):
            # "X went further: she said that Q" does not report the words before the colon.
            ranges = [r for r in ranges if r[0] > cue.i]
        return self._joined([r for r in (self._within_quote(cue.i, r) for r in ranges) if r[1] > r[0]])

    def _joined(self, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The ranges, with a verb that has no subject joined to the range before it: "that a ruling …, | was wrong"."""
        joined: list[tuple[int, int]] = []
        for start, end in ranges:
            near = bool(joined) and 0 <= start - joined[-1][1] <= 1
            root = self.doc.root(start, end)
            if near and root.dep_ == "ccomp" and not any(c.dep_ in SUBJECTS for c in root.children):
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return joined

    def interposed(self, cue: Token) -> list[tuple[int, int]]:
        """ "X, who officials say ordered the killings, …": the parser takes the verb after the cue for the main one."""
        relative = any(c.tag_ in ("WP", "WDT") and c.dep_ in ("dobj", "nsubj") for c in cue.children)
        if cue.dep_ != "relcl" or not relative or cue.i + 1 >= len(self.doc):
            return []
        verb = cue.nbor(1)
        owned = any(c.dep_ in ("nsubj", "nsubjpass") and c.i == cue.head.i for c in verb.children)
        if verb.pos_ not in ("VERB", "AUX") or not owned:
            return []
        sentence = self.parsed.sentence(cue)
        end = next((i for i in range(verb.i, sentence.end) if self.doc[i].text == ","), sentence.end)
        return [self.strip(verb.i, end)]

    def around_hearsay(self, cue: Token) -> list[tuple[int, int]]:
        """The sentence around "it is claimed" between commas, or before it at the end; none if the cue has content."""
        if parts_clause(cue):
            return self.untimed(self._around(cue))
        subject = next((c for c in cue.children if c.dep_ in ("nsubjpass", "nsubj") and c.lower_ == "it"), None)
        sentence = self.parsed.sentence(cue)
        if subject is None or subject.i - 1 <= sentence.start or self.doc[subject.i - 1].text != ",":
            return []
        behind = cue.i + 1
        if behind < sentence.end and self.doc[behind].text not in _STOPS:
            return []
        sides = [self.strip(sentence.start, subject.i), self.strip(behind, self._told_end(behind, sentence.end))]
        return [side for side in sides if side[0] < side[1]]

    def untimed(self, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Ranges without the clauses of time that are the article's own."""
        return [(start, self._told_end(start, end)) for start, end in ranges]

    def _told_end(self, start: int, end: int) -> int:
        """Where the article's own clause of time begins: "X, it is claimed, met Y before Z arrested him"."""
        for i in range(start + 1, end):
            verb = self.doc[i].head
            marks = self.doc[i].lower_ in self.conjunctions.meanwhile and self.doc[i].dep_ in ("mark", "advmod")
            if (
                marks
                and verb.dep_ == "advcl"
                and any(c.dep_ in SUBJECTS for c in verb.children)
                and tense(verb) in FINITE
            ):
                return i
        return end

    def of_phrase(self, first: Token, behind: int) -> tuple[tuple[int, int], ...]:
        """What a source phrase reports: its clause, the clause after it if it opens one, or else everything before it.

        `first` is its first token and `behind` the first after its source. A quotation around it, a quotation after a
        colon, and a semicolon are bounds: "said “P; Q, according to R”", "in the words of X: “P”".
        """
        bounds = self.parsed.sentence(first)
        start, end = self._within_quote(first.i, (bounds.start, bounds.end))
        found = self._parted(first, behind, start, end) or [self._beside(first, behind, start, end)]
        return tuple(side for side in found if side[0] < side[1])

    def _parted(self, first: Token, behind: int, start: int, end: int) -> list[tuple[int, int]]:
        """ "A, according to X, did B", "in A, according to X, B did C": both sides of a phrase before the verb."""
        verb = first.head
        set_off = start < first.i and self.doc[first.i - 1].text == "," and self._is_comma(behind)
        if not (set_off and behind < verb.i < end and verb.left_edge.i < first.i):
            return []
        return [
            self.strip(max(start, verb.left_edge.i), first.i),
            self.strip(behind, min(verb.right_edge.i + 1, end)),
        ]

    def _beside(self, first: Token, behind: int, start: int, end: int) -> tuple[int, int]:
        """The clause before a source phrase, or the clause that the phrase opens."""
        before = self.doc[self.strip(start, first.i)[1] - 1]
        if behind + 1 < end and self.doc[behind].text == ":" and self.parsed.quote_of[behind + 1] >= 0:
            return self.strip(behind, end)
        joined = before.dep_ in ("cc", "mark") and start <= before.i < first.i
        if joined and first.head.i > first.i:  # "A, but, according to X, P"
            return self.strip(behind, min(first.head.right_edge.i + 1, end))
        opens = self.doc[first.i - 1].text in _OPENS and start < first.i and self._is_comma(behind)
        if first.i - start <= 2 or opens:  # "A: according to X, P", but not "P – according to X – and Q"
            return self.strip(behind, end)
        semicolon = (i for i in range(first.i - 1, start, -1) if self.doc[i].text == ";")
        return self.strip(next(semicolon, start), first.i)

    def _is_comma(self, at: int) -> bool:
        return at < len(self.doc) and self.doc[at].text == ","

    def clause(self, clause: Token, cue: Token) -> tuple[int, int]:
        """The tokens of a clause on its side of the cue, without any cue inside the clause."""
        indices = [t.i for t in clause.subtree]
        start, end = min(indices), max(indices) + 1
        if start <= cue.i < end:
            start, end = (start, cue.i) if clause.i < cue.i else (cue.i + 1, end)
        if cue.i < start:
            start = self._opening(clause, cue, start)
        end = self._coordinated_stop(clause, cue, start, end)
        end = self.asides.stop(clause, cue, end)
        start, end = self.strip(start, self._quote_stop(cue.i, start, end))
        opened = end - 1 in self.closing and start and self.doc[start - 1].text == self.doc[end - 1].text
        return (start - 1 if opened else start), end

    def _opening(self, clause: Token, cue: Token, start: int) -> int:
        """Where a clause after a cue begins: at "that", or at a part of its subject that the parser took for an object.

        "Cautioned, as did X, that P"; "said two of the three, A and B, are there"; "claimed A and its B was here".
        """
        that = next((c.i for c in clause.children if c.dep_ == "mark" and c.lower_ == "that" and c.i < clause.i), None)
        if that is not None:
            return max(start, that)
        verb = next((c for c in clause.children if c.dep_ in ("aux", "auxpass")), clause)
        owned = any(c.dep_ in SUBJECTS for c in clause.children)
        broken = self.doc[start - 1].dep_ == "cc" if owned else verb.tag_ in FINITE
        lost = [c for c in cue.children if c.dep_ == "dobj" and cue.i < c.i < start]
        if not broken or not lost or cue.lemma_.lower() in self.cues.telling:
            return start
        return lost[0].left_edge.i

    def strip(self, start: int, end: int) -> tuple[int, int]:
        """A range without punctuation at its ends."""
        while start < end and self.doc[start].text in _ENDS:
            start += 1
        while end > start and self.doc[end - 1].text in _ENDS:
            end -= 1
        return start, end

    def is_parenthesis(self, cue: Token) -> bool:
        """ "P, X said, Q": the cue depends on the content's root and is between commas or after a quote."""
        left = min(t.i for t in cue.subtree if not t.is_punct)
        opens = self.doc[left - 1].text == '"' and left - 1 not in self.closing  # it is itself the first quoted word
        return not opens and self._is_set_off(cue)

    def _is_set_off(self, cue: Token) -> bool:
        """Whether a cue with a subject follows a comma, a dash or a quotation mark, and has no content of its own."""
        left = min(t.i for t in cue.subtree if not t.is_punct)
        if left == 0 or self.doc[left - 1].text not in (",", '"', "—", "--"):
            return False
        subject = any(c.dep_ == "nsubj" for c in cue.children) or is_signed(cue)
        opening = (t for c in cue.lefts for t in (c, *(g for g in c.children if c.dep_ == "prep")))
        relative = any(t.tag_ in ("WP", "WDT", "WRB") for t in opening)  # "a video, in which X said so"
        closed = any(c.dep_ in ("ccomp", "mark") or c.tag_ in ("WP", "WDT", "WRB") for c in cue.children)
        return subject and not closed and not relative

    def _within_quote(self, cue: int, content: tuple[int, int]) -> tuple[int, int]:
        """The content of a quoted cue, cut where its quotation ends."""
        quote = self.parsed.quote_of[cue]
        if quote < 0:
            return content
        bounds = self.parsed.quotes[quote]
        return max(content[0], bounds.start + 1), min(content[1], bounds.end)

    def _around(self, cue: Token) -> list[tuple[int, int]]:
        """The clause around a parenthetical cue, on both sides if its subject precedes the cue and its verb follows."""
        sentence = self.parsed.sentence(cue)
        own = sorted(t.i for t in cue.subtree)
        if parts_clause(cue):
            clause = cue.head
            sides = [self.strip(clause.left_edge.i, own[0]), self.strip(own[-1] + 1, clause.right_edge.i + 1)]
            return [side for side in sides if side[0] < side[1]]
        if own[0] - sentence.start >= sentence.end - own[-1] - 1:
            return [self.strip(sentence.start, own[0])]
        return [self.strip(own[-1] + 1, sentence.end)]

    def _coordinated_stop(self, clause: Token, cue: Token, start: int, end: int) -> int:
        """Where a verb parallel to the cue begins: "demanded that X resign and accused Y"."""
        for token in clause.subtree:
            outside = token.dep_ == "conj" and token.pos_ == "VERB" and parallel(token, token.head).i == cue.i
            if outside and cue.i < token.i < end:
                joint = [i for i in range(max(start, token.i - 6), token.i) if self.doc[i].dep_ == "cc"]
                return joint[-1] if joint else token.i
        if self.parsed.quote_of[cue.i] < 0 and cue.i < start:
            return next((i for i in range(start, end) if self.doc[i].text == ";" and self.parsed.quote_of[i] < 0), end)
        return end

    def _is_circumstance(self, clause: Token, cue: Token) -> bool:
        """Whether a clause only says when or why: "“…,” said X, after Y said that P", "while Y was ill, X said Q"."""
        marks = {c.lower_ for c in clause.children if c.dep_ in ("mark", "advmod") and c.i < clause.i}
        level = self.parsed.quote_of[clause.i] == self.parsed.quote_of[cue.i]
        return level and bool(marks & self.conjunctions.circumstance) and "that" not in marks

    def _quote_stop(self, cue: int, start: int, end: int) -> int:
        """Where reported words end at a quotation closed by a comma: "said that “P,” referring to Q"."""
        if self.parsed.quote_of[cue] >= 0:
            return end
        for i in range(max(start, 1), end - 2):
            closes = i in self.closing and self.doc[i].text == '"' and self.doc[i - 1].text == ","
            if closes and (self.doc[i + 1].tag_ == "VBG" or self.doc[i + 1].lower_ in self.conjunctions.meanwhile):
                return i + 1
        return end
