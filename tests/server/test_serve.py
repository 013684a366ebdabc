"""The server and the SPARQL 1.1 Protocol, with real processes and real sockets."""

from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
import rdflib

from graph.serve.guarding import is_local
from graph.serve.negotiation import BINDINGS, TRIPLES, choose
from graph.serve.server import listening
from support.server import LIMITS, Server

ASK = "ASK { ?s a rsh:Claim }"
SELECT = "SELECT ?name { id:kristi-noem rdfs:label ?name }"
CONSTRUCT = "CONSTRUCT WHERE { id:kristi-noem rdfs:label ?name }"


# ------------------------------------------------------------------------- negotiation


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (None, "a/x"),
        ("", "a/x"),
        ("*/*", "a/x"),
        ("b/*", "b/y"),
        ("b/y, a/x;q=0.9", "b/y"),
        ("a/x;q=0.5, b/z;q=0.7, b/y;q=0.6", "b/z"),
        ("a/*;q=0.2, b/z;q=0.1", "a/x"),
        ("*/*;q=0.1, b/y;q=0", "a/x"),
        ("b/*, b/y;q=0.1", "b/z"),
        ("a/x;q=0", None),
        ("c/d", None),
        ("nonsense", None),
        ("b/z;charset=utf-8;q=1.0", "b/z"),
        ("A/X", "a/x"),
        ("b/y;q=.2, b/z;q=.1", "b/y"),
        ("text/html, *; q=.2, */*; q=.2", "a/x"),
        ("c/d, *;q=0", None),
        ('b/y;profile="a, b/z;q=1, \\"a/x";q=0.5, b/z;q=0.4', "b/y"),
        ('b/y;q="0.9", b/z', "b/y"),
    ],
)
def test_accept_headers(accept: str | None, media: str | None) -> None:
    assert choose(accept, ("a/x", "b/y", "b/z")) == media


@pytest.mark.parametrize(
    ("host", "local"),
    [
        ("localhost", True),
        ("localhost:8000", True),
        ("127.0.0.1:80", True),
        ("[::1]:8000", True),
        ("[::1]", True),
        ("::1", True),
        ("0.0.0.0", False),
        ("rashomon.example", False),
        ("localhost.example:8000", False),
        ("127.0.0.1.example", False),
        ("192.168.1.4:8000", False),
        ("", False),
    ],
)
def test_names_of_this_machine(host: str, local: bool) -> None:
    assert is_local(host) is local


# ---------------------------------------------------------------------------- protocol


def test_the_three_ways_to_ask(server: Server) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    direct = {"Content-Type": "application/sparql-query"}
    ways = (
        server.get("/sparql", query=SELECT),
        server.send("POST", "/sparql", urlencode({"query": SELECT}), form),
        server.send("POST", "/sparql", SELECT, direct),
    )
    for reply in ways:
        assert reply.status == 200
        assert reply.headers["content-type"] == "application/sparql-results+json"
        assert reply.json()["results"]["bindings"] == [{"name": {"type": "literal", "value": "Kristi Noem"}}]


@pytest.mark.parametrize("media", BINDINGS)
def test_rows_in_every_form(server: Server, media: str) -> None:
    reply = server.ask(SELECT, media)
    assert (reply.status, reply.headers["content-type"].partition(";")[0]) == (200, media)
    assert "Kristi Noem" in reply.text


@pytest.mark.parametrize("media", TRIPLES)
def test_triples_in_every_form(server: Server, media: str) -> None:
    reply = server.ask(CONSTRUCT, media)
    assert (reply.status, reply.headers["content-type"].partition(";")[0]) == (200, media)
    known = {"application/json": "application/ld+json", "text/plain": "application/n-triples"}
    format = ox.RdfFormat.from_media_type(known.get(media, media).replace("text/xml", "application/rdf+xml"))
    assert [it.object.value for it in ox.parse(reply.body, format=format or ox.RdfFormat.RDF_XML)] == ["Kristi Noem"]


@pytest.mark.parametrize(
    ("method", "path", "body", "media", "status"),
    [
        ("GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D", None, None, 400),
        ("GET", "/sparql?query=%FF", None, None, 400),
        ("GET", "/sparql?query=SELEC", None, None, 400),
        ("GET", "/sparql?quarry=ASK%7B%7D", None, None, 400),
        ("GET", "/sparql?update=CLEAR+ALL", None, None, 403),
        ("GET", "/sparql?query=CLEAR+ALL", None, None, 403),
        ("GET", "/nowhere", None, None, 404),
        ("PUT", "/sparql?query=ASK%7B%7D", "x", None, 405),
        ("DELETE", "/sparql", None, None, 405),
        ("POST", "/sparql", "query=ASK%7B%7D", None, 415),
        ("POST", "/sparql", "query=ASK%7B%7D", "text/plain", 415),
        ("POST", "/sparql", "ASK{}", "application/x-www-form-urlencoded", 400),
        ("POST", "/sparql", "update=CLEAR+ALL", "application/x-www-form-urlencoded", 403),
        ("POST", "/sparql", "CLEAR ALL", "application/sparql-update", 403),
        ("POST", "/sparql", b"ASK{?s ?p '\xff'}", "application/sparql-query", 400),
        ("POST", "/sparql", " " * (1024 * 1024 + 1), "application/sparql-query", 413),
    ],
)
def test_what_the_protocol_does_not_allow(
    server: Server, method: str, path: str, body: str | None, media: str | None, status: int
) -> None:
    reply = server.send(method, path, body, {"Content-Type": media} if media else {})
    assert (reply.status, reply.headers["content-type"]) == (status, "application/problem+json")
    assert reply.json()["status"] == status
    assert reply.json()["detail"]


def test_a_bad_query_is_told_with_its_place(server: Server) -> None:
    told = server.ask("SELECT * {\n  ?s ?p }").json()
    assert (told["line"], told["column"]) == (2, 3)


def test_an_answer_that_nobody_wants_is_not_given(server: Server) -> None:
    assert server.ask(SELECT, "image/png").status == 406
    assert server.ask(SELECT, "text/turtle").status == 406
    assert server.ask(CONSTRUCT, "text/csv").status == 406
    assert server.ask(ASK, "text/csv").status == 406
    assert "text/turtle" in server.ask(CONSTRUCT, "text/csv").json()["detail"]


def test_a_request_may_choose_the_graphs(server: Server) -> None:
    account = "https://w3id.org/rashomon/account/pedro-sanchez"
    query = "SELECT ?s ?p ?o { ?s ?p ?o }"
    inside = server.ask(query.replace("{", f"FROM <{account}> {{", 1)).json()["results"]["bindings"]
    chosen = server.send("GET", "/sparql?" + urlencode({"query": query, "default-graph-uri": account}))
    assert inside
    assert sorted(map(json.dumps, chosen.json()["results"]["bindings"])) == sorted(map(json.dumps, inside))
    # The request takes precedence over the query (SPARQL 1.1 Protocol, 2.1.4).
    other = query.replace("{", "FROM <https://w3id.org/rashomon/nowhere> {", 1)
    both = server.send("GET", "/sparql?" + urlencode({"query": other, "default-graph-uri": account}))
    assert len(both.json()["results"]["bindings"]) == len(inside)
    bad = server.send("GET", "/sparql?" + urlencode({"query": query, "default-graph-uri": "no iri"}))
    assert bad.status == 400


def test_relative_iris_are_relative_to_the_data(server: Server) -> None:
    (found,) = server.ask("SELECT ?name { <id/kristi-noem> rdfs:label ?name }").json()["results"]["bindings"]
    assert found["name"]["value"] == "Kristi Noem"
    assert server.ask("BASE <https://example.org/> ASK { <id/kristi-noem> ?p ?o }").json()["boolean"] is False


def test_head_has_no_body(server: Server) -> None:
    reply = server.send("HEAD", "/sparql?" + urlencode({"query": SELECT}))
    assert (reply.status, reply.body) == (200, b"")


def test_a_server_can_be_started_where_a_loop_runs(built: Path) -> None:
    """As in a notebook."""

    async def start() -> str:
        with listening(built, limits=LIMITS) as it:
            return it.address

    # In a separate thread: in that of the tests, the browser's loop may already be running.
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(asyncio.run, start()).result().startswith("http://127.0.0.1:")


def test_each_file_of_the_build_is_a_distribution_of_the_dataset(server: Server, built: Path) -> None:
    found = rdflib.Graph().parse(data=server.get("/void", "text/turtle").body, format="turtle")
    (data,) = found.subjects(rdflib.VOID.sparqlEndpoint)
    assert (data, rdflib.RDF.type, rdflib.DCAT.Dataset) in found
    files = {}
    for file in found.objects(data, rdflib.DCAT.distribution):
        address, media, size = (
            found.value(file, it) for it in (rdflib.DCAT.downloadURL, rdflib.DCAT.mediaType, rdflib.DCAT.byteSize)
        )
        reply = server.get(str(address).removeprefix(server.url))
        assert (reply.status, len(reply.body)) == (200, int(str(size)))
        assert reply.headers["content-type"].partition(";")[0] == str(media).partition("media-types/")[2]
        files[str(address).rpartition("/")[2]] = len(reply.body)
    # Optional files that this build did not write do not exist.
    assert {"graph.trig", "graph.nq"} < files.keys() <= {it.name for it in built.iterdir()}
    (service,) = found.subjects(rdflib.DCAT.servesDataset, data)
    assert str(found.value(service, rdflib.DCAT.endpointURL)) == f"{server.url}/sparql"


# ------------------------------------------------------------------------------- guard


def test_names_of_other_machines_are_turned_away(server: Server) -> None:
    path = "/sparql?" + urlencode({"query": ASK})
    assert server.send("GET", path, headers={"Host": "rebound.example"}).status == 403
    assert server.send("GET", path, headers={"Host": f"localhost:{server.port}"}).status == 200


def test_pages_of_other_sites_are_turned_away(server: Server) -> None:
    path = "/sparql?" + urlencode({"query": ASK})
    elsewhere = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert server.send("GET", path, headers=elsewhere).status == 403
    assert server.send("GET", path, headers=elsewhere | {"Sec-Fetch-Mode": "navigate"}).status == 200
    assert "access-control-allow-origin" not in server.get("/health").headers


def test_pages_of_other_sites_are_known_by_their_origin_alone(server: Server) -> None:
    """If the browser says nothing more; a page from this machine on another port also counts as another site."""
    path, here = "/sparql?" + urlencode({"query": ASK}), f"localhost:{server.port}"

    def status(host: str = here, method: str = "GET", **more: str) -> int:
        headers = {"Host": host} | {name.replace("_", "-"): value for name, value in more.items()}
        return server.send(method, path, headers=headers).status

    for origin in (f"http://{here}", f"HTTP://LOCALHOST:{server.port}", f"https://{here}"):
        assert status(Origin=origin) == 200, origin
    others = ("https://news.example", "http://localhost:1", "null", "", "file://", f"http://{here}.news.example")
    for origin in (*others, f"http://127.0.0.1:{server.port}", "http://localhost", f"http://news.example@{here}"):
        assert status(Origin=origin) == 403, origin
        assert status(method="POST", Origin=origin) == 403, origin
    assert status("localhost", Origin="http://localhost") == 200
    assert status("localhost:443", Origin="https://localhost") == 200
    # What the browser itself says about its page takes precedence: for a page that hides its origin it says "null".
    assert status(Origin="null", Sec_Fetch_Site="same-origin") == 200
    assert status(Origin="null", Sec_Fetch_Site="same-site") == 403


def test_a_comment_declares_no_parameter(server: Server) -> None:
    query = f"# param name (text): what it is called\n{SELECT}"
    assert server.ask(query).json() == server.ask(SELECT).json()
