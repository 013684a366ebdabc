"""What the page needs so that its readers' decisions can be matched to their claims and entities again."""

from __future__ import annotations

from dataclasses import replace

from graph.decisions import group
from graph.model import Span
from graph.ontology import load
from graph.prefixes import slug
from graph.view.decidable import decidable
from support.graphs import EXAMPLE


def test_words_are_given_only_where_a_sentence_has_two_readings_without_them() -> None:
    one = EXAMPLE.claims[0]
    about = next(it for it in EXAMPLE.propositions if it.id == one.proposition)
    said = replace(about, id="one", relation="claims", object=None, as_=None, content=None, content_text="It rained.")
    other = replace(said, id="other", content_text="It snowed.")
    first = replace(one, id="c1", proposition="one", evidence=Span(0, 20))
    second = replace(one, id="c2", proposition="other", evidence=Span(10, 30))
    kg = replace(EXAMPLE, propositions=(said, other), claims=(first, second))
    assert decidable(kg, load())["words"] == {"one": "it-rained", "other": "it-snowed"}
    apart = replace(kg, claims=(first, replace(second, evidence=Span(20, 30))))
    assert decidable(apart, load())["words"] == {}


def test_names_are_given_where_an_id_is_another_one_and_classes_with_their_group() -> None:
    known = decidable(EXAMPLE, load())
    assert known["names"] == {it.id: slug(it.label) for it in EXAMPLE.entities if slug(it.label) != it.id}
    assert known["classes"]["Person"] == {"label": "person", "group": None}
    assert known["classes"]["Category"]["group"] == group("Office") != group("Event")
    assert "Claim" not in known["classes"]
