"""What somebody or something is said to be: "X is a member of Y", "X, boss of Y", "gangs such as X"."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extract.predications.dependents import behind, circumstances, contents, noun_fillers, said_in
from graph.extract.predications.light_verbs import is_copula
from graph.extract.predications.phrases import filler, leads_to_examples
from graph.extract.predications.predication import Filler, Kind, Predication, Role, in_order
from graph.extract.syntax import predicates as syntax
from graph.extract.words import Token

_SAID = ("attr", "acomp")
_BESIDE = ("aux", "neg")

_INCLUDE = "include"
"""The verb that means the same as "such as"."""


def copular(verb: Token) -> Predication | None:
    """What a copula says about its subject: "X is a member of Y", "X is responsible for Y"; None if nothing."""
    said = next((c for c in verb.children if c.dep_ in _SAID and c.i > verb.i), None) if is_copula(verb) else None
    if said is None:
        return None
    tokens = sorted({said.i, verb.i, *(c.i for c in verb.children if c.dep_ in _BESIDE)})
    borne = [filler(Role.AGENT, subject, said) for subject in syntax.subjects(verb)]
    found = [*borne, *_own(said), *circumstances(verb)]
    return Predication(said.i, said.lemma_.lower(), Kind.COPULA, tuple(tokens), in_order(found))


def bearers(noun: Token) -> list[Token]:
    """Whom a noun describes: the noun or name with which it is in apposition, or its subject."""
    if noun.dep_ == "attr":
        return syntax.subjects(noun.head)
    if noun.dep_ == "appos" and noun.pos_ != "PROPN":
        return [noun.head]
    return [c for c in noun.children if c.dep_ == "appos" and c.pos_ == "PROPN"]


def ascribed(adjective: Token) -> Predication:
    """What an adjective says: "X is [responsible] for Y"."""
    borne = [filler(Role.AGENT, subject, adjective) for subject in syntax.subjects(adjective.head)]
    found = in_order([*borne, *_own(adjective)])
    return Predication(adjective.i, adjective.lemma_.lower(), Kind.COPULA, (adjective.i,), found)


def apposed(noun: Token) -> Predication | None:
    """What a noun next to a name says about it: "X, boss of Y", "the boss of Y, X"; None if neither is a name."""
    named, said = (noun, _described_by(noun)) if noun.pos_ == "PROPN" else (noun.head, noun)
    if noun.dep_ != "appos" or named.pos_ != "PROPN" or said.pos_ != "NOUN":
        return None
    found = [filler(Role.AGENT, named, said), *_own(said)]
    return Predication(said.i, said.lemma_.lower(), Kind.APPOSITION, (said.i,), in_order(found))


def exemplified(preposition: Token) -> Predication | None:
    """Examples of what was named before: "gangs such as X", "banks like X"; None if a word introduces none."""
    if preposition.dep_ != "prep" or preposition.head.pos_ != "NOUN" or preposition.pos_ == "VERB":
        return None
    if not leads_to_examples(preposition):
        return None
    such = [c for c in preposition.children if c.dep_ in ("amod", "advmod")]
    parts = [filler(Role.PATIENT, c, preposition) for c in preposition.children if c.dep_ == "pobj"]
    whole = filler(Role.AGENT, preposition.head, preposition)
    tokens = sorted(t.i for t in (preposition, *such))
    return Predication(preposition.i, _INCLUDE, Kind.APPOSITION, tuple(tokens), in_order([whole, *parts]))


def _described_by(name: Token) -> Token:
    """The noun that a name belongs to: "the [boss] of the Gulf Cartel, X", where the parser attaches X to "Cartel"."""
    beside = name.head
    above = beside.head.head
    return above if beside.dep_ == "pobj" and beside.pos_ == "PROPN" and above.pos_ == "NOUN" else beside


def _own(said: Token) -> Iterator[Filler]:
    """The dependents of a noun or adjective that is predicated."""
    if said.pos_ in ("NOUN", "PROPN"):
        yield from (f for f in noun_fillers(said) if said.i not in f.heads)
    else:
        for child in said.children:
            if child.dep_ == "prep":
                yield from behind(child, said)
        yield from (said_in(content, said) for content in contents(said))
