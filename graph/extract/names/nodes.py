"""The entities that an article names, fixed once all its names have been read: nodes and their mentions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from graph.extract.parse.dates import When
from graph.extract.terms.gazetteer import Gazetteer
from graph.extract.terms.titles import Title
from graph.model import DOCUMENT
from graph.ontology import Ontology
from graph.prefixes import slug


def _nothing() -> Mapping[str, int]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class OfficeRecord:
    """An office that a text gives to somebody: its noun, its portfolio, and its country's and organisation's nodes.

    `holder` is False for "former", "candidate" and the like. `label` is the office's canonical name.
    """

    noun: str
    portfolio: str
    country: str | None
    organization: str | None
    label: str
    holder: bool


@dataclass(frozen=True, slots=True)
class Node:
    """An entity in one article. `key` is unique in the article; `first` is the token that names the entity first.

    `names` counts the uses of each name; `nouns` are common nouns that describe the entity. `evidence` has the kinds of
    evidence for its class, `strength` the most evidence for any class (0 if the class was not chosen by evidence), and
    `public` says whether its name is like a public body's. Deals and events have `participants` (keys), `place` (a key)
    and `when`.
    """

    key: str
    type: str
    label: str
    first: int
    names: Mapping[str, int] = field(default_factory=_nothing)
    country: str | None = None
    gender: str | None = None
    offices: tuple[OfficeRecord, ...] = ()
    nouns: frozenset[str] = frozenset()
    evidence: frozenset[str] = frozenset()
    strength: float = 0.0
    public: bool = False
    participants: tuple[str, ...] = ()
    place: str | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Entities:
    """The nodes of one article by key; `merged` leads from every other key to the node with which it was merged."""

    nodes: Mapping[str, Node]
    merged: Mapping[str, str]

    def get(self, key: str) -> Node:
        """The node with a key, found through any merges."""
        return self.nodes[self.merged.get(key, key)]

    def ids(self) -> dict[str, str]:
        """A readable id for each key, unique in the article: a slug of the label, with a number if two are the same.

        No entity gets the id that means the article itself: "a document said" is about another document.
        """
        taken: dict[str, str] = {}
        for node in sorted(self.nodes.values(), key=lambda n: (n.first, n.key)):
            base = node.key.removeprefix("country:") if node.type == "Country" else slug(_plain(node.label))
            wanted, number = base, 2
            while wanted in taken or wanted == DOCUMENT:
                wanted, number = f"{base}-{number}", number + 1
            taken[wanted] = node.key
        return {key: id for id, key in taken.items()}


def _plain(label: str) -> str:
    """A label without the dots in acronyms, so that "U.S. government" becomes "us-government"."""
    return " ".join(w.replace(".", "") if w.count(".") > 1 else w for w in label.split())


@dataclass(frozen=True, slots=True)
class Found:
    """A mention as token indices; `head` is its syntactic head, `key` the key of its node."""

    start: int
    end: int
    head: int
    key: str
    kind: str
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions in an article by name, title or institution, with its titles and places.

    `by_head` leads to the longest mention with a head, `by_token` to the innermost containing a token. `holders` leads
    from the head of a title to the node of its holder, `records` to the office that it names; `home` is the country of
    the article.
    """

    found: tuple[Found, ...]
    by_head: Mapping[int, Found]
    by_token: Mapping[int, Found]
    places: Gazetteer
    titles: tuple[Title, ...]
    holders: Mapping[int, str]
    records: Mapping[int, OfficeRecord]
    home: str | None

    def at(self, token: int) -> Found | None:
        """The mention whose head is this token, or else the innermost one that contains it."""
        return self.by_head.get(token) or self.by_token.get(token)


@dataclass(frozen=True, slots=True)
class Names:
    """What the names of an article say: who and what there is, and where it is mentioned."""

    entities: Entities
    mentions: Mentions

    def heads(self, classes: Iterable[str], ontology: Ontology) -> frozenset[int]:
        """The heads of all mentions of nodes of certain classes, or of classes below them."""
        wanted = tuple(classes)
        typed = ((m.head, self.entities.get(m.key).type) for m in self.mentions.found)
        return frozenset(head for head, own in typed if any(ontology.is_a(own, name) for name in wanted))
