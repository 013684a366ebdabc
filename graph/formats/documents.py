"""Whole graphs as RDF: TriG and Turtle for people, canonical N-Quads, JSON-LD."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from typing import IO

import pyoxigraph as ox

from graph.formats.content import RDF_TYPE, SECTIONS, Content, Json, iri, json_line
from graph.prefixes import PREFIXES
from graph.sorting import in_order

_XSD = PREFIXES["xsd"]


def trig(content: Content, stream: IO[bytes]) -> None:
    """Everything, as TriG that a person can read."""
    turtle(content, stream)
    named = (it for it in content.quads if isinstance(it.graph_name, ox.NamedNode))
    for name, graph in groupby(named, key=lambda it: it.graph_name):
        stream.write(f"\nGRAPH {_turtle_term(content, name)} {{\n".encode())
        for line in _blocks(content, graph):
            stream.write(f"  {line}\n".encode())
        stream.write(b"}\n")


def turtle(content: Content, stream: IO[bytes]) -> None:
    """The default graph, as Turtle that a person can read."""
    with content.once("graph.ttl", _default_graph).open("rb") as written:
        shutil.copyfileobj(written, stream)


def _default_graph(content: Content, stream: IO[bytes]) -> None:
    """Prefixes, then one block for each subject: the same in Turtle and at the beginning of TriG."""
    width = max(map(len, content.mint.prefixes))
    for prefix, namespace in content.mint.prefixes.items():
        stream.write(f"PREFIX {prefix + ':':{width + 1}} <{namespace}>\n".encode())
    own = (it for it in content.quads if not isinstance(it.graph_name, ox.NamedNode))
    for section, part in groupby(own, key=lambda it: content.section(iri(it.subject))):
        title = SECTIONS[section][1] if section < len(SECTIONS) else "More"
        stream.write(f"\n# {title}\n".encode())
        for line in _blocks(content, part):
            stream.write(f"{line}\n".encode())


def _blocks(content: Content, some: Iterable[ox.Quad]) -> Iterator[str]:
    """The lines of ordered quads; line breaks in texts are escaped."""
    for subject, about in groupby(some, key=lambda it: it.subject):
        rows = []
        for predicate, same in groupby(about, key=lambda it: it.predicate):
            verb = "a" if predicate.value == RDF_TYPE else _turtle_term(content, predicate)
            rows.append(f"{verb} {', '.join(_turtle_term(content, it.object) for it in same)}")
        first, *more = rows
        yield f"{_turtle_term(content, subject)} {first}{' ;' if more else ' .'}"
        for number, row in enumerate(more, 1):
            yield f"  {row}{' .' if number == len(more) else ' ;'}"


def _turtle_term(content: Content, term: object) -> str:
    if isinstance(term, ox.NamedNode):
        curie = content.curie(term.value)
        return str(term) if curie == term.value else curie
    if isinstance(term, ox.Literal) and term.datatype.value.startswith(_XSD):
        kind = term.datatype.value.removeprefix(_XSD)
        # A bare 1 is an integer; and rdflib reads a bare 0.0000001 as "1E-7", which is no longer a decimal.
        plain = kind == "decimal" and "." in term.value and str(Decimal(term.value)) == term.value
        if plain or kind in ("boolean", "integer"):
            return term.value
        if kind != "string":
            return f"{ox.Literal(term.value)}^^xsd:{kind}"
    return str(term)


def nquads(content: Content, stream: IO[bytes]) -> None:
    """Everything, as sorted N-Quads in canonical form."""
    stream.writelines(in_order(content.lines))


def jsonld(content: Content, stream: IO[bytes]) -> None:
    """A context of prefixes and one node per line; a named graph is a node that contains nodes."""
    stream.write(b'{"@context": ')
    stream.write(json_line(dict(content.mint.prefixes)))
    stream.write(b',\n"@graph": [\n')
    for number, node in enumerate(_json_graphs(content)):
        stream.write((b",\n" if number else b"") + json_line(node))
    stream.write(b"\n]}\n")


def _json_graphs(content: Content) -> Iterator[Json]:
    """The nodes of the default graph, then one node for each named graph."""
    for name, graph in groupby(content.quads, key=lambda it: it.graph_name):
        if isinstance(name, ox.NamedNode):
            yield {"@id": content.curie(iri(name)), "@graph": [*_json_nodes(content, graph)]}
        else:
            yield from _json_nodes(content, graph)


def _json_nodes(content: Content, some: Iterable[ox.Quad]) -> Iterator[dict[str, Json]]:
    for subject, about in groupby(some, key=lambda it: it.subject):
        node: dict[str, Json] = {"@id": content.curie(iri(subject))}
        for predicate, same in groupby(about, key=lambda it: it.predicate):
            if predicate.value == RDF_TYPE:
                node["@type"] = [content.curie(iri(it.object)) for it in same]
            else:
                values = [_json_value(content, it.object) for it in same]
                node[content.curie(predicate.value)] = values[0] if len(values) == 1 else values
        yield node


def _json_value(content: Content, term: object) -> Json:
    if isinstance(term, ox.NamedNode):
        return {"@id": content.curie(term.value)}
    if not isinstance(term, ox.Literal):
        raise TypeError(f"neither IRI nor literal: {term!r}")
    if term.datatype.value == _XSD + "string":
        return term.value
    if term.language is not None:
        return {"@value": term.value, "@language": term.language}
    return {"@value": term.value, "@type": content.curie(term.datatype.value)}
