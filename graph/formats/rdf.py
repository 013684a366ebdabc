"""The formats of RDF, for the triples of answers and, if a build writes a file in them, for whole graphs.

Warnings are written where the syntax allows it: as comments in Turtle and XML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from graph.answers import Answer
from graph.formats import documents, xml
from graph.formats.format import Format, FormatError
from graph.store import CANONICAL

_XML_NAME = re.compile(r"[^\W\d][\w.-]*$")


def turtle(answer: Answer) -> str:
    """Turtle with the prefixes that it uses."""
    return _comments(answer) + _tidied(_serialized(answer, ox.RdfFormat.TURTLE))


def trig(answer: Answer) -> str:
    """TriG with the prefixes that it uses; triples are a default graph."""
    return _comments(answer) + _tidied(_serialized(answer, ox.RdfFormat.TRIG))


def ntriples(answer: Answer) -> str:
    """One triple per line."""
    return _comments(answer) + _serialized(answer, ox.RdfFormat.N_TRIPLES)


def jsonld(answer: Answer) -> str:
    """JSON-LD; raises `FormatError` for triples as values, which it cannot express."""
    # The engine panics instead of refusing.
    if any(isinstance(it.object, ox.Triple) for it in answer.triples or ()):
        raise FormatError("json-ld cannot hold a triple as a value; turtle can")
    return _serialized(answer, ox.RdfFormat.JSON_LD)


def rdfxml(answer: Answer) -> str:
    """RDF/XML; raises `FormatError` for a property that does not end in a name."""
    lines = _text(_for_xml(answer.triples or ()), ox.RdfFormat.RDF_XML, answer)
    head, after, rest = lines.replace("\r", xml.RETURN["\r"]).partition("?>\n")
    # Two hyphens would end a comment.
    warnings = "".join(f"<!-- {xml.cleaned(it).replace('--', '- -')} -->\n" for it in answer.warnings)
    return head + after + warnings + rest


def _serialized(answer: Answer, format: ox.RdfFormat) -> str:
    return _text(answer.triples or (), format, answer)


def _text(triples: Iterable[ox.Triple], format: ox.RdfFormat, answer: Answer) -> str:
    return (ox.serialize(triples, format=format, prefixes=dict(answer.prefixes)) or b"").decode()


def _comments(answer: Answer) -> str:
    return "".join(f"# {' '.join(it.split())}\n" for it in answer.warnings)


def _tidied(text: str) -> str:
    """Turtle with only the prefixes that it uses: the engine declares all, in an order that varies between runs."""
    found = text.split("\n")
    head = sum(1 for line in found if line.startswith("@prefix "))
    body = "\n".join(found[head:])
    used = (line for line in sorted(found[:head]) if re.search(rf"(?<![\w.-]){re.escape(line.split()[1])}", body))
    return "\n".join((*used, body))


def _for_xml(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Triples that RDF/XML can hold: the engine would write what no XML reader accepts."""
    for it in triples:
        if _XML_NAME.search(it.predicate.value) is None:
            raise FormatError(
                f"rdfxml cannot hold the property {it.predicate}, which does not end in a name; turtle can"
            )
        if isinstance(it.object, ox.Literal) and not xml.fits(it.object.value):
            yield ox.Triple(it.subject, it.predicate, _cleaned(it.object))
        else:
            yield it


def _cleaned(literal: ox.Literal) -> ox.Literal:
    text = xml.cleaned(literal.value)
    if literal.language is not None:
        return ox.Literal(text, language=literal.language, direction=literal.direction)
    return ox.Literal(text, datatype=literal.datatype)


FORMATS = (
    Format(
        "turtle",
        (".ttl", ".turtle", ".n3"),
        "text/turtle",
        w3c="Turtle",
        triples=turtle,
        knowledge=documents.turtle,
        file="graph.ttl",
    ),
    Format(
        "ntriples",
        (".nt", ".ntriples"),
        "application/n-triples",
        wider=("text/plain",),
        w3c="N-Triples",
        triples=ntriples,
    ),
    Format(
        "json-ld",
        (".jsonld", ".json-ld"),
        "application/ld+json",
        wider=("application/json",),
        w3c="JSON-LD",
        triples=jsonld,
        knowledge=documents.jsonld,
        file="graph.jsonld",
    ),
    Format(
        "trig",
        (".trig",),
        "application/trig",
        w3c="TriG",
        triples=trig,
        knowledge=documents.trig,
        file="graph.trig",
    ),
    Format(
        "rdfxml",
        (".rdf", ".owl"),
        "application/rdf+xml",
        wider=("application/xml", "text/xml"),
        w3c="RDF_XML",
        triples=rdfxml,
    ),
    Format(
        "nquads",
        (".nq", ".nquads"),
        "application/n-quads",
        w3c="N-Quads",
        knowledge=documents.nquads,
        file=CANONICAL,
    ),
)
"""Best first: the first one is the default."""
