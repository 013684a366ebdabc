"""Descriptions of the server and its data as triples without blank nodes: SPARQL 1.1 Service Description, and VoID."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from graph import ontology
from graph.formats import ANSWERS, FILES
from graph.prefixes import NS, base_in, content_hash, expand
from graph.serve.figures import Rows

PREFIXES: Mapping[str, str] = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "formats": "http://www.w3.org/ns/formats/",
    "rsh": NS,
}

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_ANSWERED = sorted(it.w3c for it in ANSWERS.values() if it.w3c)

Term = ox.NamedNode | ox.Literal
Fact = tuple[str, str, Term]
"""An IRI, a CURIE, and a term."""


def service(address: str, graphs: Rows) -> list[ox.Triple]:
    """The query languages, result formats and named `graphs` of the endpoint of the server at `address`."""
    here = f"{address}sparql"
    data, default = f"{here}#dataset", f"{address}void#default"
    facts: list[Fact] = [
        (here, "rdf:type", _iri("sd:Service")),
        (here, "sd:endpoint", ox.NamedNode(here)),
        (here, "sd:supportedLanguage", _iri("sd:SPARQL11Query")),
        *((here, "sd:resultFormat", _iri(f"formats:{format}")) for format in _ANSWERED),
        (here, "sd:defaultDataset", ox.NamedNode(data)),
        (data, "rdf:type", _iri("sd:Dataset")),
        (data, "sd:defaultGraph", ox.NamedNode(default)),
        (default, "rdf:type", _iri("sd:Graph")),
    ]
    for row in graphs:
        node = f"{here}#graph-{content_hash(row['graph'])}"
        facts += [
            (data, "sd:namedGraph", ox.NamedNode(node)),
            (node, "rdf:type", _iri("sd:NamedGraph")),
            (node, "sd:name", ox.NamedNode(row["graph"])),
            (node, "sd:graph", ox.NamedNode(f"{address}void#{content_hash(row['graph'])}")),
        ]
    return _triples(facts)


def dataset(
    address: str, prefixes: Mapping[str, str], figures: Mapping[str, Rows | None], dumps: Mapping[str, int]
) -> list[ox.Triple]:
    """The dataset of the server at `address`: how much of what, in which vocabularies, and where to get it.

    `dumps` are the files of the build with their sizes in bytes. Counts missing from `figures`, because the store is
    too large, are left out.
    """
    here, default = f"{address}void#dataset", f"{address}void#default"
    facts: list[Fact] = [
        (f"{address}void", "rdf:type", _iri("void:DatasetDescription")),
        (f"{address}void", "foaf:primaryTopic", ox.NamedNode(here)),
        (here, "rdf:type", _iri("void:Dataset")),
        (here, "dcterms:title", ox.Literal("Rashomon: who says what, in which sentence, and who denies it")),
        (here, "void:sparqlEndpoint", ox.NamedNode(f"{address}sparql")),
        (here, "void:uriSpace", ox.Literal(base_in(prefixes))),
        (here, "foaf:homepage", ox.NamedNode(address)),
        (here, "void:subset", ox.NamedNode(default)),
        (default, "rdf:type", _iri("void:Dataset")),
        (default, "dcterms:title", ox.Literal("What is true of the articles: entities, documents, claims, evidence")),
    ]
    facts += _catalogued(address, here, dumps)
    facts += _default_graph(address, default, figures)
    graphs, properties = figures["graphs"], figures["properties"]
    if graphs is not None:
        facts += _subsets(address, here, graphs)
    if graphs is not None and properties is not None:
        triples = sum(int(row["triples"]) for row in (*_distinct(graphs), *properties))
        facts.append((here, "void:triples", _number(triples)))
    return _triples(facts)


def _catalogued(address: str, node: str, dumps: Mapping[str, int]) -> Iterator[Fact]:
    """The dataset in terms of DCAT: each file as a distribution, and the endpoint as a service."""
    endpoint = ox.NamedNode(f"{address}sparql")
    yield node, "rdf:type", _iri("dcat:Dataset")
    yield endpoint.value, "rdf:type", _iri("dcat:DataService")
    yield endpoint.value, "dcat:endpointURL", endpoint
    yield endpoint.value, "dcat:servesDataset", ox.NamedNode(node)
    for name, size in dumps.items():
        file, part = ox.NamedNode(f"{address}dump/{name}"), f"{address}void#file-{name}"
        yield node, "void:dataDump", file
        if FILES[name].w3c:
            yield node, "void:feature", _iri(f"formats:{FILES[name].w3c}")
        yield node, "dcat:distribution", ox.NamedNode(part)
        yield part, "rdf:type", _iri("dcat:Distribution")
        yield part, "dcterms:title", ox.Literal(name)
        yield part, "dcat:downloadURL", file
        yield part, "dcat:accessURL", file
        yield part, "dcat:mediaType", ox.NamedNode(f"{_MEDIA_TYPES}{FILES[name].media_type}")
        yield part, "dcat:byteSize", ox.Literal(str(size), datatype=_iri("xsd:nonNegativeInteger"))


def suggestions(rows: Rows) -> list[dict[str, str]]:
    """Suggestions for a part of a name, from the rows of the query `search`."""
    return [
        {"iri": row["entity"], "label": row["label"], "name": row["best"][1:], "type": _type(row["types"])}
        for row in rows
    ]


def _type(iris: str) -> str:
    return ", ".join(ontology.load().narrowest(it.removeprefix(NS) for it in iris.split()))


def _default_graph(address: str, node: str, figures: Mapping[str, Rows | None]) -> Iterator[Fact]:
    properties, classes, subjects = (figures[name] for name in ("properties", "classes", "subjects"))
    if subjects is not None:
        yield node, "void:distinctSubjects", _number(subjects[0]["subjects"])
    if properties is not None:
        yield node, "void:triples", _number(sum(int(row["triples"]) for row in properties))
        yield node, "void:properties", _number(len(properties))
        for space in sorted({_namespace(row["property"]) for row in properties}):
            yield node, "void:vocabulary", ox.NamedNode(space)
    for row in properties or ():
        part = f"{address}void#property-{content_hash(row['property'])}"
        yield node, "void:propertyPartition", ox.NamedNode(part)
        yield part, "void:property", ox.NamedNode(row["property"])
        yield part, "void:triples", _number(row["triples"])
        yield part, "void:distinctSubjects", _number(row["subjects"])
    if classes is not None:
        yield node, "void:classes", _number(len(classes))
        entities = next((row["nodes"] for row in classes if row["class"] == f"{NS}Entity"), "0")
        yield node, "void:entities", _number(entities)
    for row in classes or ():
        part = f"{address}void#class-{content_hash(row['class'])}"
        yield node, "void:classPartition", ox.NamedNode(part)
        yield part, "void:class", ox.NamedNode(row["class"])
        yield part, "void:entities", _number(row["nodes"])


def _subsets(address: str, node: str, graphs: Rows) -> Iterator[Fact]:
    """Each named graph as a separate dataset; the subject of an account is its owner."""
    for row in graphs:
        part = f"{address}void#{content_hash(row['graph'])}"
        yield node, "void:subset", ox.NamedNode(part)
        yield part, "rdf:type", _iri("void:Dataset")
        yield part, "dcterms:source", ox.NamedNode(row["graph"])
        yield part, "void:triples", _number(row["triples"])
        if "owner" in row:
            yield part, "dcterms:subject", ox.NamedNode(row["owner"])


def _distinct(graphs: Rows) -> list[dict[str, str]]:
    return list({row["graph"]: row for row in graphs}.values())


def _namespace(iri: str) -> str:
    cut = max(iri.rfind("#"), iri.rfind("/")) + 1
    return iri[: cut or iri.index(":") + 1]


def _iri(curie: str) -> ox.NamedNode:
    return ox.NamedNode(expand(curie, PREFIXES))


def _number(count: int | str) -> ox.Literal:
    return ox.Literal(str(count), datatype=_iri("xsd:integer"))


def _triples(facts: list[Fact]) -> list[ox.Triple]:
    return [ox.Triple(ox.NamedNode(subject), _iri(property), value) for subject, property, value in facts]
