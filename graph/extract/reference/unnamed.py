"""Nodes for unnamed participants of a relation: "protesters in Lima", "two Kenyan pilots"."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import replace

from graph.extract.lexicon.folding import fold
from graph.extract.lexicon.lexicon import Lexicon, lexicon_of
from graph.extract.names.nodes import Found, Node
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.additions import Additions, named
from graph.extract.reference.links import Argument, References, in_full
from graph.extract.syntax.relative_clauses import owner
from graph.extract.words import Token

_PLURAL = ("NNS", "NNPS")
_LABELLED = ("amod", "compound", "nummod", "nmod", "poss", "quantmod")
_BREAKS = ("-", "--", "–", "—", ":", ";", ")", "]")
_LONGEST = 6
"""How many tokens after "of" or "loyal to" may be included in a label."""


class DescribedReader:
    """Makes nodes for noun phrases without a name if a relation asks for them; `found` has the mentions by head."""

    def __init__(
        self,
        parsed: Parsed,
        lexicon: Lexicon,
        references: References,
        entities: Additions,
        owner: Callable[[Token], str | None],
    ) -> None:
        """`owner` leads from a pronoun to the name of the person or body that it refers to."""
        self.owner = owner
        self.parsed = parsed
        self.names = lexicon.names
        self.words = lexicon.descriptions
        self.small = lexicon.small.reference
        self.ontology = lexicon.ontology
        self.roles = lexicon.roles.classes
        self.mentions = references.mentions
        self.entities = entities
        self.known: dict[int, str | None] = {}
        self.asked: set[tuple[int, bool]] = set()
        self.found = dict(references.described)
        self.by_noun: dict[str, list[Node]] = {}
        self.generic: set[str] = set()
        self.offices = {title.head: title.is_office for title in references.mentions.titles}

    def argument(self, token: Token, classes: tuple[str, ...], *, speaking: bool = False) -> list[Argument]:
        """What a noun describes, if its class is among `classes` or below; with `speaking`, as a speaker."""
        noun = self._counted(token)
        kind = self.kind(noun)
        if kind is None or not (self._is_asked_for(kind, classes) or self.acts_as({noun.lemma_.lower()}, classes)):
            return []
        if self.known.get(token.i) is None and (token.i, speaking) not in self.asked:
            self.asked.add((token.i, speaking))
            node = self._node(token, noun, kind) if self._refers(token, noun, speaking=speaking) else None
            self.known[token.i] = node.key if node else None
        key = self.known[token.i]
        return [Argument(token.i, key, 0.7)] if key else []

    def _is_asked_for(self, kind: str, classes: tuple[str, ...]) -> bool:
        """Whether one of `classes` includes a kind; a text counts only if the relation names that very class."""
        return kind in classes if kind in self.roles.written else any(self.ontology.is_a(kind, it) for it in classes)

    def kind(self, noun: Token) -> str | None:
        """The class of what a noun describes; several agents make a group."""
        if noun.pos_ not in ("NOUN", "PROPN"):
            return None
        kind = self.single(noun)
        plural = noun.tag_ in _PLURAL and noun.lower_ not in self.names.plural_institutions
        if kind is not None and plural and self.ontology.is_a(kind, "Agent") and kind not in self.roles.written:
            return "Group"
        return None if kind == "Country" else kind

    def is_people(self, modifier: Token) -> bool:
        """Whether a modifier says that somebody other than a state is meant: "rebel", "opposition"."""
        mention = self.mentions.by_token.get(modifier.i)
        kind = (
            None if mention else self.words.nouns.get(modifier.lemma_.lower()) or self.names.nouns.get(modifier.lower_)
        )
        return kind in self.roles.acting

    def single(self, noun: Token) -> str | None:
        """The class of a single one of the people or things that a noun describes."""
        lemma = noun.lemma_.lower()
        before = noun.nbor(-1).lower_ + " " if noun.i else ""
        tables = (self.words.nouns, self.names.nouns)
        mention = self.mentions.by_token.get(noun.i)
        if mention is not None:
            # "Kurds", "an Israeli": a people, or a member of one
            people = mention.kind == "demonym" and mention.end - mention.start == 1
            some = noun.tag_ in _PLURAL or determiner(noun) in lexicon_of(noun).small.phrase.indefinite
            return "Person" if people and some else None
        found = (t.get(words) for words in (before + lemma, lemma, noun.lower_) for t in tables)
        return next((kind for kind in found if kind), None)

    def _counted(self, token: Token) -> Token:
        """The noun that an amount counts: "dozens of demonstrators", "a group of workers"."""
        lemma = token.lemma_.lower()
        if lemma not in self.names.transparent["quantity"] and token.tag_ != "CD":
            return token
        for child in token.children:
            if child.lower_ == "of" and child.dep_ == "prep":
                return next((g for g in child.children if g.dep_ == "pobj"), token)
        return token

    def acts_as(self, nouns: Set[str], classes: tuple[str, ...]) -> bool:
        """Whether those described by some nouns act as one of `classes`: gunmen as a group, officers for the state."""
        armed, official = nouns & self.words.armed, nouns & self.names.transparent["delegate"]
        return bool(armed and self.roles.armed & {*classes}) or bool(official and self.roles.state & {*classes})

    # ---------------------------------------------------------- whether

    def _refers(self, token: Token, noun: Token, *, speaking: bool) -> bool:
        """Whether a phrase means somebody in particular without a name; if they are `speaking`, "officials" does."""
        before = determiner(token)
        if before in self.words.none or any(c.lower_ in self.words.none for c in token.lefts):
            return False
        modified = token.i != noun.i or any(_says_more(c) for c in noun.children)
        vague = self.words.vague - self.words.somebody if speaking else self.words.vague
        if noun.lemma_.lower() in vague and not modified:
            return False
        other = noun.text[0].isupper() and not self._may_be_capital(noun)
        if other or self._is_named(token, noun, speaking=speaking):
            return False
        counted = noun.tag_ in _PLURAL or before or {"poss"} & {c.dep_ for c in noun.children}
        several = noun.lemma_.lower() not in self.words.mass and self.single(noun) in self.roles.countable
        return bool(counted) or noun.i in self.offices or several or has_number(noun)

    def _is_named(self, token: Token, noun: Token, *, speaking: bool) -> bool:
        """Whether a name says who is meant: right after the noun, or before a definite description of one person.

        "The witness said" refers to somebody else if nobody named was called a witness before.
        """
        following = self.mentions.by_token.get(noun.i + 1)
        if following is not None and following.kind == "name" and following.start == noun.i + 1:
            return True
        if noun.tag_ in _PLURAL or determiner(token) not in self.small.definite or self.kind(noun) != "Person":
            return False
        if self._earlier(noun, noun.text, "Person"):
            return False  # "a judge in Lima" was mentioned, so "the judge" is that one
        before = [n for n in self.entities.persons() if n.key.startswith("name:") and n.first < token.i]
        if speaking and not self.offices.get(noun.i):
            return any(noun.lemma_.lower() in node.nouns for node in before)
        return bool(before)

    def _may_be_capital(self, noun: Token) -> bool:
        """Whether a capitalised noun may not be a name: an office, a people, or the first word of a sentence."""
        people = self.mentions.by_token.get(noun.i)
        first = self.parsed.sentence(noun.i).start == noun.i
        return first or (people is not None and people.kind == "demonym") or noun.i in self.offices

    # ------------------------------------------------------------- node

    def _node(self, token: Token, noun: Token, kind: str) -> Node | None:
        start, end = self.span(token, noun)
        label = self.label(start, noun)
        if label is None:
            return None
        earlier = self._earlier(noun, label, kind)
        if earlier is None:
            definite = determiner(token) in self.small.definite or (determiner(token) == "" and not has_number(noun))
            key = f"described:{fold(label)}" + ("" if definite else f":{token.i}")
            lemma = noun.lemma_.lower()
            earlier = self.entities.add(named(key, kind, label, start))
            country = earlier.country or self._country(noun)
            earlier = self.entities.put(replace(earlier, label=label, country=country, nouns=earlier.nouns | {lemma}))
            if label.endswith(")"):
                full = in_full(self.parsed, self.mentions, start, noun)
                earlier = self.entities.add(named(key, kind, full, start))
            self.by_noun.setdefault(lemma, []).append(earlier)
            if noun.tag_ in _PLURAL and end - start == 1 and label == noun.text.lower():
                self.generic.add(key)
        self.mention(token, start, end, earlier)
        return earlier

    def mention(self, head: Token, start: int, end: int, node: Node) -> None:
        """Record the phrase of the tokens `[start, end)` as a mention of a node."""
        self.found[head.i] = Found(start, end, head.i, node.key, "described", "mention.described", 0.7)

    def _earlier(self, noun: Token, label: str, kind: str) -> Node | None:
        """The people or things that the same noun described before: "the protesters" after "protesters in Lima"."""
        if determiner(noun) not in self.small.definite:
            return None
        words = set(fold(label).split())
        same = [n for n in self.by_noun.get(noun.lemma_.lower(), ()) if n.type == kind]
        same = [n for n in same if words <= set(fold(n.label).replace("(", "").replace(")", "").split())]
        return same[-1] if same else None

    def span(self, token: Token, noun: Token) -> tuple[int, int]:
        """From the first word of the label to the noun; "a number of" and "most" are left out."""
        exact = token if token.lemma_.lower() not in self.words.inexact and token.tag_ != "CD" else noun
        before = [c for c in exact.children if c.dep_ in _LABELLED and c.i < exact.i]
        first = min([exact.i, noun.i, *(_left(c) for c in before)])
        while first < noun.i and (
            self.parsed.doc[first].lower_ in self.small.idle or self.parsed.doc[first].dep_ == "det"
        ):
            first += 1
        return first, noun.i + 1

    def label(self, start: int, noun: Token) -> str | None:
        """The phrase without its article, with any "of" phrase, the name of its owner, and its place in brackets."""
        words = self.words_of(start, noun)
        if words is None:
            return None
        place = ""
        for child in (c for c in noun.children if c.i > noun.i):
            last = max(t.i for t in child.subtree)
            if child.dep_ == "prep" and child.lower_ == "of":
                inner = next((g for g in child.children if g.dep_ == "pobj"), None)
                if inner is not None and inner.i - child.i <= _LONGEST and not self._of_verb(noun):
                    words += " " + " ".join(self.parsed.text(child.i, inner.i + 1).split())
            elif child.dep_ == "prep" and child.lower_ == "for":
                words += self._behind(child)
            elif child.dep_ == "prep" and child.lower_ in self.words.place and not place:
                place = self._place(child)
            elif child.pos_ == "ADJ" and child.i == noun.i + 1 and 0 < last - child.i <= _LONGEST:
                words += " " + " ".join(self.parsed.text(child.i, last + 1).split())
        return f"{words} ({place})" if place else words

    def words_of(self, start: int, noun: Token) -> str | None:
        """The words from `start` to the noun, with a name in place of "its"; None if the owner is unknown."""
        first = self.parsed.doc[start]
        rest = self.parsed.text(start, noun.i + 1)[len(first.text) :]
        if first.dep_ == "poss" and (first.pos_ == "PRON" or first.tag_ == "WP$"):
            name, bare = self.owner(owner(first)), " ".join(rest.split())
            return f"{name}'s {bare}" if name else bare if noun.tag_ in _PLURAL else None
        return " ".join((self._opening(start) + rest).split()).strip("\"'“”‘’ ")

    def _opening(self, start: int) -> str:
        """The first word of a phrase, in lower case if it is only capitalised because it begins the sentence."""
        token = self.parsed.doc[start]
        common = token.pos_ != "PROPN" and start not in self.mentions.by_token and not token.text.isupper()
        first = start == 0 or self.parsed.sentence(start).start >= start - 1
        return token.text[0].lower() + token.text[1:] if common and first else token.text

    def _of_verb(self, noun: Token) -> bool:
        """Whether "of" after a noun belongs to the verb instead: "convicted a man of fraud"."""
        return noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_ in self.words.of_verb

    def _behind(self, preposition: Token) -> str:
        """ "for X", where X has a name."""
        inner = next((g for g in preposition.children if g.dep_ == "pobj" and g.i in self.mentions.by_head), None)
        return "" if inner is None else " " + " ".join(self.parsed.text(preposition.i, inner.i + 1).split())

    def _place(self, preposition: Token) -> str:
        for child in preposition.children:
            found = self.mentions.at(child.i) if child.dep_ == "pobj" else None
            node = self.entities.get(found.key) if found and found.kind in ("city", "country", "name") else None
            if node is not None and self.ontology.is_a(node.type, "Place"):
                return node.label
        return ""

    def _country(self, noun: Token) -> str | None:
        """The country that the people described are from: "Kenyan pilots"."""
        for child in noun.children:
            found = self.mentions.by_token.get(child.i)
            if found and found.kind in ("demonym", "country") and child.dep_ in _LABELLED:
                return found.key
        own = self.mentions.by_token.get(noun.i)
        return own.key if own and own.kind == "demonym" else None


def determiner(token: Token) -> str:
    """The determiner of a noun in lower case; "" if it has none."""
    return next((c.lower_ for c in token.children if c.dep_ == "det"), "")


def _left(token: Token) -> int:
    """Where a modifier begins; "around" and "at least" before a number are left out."""
    if token.dep_ == "nummod":
        return min([token.i, *(c.i for c in token.children if c.dep_ in ("compound", "nummod"))])
    # After a dash, a bracket or a colon, something new begins: "IRNA - Iran's ambassador".
    breaks = [t.i for t in token.subtree if t.is_punct and t.i < token.i and t.text in _BREAKS]
    return max([min(t.i for t in token.subtree), *(i + 1 for i in breaks if token.doc[i].whitespace_)])


def has_number(noun: Token) -> bool:
    """Whether a noun has a number."""
    return any(c.dep_ == "nummod" for c in noun.children)


def _says_more(child: Token) -> bool:
    """Whether a modifier says who is meant."""
    if child.dep_ == "prep":
        return child.lower_ in lexicon_of(child).small.reference.labelling
    if child.dep_ in ("acl", "relcl"):
        return determiner(child.head) in lexicon_of(child).small.phrase.indefinite
    return child.dep_ in ("compound", "nummod", "nmod", "poss") or (
        child.dep_ == "amod" and child.lower_ not in lexicon_of(child).small.reference.idle
    )
