"""The knowledge graph as files: RDF in four syntaxes, GraphML for networks, and lines of JSON for tables.

Every format is a row of `FORMATS` and a writer `write(content, stream)`. The bytes depend on the knowledge
alone. `graph.nq` is canonical: there are no blank nodes, and its lines are sorted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from io import BytesIO
from itertools import groupby
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, Protocol

import pyoxigraph as ox

from graph.errors import RashomonError
from graph.model import KnowledgeGraph
from graph.network import Attribute
from graph.prefixes import DEFAULT_BASE, Minter, compact
from graph.store import replacing
from graph.triples import ENTITIES, quads

if TYPE_CHECKING:
    import networkx

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SECTIONS = (
    ("id", "Entities, and the plain edges that articles affirm and nobody denies"),
    ("acc", "Accounts"),
    ("doc", "Articles"),
    ("prop", "Propositions"),
    ("claim", "Claims"),
    ("ev", "Evidence"),
)
# XML 1.0 has no way to write these, not even as a reference.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Json = str | float | bool | None | list["Json"] | dict[str, "Json"]


class FormatError(RashomonError):
    """A format that does not exist: `name` is what was asked for."""

    def __init__(self, name: str) -> None:
        """Lists the formats that there are."""
        self.name = name
        known = ", ".join(it.name for it in FORMATS)
        super().__init__(f"no format {name!r}; there are {known}")


class Content:
    """What writers draw on: the knowledge, and its RDF and network, each made once."""

    def __init__(self, kg: KnowledgeGraph, base: str = DEFAULT_BASE) -> None:
        """Computes nothing yet; raises `IriError` for a base that is none."""
        self.kg = kg
        self.mint = Minter(base)
        self._curies: dict[str, str] = {}
        self._sections: dict[str, int] = {}

    @cached_property
    def quads(self) -> list[ox.Quad]:
        """All quads in the order in which a person reads them: default graph by section, then named graphs."""
        return sorted(quads(self.kg, self.mint.base), key=self._place)

    @cached_property
    def network(self) -> networkx.MultiDiGraph[str]:
        """The knowledge as a network."""
        from graph.network import network

        return network(self.kg)

    def curie(self, iri: str) -> str:
        """The CURIE of an IRI, or the IRI."""
        if iri not in self._curies:
            self._curies[iri] = compact(iri, self.mint.prefixes)
        return self._curies[iri]

    def section(self, iri: str) -> int:
        """The place of a subject among the sections of the default graph."""
        if iri not in self._sections:
            spaces = (self.mint.prefixes[prefix] for prefix, _ in _SECTIONS)
            self._sections[iri] = next((n for n, space in enumerate(spaces) if iri.startswith(space)), len(_SECTIONS))
        return self._sections[iri]

    def _place(self, quad: ox.Quad) -> tuple[object, ...]:
        name = _iri(quad.graph_name) if isinstance(quad.graph_name, ox.NamedNode) else ""
        subject, predicate = _iri(quad.subject), quad.predicate.value
        own = (predicate != RDF_TYPE, "/rdf-schema#" not in predicate, predicate, str(quad.object))
        return (name != "", name.endswith(ENTITIES), name, self.section(subject), subject, *own)


class Writer(Protocol):
    """Writes the whole of one file."""

    def __call__(self, content: Content, stream: IO[bytes]) -> None:
        """Writes `content` to `stream`, which stays open."""


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name, the endings of its files (first the usual one), media type, file and writer."""

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    file: str
    write: Writer


def write(kg: KnowledgeGraph, folder: str | Path, base: str = DEFAULT_BASE) -> tuple[Path, ...]:
    """Writes every file of `FORMATS` into `folder`; returns their paths.

    Either all are replaced or, where writing one fails, none.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    content = Content(kg, base)
    with ExitStack() as pending:
        for it in FORMATS:
            it.write(content, pending.enter_context(replacing(target / it.file)))
    return tuple(target / it.file for it in FORMATS)


def format_for(name: str) -> Format:
    """The format of a name ("trig"), an ending (".nq") or a file ("out/graph.ttl"); raises `FormatError`."""
    wanted = name.lower()
    file = PurePath(wanted).name
    for it in FORMATS:
        if wanted in (it.name, *it.suffixes) or file == it.file:
            return it
    for it in FORMATS:
        if PurePath(file).suffix in it.suffixes:
            return it
    raise FormatError(name)


# ------------------------------------------------------------------------------------- RDF


def _trig(content: Content, stream: IO[bytes]) -> None:
    _turtle_document(content, content.quads, stream)


def _turtle(content: Content, stream: IO[bytes]) -> None:
    _turtle_document(content, (it for it in content.quads if not isinstance(it.graph_name, ox.NamedNode)), stream)


def _turtle_document(content: Content, some: Iterable[ox.Quad], stream: IO[bytes]) -> None:
    """The common text of Turtle and TriG: prefixes, then one block for each subject."""
    width = max(map(len, content.mint.prefixes))
    for prefix, namespace in content.mint.prefixes.items():
        stream.write(f"PREFIX {prefix + ':':{width + 1}} <{namespace}>\n".encode())
    for name, graph in groupby(some, key=lambda it: it.graph_name):
        if isinstance(name, ox.NamedNode):
            stream.write(f"\nGRAPH {_turtle_term(content, name)} {{\n".encode())
            for line in _blocks(content, graph):
                stream.write(f"  {line}\n".encode())
            stream.write(b"}\n")
            continue
        for section, part in groupby(graph, key=lambda it: content.section(_iri(it.subject))):
            title = _SECTIONS[section][1] if section < len(_SECTIONS) else "More"
            stream.write(f"\n# {title}\n".encode())
            for line in _blocks(content, part):
                stream.write(f"{line}\n".encode())


def _blocks(content: Content, some: Iterable[ox.Quad]) -> Iterator[str]:
    """The lines of quads that stand in order; none holds a line break of a text, which is escaped."""
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
        # rdflib reads a bare 0.0000001 as "1E-7", which is no decimal any more.
        if kind in ("boolean", "integer") or (kind == "decimal" and str(Decimal(term.value)) == term.value):
            return term.value
        if kind != "string":
            return f"{ox.Literal(term.value)}^^xsd:{kind}"
    return str(term)


def _nquads(content: Content, stream: IO[bytes]) -> None:
    lines = ox.serialize(content.quads, format=ox.RdfFormat.N_QUADS) or b""
    stream.writelines(sorted(set(lines.splitlines(keepends=True))))


def _jsonld(content: Content, stream: IO[bytes]) -> None:
    """A context of prefixes and one node to a line; a named graph is a node that holds nodes."""
    nodes: list[Json] = []
    for name, graph in groupby(content.quads, key=lambda it: it.graph_name):
        inside: list[Json] = list(_json_nodes(content, graph))
        named = isinstance(name, ox.NamedNode)
        nodes += [{"@id": content.curie(_iri(name)), "@graph": inside}] if named else inside
    stream.write(b'{"@context": ')
    stream.write(_json(dict(content.mint.prefixes)))
    stream.write(b',\n"@graph": [\n')
    stream.write(b",\n".join(map(_json, nodes)))
    stream.write(b"\n]}\n")


def _json_nodes(content: Content, some: Iterable[ox.Quad]) -> Iterator[dict[str, Json]]:
    for subject, about in groupby(some, key=lambda it: it.subject):
        node: dict[str, Json] = {"@id": content.curie(_iri(subject))}
        for predicate, same in groupby(about, key=lambda it: it.predicate):
            if predicate.value == RDF_TYPE:
                node["@type"] = [content.curie(_iri(it.object)) for it in same]
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
    return {"@value": term.value, "@type": content.curie(term.datatype.value)}


def _iri(term: object) -> str:
    """The IRI of a subject, type or graph name, which are never anything else."""
    if not isinstance(term, ox.NamedNode):
        raise TypeError(f"not an IRI: {term!r}")
    return term.value


# ------------------------------------------------------------------------- networks and tables


def _graphml(content: Content, stream: IO[bytes]) -> None:
    """GraphML by the writer of networkx; what XML cannot hold becomes U+FFFD here and nowhere else."""
    from networkx import MultiDiGraph
    from networkx.readwrite.graphml import GraphMLWriter

    clean: MultiDiGraph[str] = MultiDiGraph()
    for node, attributes in content.network.nodes(data=True):
        clean.add_node(node, **{key: _xml(value) for key, value in attributes.items()})
    for source, target, key, attributes in content.network.edges(data=True, keys=True):
        clean.add_edge(source, target, key, **{name: _xml(value) for name, value in attributes.items()})
    # The class rather than `write_graphml`, which writes other bytes where lxml is installed.
    document = BytesIO()
    GraphMLWriter(clean, encoding="utf-8", prettyprint=True).dump(document)
    # An XML reader takes a bare carriage return for a line feed; the writer leaves those of texts bare.
    stream.write(document.getvalue().replace(b"\r", b"&#13;") + b"\n")


def _xml(value: Attribute) -> Attribute:
    return _NOT_XML.sub("\ufffd", value) if isinstance(value, str) else value


def _claims(content: Content, stream: IO[bytes]) -> None:
    """One claim to a line, with its proposition, its document and whether the proposition is disputed."""
    propositions = {it.id: it for it in content.kg.propositions}
    documents = {it.id: asdict(it) for it in content.kg.documents}
    disputed = {it.id for it in content.kg.disputes()}
    for claim in content.kg.claims:
        proposition = asdict(propositions[claim.proposition])
        document = documents[claim.document]
        row = {key: proposition[key] for key in ("subject", "relation", "object")} | asdict(claim)
        row["qualifiers"] = {
            key.rstrip("_"): value
            for key, value in proposition.items()
            if value and key in ("as_", "at", "on", "earliest", "latest", "with_", "regarding")
        }
        row |= {key: proposition[key] for key in ("content", "content_text")}
        row |= {key: document[key] for key in ("file", "title", "author", "published", "outlet", "url")}
        row["disputed"] = claim.proposition in disputed
        stream.write(_json(row) + b"\n")


def _entities(content: Content, stream: IO[bytes]) -> None:
    for entity in content.kg.entities:
        stream.write(_json(asdict(entity)) + b"\n")


def _decisions(content: Content, stream: IO[bytes]) -> None:
    """Why mentions of different names or articles became one entity, or did not: one decision to a line."""
    for decision in content.kg.decisions:
        stream.write(_json(asdict(decision)) + b"\n")


def _json(value: object) -> bytes:
    """Compact JSON in UTF-8; a lone surrogate, which UTF-8 cannot hold, becomes a question mark."""
    return json.dumps(value, ensure_ascii=False, default=_plain).encode("utf-8", "replace")


def _plain(value: object) -> Json:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {value!r}")


FORMATS: tuple[Format, ...] = (
    Format("trig", (".trig",), "application/trig", "graph.trig", _trig),
    Format("nquads", (".nq", ".nquads"), "application/n-quads", "graph.nq", _nquads),
    Format("turtle", (".ttl", ".turtle"), "text/turtle", "graph.ttl", _turtle),
    Format("json-ld", (".jsonld", ".json-ld"), "application/ld+json", "graph.jsonld", _jsonld),
    Format("graphml", (".graphml",), "application/graphml+xml", "graph.graphml", _graphml),
    Format("claims", (".jsonl", ".ndjson"), "application/x-ndjson", "claims.jsonl", _claims),
    Format("entities", (".jsonl", ".ndjson"), "application/x-ndjson", "entities.jsonl", _entities),
    Format("decisions", (".jsonl", ".ndjson"), "application/x-ndjson", "decisions.jsonl", _decisions),
)
"""All formats. "claims" comes before the other tables: an ending ".jsonl" alone means it."""
