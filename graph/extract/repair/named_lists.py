"""Repairs of lists of descriptions with names: "dismissed his minister, [X], his spy chief, [Y], and the dean, [Z]".

The parser takes each item for a description of the name before it. The form shows that it is a list: each part starts
with a determiner and ends with a name, and "and" precedes the last part.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.syntax.tokens import before
from graph.extract.words import Doc, Token

_ARGUMENTS = ("dobj", "pobj", "nsubj", "nsubjpass", "dative")
_KINDS = {"PERSON", "ORG", "GPE"}
_LEAST = 3
"""With only two parts, the second may describe the first: "the mayor, X, the son of the poet Y, and …"."""
_LONGEST = 14
"""The most words in one part."""


class _Part(NamedTuple):
    """A noun, the last word of its name, and the start and end of the part."""

    start: int
    noun: Token
    name: Token
    end: int


def rehang(doc: Doc) -> None:
    """Repair the lists of a parsed text in place; the lexicon must be attached to the text."""
    done = 0
    for token in list(doc):
        if token.i >= done and token.dep_ in _ARGUMENTS and token.pos_ == "NOUN":
            listed = _listed(token)
            if listed:
                _join(listed)
                done = listed[-1].end
        if f"{before(token).lower_} {token.lower_}" in lexicon_of(token).small.phrase.company:
            _join_company(token)


def _listed(noun: Token) -> list[_Part]:
    """The parts of the list that a noun opens; empty if there is none."""
    found: list[_Part] = []
    start, last = noun.left_edge.i, False
    while (part := _part(noun.doc, start, noun.sent.end)) is not None:
        found.append(part)
        if last:
            break
        start, last = _next(noun.doc, part.end)
    whole = last and len(found) >= _LEAST and found[0].noun.i == noun.i
    kin = lexicon_of(noun).offices.kin
    loose = any(part.noun.lower_ in kin or part.noun.is_ancestor(noun) for part in found[1:])
    return found if whole and not loose else []


def _next(doc: Doc, at: int) -> tuple[int, bool]:
    """Where the next part starts after a comma or "and", and whether it is the last part."""
    words = [t.lower_ for t in doc[at : at + 2]]
    joints = next((n for n, w in enumerate(words) if w not in (",", ";", "and")), 2)
    return (at + joints if joints else len(doc)), "and" in words[:joints]


def _part(doc: Doc, start: int, limit: int) -> _Part | None:
    """A part that starts at a token: determiner, noun, perhaps a comma, and a name."""
    if start >= limit or doc[start].tag_ not in ("DT", "PRP$"):
        return None
    noun: Token | None = None
    at = start + 1
    while at < min(limit, start + _LONGEST):
        token = doc[at]
        if noun is not None and _opens_name(doc, at):
            end = at + 1
            while end < limit and doc[end].pos_ == "PROPN" and doc[end].is_title:
                end += 1
            return _Part(start, noun, doc[end - 1], end)
        if noun is None and token.pos_ == "NOUN" and doc[min(at + 1, limit - 1)].pos_ not in ("NOUN", "PART"):
            noun = token
        elif token.pos_ not in ("NOUN", "ADJ", "DET", "ADP", "PROPN", "PART"):
            break
        at += 1
        if noun is not None and at < limit and doc[at].text == ",":
            at += 1
            if at == len(doc) or not _opens_name(doc, at):
                break
    return None


def _opens_name(doc: Doc, at: int) -> bool:
    """Whether the name of a person or body starts at a token, right after a noun or a comma."""
    joint = before(doc[at])
    named = doc[at].pos_ == "PROPN" and doc[at].is_title and doc[at].ent_type_ in ("PERSON", "ORG", "")
    return named and (joint.text == "," or joint.pos_ == "NOUN")


def _join(parts: list[_Part]) -> None:
    """Make the nouns of a list one list, each with its own name."""
    first = parts[0].noun
    for part in parts[1:]:
        part.noun.hang(first, "conj")
    for part in parts:
        part.name.hang(part.noun, "appos")
        for word in _before(part.name):
            word.hang(part.name, "compound")
        joint = first.doc[part.start - 1]
        if joint.lower_ == "and":
            joint.hang(first)


def _before(name: Token) -> Iterator[Token]:
    """The words of a name before its last word."""
    at = name.i - 1
    while name.doc[at].pos_ == "PROPN" and name.doc[at].is_title:
        yield name.doc[at]
        at -= 1


# --------------------------------------------------------------- "sued X [along with] Y"


def _join_company(joint: Token) -> None:
    """Coordinate the noun after "along with" with the one before it if both are people, bodies or states."""
    added = next((c for c in joint.children if c.dep_ == "pobj"), None)
    first = joint.i - 1
    first -= joint.doc[first - 1].text == ","
    if added is None or first <= joint.sent.start:
        return
    noun = joint.doc[first - 1]
    while noun.dep_ in ("appos", "compound") and noun.head.i < noun.i:
        noun = noun.head
    kinds = {_kind(noun), _kind(added)} - {"" if noun.pos_ == added.pos_ == "PROPN" else "-"}
    fits = noun.dep_ in ("dobj", "nsubj", "nsubjpass") and len(kinds) == 1 and kinds <= _KINDS
    if fits and not added.is_ancestor(noun):
        added.hang(noun, "conj")


def _kind(noun: Token) -> str:
    """The label that the language model gives to the noun, or to the name next to it."""
    beside = (c.ent_type_ for c in noun.children if c.dep_ == "appos")
    return noun.ent_type_ or next(beside, "")
