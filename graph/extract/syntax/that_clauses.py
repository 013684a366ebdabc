"""Clauses that are the content of a noun or verb of speech: which clauses these are, and in which tense."""

from __future__ import annotations

from collections.abc import Container

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.syntax.tokens import FINITE, ancestors, direct
from graph.extract.words import Token

_FARTHEST = 14
"""How many words after a noun its "that" may be: "a report last week in the newspaper El Faro that"."""
_BREAKS = (",", ";", ":", "—", "–", "(")


def that_clause(noun: Token, cues: Container[str], end: int) -> Token | None:
    """The verb of the clause after a noun of speech, even if the parser attaches the clause to the noun's verb.

    `cues` are the lemmas of verbs of speech, `end` is the end of the sentence.
    """
    that = _that(noun, end)
    if that is None:
        return None
    clause = that.head
    above = [noun, noun.head]
    if noun.dep_ == "pobj" and noun.head.head.lemma_.lower() not in cues:
        above.append(noun.head.head)  # "scoffed at the claim that P", not "said in a report that P"
    if that.i > noun.i + 1:
        above += [t for t in noun.doc[noun.i + 1 : that.i] if t.pos_ in ("NOUN", "PROPN")]
    below = clause.head in above or noun.is_ancestor(clause)
    verbal = clause.pos_ in ("VERB", "AUX") and clause.dep_ in ("acl", "ccomp", "advcl", "relcl")
    return clause if verbal and below else None


def bare_clause(noun: Token, end: int) -> Token | None:
    """The verb of a clause right after a noun of speech without "that": "rumours he was planning to leave".

    `end` is the end of the sentence. A clause with something missing is a relative clause: "the claims she spread".
    """
    for clause in (c for c in noun.children if noun.i < c.i < end and c.dep_ in ("acl", "relcl", "ccomp")):
        subject = next((c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        opens = subject is not None and subject.left_edge.i == noun.i + 1 and subject.tag_ not in ("WDT", "WP")
        if opens and (_is_complete(clause) or (subject is not None and subject.dep_ == "nsubjpass")):
            return clause
    return None


def _is_complete(clause: Token) -> bool:
    """Whether a clause has everything that its verb needs after it, according to the parse."""
    finite = clause.tag_ in FINITE or any(c.dep_ == "aux" and c.tag_ in (*FINITE, "MD") for c in clause.children)
    below = (c for c in clause.children if c.i > clause.i)
    return finite and any(c.dep_ in ("dobj", "ccomp", "xcomp", "attr", "acomp") for c in below)


def _that(noun: Token, end: int) -> Token | None:
    """The "that" which opens the content of a noun of speech: right after it, or after its author and place."""
    first = noun.doc[noun.i + 1 : min(noun.i + 2, end)]
    for token in first:
        if token.lower_ == "that":
            return token if token.dep_ == "mark" or _is_whole(token) else None
        small = lexicon_of(token).small.speech
        if token.lower_ not in (*small.author, *small.printed) and token.tag_ != "VBN":
            return None
    for token in noun.doc[noun.i + 1 : min(noun.i + _FARTHEST, end)]:
        if token.lower_ == "that":
            return token if token.dep_ == "mark" or _is_whole(token) else None
        if token.text in _BREAKS or token.tag_ in FINITE or token.tag_ == "MD":
            return None
    return None


def _is_whole(that: Token) -> bool:
    """Whether a clause taken for a relative clause is complete: "a report in X that she met with Y"."""
    verb = that.head
    if that.dep_ not in ("dobj", "dative") or not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return False
    others = any(c.dep_ in ("dobj", "ccomp", "attr", "acomp") and c.i != that.i for c in verb.children)
    return others or any(direct(verb, c.lower_) for c in verb.children if c.dep_ == "prep" and c.i > verb.i)


def parts_clause(cue: Token) -> bool:
    """Whether a cue is inserted before the verb of what is said: "A, X says, did B"."""
    return cue.dep_ == "parataxis" and cue.head.i > cue.i


def is_signed(cue: Token) -> bool:
    """Whether a name taken for the object of a cue ends its sentence, and so is its subject: "P, reported Reuters"."""
    named = any(c.dep_ == "dobj" and c.pos_ == "PROPN" and c.left_edge.i == cue.i + 1 for c in cue.children)
    return named and all(t.is_punct for t in cue.sent if t.i > cue.right_edge.i)


def is_content(child: Token, cue: Token) -> bool:
    """Whether a child of a speech verb is a clause that contains what is said."""
    if child.dep_ == "pcomp":
        return True
    verbal = child.pos_ in ("VERB", "AUX")
    if child.tag_ == "VBG" and child.dep_ == "xcomp" and cue.lemma_.lower() in lexicon_of(cue).cues.no_gerund:
        return False
    return verbal and (child.dep_ == "ccomp" or (child.dep_ == "xcomp" and child.i > cue.i))


def tense(verb: Token) -> str:
    """The tag of a finite verb, of a "was" or "did" before it, or else of the nearest finite verb above."""
    carrier = next((c for c in verb.children if c.dep_ == "auxpass" or c.lemma_ == "do"), verb)
    if carrier.tag_ in FINITE:
        return carrier.tag_
    return next((above.tag_ for above in ancestors(verb) if above.tag_ in FINITE), carrier.tag_)


def is_simple(verb: Token) -> bool:
    """Whether a verb has no auxiliary except one of the passive or of emphasis."""
    return not any(c.dep_ == "aux" and c.lemma_ != "do" for c in verb.children)


def is_that_clause(clause: Token) -> bool:
    """Whether a clause is a complement that begins with "that"."""
    return clause.dep_ == "ccomp" and any(g.lower_ == "that" for g in clause.children)
