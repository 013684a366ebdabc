"""Conclusions from the default graph: all that another reasoner finds, and none from contested edges."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from graph import ontology
from graph.infer import infer
from graph.model import KnowledgeGraph
from graph.prefixes import PREFIXES, Minter, expand
from graph.queries import run
from graph.resources import ALIGNMENTS, CORE, ontology_dir
from graph.store import as_rdflib
from graph.triples import quads
from support.graphs import EXAMPLE, RICH, knowledge_graphs
from support.properties import given

pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph)\\b:DeprecationWarning:rdflib")

GRAPH = ox.NamedNode(Minter().graph("inferred"))
SPEAKS_AGAINST = "SELECT ?a ?b { GRAPH graph:inferred { ?a rsh:speaksAgainst ?b } } ORDER BY ?a ?b"


def node(curie: str) -> ox.NamedNode:
    return ox.NamedNode(expand(curie))


def triple(subject: str, predicate: str, object: str) -> ox.Triple:
    return ox.Triple(node(subject), node(predicate), node(object))


def default_graph(kg: KnowledgeGraph) -> set[ox.Triple]:
    return {quad.triple for quad in quads(kg) if quad.graph_name == ox.DefaultGraph()}


def by_rules(stated: set[ox.Triple]) -> set[ox.Triple]:
    """The same conclusions by the four rules in SPARQL, applied to data and ontology until nothing new follows."""
    rules = (
        "{ ?s ?q ?o } WHERE { ?s ?p ?o . GRAPH rsh:x { ?p rdfs:subPropertyOf ?q } }",
        "{ ?s a ?d } WHERE { ?s a ?c . GRAPH rsh:x { ?c rdfs:subClassOf ?d } FILTER(isIRI(?d)) }",
        "{ ?o ?q ?s } WHERE { ?s ?p ?o . GRAPH rsh:x { { ?p owl:inverseOf ?q } UNION { ?q owl:inverseOf ?p } } }",
        "{ ?o ?p ?s } WHERE { ?s ?p ?o . GRAPH rsh:x { ?p a owl:SymmetricProperty } }",
    )
    store = ox.Store()
    for file in (CORE, ALIGNMENTS):
        store.load((ontology_dir() / file).read_bytes(), ox.RdfFormat.TURTLE, to_graph=node("rsh:x"))
    store.extend(ox.Quad(it.subject, it.predicate, it.object) for it in stated)
    before = -1
    while before != len(store):
        before = len(store)
        for rule in rules:
            store.update(f"INSERT {rule}", prefixes=dict(PREFIXES))
    return {quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())} - stated


def test_a_super_property_finds_each_of_its_relations() -> None:
    members = ontology.load().members("speaksAgainst")
    assert {"accuses", "criticizes", "rejects"} <= set(members)
    for name in members:
        assert triple("id:a", "rsh:speaksAgainst", "id:b") in set(infer([triple("id:a", f"rsh:{name}", "id:b")]))
    assert triple("id:a", "rsh:speaksAgainst", "id:b") not in set(infer([triple("id:a", "rsh:praises", "id:b")]))


@pytest.mark.parametrize(
    ("stated", "follows"),
    [
        ("rsh:metWith", ["<rsh:metWith", ">rsh:encounters", "<rsh:encounters"]),
        ("rsh:buysFrom", ["<rsh:sellsTo", ">rsh:tradesWith", "<rsh:tradesWith"]),
        ("rsh:sellsTo", ["<rsh:buysFrom", ">rsh:tradesWith", "<rsh:tradesWith"]),
        ("rsh:kills", [">rsh:usesViolenceAgainst", ">rsh:actsAgainst"]),
        ("rsh:memberOf", [">rsh:tiedTo"]),
        ("rsh:answers", [">cito:repliesTo"]),
        ("rsh:dismisses", []),
        ("rdfs:seeAlso", []),
    ],
)
def test_what_follows_from_an_edge(stated: str, follows: list[str]) -> None:
    """`>` has the same direction as the edge, `<` the opposite one."""
    ways = {">": ("id:a", "id:b"), "<": ("id:b", "id:a")}
    expected = {triple(ways[it[0]][0], it[1:], ways[it[0]][1]) for it in follows}
    assert set(infer([triple("id:a", stated, "id:b")])) == expected


def test_superclasses_reach_into_other_vocabularies() -> None:
    found = set(infer([triple("id:a", "rdf:type", "rsh:Ministry")]))
    for name in ("rsh:Government", "rsh:Agent", "rsh:Entity", "schema:Organization", "prov:Agent"):
        assert triple("id:a", "rdf:type", name) in found
    assert triple("id:a", "rdf:type", "rsh:Person") not in found


def test_a_literal_never_becomes_a_subject() -> None:
    stated = ox.Triple(node("id:a"), node("rsh:metWith"), ox.Literal("somebody"))
    assert all(isinstance(it.subject, ox.NamedNode) for it in infer([stated]))


@pytest.mark.parametrize("kg", [EXAMPLE, RICH])
def test_another_reasoner_agrees(kg: KnowledgeGraph) -> None:
    found = set(infer(default_graph(kg)))
    assert found
    assert found == by_rules(default_graph(kg))


@given(knowledge_graphs())
def test_it_adds_what_is_new_and_from_one_triple_each(kg: KnowledgeGraph) -> None:
    stated = default_graph(kg)
    found = list(infer(stated))
    assert found == list(infer(sorted(stated, key=str, reverse=True))), "the order of the triples matters"
    assert stated.isdisjoint(found)
    assert list(infer(stated | set(found))) == [], "what follows from what follows is missing"
    assert set(found) | stated == {it for one in stated for it in infer([one])} | stated, (
        "two triples were put together"
    )
    pairs = {frozenset((it.subject, it.object)) for it in stated if it.predicate != node("rdf:type")}
    assert all(frozenset((it.subject, it.object)) in pairs for it in found if it.predicate != node("rdf:type"))


@given(knowledge_graphs())
def test_it_is_a_graph_of_its_own_and_changes_no_other(kg: KnowledgeGraph) -> None:
    plain, more = list(quads(kg)), list(quads(kg, infer=True))
    assert more[: len(plain)] == plain
    assert {quad.graph_name for quad in more[len(plain) :]} == {GRAPH}


def test_who_relays_a_claim_influenced_it_and_is_nobody_to_whom_it_is_attributed() -> None:
    stated = default_graph(RICH)
    relayed = {(it.subject, it.object) for it in stated if it.predicate == node("rsh:relayedBy")}
    assert relayed, "the example has no claim that somebody relays"
    found = {(it.subject, it.predicate, it.object) for it in infer(stated)}
    for claim, relay in relayed:
        assert (claim, node("prov:wasInfluencedBy"), relay) in found
        assert not {(claim, node(it), relay) for it in ("prov:wasAttributedTo", "grasp:wasAttributedTo")} & found


def test_what_is_contested_does_not_follow() -> None:
    """Noem says that Petro criticised the government, and Sánchez denies it: no conclusion may follow from that."""
    found = set(infer(default_graph(EXAMPLE)))
    denied = [
        it
        for it in EXAMPLE.propositions
        if any(c.proposition == it.id and c.stance == "denied" for c in EXAMPLE.claims)
    ]
    assert [(it.subject, it.relation, it.object) for it in denied] == [("gustavo-petro", "criticizes", "us-government")]
    ends = {node("id:gustavo-petro"), node("id:us-government")}
    assert [it for it in found if {it.subject, it.object} == ends] == []
    assert triple("id:kristi-noem", "rsh:speaksAgainst", "id:gustavo-petro") in found, (
        "that she accuses him is reported"
    )


def test_both_engines_answer_alike() -> None:
    store = ox.Store()
    store.extend(quads(RICH, infer=True))
    answer = run(store, SPEAKS_AGAINST)
    assert len(answer) > 0
    assert answer.rows == run(as_rdflib(quads(RICH, infer=True)), SPEAKS_AGAINST).rows
