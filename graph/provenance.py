"""The provenance of the data and its description as a whole: activities in PROV, a dataset in VoID and DCAT.

There is no time of day in it, so that the same articles give the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import pyoxigraph as ox

from graph.model import Digests, KnowledgeGraph
from graph.prefixes import GEONAMES, NS, PREFIXES, WIKIDATA, IriError, Minter, content_hash, expand, is_address, is_iri
from graph.terms import Triple, day_literal, literal, term

_VOCABULARIES = ("rsh", "schema", "prov", "oa", "skos", "time")
_LINKED = {"wikidata": WIKIDATA, "geonames": GEONAMES}
"""The datasets to whose IRIs `owl:sameAs` leads, by the beginnings of these IRIs."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Who made the data (`creator`, a name or an IRI), and under which `license` (an IRI) it may be used.

    Neither has a default: the quotes belong to others, and only the maker of a build can say under which terms it may
    be used. Raises `IriError` for a licence that is not an IRI.

    >>> terms = rashomon.Terms("https://creativecommons.org/licenses/by/4.0/", "Ana Ruiz")
    >>> rashomon.build("seeds", terms=terms).told.terms.creator
    'Ana Ruiz'
    """

    license: str | None = None
    creator: str | None = None

    def __post_init__(self) -> None:
        """Checks the licence: one that is not an IRI would be lost."""
        if self.license is not None and not is_iri(self.license):
            raise IriError(self.license, "a licence is an IRI")


@dataclass(frozen=True, slots=True)
class About:
    """Metadata of the data, in addition to what the data itself says.

    `software` is the name and version of the program that made it, `readers` are those that read the articles,
    `models` the models that they used, each with its version.
    """

    software: tuple[str, str] | None = None
    readers: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    terms: Terms = Terms()


def about(kg: KnowledgeGraph, mint: Minter, told: About) -> Iterator[Triple]:
    """The dataset and the activity that made it, in terms of VoID, DCAT and PROV."""
    ids = ([it.id for it in kg.documents], [it.id for it in kg.claims])
    of = content_hash(*map(sorted, ids), told.software, told.readers)
    data, build = (ox.NamedNode(mint.graph(f"{name}-{of}")) for name in ("data", "build"))
    yield from ((data, term("rdf:type"), term(kind)) for kind in ("void:Dataset", "dcat:Dataset", "prov:Entity"))
    many = len(kg.documents)
    title = f"What {many} {'article says' if many == 1 else 'articles say'}, who says it, and who denies it"
    yield data, term("dcterms:title"), ox.Literal(title, language="en")
    if told.terms.license is not None:
        yield data, term("dcterms:license"), ox.NamedNode(told.terms.license)
    if (creator := told.terms.creator) is not None:
        node = is_address(creator)
        yield data, term("dcterms:creator"), ox.NamedNode(creator) if node else literal(creator)
    days = sorted(it.published for it in kg.documents if it.published is not None)
    if days:
        yield data, term("dcterms:date"), day_literal(days[-1])
        yield data, term("schema:temporalCoverage"), literal(f"{days[0].isoformat()}/{days[-1].isoformat()}")
    yield data, term("dcterms:conformsTo"), ox.NamedNode(NS.rstrip("#"))
    yield data, term("void:uriSpace"), literal(mint.base)
    yield from ((data, term("void:vocabulary"), ox.NamedNode(PREFIXES[name])) for name in _VOCABULARIES)
    yield data, term("prov:wasGeneratedBy"), build
    yield from _linksets(kg, data)
    yield from _build(kg, mint, told, build)


def _linksets(kg: KnowledgeGraph, data: ox.NamedNode) -> Iterator[Triple]:
    """How many entities are linked to each external dataset."""
    same = Counter(
        name
        for entity in kg.entities
        for it in set(entity.identifiers)
        for name, space in _LINKED.items()
        if it.startswith(space)
    )
    for name, many in sorted(same.items()):
        links, target = (ox.NamedNode(f"{data.value}-{end}") for end in (f"to-{name}", name))
        yield data, term("void:subset"), links
        yield links, term("rdf:type"), term("void:Linkset")
        yield links, term("void:linkPredicate"), ox.NamedNode(expand("owl:sameAs"))
        yield links, term("void:subjectsTarget"), data
        yield links, term("void:objectsTarget"), target
        yield links, term("void:triples"), literal(str(many), "xsd:integer")
        yield target, term("rdf:type"), term("void:Dataset")
        yield target, term("void:uriSpace"), literal(_LINKED[name])


def _build(kg: KnowledgeGraph, mint: Minter, told: About, build: ox.NamedNode) -> Iterator[Triple]:
    """The activity of the build: what it used, and its software."""
    yield build, term("rdf:type"), term("prov:Activity")
    yield from ((build, term("prov:used"), ox.NamedNode(mint.document(it.id))) for it in kg.documents)
    tables = sorted({digest for _, rules in kg.rules for _, digest in rules})
    yield from ((build, term("prov:used"), ox.NamedNode(mint.rules(it))) for it in tables)
    for name in told.models:
        model = ox.NamedNode(mint.graph(f"model-{content_hash(name)}"))
        yield build, term("prov:used"), model
        yield model, term("rdf:type"), term("prov:Entity")
        yield model, term("rdfs:label"), literal(name)
    if told.software is not None:
        software = ox.NamedNode(mint.graph(f"software-{content_hash(*told.software)}"))
        yield from _agent(build, software, " ".join(told.software))
        yield software, term("schema:softwareVersion"), literal(told.software[1])
    for name in told.readers:
        yield from _agent(build, ox.NamedNode(mint.graph(f"reader-{content_hash(name)}")), name)


def _agent(build: ox.NamedNode, agent: ox.NamedNode, name: str) -> Iterator[Triple]:
    yield build, term("prov:wasAssociatedWith"), agent
    yield agent, term("rdf:type"), term("prov:SoftwareAgent")
    yield agent, term("rdfs:label"), literal(name)


def readings(kg: KnowledgeGraph, mint: Minter) -> Iterator[Triple]:
    """An activity for each document that was read with a project's tables; it uses both the document and the tables."""
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
