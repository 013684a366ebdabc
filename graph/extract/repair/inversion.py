"""Sentences naming their speaker after or inside what is said are parsed again in two parts: "P, reported X on Friday".

The parser takes "reported" for a second verb with the subject of P, or the speaker for an apposition in P. It parses
each part well on its own. Once rejoined, P is the complement of the verb of speech, and the name after it the subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.repair.closings import Closing, find
from graph.extract.syntax.tokens import FINITE
from graph.extract.words import Doc, Token, taken

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as Unread


def mend(docs: Sequence[Doc], language: Language, lexicon: Lexicon) -> Sequence[Doc]:
    """The same texts, with each sentence that names its speaker after or inside what is said parsed in two parts."""
    found = [find(doc, lexicon) for doc in docs]
    parts = [
        _part(doc, part, language)
        for doc, closings in zip(docs, found, strict=True)
        for c in closings
        for part in (c.content, c.naming)
    ]
    parsed = iter([taken(part) for part in language.pipe(parts)])
    for doc, closings in zip(docs, found, strict=True):
        pairs = [(c, next(parsed), next(parsed)) for c in closings]
        whole = [(c, said, naming) for c, said, naming in pairs if _statement(said) is not None]
        if whole:
            _put(doc, whole)
    return docs


def begins(root: Token) -> int | None:
    """Where a sentence starts to name its speaker, once its closing has been read; None if it has no closing."""
    said = [c for c in root.children if c.dep_ == "ccomp" and c.i < root.i]
    speaker = [c for c in root.children if c.dep_ == "nsubj" and said and c.i > said[-1].i]
    if not speaker or root.tag_ not in FINITE:
        return None
    first = min(root.i, min(t.i for t in speaker[0].subtree))
    return first if root.doc[first - 1].text == "," else None


def _part(doc: Doc, indices: list[int], language: Language) -> Unread:
    from spacy.tokens import Doc as Made

    part = [doc[i] for i in indices]
    return Made(language.vocab, words=[t.text for t in part], spaces=[bool(t.whitespace_) for t in part])


def _statement(said: Doc) -> Token | None:
    """The verb of what is said, if it is a complete sentence: "when he came" and "the man who came" are not."""
    root = said.sents[0].root
    if root.pos_ in ("NOUN", "PROPN"):
        return next((c for c in root.children if c.dep_ == "relcl" and _is_titled(root, c)), None)
    subject = any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in root.children)
    marked = any(c.dep_ == "mark" or (c.tag_ == "WRB" and c.i < root.i) for c in root.children)
    return root if root.pos_ in ("VERB", "AUX") and subject and not marked else None


def _is_titled(noun: Token, verb: Token) -> bool:
    """Whether the parser read "the warlord Abdi Nur has fled" as about a warlord from whom somebody fled."""
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and subject.pos_ == "PROPN" and subject.left_edge.i == noun.i + 1


def _parted(closing: Closing, said: Doc, verb: Token) -> Token:
    """The verb of the clause that resumes after the closing, or the verb of the whole if nothing resumes."""
    if not closing.is_inside:
        return verb
    behind = said[closing.said - closing.start]
    return next((t for t in (behind, *behind.ancestors) if t.pos_ == "VERB"), verb)


def _put(doc: Doc, closings: list[tuple[Closing, Doc, Doc]]) -> None:
    """Replace the trees at closings with the trees of their two parts."""
    read = list(doc)
    heads, deps = [t.head.i for t in doc], [t.dep_ for t in doc]
    for closing, said, naming in closings:
        for indices, part in ((closing.content, said), (closing.naming, naming)):
            for token in part:
                read[indices[token.i]] = token
                heads[indices[token.i]], deps[indices[token.i]] = indices[token.head.i], token.dep_
        verb = _statement(said)
        assert verb is not None
        if verb.dep_ == "relcl":
            subject = next(c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass"))
            titled, named = closing.content[verb.head.i], closing.content[subject.i]
            heads[closing.content[verb.i]] = closing.content[verb.i]
            heads[titled], deps[titled] = named, "compound"
        _join(closing, heads, deps, read, closing.content[_parted(closing, said, verb).i])
    for token, anew, head, dep in zip(doc, read, heads, deps, strict=True):
        token.tag_, token.pos_, token.lemma_ = anew.tag_, anew.pos_, anew.lemma_
        token.head, token.dep_ = doc[head], dep
    doc.measure()


def _join(closing: Closing, heads: list[int], deps: list[str], tokens: list[Token], verb: int) -> None:
    """Make what is said the complement of the verb of speech, and the speaker its subject.

    A verb of speech inside what is said depends on the main verb there, just as in a correct parse.
    """
    cue = closing.cue
    top = closing.speaker
    while heads[top] not in (top, cue):
        top = heads[top]
    if (heads[top] == top and top != cue) or tokens[top].pos_ in ("NOUN", "PROPN", "PRON"):
        heads[top], deps[top] = cue, deps[top] if deps[top] == "nsubjpass" else "nsubj"
    else:
        heads[closing.speaker], deps[closing.speaker] = cue, "nsubj"
    heads[cue], deps[cue] = (verb, "parataxis") if closing.is_inside else (cue, "ROOT")
    content, naming = set(closing.content), set(closing.naming)
    for i in range(closing.start, closing.stop):
        if i not in content and i not in naming:
            heads[i], deps[i] = verb if closing.is_inside else cue, "punct" if tokens[i].is_punct else "advmod"
        elif heads[i] == i and i != cue and not (closing.is_inside and i in content):
            heads[i], deps[i] = cue, "ccomp" if i in content else "dep"
    # What is outside does not depend on the other part: "A, X says, did B." ends A's sentence; in "P, so X says, but
    # Q" X says nothing about Q.
    wrong, right = (naming, verb) if closing.is_inside else (content, cue)
    for i, head in enumerate(heads):
        if head in wrong and i not in content and i not in naming and not closing.start <= i < closing.stop:
            heads[i] = right
