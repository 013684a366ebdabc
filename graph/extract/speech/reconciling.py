"""Attributions of tagger and rules as one list: the tagger knows how far they reach, the rules what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from graph.extract.lexicon.entries import Cues
from graph.extract.parse.parsed import Parsed
from graph.extract.speech.quotations import is_title
from graph.extract.speech.sources import only_hears
from graph.extract.speech.speeches import MODEL, Extent, Speech
from graph.extract.syntax.passives import is_agentless
from graph.extract.syntax.tokens import is_negated, is_negation
from graph.extract.tagger.spans import Linked, link
from graph.extract.tagger.tagger import Tagged
from graph.extract.words import Token


class Merger:
    """Joins what rules and tagger read in one parsed text."""

    def __init__(self, parsed: Parsed, cues: Cues) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.cues = cues

    def merge(self, ruled: Sequence[Speech], tagged: Sequence[Tagged]) -> list[Speech]:
        """All attributions, in order of their cues.

        What both saw means what the rules say and reaches as far as the tagger says. What only the tagger saw is
        affirmed or denied by its cue, or hedged where the cue is in no table; and only sentences are said: what is
        named ("gave details of her visit to Peru") is not thereby said to have happened.
        """
        left = list(ruled)
        merged = []
        for attribution in link(self.parsed, [*tagged, *self._untagged(ruled, tagged)]):
            same = [s for s in left if _is_same(s, attribution)]
            left = [s for s in left if s not in same]
            merged += [self._joined(s, attribution) for s in same] or [self._new(attribution)]
        return sorted([*merged, *left], key=_order)

    def _untagged(self, ruled: Sequence[Speech], tagged: Sequence[Tagged]) -> list[Tagged]:
        """Cues of the rules where the tagger marked nothing: a content may be theirs and no farther cue's."""
        marked = {i for span in tagged if span.role != "content" for i in range(span.start, span.end)}
        cues = {s.cue for s in ruled if s.cue and not s.answer and marked.isdisjoint(range(*s.cue))}
        return [Tagged(start, end, "cue", 0) for start, end in sorted(cues)]

    def _joined(self, speech: Speech, attribution: Linked) -> Speech:
        """An attribution of the rules as the tagger marks it."""
        source = speech.source
        if source is None and attribution.source and not self._is_of_nobody(speech.cue):
            source = self._head(attribution.source)
            # "Dismissed the claim that P": whoever claims P, it is not who dismisses it.
            heard = speech.cue is not None and only_hears(source, self.doc[speech.cue[0]])
            source = None if heard else source
        return replace(speech, source=source, extent=None if _is_turned(speech, attribution) else _extent(attribution))

    def _new(self, attribution: Linked) -> Speech:
        verb = self._verb(attribution.cue) if attribution.cue else None
        lemma = verb.lemma_.lower() if verb is not None else ""
        source = None if verb is not None and self._is_of_nobody((verb.i, verb.i + 1)) else attribution.source
        known = self.cues.verbs.get(lemma) or self.cues.nouns.get(lemma)
        stance = known or ("affirmed" if verb is None else "hedged")
        said = [part for part in attribution.content if self._is_sentence(*part)]
        if known is None and (source is None or verb is None):
            # "Voted to hold him in contempt", "X is under investigation by the police" need not be said by anybody;
            # what is quoted is.
            said = [part for part in said if self.parsed.quote_of[part[0]] >= 0]
        return Speech(
            source=self._head(source) if source else None,
            cue=(verb.i, verb.i + 1) if verb is not None else None,
            lemma=lemma,
            content=tuple(said),
            stance=stance if source else "hedged",
            rule=MODEL,
            negated=verb is not None and self._is_negated(verb, attribution.cue),
            quotes=frozenset(self.parsed.quote_of[start] for start, _ in attribution.content) - {-1},
            extent=_extent(attribution),
        )

    def _is_of_nobody(self, cue: tuple[int, int] | None) -> bool:
        """Whether a cue does not say who speaks, whatever stands near it: "reportedly", "is believed to"."""
        if cue is None:
            return False
        token = self.doc[cue[0]]
        return token.lower_ in self.cues.adverbs or (token.pos_ in ("VERB", "AUX") and is_agentless(token))

    def _verb(self, cue: tuple[int, int] | None) -> Token | None:
        """The word of a cue that says what it means: one that the tables know, or else its head."""
        if cue is None:
            return None
        tokens = self.doc[cue[0] : cue[1]]
        known = [t for t in tokens if t.lemma_.lower() in self.cues.verbs or t.lemma_.lower() in self.cues.nouns]
        return known[-1] if known else self.doc.root(*cue)

    def _is_negated(self, verb: Token, cue: tuple[int, int] | None) -> bool:
        inside = self.doc[cue[0] : cue[1]] if cue else ()
        return is_negated(verb) or any(is_negation(t) for t in inside)

    def _is_sentence(self, start: int, end: int) -> bool:
        """Whether a content says something, in a clause with a subject or in quotation marks.

        "Details of her visit" only names it, and in "plans to visit Peru" nobody speaks.
        """
        root = self.doc.root(start, end)
        clause = root.pos_ in ("VERB", "AUX") and any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in root.children)
        quote = self.parsed.quote_of[start]
        return clause or (quote >= 0 and not is_title(self.parsed, self.parsed.quotes[quote]))

    def _head(self, source: tuple[int, int]) -> int:
        """The token that heads a source."""
        return self.doc.root(*source).i


def _extent(attribution: Linked) -> Extent:
    return Extent(attribution.source, attribution.cue, attribution.content)


def _is_turned(speech: Speech, attribution: Linked) -> bool:
    """Whether the tagger takes the source for a part of what is said: "P, Luis Mora, alias Tony, told reporters"."""
    inside = any(speech.source is not None and a <= speech.source < b for a, b in attribution.content)
    return inside and speech.source is not None and not speech.says(speech.source)


def _is_same(speech: Speech, attribution: Linked) -> bool:
    """Whether a rule and the tagger saw the same attribution: the same cue, or without one the same words."""
    if speech.cue and attribution.cue:
        return attribution.cue[0] <= speech.cue[0] < attribution.cue[1]
    if speech.cue is None and attribution.cue is None:
        return any(a < d and c < b for a, b in speech.content for c, d in attribution.content)
    return False


def _order(speech: Speech) -> tuple[tuple[int, int], tuple[tuple[int, int], ...]]:
    ranges = speech.content or (speech.extent.content if speech.extent else ())
    return speech.cue or ranges[0], ranges
