"""The speaker that a cue names."""

from __future__ import annotations

from collections.abc import Container

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.parse.parsed import Parsed
from graph.extract.syntax.passives import agents, is_agentless, is_passive
from graph.extract.syntax.predicates import subjects
from graph.extract.syntax.tokens import ancestors, prepositional
from graph.extract.words import Doc, Token


def source_of_verb(cue: Token, parsed: Parsed) -> int | None:
    """The token that heads the source of a speech verb, or None."""
    if is_passive(cue) or is_agentless(cue):
        by = agents(cue)
        return by[0].i if by else None
    found = subjects(cue)
    if found and parsed.quote_of[found[0].i] >= 0 > parsed.quote_of[cue.i]:
        # The source of a cue outside a quotation is never inside one: "“X rejects Y,” adding that …".
        found = _outside(cue, parsed)
    if not found and cue.dep_ in ("ROOT", "ccomp", "parataxis"):
        found = _beside(cue, parsed)
    return found[0].i if found else None


def source_of_noun(noun: Token, outlets: Container[int] = frozenset()) -> int | None:
    """The source of "X's claim", "a claim by X", or "X made the claim"; not of "X faced the claim".

    `outlets` are the head words of newspaper names: "a report in X".
    """
    owner = next((c.i for c in noun.children if c.dep_ == "poss"), None)
    if owner is not None:
        return owner
    small = lexicon_of(noun).small.speech
    for preposition in small.author:
        for token in prepositional(noun, preposition) or made_by(noun, preposition):
            return token.i
    for preposition in small.printed:
        for token in prepositional(noun, preposition):
            if token.i in outlets:
                return token.i
    if noun.dep_ == "dobj" and noun.head.pos_ == "VERB" and _utters(noun.head):
        return next((t.i for t in subjects(noun.head)), None)
    return None


def made_by(noun: Token, preposition: str) -> list[Token]:
    """The author of a noun: "the claim made by X"; the parser may attach "by X" to the verb before the noun."""
    made = [t for c in noun.children if c.dep_ in ("acl", "relcl") and c.tag_ == "VBN" for t in agents(c)]
    verb = noun.head.head if noun.dep_ == "pobj" else noun.head
    active = noun.dep_ in ("dobj", "pobj") and verb.pos_ == "VERB" and not is_passive(verb)
    beside = [c for c in verb.children if c.dep_ in ("prep", "agent") and c.i == noun.i + 1 and c.lower_ == preposition]
    return made or [g for c in beside if active and preposition == "by" for g in c.children if g.dep_ == "pobj"]


def only_hears(source: int, noun: Token) -> bool:
    """Whether somebody only reacts to what others say: "X faced the claim", "X resigned amid claims"."""
    above = noun.head
    if noun.dep_ == "pobj" and above.lower_ not in lexicon_of(noun).small.speech.voiced:
        verb = above.head
    elif noun.dep_ == "dobj" and not _utters(above):
        verb = above
    else:
        return False
    return verb.pos_ == "VERB" and source in (t.i for t in subjects(verb))


def _utters(verb: Token) -> bool:
    """Whether the subject of a verb is the source of a noun of speech that is its object: "made the claim"."""
    return verb.lemma_.lower() in lexicon_of(verb).clauses.verbs.uttering


def _outside(cue: Token, parsed: Parsed) -> list[Token]:
    """The subject of the nearest verb above a cue that is not quoted."""
    for above in ancestors(cue):
        if above.pos_ in ("VERB", "AUX") and parsed.quote_of[above.i] < 0:
            found = subjects(above)
            if found and parsed.quote_of[found[0].i] < 0:
                return found
    return []


def _beside(cue: Token, parsed: Parsed) -> list[Token]:
    """The name next to a cue that has no subject in the parse: "…, Tomás Urrea, said that", '"…," said Urrea'."""
    doc = parsed.doc
    after = cue.i + 1
    quoted = cue.i > 0 and doc[cue.i - 1].text in (",", '"')
    if quoted and after < len(doc) and doc[after].pos_ == "PROPN":
        return [_head_of_name(doc, after)]
    before = cue.i - 1
    while before > 0 and (doc[before].text == "," or doc[before].dep_ in ("advmod", "aux")):
        before -= 1
    same = before >= 0 and parsed.sentence_of[before] == parsed.sentence_of[cue.i]
    return [_head_of_name(doc, before)] if same and doc[before].pos_ == "PROPN" else []


def _head_of_name(doc: Doc, i: int) -> Token:
    token = doc[i]
    while token.dep_ in ("compound", "nmod") and token.head.pos_ == "PROPN" and abs(token.head.i - i) < 6:
        token = token.head
    return token
