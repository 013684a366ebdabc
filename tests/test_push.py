"""Pushing into other stores: a real Oxigraph server by both protocols, and a server that makes difficulties."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from conftest import Rashomon
from example_graph import EXAMPLE, RICH, TEXT, knowledge_graphs
from hypothesis import given, settings
from web_store import (
    BASIC,
    BEARER,
    PASSWORD,
    TOKEN,
    USER,
    Answer,
    Request,
    Rule,
    after,
    serving,
    up_to,
    wants,
    wants_digest,
)

from graph.errors import StoreError
from graph.model import KnowledgeGraph
from graph.prefixes import PREFIXES, IriError
from graph.push import PartlyPushedError, PushError, protocols, push
from graph.triples import quads

PATIENCE = (0.0, 0.0)
NOBODY: dict[str, str] = {}
ANA = {"RASHOMON_USER": USER, "RASHOMON_PASSWORD": PASSWORD}
FOREIGN = """
PREFIX id: <https://w3id.org/rashomon/id/>
INSERT DATA {
  <http://example.org/a> <http://example.org/b> "mine", id:kristi-noem . [] <http://example.org/b> "nameless" .
  <https://w3id.org/rashomon/ns#accuses> a <http://www.w3.org/2002/07/owl#ObjectProperty> .
  <https://w3id.org/rashomon/other/x> a id:gustavo-petro .
  GRAPH <http://example.org/notes> { id:kristi-noem <http://example.org/b> "a note" }
  GRAPH <https://w3id.org/rashomon/other> { id:kristi-noem <http://example.org/b> "another" } }"""


def stored(kg: KnowledgeGraph, *, infer: bool = False) -> ox.Store:
    store = ox.Store()
    store.extend(quads(kg, infer=infer))
    return store


def content(store: ox.Store) -> set[str]:
    """The quads as N-Quads; a blank node bears another label in every store."""
    return {" ".join("_" if part.startswith("_:") else part for part in str(quad).split(" ")) for quad in store}


# ------------------------------------------------------------------------- a real server


class Oxigraph:
    """A running `oxigraph serve`, with nothing in it at first."""

    def __init__(self, url: str) -> None:
        self.url = url

    def change(self, update: str) -> None:
        request = urllib.request.Request(f"{self.url}/update", update.encode(), {"Content-Type": protocols._UPDATE})
        urllib.request.urlopen(request).close()

    def quads(self) -> ox.Store:
        with urllib.request.urlopen(f"{self.url}/store") as answer:
            store = ox.Store()
            store.load(answer.read(), ox.RdfFormat.N_QUADS)
            return store


@pytest.fixture(scope="module")
def running() -> Iterator[Oxigraph]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [Path(sys.executable).with_name("oxigraph"), "serve", "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield Oxigraph(f"http://127.0.0.1:{port}")
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
    oxigraph: Oxigraph, place: str, protocol: str, chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocols, "CHUNK", chunk)
    oxigraph.change(FOREIGN)
    foreign = content(oxigraph.quads())
    assert len(foreign) == 7
    for kg, infer in ((RICH, True), (EXAMPLE, False)):
        assert push(stored(kg, infer=infer), f"{oxigraph.url}/{place}", environment=NOBODY).protocol == protocol
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


@given(TEXT | TEXT.map(lambda text: f"C:\\users\\{text}\\u0041 \\\\U0001f9e8"))
def test_every_text_is_the_same_in_an_update(text: str) -> None:
    """An update may hold escapes of letters anywhere, which N-Triples knows not: the two readers differ there."""
    one = ox.Triple(ox.NamedNode("urn:a"), ox.NamedNode("urn:b"), ox.Literal(text))
    update = f"INSERT DATA {{ {protocols._escaped(f'{one} .')} }}"
    store = ox.Store()
    store.update(update)
    assert [quad.triple for quad in store] == [one]
    if "\\" in text and text.isprintable():
        dataset = rdflib.Graph()
        dataset.update(update)
        assert [str(value) for value in dataset.objects()] == [text]


# ------------------------------------------------------------------ a server that is difficult


def attempt(*rules: Rule, environment: dict[str, str] = ANA) -> list[Request]:
    """The requests of a push that succeeds."""
    with serving(*rules) as web:
        store = stored(EXAMPLE)
        assert push(store, web.url, environment=environment, pauses=PATIENCE).triples == len(store)
        assert content(web.data) == content(store)
        return web.requests


def failure(*rules: Rule, environment: dict[str, str] = NOBODY) -> tuple[PushError, list[Request]]:
    """The error of a push that fails, which never tells a secret."""
    with serving(*rules) as web, pytest.raises(PushError) as caught:
        push(stored(EXAMPLE), web.url, environment=environment, pauses=PATIENCE)
    secrets = [value for name, value in environment.items() if name != "RASHOMON_USER"]
    assert not any(secret in str(caught.value) for secret in secrets)
    return caught.value, web.requests


@pytest.mark.parametrize("challenge", ["", 'Basic realm="x"'])
def test_a_password_is_sent_when_it_is_asked_for(challenge: str) -> None:
    requests = attempt(wants(BASIC, challenge))
    assert [it.authorization for it in requests] == ["", *[BASIC] * (len(requests) - 1)]
    assert all(it.authorization == "" for it in attempt())


def test_a_password_is_never_sent_where_digest_is_asked_for() -> None:
    assert {it.authorization.partition(" ")[0] for it in attempt(wants_digest)} == {"", "Digest"}
    wrong = {**ANA, "RASHOMON_PASSWORD": "wrong"}
    error, requests = failure(wants_digest, environment=wrong)
    assert error.status == 401
    assert not any(it.authorization.startswith("Basic") for it in requests)


def test_a_token_is_sent_at_once() -> None:
    assert {it.authorization for it in attempt(wants(BEARER), environment={"RASHOMON_TOKEN": TOKEN})} == {BEARER}


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({}, "RASHOMON_TOKEN"),
        ({**ANA, "RASHOMON_PASSWORD": "wrong"}, "not accepted"),
        ({"RASHOMON_TOKEN": "wrong"}, "not accepted"),
    ],
)
@pytest.mark.parametrize("challenge", ["", 'Basic realm="x"'])
def test_without_the_right_credentials(environment: dict[str, str], words: str, challenge: str) -> None:
    error, requests = failure(wants(BASIC, challenge), environment=environment)
    assert error.status == 401
    assert words in str(error)
    assert len(requests) <= 3


def test_a_challenge_that_nobody_knows() -> None:
    assert failure(wants("x", "Negotiate"), environment=ANA)[0].status == 401


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"RASHOMON_USER": "ana"}, "together"),
        ({"RASHOMON_PASSWORD": "x"}, "together"),
        ({**ANA, "RASHOMON_TOKEN": TOKEN}, "both"),
        ({"RASHOMON_TOKEN": f"{TOKEN}\r\nHost: evil"}, "characters"),
        ({**ANA, "RASHOMON_USER": "a:b"}, "characters"),
    ],
)
def test_credentials_that_cannot_be(environment: dict[str, str], words: str) -> None:
    error, requests = failure(environment=environment)
    assert words in str(error)
    assert requests == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_told_and_not_followed(status: int) -> None:
    for environment in (ANA, {"RASHOMON_TOKEN": TOKEN}):
        with serving() as other:
            place = f"{other.url}?token={TOKEN}"
            error, requests = failure(after(0, Answer(status, headers={"Location": place})), environment=environment)
            assert other.requests == []
        assert len(requests) == 1
        assert other.url in str(error)


def test_a_server_that_repeats_secrets() -> None:
    echo = Answer(422, f"your password {PASSWORD}, your token {TOKEN} \x1b[31m".encode())
    error, _ = failure(after(2, echo), environment={**ANA})
    assert "422" in str(error)
    failure(after(2, echo), environment={"RASHOMON_TOKEN": TOKEN})


def test_smaller_chunks_where_a_request_is_too_large() -> None:
    requests = attempt(up_to(9_000))
    assert max(len(it.body) for it in requests if it.body) > 9_000
    assert len(requests) > len(quads_of(EXAMPLE)) / 100
    error, requests = failure(up_to(600))
    assert error.status == 413
    assert len(requests) < 20


def quads_of(kg: KnowledgeGraph) -> list[ox.Quad]:
    return list(quads(kg))


@pytest.mark.parametrize("trouble", [Answer(503), Answer(500), Answer(0)])
def test_patience_has_bounds(trouble: Answer) -> None:
    attempt(after(2, trouble, times=2))
    error, requests = failure(after(2, trouble))
    assert len(requests) == 2 + 1 + len(PATIENCE)
    assert isinstance(error, PartlyPushedError), "what a lost answer was, nobody knows"
    error, requests = failure(after(2, Answer(422)))
    assert len(requests) == 3
    assert not isinstance(error, PartlyPushedError)


def test_what_is_there_when_it_breaks_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocols, "CHUNK", 50)
    error, _ = failure(after(4, Answer(403)))
    assert isinstance(error, PartlyPushedError)
    assert (error.pushed, error.total) == (100, len(quads_of(EXAMPLE)))
    assert "100 of" in str(error)


def test_an_address_that_takes_anything_is_no_store() -> None:
    error, requests = failure(after(0, Answer(200, b"<html>hello", {"Content-Type": "text/html"})))
    assert "no SPARQL store" in str(error)
    assert {it.method for it in requests} == {"GET", "POST"}
    assert all(len(it.body) < 20 for it in requests)


def test_an_address_that_takes_no_notice_of_the_graph_is_never_put_to() -> None:
    def statements(request: Request) -> Answer:
        triples = Answer(200, b"<urn:a> <urn:b> <urn:c> .\n", {"Content-Type": "application/n-triples"})
        return triples if request.method == "GET" else Answer(415)

    _, requests = failure(statements)
    assert {it.method for it in requests} == {"GET", "POST"}


@pytest.mark.parametrize("status", [404, 405])
def test_nothing_is_there(status: int) -> None:
    error, _ = failure(after(0, Answer(status)))
    assert str(status) in str(error)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/x",
        "file:///etc/passwd",
        "example.org",
        "http://",
        "http://example.org:port/",
        "http://[::1/",
        "http://exämple.org/",
        "http://example.org/a b",
        "http://example.org/\r\nX: y",
        f"http://{USER}:{PASSWORD.replace(' ', '')}@127.0.0.1/",
        "http://127.0.0.1/#x",
    ],
)
def test_addresses_that_cannot_be(url: str) -> None:
    with pytest.raises(PushError) as caught:
        push(stored(EXAMPLE), url, environment=NOBODY)
    assert "sesame" not in str(caught.value)


def test_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(PushError, match="cannot be reached"):
        push(stored(EXAMPLE), f"http://127.0.0.1:{port}/", environment=NOBODY)


def test_what_cannot_be_pushed() -> None:
    with serving() as web:
        with pytest.raises(StoreError):
            push(ox.Store(), web.url, environment=NOBODY)
        for name in ("no iri", "graph:entities", "acc:anyone", "<http://example.org/>", "a\\b:c"):
            with pytest.raises((IriError, PushError)):
                push(stored(EXAMPLE), web.url, default_graph=name, environment=NOBODY)
        assert web.requests == []


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
