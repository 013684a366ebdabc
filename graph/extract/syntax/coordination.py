"""The verb with which a verb is coordinated, if the parser may have chosen another: "said that P and suggested Q"."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.syntax.tokens import SUBJECTS
from graph.extract.words import Token

_BARE = ("VB", "VBP")


def listed_before(verb: Token) -> Token | None:
    """The verb whose list is continued by a bare verb below a past one: "said that they [rob] shops, kill and burn"."""
    bare = verb.tag_ in _BARE and not any(c.dep_ in ("aux", "mark", "prep") and c.i < verb.i for c in verb.children)
    if verb.dep_ != "advcl" or not bare or verb.head.tag_ != "VBD" or verb.head.i > verb.i:
        return None
    between = verb.doc[verb.head.i + 1 : verb.i]
    return next((t for t in between if t.tag_ == "VBP" and any(c.dep_ in SUBJECTS for c in t.children)), None)


def is_dangling(verb: Token, subject: Token) -> bool:
    """Whether "said that P and suggested Q" was misparsed: "suggested", after "and", has taken the subject of P."""
    before = verb.nbor(-1) if verb.i else verb
    joins = before.dep_ == "cc" and before.head.i == subject.i and verb.dep_ == "ccomp"
    return joins and not any(c.dep_ == "conj" for c in subject.children)


def parallel(verb: Token, head: Token) -> Token:
    """The verb to which a coordinated one is parallel: "he said they lack X and suggested Y" joins two past forms.

    Nor is an act of speech coordinated with a state: "he [said] he was shocked and [accused] X".
    """
    above = head.head
    if verb.tag_ == above.tag_ == "VBG" and head.tag_ == "VB" and head.dep_ == "xcomp":
        return above  # "forcing X to land and kidnapping Y"
    if _is_before(verb):
        said = next((c for c in head.children if c.dep_ == "ccomp" and c.i < verb.i and _is_before(c)), None)
        if said is not None and not _is_before(head):
            return said  # "said that X had left and had met Y"
    if head.dep_ == "ccomp" and _is_told_like(verb, above) and not _is_told_like(verb, head):
        return above  # "has said that X left and has accused Y"; "believes that X has left and says that Y did"
    joins = verb.tag_ == "VBD" and head.dep_ in ("ccomp", "xcomp") and above.tag_ == "VBD"
    wished = any(c.dep_ == "auxpass" and c.lower_ == "be" for c in head.children)  # "asked that X be freed and left"
    present = wished or head.tag_ in ("VBP", "VBZ", "VB")
    state = head.lemma_ == "be" and any(c.dep_ == "acomp" for c in head.children)
    spoken = verb.lemma_.lower() in lexicon_of(verb).cues.verbs
    return above if joins and (present or (state and spoken)) else head


def _is_told_like(verb: Token, other: Token) -> bool:
    """Whether two verbs are both in the perfect, or both in the present if the first is a verb of speech."""
    has, also = (next((c.lemma_ for c in v.children if c.dep_ == "aux" and c.tag_ != "VBD"), "") for v in (verb, other))
    if has == also == "have":
        return verb.tag_ == other.tag_ == "VBN"
    spoken = verb.lemma_.lower() in lexicon_of(verb).cues.verbs and any(c.dep_ == "ccomp" for c in verb.children)
    return spoken and not (has or also) and verb.tag_ == other.tag_ and verb.tag_ in ("VBZ", "VBP")


def _is_before(verb: Token) -> bool:
    """Whether a verb is in the past perfect: "had left"."""
    return verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)
