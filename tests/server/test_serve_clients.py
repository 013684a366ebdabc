"""The endpoint with other projects' clients: SPARQLWrapper, rdflib's SPARQLStore, and readers of its answers."""

from __future__ import annotations

import csv
import io
import subprocess
from pathlib import Path
from shutil import which
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)
from SPARQLWrapper.SPARQLExceptions import EndPointNotFound, QueryBadFormed

from graph.store import as_rdflib, open_store
from support.server import Server

RSH = rdflib.Namespace("https://w3id.org/rashomon/ns#")
ID = rdflib.Namespace("https://w3id.org/rashomon/id/")
ACCOUNT = rdflib.URIRef("https://w3id.org/rashomon/account/pedro-sanchez")
NAMES = "SELECT ?person ?name { ?person a rsh:Person ; rdfs:label ?name } ORDER BY ?name"
GRAPH = "CONSTRUCT { ?person rdfs:label ?name } { ?person a rsh:Person ; rdfs:label ?name }"
ASK = "ASK { id:kristi-noem a rsh:Person }"


@pytest.fixture(scope="module")
def dataset(built: Path) -> rdflib.Dataset:
    """The server's data, in memory."""
    return as_rdflib(open_store(built))


@pytest.fixture(scope="module")
def people(dataset: rdflib.Dataset) -> list[str]:
    default = dataset.default_graph
    return sorted(str(default.value(it, rdflib.RDFS.label)) for it in default.subjects(rdflib.RDF.type, RSH.Person))


# --------------------------------------------------------------------------- SPARQLWrapper


def wrapper(server: Server, query: str, format: str, method: str = GET, how: str = URLENCODED) -> SPARQLWrapper:
    asking = SPARQLWrapper(f"{server.url}/sparql")
    asking.setQuery(query)
    asking.setReturnFormat(format)
    asking.setMethod(method)
    asking.setRequestMethod(how)
    return asking


# SPARQLWrapper reads graphs into a class that rdflib has deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize(("method", "how"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
class TestSPARQLWrapper:
    def test_rows(self, server: Server, people: list[str], method: str, how: str) -> None:
        def ask(format: str) -> Any:
            return wrapper(server, NAMES, format, method, how).queryAndConvert()

        assert [it["name"]["value"] for it in ask(JSON)["results"]["bindings"]] == people
        document = ask(XML)
        assert [it.firstChild.data for it in document.getElementsByTagName("literal")] == people
        header, *rows = csv.reader(io.StringIO(ask(CSV).decode("utf-8"), newline=""))
        assert (header, [row[1] for row in rows]) == (["person", "name"], people)
        header, *rows = (line.split("\t") for line in ask(TSV).decode("utf-8").splitlines())
        assert (header, [row[1] for row in rows]) == (["?person", "?name"], [f'"{name}"' for name in people])

    def test_yes_and_no(self, server: Server, method: str, how: str) -> None:
        for query, truth in ((ASK, True), (ASK.replace("Person", "Country"), False)):
            assert wrapper(server, query, JSON, method, how).queryAndConvert()["boolean"] is truth
            document = wrapper(server, query, XML, method, how).queryAndConvert()
            assert document.getElementsByTagName("boolean")[0].firstChild.data == str(truth).lower()

    def test_graphs(self, server: Server, people: list[str], method: str, how: str) -> None:
        graphs = []
        for format in (RDFXML, JSONLD):
            found = wrapper(server, GRAPH, format, method, how).queryAndConvert()
            assert isinstance(found, rdflib.Graph)
            graphs.append(found)
        for format in (TURTLE, N3):
            found = wrapper(server, GRAPH, format, method, how).queryAndConvert()
            graphs.append(rdflib.Graph().parse(data=found, format="turtle"))
        for one in graphs:
            assert sorted(map(str, one.objects())) == people
            assert isomorphic(one, graphs[0])


def test_sparqlwrapper_chooses_graphs(server: Server, dataset: rdflib.Dataset) -> None:
    asking = wrapper(server, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", JSON)
    asking.addDefaultGraph(str(ACCOUNT))
    assert asking.queryAndConvert()["results"]["bindings"][0]["n"]["value"] == str(len(dataset.graph(ACCOUNT)))


def test_sparqlwrapper_is_told_of_errors(server: Server) -> None:
    with pytest.raises(QueryBadFormed, match="cannot be read from here on"):
        wrapper(server, "SELECT * { ?s ?p }", JSON).query()
    asking = SPARQLWrapper(f"{server.url}/nowhere")
    asking.setQuery(ASK)
    with pytest.raises(EndPointNotFound):
        asking.query()


# ------------------------------------------------------------------------------ SPARQLStore


@pytest.fixture(params=["GET", "POST", "POST_FORM"])
def store(server: Server, request: pytest.FixtureRequest) -> SPARQLStore:
    return SPARQLStore(f"{server.url}/sparql", method=request.param, context_aware=False)


def test_rdflib_store_looks_triples_up(store: SPARQLStore, dataset: rdflib.Dataset) -> None:
    remote, local = rdflib.Graph(store), dataset.default_graph
    node = ID["kristi-noem"]
    for pattern in (
        (node, None, None),
        (None, None, node),
        (None, RSH.affirmedIn, None),
        (node, rdflib.RDF.type, None),
    ):
        assert sorted(remote.triples(pattern)) == sorted(local.triples(pattern))
    assert (node, rdflib.RDF.type, RSH.Person) in remote
    assert (node, rdflib.RDF.type, RSH.Country) not in remote
    assert remote.value(node, rdflib.RDFS.label) == rdflib.Literal("Kristi Noem")
    assert len(remote) == len(local)


def test_rdflib_store_asks_queries(store: SPARQLStore, people: list[str]) -> None:
    remote = rdflib.Graph(store)
    assert [str(row["name"]) for row in remote.query(NAMES)] == people
    assert remote.query(ASK).askAnswer is True
    assert remote.query(ASK.replace("Person", "Country")).askAnswer is False
    found = remote.query(GRAPH).graph
    assert found is not None
    assert sorted(map(str, found.objects())) == people
    bound = remote.query("SELECT ?name { ?person rdfs:label ?name }", initBindings={"person": ID.cecot})
    assert [str(row["name"]) for row in bound] == ["CECOT"]


def test_rdflib_store_sees_the_named_graphs(server: Server, dataset: rdflib.Dataset) -> None:
    remote = SPARQLStore(f"{server.url}/sparql", context_aware=True)
    wanted = {it.identifier for it in dataset.graphs()} - {dataset.default_graph.identifier}
    assert set(remote.contexts()) == wanted
    account = rdflib.Graph(remote, ACCOUNT)
    assert sorted(account.triples((None, None, None))) == sorted(dataset.graph(ACCOUNT).triples((None, None, None)))
    assert len(account) == len(dataset.graph(ACCOUNT))
    assert {it["o"] for it in account.query("SELECT ?o { ?s ?p ?o }")} == set(dataset.graph(ACCOUNT).objects())


# ------------------------------------------------------------------------------ plain readers


def test_a_data_frame_is_read_from_an_address(server: Server, people: list[str]) -> None:
    address = f"{server.url}/sparql?{urlencode({'query': NAMES})}"
    with urlopen(Request(address, headers={"Accept": "text/csv"})) as answer:
        assert answer.headers.get_content_charset() in (None, "utf-8")
        rows = list(csv.DictReader(io.TextIOWrapper(answer, encoding="utf-8", newline="")))
    assert [row["name"] for row in rows] == people


def test_rdflib_parses_an_address(server: Server, people: list[str]) -> None:
    found = rdflib.Graph().parse(f"{server.url}/sparql?{urlencode({'query': GRAPH})}")
    assert sorted(map(str, found.objects())) == people


@pytest.mark.skipif(which("curl") is None, reason="there is no curl")
def test_curl(server: Server, people: list[str]) -> None:
    command = ["curl", "--silent", "--fail", "--header", "Accept: text/csv", "--data-urlencode", f"query={NAMES}"]
    done = subprocess.run([*command, f"{server.url}/sparql"], capture_output=True, check=True)
    assert [row["name"] for row in csv.DictReader(io.StringIO(done.stdout.decode("utf-8")))] == people
