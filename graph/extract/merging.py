"""Attributions of tagger and rules as one list: the tagger knows how far they reach, the rules what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.extract.linking import Linked
from graph.extract.nlp import Parsed
from graph.extract.records import Extent, Speech
from graph.extract.tables import Cues

if TYPE_CHECKING:
    from spacy.tokens import Token

RULE = "speech.model"
"""The rule that a claim names where only the tagger saw that somebody says it."""


class Merger:
    """Joins what rules and tagger read in one parsed text."""

    def __init__(self, parsed: Parsed, cues: Cues) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.cues = cues

    def merge(self, ruled: Sequence[Speech], linked: Sequence[Linked]) -> list[Speech]:
        """All attributions, in order of their cues.

        What both saw means what the rules say and reaches as far as the tagger says. What only the tagger saw is
        affirmed or denied by its cue, or hedged where the cue is in no table; and only sentences are said: what is
        named ("gave details of her visit to Peru") is not thereby said to have happened.
        """
        left = list(ruled)
        merged = []
        for attribution in linked:
            same = [s for s in left if _is_same(s, attribution)]
            left = [s for s in left if s not in same]
            merged += [self._joined(s, attribution) for s in same] or [self._new(attribution)]
        return sorted([*merged, *left], key=_order)

    def _joined(self, speech: Speech, attribution: Linked) -> Speech:
        """An attribution of the rules as the tagger marks it."""
        source = speech.source
        if source is None and attribution.source:
            source = self._head(attribution.source)
        return replace(speech, source=source, extent=_extent(attribution))

    def _new(self, attribution: Linked) -> Speech:
        verb = self._verb(attribution.cue) if attribution.cue else None
        lemma = verb.lemma_.lower() if verb is not None else ""
        stance = self.cues.verbs.get(lemma) or self.cues.nouns.get(lemma) or ("affirmed" if verb is None else "hedged")
        return Speech(
            source=self._head(attribution.source) if attribution.source else None,
            cue=(verb.i, verb.i + 1) if verb is not None else None,
            lemma=lemma,
            content=[part for part in attribution.content if self._is_sentence(*part)],
            stance=stance if attribution.source else "hedged",
            rule=RULE,
            negated=verb is not None and self._is_negated(verb, attribution.cue),
            extent=_extent(attribution),
        )

    def _verb(self, cue: tuple[int, int] | None) -> Token | None:
        """The word of a cue that says what it means: one that the tables know, or else its head."""
        if cue is None:
            return None
        tokens = self.doc[cue[0] : cue[1]]
        known = [t for t in tokens if t.lemma_.lower() in self.cues.verbs or t.lemma_.lower() in self.cues.nouns]
        return known[-1] if known else tokens.root

    def _is_negated(self, verb: Token, cue: tuple[int, int] | None) -> bool:
        inside = self.doc[cue[0] : cue[1]] if cue else ()
        return any(t.dep_ == "neg" or t.lower_ == "never" for t in (*verb.children, *inside))

    def _is_sentence(self, start: int, end: int) -> bool:
        """Whether a content says something, in a clause or in quotation marks, and does not just name it."""
        root: Token = self.doc[start:end].root
        verbal = root.pos_ in ("VERB", "AUX") and root.dep_ != "prep"  # "regarding her visit" is no sentence
        return verbal or self.parsed.quote_of[start] >= 0

    def _head(self, source: tuple[int, int]) -> int:
        """The token that heads a source."""
        root: Token = self.doc[source[0] : source[1]].root
        return root.i


def _extent(attribution: Linked) -> Extent:
    return Extent(attribution.source, attribution.cue, tuple(attribution.content))


def _is_same(speech: Speech, attribution: Linked) -> bool:
    """Whether a rule and the tagger saw the same attribution: the same cue, or without one the same words."""
    if speech.cue and attribution.cue:
        return attribution.cue[0] <= speech.cue[0] < attribution.cue[1]
    if speech.cue is None and attribution.cue is None:
        return any(a < d and c < b for a, b in speech.content for c, d in attribution.content)
    return False


def _order(speech: Speech) -> tuple[tuple[int, int], list[tuple[int, int]]]:
    ranges = speech.content or list(speech.extent.content if speech.extent else ())
    return speech.cue or ranges[0], ranges
