"""The data to push, and what in a store counts as an older build of it."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import pyoxigraph as ox

from graph.errors import StoreError
from graph.infer import INFERRED
from graph.prefixes import IriError, Minter, expand, is_iri, namespaces
from graph.store import base_of
from graph.triples import ENTITIES

Entry = tuple[str | None, str]
"""The name of a graph, None for the default graph, and one of its triples as a line of N-Triples."""

_TYPE = ox.NamedNode(expand("rdf:type"))
_ACCOUNT = ox.NamedNode(expand("rsh:Account"))


class Dataset:
    """A built store in the form in which it is pushed into another one.

    `default` is the IRI, given as an IRI or CURIE, of the named graph that replaces the default graph, or None. Raises
    `StoreError` for a store that was not written by a build, and `IriError` for a name that is not an IRI or is taken.
    """

    def __init__(self, store: ox.Store, default_graph: str | None = None) -> None:
        self._store = store
        self._names = sorted(it.value for it in store.named_graphs() if isinstance(it, ox.NamedNode))
        base = base_of(self._names)
        if base is None:
            raise StoreError("the store contains no build; build one with `rashomon build`")
        self._mint = Minter(base)
        self.spaces = namespaces(base)
        self.default = None if default_graph is None else self._named(default_graph)

    def __len__(self) -> int:
        return len(self._store)

    @property
    def graphs(self) -> list[str | None]:
        """The names of the graphs in the other store; None for the default graph, which comes first."""
        return [self.default, *self._names]

    def entries(self, name: str | None) -> Generator[Entry]:
        """The triples of a graph. To stop early, close it: the store's iterator must end in its own thread."""
        lines = self._default_lines() if name == self.default else self._lines(ox.NamedNode(name or ""))
        yield from ((name, text) for text in lines)

    def is_ours(self, node: object) -> bool:
        """Whether a build with this base may have made a subject or the name of a graph."""
        return isinstance(node, ox.NamedNode) and node.value.startswith(self.spaces)

    def stale(self, older: list[ox.Triple]) -> list[str]:
        """The named graphs of an older build that this one does not have, given the older default graph."""
        accounts = {it.subject.value for it in older if it.object == _ACCOUNT and isinstance(it.subject, ox.NamedNode)}
        fixed = {self._mint.graph(it) for it in (ENTITIES, INFERRED)}
        return sorted(name for name in accounts | fixed if name.startswith(self.spaces) and name not in self._names)

    def _default_lines(self) -> Iterator[str]:
        """The lines of the default graph, accounts first: if this push fails, the next learns from them what exists."""
        accounts = list(self._store.quads_for_pattern(None, _TYPE, _ACCOUNT, ox.DefaultGraph()))
        yield from map(line, accounts)
        told = set(accounts)
        everything = self._store.quads_for_pattern(None, None, None, ox.DefaultGraph())
        yield from (line(it) for it in everything if it not in told)

    def _lines(self, graph: ox.NamedNode) -> Iterator[str]:
        return map(line, self._store.quads_for_pattern(None, None, None, graph))

    def _named(self, text: str) -> str:
        prefixed = text.partition(":")[0] in self._mint.prefixes
        name = expand(text, self._mint.prefixes) if prefixed else text
        if not is_iri(name):
            raise IriError(text, "not an IRI, so it cannot be the name of a graph")
        if name in self._names:
            raise IriError(text, "the name of another graph of this build")
        return name


def line(it: ox.Quad | ox.Triple) -> str:
    """A triple as a line of N-Triples."""
    return f"{it.subject} {it.predicate} {it.object} .\n"
