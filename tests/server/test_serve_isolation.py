"""Malicious queries, slow clients, workers that die: the server carries on, and nothing leaves the machine."""

from __future__ import annotations

import json
import os
import random
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import pyoxigraph as ox
import pytest

from graph.serve.limits import ClientLimits, Limits
from graph.store import write_store
from support import ROOT
from support.command import python
from support.server import Reply, Server, serving, wait_for

SECONDS = 1.0
LINKS = 1500

RUNAWAYS = {
    "cross join": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "sorted cross join": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "paths from everything": "SELECT (COUNT(*) AS ?n) { ?a <x:next>* ?b . ?c <x:next>* ?d . FILTER(?b != ?d) }",
    "many values": "ASK { " + "VALUES ?x { 1 } " * 1000 + "}",
}
MALFORMED = {
    "nested groups": ("SELECT * " + "{" * 1000 + "}" * 1000, 400),
    "nested brackets": ("SELECT * { FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }", 400),
    "many negations": ("ASK { FILTER(" + "!" * 100_000 + "true) }", 400),
    "many sums": ("ASK { FILTER(1" + "+1" * 100_000 + " = 3) }", 400),
}
# A regular expression that would take a backtracking engine ages; ours runs in linear time.
CATASTROPHE = 'ASK { BIND("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!" AS ?t) FILTER(REGEX(?t, "^(a+)+$")) }'


@pytest.fixture(scope="module")
def links(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a long chain, on which a path query has far to go."""
    folder = tmp_path_factory.mktemp("links")
    nodes = [ox.NamedNode(f"http://links.example/{n}") for n in range(LINKS)]
    step = ox.NamedNode("x:next")
    write_store([ox.Quad(a, step, b) for a, b in pairwise(nodes)], folder)
    return folder


@pytest.fixture(scope="module")
def server(links: Path) -> Iterator[Server]:
    with serving(links, Limits(seconds=SECONDS, workers=4)) as it:
        yield it


@pytest.fixture(scope="module")
def hurried(links: Path) -> Iterator[Server]:
    """A server that waits half a second for a request to arrive, and accepts only short headers."""
    with serving(links, Limits(seconds=SECONDS, workers=2), ClientLimits(arriving=0.5, head=8 * 1024)) as it:
        yield it


# ---------------------------------------------------------------------------- limits


@pytest.mark.parametrize("query", RUNAWAYS.values(), ids=RUNAWAYS)
def test_a_runaway_query_is_ended(server: Server, query: str) -> None:
    with ThreadPoolExecutor() as threads:
        runaway = threads.submit(server.ask, query)
        while not runaway.done():
            assert server.ask("ASK { ?s ?p ?o }").json()["boolean"] is True
    assert runaway.result().status == 504
    # A fast machine would sort more than fits into memory before its time is up.
    assert re.search("1 second|lack of memory", runaway.result().json()["detail"])
    server.until("ok")


@pytest.mark.parametrize(("query", "status"), MALFORMED.values(), ids=MALFORMED)
def test_a_monstrous_query_is_refused(server: Server, query: str, status: int) -> None:
    media = {"Content-Type": "application/sparql-query"}
    assert server.send("POST", "/sparql", query, media).status == status
    server.until("ok")


def test_a_catastrophic_regex_is_none(server: Server) -> None:
    assert server.ask(CATASTROPHE).json()["boolean"] is False


GREEDY = """
import asyncio, sys
from graph.serve.limits import Limits
from graph.serve.endings import LostError
from graph.serve.pool import Pool

async def main():
    pool = Pool(sys.argv[1], Limits(seconds=60, megabytes=200, workers=1))
    await pool.start()
    try:
        print(await pool.ask({"do": "query"}, sys.argv[2].encode()))
    except LostError as error:
        print("lost")
    print(await pool.ask({"do": "query"}, b"ASK {}"))
    await pool.close()

if __name__ == "__main__":
    asyncio.run(main())
"""


def test_memory_is_limited(links: Path) -> None:
    greedy = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f LIMIT 2"
    first, second = python(GREEDY, links, greedy).splitlines()
    assert first == "lost" or "'status': 504" in first
    assert "boolean" in second


def test_who_goes_away_frees_the_worker(links: Path) -> None:
    with serving(links, Limits(seconds=60, workers=1)) as server:
        server.until("ok", replaced=0)
        with socket.create_connection(("127.0.0.1", server.port)) as connection:
            path = "/sparql?" + urlencode({"query": RUNAWAYS["cross join"]})
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode("ascii"))
            server.until("ok", busy=1)
        server.until("ok", busy=0, replaced=1)
        assert server.ask("ASK { ?s ?p ?o }").json()["boolean"] is True


def runaway(server: Server) -> socket.socket:
    """A connection that asks for a cross join, and waits."""
    connection = socket.create_connection(("127.0.0.1", server.port))
    path = "/sparql?" + urlencode({"query": RUNAWAYS["cross join"]})
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode("ascii"))
    return connection


def test_queries_that_take_long_keep_nobody_waiting(links: Path) -> None:
    with serving(links, Limits(seconds=60, workers=2, long=3)) as server, ExitStack() as open_ones:
        server.until("ok", replaced=0)
        running = [open_ones.enter_context(runaway(server)) for _ in range(4)]
        for _ in range(5):
            assert server.ask("ASK { ?s ?p ?o }").json()["boolean"] is True
        running += [open_ones.enter_context(runaway(server)) for _ in range(2)]
        turned_away = select.select(running, [], [], 20)[0]
        assert turned_away, "three take long and two are at work: that is one too many"
        told = b"".join(iter(lambda: turned_away[0].recv(4096), b""))
        assert told.startswith(b"HTTP/1.1 503 ")
        assert b"too many long queries" in told
        assert server.ask("ASK { ?s ?p ?o }").json()["boolean"] is True
        assert server.health()["workers"]["long"] <= 3


# ---------------------------------------------------------------------------- network


class Canary:
    """A loopback address that notices connections."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self.address = f"http://127.0.0.1:{listener.getsockname()[1]}/data"

    def sings(self) -> bool:
        """Whether a connection was made: the kernel completes one before anybody accepts it."""
        return bool(select.select([self._listener], [], [], 0)[0])


@pytest.fixture
def canary() -> Iterator[Canary]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield Canary(listener)


def test_the_canary_sings(canary: Canary) -> None:
    assert not canary.sings()
    with pytest.raises(TimeoutError):
        urlopen(canary.address, timeout=0.05)
    assert canary.sings()


FETCHING = [
    ("SELECT * { SERVICE <%s> { ?s ?p ?o } }", 403),
    ("SELECT * { SERVICE SILENT <%s> { ?s ?p ?o } }", 403),
    ("SELECT * { BIND(<%s> AS ?where) SERVICE ?where { ?s ?p ?o } }", 403),
    ("SELECT * { \\u0053ERVICE <%s> { ?s ?p ?o } }", 403),
    ("PREFIX SERVICE: <%s> SELECT * { SERVICE SERVICE: { ?s ?p ?o } }", 403),
    ("SELECT * { { SELECT * { SERVICE <%s> { ?s ?p ?o } } } }", 403),
    ("ASK { FILTER EXISTS { SERVICE <%s> { ?s ?p ?o } } }", 403),
    ("SELECT * FROM <%s> { ?s ?p ?o }", 200),
    ("SELECT * FROM NAMED <%s> { GRAPH ?g { ?s ?p ?o } }", 200),
    ("SELECT * FROM <file:///etc/passwd> FROM <%s> { ?s ?p ?o }", 200),
    ("DESCRIBE <%s>", 200),
    ("SELECT * { GRAPH <%s> { ?s ?p ?o } }", 200),
    ("CONSTRUCT { <%s> <http://www.w3.org/2002/07/owl#imports> <%s> } {}", 200),
    ("LOAD <%s>", 403),
    ("LOAD SILENT <%s> INTO GRAPH <x:y>", 403),
    ("INSERT { ?s ?p ?o } WHERE { SERVICE <%s> { ?s ?p ?o } }", 403),
]


@pytest.mark.parametrize(("query", "status"), FETCHING)
def test_no_query_fetches_anything(server: Server, canary: Canary, query: str, status: int) -> None:
    reply = server.ask(query.replace("%s", canary.address), "*/*")
    assert reply.status == status, reply.text
    if "FROM" in query:
        assert reply.json()["results"]["bindings"] == []
    assert not canary.sings()


def test_no_request_fetches_anything(server: Server, canary: Canary) -> None:
    graphs = urlencode({"query": "SELECT * { ?s ?p ?o }", "default-graph-uri": canary.address})
    assert server.send("GET", f"/sparql?{graphs}").json()["results"]["bindings"] == []
    context = json.dumps({"@context": canary.address, "@id": "x:y", "query": "ASK {}"})
    assert server.send("POST", "/sparql", context, {"Content-Type": "application/ld+json"}).status == 415
    form = urlencode({"update": f"LOAD <{canary.address}>"})
    media = {"Content-Type": "application/x-www-form-urlencoded"}
    assert server.send("POST", "/sparql", form, media).status == 403
    assert not canary.sings()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can take the network from a process")
@pytest.mark.parametrize("means", ["cut_network()", "refuse_sockets()"])
def test_the_engine_itself_has_no_network(canary: Canary, means: str) -> None:
    # Bypassing the parser: Oxigraph connects from Rust, where only the kernel can stop it.
    code = (
        "import sys, pyoxigraph as ox; from graph.serve import isolation\n"
        f"assert isolation.{means}\n"
        "try: list(ox.Store().query('SELECT * { SERVICE <' + sys.argv[1] + '> { ?s ?p ?o } }'))\n"
        "except (OSError, RuntimeError, SyntaxError) as error: print('refused')"
    )
    assert python(code, canary.address) == "refused\n"
    assert not canary.sings()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can take the network from a process")
def test_workers_have_no_network(server: Server) -> None:
    assert server.health()["isolation"]["network"] in ("namespace", "filter")
    assert server.health()["isolation"]["memory_limit"] is True


# ----------------------------------------------------------------------------- clients

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e0 "ha">'
    + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    + "]><r>&e9;</r>"
)


@pytest.mark.parametrize("media", ["application/rdf+xml", "application/xml", "application/sparql-results+xml"])
def test_an_entity_bomb_is_not_read(server: Server, media: str) -> None:
    assert server.send("POST", "/sparql", BOMB, {"Content-Type": media}).status == 415


def test_fifty_megabytes_are_too_many(server: Server) -> None:
    query = "ASK {}" + " " * (50 * 1024 * 1024)
    for media in ("application/sparql-query", "application/x-www-form-urlencoded"):
        assert server.send("POST", "/sparql", query, {"Content-Type": media}).status == 413
    assert server.ask("ASK {}").status == 200


def talk(server: Server, *parts: bytes, pause: float = 0.0) -> bytes:
    """Everything that the server answers to bytes sent with pauses, until it closes the connection."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        for part in parts:
            with suppress(OSError):
                connection.sendall(part)
            time.sleep(pause)
        found = b""
        with suppress(ConnectionResetError):
            while chunk := connection.recv(65536):
                found += chunk
        return found


HEAD = (
    b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/sparql-query\r\nContent-Length: 600\r\n\r\n"
)


DAWDLERS: tuple[tuple[bytes, ...], ...] = (
    (b"",),
    (b"GET /spar",),
    (b"GET /sparql HTTP/1.1\r\nHost: localhost\r\nX-",),
    (HEAD,),
    (HEAD, b"ASK {"),
    (b"G", b"E", b"T", b" ", b"/", b"s", b"p", b"a", b"r"),
    (HEAD, *([b" "] * 8)),
)


def test_who_dawdles_is_told_so(hurried: Server) -> None:
    with ThreadPoolExecutor(len(DAWDLERS)) as threads:
        told = threads.map(lambda parts: talk(hurried, *parts, pause=0.1), DAWDLERS)
    assert [it.partition(b"\r\n")[0] for it in told] == [b"HTTP/1.1 408 Request Timeout"] * len(DAWDLERS)
    assert hurried.ask("ASK {}").status == 200


def test_a_head_without_end_is_refused(server: Server) -> None:
    assert talk(server, b"GET /sparql?query=", *([b"a" * 30_000] * 10)).startswith(b"HTTP/1.1 431 ")
    assert talk(server, b"GET / HTTP/1.1\r\n", *([b"X-A: " + b"a" * 30_000 + b"\r\n"] * 10)).startswith(
        b"HTTP/1.1 431 "
    )


def test_a_long_head_that_comes_at_once_is_refused(hurried: Server) -> None:
    assert talk(hurried, b"GET /sparql?query=" + b"a" * 60_000).startswith(b"HTTP/1.1 431 ")
    assert talk(hurried, b"GET / HTTP/1.1\r\nX-A: " + b"a" * 60_000).startswith(b"HTTP/1.1 431 ")


def test_many_half_open_connections_keep_nobody_out(server: Server) -> None:
    held = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(200)]
    for connection in held:
        connection.sendall(b"GET /sparql HTTP/1.1\r\nHost: loc")
    assert server.ask("ASK {}").status == 200
    for connection in held:
        connection.close()


def test_a_long_answer_to_a_slow_reader(hurried: Server) -> None:
    """Neither the time limit on a request's arrival nor that on a query applies to reading the answer."""
    path = "/sparql?" + urlencode({"query": "SELECT * { ?s ?p ?o }"})
    with socket.create_connection(("127.0.0.1", hurried.port)) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode("ascii"))
        found = connection.recv(1)
        assert hurried.ask(RUNAWAYS["cross join"]).status == 504  # by then, both time limits have passed
        while chunk := connection.recv(4096):
            found += chunk
    assert found.startswith(b"HTTP/1.1 200 ")
    assert found.count(b"http://links.example/") == 2 * (LINKS - 1)


# ------------------------------------------------------------------------------- chaos


def test_workers_may_die_at_any_moment(links: Path) -> None:
    """A thousand requests, 32 at a time, while workers are killed: right answers, or a message that there is none."""
    chance = random.Random(1)
    questions = {
        "ASK { ?s <x:next> ?o }": lambda it: it.json()["boolean"] is True,
        "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }": lambda it: f'"{LINKS - 1}"' in it.text,
        "SELECT ?o { <http://links.example/7> ?p ?o }": lambda it: "http://links.example/8" in it.text,
        "CONSTRUCT WHERE { <http://links.example/1> ?p ?o }": lambda it: "http://links.example/2" in it.text,
        "SELECT nonsense": lambda it: it.status == 400 and it.json()["line"] == 1,
        "CLEAR ALL": lambda it: it.status == 403,
    }

    def ask(number: int) -> tuple[str, Reply]:
        question = list(questions)[number % len(questions)]
        if number % 100 == 50:
            with suppress(ProcessLookupError):  # this worker has just died
                os.kill(chance.choice(server.health()["workers"]["pids"]), signal.SIGKILL)
        return question, server.ask(question, "*/*")

    with serving(links, Limits(workers=4)) as server:
        server.until("ok")
        with ThreadPoolExecutor(32) as threads:
            replies = list(threads.map(ask, range(1000)))
        answered = [(question, reply) for question, reply in replies if reply.status != 503]
        assert [question for question, reply in answered if not questions[question](reply)] == []
        assert len(answered) > 900
        assert server.until("ok")["workers"]["replaced"] > 0


# ---------------------------------------------------------------------------- versions


def test_a_new_build_is_served_without_a_pause(tmp_path: Path) -> None:
    def build(word: str) -> None:
        write_store([ox.Quad(ox.NamedNode("x:a"), ox.NamedNode("x:b"), ox.Literal(word))], tmp_path)

    build("old")
    with serving(tmp_path) as server:
        assert "old" in server.ask("SELECT ?o { ?s ?p ?o }").text
        version = server.health()["store"]["version"]
        build("new")

        def is_new() -> bool:
            reply = server.ask("SELECT ?o { ?s ?p ?o }")
            assert reply.status == 200
            return "new" in reply.text

        wait_for(is_new)
        assert server.health()["store"]["version"] != version
        server.until("ok")
    # A version that nobody reads any more is removed by the next build.
    build("third")
    assert len([it for it in (tmp_path / "store").iterdir() if it.is_dir()]) == 1


def test_a_server_that_is_stopped_while_workers_start_says_nothing(links: Path) -> None:
    code = (
        "import asyncio, sys; from graph.serve.limits import Limits; from graph.serve.pool import Pool\n"
        "async def main(pause):\n"
        "    pool = Pool(sys.argv[1], Limits(workers=4))\n"
        "    starting = asyncio.create_task(pool.start()); await asyncio.sleep(pause)\n"
        "    starting.cancel(); await asyncio.gather(starting, return_exceptions=True); await pool.close()\n"
        "if __name__ == '__main__':\n"
        "    for pause in (0, 0.01, 0.05, 0.2, 0.5): asyncio.run(main(pause))"
    )
    command = [sys.executable, "-c", code, str(links)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120, check=True)
    assert (done.stdout, done.stderr) == ("", "")
