"""What the page needs to answer SPARQL on its own: an engine, the graph as RDF, and the named queries."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from itertools import islice

import pyoxigraph as ox

from graph.prefixes import prefixes
from graph.queries import named_queries
from graph.resources import data_dir
from graph.view.page_records import Record
from graph.view.scripts import ROOM, joined

MOST_QUADS = 250_000
"""The largest number of quads in a page: for more, a browser would need seconds to read and gigabytes to hold them."""

FEWEST = 8
"""The fewest quads that a claim has, so that a graph with far too many is recognised without writing any."""

WORKER = "worker/main.js"
"""The entry module of the worker."""


@dataclass(frozen=True, slots=True)
class Engine:
    """What goes into the page: `records` as JSON, and `wasm`, the engine itself, compressed with gzip and in Base64."""

    records: Record
    wasm: str


def engine(quads: Iterable[ox.Quad], base: str) -> Engine:
    """The engine with the data of a graph; if the data is too large, neither of the two, but the limit."""
    lines = sorted(f"{quad} .\n" for quad in islice(quads, MOST_QUADS + 1))
    if len(lines) > MOST_QUADS:
        return too_much()
    records = {
        "size": len(lines),
        "prefixes": prefixes(base),
        "queries": [asdict(query) for query in named_queries()],
        # A page opened from a file may not start a module as a worker, so syntax that only modules allow is replaced.
        "script": joined(WORKER).replace("import.meta.url", "location"),
        "quads": "".join(lines),
    }
    return Engine(records, _wasm())


def too_much() -> Engine:
    """What the page contains instead if the graph is too large for the engine."""
    return Engine({"most": MOST_QUADS}, "")


@cache
def _wasm() -> str:
    packed = (data_dir() / ROOM / "vendor" / "oxigraph.wasm.gz").read_bytes()
    return base64.b64encode(packed).decode("ascii")
