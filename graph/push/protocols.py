"""The two protocols for writing to a store, each of which replaces what is ours and leaves everything else alone."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Generator
from contextlib import closing
from itertools import groupby, islice
from urllib.parse import quote

import pyoxigraph as ox

from graph.push.client import Client, PushError, Response
from graph.push.dataset import Dataset, Entry, line

CHUNK = 2_000
"""The most triples in a request: some 400 KB, and few enough for Virtuoso, which fails at 5,000 in one update."""

Progress = Callable[[str], None]

_NTRIPLES = "application/n-triples"
_UPDATE = "application/sparql-update"
_NOWHERE = "urn:rashomon:nowhere"
_TOO_LARGE = 413


def negotiate(client: Client, dataset: Dataset, chunk: int, progress: Progress | None = None) -> Protocol:
    """The protocol that an address supports, with `chunk` triples per request, found without changing anything.

    SPARQL Update is preferred, since only it can remove single triples from a default graph; an address that does not
    reject a truncated update does not read updates. For the Graph Store Protocol the address must distinguish graphs:
    a PUT to one that ignores `?graph=`, such as the statements of an RDF4J repository, would replace a whole store.
    Raises `PushError` if neither is supported.
    """
    update = client.send("POST", body=b"INSERT DATA {}", media_type=_UPDATE)
    if update.fine and not client.send("POST", body=b"INSERT DATA {", media_type=_UPDATE).fine:
        return Update(client, dataset, chunk, progress)
    nowhere = client.send("GET", _query(_NOWHERE), media_type=_NTRIPLES)
    older = client.send("GET", _query(dataset.default), media_type=_NTRIPLES)
    tells_apart = nowhere.status == 404 or (nowhere.fine and not nowhere.body.strip())
    absent = older.status == 404 and dataset.default is not None
    if tells_apart and (absent or (older.fine and older.media_type == _NTRIPLES)):
        return GraphStore(client, dataset, chunk, progress, [] if absent else _parsed(client, older))
    if update.status == older.status and not update.fine:
        raise client.error(update)
    statuses = f"an Update is answered with {update.status}, the Graph Store Protocol with {older.status}"
    raise PushError(f"{client.shown}: there is no writable SPARQL store there: {statuses}", update.status)


def _query(graph: str | None) -> str:
    return "default" if graph is None else f"graph={quote(graph, safe='')}"


def _parsed(client: Client, response: Response) -> list[ox.Triple]:
    try:
        return [it.triple for it in ox.parse(response.body, format=ox.RdfFormat.N_TRIPLES)]
    except SyntaxError as error:
        raise PushError(f"{client.shown}: its default graph cannot be read: {error}") from error


class Protocol(ABC):
    """Sends a dataset in chunks of limited size.

    `pushed` counts the triples that have arrived; `touched` is true once something may have been changed.
    """

    name: str

    def __init__(self, client: Client, dataset: Dataset, chunk: int, progress: Progress | None) -> None:
        self.client = client
        self.dataset = dataset
        self.pushed = 0
        self.touched = False
        self._progress = progress
        self._limit = chunk

    @abstractmethod
    def push(self) -> None:
        """Replace an older build by the dataset; raises `PushError`."""

    @abstractmethod
    def _write(self, chunk: list[Entry]) -> None:
        """Send one request that adds a chunk; the first one replaces what was there."""

    def _demand(self, method: str, query: str, body: bytes | None = None, media_type: str = "") -> None:
        try:
            self.client.demand(method, query, body, media_type)
        except PushError as error:
            # It is unknown whether a request took effect if its answer is lost.
            self.touched |= error.status is None or error.status >= 500
            raise
        self.touched = True

    def _send(self, entries: Generator[Entry]) -> None:
        with closing(entries):
            while chunk := list(islice(entries, self._limit)):
                self._send_chunk(chunk)

    def _send_chunk(self, chunk: list[Entry]) -> None:
        """Send a chunk, in halves if the server finds it too large; later chunks are then smaller."""
        try:
            self._write(chunk)
        except PushError as error:
            if error.status != _TOO_LARGE or len(chunk) == 1:
                raise
            self._limit = half = len(chunk) // 2
            self._send_chunk(chunk[:half])
            self._send_chunk(chunk[half:])
            return
        self.pushed += len(chunk)
        if self._progress is not None:
            self._progress(f"{self.pushed:,} of {len(self.dataset):,} triples")


# ------------------------------------------------------------------------- SPARQL Update


class Update(Protocol):
    """SPARQL 1.1 Update: the first request removes what is ours and adds the first chunk, all or nothing."""

    name = "SPARQL Update"

    def push(self) -> None:
        """Replace an older build by the dataset; a dataset of one chunk is never visible in part."""
        self._send(entry for name in self.dataset.graphs for entry in self.dataset.entries(name))

    def _write(self, chunk: list[Entry]) -> None:
        parts = [] if self.pushed else [self._removal()]
        parts.append("INSERT DATA {\n")
        for name, entries in groupby(chunk, key=lambda it: it[0]):
            triples = "".join(_escaped(line) for _, line in entries)
            parts.append(triples if name is None else f"GRAPH <{name}> {{\n{triples}}}\n")
        parts.append("}\n")
        self._demand("POST", "", "".join(parts).encode(), _UPDATE)

    def _removal(self) -> str:
        """The operations that remove the older build, by DELETE, which works in every store even for missing graphs."""

        def ours(variable: str) -> str:
            return " || ".join(f'STRSTARTS(STR({variable}), "{space}")' for space in self.dataset.spaces)

        named = "GRAPH ?g { ?s ?p ?o }"
        removal = f"DELETE {{ {named} }} WHERE {{ {named} FILTER({ours('?g')}) }} ;\n"
        if self.dataset.default is None:
            return removal + f"DELETE {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER({ours('?s')}) }} ;\n"
        renamed = f"GRAPH <{self.dataset.default}> {{ ?s ?p ?o }}"
        return removal + f"DELETE {{ {renamed} }} WHERE {{ {renamed} }} ;\n"


_ESCAPES = re.compile(r"\\\\([uU])|\\.")


def _escaped(line: str) -> str:
    """A line of N-Triples for an update, in which `\\u` is an escape even after an escaped backslash."""
    return _ESCAPES.sub(lambda it: rf"\\\U{ord(it[1]):08x}" if it[1] else it[0], line)


# ------------------------------------------------------------------ Graph Store Protocol


class GraphStore(Protocol):
    """The SPARQL 1.1 Graph Store HTTP Protocol: each graph is a resource, replaced by PUT and added to by POST.

    It can replace a default graph only as a whole, so triples in it that are not ours are read first and put back by
    the request that replaces it. `older` is the existing default graph.
    """

    name = "Graph Store Protocol"

    def __init__(
        self, client: Client, dataset: Dataset, chunk: int, progress: Progress | None, older: list[ox.Triple]
    ) -> None:
        super().__init__(client, dataset, chunk, progress)
        self._stale = dataset.stale(older)
        shared = dataset.default is None
        self._kept = "".join(line(it) for it in older if shared and not dataset.is_ours(it.subject))
        self._begun: set[str | None] = set()

    def push(self) -> None:
        """Remove the graphs that no longer exist, then replace one graph after another, the default graph first."""
        for stale in self._stale:
            self._remove(stale)
        for name in self.dataset.graphs:
            self._send(self.dataset.entries(name))

    def _remove(self, name: str) -> None:
        try:
            self._demand("DELETE", _query(name))
        except PushError as error:
            if error.status != 404:
                raise

    def _write(self, chunk: list[Entry]) -> None:
        name = chunk[0][0]
        kept = self._kept if name == self.dataset.default and name not in self._begun else ""
        body = kept + "".join(line for _, line in chunk)
        self._demand("POST" if name in self._begun else "PUT", _query(name), body.encode(), _NTRIPLES)
        self._begun.add(name)
