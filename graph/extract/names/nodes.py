"""The entities of one article while it is being read: names, votes on the class, offices, countries."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from graph.extract.lexicon.folding import fold
from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.dates import When
from graph.ontology import Ontology
from graph.prefixes import slug

# How much each kind of evidence says about the class of a name. The language model is the weakest witness.
WEIGHTS = {
    "model": 1.0,
    "given-name": 3.0,
    "head": 5.0,
    "known": 6.0,
    "title": 4.0,
    "apposition": 4.0,
    "acronym": 1.5,
    "place": 2.0,
    "article": 2.5,
    "membership": 2.0,
    "shape": 0.5,
}

CRIMINAL = "CriminalOrganization"
"""The class that a name or the article itself has to give."""

_MOST_TAGS = 8
"""How often the language model is heard: it takes one name for the same wrong thing again and again."""


@dataclass(frozen=True, slots=True)
class OfficeRecord:
    """An office that a text ascribes: its noun, portfolio, and the nodes of country and organisation.

    `holder` is False for "former", "candidate" and the like. `label` is the canonical name of the office.
    """

    noun: str
    portfolio: str
    country: str | None
    organization: str | None
    label: str
    holder: bool


@dataclass(slots=True)
class Node:
    """An entity of this article under construction. `key` is unique in the article.

    `tagged` counts what the language model takes it for, `evidence` is what the votes rest on, `nouns` are common
    nouns that describe it.
    `participants` (keys), `place` (a key) and `when` are of deals and events.
    """

    key: str
    lexicon: Lexicon
    type: str | None = None
    names: Counter[str] = field(default_factory=Counter)
    votes: Counter[str] = field(default_factory=Counter)
    tagged: Counter[str] = field(default_factory=Counter)
    evidence: set[str] = field(default_factory=set)
    country: str | None = None
    gender: str | None = None
    offices: list[OfficeRecord] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    first: int = 0
    label: str | None = None
    participants: tuple[str, ...] = ()
    place: str | None = None
    when: When | None = None

    def vote(self, type_name: str, evidence: str) -> None:
        """Add one piece of evidence for a class; what the language model says often counts little more than once."""
        weight = WEIGHTS[evidence]
        self.evidence.add(evidence)
        if evidence == "model":
            self.tagged[type_name] += 1
            weight = weight / self.tagged[type_name] if self.tagged[type_name] <= _MOST_TAGS else 0.0
        self.votes[type_name] += weight  # type: ignore[assignment]

    def decide(self) -> str:
        """The class that the evidence favours; ties go to the name that sorts first."""
        if self.type is None:
            votes = [name for name in self.votes if name != CRIMINAL or not self.is_public()]
            ranked = sorted(votes, key=lambda name: (-self.votes[name], name))
            self.type = _most_specific(ranked, self.lexicon.ontology) if ranked else "Entity"
        return self.type

    def is_public(self) -> bool:
        """Whether it is named like a public body, which is no gang, whatever it is called or dismantles."""
        return any(_heads_public(fold(name).split(), self.lexicon) for name in self.names)

    def display(self) -> str:
        """The fullest name seen: most words for a person, else most frequent; the first of equals in the alphabet."""
        if self.label:
            return self.label
        if self.type == "Government":
            named = [n for n in self.names if n.lower().endswith("government")]
            return min(named or list(self.names), key=lambda n: (-self.names[n], n))
        if self.decide() == "Person":
            # A nickname in front ("Crooked X") makes a name longer, and no fuller.
            given = self.lexicon.names.given
            full = {n: " " in n and fold(n.split()[0]) in given for n in self.names}
            return min(self.names, key=lambda n: (not full[n], -len(n.split()), -self.names[n], n))
        return min(self.names, key=lambda n: (n.isupper() and len(self.names) > 1, -self.names[n], -len(n), n))


def _heads_public(words: list[str], lexicon: Lexicon) -> bool:
    """Whether a word that heads a name is one of public bodies: its first or last, or the one before "of"."""
    heads = [words[0], words[-1], *(a for a, b in pairwise(words) if b in lexicon.grammar.name_small)]
    return any(word in lexicon.names.public for word in heads)


def _most_specific(ranked: list[str], terms: Ontology) -> str:
    """The most specific class that agrees with the first: votes for "Organization" and "Court" agree."""
    best = ranked[0]
    if best == "Entity":
        return best  # a ship or a song is neither somebody nor somewhere
    for name in ranked:
        if terms.is_a(name, best):
            best = name
    return best


class Registry:
    """All nodes of one article, found by key or by name; `unmerged` are those whose name is a part of another's."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.nodes: dict[str, Node] = {}
        self.unmerged: set[str] = set()
        self._alias: dict[str, str] = {}

    def get(self, key: str) -> Node:
        """The node of a key, followed through merges."""
        return self.nodes[self._kept(key)]

    def _kept(self, key: str) -> str:
        while key in self._alias:
            key = self._alias[key]
        return key

    def add(self, key: str, name: str, first: int) -> Node:
        """The node of a key, made where it is new; `name` is counted as one more use of that name."""
        key = self._kept(key)
        node = self.nodes.get(key)
        if node is None:
            node = self.nodes[key] = Node(key, self.lexicon, first=first)
        if name:
            node.names[name] += 1
        return node

    def merge(self, kept: Node, gone: Node) -> None:
        """Make two nodes one: everything known about `gone` goes to `kept`."""
        if kept is gone:
            return
        kept.names += gone.names
        kept.votes += gone.votes
        kept.country = kept.country or gone.country
        kept.gender = kept.gender or gone.gender
        kept.offices += [o for o in gone.offices if o not in kept.offices]
        kept.nouns |= gone.nouns
        kept.first = min(kept.first, gone.first)
        self._alias[gone.key] = kept.key
        del self.nodes[gone.key]

    def country(self, id: str, name: str, first: int) -> Node:
        """The node of a country of the gazetteer."""
        row = self.lexicon.names.countries[id]
        node = self.add(f"country:{id}", name, first)
        node.type, node.label, node.country = "Country", row.label, node.key
        return node

    def government(self, country: str, first: int) -> Node:
        """The government of a country (a node key), also where the text has no name for it."""
        node = self.add(f"government:{country}", "", first)
        if not node.names and not node.label:
            row = self.lexicon.names.countries[country.removeprefix("country:")]
            node.names[f"{row.adjective} government"] += 1
        node.type, node.country = "Government", country
        return node

    def term(self, type_name: str, label: str, first: int) -> Node:
        """The node of a category or an office, which is known by its label alone."""
        node = self.add(f"{type_name.lower()}:{fold(label)}", label, first)
        node.type, node.label = type_name, node.label or label
        return node

    def persons(self) -> list[Node]:
        """All persons, in order of first mention."""
        return sorted((n for n in self.nodes.values() if n.decide() == "Person"), key=lambda n: (n.first, n.key))

    def ids(self) -> dict[str, str]:
        """A readable id for each key, unique in the article: a slug of the label, numbered where two agree."""
        taken: dict[str, str] = {}
        for node in sorted(self.nodes.values(), key=lambda n: (n.first, n.key)):
            base = node.key.removeprefix("country:") if node.type == "Country" else slug(_plain_label(node.display()))
            wanted, number = base, 2
            while wanted in taken:
                wanted, number = f"{base}-{number}", number + 1
            taken[wanted] = node.key
        return {key: id for id, key in taken.items()}


def _plain_label(label: str) -> str:
    """A label without dots of acronyms, so that "U.S. government" becomes "us-government"."""
    return " ".join(w.replace(".", "") if w.count(".") > 1 else w for w in label.split())
