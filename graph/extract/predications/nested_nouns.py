"""Nouns inside a phrase: those that an act governs at any depth, and those that express it."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extract.lexicon.lexicon import lexicon_of
from graph.extract.words import Token

_DOWN = ("dobj", "dative", "obj", "pobj", "pcomp", "xcomp", "ccomp", "attr", "oprd", "prep", "prt", "nsubjpass", "acl")
"""The dependencies between an act and the entities that it concerns."""

_NOUNS = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")
_DEEPEST = 7
"""How many steps below a word to search: "agreed to lift a ban on imports of beef from X"."""


def inside(token: Token) -> list[Token]:
    """The nouns below a verb or noun, outermost and leftmost first; circumstances ("after …") are left out."""
    return list(_inside(token, token, 0))


def _inside(token: Token, start: Token, depth: int) -> Iterator[Token]:
    if depth > _DEEPEST:
        return
    for child in token.children:
        if not _reaches(child, token, start):
            continue
        if child.pos_ in _NOUNS and child.dep_ not in ("prep", "prt", "xcomp", "ccomp", "acl"):
            yield child
            yield from _owner(child)
        yield from _inside(child, start, depth + 1)


def _owner(noun: Token) -> list[Token]:
    """The owner of a noun: a ban on "[X]'s goods" concerns X, but what is done to X's relatives concerns them."""
    lexicon = lexicon_of(noun)
    if lexicon.names.nouns.get(noun.lemma_.lower()) in lexicon.roles.classes.relative:
        return []
    return [c for c in noun.children if c.dep_ == "poss"]


def _reaches(child: Token, token: Token, start: Token) -> bool:
    """Whether a dependent belongs to the act: it is on its right and not a circumstance."""
    if child.dep_ in ("nsubj", "nsubjpass"):
        return token is not start and token.dep_ == "ccomp"
    if child.i < start.i or child.dep_ not in _DOWN:
        return False
    if child.dep_ == "acl":
        return token.pos_ == "NOUN" and child.tag_ == "VB"
    return child.dep_ != "prep" or child.lower_ in lexicon_of(child).clauses.prepositions.reaching


def carriers(tokens: list[Token], body: frozenset[str]) -> list[Token]:
    """The nouns in `body` that are among some tokens, or are counted by them: "a series of [strikes]"."""
    return [one for token in tokens for start in (token, *token.conjuncts) for one in _carriers(start, body, 0)]


def _carriers(token: Token, body: frozenset[str], depth: int) -> Iterator[Token]:
    lemma = token.lemma_.lower()
    if lemma in body or joined(token) in body or _with_modifier(token) in body:
        yield token
    elif depth < 2 and _measures(token):
        for preposition in (
            c for c in token.children if c.dep_ == "prep" and c.lower_ in lexicon_of(token).small.relation.amount
        ):
            for inner in preposition.children:
                if inner.dep_ == "pobj":
                    yield from _carriers(inner, body, depth + 1)


def _measures(noun: Token) -> bool:
    """Whether a noun says how much or how many of another noun there is: "a series of", "a ton of"."""
    lemma, lexicon = noun.lemma_.lower(), lexicon_of(noun)
    return lemma in lexicon.names.transparent["quantity"] or lemma in lexicon.clauses.nouns.measure


def _with_modifier(token: Token) -> str:
    """The lemma of a noun with the word before it that says of what kind it is: "legal action", "asylum seeker"."""
    before = token.nbor(-1) if token.i else token
    modifies = before.head.i == token.i and before.dep_ in ("amod", "compound")
    return f"{before.lower_} {token.lemma_.lower()}" if modifies else ""


def joined(token: Token) -> str:
    """The lemma of a word that the tokenizer split at its hyphen, without the hyphen: "cease-fire" is "ceasefire"."""
    lemma = token.lemma_.lower()
    cut = token.i > 1 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_
    return token.nbor(-2).lower_ + lemma if cut else lemma


def low(token: Token, preposition: str) -> list[Token]:
    """The objects of a preposition anywhere in the clause of a verb: "returned a mask found in [X] to [Y]".

    The parser attaches such a preposition to the nearest noun; those that belong to other finite clauses are left out.
    """
    found = []
    for one in token.subtree:
        if (
            one.dep_ in ("prep", "dative")
            and one.lower_ == preposition
            and one.i > token.i
            and _is_in_clause(one, token)
        ):
            found += [c for c in one.children if c.dep_ == "pobj"]
    return found


def _is_in_clause(token: Token, verb: Token) -> bool:
    """Whether nothing but participle clauses lies between a word and a verb above it."""
    for above in token.ancestors:
        if above.i == verb.i:
            return True
        if above.dep_ in ("relcl", "advcl", "ccomp", "xcomp", "csubj") or (
            above.dep_ == "conj" and above.pos_ == "VERB"
        ):
            return False
    return False


def carrying(noun: Token) -> Token:
    """The noun that represents another in its clause: the first of several, "a wave" for "a wave of attacks"."""
    while noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        noun = noun.head
    above = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and above.pos_ == "NOUN" and _measures(above):
        return above
    return noun
