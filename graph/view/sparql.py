"""What the page needs to answer SPARQL by itself: an engine, the graph as RDF, and the named queries."""

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
"""A page carries no more quads than these: a browser would need seconds to read them, and gigabytes to hold them."""

FEWEST = 8
"""A claim is so many quads at least: of a graph with far too many of them none has to be written to know it."""

WORKER = "worker/main.js"
"""The module that the worker starts with."""


@dataclass(frozen=True, slots=True)
class Engine:
    """What goes into the page: `records` as JSON, and `wasm`, the engine itself, gzipped and in Base64."""

    records: Record
    wasm: str


def engine(quads: Iterable[ox.Quad], base: str) -> Engine:
    """The engine with the data of a graph; where that is too large, without either, and the limit instead."""
    lines = sorted(f"{quad} .\n" for quad in islice(quads, MOST_QUADS + 1))
    if len(lines) > MOST_QUADS:
        return too_much()
    records = {
        "size": len(lines),
        "prefixes": prefixes(base),
        "queries": [asdict(query) for query in named_queries()],
        # A page that is opened as a file may start no module as a worker: what only modules may say is taken out.
        "script": joined(WORKER).replace("import.meta.url", "location"),
        "quads": "".join(lines),
    }
    return Engine(records, _wasm())


def too_much() -> Engine:
    """What stands in the page instead, where there is more to ask than it should carry."""
    return Engine({"most": MOST_QUADS}, "")


@cache
def _wasm() -> str:
    packed = (data_dir() / ROOM / "vendor" / "oxigraph.wasm.gz").read_bytes()
    return base64.b64encode(packed).decode("ascii")
