"""The program that runs the W3C's tests, on invented tests: it must notice what passes, and above all what fails."""

from __future__ import annotations

import subprocess
import tarfile
from pathlib import Path

import pyoxigraph as ox
import pytest
import w3c_sparql
from w3c_results import Rows, Triples, difference

from support.command import called

PREFIXES = """
PREFIX : <https://w3c.github.io/rdf-tests/sparql/sparql11/own/manifest#>
PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#>
PREFIX qt: <http://www.w3.org/2001/sw/DataAccess/tests/test-query#>
PREFIX ut: <http://www.w3.org/2009/sparql/tests/test-update#>
PREFIX dawgt: <http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX ht: <http://www.w3.org/2011/http#>
PREFIX hts: <http://www.w3.org/2011/http-statusCodes#>
PREFIX cnt: <http://www.w3.org/2011/content#>
"""
INCLUDING = PREFIXES + "<> a mf:Manifest ; mf:include ( <own/manifest.ttl> ) ."
MANIFEST = (
    PREFIXES
    + """
<> a mf:Manifest ;
  mf:entries ( :rows :wrong :from :built :yes :table :good :bad :function :post :put :change :no ) .
:rows a mf:QueryEvaluationTest ; mf:action [ qt:query <rows.rq> ; qt:data <data.ttl> ] ; mf:result <rows.srj> .
:wrong a mf:QueryEvaluationTest ; mf:action [ qt:query <rows.rq> ; qt:data <data.ttl> ] ; mf:result <wrong.srj> .
:from a mf:QueryEvaluationTest ; mf:action [ qt:query <from.rq> ] ; mf:result <from.ttl> .
:built a mf:QueryEvaluationTest ; mf:action [ qt:query <built.rq> ; qt:data <data.ttl> ] ; mf:result <built.ttl> .
:yes a mf:QueryEvaluationTest ; mf:action [ qt:query <yes.rq> ; qt:data <data.ttl> ] ; mf:result <yes.srx> .
:table a mf:CSVResultFormatTest ; mf:action [ qt:query <rows.rq> ; qt:data <data.ttl> ] ; mf:result <rows.csv> .
:good a mf:PositiveSyntaxTest11 ; mf:action <yes.rq> .
:bad a mf:NegativeSyntaxTest11 ; mf:action <bad.rq> .
:function a mf:PositiveSyntaxTest11 ; mf:action <function.rq> .
:post a mf:ProtocolTest ; ut:graphData [ ut:graph <data.ttl> ; rdfs:label "http://example.org/g" ] ;
  mf:action [ ht:requests ( [
    ht:absolutePath "/sparql/?default-graph-uri=http%3A%2F%2Fexample.org%2Fg" ; ht:methodName "POST" ;
    ht:headers ( [ ht:fieldName "content-type" ; ht:fieldValue "application/sparql-query" ] ) ;
    ht:body [ cnt:characterEncoding "UTF-8" ; cnt:chars "ASK { ?s ?p 2 }" ] ;
    ht:resp [ mf:expectedStatus hts:StatusCode2xx ; mf:expectedFormat "boolean" ; mf:expectedBoolean true ]
  ] ) ] .
:put a mf:ProtocolTest ;
  mf:action [ ht:requests ( [
    ht:absolutePath "/sparql/" ; ht:methodName "PUT" ; ht:resp [ mf:expectedStatus hts:StatusCode4xx ]
  ] ) ] .
:change a mf:UpdateEvaluationTest .
:no a mf:QueryEvaluationTest ; dawgt:approval dawgt:Rejected .
"""
)
FILES = {
    "data.ttl": 'PREFIX : <http://example.org/> :a :p 1, 02, [ :q "x" ], "y"@en .',
    "rows.rq": "PREFIX : <http://example.org/> SELECT ?o { :a :p ?o }",
    "yes.rq": "ASK {}",
    "bad.rq": "SELECT * { ?s ?p }",
    "function.rq": "SELECT * { FILTER <http://example.org/nothing>(1) }",
    "from.rq": "SELECT ?o FROM <data.ttl> { ?s <http://example.org/p> ?o FILTER isNumeric(?o) } ORDER BY ?o",
    "built.rq": "PREFIX : <http://example.org/> CONSTRUCT { ?n :r [] } { ?n :q ?o }",
    "built.ttl": "PREFIX : <http://example.org/> _:one :r _:other .",
    "rows.csv": "o\r\n2\r\n1\r\ny\r\n_:b\r\n",
    "yes.srx": '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>true</boolean></sparql>',
    "from.ttl": """PREFIX rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#>
        [] a rs:ResultSet ; rs:resultVariable "o" ;
          rs:solution [ rs:index 1 ; rs:binding [ rs:variable "o" ; rs:value 1 ] ] ,
            [ rs:index 2 ; rs:binding [ rs:variable "o" ; rs:value 2 ] ] .""",
}
INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
TERMS = (
    f'{{"type": "literal", "value": "2", "datatype": "{INTEGER}"}}',
    f'{{"type": "literal", "value": "1", "datatype": "{INTEGER}"}}',
    '{"type": "bnode", "value": "whatever"}',
    '{"type": "literal", "value": "y", "xml:lang": "en"}',
)


def results(*terms: str) -> str:
    rows = ", ".join(f'{{"o": {it}}}' for it in terms)
    return f'{{"head": {{"vars": ["o"]}}, "results": {{"bindings": [{rows}]}}}}'


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("w3c") / "sparql" / "sparql11"
    (folder / "own").mkdir(parents=True)
    (folder / "manifest.ttl").write_text(INCLUDING, encoding="utf-8")
    files = FILES | {"manifest.ttl": MANIFEST, "rows.srj": results(*TERMS), "wrong.srj": results(*TERMS[1:])}
    for name, content in files.items():
        (folder / "own" / name).write_bytes(content.encode("utf-8"))
    return folder.parent


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return called(w3c_sparql.main, *arguments)


def reasons(path: Path, tests: str) -> Path:
    file = path / "reasons.toml"
    file.write_text(f'[[difference]]\nwhy = "no such function"\ntests = [{tests}]\n', encoding="utf-8")
    return file


def test_engine_and_endpoint_side_by_side(suite: Path, tmp_path: Path) -> None:
    done = run(suite, "--all", "--reasons", reasons(tmp_path, '"sparql11/own/func*"'))
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[:8] == [
        "| tests | number | engine | endpoint |",
        "|---|---|---|---|",
        "| SPARQL 1.1, CSV results | 1 | 1 | 1 |",
        "| SPARQL 1.1, bad syntax | 1 | 1 | 1 |",
        "| SPARQL 1.1, evaluation | 5 | 4 | 4 |",
        "| SPARQL 1.1, good syntax | 2 | 2 | 1 |",
        "| SPARQL 1.1, protocol | 2 | – | 2 |",
        "",
    ]
    assert "1 differences between engine and endpoint" in done.stdout
    assert "sparql11/own/function\n  endpoint: 400: The custom function" in done.stdout
    assert "  reason: no such function" in done.stdout
    assert (
        "1 tests that the engine fails, and the endpoint with it\n\nsparql11/own/wrong\n  4 rows instead of 3"
        in done.stdout
    )
    assert done.stdout.endswith("\nnot run: 1 not approved, 1 update\n")


def test_a_difference_without_a_reason_is_a_finding(suite: Path, tmp_path: Path) -> None:
    archive = tmp_path / "tests.tar.gz"
    with tarfile.open(archive, "w:gz") as packed:
        packed.add(suite, "sparql")
    done = run(archive, "--only", "*/function", "--reasons", reasons(tmp_path, '"another/test"'))
    assert done.returncode == 1
    assert "reason: UNKNOWN" in done.stdout
    assert run(tmp_path).returncode == 2


def test_results_are_compared_as_bags() -> None:
    def rows(*values: ox.BlankNode | ox.Literal, ordered: bool = False) -> Rows:
        return Rows(frozenset({"v"}), tuple(frozenset({("v", it)}) for it in values), ordered)

    one, two, b, c = ox.Literal(1), ox.Literal(2), ox.BlankNode("b"), ox.BlankNode("c")
    assert difference(rows(one, two), rows(two, one)) is None
    assert difference(rows(one, two), rows(two, one, ordered=True)) is not None
    assert difference(rows(one, one), rows(one, two)) is not None
    assert difference(rows(one, one), rows(one)) is not None
    assert difference(rows(b, b), rows(c, c)) is None
    assert difference(rows(b, b), rows(b, c)) is not None
    assert difference(rows(one), rows(one, one), lax=True) is None
    assert difference(rows(one, one), rows(one), lax=True) is not None
    assert difference(rows(ox.Literal("01", datatype=one.datatype)), rows(one)) is None
    assert difference(rows(ox.Literal("1")), rows(one)) is not None
    assert difference(True, rows(one)) is not None
    assert difference(True, False) is not None
    p = ox.NamedNode("urn:p")
    chain = Triples(frozenset({ox.Triple(b, p, c), ox.Triple(c, p, one)}))
    same = Triples(frozenset({ox.Triple(c, p, b), ox.Triple(b, p, one)}))
    loop = Triples(frozenset({ox.Triple(c, p, c), ox.Triple(c, p, one)}))
    assert difference(chain, same) is None
    assert difference(chain, loop) is not None
