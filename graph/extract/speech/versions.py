"""Reports of somebody's version without a verb of speech: "in X's telling, P", "P: that is X's version"."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.speech.extents import ExtentReader
from graph.extract.speech.sources import source_of_noun, source_of_verb
from graph.extract.speech.speeches import Speech
from graph.extract.syntax.passives import agents
from graph.extract.syntax.tokens import FINITE, is_negated
from graph.extract.words import Token

_MOST_AFTER = 2
"""How many words may precede a phrase at the beginning of its sentence: "But in X's telling, P"."""


class VersionReader:
    """Finds whose version of events a parsed text gives."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, extents: ExtentReader) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.extents = extents
        self.nouns = lexicon.clauses.nouns.version
        self.pointing = lexicon.clauses.determiners.pointing
        self.leading = lexicon.small.speech.voiced
        self.so = lexicon.small.phrase.so
        self.as_ = lexicon.small.speech.as_told
        self.pronouns = lexicon.clauses.pronouns
        self.cues = lexicon.cues

    def read(self, noun: Token) -> Speech | None:
        """The attribution that a noun makes, if it names somebody's version of what is said around it."""
        if noun.lemma_.lower() not in self.nouns or noun.pos_ != "NOUN":
            return None
        content = self._around(noun) if noun.dep_ == "pobj" else self._before(noun) if noun.dep_ == "attr" else None
        source = self._teller(noun) if content else None
        if content is None or source is None or content[0] >= content[1]:
            return None
        lemma = noun.lemma_.lower()
        return Speech(source, (noun.i, noun.i + 1), lemma, (content,), "affirmed", f"speech.{lemma}-of")

    def _teller(self, noun: Token) -> int | None:
        """Whose version it is: "X's", "of X", "told by X"."""
        source = source_of_noun(noun)
        told = [t for c in noun.children if c.dep_ in ("acl", "relcl") for t in agents(c)]
        return source if source is not None else next((t.i for t in told), None)

    def _around(self, noun: Token) -> tuple[int, int] | None:
        """ "In X's telling, P"; "P, by X's own account": the longer side, after or before a comma."""
        preposition = noun.head
        sentence = self.parsed.sentence(noun)
        first, last = preposition.left_edge.i, max(t.i for t in preposition.subtree)
        if preposition.lower_ not in self.leading or not any(c.dep_ == "poss" for c in noun.children):
            return None
        if first - sentence.start <= _MOST_AFTER and self.doc[min(last + 1, len(self.doc) - 1)].text == ",":
            return self.extents.strip(last + 1, sentence.end)
        set_off = first > sentence.start and self.doc[first - 1].text in (",", "—", "–")
        return self.extents.strip(sentence.start, first) if set_off else None

    def _before(self, noun: Token) -> tuple[int, int] | None:
        """ "P: that is X's version": what precedes it in the sentence, or else the sentence before in the paragraph."""
        copula = noun.head
        points = any(c.dep_ == "nsubj" and c.lower_ in self.pointing for c in copula.children)
        if copula.lemma_ != "be" or not points or is_negated(copula):
            return None
        start = next(c.i for c in copula.children if c.dep_ == "nsubj")
        sentence = self.parsed.sentence(noun)
        if any(t.tag_ in FINITE for t in self.doc[sentence.start : start]):
            return self.extents.strip(sentence.start, start)
        return self._earlier(noun)

    def _earlier(self, token: Token) -> tuple[int, int] | None:
        """The sentence before a token's own, in the same paragraph."""
        number = self.parsed.sentence_of[token.i]
        earlier = self.parsed.sentences[number - 1] if number else None
        if earlier is None or earlier.block != self.parsed.sentence(token).block:
            return None
        return self.extents.strip(earlier.start, earlier.end)

    def so_said(self, cue: Token) -> Speech | None:
        """ "P. So says X": X says the sentence before."""
        lemma, first = cue.lemma_.lower(), self.doc[self.parsed.sentence(cue).start]
        opens = first.lower_ in self.so and first.head.i == cue.i and self.parsed.quote_of[cue.i] < 0
        if (
            not opens
            or lemma not in self.cues.closing
            or any(c.dep_ in ("ccomp", "xcomp", "dobj") for c in cue.children)
        ):
            return None
        content, source = self._earlier(cue), source_of_verb(cue, self.parsed)
        if content is None or source is None:
            return None
        return Speech(source, (cue.i, cue.i + 1), lemma, (content,), self.cues.verbs[lemma], f"speech.so-{lemma}")

    def as_told(self, cue: Token) -> list[tuple[int, int]]:
        """The words around "as X told Y", "as X put it"; none if the phrase only says when."""
        as_ = next((c for c in cue.children if c.dep_ == "mark" and c.lower_ in self.as_ and c.i < cue.i), None)
        lemma, behind = cue.lemma_.lower(), [c for c in cue.children if c.i > cue.i]
        said = any(c.dep_ == "dobj" and c.lower_ in self.pronouns.thing for c in behind)
        others = any(c.dep_ in ("dobj", "dative", "ccomp", "xcomp") for c in behind)
        if as_ is None or not (said or (lemma not in self.cues.weak and (lemma in self.cues.telling or not others))):
            return []
        sentence, end = self.parsed.sentence(cue), cue.right_edge.i + 1
        if as_.i > sentence.start and self.doc[as_.i - 1].text != ",":
            return []
        if end < sentence.end and self.doc[end].text == ",":
            begun = self.extents.strip(sentence.start, as_.i)
            opener = self.doc[as_.i - 2] if as_.i - 2 >= sentence.start else None
            opened = opener is None or opener.dep_ in ("mark", "cc") or opener.lower_ == "that"
            goes_on = self.extents.strip(end, sentence.end)
            return [goes_on] if opened or begun[0] >= begun[1] else [begun, goes_on]
        return (
            [self.extents.strip(sentence.start, as_.i)]
            if end >= sentence.end - 1 and as_.i > sentence.start + 1
            else []
        )
