"""The names in an article while they are being read, before they become the final `Names`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from graph.extract.lexicon.folding import fold
from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.names.evidence import CRIMINAL, Evidence, decide, is_public
from graph.extract.names.nodes import Entities, Found, Mentions, Names, Node, OfficeRecord
from graph.extract.parse.parsed import Parsed
from graph.extract.terms.gazetteer import Gazetteer
from graph.extract.terms.titles import Title
from graph.extract.trace import Trace
from graph.extract.words import Doc
from graph.model import BlockKind


class Candidate(NamedTuple):
    """Tokens that may be a name, with a label from the language model or another witness, or "" from the tagger."""

    start: int
    end: int
    label: str


@dataclass(slots=True)
class NodeDraft:
    """A node that is still being built; `Node` explains its fields. `type` is set if it needs no evidence.

    `aliases` are the names of the node that the article gives after another name.
    """

    key: str
    first: int = 0
    type: str | None = None
    label: str | None = None
    names: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)
    evidence: Evidence = field(default_factory=Evidence)
    country: str | None = None
    gender: str | None = None
    offices: list[OfficeRecord] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)

    @property
    def votes(self) -> Counter[str]:
        """How much evidence there is for each class."""
        return self.evidence.votes

    def vote(self, type_name: str, kind: str) -> None:
        """Add one piece of evidence for a class."""
        self.evidence.add(type_name, kind)


class Registry:
    """All nodes of one article, by key or by name; `unmerged` are those whose name is part of another node's name."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.nodes: dict[str, NodeDraft] = {}
        self.unmerged: set[str] = set()
        self._alias: dict[str, str] = {}

    def get(self, key: str) -> NodeDraft:
        """The node with a key, found through any merges."""
        return self.nodes[self._kept(key)]

    def _kept(self, key: str) -> str:
        while key in self._alias:
            key = self._alias[key]
        return key

    def add(self, key: str, name: str, first: int) -> NodeDraft:
        """The node with a key, made if it is new; `name` is counted as one more use of that name."""
        key = self._kept(key)
        node = self.nodes.get(key)
        if node is None:
            node = self.nodes[key] = NodeDraft(key, first)
        if name:
            node.names[name] += 1
        return node

    def merge(self, kept: NodeDraft, gone: NodeDraft) -> None:
        """Make two nodes one: everything known about `gone` goes to `kept`."""
        if kept is gone:
            return
        kept.names += gone.names
        kept.evidence.votes += gone.votes
        kept.country = kept.country or gone.country
        kept.gender = kept.gender or gone.gender
        kept.offices += [o for o in gone.offices if o not in kept.offices]
        kept.nouns |= gone.nouns
        kept.aliases |= gone.aliases
        kept.first = min(kept.first, gone.first)
        self._alias[gone.key] = kept.key
        del self.nodes[gone.key]

    def country(self, id: str, name: str, first: int) -> NodeDraft:
        """The node for a country in the gazetteer."""
        node = self.add(f"country:{id}", name, first)
        node.type, node.label, node.country = "Country", self.lexicon.names.countries[id].label, node.key
        return node

    def settle(self) -> None:
        """Decide the class of every node from the evidence so far; later evidence does not count."""
        for node in self.nodes.values():
            node.type = self.class_of(node)

    def class_of(self, node: NodeDraft) -> str:
        """The class of a node according to the evidence gathered so far."""
        if node.type is not None:
            return node.type
        public = CRIMINAL in node.votes and is_public(node.names, self.lexicon)
        return decide(node.votes, self.lexicon.ontology, public=public)

    def label_of(self, node: NodeDraft) -> str:
        """The fullest name: a person's longest in words, else the most frequent; of equals, the first by spelling."""
        if node.label:
            return node.label
        kind = self.class_of(node)
        own = [name for name in node.names if name not in node.aliases] or list(node.names)
        names = {name: node.names[name] for name in own}
        if kind == "Government":
            named = [n for n in names if n.lower().endswith("government")]
            return min(named or list(names), key=lambda n: (-names[n], n))
        if kind == "Person":
            # A nickname in front ("Crooked X") makes a name longer but not fuller.
            given = self.lexicon.names.given
            full = {n: " " in n and fold(n.split()[0]) in given for n in names}
            return min(names, key=lambda n: (not full[n], -len(n.split()), -names[n], n))
        return min(names, key=lambda n: (n.isupper() and len(names) > 1, -names[n], -len(n), n))

    def entities(self) -> Entities:
        """All nodes in their final form, with the class that the evidence shows."""
        nodes = {key: self._fixed(node) for key, node in self.nodes.items()}
        merged = {key: kept for key in self._alias if (kept := self._kept(key)) in nodes}
        return Entities(MappingProxyType(nodes), MappingProxyType(merged))

    def _fixed(self, draft: NodeDraft) -> Node:
        return Node(
            key=draft.key,
            type=self.class_of(draft),
            label=self.label_of(draft),
            first=draft.first,
            names=MappingProxyType(dict(draft.names)),
            country=draft.country,
            gender=draft.gender,
            offices=tuple(draft.offices),
            nouns=frozenset(draft.nouns),
            evidence=frozenset(draft.evidence.kinds),
            strength=max(draft.votes.values(), default=0.0),
            public=is_public(draft.names, self.lexicon),
        )


class MentionDraft:
    """The mentions in an article while they are being gathered; `Mentions` explains the fields."""

    def __init__(self, registry: Registry, places: Gazetteer, titles: list[Title], home: str | None) -> None:
        self.registry = registry
        self.places = places
        self.titles = titles
        self.home = home
        self.found: list[Found] = []
        self.by_head: dict[int, Found] = {}
        self.by_token: dict[int, Found] = {}
        self.holders: dict[int, str] = {}
        self.records: dict[int, OfficeRecord] = {}

    def add(self, found: Found) -> None:
        """Record a mention; of two with the same head, the longer counts, of two around one token, the shorter."""
        self.found.append(found)
        other = self.by_head.get(found.head)
        if other is None or found.end - found.start > other.end - other.start:
            self.by_head[found.head] = found
        for i in range(found.start, found.end):
            inner = self.by_token.get(i)
            if inner is None or found.end - found.start <= inner.end - inner.start:
                self.by_token[i] = found

    def replace(self, changes: Mapping[Found, str]) -> None:
        """Make mentions refer to other nodes."""
        found, self.found, self.by_head, self.by_token = self.found, [], {}, {}
        for one in found:
            self.add(replace(one, key=changes.get(one, one.key)))

    def at(self, token: int) -> Found | None:
        """The mention whose head is this token, or else the innermost one that contains it."""
        return self.by_head.get(token) or self.by_token.get(token)

    def node(self, found: Found) -> NodeDraft:
        """The node of a mention."""
        return self.registry.get(found.key)

    def names(self) -> list[Found]:
        """The mentions by name, in the order in which they were found."""
        return [f for f in self.found if f.kind == "name"]


class Draft:
    """The mentions in an article while they are being found, with its text and the tables of words.

    `taken` says for each token whether a title or a place has used it, so that no name may use it.
    """

    def __init__(self, parsed: Parsed, lexicon: Lexicon, mentions: MentionDraft, trace: Trace) -> None:
        self.trace = trace
        self.parsed = parsed
        self.doc: Doc = parsed.doc
        self.lexicon = lexicon
        self.mentions = mentions
        self.registry = mentions.registry
        self.taken = [False] * len(parsed.doc)

    def take(self, start: int, end: int) -> None:
        """Prevent tokens from being part of a name."""
        self.taken[start:end] = [True] * (end - start)

    def text(self, start: int, end: int) -> str:
        """The words of some tokens as a name, with single spaces."""
        return " ".join(self.parsed.text(start, end).split())

    def name_node(self, start: int, end: int) -> NodeDraft:
        """The node named by the tokens `[start, end)`; every call counts as one more use of the name."""
        text = self.text(start, end)
        return self.registry.add(f"name:{fold(text)}", text, start)

    def record(self, start: int, end: int, node: NodeDraft, kind: str, rule: str, score: float) -> Found:
        """Add a mention of a node."""
        found = Found(start, end, self.doc.root(start, end).i, node.key, kind, rule, score)
        self.mentions.add(found)
        return found

    def is_headline(self, token: int) -> bool:
        """Whether a token is in a heading with most words capitalised, so that capitals say nothing."""
        sentence = self.parsed.sentence(token)
        if sentence.kind not in (BlockKind.TITLE, BlockKind.HEADING):
            return False
        words = [t for t in self.doc[sentence.start : sentence.end] if t.is_alpha]
        # "Colombia to Negotiate with FARC": in title case too, small words have no capital.
        large = [t for t in words if not t.is_stop]
        return sum(t.text[0].isupper() for t in words) > 0.7 * len(words) or all(t.text[0].isupper() for t in large)

    def names(self) -> Names:
        """What has been read, in its final form."""
        made = self.mentions
        mentions = Mentions(
            found=tuple(made.found),
            by_head=MappingProxyType(made.by_head),
            by_token=MappingProxyType(made.by_token),
            places=made.places,
            titles=tuple(made.titles),
            holders=MappingProxyType(made.holders),
            records=MappingProxyType(made.records),
            home=made.home,
        )
        return Names(self.registry.entities(), mentions)
