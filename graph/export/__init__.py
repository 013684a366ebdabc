"""The knowledge graph as files: RDF in four syntaxes, GraphML for networks, and lines of JSON for tables.

Every format is a row of `FORMATS` and a writer `write(content, stream)`. The bytes depend on the knowledge
alone. `graph.nq` is canonical: there are no blank nodes, and its lines are sorted.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import IO, Protocol

from graph.errors import RashomonError
from graph.export.content import Content
from graph.export.rdf import jsonld, nquads, trig, turtle
from graph.export.tables import claims, decisions, entities, graphml
from graph.files import replacing
from graph.model import KnowledgeGraph
from graph.prefixes import DEFAULT_BASE

__all__ = ["FORMATS", "Content", "Format", "FormatError", "Writer", "format_for", "write"]


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


FORMATS: tuple[Format, ...] = (
    Format("trig", (".trig",), "application/trig", "graph.trig", trig),
    Format("nquads", (".nq", ".nquads"), "application/n-quads", "graph.nq", nquads),
    Format("turtle", (".ttl", ".turtle"), "text/turtle", "graph.ttl", turtle),
    Format("json-ld", (".jsonld", ".json-ld"), "application/ld+json", "graph.jsonld", jsonld),
    Format("graphml", (".graphml",), "application/graphml+xml", "graph.graphml", graphml),
    Format("claims", (".jsonl", ".ndjson"), "application/x-ndjson", "claims.jsonl", claims),
    Format("entities", (".jsonl", ".ndjson"), "application/x-ndjson", "entities.jsonl", entities),
    Format("decisions", (".jsonl", ".ndjson"), "application/x-ndjson", "decisions.jsonl", decisions),
)
"""All formats. "claims" comes before the other tables: an ending ".jsonl" alone means it."""


class FormatError(RashomonError):
    """A format that does not exist: `name` is what was asked for."""

    def __init__(self, name: str) -> None:
        """Lists the formats that there are."""
        self.name = name
        known = ", ".join(it.name for it in FORMATS)
        super().__init__(f"no format {name!r}; there are {known}")


def write(kg: KnowledgeGraph, folder: str | Path, base: str = DEFAULT_BASE, *, infer: bool = False) -> tuple[Path, ...]:
    """Writes every file of `FORMATS` into `folder`; returns their paths.

    With `infer`, those that hold named graphs have that of `graph.infer` too.
    Either all are replaced or, where writing one fails, none.
    """
    target = Path(folder)
    target.mkdir(parents=True, exist_ok=True)
    content = Content(kg, base, infer=infer)
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
