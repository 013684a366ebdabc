"""The content for writers of files, made once for all of them, and the JSON text that several write."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

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


class Content:
    """The content for writers: the knowledge and its RDF, made once."""

    def __init__(
        self, kg: KnowledgeGraph, base: str = DEFAULT_BASE, *, infer: bool = False, told: About | None = None
    ) -> None:
        """Computes nothing yet; raises `IriError` for an invalid base."""
        self.kg = kg
        self.infer = infer
        self.told = told
        self.mint = Minter(base)
        self._curies: dict[str, str] = {}
        self._sections: dict[str, int] = {}

    @cached_property
    def quads(self) -> Iterable[ox.Quad]:
        """All quads in an order for people: the default graph by section, then named graphs.

        More than `RUN` are sorted in a file, and read from there each time.
        """
        from graph.triples import ENTITIES, quads

        last = self.mint.graph(ENTITIES)
        made = iter(quads(self.kg, self.mint.base, infer=self.infer, told=self.told))
        first = list(islice(made, RUN))
        if len(first) < RUN:
            return sorted(first, key=lambda it: self._place(it, last))
        lines = ("\0".join((*map(str, self._place(it, last)), f"{it} .\n")) for it in chain(first, made))
        return _Filed(line.rpartition(b"\0")[2] for line in in_order(map(str.encode, lines)))

    def curie(self, iri: str) -> str:
        """The CURIE of an IRI, or the IRI."""
        if iri not in self._curies:
            self._curies[iri] = compact(iri, self.mint.prefixes)
        return self._curies[iri]

    def section(self, iri: str) -> int:
        """The place of a subject among the sections of the default graph."""
        if iri not in self._sections:
            spaces = (self.mint.prefixes[prefix] for prefix, _ in SECTIONS)
            self._sections[iri] = next((n for n, space in enumerate(spaces) if iri.startswith(space)), len(SECTIONS))
        return self._sections[iri]

    def _place(self, quad: ox.Quad, last: str) -> tuple[int | str, ...]:
        name = iri(quad.graph_name) if isinstance(quad.graph_name, ox.NamedNode) else ""
        subject, predicate = iri(quad.subject), quad.predicate.value
        own = (int(predicate != RDF_TYPE), int("/rdf-schema#" not in predicate), predicate, str(quad.object))
        return (int(name != ""), int(name == last), name, self.section(subject), subject, *own)


class _Filed(Iterable[ox.Quad]):
    """Quads in a separate file, which is removed with this object."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        """Writes the lines of N-Quads."""
        self._folder = TemporaryDirectory(prefix="rashomon-")
        self._file = Path(self._folder.name, "quads.nq")
        with self._file.open("wb") as stream:
            stream.writelines(lines)

    def __iter__(self) -> Iterator[ox.Quad]:
        return ox.parse(path=str(self._file), format=ox.RdfFormat.N_QUADS, lenient=True)


def iri(term: object) -> str:
    """The IRI of a subject, type or graph name, which are always IRIs."""
    if not isinstance(term, ox.NamedNode):
        raise TypeError(f"not an IRI: {term!r}")
    return term.value


def json_line(value: object) -> bytes:
    """Compact JSON in UTF-8; a lone surrogate, which UTF-8 cannot hold, becomes a question mark."""
    return json.dumps(value, ensure_ascii=False, default=_plain).encode("utf-8", "replace")


def _plain(value: object) -> Json:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {value!r}")
