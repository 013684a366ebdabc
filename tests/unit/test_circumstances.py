"""Events: participants, place and time are facts only if an article states them in its own voice."""

from __future__ import annotations

from datetime import date

import pytest

from graph.model import Entity, KnowledgeGraph
from support.annotations import read


def events(kg: KnowledgeGraph, *types: str) -> list[Entity]:
    return [it for it in kg.entities if it.type in types]


MET = "Ana Ruiz met with Carlos Vega in Quito on May 3."
ALLEGED = "Pablo Diaz said that Ana Ruiz met with Carlos Vega in Quito on May 3."
DENIED = "Ana Ruiz denied that she met with Carlos Vega in Quito."


def test_what_an_article_tells_happened() -> None:
    (meeting,) = events(read(MET), "Meeting")
    assert meeting.participants == ("ana-ruiz", "carlos-vega")
    assert (meeting.place, meeting.on) == ("quito", date(2025, 5, 3))
    (visit,) = events(read("Ana Ruiz visited Quito on May 3."), "Visit")
    assert (visit.participants, visit.place) == (("ana-ruiz",), "quito")


@pytest.mark.parametrize(
    "text",
    [
        ALLEGED,
        DENIED,
        "Ana Ruiz allegedly met with Carlos Vega in Quito.",
        '"Ana Ruiz met with Carlos Vega in Quito," Pablo Diaz said.',
        "Pablo Diaz said that Ana Ruiz visited Quito on May 3.",
    ],
)
def test_what_somebody_says_is_a_claim_and_no_event(text: str) -> None:
    kg = read(text)
    assert {it.relation for it in kg.propositions} & {"metWith", "visited"}
    assert events(kg, "Meeting", "Visit") == []


@pytest.mark.parametrize(
    "text",
    [
        "Ana Ruiz denied a deal with Los Choneros.",
        "Pablo Diaz accused Ana Ruiz of a deal with Los Choneros.",
        "Ana Ruiz rejected a meeting with Carlos Vega.",
    ],
)
def test_an_event_that_is_only_named_has_no_participants(text: str) -> None:
    for event in events(read(text), "Deal", "Meeting"):
        assert (event.participants, event.place, event.on, event.earliest) == ((), None, None, None)


def test_a_denial_elsewhere_takes_the_fact_back() -> None:
    (meeting,) = events(read(MET, DENIED), "Meeting")
    assert (meeting.participants, meeting.place, meeting.on) == ((), None, None)


def test_a_claimant_gives_a_told_meeting_no_place() -> None:
    told = "Ana Ruiz met with Carlos Vega on May 3."
    (meeting,) = events(read(told, "Pablo Diaz said that Ana Ruiz met with Carlos Vega in Quito."), "Meeting")
    assert meeting.participants == ("ana-ruiz", "carlos-vega")
    assert meeting.place is None


def test_a_visit_to_an_institution_is_with_it_and_not_at_it() -> None:
    (visit,) = events(read("Ana Ruiz visited the National Human Rights Commission on May 3."), "Visit")
    assert (len(visit.participants), visit.place) == (2, None)


def test_a_deal_that_is_signed_has_its_parties() -> None:
    text = "Colombia signed a deal with Sweden. Germany supported the deal between Colombia and Sweden."
    (deal,) = events(read(text), "Deal")
    assert deal.participants == ("colombia", "sweden")
