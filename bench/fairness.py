"""Whether modest requests are answered while others are costly: eight clients of each kind, with --timeout 2.

usage: python bench/fairness.py OUTPUT [--seconds S]

OUTPUT is the folder of a build. The script prints how many honest requests were answered, and how fast.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

sys.path.insert(0, str(Path(__file__).resolve().parent))

from serve import _rashomon

CLIENTS = 8
HOSTILE = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a rsh:stance ?b . ?c rsh:stance ?d . ?e rsh:stance ?f } ORDER BY ?b ?d ?f ?a",
)
HONEST = (
    "SELECT ?p { ?p rdf:predicate rsh:accuses } LIMIT 20",
    "SELECT ?c ?s { ?c prov:wasAttributedTo ?s ; rsh:stance rsh:Denied } LIMIT 20",
    "SELECT ?l { ?x a rsh:Person ; rdfs:label ?l } LIMIT 50",
)
PAUSE = 0.05
"""The seconds between the requests of an honest client."""


def main() -> int:
    """Runs both kinds of clients at once; returns 0 if 99 % of honest ones are answered, half of them within 100 ms."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output", type=Path)
    parser.add_argument("--seconds", type=float, default=15.0)
    options = parser.parse_args()
    with _rashomon(options.output, "--timeout", "2") as (port, _):
        honest, hostile = asyncio.run(_all(port, options.seconds))
    answered = sum(status == 200 for status, _ in honest) / len(honest)
    median = statistics.median(seconds for _, seconds in honest)
    print(f"honest: {len(honest)} requests, {answered:.1%} answered, median {median * 1000:.0f} ms")
    print(f"hostile: {len(hostile)} requests, {sum(status == 200 for status, _ in hostile)} answered")
    return 0 if answered >= 0.99 and median < 0.1 else 1


async def _all(port: int, seconds: float) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
    """The status and time of each honest request, and of each hostile one."""
    honest: list[tuple[int, float]] = []
    hostile: list[tuple[int, float]] = []
    until = time.monotonic() + seconds
    await asyncio.gather(
        *(_client(port, HOSTILE, number, until, 0, hostile) for number in range(CLIENTS)),
        *(_client(port, HONEST, number, until, PAUSE, honest) for number in range(CLIENTS)),
    )
    return honest, hostile


async def _client(
    port: int, queries: Sequence[str], number: int, until: float, pause: float, told: list[tuple[int, float]]
) -> None:
    while time.monotonic() < until:
        began = time.monotonic()
        told.append((await _status(port, queries[number % len(queries)]), time.monotonic() - began))
        number += 1
        await asyncio.sleep(pause)


async def _status(port: int, query: str) -> int:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        head = f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        writer.write(head.encode("ascii"))
        await writer.drain()
        return int((await reader.read()).split(b" ", 2)[1])
    finally:
        writer.close()


if __name__ == "__main__":
    sys.exit(main())
