"""Limits of queries and clients: the one place for all of them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

_KB, _MB = 1024, 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a query: seconds, megabytes of memory, rows, and bytes of the answer; and how many run at the same
    time.

    An answer of 32 MB has 10,000 rows of 3 kB each; for all of the data there are the dumps.
    """

    seconds: float = 10.0
    megabytes: int = 1024
    rows: int = 10_000
    answer: int = 32 * _MB
    workers: int = field(default_factory=lambda: max(4, os.cpu_count() or 1))
    soon: float = 0.1
    """Seconds in which most queries are answered. One that takes longer continues with lower priority."""
    long: int = field(default_factory=lambda: max(8, os.cpu_count() or 1))
    """How many such queries run at the same time; any more are rejected."""

    @property
    def aside(self) -> float:
        """After how many seconds a query gets lower priority: always before the limit, however short."""
        return min(self.soon, self.seconds / 2)


@dataclass(frozen=True, slots=True)
class ClientLimits:
    """Limits of clients: times in seconds, sizes in bytes."""

    arriving: float = 1.5
    """How long a request may take to arrive; it gets more time only while bytes keep arriving."""
    rate: int = 64 * _KB
    """The bytes that each further second must bring."""
    head: int = 64 * _KB
    """Request line and header fields together; the parser accepts no longer URI either."""
    reading: float = 5.0
    """The time in which a client must read some of its answer."""
    unread: int = 128 * _MB
    """What all clients together may leave unread: with the answers of the workers, the server stays below 512 MB."""
    idle: int = 15
    """How long an idle connection is kept."""
    connections: int = 1024
    """How many connections are served at the same time."""


def told(size: int) -> str:
    """A size in bytes, in words."""
    return f"{size // _MB} MB" if size >= _MB else f"{size // _KB} kB" if size >= _KB else f"{size} bytes"
