"""Copies a built dataset into any SPARQL 1.1 store, by SPARQL Update or by the Graph Store Protocol.

Pushing twice changes nothing, since there are no blank nodes. Remains of an older build with the same base are removed:
ours are the named graphs whose name, and the triples of the default graph whose subject, begins with one of the
namespaces under the base (`id/`, `doc/`, `account/` …). Everything else in the store is left alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from graph.push.client import PAUSES, Client, PushError
from graph.push.dataset import Dataset
from graph.push.protocols import CHUNK, negotiate

__all__ = ["PartlyPushedError", "PushError", "Pushed", "push"]


@dataclass(frozen=True, slots=True)
class Pushed:
    """What was pushed: the name of the protocol, and the triples of all graphs."""

    protocol: str
    triples: int


class PartlyPushedError(PushError):
    """A push that stopped after something may have been changed: `pushed` of `total` triples are there."""

    def __init__(self, reason: str, status: int | None, pushed: int, total: int) -> None:
        self.pushed = pushed
        self.total = total
        super().__init__(reason, status)

    def __reduce__(self) -> tuple[type[PushError], tuple[str, int | None, int, int]]:  # type: ignore[override]
        return type(self), (self.reason, self.status, self.pushed, self.total)

    def __str__(self) -> str:
        return f"{self.reason}; {self.pushed:,} of {self.total:,} triples are there: push again to add the rest"


def push(
    store: ox.Store,
    url: str,
    *,
    default_graph: str | None = None,
    environment: Mapping[str, str] = os.environ,
    progress: Callable[[str], None] | None = None,
    pauses: Sequence[float] = PAUSES,
    chunk: int = CHUNK,
) -> Pushed:
    """Replace an older build in the store at `url` by a built store.

    `default_graph` is the IRI or CURIE of the named graph for the default graph, for stores without a separate default
    graph. Credentials come from `environment` (see `graph.push.client.Client`). `pauses` are the seconds to wait before
    each retry; a request has at most `chunk` triples. Raises `PushError`, and `PartlyPushedError` if something has been
    changed.
    """
    dataset = Dataset(store, default_graph)
    protocol = negotiate(Client(url, environment, pauses), dataset, chunk, progress)
    try:
        protocol.push()
    except PushError as error:
        if protocol.touched:
            raise PartlyPushedError(error.reason, error.status, protocol.pushed, len(dataset)) from error
        raise
    return Pushed(protocol.name, protocol.pushed)
