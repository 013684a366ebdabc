"""Sentences that name their speaker at the end, parsed anew in their two parts: "P, reported X on Friday".

The parser takes "reported" for a second verb of the subject of P, or the speaker for an apposition in P. Each part by
itself it reads well; joined again, P is the complement of the verb of speech, and whoever follows it its subject.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.closings import FINITE, Closing, find

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token


def mend(docs: list[Doc], language: Language, lexicon: Lexicon) -> list[Doc]:
    """The same texts, with sentences that name their speaker at the end parsed in two parts."""
    found = [find(doc, lexicon) for doc in docs]
    parts = [
        _part(doc, a, b) for doc, closings in zip(docs, found, strict=True) for c in closings for a, b in _halves(c)
    ]
    parsed = iter(list(language.pipe(parts)) if parts else [])
    mended = []
    for doc, closings in zip(docs, found, strict=True):
        pairs = [(c, next(parsed), next(parsed)) for c in closings]
        whole = [(c, said, naming) for c, said, naming in pairs if _statement(said) is not None]
        mended.append(_joined(doc, whole) if whole else doc)
    return mended


def begins(root: Token) -> int | None:
    """Where a sentence begins to name its speaker, once its closing is read; None where it has none."""
    said = [c for c in root.children if c.dep_ == "ccomp" and c.i < root.i]
    speaker = [c for c in root.children if c.dep_ == "nsubj" and said and c.i > said[-1].i]
    if not speaker or root.tag_ not in FINITE:
        return None
    first = min(root.i, min(t.i for t in speaker[0].subtree))
    return first if root.doc[first - 1].text == "," else None


def _halves(closing: Closing) -> tuple[tuple[int, int], tuple[int, int]]:
    return (closing.start, closing.said), (closing.begin, closing.end)


def _part(doc: Doc, start: int, end: int) -> Doc:
    from spacy.tokens import Doc as Made

    part = doc[start:end]
    return Made(doc.vocab, words=[t.text for t in part], spaces=[bool(t.whitespace_) for t in part])


def _statement(said: Doc) -> Token | None:
    """The verb of what is said, where that is a sentence by itself: "when he came" and "the man who came" are none."""
    root = next(iter(said.sents)).root
    if root.pos_ in ("NOUN", "PROPN"):
        return next((c for c in root.children if c.dep_ == "relcl" and _is_titled(root, c)), None)
    subject = any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in root.children)
    marked = any(c.dep_ == "mark" or (c.tag_ == "WRB" and c.i < root.i) for c in root.children)
    return root if root.pos_ in ("VERB", "AUX") and subject and not marked else None


def _is_titled(noun: Token, verb: Token) -> bool:
    """Whether the parser took "the warlord Abdi Nur has fled" for a warlord whom somebody fled."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and subject.pos_ == "PROPN" and subject.left_edge.i == noun.i + 1


def _joined(doc: Doc, closings: list[tuple[Closing, Doc, Doc]]) -> Doc:
    """A text with the trees of its closings' two parts in place of what was parsed there."""
    from spacy.tokens import Doc as Made

    tokens = list(doc)
    heads, deps = [t.head.i for t in doc], [t.dep_ for t in doc]
    for closing, said, naming in closings:
        for offset, part in ((closing.start, said), (closing.begin, naming)):
            for token in part:
                tokens[offset + token.i] = token
                heads[offset + token.i], deps[offset + token.i] = offset + token.head.i, token.dep_
        verb = _statement(said)
        if verb is not None and verb.dep_ == "relcl":
            subject = next(c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass"))
            heads[closing.start + verb.i] = closing.start + verb.i
            heads[closing.start + verb.head.i], deps[closing.start + verb.head.i] = (
                closing.start + subject.i,
                "compound",
            )
        _join(closing, heads, deps, tokens)
    entities = [f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in doc]
    joined = Made(
        doc.vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        tags=[t.tag_ for t in tokens],
        pos=[t.pos_ for t in tokens],
        lemmas=[t.lemma_ for t in tokens],
        heads=heads,
        deps=deps,
        ents=entities,
    )
    joined.tensor = doc.tensor
    return joined


def _join(closing: Closing, heads: list[int], deps: list[str], tokens: list[Token]) -> None:
    """Make what is said the complement of the verb of speech, and whom it names its subject."""
    cue = closing.cue
    top = closing.speaker
    while heads[top] not in (top, cue):
        top = heads[top]
    if (heads[top] == top and top != cue) or tokens[top].pos_ in ("NOUN", "PROPN", "PRON"):
        heads[top], deps[top] = cue, "nsubj"
    else:
        heads[closing.speaker], deps[closing.speaker] = cue, "nsubj"
    for i in range(closing.start, closing.end):
        if closing.said <= i < closing.begin:
            heads[i], deps[i] = cue, "punct"
        elif heads[i] == i and i != cue:
            heads[i], deps[i] = cue, "ccomp" if i < closing.said else "dep"
    heads[cue], deps[cue] = cue, "ROOT"
