"""The server with malicious or merely unusual clients: what goes over the wire, byte by byte."""

from __future__ import annotations

import csv
import http.client
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from graph.answers import Answer
from graph.serve import cutting
from graph.serve.frames import Head
from graph.serve.limits import ClientLimits
from graph.serve.negotiation import BINDINGS, TRIPLES
from graph.serve.worker import _Asked
from graph.store import open_store, write_store
from support.command import Rashomon
from support.server import LIMITS, Reply, Server, process, serving, wait_for

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ROWS = 1500
MB = 1024 * 1024
PAGE = 4 * MB


def rows_of(size: int) -> str:
    """A query for rows of `size` bytes each; `size` is a power of two, at least 32."""
    doubled = "".join(f"BIND(CONCAT(?t{n}, ?t{n}) AS ?t{n + 1}) " for n in range(size.bit_length() - 5))
    return f'SELECT ?s (?t{size.bit_length() - 5} AS ?text) {{ ?s ?p ?o BIND("0123456789abcde " AS ?t0) {doubled}}}'


LONG = rows_of(1024)
"""All rows of this query together are longer than an answer may be under `SHORT`."""
SHORT = replace(LIMITS, answer=MB, seconds=60)
ASK = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture(scope="module")
def links(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with a chain, and next to it a page of a few megabytes."""
    folder = tmp_path_factory.mktemp("links")
    nodes = [ox.NamedNode(f"http://links.example/{n}") for n in range(ROWS + 1)]
    write_store([ox.Quad(a, ox.NamedNode("x:next"), b) for a, b in pairwise(nodes)], folder)
    (folder / "view.html").write_bytes(b"<!DOCTYPE html>".ljust(PAGE))
    return folder


@pytest.fixture(scope="module")
def chain(links: Path) -> Iterator[Server]:
    with serving(links, SHORT) as it:
        yield it


@pytest.fixture(scope="module")
def impatient(links: Path) -> Iterator[Server]:
    """A server that waits one second, not five, for a client to read."""
    with serving(links, SHORT, ClientLimits(reading=1.0, connections=40)) as it:
        yield it


def connected(server: Server, *, window: int | None = None) -> socket.socket:
    """A connection that accepts no more than `window` bytes until they are read."""
    connection = socket.socket()
    connection.settimeout(30)
    if window is not None:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, window)
    connection.connect(("127.0.0.1", server.port))
    return connection


def talk(server: Server, sent: bytes) -> bytes:
    """Everything that the server sends until it closes the connection."""
    with connected(server) as connection:
        with suppress(OSError):
            connection.sendall(sent)
        return rest(connection)


def rest(connection: socket.socket) -> bytes:
    found = bytearray()
    with suppress(ConnectionResetError):
        while chunk := connection.recv(1024 * 1024):
            found += chunk
    return bytes(found)


def memory(process: int) -> int:
    """The peak memory of a process, in megabytes."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def lenient(server: Server, query: str, accept: str = "application/json") -> Reply:
    """The answer to a client that accepts a partial one."""
    headers = {"Accept": accept, "Prefer": "respond-async, handling=lenient"}
    return server.send("GET", f"/sparql?{urlencode({'query': query})}", headers=headers)


# ------------------------------------------------------------------ clients that do not read


def is_cut_off(connection: socket.socket) -> bool:
    """Whether the other end is closed, found out without reading from it: sending to it then raises an error."""
    try:
        connection.sendall(b"\r\n")
    except OSError:
        return True
    return False


def test_who_does_not_read_is_cut_off(impatient: Server) -> None:
    with connected(impatient, window=4096) as idle, connected(impatient, window=4096) as slow:
        for connection in (idle, slow):
            connection.sendall(b"GET /page HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        found = 0

        def is_over() -> bool:
            nonlocal found
            found += len(slow.recv(4096))
            return is_cut_off(idle)

        wait_for(is_over)
        assert 0 < found < PAGE / 2
        assert len(rest(idle)) < PAGE / 2
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, MB)
        assert found + len(rest(slow)) > PAGE


def test_who_closes_and_does_not_read_is_cut_off(impatient: Server) -> None:
    """A complete answer whose end is not read does not keep the connection open."""
    with connected(impatient, window=4096) as idle:
        idle.sendall(b"GET /sparql?" + urlencode({"query": LONG}).encode("ascii") + b" HTTP/1.0\r\n\r\n")
        wait_for(lambda: is_cut_off(idle))
        assert 0 < len(rest(idle)) < MB / 2


def test_many_who_do_not_read_keep_nobody_out(impatient: Server) -> None:
    def status() -> int:
        return impatient.send("GET", "/sparql?query=ASK%7B%7D").status

    with ExitStack() as held:
        while status() != 503:
            for _ in range(10):
                connection = held.enter_context(connected(impatient, window=4096))
                connection.sendall(b"GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n")
        wait_for(lambda: status() == 200)


# A server whose answers have at most 4 MB, and whose clients may leave 16 MB unread: an eighth of the defaults.
SMALL = """
import sys
from graph.serve.limits import ClientLimits, Limits
from graph.serve.server import listening
from graph.terminal import complain

if __name__ == "__main__":
    limits = Limits(answer=4 * 1024**2, seconds=60)
    with listening(sys.argv[2], limits=limits, clients=ClientLimits(unread=16 * 1024**2)) as it:
        complain(it.address)
        it.run()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how much memory a process had")
def test_answers_that_nobody_reads_take_little_memory(links: Path) -> None:
    query = rows_of(4096)
    asked = (
        b"GET /sparql?"
        + urlencode({"query": query}).encode("ascii")
        + b" HTTP/1.1\r\nHost: localhost\r\nPrefer: handling=lenient\r\n\r\n"
    )
    with process(links, program=("-c", SMALL)) as server, ExitStack() as held:
        assert server.ask(rows_of(32)).status == 200
        before = memory(server.process.pid)
        for _ in range(30):
            held.enter_context(connected(server, window=4096)).sendall(asked * 2)
        for _ in range(4):
            assert lenient(server, query).status in (200, 503)
        assert memory(server.process.pid) - before < 64


# ------------------------------------------------------------------------------ long answers


@pytest.mark.parametrize("media", ["application/sparql-results+json", "text/csv"])
def test_a_long_answer_is_cut_in_whole_rows(chain: Server, media: str) -> None:
    reply = lenient(chain, LONG, media)
    assert (reply.status, len(reply.body) <= MB) == (200, True)
    count = len(reply.json()["results"]["bindings"]) if "json" in media else reply.text.count("\r\n") - 1
    assert 700 < count < ROWS
    assert reply.headers["rashomon-warning"] == (
        f"these are the first {count} rows: all of them together are longer than 1 MB"
    )


def test_a_long_graph_is_cut_in_whole_triples(chain: Server) -> None:
    construct = f"CONSTRUCT {{ ?s <x:text> ?long }} {{ {{ {LONG} }} BIND(CONCAT(STR(?s), ?text) AS ?long) }}"
    reply = lenient(chain, construct, "application/n-triples")
    assert (reply.status, len(reply.body) <= MB) == (200, True)
    lines = reply.text.splitlines()
    assert lines[0].startswith(f"# these are the first {len(lines) - 1} triples")
    assert len(list(ox.parse(reply.body, format=ox.RdfFormat.N_TRIPLES))) == len(lines) - 1 > 700


@pytest.mark.parametrize("version", ["HTTP/1.1", "HTTP/1.0"])
@pytest.mark.parametrize("coding", ["identity", "gzip", "gzip;q=0"])
def test_nobody_takes_a_part_of_an_answer_for_all_of_it(chain: Server, version: str, coding: str) -> None:
    """The body, compressed or not, lacks its end in each version of HTTP, and consists of whole rows."""

    def ask(query: str) -> tuple[http.client.HTTPResponse, bytes]:
        connection = connected(chain)
        head = f"GET /sparql?{urlencode({'query': query})} {version}\r\nHost: localhost\r\nAccept: text/csv\r\n"
        connection.sendall(f"{head}Accept-Encoding: {coding}\r\n\r\n".encode("ascii"))
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        with connection:
            try:
                return answer, answer.read()
            except http.client.IncompleteRead as error:
                return answer, b"broken off: " + error.partial

    cut, body = ask(LONG)
    assert body.startswith(b"broken off: ")
    packed = cut.headers["content-encoding"] == "gzip"
    assert packed == (coding == "gzip")
    opened = zlib.decompressobj(31)
    text = opened.decompress(body[12:]) if packed else body[12:]
    assert not opened.eof
    rows = text.decode().splitlines()
    assert f"these are the first {len(rows) - 1} rows" in cut.headers["rashomon-warning"]
    assert all(len(row) > 1024 for row in rows[1:])
    whole, body = ask(f"{LONG} LIMIT 100")
    assert whole.headers["rashomon-warning"] is None
    assert len((zlib.decompress(body, 31) if packed else body).decode().splitlines()) == 101


@pytest.mark.parametrize("query", [LONG, f"CONSTRUCT {{ ?s <x:text> ?text }} {{ {{ {LONG} }} }}"])
def test_a_part_of_an_answer_is_none_to_who_stops_reading_at_the_end_of_the_syntax(chain: Server, query: str) -> None:
    """Such a client is Jena, which never notices that the body lacks its end."""
    for media in TRIPLES if query.startswith("CONSTRUCT") else BINDINGS:
        with pytest.raises(http.client.IncompleteRead) as cut:
            chain.ask(query, media)
        whole = lenient(chain, query, media).body
        partial = cut.value.partial
        assert whole.startswith(partial)
        lacking = whole.removeprefix(partial).strip()
        assert (lacking == b"") == (media in ("text/csv", "text/tab-separated-values")), media


def test_who_takes_a_part_for_what_it_is_says_so(chain: Server) -> None:
    assert lenient(chain, LONG).headers["preference-applied"] == "handling=lenient"
    assert "preference-applied" not in lenient(chain, f"{LONG} LIMIT 1").headers
    for other in ("handling=strict", "return=minimal", "xhandling=lenient"):
        with pytest.raises(http.client.IncompleteRead):
            chain.send("GET", f"/sparql?{urlencode({'query': LONG})}", headers={"Prefer": other})
    # There is no body whose end could be missing, and the connection stays open.
    head = b"HEAD /sparql?" + urlencode({"query": LONG}).encode("ascii") + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
    found = talk(chain, head + ASK.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
    assert (found.count(b"HTTP/1.1 200 "), found.count(b"rashomon-warning: ")) == (2, 1)


def test_a_row_that_is_too_long_is_told(links: Path, chain: Server) -> None:
    def one(size: int) -> str:
        return f'SELECT (GROUP_CONCAT(?text; SEPARATOR="") AS ?all) {{ {{ {rows_of(size)} }} }}'

    with serving(links, LIMITS) as usual:
        for server, size, told in ((chain, 1024, "longer than 1 MB"), (usual, 32 * 1024, "longer than 32 MB")):
            reply = server.ask(one(size))
            assert (reply.status, told in reply.json()["detail"]) == (504, True)
        assert usual.ask(one(1024)).status == 200


def test_what_grows_when_it_is_written_is_cut_too() -> None:
    rows = tuple((ox.NamedNode(f"http://links.example/{n}"), ox.Literal("\x01" * 10)) for n in range(200))
    answer = Answer(("node", "text"), rows)
    kept, body = cutting.written(answer, "json", 4000)
    assert len(body) <= 4000
    assert 10 < len(json.loads(body)["results"]["bindings"]) == len(kept) < 200
    assert cutting.written(answer, "csv", 4000)[1].startswith(b"node,text\r\n")
    assert cutting.written(Answer(truth=True), "json", 4000)[0].truth
    with pytest.raises(cutting.LongError, match="longer than 20 bytes"):
        cutting.written(answer, "csv", 20)


# ------------------------------------------------------------------------------ pipelining


def test_many_requests_at_once_are_all_answered(chain: Server) -> None:
    for one, count in ((ASK, 3000), (ASK.replace(b"\r\n\r\n", b"\r\nX-A: " + b"a" * 5000 + b"\r\n\r\n"), 60)):
        last = one.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
        found = talk(chain, one * (count - 1) + last)
        assert found.count(b"HTTP/1.1 200 ") == count
        assert b"HTTP/1.1 4" not in found


def test_who_goes_away_from_a_pipeline_troubles_nobody(links: Path) -> None:
    with process(links) as server:
        for ending in (b"", b"GET / HTTP/1.1\r\nX-A: " + b"a" * 200_000, b"nonsense\r\n\r\n"):
            for _ in range(5):
                with connected(server) as connection:
                    connection.sendall(ASK * 50 + ending)
        assert server.ask("ASK {}").status == 200
        server.process.terminate()
        _, told = server.process.communicate(timeout=20)
    assert "Traceback" not in told
    assert "closed" not in told


def test_a_request_that_is_refused_leaves_the_others_their_answers(chain: Server) -> None:
    """The error for a later request does not replace the answer to an earlier one."""
    for wrong in (b"nonsense\r\n\r\n", b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"):
        found = talk(chain, ASK + wrong)
        assert found == b"" or found.startswith(b"HTTP/1.1 200 ")


# ----------------------------------------------------------------------------- odd requests


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n" % (b"a" * 65_000), 404),
        (b"GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n" % (b"a" * 65_600), 431),
        (b"GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n" % (b"a" * 70_000), 431),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: %s\r\n\r\n" % (b"a" * 70_000), 431),
        (b"GET /health HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\nConnection: close\r\n\r\n", 400),
        (b"GET /health HTTP/1.0\r\n\r\n", 200),
        (b"nonsense\r\n\r\n", 400),
        (b"GET http://[ HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
    ],
)
def test_odd_requests_have_clear_answers(chain: Server, sent: bytes, status: int) -> None:
    if status == 404:
        sent = sent.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n")
    assert talk(chain, sent).startswith(b"HTTP/1.1 %d " % status)


def test_a_body_that_is_packed_is_refused(chain: Server) -> None:
    media = {"Content-Type": "application/sparql-query"}
    packed = chain.send("POST", "/sparql", b"\x1f\x8b\x08", media | {"Content-Encoding": "gzip"})
    assert packed.status == 415
    assert "Content-Encoding" in packed.json()["detail"]
    assert chain.send("POST", "/sparql", "ASK {}", media | {"Content-Encoding": "identity"}).status == 200


def test_many_warnings_are_few_headers(chain: Server) -> None:
    froms = " ".join(f"FROM <http://nowhere.example/{n}>" for n in range(150))
    froms += f" FROM NAMED <http://nowhere.example/{'a' * 30_000}>"
    media = {"Content-Type": "application/sparql-query"}
    with connected(chain) as connection:
        query = f"SELECT * {froms} {{ ?s ?p ?o }}"
        connection.sendall(
            f"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Type: {media['Content-Type']}\r\n"
            f"Content-Length: {len(query)}\r\nConnection: close\r\n\r\n{query}".encode("ascii")
        )
        head, _, body = rest(connection).partition(b"\r\n\r\n")
    told = [line for line in head.lower().split(b"\r\n") if line.startswith(b"rashomon-warning: ")]
    every = json.loads(body)["head"]["warnings"]
    assert len(every) >= 150
    assert (len(told), told[-1]) == (11, b"rashomon-warning: and %d more" % (len(every) - 10))
    assert max(map(len, head.split(b"\r\n"))) < 10_000


# ------------------------------------------------------------------------------ negotiation


@pytest.mark.parametrize("media", ["application/json", "application/xml", "text/xml", "text/plain"])
def test_a_node_comes_in_every_form_that_its_data_has(server: Server, media: str) -> None:
    first = server.get("/id/kristi-noem", media)
    assert (first.status, first.headers["location"]) == (303, "/data/id/kristi-noem")
    assert server.get(first.headers["location"], media).headers["content-type"].partition(";")[0] == media


def test_accept_may_stand_in_several_lines(server: Server) -> None:
    def ask(path: str) -> bytes:
        lines = "Accept: image/png\r\nAccept: text/turtle;q=0.1\r\nAccept: text/csv;q=0.5, text/html;q=0.05"
        head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{lines}\r\nConnection: close\r\n\r\n"
        return talk(server, head.encode("ascii")).partition(b"\r\n\r\n")[0].lower()

    assert b"location: /data/id/kristi-noem.ttl" in ask("/id/kristi-noem")
    assert b"content-type: text/csv" in ask("/sparql?" + urlencode({"query": "SELECT * { ?s ?p ?o } LIMIT 1"}))
    assert b"content-type: text/csv" in ask("/queries/disputes")
    assert b"content-type: text/turtle" in ask("/void")
    assert b"content-type: text/html" in ask("/nowhere")


def test_problems_are_told_as_they_are_liked(server: Server) -> None:
    for path in ("/id/nobody", "/html/id/nobody", "/data/id/nobody", "/nowhere", "/sparql?query=SELEC", "/page/x"):
        for accept, media in (
            (BROWSER, "text/html; charset=utf-8"),
            (None, "application/problem+json"),
            ("*/*", "application/problem+json"),
            ("text/turtle", "application/problem+json"),
            ("application/problem+json, text/html;q=0.5", "application/problem+json"),
        ):
            reply = server.get(path, accept)
            assert (reply.status in (400, 404, 406), reply.headers["content-type"]) == (True, media), (path, accept)
            assert reply.headers["vary"].split(", ")[0] == "Accept"
    for path in ("/id/kristi-noem", "/void", "/sparql?query=ASK%7B%7D"):
        refused = server.get(path, "image/png")
        assert (refused.status, refused.headers["vary"].split(", ")[0]) == (406, "Accept")


def test_files_that_a_client_has_are_not_sent_again(server: Server) -> None:
    for path in ("/dump/graph.ttl", "/page"):
        first = server.get(path)
        assert first.status == 200
        tag, date = first.headers["etag"], first.headers["last-modified"]
        for conditions, status in (
            ({"If-None-Match": tag}, 304),
            ({"If-None-Match": f'"other", W/{tag}'}, 304),
            ({"If-None-Match": "*"}, 304),
            ({"If-None-Match": '"other"'}, 200),
            ({"If-Modified-Since": date}, 304),
            ({"If-Modified-Since": "Mon, 01 Jan 2001 00:00:00 GMT"}, 200),
            ({"If-None-Match": '"other"', "If-Modified-Since": date}, 200),
        ):
            again = server.send("GET", path, headers=conditions)
            assert (again.status, again.body) == (status, b"" if status == 304 else first.body), conditions
            assert again.headers["etag"] == tag
    csvs = csv.reader(io.StringIO(server.get("/queries/disputes", "text/csv").text))
    assert next(csvs)


# ------------------------------------------------------------------------------- addresses


def test_the_server_is_described_by_an_ipv6_address(server: Server) -> None:
    for path in ("/sparql", "/void"):
        reply = server.send("GET", path, headers={"Host": f"[::1]:{server.port}", "Accept": "text/turtle"})
        assert reply.status == 200, reply.text
        assert f"<http://[::1]:{server.port}/sparql>" in reply.text


def test_properties_without_a_namespace_of_slashes_are_described(chain: Server) -> None:
    assert "<x:>" in chain.get("/void", "application/n-triples").text


def shared(server: Server, method: str, **headers: str) -> Reply:
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return server.send(method, "/sparql?query=ASK%7B%7D", headers={"Origin": "https://app.example"} | more)


def test_web_applications_may_ask_what_is_open_to_others(links: Path, chain: Server) -> None:
    with serving(links, allow_remote=True) as remote:
        asked = shared(remote, "GET")
        assert (asked.status, asked.headers["access-control-allow-origin"]) == (200, "*")
        assert "access-control-allow-credentials" not in asked.headers
        assert asked.headers["access-control-expose-headers"] == "Rashomon-Warning, Preference-Applied"
        for wanted, status in (("POST", 200), ("DELETE", 400)):
            first = shared(remote, "OPTIONS", Access_Control_Request_Method=wanted)
            assert first.status == status
        headers = {"Access_Control_Request_Method": "POST", "Access_Control_Request_Headers": "content-type, prefer"}
        assert shared(remote, "OPTIONS", **headers).status == 200
        wrong = remote.send("GET", "/nowhere", headers={"Origin": "https://app.example"})
        assert (wrong.status, wrong.headers["access-control-allow-origin"]) == (404, "*")
    for method in ("GET", "OPTIONS"):
        own = shared(chain, method, Access_Control_Request_Method="GET")
        assert own.status == 403
        assert not any(name.startswith("access-control") for name in own.headers)


def test_a_base_with_a_path_leads_to_the_data(tmp_path: Path) -> None:
    """The server's addresses are below the path: not above it, and not with the path twice."""
    iri = "http://host.example/kgs/news%20of%20Köln/"
    node, label = ox.NamedNode(f"{iri}id/ana"), ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    facts = [(node, ox.NamedNode("x:is"), ox.NamedNode("x:one")), (node, label, ox.Literal("Ana"))]
    graphs = (ox.DefaultGraph(), ox.NamedNode(f"{iri}graph/entities"))
    write_store([ox.Quad(*it, graph) for it in facts for graph in graphs], tmp_path)
    path = "/kgs/news%20of%20K%C3%B6ln"
    with serving(tmp_path) as server:
        first = server.get(f"{path}/id/ana", "text/turtle")
        assert (first.status, first.headers["location"]) == (303, f"{path}/data/id/ana.ttl")
        found = server.get(first.headers["location"])
        assert (found.status, '"Ana"' in found.text) == (200, True)
        assert server.get(f"{path}/id/ana", BROWSER).headers["location"] == f"{path}/html/id/ana"
        assert server.get(f"{path}/html/id/ana").status == 200
        assert server.get("/id/ana", "text/turtle").headers["location"] == "/data/id/ana.ttl"
        assert server.get(f"{path}/sparql", query="ASK {}").json()["boolean"] is True
        assert f"{path}/sparql>" in server.get(f"{path}/void", "application/n-triples").text
        for other in (
            f"{path}/id/bea",
            f"{path}{path}/id/ana",
            f"{path}s/id/ana",
            "/kgs/id/ana",
            path,
            f"{path}/nowhere",
        ):
            assert server.get(other).status == 404, other
        assert server.send("PUT", f"{path}/sparql").status == 405


# --------------------------------------------------------------------------------- health


def test_a_server_that_changes_over_is_not_down(tmp_path: Path) -> None:
    def build(word: str) -> str:
        return write_store([ox.Quad(ox.NamedNode("x:a"), ox.NamedNode("x:b"), ox.Literal(word))], tmp_path).name

    build("old")
    with serving(tmp_path) as server:
        told = []

        def is_over() -> bool:
            reply = server.get("/health")
            health = reply.json()
            told.append((reply.status, health["status"]))
            return health["status"] == "ok" and health["store"]["version"] == version

        for round in range(3):
            version = build(f"new {round}")
            wait_for(is_over)
        assert {status for status, _ in told} == {200}
        assert (200, "replacing") in told


# ---------------------------------------------------------------------------- command line


@pytest.mark.parametrize("command", ["serve", "mcp"])
@pytest.mark.parametrize("seconds", ["nan", "inf", "0", "-1"])
def test_a_time_limit_is_a_number_of_seconds(rashomon: Rashomon, links: Path, command: str, seconds: str) -> None:
    done = rashomon(command, "--output", links, "--timeout", seconds)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def without_manifest(store: Path) -> None:
    for manifest in store.glob("*/MANIFEST*"):
        manifest.unlink()


def overwritten(store: Path) -> None:
    """Damages bytes that only a query reads, so that the store can still be opened."""
    for file in store.glob("*/*.sst"):
        if file.stat().st_size > 10_000:
            with file.open("r+b") as stream:
                stream.seek(3000)
                stream.write(b"X" * 30)


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "nothing there": (lambda store: shutil.rmtree(store.parent), "no folder "),
    "a file": (lambda store: (shutil.rmtree(store.parent), store.parent.write_text("")), "is not a folder"),
    "no store": (shutil.rmtree, "no store in "),
    "no pointer": (lambda store: (store / "current").unlink(), "lacks its file 'current'"),
    "a wrong pointer": (lambda store: (store / "current").write_text("abc"), "store/abc is missing"),
    "an odd pointer": (lambda store: (store / "current").write_text("<html>"), "does not name a store"),
    "no manifest": (without_manifest, "MANIFEST"),
    "overwritten": (overwritten, "checksum"),
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("command", ["serve", "mcp", "query disputes"])
def test_what_is_wrong_with_a_store_is_told_in_one_line(
    rashomon: Rashomon, built: Path, tmp_path: Path, command: str, damage: str
) -> None:
    output = tmp_path / "output"
    shutil.copytree(built / "store", output / "store")
    done, told = DAMAGES[damage]
    done(output / "store")
    ended: subprocess.CompletedProcess[str] = rashomon(*command.split(), "--output", output)
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert told in ended.stderr
    assert "build" in ended.stderr


def test_a_store_that_breaks_while_it_is_served_is_told(built: Path, tmp_path: Path) -> None:
    """If no worker can be started any more, the message does not say that the workers are busy."""
    shutil.copytree(built / "store", tmp_path / "store")
    with serving(tmp_path) as server:
        pids = server.until()["workers"]["pids"]
        without_manifest(tmp_path / "store")
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        server.until("down")
        wait_for(lambda: server.health()["store"]["trouble"] is not None)
        reply = server.ask("ASK {}")
        assert (reply.status, "MANIFEST" in reply.json()["detail"]) == (503, True)


def test_damage_that_a_query_meets_is_no_fault_of_the_query(links: Path) -> None:
    asked = _Asked(open_store(links), MB)

    def told(error: Exception) -> Head:
        def fail(*_: object) -> NoReturn:
            raise error

        asked._doing = {"query": fail}
        return asked.reply({"do": "query"}, b"")[0]

    # How RocksDB's messages about its files begin; nesting that is too deep is also a RuntimeError.
    for error in (RuntimeError("Corruption: block checksum mismatch"), OSError("IO error: No such file")):
        assert (told(error)["status"], str(error) in told(error)["error"]) == (503, True)
    assert told(RecursionError())["status"] == 400
    with pytest.raises(RuntimeError, match="other"):
        told(RuntimeError("another thing"))
