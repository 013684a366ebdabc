"""The test manifests of the W3C for SPARQL, read into tests.

Files are named by IRIs below `HOME`, as the W3C publishes them; queries use these IRIs for graphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

HOME = "https://w3c.github.io/rdf-tests/sparql/"
VERSIONS = {"sparql10": "SPARQL 1.0", "sparql11": "SPARQL 1.1", "sparql12": "SPARQL 1.2"}

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
DAWGT = "http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#"

KINDS = {
    "QueryEvaluationTest": "evaluation",
    "PositiveSyntaxTest": "good syntax",
    "PositiveSyntaxTest11": "good syntax",
    "NegativeSyntaxTest": "bad syntax",
    "NegativeSyntaxTest11": "bad syntax",
    "CSVResultFormatTest": "CSV results",
    "ProtocolTest": "protocol",
    "ServiceDescriptionTest": "service description",
}
"""The tests about reading, by their class."""
OUT_OF_SCOPE = {
    "UpdateEvaluationTest": "update",
    "PositiveUpdateSyntaxTest": "update",
    "PositiveUpdateSyntaxTest11": "update",
    "NegativeUpdateSyntaxTest": "update",
    "NegativeUpdateSyntaxTest11": "update",
    "GraphStoreProtocolTest": "graph store protocol",
}
_FOLDERS_OUT_OF_SCOPE = {"entailment": "entailment", "service": "federation", "syntax-fed": "federation"}
_NOT_APPROVED = frozenset({"NotApproved", "Rejected", "Withdrawn"})

Node = ox.NamedNode | ox.BlankNode
Data = tuple[tuple[str | None, Path], ...]
"""Files, each with the IRI of the graph into which it goes; None for the default graph."""


@dataclass(frozen=True)
class Request:
    """One HTTP request of a protocol test, and the expected answer."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes | None
    statuses: frozenset[int]
    """The first digits of the statuses that count as right."""
    format: str | None
    truth: bool | None


@dataclass(frozen=True)
class Test:
    """A test: `id` consists of version, folder and name."""

    id: str
    version: str
    kind: str
    query: Path | None = None
    data: Data = ()
    result: Path | None = None
    lax: bool = False
    """Whether solutions may occur less often than expected (REDUCED)."""
    requests: tuple[Request, ...] = ()


@dataclass
class Suite:
    """The tests in scope, and the number of others by subject."""

    root: Path
    tests: list[Test] = field(default_factory=list)
    out_of_scope: dict[str, int] = field(default_factory=dict)

    def iri(self, file: Path) -> str:
        """The IRI of a file."""
        return HOME + file.relative_to(self.root).as_posix()

    def file(self, iri: str) -> Path:
        """The file of an IRI."""
        return self.root / iri.removeprefix(HOME)


def read_suite(root: Path) -> Suite:
    """All tests of the manifests in the folders of `VERSIONS` below `root`."""
    suite = Suite(root)
    for version in VERSIONS:
        # The SPARQL 1.1 manifest includes the other one only in part.
        manifests = [root / version / name for name in ("manifest-all.ttl", "manifest.ttl")]
        if found := next(filter(Path.is_file, manifests), None):
            _Manifest(suite, version, found).read()
    return suite


class _Manifest:
    """One manifest, as RDF."""

    def __init__(self, suite: Suite, version: str, file: Path) -> None:
        self.suite = suite
        self.version = version
        self.file = file
        self.store = ox.Store()
        self.store.extend(ox.parse(path=file, base_iri=suite.iri(file)))

    def read(self) -> None:
        """Adds the tests to the suite, along with those of the included manifests."""
        manifests = self.store.quads_for_pattern(None, ox.NamedNode(RDF + "type"), ox.NamedNode(MF + "Manifest"))
        manifest = next(it.subject for it in manifests if not isinstance(it.subject, ox.Triple))
        for included in self._list(manifest, MF + "include"):
            _Manifest(self.suite, self.version, self.suite.file(included.value)).read()
        for entry in self._list(manifest, MF + "entries"):
            self._read_test(entry)

    def _read_test(self, entry: Node) -> None:
        approval = self._value(entry, DAWGT + "approval")
        if isinstance(approval, ox.NamedNode) and approval.value.removeprefix(DAWGT) in _NOT_APPROVED:
            self._leave_out("not approved")
            return
        kind = next(it.value.removeprefix(MF) for it in self._nodes(entry, RDF + "type"))
        about = OUT_OF_SCOPE.get(kind) or _FOLDERS_OUT_OF_SCOPE.get(self.file.parent.name)
        if about is not None:
            self._leave_out(about)
            return
        name = entry.value.rpartition("#")[2]
        id = f"{self.version}/{self.file.parent.name}/{name}"
        if KINDS[kind] in ("protocol", "service description"):
            self._read_requests(id, KINDS[kind], entry)
        else:
            self._read_query_test(id, KINDS[kind], entry)

    def _read_query_test(self, id: str, kind: str, entry: Node) -> None:
        action = self._value(entry, MF + "action")
        assert not isinstance(action, ox.Literal | ox.Triple | None), id
        query = self.suite.file(_iri(self._value(action, QT + "query") or action))
        if query.suffix == ".ru":
            self._leave_out("update")
            return
        data: list[tuple[str | None, Path]] = []
        data += ((None, self.suite.file(it.value)) for it in self._nodes(action, QT + "data"))
        data += ((it.value, self.suite.file(it.value)) for it in self._nodes(action, QT + "graphData"))
        result = next(self._nodes(entry, MF + "result"), None)
        file = None if result is None else self.suite.file(result.value)
        lax = self._value(entry, MF + "resultCardinality") is not None
        self.suite.tests.append(Test(id, self.version, kind, query, tuple(sorted(data, key=str)), file, lax))

    def _read_requests(self, id: str, kind: str, entry: Node) -> None:
        action = next(self._nodes(entry, MF + "action"), None)
        requests = tuple(map(_request, self._described(action))) if action is not None else ()
        if id.rpartition("/")[2].startswith("update_"):
            self._leave_out("update")
            return
        data = []
        for it in self._nodes(entry, UT + "graphData"):
            file, label = self._value(it, UT + "graph"), self._value(it, "http://www.w3.org/2000/01/rdf-schema#label")
            assert isinstance(label, ox.Literal), id
            data.append((label.value, self.suite.file(_iri(file))))
        self.suite.tests.append(Test(id, self.version, kind, data=tuple(sorted(data)), requests=requests))

    def _described(self, action: Node) -> Iterator[dict[str, list[object]]]:
        """The requests on a connection, in order, as plain values by the local names of their properties."""
        for request in self._list(action, "http://www.w3.org/2011/http#requests"):
            found = self._plain(request)
            headers = next(self._nodes(request, "http://www.w3.org/2011/http#headers"), None)
            found["headers"] = [self._plain(it) for it in self._items(headers)]
            yield found

    def _plain(self, node: Node) -> dict[str, list[object]]:
        found: dict[str, list[object]] = {}
        for quad in self.store.quads_for_pattern(node, None, None):
            name = quad.predicate.value.rpartition("#")[2]
            value = quad.object
            plain: object = self._plain(value) if isinstance(value, ox.BlankNode) else getattr(value, "value", value)
            found.setdefault(name, []).append(plain)
        return found

    def _leave_out(self, about: str) -> None:
        self.suite.out_of_scope[about] = self.suite.out_of_scope.get(about, 0) + 1

    def _value(self, node: Node, predicate: str) -> ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None:
        quads = self.store.quads_for_pattern(node, ox.NamedNode(predicate), None)
        return next((it.object for it in quads), None)

    def _nodes(self, node: Node, predicate: str) -> Iterator[Node]:
        for quad in self.store.quads_for_pattern(node, ox.NamedNode(predicate), None):
            if isinstance(quad.object, ox.NamedNode | ox.BlankNode):
                yield quad.object

    def _list(self, node: Node, predicate: str) -> Iterator[Node]:
        for head in self._nodes(node, predicate):
            yield from self._items(head)

    def _items(self, head: Node | None) -> Iterator[Node]:
        while head is not None and head.value != RDF + "nil":
            yield next(self._nodes(head, RDF + "first"))
            head = next(self._nodes(head, RDF + "rest"), None)


def _request(found: dict[str, list[object]]) -> Request:
    response: dict[str, list[object]] = found["resp"][0]  # type: ignore[assignment]
    headers = {str(it["fieldName"][0]): str(it["fieldValue"][0]) for it in found["headers"]}  # type: ignore[index]
    body = None
    if "body" in found:
        content: dict[str, list[object]] = found["body"][0]  # type: ignore[assignment]
        body = str(content["chars"][0]).encode(str(content["characterEncoding"][0]))
    statuses = frozenset(100 * int(str(it).rpartition("StatusCode")[2][0]) for it in response["expectedStatus"])
    truth = [str(it) == "true" for it in response.get("expectedBoolean", ())]
    formats = [str(it) for it in response.get("expectedFormat", ())]
    target = str(found["absolutePath"][0]).removeprefix("/sparql/")
    method = str(found["methodName"][0])
    return Request(method, target, headers, body, statuses, next(iter(formats), None), next(iter(truth), None))


def _iri(node: object) -> str:
    assert isinstance(node, ox.NamedNode), node
    return node.value
