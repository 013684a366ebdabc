"""The slots of frames: which tokens stand in which role of a verb or noun, and what a speech act says."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from graph.extract.lexicon.entries import Frame
from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.predications import nested_nouns
from graph.extract.predications.light_verbs import light_verb
from graph.extract.syntax import predicates as syntax
from graph.extract.syntax.passives import agents
from graph.extract.syntax.tokens import conjuncts, is_negated, prepositional

if TYPE_CHECKING:
    from spacy.tokens import Token

_QUANTITIES = ("DATE", "TIME", "MONEY")

FIRST = "*"
"""Behind a preposition: anywhere in the clause."""

_OUTSIDE_LABEL = ("det", "prep", "case", "cc", "preconj", "nsubj", "nsubjpass", "poss")


def slot(token: Token, name: str, subject: list[Token]) -> list[Token]:
    """The tokens in one slot of a verb or noun.

    `name` is explained at the head of `frames.toml`; what is no name of a role is a preposition. `subject` are
    the tokens of the subject, for the slots `subj` and `conj`.
    """
    if name == "subj":
        return subject
    if name == "conj":
        return [c for s in subject for c in conjuncts(s)[1:]]
    if name in ROLES:
        return ROLES[name](token)
    if name.endswith(FIRST):
        return nested_nouns.low(token, name.removesuffix(FIRST))
    return _prepositional(token, name)


def phrase(token: Token, predicate: Token) -> tuple[int, int]:
    """The range of the phrase of a token, on its side of the predicate."""
    indices = [t.i for t in token.subtree if (t.i > predicate.i) == (token.i > predicate.i)]
    return min(indices), max(indices) + 1


def label(token: Token) -> str:
    """The words of a category: its noun with what stands before it, without article."""
    words = [
        t
        for t in token.subtree
        if t.i <= token.i
        and t.dep_ not in _OUTSIDE_LABEL
        and t.text not in ('"', "'", "(")
        and (token.i in (t.i, t.head.i, t.head.head.i))
    ]
    return " ".join(t.text for t in words)


def _described(noun: Token) -> list[Token]:
    """What a noun is an apposition to, or the subject that it is said to be."""
    if noun.dep_ == "appos":
        return [noun.head]
    return syntax.subjects(noun.head) if noun.dep_ == "attr" else []


def _prepositional(token: Token, preposition: str) -> list[Token]:
    found = prepositional(token, preposition)
    verb = light_verb(token)
    if not found and verb is not None and verb.i < token.i:
        found = [t for t in prepositional(verb, preposition) if t.i > token.i]
    if not found and preposition == "by" and token.pos_ == "NOUN":
        # "the arrest of X by Y": the parser may hang Y on X
        found = [t for of in prepositional(token, "of") for t in prepositional(of, "by")]
        if not found and token.dep_ == "dobj":
            # "upheld the conviction of X by Y": an active verb has no agent
            found = [t for t in agents(token.head) if t.i > token.i and syntax.subjects(token.head)]
    return found


def _dependents(role: str) -> Callable[[Token], list[Token]]:
    return lambda token: [c for c in token.children if c.dep_ == role]


def _asked(verb: Token) -> list[Token]:
    """The subjects of the clauses below a verb: who is to act in "demanded that X resign"."""
    below = [c for c in verb.children if c.dep_ == "ccomp"] or syntax.asked(verb)
    return [g for c in below for g in c.children if g.dep_ in ("nsubj", "nsubjpass")]


ROLES: dict[str, Callable[[Token], list[Token]]] = {
    "obj": syntax.objects,
    "poss": _dependents("poss"),
    "compound": _dependents("compound"),
    "self": lambda token: [token],
    "appos": _described,
    "oprd": syntax.complements,
    "inside": nested_nouns.inside,
    "agent": _asked,
}


def content_of(frame: Frame, predicate: Token) -> list[tuple[int, int]]:
    """What a speech act says, as token ranges: of the first slot that holds anything."""
    for name in frame.content:
        found = _said(predicate, name)
        if frame.modals:
            found = [t for t in found if _obliges(t, frame.modals)]
        if frame.acts:
            found = [t for t in found if _acts(t) & frame.acts]
        if any(_acts(t) & frame.not_acts for t in found):
            return []
        # "criticized X for half an hour" does not say for what.
        ranges = [phrase(t, predicate) for t in found if t.ent_type_ not in _QUANTITIES]
        if ranges:
            return ranges
    return []


def _said(predicate: Token, name: str) -> list[Token]:
    """What stands in one slot of the content: a clause, an infinitive ("agreed to leave"), or another slot."""
    if name not in ("clause", "infinitive"):
        return slot(predicate, name, [])
    return [c for c in _clauses(predicate) if name == "clause" or c.dep_ != "ccomp"]


def gives(frame: Frame, predicate: Token) -> bool:
    """Whether a verb that may have what is said as its object has two: "denied X a visa" says nothing."""
    direct = [c for c in predicate.children if c.dep_ in ("dobj", "dative") and c.pos_ in ("NOUN", "PROPN", "PRON")]
    return "obj" in frame.content and predicate.pos_ == "VERB" and len(direct) > 1


def _clauses(predicate: Token) -> list[Token]:
    """The clauses below a predicate; an indirect question says nothing that could be promised or demanded."""
    noun = predicate.pos_ == "NOUN"
    found = [c for c in predicate.children if c.dep_ in ("ccomp", "xcomp") or (noun and c.dep_ == "acl")]
    found = [*found, *(c for c in syntax.asked(predicate) if c.dep_ in ("advcl", "relcl"))]
    return [
        c
        for c in found
        if not any(g.lower_ in lexicon_of(g).small.relation.asked and g.dep_ == "mark" for g in c.children)
    ]


def _obliges(clause: Token, modals: frozenset[str]) -> bool:
    """Whether a clause says what somebody is to do: "must leave", "needs to stop"."""
    if is_negated(clause):
        return False  # what should not be is asked of nobody in particular
    # "Have" obliges as "have to" alone: "they have not fired" asks for nothing.
    auxiliary = any(c.tag_ == "MD" and c.lower_ in modals for c in clause.children)
    return auxiliary or (clause.lemma_.lower() in modals and any(c.dep_ == "xcomp" for c in clause.children))


def _acts(clause: Token) -> set[str]:
    """What a clause says is done or is the case: its verb, and the adjective of "is responsible"."""
    if is_negated(clause) or any(
        c.dep_ == "aux" and c.lower_ in lexicon_of(clause).small.relation.possible for c in clause.children
    ):
        return set()  # "found X not guilty", "vowed not to attack", "said X could be responsible"
    return {clause.lemma_.lower(), *(c.lemma_.lower() for c in clause.children if c.dep_ in ("acomp", "prt"))}
