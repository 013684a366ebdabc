"""The arguments of a noun: "the US indictment of X", "issued sanctions against X", "faces a trial"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.predications.dependents import circumstances, noun_fillers
from graph.extract.predications.light_verbs import is_copula, light_verb
from graph.extract.predications.nested_nouns import carriers
from graph.extract.predications.phrases import filler
from graph.extract.predications.predication import Filler, Kind, Predication, Role, Tie, in_order
from graph.extract.syntax import predicates as syntax
from graph.extract.syntax.passives import agents, is_passive
from graph.extract.syntax.tokens import is_verbal
from graph.extract.words import Token


def nominal(noun: Token) -> Predication | None:
    """The predication of a noun; None if it says nothing about anybody."""
    verb = light_verb(noun)
    own = list(noun_fillers(noun))
    lent = list(_lent(noun, verb)) if verb is not None else list(_undergone(noun))
    if not own and not lent:
        return None
    tokens = (noun.i,) if verb is None else tuple(sorted((verb.i, noun.i)))
    return Predication(noun.i, noun.lemma_.lower(), Kind.NOUN, tokens, in_order([*own, *lent]))


def _lent(noun: Token, verb: Token) -> Iterator[Filler]:
    """What a light verb lends: its subject and its other dependents."""
    for doer in agents(verb) if is_passive(verb) else syntax.subjects(verb):
        yield replace(filler(Role.AGENT, doer, noun), tie=Tie.SHARED)
    for given in syntax.subjects(verb) if is_passive(verb) and noun.dep_ == "dobj" else []:
        yield filler(Role.PATIENT, given, noun)  # "was given a warning by X"
    for one in circumstances(verb):
        if noun.i in one.heads:
            continue  # "engaged [in talks]"
        yield one if one.tie is Tie.NEAR else replace(one, tie=Tie.SHARED)


def _undergone(noun: Token) -> Iterator[Filler]:
    """Those whom the event named by a noun affects: "[X] faces an investigation", "[X] is under investigation"."""
    for sufferer in _undergoers(noun):
        yield filler(Role.PATIENT, sufferer, noun)


def _undergoers(noun: Token) -> list[Token]:
    """Their words: X in "X faces an investigation", "X is under investigation", "X is the target of an attack"."""
    above, words = noun.head, lexicon_of(noun)
    undergoing = words.clauses.verbs.undergoing
    if noun.dep_ == "dobj" and above.lemma_.lower() in undergoing:
        return syntax.subjects(above)
    if noun.dep_ != "pobj":
        return []
    particle = next((f" {c.lower_}" for c in above.head.children if c.dep_ == "prt"), "")
    if f"{above.head.lemma_.lower()}{particle} {above.lower_}" in undergoing:
        return syntax.subjects(above.head)  # "came in for criticism"
    if above.lower_ not in words.small.relation.subjected:
        return []
    if above.lower_ == "under":
        return syntax.subjects(above.head) if is_verbal(above.head) else []
    verb = _shown_as(above.head) if carriers([above.head], words.clauses.nouns.undergoer) else None
    return syntax.subjects(verb) if verb is not None else []


def _shown_as(noun: Token) -> Token | None:
    """The verb with which a noun is said of a subject: "was [the target]", "fell [victim]"."""
    if noun.dep_ in ("attr", "acomp", "oprd", "dobj", "advmod", "npadvmod") and is_verbal(noun.head):
        return noun.head
    above = noun.head.head
    return above if noun.dep_ == "pobj" and is_verbal(above) and is_copula(above) else None
