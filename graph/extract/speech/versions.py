"""What is told as somebody's version without a verb of speech: "in X's telling, P", "P: that is X's version"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.speech.extents import ExtentReader
from graph.extract.speech.sources import source_of_noun
from graph.extract.speech.speeches import Speech
from graph.extract.syntax.passives import agents
from graph.extract.syntax.tokens import FINITE, is_negated

if TYPE_CHECKING:
    from spacy.tokens import Token

_MOST_AFTER = 2
"""How many words a phrase that opens its sentence may have before it: "But in X's telling, P"."""


class VersionReader:
    """Finds whose version of things one parsed text tells."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon, extents: ExtentReader) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.extents = extents
        self.nouns = lexicon.clauses.nouns.version
        self.pointing = lexicon.clauses.determiners.pointing
        self.leading = lexicon.small.speech.voiced

    def read(self, noun: Token) -> Speech | None:
        """The attribution that a noun makes, where it names a version of what is told around it."""
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
        """ "In X's telling, P"; "P, by X's own account": what is on the longer side, behind or before a comma."""
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
        """ "P: that is X's version": what is before in its sentence, or else the sentence before in its paragraph."""
        copula = noun.head
        points = any(c.dep_ == "nsubj" and c.lower_ in self.pointing for c in copula.children)
        if copula.lemma_ != "be" or not points or is_negated(copula):
            return None
        start = next(c.i for c in copula.children if c.dep_ == "nsubj")
        sentence = self.parsed.sentence(noun)
        if any(t.tag_ in FINITE for t in self.doc[sentence.start : start]):
            return self.extents.strip(sentence.start, start)
        number = self.parsed.sentence_of[noun.i]
        earlier = self.parsed.sentences[number - 1] if number else None
        if earlier is None or earlier.block != sentence.block:
            return None
        return self.extents.strip(earlier.start, earlier.end)
