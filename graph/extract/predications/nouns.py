"""The arguments of a noun: "the US indictment of X", "issued sanctions against X", "faces a trial"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.predications.dependents import circumstances, noun_fillers
from graph.extract.predications.light_verbs import light_verb
from graph.extract.predications.phrases import filler
from graph.extract.predications.predication import Filler, Kind, Predication, Role, Tie, in_order
from graph.extract.syntax import predicates as syntax
from graph.extract.syntax.passives import agents, is_passive
from graph.extract.syntax.tokens import is_verbal

if TYPE_CHECKING:
    from spacy.tokens import Token


def nominal(noun: Token) -> Predication | None:
    """The predication of a noun; None where nothing is said of anybody by it."""
    verb = light_verb(noun)
    own = list(noun_fillers(noun))
    lent = list(_lent(noun, verb)) if verb is not None else list(_undergone(noun))
    if not own and not lent:
        return None
    tokens = (noun.i,) if verb is None else tuple(sorted((verb.i, noun.i)))
    return Predication(noun.i, noun.lemma_.lower(), Kind.NOUN, tokens, in_order([*own, *lent]))


def _lent(noun: Token, verb: Token) -> Iterator[Filler]:
    """What a light verb lends: its subject, and what hangs on it otherwise."""
    for doer in agents(verb) if is_passive(verb) else syntax.subjects(verb):
        yield replace(filler(Role.AGENT, doer, noun), tie=Tie.SHARED)
    for one in circumstances(verb):
        if noun.i in one.heads:
            continue  # "engaged [in talks]"
        yield one if one.tie is Tie.NEAR else replace(one, tie=Tie.SHARED)


def _undergone(noun: Token) -> Iterator[Filler]:
    """To whom the event of a noun happens: "[X] faces an investigation", "[X] is under investigation"."""
    for sufferer in _undergoers(noun):
        yield filler(Role.PATIENT, sufferer, noun)


def _undergoers(noun: Token) -> list[Token]:
    """To whom an event happens: "faces an investigation", "is under investigation", "the target of an attack"."""
    above, words = noun.head, lexicon_of(noun)
    if noun.dep_ == "dobj" and above.lemma_.lower() in words.clauses.verbs.undergoing:
        return syntax.subjects(above)
    if noun.dep_ != "pobj" or above.lower_ not in words.small.relation.subjected:
        return []
    if above.lower_ == "under":
        return syntax.subjects(above.head) if is_verbal(above.head) else []
    role = above.head.lemma_.lower() in words.clauses.nouns.undergoer and above.head.dep_ in ("attr", "acomp")
    return syntax.subjects(above.head.head) if role else []
