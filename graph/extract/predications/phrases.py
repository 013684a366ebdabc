"""The extent of an argument's phrase: with what describes the argument, without what is merely added."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.predications.predication import Filler, Role
from graph.extract.syntax.tokens import SUBJECTS, is_verbal, joined
from graph.extract.words import Token

_REMARKS = ("relcl", "appos", "acl", "advcl")
_MARKS = frozenset(",;:-–—")
_OPENING = frozenset(",(—–") | {"--", "-"}


def filler(role: Role, head: Token, predicate: Token, preposition: str = "") -> Filler:
    """The phrase that a token heads, including coordinated ones, in a role of a predicate."""
    if is_verbal(head):
        return Filler(role, (head.i,), *clause(head, predicate), preposition)
    heads = joined(head, predicate)
    also = tuple(_phrase([c], predicate) for h in heads for c in h.children if c.dep_ == "appos")
    return Filler(role, tuple(h.i for h in heads), *_phrase(heads, predicate), preposition, also)


def clause(head: Token, predicate: Token, without: Token | None = None) -> tuple[int, int]:
    """The token range `[start, end)` of a clause, without the word that introduces it and its dependent `without`."""
    kept = {head.i}
    for child in head.children:
        joint = child.dep_ == "mark" and child.i < head.i
        if not joint and child != without and not _holds(child, predicate):
            kept.update(t.i for t in child.subtree)
    return _stretch(head, kept)


def shares_clause(verb: Token) -> Token | None:
    """The subject of an infinitive or participle that is also the object of the verb above: "made [us] cry"."""
    finite = any(c.dep_ in ("aux", "auxpass") and c.tag_ in ("MD", "VBD", "VBZ", "VBP") for c in verb.children)
    marked = any(c.dep_ == "mark" for c in verb.children)
    if verb.dep_ != "ccomp" or verb.tag_ not in ("VB", "VBG", "VBN") or finite or marked:
        return None
    return next((c for c in verb.children if c.dep_ in SUBJECTS and c.i > verb.head.i), None)


def leads_to_examples(preposition: Token) -> bool:
    """Whether a preposition introduces examples of what precedes it: "including X", "such as X"."""
    examples = lexicon_of(preposition).clauses.arguments.example
    such = (c for c in preposition.children if c.dep_ in ("amod", "advmod"))
    return any(t.lower_ in examples for t in (preposition, *such))


def _phrase(heads: list[Token], predicate: Token) -> tuple[int, int]:
    """The range of the phrase of some coordinated nouns, without any clause that contains the predicate."""
    own = {h.i for h in heads}
    kept = set(own)
    for head in heads:
        for child in head.children:
            if child.i not in own and not _holds(child, predicate) and not _is_beside(child, head, len(own)):
                kept.update(t.i for t in child.subtree)
    return _stretch(heads[0], kept)


def _is_beside(child: Token, head: Token, parts: int) -> bool:
    """Whether a dependent is merely added to a noun: another noun or clause, examples, a remark after a comma."""
    if child.dep_ in ("conj", "parataxis", "case"):
        return True
    if child.dep_ in ("cc", "preconj"):
        return parts == 1
    if child.dep_ == "prep":
        named = head.ent_type_ == "PERSON"  # "Josh Levin from X" is Josh Levin
        return named or leads_to_examples(child)
    first = child.left_edge.i
    return child.dep_ in _REMARKS and child.i > head.i and child.doc[max(first - 1, 0)].text in _OPENING


def _holds(child: Token, predicate: Token) -> bool:
    return child.i == predicate.i or child.is_ancestor(predicate)


def _stretch(head: Token, kept: set[int]) -> tuple[int, int]:
    """The unbroken run of tokens around a head that belong to `kept`, without punctuation at its ends."""
    doc, start, end = head.doc, head.i, head.i + 1
    while start and start - 1 in kept:
        start -= 1
    while end < len(doc) and end in kept:
        end += 1
    while start < head.i and doc[start].text in _MARKS:
        start += 1
    while end > head.i + 1 and doc[end - 1].is_punct and not (doc[end - 1].is_right_punct or doc[end - 1].is_quote):
        end -= 1
    return start, end
