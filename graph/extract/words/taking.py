"""From spaCy's tokens to our own."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from graph.extract.words.words import TAKEN, Doc, Stretch, Token

if TYPE_CHECKING:
    from spacy.tokens import Doc as Parsed

_values = attrgetter(*TAKEN)


def taken(parsed: Parsed) -> Doc:
    """The words of a text parsed by spaCy."""
    words = [Token(_values(one)) for one in parsed]
    for word, one in zip(words, parsed, strict=True):
        word.head = words[one.head.i]
    doc = Doc(words)
    doc.ents = tuple(Stretch(doc, it.start, it.end, it.label_) for it in parsed.ents)
    return doc


def joined(texts: Sequence[Doc]) -> Doc:
    """Several texts as one; the originals must not be used afterwards."""
    whole = Doc(word for text in texts for word in text)
    ents, at = [], 0
    for text in texts:
        ents += [Stretch(whole, at + it.start, at + it.end, it.label_) for it in text.ents]
        at += len(text)
    whole.ents = tuple(ents)
    return whole
