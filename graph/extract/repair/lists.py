"""Repairs of lists attached to the wrong word: members of a group, deals made on several days."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.syntax.tokens import SUBJECTS, before
from graph.extract.words import Doc, Token

_NOUNS = ("NOUN", "PROPN")
_ARGUMENTS = ("dobj", "pobj", "nsubj", "nsubjpass", "conj")
_DASHES = ("-", "–", "—", "--", ":")


def rehang(doc: Doc) -> None:
    """Repair the lists of a parsed text in place; the lexicon must be attached to the text."""
    for token in list(doc):
        if token.dep_ == "conj" and token.pos_ == "NOUN" and not token.ent_type_:
            _join_objects(token)
        if token.dep_ in ("appos", "conj") and token.pos_ == "PROPN":
            _part_semicolons(token)
        if token.dep_ == "appos" and token.pos_ == token.head.pos_ == "PROPN":
            _join_names(token)
        if token.dep_ in SUBJECTS and token.pos_ == "PROPN":
            _name_all(token)
        if token.dep_ == "pobj" and f"{before(token).lower_} {token.lower_}" in _of_these(token):
            _list_members(token)


def _of_these(token: Token) -> frozenset[str]:
    return lexicon_of(token).small.reference.of_these


def _join_objects(noun: Token) -> None:
    """ "Signed a pact with X on Monday and a [treaty] with Y on Tuesday": a second object, not a second day."""
    joined = noun.head.ent_type_ == "DATE" or noun.head.pos_ == "VERB"
    verb = next((a for a in (noun.head, *noun.head.ancestors) if a.pos_ == "VERB"), None) if joined else None
    if verb is None or any(c.dep_ in ("nsubj", "nsubjpass", "cop") for c in noun.children):
        return
    first = next((c for c in verb.children if c.dep_ == "dobj" and c.i < noun.i), None)
    if first is not None and first.pos_ in _NOUNS and not noun.is_ancestor(first):
        noun.hang(first)


def _join_names(name: Token) -> None:
    """ "X, [Y] and Z": the second of three, not another name of the first; "Paris, France and London" are two."""
    first = name.head
    listed = name.left_edge.i == first.i + 2 and first.nbor(1).text == ","
    further = any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in name.children)
    if listed and further and not first.ent_type_ == name.ent_type_ == "GPE":
        name.dep_ = "conj"


def _part_semicolons(name: Token) -> None:
    """ "X, who runs the bank; [Y], a rancher; and Z": after a semicolon comes the next name in the list."""
    if before(name.left_edge).text != ";":
        return
    above = (name.head, *name.head.ancestors)
    first = next((t for t in above if t.pos_ == "PROPN" and t.dep_ in _ARGUMENTS), None)
    if first is not None and first.i < name.i:
        name.hang(first, "conj")


def _name_all(name: Token) -> None:
    """ "Three senators — [X], Y and Z — sued": the names between the dashes are those of the subject before them."""
    several = next((c for c in name.head.children if c.dep_ == name.dep_ and c.i < name.i), None)
    dashed = before(name.left_edge)
    if several is not None and several.tag_ == "NNS" and dashed.text in _DASHES and dashed.head.i == several.i:
        name.hang(several, "appos")


def _list_members(pronoun: Token) -> None:
    """ "Sued several banks, among [them] X and Y": X and Y are some of them, not another object."""
    start = pronoun.i + 1
    if start >= len(pronoun.doc):
        return
    listed = pronoun.doc[start]
    while listed.head.i > listed.i and listed.dep_ in ("compound", "nmod", "det", "amod"):
        listed = listed.head
    group = pronoun.doc[pronoun.i - 2] if pronoun.i > 1 else pronoun
    group = before(group) if group.text == "," else group
    while group.pos_ not in _NOUNS and group.dep_ in ("pobj", "prep", "compound") and group.head.i < group.i:
        group = group.head
    roles = ("dobj", "appos", "pobj", "attr", "dep", "npadvmod", "nmod")
    fits = group.pos_ == "NOUN" and listed.pos_ == "PROPN" and listed.dep_ in roles
    if fits and not group.is_ancestor(listed) and not listed.is_ancestor(group):
        listed.hang(group, "appos")
        if listed.is_ancestor(pronoun):
            pronoun.head.hang(group)
