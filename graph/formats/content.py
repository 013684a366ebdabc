"""What the file writers use, made once for all of them, and the JSON text that several of them write."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import IO
from weakref import finalize

import pyoxigraph as ox

from graph.files import replacing
from graph.model import KnowledgeGraph
from graph.prefixes import DEFAULT_BASE, PREFIXES, Minter, compact
from graph.provenance import About
from graph.sorting import RUN, in_order

RDF_TYPE = PREFIXES["rdf"] + "type"
SECTIONS = (
    ("id", "Entities, and the plain edges that articles affirm and nobody denies"),
    ("acc", "Accounts"),
    ("doc", "Articles"),
    ("prop", "Propositions"),
    ("claim", "Claims"),
    ("ev", "Evidence"),
    ("when", "Times: days, and intervals if only these are known"),
    ("graph", "The data as a whole, and how it came about"),
    ("rsh", "The names of relations and stances, and the groups of relations"),
)
"""The parts of the default graph, by the prefix of their subjects, and their titles."""

Json = str | float | bool | None | list["Json"] | dict[str, "Json"]

_JSON = json.JSONEncoder(ensure_ascii=False)
_KNOWN = 1 << 16
"""How many IRIs are kept in memory with their short forms: about 20 MB. Those of one subject are next to each other."""


class Content:
    """What writers use: the knowledge, and its RDF, made once."""

    def __init__(
        self, kg: KnowledgeGraph, base: str = DEFAULT_BASE, *, infer: bool = False, told: About | None = None
    ) -> None:
        """Computes nothing yet; raises `IriError` if the base is not valid."""
        self.kg = kg
        self.infer = infer
        self.told = told
        self.mint = Minter(base)
        self.curie = lru_cache(_KNOWN)(partial(compact, table=self.mint.prefixes))
        self.section = lru_cache(_KNOWN)(partial(_section, [self.mint.prefixes[prefix] for prefix, _ in SECTIONS]))

    @cached_property
    def quads(self) -> Iterable[ox.Quad]:
        """All quads in an order for people to read: the default graph by section, then named graphs.

        If there are more than `RUN`, they are sorted in a file, and read from there each time.
        """
        from graph.triples import ENTITIES, quads

        graph = lru_cache(_KNOWN)(partial(_graph, self.mint.graph(ENTITIES)))

        def place(it: ox.Quad) -> str:
            about = (self.section(subject := iri(it.subject)), subject, _predicate(it.predicate.value), it.object)
            return "\0".join((graph(it.graph_name), *map(str, about)))

        made = iter(quads(self.kg, self.mint.base, infer=self.infer, told=self.told))
        first = list(islice(made, RUN))
        if len(first) < RUN:
            return sorted(first, key=place)
        ordered = in_order(f"{place(it)}\0{it} .\n".encode() for it in chain(first, made))
        lines = (line.rpartition(b"\0")[2] for line in ordered)
        return _Filed(self.once("quads.nq", lambda _, stream: stream.writelines(lines)))

    @property
    def lines(self) -> Iterator[bytes]:
        """The same as lines of N-Quads."""
        if isinstance(self.quads, _Filed):
            return self.quads.lines()
        return (f"{it} .\n".encode() for it in self.quads)

    @cached_property
    def _folder(self) -> Path:
        folder = Path(mkdtemp(prefix="rashomon-"))
        finalize(self, rmtree, folder, ignore_errors=True)
        return folder

    def once(self, name: str, write: Callable[[Content, IO[bytes]], None]) -> Path:
        """A file of this name that `write` writes when it is first needed, and that is deleted with the content."""
        file = self._folder / name
        if not file.exists():
            with replacing(file) as stream:
                write(self, stream)
        return file


class _Filed(Iterable[ox.Quad]):
    """Quads in an N-Quads file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __iter__(self) -> Iterator[ox.Quad]:
        return ox.parse(path=str(self._file), format=ox.RdfFormat.N_QUADS, lenient=True)

    def lines(self) -> Iterator[bytes]:
        """The lines of the file."""
        with self._file.open("rb") as stream:
            yield from stream


def _graph(last: str, name: object) -> str:
    """The sort key of a graph: the default graph comes first, and the graph `last` comes last."""
    named = iri(name) if isinstance(name, ox.NamedNode) else ""
    return f"{int(named != '')}{int(named == last)}{named}"


@cache
def _predicate(iri: str) -> str:
    """The sort key of a predicate of a subject: first its type, then its names, then the rest."""
    return f"{int(iri != RDF_TYPE)}{int('/rdf-schema#' not in iri)}{iri}"


def _section(spaces: Sequence[str], iri: str) -> int:
    """The number of a subject's section in the default graph."""
    return next((n for n, space in enumerate(spaces) if iri.startswith(space)), len(spaces))


def iri(term: object) -> str:
    """The IRI of a subject, type or graph name, which are always IRIs."""
    if not isinstance(term, ox.NamedNode):
        raise TypeError(f"not an IRI: {term!r}")
    return term.value


def json_line(value: object) -> bytes:
    """Compact JSON in UTF-8; a lone surrogate, which UTF-8 cannot hold, becomes a question mark."""
    return _JSON.encode(value).encode("utf-8", "replace")
