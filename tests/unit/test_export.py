"""Every file reads back as the same knowledge, and has the same bytes each time."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import IO

import networkx
import pyoxigraph as ox
import pytest
import rdflib

from graph import formats
from graph.formats import FILES, ON_DEMAND, Content, write
from graph.formats.networks import xml_text
from graph.model import KnowledgeGraph
from graph.network import network
from graph.prefixes import DEFAULT_BASE
from graph.triples import quads
from support.graphs import ARTICLE, EXAMPLE, HOSTILE, OTHER, RICH, knowledge_graphs
from support.properties import given, settings

# rdflib uses deprecated parts of itself whenever it queries or writes a dataset.
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph)\\b:DeprecationWarning:rdflib")

RDF = {
    "trig": (ox.RdfFormat.TRIG, "trig"),
    "nquads": (ox.RdfFormat.N_QUADS, "nquads"),
    "json-ld": (ox.RdfFormat.JSON_LD, "json-ld"),
}


def written(kg: KnowledgeGraph, name: str, base: str = DEFAULT_BASE) -> bytes:
    stream = io.BytesIO()
    (write_it,) = (it.knowledge for it in FILES.values() if it.name == name)
    assert write_it is not None
    write_it(Content(kg, base), stream)
    return stream.getvalue()


def by_rdflib(data: bytes, name: str) -> set[str]:
    """The quads that rdflib reads, as lines in pyoxigraph's form."""
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=name)
    lines = ox.parse(dataset.serialize(format="nquads"), format=ox.RdfFormat.N_QUADS)
    default = "urn:x-rdflib:default"
    return {str(quad).replace(f" <{default}>", "") for quad in lines}


def lines(some: object) -> set[str]:
    return set(map(str, some))  # type: ignore[call-overload]


@pytest.fixture(autouse=True)
def _lexical_forms_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """rdflib normalises "0.90" to "0.9" when it reads, unless this is switched off."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


@given(knowledge_graphs())
@settings(max_examples=40)
@pytest.mark.parametrize("name", RDF)
def test_any_graph_reads_back_with_pyoxigraph(name: str, kg: KnowledgeGraph) -> None:
    assert set(ox.parse(written(kg, name), format=RDF[name][0])) == set(quads(kg))


@given(knowledge_graphs())
@settings(max_examples=15)
@pytest.mark.parametrize("name", RDF)
def test_any_graph_reads_back_with_rdflib(name: str, kg: KnowledgeGraph) -> None:
    assert by_rdflib(written(kg, name), RDF[name][1]) == lines(quads(kg))


@pytest.mark.parametrize(
    "base", [DEFAULT_BASE, "https://example.org/x/", "https://schema.org/", "https://w3id.org/rashomon/id/"]
)
@pytest.mark.parametrize("name", RDF)
def test_both_readers_agree_on_the_rich_example(name: str, base: str) -> None:
    data = written(RICH, name, base)
    expected = lines(quads(RICH, base))
    assert lines(ox.parse(data, format=RDF[name][0])) == expected
    assert by_rdflib(data, RDF[name][1]) == expected


@given(knowledge_graphs())
@settings(max_examples=25)
def test_turtle_is_the_default_graph(kg: KnowledgeGraph) -> None:
    default = {quad for quad in quads(kg) if isinstance(quad.graph_name, ox.DefaultGraph)}
    assert set(ox.parse(written(kg, "turtle"), format=ox.RdfFormat.TURTLE)) == default


def test_nquads_are_sorted_and_each_stands_once() -> None:
    rows = written(RICH, "nquads").splitlines()
    assert rows == sorted(set(rows))


def test_trig_is_readable() -> None:
    text = written(RICH, "trig").decode()
    assert "PREFIX rsh:" in text
    assert 'id:kristi-noem a rsh:Agent, rsh:Entity, rsh:Person ;\n  rdfs:label "Kristi Noem" ;\n' in text
    assert "  rsh:visited id:bogota .\n" in text
    assert "  oa:start 1108 .\n" in text
    assert "  rsh:quoted true ;\n" in text
    heads = [line for line in text.splitlines() if line.startswith(("# ", "GRAPH"))]
    assert heads[:2] == ["# Entities, and the plain edges that articles affirm and nobody denies", "# Accounts"]
    assert heads[8:] == [
        f"GRAPH acc:{OTHER.id} {{",
        "GRAPH acc:anyone {",
        "GRAPH acc:kristi-noem {",
        "GRAPH acc:pedro-sanchez {",
        "GRAPH acc:united-states {",
        "GRAPH graph:ontology {",
        "GRAPH graph:entities {",
    ]


@pytest.mark.parametrize("score", [0.0, 1.0, 1e-9, 0.30000000000000004])
def test_any_score_reads_back(score: float) -> None:
    kg = replace(EXAMPLE, claims=tuple(replace(it, score=score) for it in EXAMPLE.claims))
    for name, (form, other) in RDF.items():
        data = written(kg, name)
        assert set(ox.parse(data, format=form)) == set(quads(kg))
        assert by_rdflib(data, other) == lines(quads(kg))


def test_jsonld_fetches_nothing_to_be_read() -> None:
    document = json.loads(written(RICH, "json-ld"))
    assert all(isinstance(it, str) for it in document["@context"].values())


@given(knowledge_graphs())
@settings(max_examples=40)
def test_graphml_reads_back(kg: KnowledgeGraph) -> None:
    again = networkx.read_graphml(io.BytesIO(written(kg, "graphml")), force_multigraph=True)
    made = network(kg)
    clean = xml_text
    assert sorted(again.nodes) == sorted(made.nodes)
    for node, attributes in made.nodes(data=True):
        assert again.nodes[node] == {key: clean(value) for key, value in attributes.items()}
    assert again.number_of_edges() == made.number_of_edges()
    for source, target, key, attributes in made.edges(data=True, keys=True):
        # networkx reads an id consisting of digits as a number.
        found = {str(name): it for name, it in again.get_edge_data(source, target).items()}[key]
        assert {name: value for name, value in found.items() if name != "id"} == {
            name: clean(value) for name, value in attributes.items()
        }


def test_claims_are_lines_of_json() -> None:
    rows = {row["id"]: row for row in map(json.loads, written(RICH, "claims").decode().split("\n")[:-1])}
    assert sorted(rows) == [it.id for it in RICH.claims]
    denial = rows["c3"]
    assert (denial["subject"], denial["relation"], denial["object"]) == ("gustavo-petro", "criticizes", "us-government")
    assert (denial["stance"], denial["speaker"], denial["disputed"]) == ("denied", "pedro-sanchez", True)
    assert (denial["file"], denial["published"]) == (ARTICLE.file, "2025-04-07")
    assert denial["evidence"] == {"start": 1913, "end": 2048}
    assert rows["c4"]["qualifiers"] == {"as": "terrorist-organization"}
    assert rows["d4"]["qualifiers"]["on"] == "2025-03-27"
    assert rows["c5"]["content"] == "praise"
    assert rows["d2"]["speaker"] is None


def test_entities_and_decisions_are_lines_of_json() -> None:
    labels = [json.loads(row)["label"] for row in written(RICH, "entities").decode().split("\n")[:-1]]
    assert labels == [it.label for it in RICH.entities]
    assert HOSTILE in labels
    (decision,) = map(json.loads, written(RICH, "decisions").decode().split("\n")[:-1])
    assert decision["features"] == [["surname", 0.5], ["office", 0.3]]


def test_a_lone_surrogate_stops_no_file(tmp_path: Path) -> None:
    first, *rest = RICH.entities
    write(Content(replace(RICH, entities=(replace(first, label="a\ud800b"), *rest))), tmp_path)
    assert 'rdfs:label "a\ufffdb"' in (tmp_path / "graph.trig").read_text(encoding="utf-8")
    assert networkx.read_graphml(tmp_path / "graph.graphml").nodes[first.id]["label"] == "a\ufffdb"


def test_write_makes_every_file(tmp_path: Path) -> None:
    paths = write(Content(RICH), tmp_path / "new" / "folder", also=ON_DEMAND)
    assert [path.name for path in paths] == [*FILES]
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == sorted(FILES)
    for file, it in FILES.items():
        assert (tmp_path / "new" / "folder" / file).read_bytes() == written(RICH, it.name)


def test_an_interrupted_write_leaves_every_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(Content(EXAMPLE), tmp_path, also=ON_DEMAND)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def interrupted(content: Content, stream: IO[bytes]) -> None:
        stream.write(f"half of {len(content.kg.claims)} claims".encode())
        raise KeyboardInterrupt

    last = [*FILES][-1]
    monkeypatch.setattr(formats, "FILES", {**FILES, last: replace(FILES[last], knowledge=interrupted)})
    with pytest.raises(KeyboardInterrupt):
        write(Content(RICH), tmp_path, also=ON_DEMAND)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
