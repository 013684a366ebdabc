"""How many queries the server answers, and how it copes with queries that would run for ever, in one run.

usage: python bench/serve.py [--claims N] [--seconds S] [--runaways N]

Both parts use a store of invented claims (bench/synthetic.py). The first asks single-hop queries, each about a
different node, over 16 connections: first `oxigraph serve-read-only` on the same store, and then our server, each for
JSON; they take turns, and the best result of each counts, since other work on the machine slows both. The second sends
runaway queries in a row with a limit of two seconds, while two other clients go on asking.

Exit code 1 if a figure misses its floor.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox
from synthetic import quads

from graph.prefixes import PREFIXES
from graph.store import current_version, open_store, write_store

ROOT = Path(__file__).resolve().parent.parent
CLIENTS = 16
ROUNDS = 3
SHARE = 0.15
LIMIT = 2.0
LATEST = 3.0
BUSY = 0.05
"""The processor seconds per second that an idle server may take."""
RUNAWAYS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "SELECT (COUNT(*) AS ?n) { ?a (rsh:proposition|!rsh:proposition)* ?b }",
    'ASK { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "^((a+)+)+$") && ?a = ?f && ?c = ?d) }',
)


def main() -> int:
    """Prints both parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--runaways", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_store(quads(options.claims), folder)
        good = _throughput(folder, options.seconds)
        return 0 if _runaways(folder, options.runaways) and good else 1


# ---------------------------------------------------------------------------- throughput


def _throughput(folder: Path, seconds: float) -> bool:
    claims = open_store(folder).quads_for_pattern(
        None, ox.NamedNode(PREFIXES["rsh"] + "stance"), None, ox.DefaultGraph()
    )
    queries = [f"SELECT ?p ?o {{ {claim.subject} ?p ?o }}" for claim, _ in zip(claims, range(2000), strict=False)]
    # A separate copy, since Oxigraph makes files next to those that it reads.
    copy = folder / "copy"
    shutil.copytree(current_version(folder), copy)
    best: dict[str, float] = {"oxigraph": 0.0, "rashomon": 0.0}
    for _ in range(ROUNDS):
        with _oxigraph(copy) as port:
            best["oxigraph"] = max(best["oxigraph"], _rate(port, "/query", queries, seconds))
        with _rashomon(folder) as (port, _):
            best["rashomon"] = max(best["rashomon"], _rate(port, "/sparql", queries, seconds))
    share = best["rashomon"] / best["oxigraph"]
    for name, rate in best.items():
        print(f"{name:10} {rate:8.0f} single-hop queries a second, {CLIENTS} clients")
    print(f"{share:.0%} of oxigraph serve-read-only (at least {SHARE:.0%})\n")
    return share >= SHARE


def _rate(port: int, path: str, queries: Sequence[str], seconds: float) -> float:
    """The answers per second; each answer is checked."""
    head = f"HTTP/1.1\r\nHost: localhost:{port}\r\nAccept: application/sparql-results+json\r\n\r\n"
    requests = [f"GET {path}?query={quote(query)} {head}".encode("ascii") for query in queries]
    answers = 0

    async def client(number: int, until: float) -> None:
        nonlocal answers
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while time.perf_counter() < until:
            number = (number + 7) % len(requests)
            writer.write(requests[number])
            found = await reader.readuntil(b"\r\n\r\n")
            length = re.search(rb"(?i)content-length: (\d+)", found)
            body = await reader.readexactly(int(length[1])) if length else await _chunks(reader)
            if not found.startswith(b"HTTP/1.1 200") or b'"bindings"' not in body:
                raise RuntimeError(f"no answer: {found!r}")
            answers += 1
        writer.close()

    async def all_clients() -> float:
        start = time.perf_counter()
        await asyncio.gather(*(client(100 * n, start + seconds) for n in range(CLIENTS)))
        return time.perf_counter() - start

    took = asyncio.run(all_clients())
    return answers / took


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return body


@contextmanager
def _oxigraph(store: Path) -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    binary = Path(sys.executable).with_name("oxigraph")
    command = [str(binary), "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            time.sleep(0.1)
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
        yield port
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _rashomon(output: Path, *options: str) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "graph", "serve", "--output", str(output), "--port", "0", *options]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment)
    try:
        if process.stderr is None or (told := re.search(r":(\d+)/", process.stderr.readline())) is None:
            raise RuntimeError("the server did not start")
        _ask(int(told[1]), "ASK {}")
        yield int(told[1]), process
    finally:
        process.terminate()
        process.communicate()


# ------------------------------------------------------------------------------ runaways


def _runaways(folder: Path, count: int) -> bool:
    """Whether all runaway queries were stopped in time, without affecting anybody else."""
    times, statuses, busy, others = [], [], [], []
    with _rashomon(folder, "--timeout", str(LIMIT)) as (port, process):
        over = threading.Event()

        def others_ask() -> None:
            while not over.is_set():
                start = time.perf_counter()
                status = _ask(port, "SELECT ?c { ?c a rsh:Claim } LIMIT 1")
                others.append((status, time.perf_counter() - start))
                time.sleep(0.05)

        clients = [threading.Thread(target=others_ask) for _ in range(2)]
        for thread in clients:
            thread.start()
        for number in range(count):
            start = time.perf_counter()
            statuses.append(_ask(port, RUNAWAYS[number % len(RUNAWAYS)]))
            times.append(time.perf_counter() - start)
            if sys.stderr.isatty():
                sys.stderr.write(f"\r{number + 1} of {count}")
        over.set()
        for thread in clients:
            thread.join()
        # Nobody is asking any more: after one second nothing may still be running.
        for query in RUNAWAYS:
            _ask(port, query)
            time.sleep(1)
            before = _processor_seconds(process.pid)
            time.sleep(1)
            busy.append(_processor_seconds(process.pid) - before)
        memory = _megabytes(process.pid)
    ended = sum(status == 504 for status in statuses)
    served = sum(status == 200 for status, _ in others)
    print(
        f"{ended} of {count} runaway queries ended with 504, the slowest after {max(times):.2f} s (at most {LATEST:g})"
    )
    print(
        f"others meanwhile: {served} of {len(others)} answered, the slowest after {max(it for _, it in others):.2f} s"
    )
    print(f"processor time in the second that begins one second later: {max(busy):.2f} s (at most {BUSY:g})")
    print(f"memory of server and workers: {memory} MB")
    return ended == count and served == len(others) and max(times) <= LATEST and max(busy) <= BUSY


def _ask(port: int, query: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", f"/sparql?query={quote(query)}")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def _family(pid: int) -> list[Path]:
    """The /proc folders of a process and of all that it started."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parents[int(folder.name)] = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError):
            continue  # it has ended meanwhile
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return [Path(f"/proc/{one}") for one in sorted(found)]


def _processor_seconds(pid: int) -> float:
    ticks = 0
    for folder in _family(pid):
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _megabytes(pid: int) -> int:
    """Memory by proportional share: memory that processes share is counted only once."""
    lines = ((folder / "smaps_rollup").read_text() for folder in _family(pid))
    return sum(int(match[1]) for text in lines if (match := re.search(r"Pss:\s+(\d+) kB", text))) // 1024


if __name__ == "__main__":
    sys.exit(main())
