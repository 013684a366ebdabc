"""Assembly: which statements are one proposition, what answers what, and what becomes a plain edge."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from graph.assemble.damaging import Damage
from graph.model import (
    ANYONE,
    DOCUMENT,
    Annotation,
    Edge,
    KnowledgeGraph,
    Mention,
    Span,
    Stance,
    Statement,
)
from graph.ontology import load
from support.annotations import (
    CRITICISM,
    DAY,
    DENIED,
    FORTNIGHT,
    HEDGED,
    MET,
    PRAISE,
    account,
    article,
    build,
    claims_of,
    corpora,
    only,
    say,
)
from support.properties import given, settings, st

# ------------------------------------------------------------------------------ propositions


def test_a_dispute_over_two_articles_is_one_proposition() -> None:
    kg = build(
        article("one", say("s1", *CRITICISM, speaker="kristi-noem")),
        article("two", say("s1", *CRITICISM, speaker="pedro-sanchez", stance=DENIED)),
    )
    dispute = only(kg, "criticizes")
    assert kg.disputes() == (dispute,)
    assert {(it.speaker, it.stance) for it in claims_of(kg, dispute)} == {
        ("kristi-noem", Stance.AFFIRMED),
        ("pedro-sanchez", DENIED),
    }
    assert kg.edges == ()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"as_": "terrorist-organization"}, {"as_": "crime-group"}, 2),
        ({"as_": "crime-group"}, {"as_": "crime-group"}, 1),
        ({"as_": "crime-group"}, {}, 2),
        # Day and place are not part of the identity of a label.
        ({"on": DAY, "place": "bogota"}, {"on": date(2024, 1, 1), "place": "medellin"}, 1),
    ],
)
def test_identity_of_what_is_not_dated(one: dict[str, Any], other: dict[str, Any], expected: int) -> None:
    label = ("united-states", "classifiesAs", "tren-de-aragua")
    kg = build(article("one", say("s", *label, **one)), article("two", say("s", *label, **other)))
    assert len(kg.propositions) == expected


def test_what_says_nothing_of_its_object_is_shared_by_nobody() -> None:
    kg = build(
        article("one", say("s1", "donald-trump", "releases"), say("s2", "donald-trump", "releases", at=90)),
        article("two", say("s1", "donald-trump", "releases", stance=DENIED, speaker="kristi-noem")),
    )
    assert len(kg.propositions) == 3
    assert kg.disputes() == ()


def test_what_is_not_dated_spans_the_times_it_is_told_of() -> None:
    kg = build(
        article("one", say("s", *CRITICISM, on=DAY, place="bogota")),
        article("two", say("s", *CRITICISM, on=date(2025, 4, 1), place="medellin")),
    )
    found = only(kg, "criticizes")
    assert (found.on, found.earliest, found.latest, found.at) == (None, DAY, date(2025, 4, 1), None)


@pytest.mark.parametrize(
    ("same_article", "one", "other", "expected"),
    [
        (True, {"on": DAY}, {}, 1),
        (False, {"on": DAY}, {}, 2),
        (True, {"on": DAY}, FORTNIGHT, 1),
        (False, {"on": DAY}, FORTNIGHT, 1),
        (True, {"on": DAY, "place": "bogota"}, {"place": "colombia"}, 1),
        (True, {"on": DAY}, {"place": "bogota"}, 1),
        *(
            (same, {"on": DAY, "place": city}, {"on": DAY, "place": "colombia"}, 1)
            for city in ("bogota", "medellin")
            for same in (True, False)
        ),
        (True, {"earliest": DAY}, {}, 1),
        (False, {"on": DAY, "place": "bogota"}, {"on": DAY}, 1),
        (True, {"on": DAY, "place": "bogota"}, {"place": "medellin"}, 2),
        (True, {"on": DAY}, {"on": date(2025, 3, 28)}, 2),
        (True, {"on": date(2025, 1, 1)}, FORTNIGHT, 2),
        (True, {}, {}, 1),
        (False, {}, {}, 1),
    ],
)
def test_encounters_of_different_precision(
    same_article: bool, one: dict[str, Any], other: dict[str, Any], expected: int
) -> None:
    first = say("s1", "kristi-noem", "metWith", "gustavo-petro", **one)
    second = say("s2", "kristi-noem", "metWith", "gustavo-petro", at=100, **other)
    kg = build(article("one", first, second)) if same_article else build(article("one", first), article("two", second))
    assert len(kg.propositions) == expected
    assert len(kg.claims) == 2
    if expected == 1 and one.get("on"):
        assert kg.propositions[0].on == DAY


def test_a_vague_encounter_joins_neither_of_two_exact_ones() -> None:
    met = ("kristi-noem", "metWith", "gustavo-petro")
    kg = build(
        article("one", say("s1", *met, on=DAY), say("s2", *met, on=date(2025, 3, 21)), say("s3", *met, **FORTNIGHT))
    )
    assert len(kg.propositions) == 3


def test_three_precisions_in_one_article_are_one_encounter() -> None:
    met = ("kristi-noem", "metWith", "gustavo-petro")
    kg = build(article("one", say("s1", *met), say("s2", *met, **FORTNIGHT), say("s3", *met, on=DAY, place="bogota")))
    found = only(kg, "metWith")
    assert (found.on, found.earliest, found.latest, found.at) == (DAY, DAY, DAY, "bogota")


def test_a_denial_without_day_denies_every_matching_encounter() -> None:
    met = ("kristi-noem", "metWith", "gustavo-petro")
    kg = build(
        article("one", say("s1", *met, on=DAY), say("s2", *met, on=date(2025, 3, 21))),
        article("two", say("s1", *met, speaker="gustavo-petro", stance=DENIED)),
    )
    assert len(kg.propositions) == 2
    assert kg.disputes() == kg.propositions
    assert kg.edges == ()


@pytest.mark.parametrize(
    ("affirmed", "denied", "disputed"),
    [
        ({"on": DAY, "place": "bogota"}, {"place": "colombia"}, True),
        ({"on": DAY, "place": "bogota"}, {"place": "medellin"}, False),
        ({"on": DAY}, {"on": DAY}, True),
        ({"on": DAY}, FORTNIGHT, True),
        ({"on": DAY}, {"on": date(2025, 3, 28)}, False),
        ({}, {"on": DAY}, False),
        ({"on": DAY, "place": "bogota"}, {"on": DAY, "place": "bogota"}, True),
    ],
)
def test_what_a_denial_matches(affirmed: dict[str, Any], denied: dict[str, Any], disputed: bool) -> None:
    visit = ("kristi-noem", "visited", "colombia")
    kg = build(
        article("one", say("s", *visit, **affirmed)),
        article("two", say("s", *visit, speaker="gustavo-petro", stance=DENIED, **denied)),
    )
    assert bool(kg.disputes()) is disputed
    # A plain edge has no date: it is withheld in both cases.
    assert kg.edges == ()


def test_symmetric_relations_are_shown_as_first_said() -> None:
    one = article("one", say("s", "kristi-noem", "metWith", "gustavo-petro"))
    two = article("two", say("s", "gustavo-petro", "metWith", "kristi-noem"))
    first = min(one, two, key=lambda it: it.metadata.id).statements[0]
    found = only(build(one, two), "metWith")
    assert (found.subject, found.object) == (first.subject.entity, first.object.entity if first.object else None)
    visits = build(
        article("one", say("s", "kristi-noem", "criticizes", "gustavo-petro")),
        article("two", say("s", "gustavo-petro", "criticizes", "kristi-noem")),
    )
    assert len(visits.propositions) == 2


# ------------------------------------------------------------------------------ content


def test_content_is_a_shared_proposition() -> None:
    inner = say("s1", *PRAISE, speaker="kristi-noem")
    outer = say("s2", "kristi-noem", "accuses", "gustavo-petro", content="s1")
    kg = build(article("one", inner, outer), article("two", outer, inner))
    assert only(kg, "accuses").content == only(kg, "praises").id
    assert len(kg.propositions) == 2


def test_accusations_of_different_things_are_two() -> None:
    kg = build(
        article(
            "one",
            say("s1", *PRAISE, speaker="kristi-noem"),
            say("s2", *CRITICISM, speaker="kristi-noem"),
            say("s3", "kristi-noem", "accuses", "gustavo-petro", content="s1"),
            say("s4", "kristi-noem", "accuses", "gustavo-petro", content="s2"),
        )
    )
    assert len([it for it in kg.propositions if it.relation == "accuses"]) == 2
    assert kg.edges == (Edge("kristi-noem", "accuses", "gustavo-petro"),)


def test_content_that_no_proposition_was_read_from_is_words() -> None:
    span = Span(10, 20)
    given = say("s1", "gustavo-petro", "claims", content=span)
    cut = say("s2", "gustavo-petro", "claims", content=span, quote="0123456789the content!", evidence=Span(0, 22))
    assert (
        only(build(article("one", given, contents=(("s1", "they  need\nlove"),))), "claims").content_text
        == "they need love"
    )
    assert only(build(article("one", cut)), "claims").content_text == "the conten"


def test_contents_that_contain_themselves_or_nothing_are_words() -> None:
    kg = build(
        article(
            "one",
            say("s1", "gustavo-petro", "claims", content="s2"),
            say("s2", "kristi-noem", "claims", content="s1"),
            say("s3", "pedro-sanchez", "claims", content="s1"),
            say("s4", "pedro-sanchez", "denies", content="s4"),
            say("s5", "pedro-sanchez", "warns", content="lost"),
        )
    )
    by_subject = {it.subject: it for it in kg.propositions if it.relation == "claims"}
    assert by_subject["gustavo-petro"].content is None
    assert by_subject["gustavo-petro"].content_text is not None
    assert by_subject["pedro-sanchez"].content == by_subject["gustavo-petro"].id
    assert only(kg, "denies").content is None
    assert only(kg, "warns").content is None


# ------------------------------------------------------------------------------ claims and answers


def test_one_sentence_read_twice_is_one_claim() -> None:
    kg = build(
        article(
            "one",
            say("s1", *PRAISE, score=0.5),
            say("s2", *PRAISE, score=0.9, rule="better"),
            say("s3", *PRAISE, at=90),
        )
    )
    assert [(it.evidence.start, it.rule) for it in sorted(kg.claims, key=lambda it: it.evidence)] == [
        (0, "better"),
        (90, "rule"),
    ]


def test_claim_keeps_how_it_was_read() -> None:
    statement = say(
        "s", *PRAISE, speaker="kristi-noem", relayed_by=("newsmax",), quoted=True, plover="SUPPORT", cameo="051"
    )
    (claim,) = build(article("one", statement)).claims
    assert (claim.speaker, claim.relayed_by, claim.quoted) == ("kristi-noem", ("newsmax",), True)
    assert (claim.plover, claim.cameo, claim.quote, claim.evidence) == ("SUPPORT", "051", statement.quote, Span(0, 50))


def test_answers_read_in_an_article() -> None:
    kg = build(
        article(
            "one",
            say("s1", "kristi-noem", "accuses", "gustavo-petro"),
            say("s2", "gustavo-petro", "disputes", "kristi-noem", at=90, answers="s1"),
            say("s3", "gustavo-petro", "claims", at=200, answers="lost"),
        )
    )
    accusation, answer = claims_of(kg, only(kg, "accuses"))[0], claims_of(kg, only(kg, "disputes"))[0]
    assert answer.answers == (accusation.id,)
    assert accusation.answers == ()


def test_a_denial_answers_who_affirms_the_same_elsewhere() -> None:
    kg = build(
        article(
            "one",
            say("s1", *PRAISE, speaker="kristi-noem"),
            say("s2", *PRAISE, at=90),
            say("s3", *PRAISE, speaker=None, at=200),
        ),
        article("two", say("s1", *PRAISE, speaker="gustavo-petro", stance=DENIED)),
    )
    by_speaker = {it.speaker: it for it in kg.claims}
    assert by_speaker["gustavo-petro"].answers == (by_speaker["kristi-noem"].id,)
    assert all(not it.answers for it in kg.claims if it.speaker != "gustavo-petro")


@pytest.mark.parametrize(("where", "expected"), [("one", 1), ("two", 0)])
def test_who_stands_up_for_another_answers_in_the_same_article_only(where: str, expected: int) -> None:
    reply = say("reply", "pedro-sanchez", "disputes", "kristi-noem", at=90)
    accusation = say("s1", "kristi-noem", "accuses", "gustavo-petro")
    first = [accusation, *([reply] if where == "one" else [])]
    kg = build(article("one", *first), article("two", say("other", *CRITICISM), *([reply] if where == "two" else [])))
    assert len(claims_of(kg, only(kg, "disputes"))[0].answers) == expected


@pytest.mark.parametrize(
    ("relation", "object", "content", "expected"),
    [
        ("denies", "kristi-noem", "p", 2),
        ("rejects", "kristi-noem", "p", 2),
        ("admits", None, "p", 2),
        ("denies", "donald-trump", "p", 0),
        ("denies", "kristi-noem", "q", 0),
        ("denies", "kristi-noem", None, 1),
        ("warns", "kristi-noem", "p", 0),
    ],
)
def test_a_speech_act_answers_what_it_is_about(
    relation: str, object: str | None, content: str | None, expected: int
) -> None:
    kg = build(
        article(
            "one",
            say("s1", *PRAISE, speaker="kristi-noem"),
            say("s2", "kristi-noem", "accuses", "gustavo-petro", content="s1"),
        ),
        article(
            "two",
            say("p", *PRAISE, speaker="gustavo-petro", stance=HEDGED),
            say("q", *CRITICISM, speaker="gustavo-petro", stance=HEDGED),
            say("act", "gustavo-petro", relation, object, at=90, content=content),
        ),
    )
    act = claims_of(kg, only(kg, relation))[0]
    assert len(act.answers) == expected


def test_who_takes_something_back_answers_himself_and_denies_nothing() -> None:
    kg = build(
        article("one", say("s1", *PRAISE, speaker="kristi-noem"), say("s2", *PRAISE, speaker="pedro-sanchez")),
        article("two", say("s1", *PRAISE, speaker="kristi-noem", stance=Stance.WITHDRAWN)),
    )
    said = {it.id: it for it in kg.claims}
    back = next(it for it in kg.claims if it.stance is Stance.WITHDRAWN)
    assert [said[id].speaker for id in back.answers] == ["kristi-noem"]
    assert kg.disputes() == ()
    assert Edge(*PRAISE) not in account(kg, "kristi-noem")
    assert Edge(*PRAISE) in account(kg, "pedro-sanchez")


# ------------------------------------------------------------------------------ plain edges


def test_plain_edge_needs_the_own_voice_of_an_article() -> None:
    kg = build(
        article(
            "one",
            say("s1", "kristi-noem", "visited", "bogota"),
            say("s2", "kristi-noem", "criticizes", "gustavo-petro", speaker="gustavo-petro"),
            say("s3", *PRAISE, stance=HEDGED),
            say("s4", "gustavo-petro", "linkedTo", "tren-de-aragua", speaker=None),
            say("s5", "gustavo-petro", "supports", "tren-de-aragua", relayed_by=("reuters",)),
            say("s6", "gustavo-petro", "claims"),
        )
    )
    assert kg.edges == (Edge("kristi-noem", "visited", "bogota"),)


@pytest.mark.parametrize(
    "denial",
    [
        say("d", "kristi-noem", "metWith", "gustavo-petro", stance=DENIED, speaker="gustavo-petro"),
        say("d", "gustavo-petro", "metWith", "kristi-noem", stance=DENIED, speaker=None),
        say("d", "gustavo-petro", "metWith", "kristi-noem", stance=DENIED, on=DAY),
    ],
)
def test_denied_anywhere_is_no_plain_edge(denial: Statement) -> None:
    kg = build(article("one", say("s", "kristi-noem", "metWith", "gustavo-petro")), article("two", denial))
    assert kg.edges == ()
    assert MET in account(kg, ANYONE) or Edge(MET.object, MET.relation, MET.subject) in account(kg, ANYONE)


def test_denial_of_the_inverse_is_a_denial() -> None:
    kg = build(
        article("one", say("s", "colombia", "buysFrom", "united-states")),
        article("two", say("s", "united-states", "sellsTo", "colombia", stance=DENIED, speaker="donald-trump")),
    )
    assert kg.edges == ()


# ------------------------------------------------------------------------------ accounts


def test_accounts_of_speakers_articles_and_outlets() -> None:
    one = article(
        "one",
        say("s1", *PRAISE, speaker="kristi-noem"),
        say("s2", "kristi-noem", "visited", "bogota"),
        outlet="Newsmax",
    )
    two = article("two", say("s1", "kristi-noem", "visited", "colombia"), outlet="Newsmax", author="Josep Freixes")
    kg = build(one, two)
    praise, bogota = Edge(*PRAISE), Edge("kristi-noem", "visited", "bogota")
    colombia = Edge("kristi-noem", "visited", "colombia")
    assert account(kg, "kristi-noem") == {praise}
    assert account(kg, one.metadata.id) == {bogota}
    assert account(kg, two.metadata.id) == {colombia}
    assert account(kg, "newsmax") == {bogota, colombia}
    assert account(kg, ANYONE) == {praise, bogota, colombia}
    assert [it.owner for it in kg.accounts] == sorted(
        {ANYONE, "kristi-noem", "newsmax", one.metadata.id, two.metadata.id}
    )
    assert {(it.id, it.type) for it in kg.entities} >= {("newsmax", "Outlet"), ("josep-freixes", "Person")}


def test_what_is_passed_on_is_in_nobodys_account_but_that_of_anyone() -> None:
    kg = build(article("one", say("s", *PRAISE, speaker="kristi-noem", relayed_by=("reuters",))))
    assert account(kg, "kristi-noem") == account(kg, "reuters") == set()
    assert account(kg, ANYONE) == {Edge(*PRAISE)}


def test_an_account_leaves_out_what_its_owner_denies_or_hedges() -> None:
    kg = build(
        article(
            "one",
            say("s1", *PRAISE, speaker="kristi-noem"),
            say("s2", *CRITICISM, speaker="kristi-noem", stance=HEDGED),
        ),
        article(
            "two",
            say("s1", *PRAISE, speaker="kristi-noem", stance=DENIED),
            say("s2", *CRITICISM, speaker=None, stance=HEDGED),
        ),
    )
    assert account(kg, "kristi-noem") == set()
    assert account(kg, ANYONE) == {Edge(*PRAISE)}
    assert len(kg.disputes()) == 1


def test_a_label_is_in_the_account_of_who_gives_it() -> None:
    label = say(
        "s", "united-states", "classifiesAs", "tren-de-aragua", speaker="pedro-sanchez", as_="terrorist-organization"
    )
    kg = build(article("one", label))
    shortcut = Edge("tren-de-aragua", "classifiedAs", "terrorist-organization")
    assert account(kg, "united-states") == {shortcut}
    assert shortcut in account(kg, ANYONE)
    assert account(kg, "pedro-sanchez") == {Edge("united-states", "classifiesAs", "tren-de-aragua")}
    assert kg.edges == ()
    denied = build(article("one", label), article("two", replace(label, speaker="donald-trump", stance=DENIED)))
    assert account(denied, "united-states") == set()
    assert shortcut in account(denied, ANYONE)
    assert ANYONE not in {it.owner for it in build(article("one", replace(label, speaker=None))).accounts}


def test_a_byline_never_takes_the_node_of_something_else() -> None:
    kg = build(article("one", say("s", "kristi-noem", "visited", "bogota"), author="Bogota", outlet="Bogota"))
    types = {it.id: it.type for it in kg.entities}
    assert types["bogota"] == "City"
    assert sorted(type for id, type in types.items() if id.startswith("bogota-")) == ["Outlet", "Person"]


# ------------------------------------------------------------------------------ properties


def turned(edge: Edge) -> Iterable[Edge]:
    relation = load().relations[edge.relation]
    yield edge
    if relation.symmetric:
        yield Edge(edge.object, edge.relation, edge.subject)
    if relation.inverse:
        yield Edge(edge.object, relation.inverse, edge.subject)


@settings(max_examples=200)
@given(corpora)
def test_no_denied_or_merely_reported_thing_is_a_plain_edge(articles: list[Annotation]) -> None:
    kg = build(*articles)
    read = [it for one in articles for it in one.statements if it.object]
    denied = {
        edge
        for it in read
        if it.stance is DENIED and it.object
        for edge in turned(Edge(it.subject.entity, it.relation, it.object.entity))
    }
    stated = {
        edge
        for it in read
        if it.speaker == DOCUMENT and it.stance is Stance.AFFIRMED and not it.relayed_by and it.object
        for edge in turned(Edge(it.subject.entity, it.relation, it.object.entity))
    }
    assert not denied & set(kg.edges)
    assert set(kg.edges) <= stated
    about = {it.id: it for it in kg.propositions}
    for claim in kg.claims:
        it = about[claim.proposition]
        if claim.stance is DENIED and it.object is not None:
            assert Edge(it.subject, it.relation, it.object) not in kg.edges
            if claim.speaker not in (None, DOCUMENT) and not claim.relayed_by:
                assert Edge(it.subject, it.relation, it.object) not in account(kg, claim.speaker)


@settings(max_examples=150)
@given(corpora, st.randoms(use_true_random=False))
def test_order_does_not_matter(articles: list[Annotation], chance: random.Random) -> None:
    expected = build(*articles)
    shuffled = [replace(it, statements=tuple(chance.sample(it.statements, len(it.statements)))) for it in articles]
    chance.shuffle(shuffled)
    assert build(*shuffled) == expected
    assert build(*articles, *shuffled) == expected


@settings(max_examples=150)
@given(corpora)
def test_everything_is_sorted_and_leads_somewhere(articles: list[Annotation]) -> None:
    kg = build(*articles)
    for records in (kg.documents, kg.entities, kg.propositions, kg.claims):
        ids = [it.id for it in records]
        assert ids == sorted(set(ids))
    assert list(kg.edges) == sorted(set(kg.edges))
    nodes, about, made = ({it.id for it in some} for some in (kg.entities, kg.propositions, kg.claims))
    for it in kg.propositions:
        assert {one for one in (it.subject, it.object, it.as_, it.at, *it.with_, it.regarding) if one} <= nodes
        assert it.content is None or (it.content in about and it.content_text is None)
        assert claims_of(kg, it)
    for claim in kg.claims:
        assert claim.proposition in about
        assert claim.id not in claim.answers
        assert set(claim.answers) <= made
    for one in kg.accounts:
        assert list(one.edges) == sorted(set(one.edges))
        assert one.edges
        assert one.owner == ANYONE or one.owner in nodes | {it.id for it in kg.documents}


def test_nothing_gives_nothing() -> None:
    assert build() == KnowledgeGraph((), (), (), (), (), ())


# ----------------------------------------------------------------------------------- harm

TIE = ("gustavo-petro", "memberOf", "tren-de-aragua")
DEED = ("gustavo-petro", "kills", "pedro-sanchez")


@pytest.mark.parametrize("said", [TIE, DEED, ("kristi-noem", "accuses", "gustavo-petro")])
def test_what_tells_against_somebody_is_a_plain_edge_only_where_it_was_read_surely(said: tuple[str, str, str]) -> None:
    assert build(article("one", say("s1", *said, score=0.9))).edges == (Edge(*said),)
    unsure = build(article("one", say("s1", *said, score=0.89)))
    assert (unsure.edges, [it.stance for it in unsure.claims]) == ((), [Stance.HEDGED])
    assert build(article("one", say("s1", *said, score=0.49))).claims == ()


def test_what_somebody_is_reported_to_say_is_his_whatever_the_score() -> None:
    kg = build(article("one", say("s1", *TIE, speaker="kristi-noem", score=0.7)))
    assert [(it.speaker, it.stance) for it in kg.claims] == [("kristi-noem", Stance.AFFIRMED)]
    assert build(article("one", say("s1", *TIE, speaker="kristi-noem", score=0.4))).claims == ()


def test_a_tie_to_anybody_else_does_no_harm() -> None:
    said = ("gustavo-petro", "memberOf", "newsmax")
    assert build(article("one", say("s1", *said, score=0.4))).edges == (Edge(*said),)
    fought = ("gustavo-petro", "arrests", "tren-de-aragua")
    assert build(article("one", say("s1", *fought, score=0.4))).edges == (Edge(*fought),)


def test_a_tie_that_holds_both_ways_harms_either_way() -> None:
    assert build(article("one", say("s1", "tren-de-aragua", "linkedTo", "gustavo-petro", score=0.8))).edges == ()


def _described(entity: str) -> Mention:
    return Mention(Span(0, 1), "x", "Person", entity, "mention.described", 0.7)


def test_who_has_no_name_is_not_defamed_and_leaves_no_doubt_of_who_has_one() -> None:
    told = article("one", say("s1", *DEED, score=0.7))
    unnamed = replace(told, mentions=(_described("gustavo-petro"),))
    assert [it.stance for it in build(unnamed).claims] == [Stance.AFFIRMED]
    victim = replace(told, mentions=(_described("pedro-sanchez"),))
    assert [it.stance for it in build(victim).claims] == [Stance.AFFIRMED]
    assert [it.stance for it in build(told).claims] == [Stance.HEDGED]
    assert not build(unnamed).edges + build(victim).edges


def test_what_only_a_pronoun_speaks_of_is_left_open() -> None:
    told = article("one", say("s1", *TIE, score=0.95))
    (statement,) = told.statements
    assert statement.object is not None
    it = Mention(statement.object.span, "it", "Organization", "tren-de-aragua", "pronoun.it", 0.9)
    kg = build(replace(told, mentions=(it,)))
    assert (kg.edges, [claim.stance for claim in kg.claims]) == ((), [Stance.HEDGED])
    assert build(told).edges == (Edge(*TIE),)
    harmless = article("one", say("s1", "gustavo-petro", "arrests", "tren-de-aragua"))
    assert build(replace(harmless, mentions=(it,))).edges == (Edge("gustavo-petro", "arrests", "tren-de-aragua"),)


@settings(max_examples=100, deadline=None)
@given(corpora)
def test_no_plain_edge_does_harm_on_an_unsure_reading(articles: list[Annotation]) -> None:
    kg = build(*articles)
    damage = Damage(kg.entities)
    sure = {it.proposition for it in kg.claims if it.score >= 0.9 and it.speaker == DOCUMENT and not it.relayed_by}
    told = {(it.subject, it.relation, it.object) for it in kg.propositions if it.id in sure}
    assert [
        edge for edge in kg.edges if damage.of(edge) and (edge.subject, edge.relation, edge.object) not in told
    ] == []


# ---------------------------------------------------------------------------------- silence


def test_a_denial_by_the_accused_beside_an_unanswered_accusation_may_answer_it() -> None:
    accusation = say("a", "kristi-noem", "accuses", "gustavo-petro")
    elsewhere = say("b", "gustavo-petro", "metWith", "tren-de-aragua", stance=Stance.DENIED, speaker="gustavo-petro")
    act = say("c", "gustavo-petro", "denies", "tren-de-aragua")
    others = say("d", "kristi-noem", "metWith", "tren-de-aragua", stance=Stance.DENIED, speaker="kristi-noem")
    kg = build(article("one", accusation, elsewhere, act, others), article("two", act))
    by_id = {it.id: it for it in kg.propositions}
    (accusing,) = (it for it in kg.claims if by_id[it.proposition].relation == "accuses")
    beside = [it for it in kg.claims if it.may_answer]
    assert {it.may_answer for it in beside} == {(accusing.id,)}
    assert {(by_id[it.proposition].relation, it.document == accusing.document) for it in beside} == {
        ("metWith", True),
        ("denies", True),
    }
    assert "kristi-noem" not in {it.speaker for it in beside}


def test_what_was_read_as_an_answer_leaves_no_possible_ones() -> None:
    accusation = say("a", "kristi-noem", "accuses", "gustavo-petro")
    reply = say("b", "gustavo-petro", "rejects", "kristi-noem")
    denial = say("c", "gustavo-petro", "metWith", "tren-de-aragua", stance=Stance.DENIED, speaker="gustavo-petro")
    kg = build(article("one", accusation, reply, denial))
    assert any(it.answers for it in kg.claims)
    assert not any(it.may_answer for it in kg.claims)


# ----------------------------------------------------------------------- what cannot be true


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        (("gustavo-petro", "memberOf", "bogota"), False),  # a city has no members
        (("gustavo-petro", "memberOf", "tren-de-aragua"), True),
        (("tren-de-aragua", "officialOf", "colombia"), False),  # nor does an organisation hold an office
        (("gustavo-petro", "officialOf", "colombia"), True),
        (("gustavo-petro", "leads", "colombia"), True),  # a country is both a place and an agent
        (("bogota", "criticizes", "gustavo-petro"), True),  # a city may be a country, and countries speak
        (("gustavo-petro", "visited", "bogota"), True),
    ],
)
def test_what_the_ontology_excludes_is_said_and_no_fact(said: tuple[str, str, str], fact: bool) -> None:
    kg = build(article("one", say("s1", *said, score=0.95)))
    assert (kg.edges == (Edge(*said),)) == fact
    assert [it.stance for it in kg.claims] == [Stance.AFFIRMED]
    # The account of the article is what it says, not what is true.
    assert account(kg, "one") is not None
