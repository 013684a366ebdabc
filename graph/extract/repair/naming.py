"""Repairs of labels for somebody, attached to their verb: "branded X a [cult]", "was listed as a gang [by] Peru"."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.syntax.tokens import FINITE, SUBJECTS, before, is_indefinite
from graph.extract.words import Doc, Token

_PARTICIPLES = ("VBN", "VBD")


def rehang(doc: Doc) -> None:
    """Repair the labels of a parsed text in place; the lexicon must be attached to the text."""
    for token in list(doc):
        if token.dep_ == "ROOT" and token.tag_ in _PARTICIPLES:
            _part_participle(token)
        _join_phrase(token)
    for token in list(doc):
        if _gives_label(token):
            _give_name(token)
            _hang_agent(token)


def _gives_label(verb: Token) -> bool:
    """Whether a verb may say what somebody is: "designate", "appoint"."""
    frames = lexicon_of(verb).by_verb.get(verb.lemma_.lower(), ()) if verb.pos_ == "VERB" else ()
    return any(frame.as_slots for _, frame in frames)


def _part_participle(verb: Token) -> None:
    """ "X, [designated] a gang by Peru, sells coal": the words between commas describe X; "sells" is the main verb."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS and c.i < verb.i), None)
    main = next((c for c in verb.children if c.dep_ == "conj" and c.tag_ in (*FINITE, "VB")), None)
    joined = any(c.dep_ == "cc" for c in verb.children) or any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    if subject is None or main is None or joined or not _gives_label(verb):
        return
    apart = before(verb).text == "," and subject.right_edge.i in (verb.i - 2, verb.i - 1)
    if not apart or main.left_edge.i != main.i or before(main).text != ",":
        return
    main.hang(main, "ROOT")
    subject.hang(main)
    verb.hang(subject, "acl")
    verb.tag_ = "VBN"


def _join_phrase(token: Token) -> None:
    """Make a fixed phrase one complement of the verb: "declared X [persona non grata]"."""
    words = next((w for w in lexicon_of(token).small.phrase.fixed if w.startswith(token.lower_ + " ")), "").split()
    found = token.doc[token.i : token.i + len(words)]
    if not words or [t.lower_ for t in found] != words:
        return
    verb = next((a for a in token.ancestors if _gives_label(a)), None)
    if verb is None:
        return
    for child in [c for t in found for c in t.children if c not in found]:
        child.dep_ = "dobj" if child.dep_ in SUBJECTS and child.i > verb.i else child.dep_
        child.hang(verb)
    token.hang(verb, "oprd")
    token.pos_ = "NOUN"
    for word in found[1:]:
        word.hang(token, "fixed")


def _give_name(verb: Token) -> None:
    """ "Called the newspaper [Clarion] an enemy": the name belongs to the noun before it, and the label comes after."""
    name = next((c for c in verb.children if c.dep_ == "oprd" and c.pos_ == "PROPN"), None)
    noun = next((c for c in verb.children if c.dep_ == "dobj" and c.pos_ == "NOUN"), None)
    called = next((c for c in name.children if c.dep_ == "appos"), None) if name is not None else None
    if name is None or noun is None or called is None or not is_indefinite(called):
        return
    if name.left_edge.i == noun.i + 1 and called.left_edge.i == name.i + 1:
        name.hang(noun, "appos")
        called.hang(verb, "oprd")


def _hang_agent(verb: Token) -> None:
    """ "Listed as a gang [by] Peru since 2019": neither the doer nor the time belongs to the noun."""
    passive = verb.tag_ in _PARTICIPLES and (verb.dep_ == "acl" or any(c.dep_ == "auxpass" for c in verb.children))
    if not passive or any(c.dep_ == "agent" for c in verb.children):
        return
    called = [c for c in verb.children if c.dep_ in ("dobj", "oprd") and c.i > verb.i]
    called += [g for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" for g in c.children]
    by = next((c for noun in called for c in noun.children if c.dep_ == "prep" and c.lower_ == "by"), None)
    if by is None:
        return
    for later in [c for c in by.head.children if c.dep_ == "prep" and c.i > by.i]:
        later.hang(verb)
    by.hang(verb, "agent")
