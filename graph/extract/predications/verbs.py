"""The arguments of a verb: active, passive, participle, relative clause, below another verb, or coordinated."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.predications.dependents import circumstances, contents
from graph.extract.predications.phrases import clause, filler, shares_clause
from graph.extract.predications.predication import Filler, Kind, Predication, Role, in_order
from graph.extract.syntax import predicates as syntax
from graph.extract.syntax.passives import agents, is_passive
from graph.extract.words import Token

_BESIDE = ("aux", "auxpass", "neg", "prt")


def verbal(verb: Token) -> Predication:
    """The predication of a verb."""
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), "")
    tokens = sorted({verb.i, *(c.i for c in verb.children if c.dep_ in _BESIDE)})
    found = [*participants(verb), *circumstances(verb)]
    passive = is_passive(verb)
    return Predication(verb.i, _lemma(verb), Kind.VERB, tuple(tokens), in_order(found), particle, passive)


def _lemma(verb: Token) -> str:
    """The lemma of a verb; the lemmatizer drops the "e" of a few: "staged" becomes "stag"."""
    lemma, known = verb.lemma_.lower(), lexicon_of(verb).by_verb
    return lemma + "e" if lemma not in known and lemma + "e" in known else lemma


def participants(verb: Token) -> Iterator[Filler]:
    """Subject, objects, agent, what is said about the object, and what is said or done in a clause below the verb."""
    if verb.dep_ == "amod":
        yield filler(Role.AGENT if verb.tag_ == "VBG" else Role.PATIENT, verb.head, verb)
    elif verb.dep_ == "prep":
        yield filler(Role.AGENT, verb.head, verb)  # "multiple targets, including X"
        for part in (c for c in verb.children if c.dep_ == "pobj"):
            yield filler(Role.PATIENT, part, verb)
    elif is_passive(verb):
        yield from _of_passive(verb)
    else:
        for subject in syntax.subjects(verb):
            yield filler(Role.AGENT, subject, verb)
        for named in syntax.objects(verb):
            yield filler(Role.RECIPIENT if named.dep_ == "dative" else Role.PATIENT, named, verb)
    yield from _complements(verb)


def _of_passive(verb: Token) -> Iterator[Filler]:
    """ "X was awarded Y by Z": the subject of a passive that keeps an object is the recipient."""
    kept = [c for c in verb.children if c.dep_ == "dobj"]
    for subject in syntax.subjects(verb):
        yield filler(Role.RECIPIENT if kept else Role.PATIENT, subject, verb)
    for agent in agents(verb):
        yield filler(Role.AGENT, agent, verb, agent.head.text)
    for named in kept:
        yield filler(Role.PATIENT, named, verb)


def _complements(verb: Token) -> Iterator[Filler]:
    for said in (*syntax.complements(verb), *(c for c in verb.children if c.dep_ == "acomp")):
        yield filler(Role.ATTRIBUTE, said, verb)
    for said in contents(verb):
        shared = shares_clause(said)
        if shared is not None:
            yield filler(Role.PATIENT, shared, verb)
        yield Filler(Role.CONTENT, (said.i,), *clause(said, verb, without=shared))
