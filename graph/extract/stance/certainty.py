"""How certainly the text presents an event as having happened: a number from -3 to 3, and the words that decided it.

The reader goes from the topmost governing word down to the predicate: each governing word changes the certainty of
its complement, and words next to a predicate weaken or reverse it (Saurí & Pustejovsky 2012, Stanovsky et al. 2017).
The numbers are in `certainty.toml`, one for each class of words.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from graph.extract.lexicon.certainty import MOST, Besides, Governing
from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.stance.factuality import Governors
from graph.extract.stance.hanging import Hanging, HangingReader, Name
from graph.extract.stance.modality import is_reported
from graph.extract.stance.polarity import Neighbours, is_asked, shares_auxiliaries
from graph.extract.syntax.attachment import governor
from graph.extract.syntax.coordination import parallel
from graph.extract.syntax.tokens import SUBJECTS, is_verbal
from graph.extract.words import Token
from graph.model import Stance

_HIGHEST = 12
"""How many words above a predicate are considered."""

_PARTS = ("acomp", "attr", "prt", "auxpass", "aux")
"""Dependents that belong to the event of their head: the adjective of a copula, the particle of a verb."""

_MODIFIERS = ("advmod", "amod", "compound", "npadvmod")
_Read = tuple[float, frozenset[int]]
"""A share of certainty, from -1 to 1, and the words that decided it."""

_SURE: _Read = (1.0, frozenset())


@dataclass(frozen=True, slots=True)
class Certainty:
    """How certainly something happened, from -3 (certainly not) through 0 (open) to 3 (certainly).

    `words` are the indices of the tokens that decided this, in the order of the text; none if none did.
    """

    value: float
    words: tuple[int, ...] = ()


class Factuality:
    """Reads how certainly predicates (verbs, nouns, adjectives) are said to have happened."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.table = lexicon.certainty
        self.governors = Governors(lexicon)
        self.neighbours = Neighbours(lexicon)
        self.hanging = HangingReader(lexicon, self.governors)

    def read(self, predicate: Token) -> Certainty:
        """How certainly the text as a whole presents a predicate as having happened, whoever in the text says so."""
        share, words = self._read(predicate, None, 0)
        return Certainty(round(MOST * share, 2) + 0.0, tuple(sorted(words)))

    def _read(self, token: Token, below: Token | None, depth: int) -> _Read:
        """The certainty of a word; `below` is the complement from which the reader came up."""
        outer, above = self._outer(token, depth)
        inner, beside = self._beside(token, below)
        return outer * inner, above | beside

    # ------------------------------------------------------------- the words above

    def _outer(self, token: Token, depth: int) -> _Read:
        """The certainty that the words above leave to a predicate."""
        head = parallel(token, token.head) if token.dep_ == "conj" else governor(token)
        if head.i == token.i or depth >= _HIGHEST:
            return _SURE
        if token.dep_ == "conj":
            return self._coordinated(token, head, depth)
        if token.dep_ in _PARTS or (token.dep_ == "nsubj" and self.governors.occurs(head)):
            return self._read(head, token, depth + 1)
        hanging = self.hanging.read(token, head)
        if hanging is None:
            return _SURE
        row, word = self._row(token, head, hanging)
        share, words = self._read(hanging.above, token, depth + 1)
        return row.of(share), words if word is None else words | {word}

    def _row(self, token: Token, head: Token, hanging: Hanging) -> tuple[Governing, int | None]:
        """The class of the governing word, with the word itself if it is in the table or known to settle the matter."""
        table, form = self.table.governing, hanging.form
        stance = self.governors.stance(token, head) if is_verbal(token) else Stance.HEDGED
        if stance is Stance.DENIED and (form, "(undone)") in table:
            return table[form, "(undone)"], head.i
        found = next(((table[form, name], at) for name, at in hanging.names if (form, name) in table), None)
        if found is None and stance is None and (form, "(done)") in table:
            return table[form, "(done)"], head.i
        return found or (table[form, ""], None)

    def _coordinated(self, token: Token, first: Token, depth: int) -> _Read:
        """A coordinated predicate is governed by all that governs the first, including its auxiliaries if shared."""
        if not (is_verbal(token) and is_verbal(first)) or shares_auxiliaries(token, first):
            return self._read(first, token, depth + 1)
        alone = first.dep_ == "ROOT" and any(c.dep_ in SUBJECTS and c.i < token.i for c in token.children)
        return _SURE if alone else self._outer(first, depth + 1)

    # ------------------------------------------------------------ the words beside

    def _beside(self, token: Token, below: Token | None) -> _Read:
        """The certainty that follows from auxiliaries, negations, adverbs, adjectives and the form of the sentence."""
        negation = self.neighbours.negation(token, below)
        found = [(row, at) for row, at in self._words_beside(token, below) if negation is None or at != negation.i]
        words = frozenset(at for _, at in found)
        if negation is None:
            return prod(row.yes for row, _ in found), words
        denied = self._denied(negation)
        if not found:
            return denied.yes, frozenset({negation.i})
        # "May not visit" is open: the effect of a negation depends on the word that weakens the predicate.
        first, *others = (row for row, _ in found)
        part = denied.yes / self.table.beside["not"].yes
        return first.no * part * prod(row.yes for row in others), words | {negation.i}

    def _denied(self, negation: Token) -> Besides:
        """The class of a negation: from its word ("hardly"), or from its position."""
        table = self.table.beside
        return table.get(negation.lower_) or table.get(f"not {negation.dep_}") or table["not"]

    def _words_beside(self, token: Token, below: Token | None) -> list[tuple[Besides, int]]:
        """The words next to a predicate that are in the table, each with its index."""
        table = self.table.beside
        named = (self._name_beside(child) for child in token.children if below is None or child.i != below.i)
        found = [(table[name], at) for name, at in named if name in table]
        if is_verbal(token) and is_asked(token):
            found.append((table["?"], token.sent[-1].i))
        return found

    def _name_beside(self, child: Token) -> Name:
        """The name in the table for a word next to its head; empty if the word cannot weaken anything."""
        low, verb = child.lower_, child.head
        if child.dep_ == "aux" and child.tag_ == "MD":
            perfect = any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)
            other = f"{low} have" if perfect else f"said {low}" if is_reported(verb) else low
            return other if other in self.table.beside else low, child.i
        if child.dep_ in SUBJECTS:
            first = next((g for g in child.lefts), child)  # "few voted", but neither "a few" nor "the few"
            return f"{first.lower_} {child.dep_}", first.i
        condition = self.hanging.condition(child)
        if condition is not None:
            return "then", condition
        return low if child.dep_ in _MODIFIERS else "", child.i
