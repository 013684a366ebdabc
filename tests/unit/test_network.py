"""Entities as nodes, claims as edges, and only values that GraphML can express."""

from __future__ import annotations

from graph.model import KnowledgeGraph
from graph.network import network
from support.graphs import EXAMPLE, HOSTILE, HOSTILE_ID, RICH, knowledge_graphs
from support.properties import given, settings


def test_every_entity_is_a_node_with_label_and_type() -> None:
    nodes = network(RICH).nodes
    for entity in RICH.entities:
        assert nodes[entity.id] == {"label": entity.label, "type": entity.type, "is_entity": True}
    assert nodes[HOSTILE_ID]["label"] == HOSTILE


def test_a_claim_and_its_denial_are_two_edges() -> None:
    edges = network(EXAMPLE).get_edge_data("gustavo-petro", "us-government")
    assert {key: (it["stance"], it["speaker"], it["relation"], it["disputed"]) for key, it in edges.items()} == {
        "c2": ("affirmed", "kristi-noem", "criticizes", True),
        "c3": ("denied", "pedro-sanchez", "criticizes", True),
    }


def test_an_edge_says_who_where_and_when() -> None:
    edge = network(EXAMPLE).edges["united-states", "tren-de-aragua", "c4"]
    claim = next(it for it in EXAMPLE.claims if it.id == "c4")
    assert edge["speaker_label"] == "Pedro Sanchez"
    assert edge["quote"] == claim.quote
    assert (edge["document"], edge["date"]) == (claim.document, "2025-04-07")
    assert edge["headline"] == "Colombia’s MoD Speaks Out on Petro-Kristi Noem Controversy"
    assert edge["as"] == "terrorist organization"
    assert (edge["rule"], edge["score"], edge["quoted"]) == (claim.rule, 0.9, True)


def test_speakers_that_are_no_entities() -> None:
    edges = network(RICH).edges
    assert edges["tren-de-aragua", "united-states", "d2"]["speaker"] == "unattributed"
    own = edges["kristi-noem", "bogota", "d4"]
    assert (own["speaker"], own["speaker_label"], own["on"]) == ("document", "Andean Post", "2025-03-27")


def test_a_speech_act_without_object_leads_to_what_was_said() -> None:
    result = network(RICH)
    assert result.edges["kristi-noem", "prop:praise", "c8"]["relation"] == "claims"
    said = {"label": "Gustavo Petro praises Tren de Aragua", "type": "Proposition", "is_entity": False}
    assert result.nodes["prop:praise"] == said
    assert result.edges["gustavo-petro", HOSTILE_ID, "d6"]["content"] == "of <i>lying</i>"


@given(knowledge_graphs())
@settings(max_examples=60)
def test_any_graph_has_an_edge_for_each_claim_and_plain_values_only(kg: KnowledgeGraph) -> None:
    result = network(kg)
    assert {key for _, _, key in result.edges(keys=True)} == {claim.id for claim in kg.claims}
    assert result.number_of_edges() == len(kg.claims)
    for node, attributes in result.nodes(data=True):
        assert set(attributes) == {"label", "type", "is_entity"}
        assert attributes["is_entity"] == (node in {it.id for it in kg.entities})
    for _, _, attributes in result.edges(data=True):
        assert all(isinstance(value, str | float | bool) for value in attributes.values())
