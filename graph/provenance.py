"""How the data came about: which tables of rules articles were read by, as activities of PROV."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pyoxigraph as ox

from graph.model import Digests, KnowledgeGraph
from graph.prefixes import Minter, content_hash
from graph.terms import literal, term

Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


def readings(kg: KnowledgeGraph, mint: Minter) -> Iterator[Triple]:
    """Of documents that were read by tables of a project: an activity that used both."""
    by_rules: dict[Digests, list[str]] = {}
    for document, rules in kg.rules:
        by_rules.setdefault(rules, []).append(document)
    for rules, documents in sorted(by_rules.items()):
        reading = ox.NamedNode(mint.rules(f"reading-{content_hash(*chain.from_iterable(rules))}"))
        yield reading, term("rdf:type"), term("prov:Activity")
        for document in documents:
            yield reading, term("prov:used"), ox.NamedNode(mint.document(document))
        for _, digest in rules:
            yield reading, term("prov:used"), ox.NamedNode(mint.rules(digest))
    for name, digest in sorted({it for rules in by_rules for it in rules}):
        node = ox.NamedNode(mint.rules(digest))
        yield node, term("rdf:type"), term("prov:Entity")
        yield node, term("rdfs:label"), literal(name)
