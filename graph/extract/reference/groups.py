"""Members of groups: those listed as part of one, and the people to whom "the two men" or "both" refers."""

from __future__ import annotations

from collections.abc import Iterable

from graph.extract.lexicon.lexicon import Lexicon, lexicon_of
from graph.extract.names.nodes import Found, Node
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.additions import Additions
from graph.extract.reference.links import References
from graph.extract.reference.unnamed import DescribedReader
from graph.extract.syntax.predicates import subjects
from graph.extract.syntax.tokens import clause_of, conjuncts, joined
from graph.extract.words import Doc, Token

_PLURAL = ("NNS", "NNPS")
_ARGUMENTS = ("nsubj", "nsubjpass", "dobj", "pobj", "dative", "conj")
_FARTHEST = 2
"""How many sentences back the members of a group are looked for."""


# ------------------------------------------------------------- "nine men, including [A] and [B]"


def members(noun: Token) -> list[Token]:
    """The nouns listed as parts of what a noun means, in order; none if the noun means one thing."""
    if noun.pos_ not in ("NOUN", "PROPN", "NUM") or not _is_several(noun):
        return []
    listing = lexicon_of(noun).small.reference.listing
    found: list[Token] = []
    # "Defectors from the church including X": the parser attaches the list to the last noun.
    last = [g for c in noun.children if c.dep_ == "prep" for g in c.children if g.dep_ == "pobj" and not _is_several(g)]
    below = [g for one in last for g in one.children if g.dep_ == "prep"]
    for child in (c for c in (*noun.children, *below) if c.i > noun.i):
        opening = child.doc[child.left_edge.i]
        if child.dep_ in ("prep", "pcomp", "acl") and child.lower_ in listing:
            found += (g for g in child.children if g.dep_ in ("pobj", "dobj", "pcomp"))
        elif child.dep_ == "prep" and child.lower_ == "as" and opening.lower_ == "such":
            found += (g for g in child.children if g.dep_ == "pobj")
        elif child.dep_ == "appos" and (_is_listed(noun, child) or _names_each(noun, child)):
            found.append(child)
    return [one for first in found for one in joined(first, None)]


def _is_several(noun: Token) -> bool:
    """Whether a noun means several, or an amount: "dozens of officials", "a group of banks"."""
    quantity = lexicon_of(noun).names.transparent["quantity"]
    return noun.tag_ in (*_PLURAL, "CD") or noun.lemma_.lower() in quantity


def _is_listed(noun: Token, apposition: Token) -> bool:
    """Whether the words before an apposition say that it is only part of a whole: "among them", "notably"."""
    small = lexicon_of(noun).small.reference
    first = apposition.left_edge.i
    before = [t.lower_ for t in noun.doc[max(first - 2, noun.i + 1) : first]]
    inside = apposition.doc[first].lower_
    return " ".join(before) in small.of_these or bool({*before[-1:], inside} & small.listing)


def _names_each(noun: Token, apposition: Token) -> bool:
    """Whether an apposition names the members of a noun one by one: "two men, [X] and Y"."""
    return (
        noun.tag_ in _PLURAL
        and apposition.pos_ == "PROPN"
        and any(c.dep_ == "conj" and c.pos_ == "PROPN" for c in apposition.children)
    )


def each_other(token: Token) -> list[Token]:
    """The people meant by "each other" in "X and Y blame [each other]": its subjects; none for other words."""
    words = f"{token.nbor(-1).lower_} {token.lower_}" if token.i else ""
    mutual = words in lexicon_of(token).small.reference.mutual
    return [s for s in subjects(clause_of(token)) if s.i < token.i] if mutual else []


# ------------------------------------------------------------- "[the two men] had threatened X"


class GroupReader:
    """Finds the people that a group consists of, if the text names them one by one; none if others may belong to it."""

    def __init__(
        self, parsed: Parsed, lexicon: Lexicon, references: References, entities: Additions, described: DescribedReader
    ) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.words = lexicon.small.reference
        self.places = lexicon.descriptions.place
        self.kin = lexicon.offices.kin
        self.classes = lexicon.roles.classes
        self.numbers = lexicon.dates.numbers
        self.gender = lexicon.offices.gender
        self.ontology = lexicon.ontology
        self.entities = entities
        self.described = described
        self.links = references.links
        self.named: dict[int, list[Found]] = {}
        for found in sorted(references.mentions.found, key=lambda f: f.start):
            if found.kind in ("name", "country") and not self._is_setting(found):
                self.named.setdefault(parsed.sentence_of[found.head], []).append(found)

    def _is_setting(self, found: Found) -> bool:
        """Whether a name only says where something is: "in Peru", "Peru's mines"."""
        token = self.doc[found.head]
        return token.dep_ in ("poss", "compound", "amod") or (token.dep_ == "pobj" and token.head.lower_ in self.places)

    def repeated(self, token: Token) -> list[str]:
        """The keys of the people that a token means, in order; empty if it is no group or its members are unclear."""
        mutual = [one for subject in each_other(token) for one in conjuncts(subject)]
        if mutual:
            links = [(t, self.links.get(t.i)) for t in mutual]
            meant = [[self.entities.get(link.key).key] if link else self.repeated(t) for t, link in links]
            return list(dict.fromkeys(key for one in meant for key in one))
        number, kinds = self._number(token), self._kinds(token)
        if number is None or not kinds:
            return []
        here = self.parsed.sentence_of[token.i]
        for sentence in range(here, max(here - _FARTHEST, 0) - 1, -1):
            before = [f for f in self.named.get(sentence, ()) if f.end <= token.i and self._fits(f, kinds, token)]
            if any(" and " in self.entities.get(f.key).label for f in before):
                return []  # two names were read as one
            lists = _lists(self.doc, before)
            fitting = [keys for keys in map(self._keys, lists) if len(keys) == number or (not number and len(keys) > 1)]
            if len(fitting) == 1:
                return fitting[0]
            keys = self._keys(before)
            if fitting or len(keys) > max(number, 1):
                return []
            if number and len(keys) == number:
                return keys
            if number and keys:
                return self._over_sentences(sentence, token, kinds, number)
        return []

    def _over_sentences(self, last: int, token: Token, kinds: frozenset[str], number: int) -> list[str]:
        """The people named in a sentence and the one before, if their number is the size of the group."""
        both = [f for n in (last - 1, last) for f in self.named.get(n, ()) if f.end <= token.i]
        keys = self._keys(f for f in both if self._fits(f, kinds, token))
        return keys if len(keys) == number else []

    def _keys(self, found: Iterable[Found]) -> list[str]:
        return list(dict.fromkeys(self.entities.get(f.key).key for f in found))

    def _number(self, token: Token) -> int | None:
        """The size of a group: 0 if the text does not give it, None if the token is not a group mentioned before."""
        determiners = {c.lower_ for c in token.children if c.dep_ in ("det", "predet", "preconj")}
        if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lower_ in self.words.part:
            return None  # "several of these firms" are not all of them
        if token.lower_ in self.words.both:
            return 2 if token.dep_ in _ARGUMENTS else None
        if determiners & self.words.both and token.tag_ in _PLURAL:
            return 2
        if not determiners & self.words.definite or self._says_more(token):
            return None
        for number, nouns in enumerate((self.words.pair, self.words.trio, self.words.quartet), start=2):
            if token.lemma_.lower() in nouns:
                return number
        counted = [c.lower_ for c in token.children if c.dep_ == "nummod"]
        if token.tag_ == "CD":
            counted = [token.lower_]
        if counted:
            return self.numbers.get(counted[0])
        return 0 if token.tag_ in _PLURAL else None

    def _says_more(self, noun: Token) -> bool:
        """Whether the description of a group suggests a new group: "the two men who …", "the armed men"."""
        plain = ("det", "nummod", "predet", "punct", "preconj")
        return any(c.dep_ not in plain and c.lower_ not in self.words.idle for c in noun.children)

    def _kinds(self, token: Token) -> frozenset[str]:
        """The classes that each member may have; those of any agent if the word is not specific: "both", "the pair"."""
        lemma = token.lemma_.lower()
        collective = self.words.both | self.words.pair | self.words.trio | self.words.quartet
        if token.lower_ in collective or lemma in collective or token.tag_ == "CD":
            return self.classes.anybody
        if lemma in self.kin:
            return self.classes.relative
        single = self.described.single(token)
        acts = single is not None and any(self.ontology.is_a(single, kind) for kind in self.classes.anybody)
        return frozenset({single} if single is not None and acts else ())

    def _fits(self, found: Found, kinds: frozenset[str], token: Token) -> bool:
        node: Node = self.entities.get(found.key)
        gender = self.gender.get(token.lemma_.lower())
        if gender and node.gender and node.gender != gender:
            return False
        return any(self.ontology.is_a(node.type, kind) for kind in kinds)


def _lists(doc: Doc, found: list[Found]) -> list[list[Found]]:
    """The names that are coordinated with one another."""
    by_first: dict[int, list[Found]] = {}
    for one in found:
        first = min(t.i for t in conjuncts(doc[one.head]))
        by_first.setdefault(first, []).append(one)
    return [names for names in by_first.values() if len(names) > 1]
