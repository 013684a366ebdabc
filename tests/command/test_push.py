"""Pushing to a real Oxigraph server, with both protocols."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from graph.model import KnowledgeGraph
from graph.prefixes import PREFIXES, Minter
from graph.push import push
from graph.triples import ENTITIES
from support.command import Rashomon
from support.graphs import EXAMPLE, RICH, TEXT, knowledge_graphs
from support.properties import given, settings
from support.server import wait_for
from support.web_store import BASIC, PASSWORD, USER, Answer, WebStore, after, content, serving, stored, up_to, wants

NOBODY: dict[str, str] = {}
GRAPH = Minter().graph(ENTITIES)
FOREIGN = """
PREFIX id: <https://w3id.org/rashomon/id/>
INSERT DATA {
  <http://example.org/a> <http://example.org/b> "mine", id:kristi-noem . [] <http://example.org/b> "nameless" .
  <https://w3id.org/rashomon/ns#accuses> a <http://www.w3.org/2002/07/owl#ObjectProperty> .
  <https://w3id.org/rashomon/other/x> a id:gustavo-petro .
  GRAPH <http://example.org/notes> { id:kristi-noem <http://example.org/b> "a note" }
  GRAPH <https://w3id.org/rashomon/other> { id:kristi-noem <http://example.org/b> "another" } }"""


# ------------------------------------------------------------------------- a real server


class Oxigraph:
    """A running `oxigraph serve`, empty at first."""

    def __init__(self, url: str) -> None:
        self.url = url

    def change(self, update: str) -> None:
        request = urllib.request.Request(
            f"{self.url}/update", update.encode(), {"Content-Type": "application/sparql-update"}
        )
        urllib.request.urlopen(request).close()

    def quads(self) -> ox.Store:
        with urllib.request.urlopen(f"{self.url}/store") as answer:
            store = ox.Store()
            store.load(answer.read(), ox.RdfFormat.N_QUADS)
            return store


@pytest.fixture(scope="module")
def running() -> Iterator[Oxigraph]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = free.getsockname()
    command = [Path(sys.executable).with_name("oxigraph"), "serve", "--bind", f"127.0.0.1:{place[1]}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:

        def listens() -> bool:
            assert process.poll() is None, "another server took the port, and would be changed instead"
            with socket.socket() as probe:
                return probe.connect_ex(place) == 0

        wait_for(listens)
        yield Oxigraph(f"http://127.0.0.1:{place[1]}")
        process.terminate()


@pytest.fixture
def oxigraph(running: Oxigraph) -> Oxigraph:
    running.change("CLEAR ALL")
    return running


BOTH = pytest.mark.parametrize(
    ("place", "protocol"), [("update", "SPARQL Update"), ("store?x=1", "Graph Store Protocol")]
)


@BOTH
def test_twice_is_once(oxigraph: Oxigraph, place: str, protocol: str) -> None:
    store = stored(RICH, infer=True)
    for _ in range(2):
        done = push(store, f"{oxigraph.url}/{place}", environment=NOBODY)
        assert (done.protocol, done.triples) == (protocol, len(store))
        assert content(oxigraph.quads()) == content(store)


@BOTH
@pytest.mark.parametrize("chunk", [7, 100_000])
def test_what_is_stale_goes_and_what_is_foreign_stays(
    oxigraph: Oxigraph, place: str, protocol: str, chunk: int
) -> None:
    oxigraph.change(FOREIGN)
    foreign = content(oxigraph.quads())
    assert len(foreign) == 7
    for kg, infer in ((RICH, True), (EXAMPLE, False)):
        done = push(stored(kg, infer=infer), f"{oxigraph.url}/{place}", environment=NOBODY, chunk=chunk)
        assert done.protocol == protocol
        assert content(oxigraph.quads()) == content(stored(kg, infer=infer)) | foreign


@BOTH
def test_the_default_graph_may_get_a_name(oxigraph: Oxigraph, place: str, protocol: str) -> None:
    oxigraph.change(FOREIGN)
    foreign = content(oxigraph.quads())
    expected = ox.Store()
    name = ox.NamedNode("urn:example:all")
    for quad in stored(EXAMPLE):
        default = quad.graph_name == ox.DefaultGraph()
        expected.add(ox.Quad(quad.subject, quad.predicate, quad.object, name) if default else quad)
    for kg in (RICH, EXAMPLE, EXAMPLE):
        done = push(stored(kg), f"{oxigraph.url}/{place}", default_graph=name.value, environment=NOBODY)
        assert done.protocol == protocol
    assert content(oxigraph.quads()) == content(expected) | foreign
    push(stored(EXAMPLE), f"{oxigraph.url}/{place}", default_graph="graph:all", environment=NOBODY)
    assert ox.NamedNode(PREFIXES["graph"] + "all") in set(oxigraph.quads().named_graphs())


@BOTH
@settings(max_examples=15)
@given(kg=knowledge_graphs())
def test_any_graph_arrives_as_it_is(running: Oxigraph, place: str, protocol: str, kg: KnowledgeGraph) -> None:
    running.change("CLEAR ALL")
    push(stored(kg), f"{running.url}/{place}", environment=NOBODY)
    assert content(running.quads()) == content(stored(kg)), protocol


# rdflib itself uses deprecated parts of rdflib.
@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@given(TEXT | TEXT.map(lambda text: f"C:\\users\\{text}\\u0041 \\\\U0001f9e8"))
def test_every_text_is_the_same_in_an_update(web: WebStore, text: str) -> None:
    """An update may contain escaped letters anywhere, N-Triples may not: here the two readers differ."""
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal(text), ox.NamedNode(GRAPH)))
    web.data.clear()
    web.requests.clear()
    push(store, web.url, environment=NOBODY)
    assert set(web.data) == set(store)
    if "\\" in text and text.isprintable():
        dataset = rdflib.Dataset()
        dataset.update(web.requests[-1].body.decode())
        assert [str(value) for value in dataset.graph(rdflib.URIRef(GRAPH)).objects()] == [text]


@pytest.fixture(scope="module")
def web() -> Iterator[WebStore]:
    with serving() as it:
        yield it


# -------------------------------------------------------------------------- the command


def test_command(rashomon: Rashomon, built: Path, oxigraph: Oxigraph) -> None:
    total = len((built / "graph.nq").read_text(encoding="utf-8").splitlines())
    done = rashomon("push", f"{oxigraph.url}/update", "--output", built)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{total} triples pushed by SPARQL Update\n", "")
    more = rashomon("push", f"{oxigraph.url}/store", "--output", built, "--default-graph", "graph:all", "--json")
    assert json.loads(more.stdout) == {"pushed": total, "of": total, "failure": None}
    wrong = rashomon("push", f"{oxigraph.url}/nowhere", "--output", built)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "404" in wrong.stderr


def test_command_that_breaks_off(rashomon: Rashomon, built: Path) -> None:
    with serving(wants(BASIC), after(1, Answer(403))) as web:
        env = {"RASHOMON_USER": USER, "RASHOMON_PASSWORD": PASSWORD}
        done = rashomon("push", web.url, "--output", built, "--json", env=env)
        assert done.returncode == 2
    with serving(up_to(100_000), after(5, Answer(409, b"no more"))) as web:
        done = rashomon("push", web.url, "--output", built, "--json")
        report = json.loads(done.stdout)
        assert done.returncode == 3
        assert 0 < report["pushed"] < report["of"]
        assert "no more" in report["failure"]
        assert f"{report['pushed']:,} of {report['of']:,}" in done.stderr
