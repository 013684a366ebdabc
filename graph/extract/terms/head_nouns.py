"""The kind of thing that a common noun describes."""

from __future__ import annotations

from collections.abc import Mapping

from graph.extract.words import Doc

MODIFIERS = frozenset({"ADJ", "PROPN", "NOUN", "VERB"})
"""The parts of speech that may precede a noun in its phrase."""


def class_of_noun(doc: Doc, head: int, nouns: Mapping[str, str]) -> str | None:
    """The class that a noun phrase describes, from its last two words, or else its last: "criminal group"."""
    token = doc[head]
    before = doc[head - 1].lower_ + " " if head else ""
    return nouns.get(before + token.lemma_.lower()) or nouns.get(token.lemma_.lower()) or nouns.get(token.lower_)
