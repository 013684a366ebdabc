"""What a speech act says, or an act is about: the clause or phrase that is its content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.extract.lexicon.entries import Frame
from graph.extract.parse.predicates import asked, is_negated
from graph.extract.relations.slots import phrase, slot

if TYPE_CHECKING:
    from spacy.tokens import Token

_MAY = ("can", "could", "may", "might")
_QUANTITIES = ("DATE", "TIME", "MONEY")


def read(frame: Frame, predicate: Token) -> list[tuple[int, int]]:
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
    found = [*found, *(c for c in asked(predicate) if c.dep_ in ("advcl", "relcl"))]
    return [c for c in found if not any(g.lower_ in ("whether", "if") and g.dep_ == "mark" for g in c.children)]


def _obliges(clause: Token, modals: frozenset[str]) -> bool:
    """Whether a clause says what somebody is to do: "must leave", "needs to stop"."""
    if is_negated(clause):
        return False  # what should not be is asked of nobody in particular
    # "Have" obliges as "have to" alone: "they have not fired" asks for nothing.
    auxiliary = any(c.tag_ == "MD" and c.lower_ in modals for c in clause.children)
    return auxiliary or (clause.lemma_.lower() in modals and any(c.dep_ == "xcomp" for c in clause.children))


def _acts(clause: Token) -> set[str]:
    """What a clause says is done or is the case: its verb, and the adjective of "is responsible"."""
    if is_negated(clause) or any(c.dep_ == "aux" and c.lower_ in _MAY for c in clause.children):
        return set()  # "found X not guilty", "vowed not to attack", "said X could be responsible"
    return {clause.lemma_.lower(), *(c.lemma_.lower() for c in clause.children if c.dep_ in ("acomp", "prt"))}
