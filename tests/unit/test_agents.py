"""Bylines: the persons and agencies in them, and the nodes that they become."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.agents import authors_in, sign
from graph.model import RESERVED, Entity, KnowledgeGraph, Metadata
from support.graphs import EXAMPLE, RICH, knowledge_graphs
from support.properties import given


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Jane Roe", ["Jane Roe"]),
        ("MARISOL TEJEDOR and COLM HANNIGAN", ["Marisol Tejedor", "Colm Hannigan"]),
        ("Jane Roe, John Doe, and Ana Pérez", ["Jane Roe", "John Doe", "Ana Pérez"]),
        ("Jane Roe & John Doe; Ana Pérez", ["Jane Roe", "John Doe", "Ana Pérez"]),
        ("JOSÉ DE LA TORRE-O’NEILL", ["José de la Torre-O’Neill"]),
        ("J.R. MCDONALD III", ["J.R. McDonald III"]),
        ("José de la Torre", ["José de la Torre"]),
        ("Jane Roe and Reuters", ["Jane Roe"]),
        ("Jane Roe and Continental Wire staff", ["Jane Roe"]),
        ("Reuters", []),
        ("Gulf Ledger newsroom", []),
        ("Jane Roe, Special Correspondent", ["Jane Roe"]),
        ("Jane Roe, Bogota", ["Jane Roe"]),
        ("  Jane\n Roe ", ["Jane Roe"]),
        ("", []),
        (" , ", []),
        # Near misses: what separates names elsewhere is part of these names.
        ("Roe, Jane", ["Roe, Jane"]),
        ("John Roe, Jr.", ["John Roe, Jr."]),
        ("Alexandra Anderson", ["Alexandra Anderson"]),
        ("Mariana and Mateo", ["Mariana and Mateo"]),
        ("Apolonia Staffordshire", ["Apolonia Staffordshire"]),
    ],
)
def test_authors(byline: str, names: list[str]) -> None:
    assert list(authors_in(byline)) == names


def test_each_author_is_a_person_and_known_ones_keep_their_nodes() -> None:
    article = Metadata("a.txt", "0" * 64, author="GUSTAVO PETRO and JANE ROE and Jane Roe", outlet="The  Reuters")
    reuters = Entity("the-reuters", "Organization", "The Reuters")
    signed = sign((*EXAMPLE.entities, reuters), [article])
    assert signed.authors == {article.id: ("gustavo-petro", "jane-roe")}
    assert signed.outlets == {article.id: "the-reuters"}
    found = {it.id: it for it in signed.entities}
    assert found["gustavo-petro"] in EXAMPLE.entities
    assert found["jane-roe"] == Entity("jane-roe", "Person", "Jane Roe")
    assert found["the-reuters"] == replace(reuters, type="Outlet")


@pytest.mark.parametrize("name", ["Document", "unattributed"])
def test_no_house_is_taken_for_the_voice_of_an_article_or_of_nobody(name: str) -> None:
    article = Metadata("a.txt", "0" * 64, author=name, outlet=name)
    signed = sign((), [article])
    assert not RESERVED & {it.id for it in signed.entities}
    assert signed.outlets[article.id] in {it.id for it in signed.entities}


def test_nobody_signs_as_something_else() -> None:
    place = Entity("jane-roe", "City", "Jane Roe")
    article = Metadata("a.txt", "0" * 64, author="Jane Roe", outlet=" ")
    signed = sign([place], [article])
    assert signed.authors[article.id] != ("jane-roe",)
    assert signed.outlets == {}
    assert [it.type for it in signed.entities] == ["City", "Person"]


@given(knowledge_graphs())
def test_signing_twice_changes_nothing(kg: KnowledgeGraph) -> None:
    once = sign(kg.entities, kg.documents)
    assert sign(once.entities, kg.documents) == once
    ids = {it.id for it in once.entities}
    assert len(ids) == len(once.entities)
    assert ids >= {*once.outlets.values(), *(id for them in once.authors.values() for id in them)}


def test_the_order_does_not_matter() -> None:
    assert sign(RICH.entities[::-1], RICH.documents[::-1]) == sign(RICH.entities, RICH.documents)
