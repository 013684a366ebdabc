"""What a query may take of the server, and what a client may: the one place that all limits are read from."""

from __future__ import annotations

import os
from dataclasses import dataclass, field

_KB, _MB = 1024, 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take: seconds, megabytes of memory, rows, and bytes of the answer; and how many run at the same
    time.

    An answer of 32 MB has 10,000 rows of 3 kB each; who wants all of the data takes a dump.
    """

    seconds: float = 10.0
    megabytes: int = 1024
    rows: int = 10_000
    answer: int = 32 * _MB
    workers: int = field(default_factory=lambda: max(4, os.cpu_count() or 1))
    soon: float = 0.1
    """Seconds in which most queries are answered. One that takes longer goes on beside the others, and after them."""
    long: int = field(default_factory=lambda: max(8, os.cpu_count() or 1))
    """How many such queries run at the same time; one more is turned away."""

    @property
    def aside(self) -> float:
        """After how many seconds a query goes on beside the others: before the limit, however short that is."""
        return min(self.soon, self.seconds / 2)


@dataclass(frozen=True, slots=True)
class ClientLimits:
    """What clients may take: times in seconds, sizes in bytes."""

    arriving: float = 1.5
    """How long a request has to arrive, and more only as its bytes come."""
    rate: int = 64 * _KB
    """What each further second must bring."""
    head: int = 64 * _KB
    """Request line and header fields together; the parser takes no longer URI either."""
    reading: float = 5.0
    """In which a client must take something of what was written to it."""
    unread: int = 128 * _MB
    """What all clients together may leave unread: with what the workers hand over, the server stays below 512 MB."""
    idle: int = 15
    """How long a connection is kept that asks nothing."""
    connections: int = 1024
    """How many are served at the same time."""


def told(size: int) -> str:
    """A size in bytes as people say it."""
    return f"{size // _MB} MB" if size >= _MB else f"{size // _KB} kB" if size >= _KB else f"{size} bytes"
