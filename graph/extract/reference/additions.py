"""What a step of the reading adds to the entities: new nodes, and more about those already known."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from types import MappingProxyType

from graph.extract.lexicon.folding import fold
from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.names.evidence import WEIGHTS
from graph.extract.names.nodes import Entities, Node


class Additions:
    """The entities of one article as known at one step; `entities()` passes them on.

    No node is ever changed: when more becomes known, a new node replaces the old one.
    """

    def __init__(self, lexicon: Lexicon, before: Entities) -> None:
        self.countries = lexicon.names.countries
        self.ontology = lexicon.ontology
        self.nodes = dict(before.nodes)
        self.merged = dict(before.merged)

    def entities(self) -> Entities:
        """What is known now, as an immutable value."""
        return Entities(MappingProxyType(dict(self.nodes)), MappingProxyType(dict(self.merged)))

    def get(self, key: str) -> Node:
        """The node with a key, found through any merges."""
        return self.nodes[self.merged.get(key, key)]

    def find(self, key: str) -> Node | None:
        """The node with a key, or None."""
        return self.nodes.get(self.merged.get(key, key))

    def put(self, node: Node) -> Node:
        """Replace what was known under the key of a node by that node."""
        self.nodes[node.key] = node
        return node

    def add(self, node: Node) -> Node:
        """Add a node; a node that is already known only gets more names."""
        known = self.find(node.key)
        if known is None:
            return self.put(node)
        names = Counter(known.names)
        names.update(node.names)
        return self.put(replace(known, names=MappingProxyType(names))) if node.names else known

    def taken_for(self, key: str, classes: tuple[str, ...], *, surely: bool = False) -> bool:
        """Give a name the class that its place in a sentence requires, if only the language model guessed its class.

        What the model takes for a person remains one, unless the place says `surely` what it is: "the head of [X]".
        Returns False if nothing changed.
        """
        node = self.get(key)
        fits = any(self.ontology.is_a(node.type, name) for name in classes)
        if fits or not node.key.startswith("name:") or node.strength > WEIGHTS["model"]:
            return False
        kind = self._general(classes, full=" " in node.label)
        if kind is None or (node.type == "Person" and not surely):
            return False
        self.put(replace(node, type=kind))
        return True

    def _general(self, classes: tuple[str, ...], *, full: bool) -> str | None:
        """The class to guess if one of `classes` is required: a person needs a `full` name; never a gang."""
        if full and "Person" in classes:
            return "Person"
        plain = [c for c in classes if not self.ontology.is_damaging(c)]
        if any(self.ontology.is_a(c, "Organization") for c in plain):
            return "Organization"
        return "Place" if any(self.ontology.is_a(c, "Place") for c in plain) else None

    def merge(self, kept: Node, gone: Node) -> Node:
        """Merge two nodes into one."""
        if kept.key == gone.key:
            return kept
        names = Counter(kept.names) + Counter(gone.names)
        del self.nodes[gone.key]
        self.merged |= {key: kept.key for key, node in self.merged.items() if node == gone.key} | {gone.key: kept.key}
        return self.put(
            replace(
                kept,
                names=MappingProxyType(names),
                country=kept.country or gone.country,
                gender=kept.gender or gone.gender,
                offices=kept.offices + tuple(o for o in gone.offices if o not in kept.offices),
                nouns=kept.nouns | gone.nouns,
                first=min(kept.first, gone.first),
                strength=max(kept.strength, gone.strength),
            )
        )

    def persons(self) -> list[Node]:
        """All persons, in order of first mention."""
        return sorted((n for n in self.nodes.values() if n.type == "Person"), key=lambda n: (n.first, n.key))

    def country(self, id: str, first: int) -> Node:
        """The node for a country in the gazetteer."""
        key = f"country:{id}"
        return self.add(Node(key, "Country", self.countries[id].label, first, country=key))

    def government(self, country: str, first: int) -> Node:
        """The node for the government of a country (a node key), even if the text has no name for it."""
        label = f"{self.countries[country.removeprefix('country:')].adjective} government"
        key = f"government:{country}"
        return self.find(key) or self.add(named(key, "Government", label, first, country=country))

    def term(self, type_name: str, label: str, first: int) -> Node:
        """The node for a category or an office, which is identified by its label alone."""
        return self.add(named(f"{type_name.lower()}:{fold(label)}", type_name, label, first))


def named(key: str, type_name: str, label: str, first: int, *, country: str | None = None) -> Node:
    """A node known by one name."""
    return Node(key, type_name, label, first, MappingProxyType({label: 1}), country)
