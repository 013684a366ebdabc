"""Disputes about anything: comparison of deeds, denials of accusations, rivals, and broader propositions."""

from __future__ import annotations

from datetime import date

import pytest

from graph import ontology
from graph.extract.pipeline import annotate
from graph.model import Deed, KnowledgeGraph, Span, Stance, Statement
from graph.read import from_text
from graph.standoff.reading import from_json
from graph.standoff.writing import to_json
from graph.triples import quads
from support.annotations import DAY, DENIED, article, build, claims_of, only, read, say

PAID = Deed("pay", ("bus",))
RUIZ, BECK, LANE = "kristi-noem", "gustavo-petro", "pedro-sanchez"


def deed(
    id: str, told: Deed, speaker: str, stance: Stance = Stance.AFFIRMED, at: int = 0, object: str | None = None
) -> Statement:
    return say(id, BECK, "does", object, speaker, stance, at, deed=told, content=Span(at, at + 9))


def sides(kg: KnowledgeGraph) -> set[tuple[str | None, str | None]]:
    """Who affirms and who denies each disputed proposition."""
    found = set()
    for it in kg.disputes():
        claims = claims_of(kg, it)
        affirmed = {one.speaker for one in claims if one.stance is Stance.AFFIRMED}
        found |= {(one, other.speaker) for one in affirmed for other in claims if other.stance is DENIED}
    return found


@pytest.mark.parametrize(
    ("told", "denied", "disputed"),
    [
        (PAID, PAID, True),
        (Deed("pay", ("bus", "public")), PAID, True),  # denying it denies doing it with public money
        (PAID, Deed("pay", ("bus", "public")), False),  # but he may have paid with his own money
        (PAID, Deed("pay"), True),
        (PAID, Deed("sell", ("bus",)), False),
        (Deed("can pay", ("bus",)), PAID, False),
        (Deed("receive", ("email", "marking")), Deed("receive", ("email", "mark")), True),
        (Deed("murder", ("guard",)), Deed("kill", ("guard",)), True),
        (Deed("murder", ("guard",)), Deed("kill", ("dog",)), False),
    ],
)
def test_a_denial_denies_what_says_as_much_or_more(told: Deed, denied: Deed, disputed: bool) -> None:
    kg = build(article("one", deed("d1", told, RUIZ), deed("d2", denied, BECK, DENIED, at=60)))
    assert sides(kg) == ({(RUIZ, BECK)} if disputed else set())


@pytest.mark.parametrize(("denied", "disputed"), [(PAID, True), (Deed("pay"), False)])
def test_in_another_article_only_a_denial_that_says_what_is_meant(denied: Deed, disputed: bool) -> None:
    kg = build(article("one", deed("d1", PAID, RUIZ)), article("two", deed("d2", denied, BECK, DENIED)))
    assert sides(kg) == ({(RUIZ, BECK)} if disputed else set())


def test_a_deed_is_never_an_edge() -> None:
    kg = build(article("one", deed("d1", PAID, RUIZ, object=LANE), deed("d2", PAID, BECK, object=LANE)))
    assert only(kg, "does").object == LANE
    assert not any(edge.relation == "does" for it in kg.accounts for edge in it.edges)
    assert not kg.edges


def test_a_deed_that_meets_nothing_is_left_to_the_words_of_the_act() -> None:
    act = say("s1", RUIZ, "claims", None, content=Span(0, 9), doing="d1")
    kg = build(article("one", act, deed("d1", PAID, RUIZ)))
    assert [it.relation for it in kg.propositions] == ["claims"]
    assert [(it.content, bool(it.content_text)) for it in kg.propositions] == [(None, True)]
    assert {it.proposition for it in kg.claims} == {it.id for it in kg.propositions}


def test_who_denies_an_accusation_denies_what_it_says() -> None:
    accused = say("s1", RUIZ, "accuses", BECK, content=Span(0, 9), doing="d1")
    denied = say("s2", BECK, "rejects", RUIZ, at=60)
    kg = build(article("one", accused, deed("d1", PAID, RUIZ), denied))
    assert sides(kg) == {(RUIZ, BECK)}
    (denial,) = [it for it in kg.claims if it.stance is DENIED]
    assert denial.evidence == denied.evidence
    assert kg.because == ((only(kg, "does").id, "denied by Gustavo Petro, affirmed by Kristi Noem"),)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Tom Beck denied claims that he had paid for the buses.", "denied by Tom Beck, alleged by others who"),
        ("Tom Beck has been accused of forgery. He denied the charges.", "denied by Tom Beck, alleged by others who"),
        ("Tom Beck has been accused of selling a boat. He denied any wrongdoing.", "denied by Tom Beck, alleged by"),
        ("Tom Beck was charged with murder. He pleaded not guilty.", "denied by Tom Beck, alleged by others who"),
        ("Tom Beck is accused of murder. He denied involvement in the killing.", "denied by Tom Beck, alleged by"),
        ("Tom Beck is accused of murder. He denied involvement in the robbery.", ""),
        ("Tom Beck may have paid for the buses, Ana Ruiz said. He denied that he paid for the buses.", ""),
        ("Tom Beck has been accused of forgery. He declined to comment.", ""),
        ("Tom Beck has been accused of forgery. Ana Ruiz denied having sold a boat.", ""),
    ],
)
def test_what_is_alleged_by_nobody_named_is_in_dispute_once_it_is_denied(text: str, why: str) -> None:
    kg = read(text)
    assert len(kg.disputes()) == bool(why)
    assert all(told.startswith(why) for _, told in kg.because)
    assert not kg.edges


@pytest.mark.parametrize(
    ("denial", "disputes"),
    [
        ("Beck denied the claims.", 2),
        ("Beck denied the claim.", 1),
        ("Beck denied these claims.", 2),
        ("Lane denied the claims.", 0),
        ("Beck denied the rumours about Lane.", 0),
    ],
)
def test_the_claims_are_all_that_was_just_said_of_who_denies_them(denial: str, disputes: int) -> None:
    told = "Ana Ruiz said that Tom Beck had paid for the buses. She also said that Beck had painted the bridge."
    assert len(read(f"{told} {denial}").disputes()) == disputes


@pytest.mark.parametrize(
    ("told", "disputed"),
    [
        ("Tom Beck did not criticize Jo Lane in his speech.", False),
        ("The minister falsely claimed that Tom Beck criticized Jo Lane.", True),
        ("Tom Beck did not criticize Jo Lane in his speech, Ana Ruiz said.", True),
    ],
)
def test_what_an_article_tells_somebody_not_to_have_said_is_of_that_occasion(told: str, disputed: bool) -> None:
    assert bool(read(f"The baker Ugo Sala said that Tom Beck criticized Jo Lane. {told}").disputes()) is disputed


def test_no_article_denies_what_it_tells_itself() -> None:
    told = (say("s1", RUIZ, "visited", "bogota"), say("s2", RUIZ, "visited", "bogota", stance=DENIED, at=60))
    assert not build(article("one", *told)).disputes()
    assert not build(article("one", *told)).edges
    assert len(build(article("one", told[0]), article("two", told[1])).disputes()) == 1
    said = say("s1", RUIZ, "visited", "bogota", LANE)
    assert len(build(article("one", said, told[1])).disputes()) == 1


def test_who_affirms_something_does_not_deny_it_in_the_same_breath() -> None:
    both = (say("s1", RUIZ, "supports", BECK, LANE), say("s2", RUIZ, "supports", BECK, LANE, DENIED))
    other = say("s3", RUIZ, "supports", BECK, "ana-paz", at=60)
    assert not build(article("one", *both, other)).disputes()
    apart = say("s2", RUIZ, "supports", BECK, LANE, DENIED, at=120)
    assert len(build(article("one", both[0], apart)).disputes()) == 1


@pytest.mark.parametrize(
    ("text", "between"),
    [
        ("Ana Ruiz said three people were killed. Tom Beck said nine people died.", {("3", "9")}),
        ("Ana Ruiz said at least three people were killed. Tom Beck said nine people died.", set()),
        ("Ana Ruiz said three people were killed. Tom Beck said three people died.", set()),
        ("Ana Ruiz said three people were killed. Tom Beck said nine people voted.", set()),
        (
            "Ana Ruiz said the dam cost 30 million dollars. Tom Beck said the dam cost 80 million dollars.",
            {("30", "80")},
        ),
        ("Ana Ruiz said three people were killed. Ana Ruiz said nine people died.", set()),
    ],
)
def test_rival_figures(text: str, between: set[tuple[str, ...]]) -> None:
    found = read(text).rivals
    assert {tuple(sorted(it.between, key=int)) for it in found} == between


def test_rival_labels_are_of_different_classifiers() -> None:
    gang, label = "tren-de-aragua", "classifiesAs"
    one = say("s1", "united-states", label, gang, as_="terrorist-organization")
    other = say("s2", "colombia", label, gang, as_="crime-group")
    kg = build(article("one", one, other))
    assert [it.kind for it in kg.rivals] == ["labels"]
    (why,) = {why for _, why in kg.because}
    assert {"Crime Group (Colombia)", "Terrorist Organization (United States)"} <= set(
        why.removeprefix("two labels: ").split(" and ")
    )
    assert {id for id, _ in kg.because} == {it.id for it in kg.propositions}
    assert not build(article("one", one, say("s3", "united-states", label, gang, as_="crime-group"))).rivals


def test_rivals_and_reasons_are_in_the_data() -> None:
    kg = read("Ana Ruiz said three people were killed. Tom Beck said nine people died.")
    told = {it.predicate.value.rpartition("#")[2] for it in quads(kg)}
    assert {"rivals", "because", "predicate"} <= told


def test_what_says_the_same_with_less_is_broader() -> None:
    kg = build(
        article("one", say("s1", RUIZ, "metWith", BECK)),
        article("two", say("s2", RUIZ, "metWith", BECK, on=DAY, place="bogota")),
    )
    bare, exact = sorted(kg.propositions, key=lambda it: it.on is not None)
    assert (bare.broader, exact.broader) == ((), (bare.id,))


def test_a_day_stays_with_the_claim_that_gives_it() -> None:
    criticism = (BECK, "criticizes", "united-states")
    kg = build(article("one", say("s1", *criticism)), article("two", say("s2", *criticism, on=DAY, place="bogota")))
    found = only(kg, "criticizes")
    assert (found.on, found.earliest, found.at) == (None, None, None)
    assert {(it.on, it.at) for it in kg.claims} == {(None, None), (DAY, "bogota")}
    both = build(*(article(name, say("s", *criticism, on=DAY)) for name in ("one", "two")))
    assert only(both, "criticizes").on == DAY
    assert {it.on for it in both.claims} == {None}


def test_a_thing_of_somebody_is_the_same_in_two_articles_and_a_thing_of_nobody_is_not() -> None:
    owned = (
        "The trainer Ugo Sala said that his horse had slept badly.",
        "The horse of the trainer Ugo Sala had not slept badly, the veterinarian Pia Monti said.",
    )
    assert len(read(*owned).disputes()) == 1
    alone = ("Lena Voss said that the tanker was empty.", "The tanker was not empty, Piet Roos said.")
    assert not read(*alone).disputes()
    assert len(read(" ".join(alone)).disputes()) == 1


def test_deeds_survive_the_way_through_json() -> None:
    document = from_text("Ana Ruiz said that Tom Beck had paid for the buses.", published=date(2025, 6, 7))
    found = annotate(document, fast=True)
    acts = [it for it in found.statements if it.doing]
    deeds = {it.id: it.deed for it in found.statements if it.deed}
    assert [deeds[it.said or ""] for it in acts] == [PAID]
    assert from_json(to_json(found), text=document.text) == found


def test_the_relation_of_deeds_is_in_the_ontology() -> None:
    assert ontology.load().relations["does"].kind == "deed"
