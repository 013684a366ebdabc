"""Runs the W3C's tests, on the engine itself and on our endpoint over a real socket; each reports what is wrong."""

from __future__ import annotations

import http.client
import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
from w3c_manifests import Data, Request, Suite, Test
from w3c_results import Outcome, Rows, Triples, difference, of_csv, of_engine, of_file

from graph.serve.limits import Limits
from graph.serve.server import listening
from graph.store import write_store

_FROM = re.compile(r"\bFROM\s+(?:NAMED\s+)?<([^>]*)>", re.IGNORECASE)
_ROWS = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
_TRUTH = ("application/sparql-results+json", "application/sparql-results+xml")
_TRIPLES = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
_KINDS = {"tabular": frozenset(_ROWS), "boolean": frozenset(_TRUTH), "RDF": frozenset(_TRIPLES)}
_SD = "http://www.w3.org/ns/sparql-service-description#"
_SD_TERMS = frozenset(
    "endpoint feature defaultEntailmentRegime entailmentRegime defaultSupportedEntailmentProfile "
    "supportedEntailmentProfile extensionFunction extensionAggregate languageExtension supportedLanguage "
    "propertyFeature defaultDataset availableGraphs resultFormat inputFormat defaultGraph namedGraph name graph".split()
)


def data_of(test: Test, suite: Suite) -> Data:
    """The data files of a test: those in its manifest, and those that its query names after FROM."""
    if test.query is None:
        return test.data
    named = (suite.iri(test.query).rpartition("/")[0] + "/" + it for it in _FROM.findall(_text(test)))
    files = ((iri, suite.file(iri)) for iri in named)
    return test.data + tuple(it for it in files if it[1].is_file() and it not in test.data)


def quads_of(data: Data, suite: Suite) -> list[ox.Quad]:
    """The data of a test."""
    quads = []
    for name, file in data:
        graph = ox.DefaultGraph() if name is None else ox.NamedNode(name)
        for it in ox.parse(path=file, base_iri=suite.iri(file), rename_blank_nodes=True):
            inside = isinstance(it.graph_name, ox.DefaultGraph)
            quads.append(ox.Quad(it.subject, it.predicate, it.object, graph if inside else it.graph_name))
    return quads


class Engine:
    """pyoxigraph itself."""

    def __init__(self, suite: Suite) -> None:
        self.suite = suite
        self.store = ox.Store()

    def load(self, quads: list[ox.Quad], data: Data) -> None:
        """Makes `quads` the data, including empty graphs."""
        self.store = ox.Store()
        self.store.extend(quads)
        for name, _ in data:
            if name is not None:
                self.store.add_graph(ox.NamedNode(name))

    def problem(self, test: Test) -> str | None:
        """What is wrong with the engine's answer, if anything."""
        assert test.query is not None
        try:
            result = self.store.query(_text(test), base_iri=self.suite.iri(test.query))
        except SyntaxError as error:
            return None if test.kind == "bad syntax" else f"does not parse: {error}"
        except (RuntimeError, OSError) as error:
            return None if test.kind == "good syntax" else f"fails: {error}"
        if test.kind.endswith("syntax"):
            return "accepted, but not SPARQL" if test.kind == "bad syntax" else None
        assert test.result is not None
        expected = of_file(test.result, self.suite.iri(test.result))
        try:
            if test.kind == "CSV results":
                assert isinstance(result, ox.QuerySolutions)
                found: Outcome = of_csv((result.serialize(format=ox.QueryResultsFormat.CSV) or b"").decode("utf-8"))
            else:
                found = of_engine(result)
        except (RuntimeError, OSError) as error:
            return f"fails: {error}"
        return difference(found, expected, lax=test.lax)


class Endpoint:
    """The server of `rashomon serve`, on a free port."""

    def __init__(self, suite: Suite, output: Path, port: int) -> None:
        self.suite = suite
        self.output = output
        self.port = port

    def load(self, quads: list[ox.Quad]) -> None:
        """Makes `quads` the data, and waits until the workers read them."""
        version = write_store(quads, self.output).name
        until = time.monotonic() + 30
        while time.monotonic() < until:
            status, _, body = self.send("GET", "/health")
            found = json.loads(body)
            if status == 200 and found["status"] == "ok" and found["store"]["version"] == version:
                return
            time.sleep(0.01)
        raise TimeoutError(f"the server does not switch to version {version}")

    def problem(self, test: Test) -> str | None:
        """What is wrong with the endpoint's answer, if anything."""
        if test.kind == "protocol":
            return next(filter(None, map(self._request_problem, test.requests)), None)
        if test.kind == "service description":
            return self._description_problem(test.id.rpartition("/")[2])
        if test.kind.endswith("syntax"):
            status, _, body = self._ask(test, "*/*")
            right = status // 100 == 4 if test.kind == "bad syntax" else status == 200
            return None if right else f"{status}: {_detail(body) if status != 200 else 'accepted, but not SPARQL'}"
        assert test.result is not None
        expected = of_file(test.result, self.suite.iri(test.result))
        problems = {media: self._problem_in(media, test, expected) for media in _media(test, expected)}
        return "; ".join(f"as {media}: {it}" for media, it in problems.items() if it is not None) or None

    def _problem_in(self, media: str, test: Test, expected: Outcome) -> str | None:
        """What is wrong with the answer in one format."""
        status, found, body = self._ask(test, media)
        if status != 200:
            return f"{status}: {_detail(body)}"
        if found != media:
            return f"is {found}"
        try:
            return difference(_read(media, body), expected, lax=test.lax)
        except SyntaxError as error:
            return f"cannot be read: {error}"

    def _ask(self, test: Test, accept: str) -> tuple[int, str, bytes]:
        assert test.query is not None
        text = f"BASE <{self.suite.iri(test.query)}>\n{_text(test)}"
        headers = {"Content-Type": "application/sparql-query", "Accept": accept}
        return self.send("POST", "/sparql", text.encode("utf-8"), headers)

    def _request_problem(self, request: Request) -> str | None:
        status, media, body = self.send(request.method, f"/sparql{request.target}", request.body, request.headers)
        if status // 100 * 100 not in request.statuses:
            return f"{status}: {_detail(body)}"
        if request.format is not None and media not in _KINDS[request.format]:
            return f"{media} where {request.format} is expected"
        if request.truth is not None and _read(media, body) is not request.truth:
            return f"is not {request.truth}"
        return None

    def _description_problem(self, name: str) -> str | None:
        """What is wrong with the service description, according to the three tests that the W3C gives only in words."""
        status, media, body = self.send("GET", "/sparql", headers={"Accept": "text/turtle"})
        if status != 200 or media not in _TRIPLES:
            return f"{status}, {media or 'no media type'}"
        address = f"http://127.0.0.1:{self.port}/sparql"
        found = [it.triple for it in ox.parse(body, _TRIPLES[media], base_iri=address)]
        endpoints = [it for it in found if it.predicate == ox.NamedNode(_SD + "endpoint")]
        if name == "has-endpoint-triple":
            return None if [it.object for it in endpoints] == [ox.NamedNode(address)] else "no such triple"
        if name == "conforms-to-schema":
            terms = {it.predicate.value.removeprefix(_SD) for it in found if it.predicate.value.startswith(_SD)}
            unknown = sorted(terms - _SD_TERMS)
            return f"no properties of the schema: {unknown}" if unknown or not endpoints else None
        return None

    def send(
        self, method: str, target: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, str, bytes]:
        """The status, media type and body of an answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, target, body, headers or {})
            answer = connection.getresponse()
            media = (answer.getheader("Content-Type") or "").partition(";")[0]
            return answer.status, media, answer.read()
        finally:
            connection.close()


@contextmanager
def serving(suite: Suite, output: Path) -> Iterator[Endpoint]:
    """A server for the store in `output`, with one worker, so that it switches quickly to another version."""
    write_store((), output)
    with listening(output, limits=Limits(workers=1, rows=1_000_000)) as it:
        thread = threading.Thread(target=it.run)
        thread.start()
        try:
            yield Endpoint(suite, output, urlsplit(it.address).port or 0)
        finally:
            it.stop()
            thread.join()


def _media(test: Test, expected: Outcome) -> tuple[str, ...]:
    if test.kind == "CSV results":
        return ("text/csv",)
    if isinstance(expected, Rows):
        return tuple(_ROWS)
    return tuple(_TRIPLES) if isinstance(expected, Triples) else _TRUTH


def _read(media: str, body: bytes) -> Outcome:
    if media == "text/csv":
        return of_csv(body.decode("utf-8"))
    if media in _TRIPLES:
        return Triples(frozenset(it.triple for it in ox.parse(body, _TRIPLES[media])))
    return of_engine(ox.parse_query_results(body, _ROWS[media]))


def _detail(body: bytes) -> str:
    try:
        return str(json.loads(body)["detail"])
    except (ValueError, KeyError, TypeError):
        return body[:80].decode("utf-8", "replace")


def _text(test: Test) -> str:
    assert test.query is not None
    # Line ends count in strings, so they are kept.
    return test.query.read_bytes().decode("utf-8")
