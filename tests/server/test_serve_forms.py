"""The format of answers: chosen by Accept as other programs send it, or by `format`; also compressed."""

from __future__ import annotations

import gzip
from urllib.parse import urlencode

import pytest

from graph.formats import FORMATS
from graph.queries import named_queries
from graph.serve.connections import without_upgrade
from graph.serve.negotiation import BINDINGS, NAMES, choose_form, forms_of_triples
from support.server import Reply, Server

SELECT = "SELECT ?name { id:kristi-noem rdfs:label ?name }"
CONSTRUCT = "CONSTRUCT WHERE { id:kristi-noem ?p ?o }"
FORM = "application/x-www-form-urlencoded"

# As Apache Jena sends them (WebContent.java): RDFConnection sends the first if it does not know the kind of query.
JENA = (
    "application/sparql-results+json,application/sparql-results+xml;q=0.9,text/tab-separated-values;q=0.7,text/csv;q=0.5,"
    "application/json;q=0.2,application/xml;q=0.2,*/*;q=0.1"
)
JENA_GRAPH = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"
JENA_DATASET = "application/trig,application/n-quads;q=0.9,application/ld+json;q=0.8,*/*;q=0.3"


@pytest.mark.parametrize(
    ("accept", "rows", "triples"),
    [
        (JENA, "application/sparql-results+json", "text/turtle"),
        ("application/sparql-results+json, application/json;q=0.2", "application/sparql-results+json", None),
        (JENA_GRAPH, "application/sparql-results+json", "text/turtle"),
        (JENA_DATASET, "application/sparql-results+json", "application/trig"),
        ("application/json", "application/json", "application/json"),
        ("application/json, application/ld+json;q=0", "application/json", "application/json"),
        ("application/json, application/*;q=0.1", "application/sparql-results+json", "application/ld+json"),
        ("text/xml, application/*;q=0.1", "application/sparql-results+xml", "application/rdf+xml"),
        ("text/plain, text/*;q=0.1", "text/csv", "text/plain"),
        ("image/png", None, None),
    ],
)
def test_a_wider_name_is_given_where_its_own_is_not_taken(accept: str, rows: str | None, triples: str | None) -> None:
    assert (choose_form(accept, BINDINGS), choose_form(accept, forms_of_triples(accept))) == (rows, triples)


def content_type(reply: Reply) -> str:
    assert reply.status == 200, reply.text
    return reply.headers["content-type"].partition(";")[0]


def test_what_jena_asks_for_is_what_it_reads(server: Server) -> None:
    assert content_type(server.ask(CONSTRUCT, JENA)) == "text/turtle"
    assert content_type(server.ask(CONSTRUCT, JENA_GRAPH)) == "text/turtle"
    assert content_type(server.ask(SELECT, JENA)) == "application/sparql-results+json"


def test_a_wish_for_another_protocol_is_passed_over(server: Server) -> None:
    """Java's client sends this with each request, and the body, in the same segment or the next, is still the query."""
    wish = {
        "Connection": "Upgrade, HTTP2-Settings",
        "Upgrade": "h2c",
        "HTTP2-Settings": "AAEAAEAAAAIAAAAAAAMAAAAAAAQBAAAA",
    }
    media = {"Content-Type": "application/sparql-query", "Accept": "text/csv"}
    for query in (SELECT, f"# connection: upgrade\r\n\r\n{SELECT}", f"#{' ' * 40_000}\n{SELECT}"):
        plain = server.send("POST", "/sparql", query, media)
        assert (plain.status, server.send("POST", "/sparql", query, media | wish).body) == (200, plain.body)
    literal = "SELECT (STRLEN('Connection: upgrade') AS ?n) ('Upgrade: h2c\\r\\nConnection: Upgrade' AS ?t) {}"
    told = server.send("POST", "/sparql", literal, media | wish).text
    assert told.endswith('19,"Upgrade: h2c\r\nConnection: Upgrade"\r\n')
    assert without_upgrade(b"GET / HTTP/1.1\r\nConnection: Upgrade\r\n\r\n").endswith(
        b"\r\nConnection: ignored\r\n\r\n"
    )
    for other in (b"GET /?connection:upgrade HTTP/1.1\r\n\r\n", b"A\r\n\r\nA\r\nConnection: Upgrade\r\n\r\n"):
        assert without_upgrade(other) == other


# ------------------------------------------------------------------------------ format=


def test_every_form_can_be_named() -> None:
    """By name, file ending, media type, and the part of this after the slash; some are SPARQLWrapper's own names."""
    for it in (it for it in FORMATS if it.media_type and (it.rows or it.triples)):
        for name in (it.name, *(end[1:] for end in it.suffixes), it.media_type, it.media_type.partition("/")[2]):
            assert NAMES[name].partition(", ")[0] == it.media_type, name
    assert NAMES["json"] == NAMES["application/json"] == "application/sparql-results+json, application/ld+json"
    assert NAMES["xml"] == "application/sparql-results+xml, application/rdf+xml"
    assert NAMES["n3"] == "text/turtle"
    assert "table" not in NAMES
    # The parameters of named queries are given alongside it.
    assert not any(it.name == "format" for query in named_queries() for it in query.parameters)


@pytest.mark.parametrize(
    ("query", "format", "media"),
    [
        (SELECT, "csv", "text/csv"),
        (SELECT, "JSON", "application/sparql-results+json"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values"),
        (CONSTRUCT, "json", "application/ld+json"),
        (CONSTRUCT, "xml", "application/rdf+xml"),
        (CONSTRUCT, "ttl", "text/turtle"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
    ],
)
def test_a_form_is_asked_for_by_its_name(server: Server, query: str, format: str, media: str) -> None:
    asked = {"query": query, "format": format}
    # It takes precedence over the header, which a link cannot set.
    assert content_type(server.get("/sparql", "text/html, image/png", **asked)) == media
    posted = server.send("POST", "/sparql", urlencode(asked), {"Content-Type": FORM, "Accept": "image/png"})
    assert content_type(posted) == media
    direct = {"Content-Type": "application/sparql-query", "Accept": "image/png"}
    assert content_type(server.send("POST", f"/sparql?format={format}", query, direct)) == media


def test_a_form_that_is_none_is_told(server: Server) -> None:
    for query, format, status in (
        (SELECT, "parquet", 400),
        (SELECT, "", 400),
        (SELECT, "ttl", 406),
        (CONSTRUCT, "csv", 406),
    ):
        assert server.get("/sparql", query=query, format=format).status == status
    told = server.get("/sparql", query=SELECT, format="parquet").json()["detail"]
    assert told.startswith("there is no format 'parquet'; use one of json, xml, csv, tsv, turtle, ")
    # The first that is known counts, as SPARQLWrapper expects.
    several = urlencode({"query": SELECT, "format": ["odd", "tsv", "csv"]}, doseq=True)
    assert content_type(server.send("GET", f"/sparql?{several}")) == "text/tab-separated-values"


def test_a_named_query_comes_in_a_form_by_name(server: Server) -> None:
    assert content_type(server.get("/queries/disputes", "image/png", format="csv")) == "text/csv"
    assert server.get("/queries/disputes", format="ttl").status == 406
    assert server.get("/queries/disputes", format="odd").status == 400


# --------------------------------------------------------------------------------- gzip


def fetch(server: Server, path: str, coding: str | None, **headers: str) -> Reply:
    more = {} if coding is None else {"Accept-Encoding": coding}
    return server.send("GET", path, headers=more | {name.replace("_", "-"): it for name, it in headers.items()})


@pytest.mark.parametrize(
    "path",
    ["/sparql?" + urlencode({"query": "SELECT * { ?s ?p ?o } LIMIT 5000"}), "/dump/graph.nq", "/html/ns", "/void"],
)
def test_what_is_packed_is_the_same(server: Server, path: str) -> None:
    plain = fetch(server, path, None)
    for coding, packed in (
        ("gzip", True),
        ("deflate, gzip;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; Q=0.00, br", False),
        ("gzip;q=0.01", True),
        ("br", False),
        ("identity", False),
    ):
        reply = fetch(server, path, coding)
        assert (reply.headers.get("content-encoding") == "gzip") == packed, coding
        assert (gzip.decompress(reply.body) if packed else reply.body) == plain.body
        assert "Accept-Encoding" in reply.headers["vary"].split(", ")
        if packed:
            assert len(reply.body) < len(plain.body) / 2


def test_what_is_short_is_sent_as_it_is(server: Server) -> None:
    assert "content-encoding" not in fetch(server, "/sparql?query=ASK%7B%7D", "gzip").headers


def test_a_part_of_a_file_is_never_one_of_the_packed_file(server: Server) -> None:
    """A client that got the compressed file cannot continue with parts of the uncompressed one."""
    plain, packed = (fetch(server, "/dump/graph.nq", it) for it in (None, "gzip"))
    part = fetch(server, "/dump/graph.nq", "gzip", Range="bytes=10-19", If_Range=plain.headers["etag"])
    assert (part.status, part.body, "content-encoding" in part.headers) == (206, plain.body[10:20], False)
    assert packed.headers["etag"] == f"W/{plain.headers['etag']}"
    assert fetch(server, "/dump/graph.nq", "gzip", Range="bytes=10-19", If_Range=packed.headers["etag"]).status == 200
    assert fetch(server, "/dump/graph.nq", "gzip", If_None_Match=packed.headers["etag"]).status == 304
