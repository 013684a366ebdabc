"""The formats of an answer (tables, SPARQL results, RDF): what each can express, and when it warns."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
import rdflib

from graph.answers import Answer
from graph.errors import QueryError
from graph.formats import ANSWERS, FORMATS, able_to_hold, format_of, render
from graph.prefixes import PREFIXES
from graph.queries import run
from graph.store import as_rdflib
from graph.triples import quads
from support.graphs import RICH
from support.properties import given, settings, st

# rdflib uses deprecated parts of itself whenever it queries or writes a dataset.
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph)\\b:DeprecationWarning:rdflib")

RESULTS = {"tsv": ox.QueryResultsFormat.TSV, "json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML}
WARNED = Answer(("a",), ((ox.Literal("x"),),), warnings=("it is -- so", "näher: <a> & 'b'"))
TEXT = st.text(st.characters(codec="utf-8"))


@pytest.fixture(scope="module")
def store() -> ox.Store:
    result = ox.Store()
    result.extend(quads(RICH))
    return result


@pytest.fixture(scope="module")
def dataset() -> rdflib.Dataset:
    return as_rdflib(quads(RICH))


def test_a_table_is_aligned(store: ox.Store) -> None:
    answer = run(store, "disputes")
    lines = render(answer).splitlines()
    assert len(lines) == 2 + len(answer)
    starts = [match.start() for match in re.finditer("-+", lines[1])]
    assert [lines[0][start:].split()[0] for start in starts] == list(answer.variables)


def test_a_table_that_does_not_fit_is_shown_as_records(store: ox.Store) -> None:
    answer = run(store, "disputes")
    records = render(answer, width=100).split("\n\n")
    assert len(records) == len(answer)
    assert all(len(line) <= 100 for record in records for line in record.splitlines())
    first = answer.text(answer.rows[0][0])
    assert re.split(r"\s+", records[0].splitlines()[0], maxsplit=1) == [answer.variables[0], first]


def test_a_table_does_not_steer_the_terminal(store: ox.Store) -> None:
    text = render(run(store, "accusations"))
    assert "\\u001b[31m\\u202eevil" in text
    assert not set(text) & set("\x1b\x0b\r\u202e\u2066")


@given(st.text(st.characters(codec="utf-8")))
@settings(max_examples=100)
def test_any_text_stays_on_its_line(text: str) -> None:
    answer = Answer(("a", "b"), ((ox.Literal(text), ox.Literal("end")),))
    lines = render(answer).split("\n")
    assert len(lines) == 4
    assert lines[2].endswith("end")


def test_wide_and_combining_characters_are_counted() -> None:
    rows = (
        (ox.Literal("東京"), ox.Literal("x")),
        (ox.Literal("e\u0301t\u0301"), ox.Literal("x")),
        (None, ox.Literal("x")),
    )
    assert render(Answer(("a", "b"), rows)).splitlines()[2:] == ["東京  x", "e\u0301t\u0301    x", "      x"]


def test_results_read_back(store: ox.Store) -> None:
    text = (
        "SELECT ?s ?o ?none { ?s rdfs:label|rsh:score|rsh:quoted ?o OPTIONAL { ?s rsh:at 1 , ?none } } ORDER BY ?s ?o"
    )
    answer = run(store, text)
    rows = list(csv.reader(io.StringIO(render(answer, "csv"), newline="")))
    assert rows[0] == ["s", "o", "none"]
    assert [row[1] for row in rows[1:]] == [row[1].value for row in answer.rows]  # type: ignore[union-attr]
    for name, form in RESULTS.items():
        if name == "xml":
            continue  # cannot represent the control characters of these texts; see below
        parsed = ox.parse_query_results(render(answer, name).encode(), format=form)
        assert isinstance(parsed, ox.QuerySolutions)
        assert tuple((row["s"], row["o"], row["none"]) for row in parsed) == answer.rows, name
    engine = store.query(text, prefixes=dict(PREFIXES))
    assert isinstance(engine, ox.QuerySolutions)
    assert json.loads(render(answer, "json")) == json.loads(engine.serialize(format=ox.QueryResultsFormat.JSON) or b"")


def test_yes_and_no(store: ox.Store, dataset: rdflib.Dataset) -> None:
    for source in (store, dataset):
        answer = run(source, "ASK { id:kristi-noem rsh:accuses id:gustavo-petro }")
        assert render(answer) == "yes\n"
        assert json.loads(render(answer, "json")) == {"head": {}, "boolean": True}
        assert render(run(source, "ASK { id:kristi-noem rsh:praises ?x }")) == "no\n"
        assert ox.parse_query_results(render(answer, "xml").encode(), format=RESULTS["xml"])
    for name in ("csv", "tsv", "turtle"):
        with pytest.raises(QueryError, match=f"{name} cannot hold yes or no; table, json, xml can"):
            render(run(store, "ASK {}"), name)


@pytest.mark.parametrize("name", able_to_hold(Answer(triples=())))
def test_triples(store: ox.Store, dataset: rdflib.Dataset, name: str) -> None:
    text = "CONSTRUCT WHERE { id:kristi-noem rsh:accuses ?o ; rdfs:label ?l }"
    answer = run(store, text)
    assert answer == run(dataset, text)
    form = {"table": "turtle", "ntriples": "nt", "json": "json-ld", "rdfxml": "xml"}.get(name, name)
    read = rdflib.Dataset() if name == "trig" else rdflib.Graph()
    read.parse(data=render(answer, name), format=form)
    assert len(read) == len(answer.triples or ()) == 2
    assert render(answer, name) == render(run(store, text), name)


def test_turtle_declares_only_what_it_uses(store: ox.Store) -> None:
    text = render(run(store, "CONSTRUCT WHERE { id:kristi-noem rsh:accuses ?o }"), "turtle")
    heads = [line.split()[1] for line in text.splitlines() if line.startswith("@prefix")]
    assert heads == ["id:", "rsh:"]


def test_formats_that_do_not_fit(store: ox.Store) -> None:
    with pytest.raises(QueryError, match="no format 'xlsx'; use one of table, json"):
        render(run(store, "ASK {}"), "xlsx")
    with pytest.raises(QueryError, match="csv cannot hold triples"):
        render(run(store, "CONSTRUCT WHERE { ?s ?p ?o }"), "csv")
    with pytest.raises(QueryError, match=r"turtle cannot hold rows; table, json, xml, csv, .*can"):
        render(run(store, "SELECT * { ?s ?p ?o }"), "turtle")


def test_xml_is_read_by_any_reader_and_cleans_what_xml_cannot_hold() -> None:
    hostile = "a\x00\x0b\x1f\r\n\t ]]> <script> & \ufffe\uffff\U0010ffff \u202e"
    rows = ((ox.Literal(hostile), ox.NamedNode("https://example.org/a?b&c='d'")),)
    text = render(Answer(("text", "node"), rows), "xml")
    (row,) = ox.parse_query_results(text.encode(), format=RESULTS["xml"])
    assert row["node"] == rows[0][1]
    literal = ElementTree.fromstring(text).find(".//{*}literal")
    assert literal is not None
    cleaned = "a\ufffd\ufffd\ufffd\r\n\t ]]> <script> & \ufffd\ufffd\U0010ffff \u202e"
    assert literal.text == cleaned
    triple = ox.Triple(ox.NamedNode("https://example.org/a"), ox.NamedNode(PREFIXES["rdfs"] + "label"), rows[0][0])
    (read,) = rdflib.Graph().parse(data=render(Answer(triples=(triple,)), "rdfxml"), format="xml").objects()
    assert str(read) == cleaned


@given(st.lists(st.tuples(TEXT, st.sampled_from(["", "en", "xsd:date", "bnode"])), min_size=1, max_size=4))
@settings(max_examples=100)
def test_any_term_reads_back(values: list[tuple[str, str]]) -> None:
    def term(text: str, kind: str) -> ox.Literal | ox.BlankNode:
        if kind == "bnode":
            return ox.BlankNode("b1")
        if kind == "xsd:date":
            return ox.Literal(text, datatype=ox.NamedNode(PREFIXES["xsd"] + "date"))
        return ox.Literal(text, language=kind or None)

    answer = Answer(("a", "b"), tuple((term(*it), None) for it in values))
    parsed = ox.parse_query_results(render(answer, "json").encode(), format=RESULTS["json"])
    assert [tuple(row) for row in parsed] == [*answer.rows]
    found = ElementTree.fromstring(render(answer, "xml")).findall(".//{*}binding/*")
    assert len(found) == len(values)
    for element, (text, kind) in zip(found, values, strict=True):
        if kind != "bnode" and re.fullmatch("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*", text):
            assert (element.text or "") == text


def test_warnings_stand_where_a_form_has_a_place() -> None:
    assert render(WARNED) == "a\n-\nx\n(it is -- so)\n(näher: <a> & 'b')\n"
    assert render(WARNED, width=0).endswith("\n\n(it is -- so)\n\n(näher: <a> & 'b')\n")
    head = json.loads(render(WARNED, "json"))["head"]
    assert head["warnings"] == [*WARNED.warnings]
    links = ElementTree.fromstring(render(WARNED, "xml")).findall("{*}head/{*}link")
    assert [it.get("href") for it in links] == head["link"]
    assert [unquote(it) for it in head["link"]] == [f"data:,{it}" for it in WARNED.warnings]
    triple = ox.Triple(ox.NamedNode("https://a/b"), ox.NamedNode("https://a/c"), ox.Literal("x"))
    warned = Answer(triples=(triple,), warnings=WARNED.warnings)
    for name, form in (("turtle", "turtle"), ("trig", "trig"), ("ntriples", "nt"), ("rdfxml", "xml")):
        text = render(warned, name)
        assert "it is - - so" in text or "# it is -- so\n" in text
        assert len(rdflib.Dataset().parse(data=text, format=form)) == 1
    for name in ("csv", "tsv"):
        assert render(WARNED, name) == render(Answer(WARNED.variables, WARNED.rows), name)


def test_of_too_many_rows_the_first_come_with_a_mark(store: ox.Store, dataset: rdflib.Dataset) -> None:
    everything = run(store, "visits")
    assert not everything.truncated
    for source in (store, dataset):
        some = run(source, "visits", rows=1)
        assert some.truncated
        assert some.rows == everything.rows[:1]
        assert render(some).endswith("\n(these are the first 1 rows: there are more)\n")
        assert not run(source, "visits", rows=len(everything)).truncated
    some = run(store, "CONSTRUCT WHERE { ?s rdfs:label ?o }", rows=3)
    assert (len(some.triples or ()), some.warnings) == (3, ("these are the first 3 triples: there are more",))


def test_a_property_without_a_name_is_no_rdfxml(store: ox.Store) -> None:
    answer = run(store, "CONSTRUCT { ?s <https://example.org/> ?o } WHERE { ?s rdfs:label ?o }")
    with pytest.raises(QueryError, match=r"rdfxml cannot hold the property <https://example.org/>.*; turtle can"):
        render(answer, "rdfxml")


@pytest.mark.parametrize("name", RESULTS)
def test_terms_of_rdf_1_2_read_back(store: ox.Store, name: str) -> None:
    """Nested triples as values, and strings with a direction."""
    triple = "TRIPLE(id:a, id:b, TRIPLE(id:a, id:b, ?d))"
    query = f'SELECT * {{ BIND("a\\tb" AS ?t) BIND("b"@ar--rtl AS ?d) BIND({triple} AS ?x) }}'
    answer = run(store, query)
    (row,) = ox.parse_query_results(render(answer, name).encode(), format=RESULTS[name])
    assert {it: row[it] for it in answer.variables} == dict(zip(answer.variables, answer.rows[0], strict=True))
    assert isinstance(row["d"], ox.Literal)
    assert row["d"].direction is not None


def test_json_ld_has_no_triples_as_values(store: ox.Store) -> None:
    answer = run(store, "CONSTRUCT { id:a id:b ?x } { BIND(TRIPLE(id:a, id:b, 1) AS ?x) }")
    with pytest.raises(QueryError, match="json-ld cannot hold a triple as a value; turtle can"):
        render(answer, "json-ld")
    (quad,) = ox.parse(render(answer, "turtle"), format=ox.RdfFormat.TURTLE)
    assert (quad.triple,) == answer.triples


def test_nothing_says_so(store: ox.Store) -> None:
    assert render(run(store, "disputes", {"entity": "Sweden"})) == "no rows\n"
    assert render(run(store, "CONSTRUCT WHERE { ?s rdfs:label 1 }")) == "no triples\n"
    empty = run(store, "SELECT ?s { ?s rdfs:label 1 }")
    assert empty.empty
    assert render(empty, "csv") == "s\r\n"
    assert json.loads(render(empty, "json")) == {"head": {"vars": ["s"]}, "results": {"bindings": []}}
    for name in ("json", "xml"):
        assert [*ox.parse_query_results(render(empty, name).encode(), format=RESULTS[name])] == []


def test_the_ending_of_a_file_means_a_format() -> None:
    endings = "a.csv b.TSV c.srj d.srx e.ttl f.nt g.trig h.jsonld i.rdf j.txt k.json l.xml".split()
    forms = "csv tsv json xml turtle ntriples trig json-ld rdfxml table json xml".split()
    assert [*map(format_of, endings)] == forms
    with pytest.raises(QueryError, match=r"a\.xlsx: no format has the extension '\.xlsx'; use one of \.txt, \.json"):
        format_of("a.xlsx")


def test_no_two_formats_are_called_alike() -> None:
    assert len({it.name for it in FORMATS}) == len(FORMATS)
    own = [it.media_type for it in ANSWERS.values() if it.media_type]
    assert len(set(own)) == len(own)
    for name, it in ANSWERS.items():
        assert all(format_of(f"x{ending}") == name for ending in it.suffixes)
    for it in FORMATS:
        assert it.rows or it.triples or it.knowledge
        assert (it.file is None) == (it.knowledge is None)
        assert it.file is None or it.file.endswith(it.suffixes[0])
