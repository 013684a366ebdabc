"""The dependents of a verb or noun: where, when, why and how, the owner, and every phrase after a preposition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.predications.light_verbs import is_light
from graph.extract.predications.phrases import clause, filler, leads_to_examples
from graph.extract.predications.predication import Filler, Role, Tie
from graph.extract.predications.roles import opening, role_of, role_of_adverb, role_of_clause
from graph.extract.syntax import predicates as syntax
from graph.extract.syntax.relative_clauses import antecedent
from graph.extract.syntax.tokens import SUBJECTS, clause_of, is_verbal
from graph.extract.words import Token

_BEFORE = ("compound", "amod", "nmod")
_NAMING = ("PERSON", "ORG", "GPE", "NORP")
_HOLDERS = ("dobj", "attr", "oprd", "acomp", "prt", "advmod", "nsubjpass")
_JOINTS = ("prep", "dative", "agent")
_NOUNS = ("NOUN", "PROPN", "PRON")
_SHARED = (Role.TIME, Role.PLACE)


def circumstances(verb: Token) -> Iterator[Filler]:
    """Dependents of a verb after a preposition or conjunction, adverbs, and those shared with another verb."""
    for child in verb.children:
        yield from _circumstance(child, verb)
    if verb.dep_ == "relcl":
        for asking in (c for c in verb.children if c.tag_ == "WRB"):
            yield filler(role_of_adverb(asking), verb.head, verb, asking.text)
    yield from _shared(verb)
    yield from _near(verb)


def said_in(content: Token, predicate: Token) -> Filler:
    """A clause as the content of what is said, known or wanted."""
    return Filler(Role.CONTENT, (content.i,), *clause(content, predicate))


def _is_said(content: Token) -> bool:
    """Whether a clause below a noun is the noun's content and not a description: "the demand that P", "a plan to P"."""
    return content.tag_ == "VB" or any(c.dep_ in (*SUBJECTS, "mark") for c in content.children)


def contents(verb: Token) -> list[Token]:
    """The clauses for what is said, known, wanted or asked: "said that P", "agreed to P", "called for X to P"."""
    below = [c for c in verb.children if c.dep_ in ("ccomp", "xcomp")]
    return [*below, *(c for c in syntax.asked(verb) if c not in below)]


def behind(preposition: Token, predicate: Token) -> Iterator[Filler]:
    """The phrases after a preposition, including after a second one: "out of the house"."""
    for inner in preposition.children:
        if inner.dep_ == "prep" and not _is_compound(preposition):
            yield from behind(inner, predicate)
        elif inner.dep_ == "prep":
            joint = f"{preposition.text} {inner.text}"  # "according to X" is not "to X"
            role = role_of(preposition, inner)
            yield from (replace(one, role=role, preposition=joint) for one in behind(inner, predicate))
        elif inner.dep_ in ("pobj", "pcomp"):
            meant = antecedent(inner, predicate) if inner.dep_ == "pobj" else inner
            yield filler(role_of(preposition, meant), meant, predicate, preposition.text)


def _is_compound(preposition: Token) -> bool:
    return preposition.lower_ in lexicon_of(preposition).small.phrase.compound


def _circumstance(child: Token, verb: Token) -> Iterator[Filler]:
    if child.dep_ in _JOINTS and child.pos_ not in _NOUNS:
        yield from behind(child, verb)
    elif child.dep_ == "advcl" and child not in contents(verb):
        joint = next((c.text for c in opening(child)), "")
        yield Filler(role_of_clause(child), (child.i,), *clause(child, verb), joint)
    elif child.dep_ == "npadvmod" or (child.dep_ == "advmod" and _says(child)):
        yield filler(role_of_adverb(child), child, verb)


def _says(adverb: Token) -> bool:
    """Whether an adverb says something about the act, rather than commenting or joining: "also", "when"."""
    return adverb.tag_ != "WRB" and adverb.lower_ not in lexicon_of(adverb).clauses.arguments.idle


def _shared(verb: Token) -> Iterator[Filler]:
    """Time and place of the verb above that apply to this verb as well: "On Monday X met Y and left"."""
    above = verb.head
    if verb.dep_ not in ("conj", "xcomp", "advcl") or not is_verbal(above):
        return
    for child in above.children:
        if child.i == verb.i or (verb.dep_ == "conj" and child.i > above.i) or child.dep_ == "advcl":
            continue
        for one in _circumstance(child, verb):
            if one.role is Role.TIME or (one.role in _SHARED and verb.dep_ != "advcl"):
                yield replace(one, tie=Tie.SHARED)


def _near(verb: Token) -> Iterator[Filler]:
    """Dependents of an argument that may belong to the verb: "signed a deal [with X]"."""
    for child in verb.children:
        if child.dep_ in _HOLDERS and child.i > verb.i:
            for inner in (c for c in child.children if c.dep_ in _JOINTS and c.pos_ not in _NOUNS):
                yield from (replace(one, tie=Tie.NEAR) for one in behind(inner, verb))


def noun_fillers(noun: Token) -> Iterator[Filler]:
    """Dependents of a noun: its owner, by whom, of whom, against whom, and what it says."""
    for child in noun.children:
        if child.dep_ == "poss":
            joint = next((c.text for c in child.children if c.dep_ == "case"), "")
            owner = antecedent(child, clause_of(noun))  # "the bank, whose director sued"
            yield replace(filler(Role.AGENT, owner, noun, joint), owner=True)
        elif child.dep_ in _BEFORE and child.ent_type_ in _NAMING:
            yield filler(Role.AGENT, child, noun)
        elif child.dep_ in _JOINTS and not leads_to_examples(child):
            yield from (_of_noun(one, child) for one in behind(child, noun))
        elif child.dep_ == "ccomp" or (child.dep_ == "acl" and _is_said(child)):
            yield said_in(child, noun)
        elif child.dep_ == "acl" and child.tag_ == "VBN" and is_light(child):
            # "a penalty imposed by X on Y": the noun gets all the arguments of the verb
            lent = (g for g in child.children if g.dep_ in _JOINTS and g.pos_ not in _NOUNS)
            yield from (_of_noun(one, joint) for joint in lent for one in behind(joint, noun))
    yield from _hung_low(noun)


def _hung_low(noun: Token) -> Iterator[Filler]:
    """The doer, if the parser attaches "by" elsewhere: "upheld the arrest of X by Y", with "by" below X."""
    lexicon = lexicon_of(noun)
    said = noun.lemma_.lower() in lexicon.names.transparent["utterance"]  # "accusations of theft from X"
    doer = lexicon.clauses.arguments.doer.union(lexicon.small.relation.undergone_by if said else ())
    nested = [g for c in noun.children if c.dep_ == "prep" for n in c.children if n.dep_ == "pobj" for g in n.children]
    if noun.dep_ == "dobj" and syntax.subjects(noun.head):
        nested += [c for c in noun.head.children if c.i > noun.i]
    for joint in (c for c in nested if c.dep_ in _JOINTS and c.lower_ in doer):
        yield from (replace(one, role=Role.AGENT, tie=Tie.NEAR) for one in behind(joint, noun))


def _of_noun(one: Filler, preposition: Token) -> Filler:
    """A phrase in its role for a noun: "of" and "against" introduce those affected, "by" the doer."""
    words = lexicon_of(preposition).clauses.arguments
    if one.role is Role.TIME:
        return one
    if preposition.lower_ in words.doer:
        return replace(one, role=Role.AGENT)
    return replace(one, role=Role.PATIENT) if preposition.lower_ in words.sufferer else one
