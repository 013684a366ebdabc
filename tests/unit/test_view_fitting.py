"""Which part of a graph that is too large a page contains: whole exchanges, the most important first."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, replace
from pathlib import Path
from random import Random
from typing import Any

import jsonschema
import pytest

from graph.cli.articles import tell
from graph.model import (
    DOCUMENT,
    Claim,
    Coverage,
    Entity,
    KnowledgeGraph,
    Metadata,
    Passage,
    Proposition,
    Rivals,
    Silence,
    Silent,
    Source,
    Span,
    Stance,
)
from graph.ontology import load
from graph.prefixes import Minter
from graph.report import schema
from graph.result import Result
from graph.triples import quads
from graph.view import render
from graph.view.decidable import decidable
from graph.view.fitting import PAGE, Room, exchanges, figures, fitting, size
from graph.view.sparql import FEWEST
from support.graphs import EXAMPLE, RICH, knowledge_graphs
from support.pages import large, two_articles, unpacked
from support.properties import given, settings, st

AMPLE = 10**9


def ids(records: Any) -> set[str]:
    return {it.id for it in records}


def shuffled(kg: KnowledgeGraph, seed: int) -> KnowledgeGraph:
    """The same graph, with its records in a different order."""
    random = Random(seed)
    return replace(
        kg, **{it.name: tuple(random.sample(known := getattr(kg, it.name), len(known))) for it in fields(kg)}
    )


def named(kg: KnowledgeGraph) -> set[str]:
    """All entities and articles that propositions, claims and entities name."""
    found: set[str | None] = set()
    for p in kg.propositions:
        found |= {p.subject, p.object, p.as_, p.at, p.regarding, *p.with_}
    for claim in kg.claims:
        found |= {claim.speaker, claim.document, claim.origin, *claim.relayed_by}
    for entity in kg.entities:
        found |= {entity.country, entity.place, *entity.participants}
    return {it for it in found if it}


def whole_exchanges(part: KnowledgeGraph, kg: KnowledgeGraph) -> None:
    """Asserts that every exchange in a part is complete."""
    held, claims = ids(part.propositions), {it.id: it for it in kg.claims}
    assert ids(part.claims) == {it.id for it in kg.claims if it.proposition in held}
    assert {p.content for p in part.propositions if p.content} & ids(kg.propositions) <= held
    assert not {p.id for p in kg.propositions if p.content in held} - held
    for claim in kg.claims:
        for id in {*claim.answers, *claim.may_answer, *claim.leaves_unanswered} & claims.keys():
            assert (claim.proposition in held) == (claims[id].proposition in held)
    assert all((it.left in held) == (it.right in held) for it in kg.rivals)
    known = ids(kg.entities) | ids(kg.documents)
    assert named(part) & known <= ids(part.entities) | ids(part.documents)


# ------------------------------------------------------------------------- how much


@pytest.mark.parametrize("kg", [EXAMPLE, two_articles(), large(150, 400)], ids=["example", "two articles", "large"])
def test_what_just_fits_stays_whole_and_what_is_a_little_larger_does_not(kg: KnowledgeGraph) -> None:
    just = Room(len(kg.claims), size(kg))
    assert fitting(kg, just) is kg
    assert fitting(kg, replace(just, claims=just.claims - 1)) is not kg
    smaller = fitting(kg, replace(just, size=just.size - 1))
    assert smaller is not kg
    assert size(smaller) < just.size


@settings(max_examples=60)
@given(knowledge_graphs(), st.integers(0, 100), st.integers(0, 100))
def test_any_part_keeps_to_its_room_and_holds_whole_exchanges(kg: KnowledgeGraph, claims: int, bytes: int) -> None:
    empty = size(KnowledgeGraph((), (), (), (), (), ()))
    room = Room(len(kg.claims) * claims // 100, empty + (size(kg) - empty) * bytes // 100)
    part = fitting(kg, room)
    assert len(part.claims) <= room.claims
    assert size(part) <= room.size
    whole_exchanges(part, kg)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize(("claims", "text"), [(120, AMPLE), (AMPLE, 1_240_000)], ids=["claims", "bytes"])
def test_a_part_is_the_same_whatever_the_order(claims: int, text: int, seed: int) -> None:
    kg = large(150, 400)
    part, again = (fitting(it, Room(claims, text)) for it in (kg, shuffled(kg, seed)))
    assert 0 < len(part.claims) < len(kg.claims)
    for name in ("documents", "entities", "propositions", "claims"):
        assert ids(getattr(part, name)) == ids(getattr(again, name))
    assert set(part.passages) == set(again.passages)
    whole_exchanges(part, kg)


def test_the_estimate_is_close_to_the_page() -> None:
    kg = large(1500, 5000)
    page = len(render(kg, sparql=False).encode())
    assert 0.85 * page <= size(kg) <= 1.25 * page


# --------------------------------------------------------------------- in which order


def made(*claims: tuple[str, str, str, Stance], **more: Any) -> KnowledgeGraph:
    """A graph of claims, each with what is claimed ("subject-relation-object"), speaker, article and stance."""
    stated = tuple(
        Claim(f"c{i}", about, stance, speaker, Metadata("", article * 16).id, Span(0, 9), "It is so.", "made", 0.9)
        for i, (about, speaker, article, stance) in enumerate(claims)
    )
    about = {it.proposition: it.proposition.split("-") for it in stated}
    people = {name for s, _, o in about.values() for name in (s, o)} | {it.speaker for it in stated} - {DOCUMENT}
    return KnowledgeGraph(
        documents=tuple(Metadata(f"{it}.txt", it * 64) for it in sorted({it[2] for it in claims})),
        entities=tuple(Entity(it, "Person", it.capitalize()) for it in sorted(filter(None, people))),
        propositions=tuple(Proposition(id, s, r, o) for id, (s, r, o) in sorted(about.items())),
        claims=stated,
        edges=(),
        accounts=(),
        **more,
    )


YES, NO = Stance.AFFIRMED, Stance.DENIED
ORDERED = made(
    ("ana-metWith-ben", DOCUMENT, "1", YES),
    ("ana-praises-ben", DOCUMENT, "1", YES),
    ("ana-visited-ben", DOCUMENT, "2", YES),
    ("cid-metWith-dan", DOCUMENT, "2", YES),
    ("cid-accuses-dan", DOCUMENT, "3", YES),
    ("eva-metWith-fay", "eva", "4", YES),
    ("eva-metWith-fay", "fay", "5", NO),
)


def test_disputes_come_first_then_accusations_then_those_most_spoken_of() -> None:
    order = [id for group in exchanges(ORDERED) for id in group]
    assert order[:2] == ["eva-metWith-fay", "cid-accuses-dan"]
    assert order[2:] == ["ana-metWith-ben", "ana-praises-ben", "ana-visited-ben", "cid-metWith-dan"]


@pytest.mark.parametrize(
    ("room", "held"),
    [
        (2, {"eva-metWith-fay"}),
        (3, {"eva-metWith-fay", "cid-accuses-dan"}),
        (4, {"eva-metWith-fay", "cid-accuses-dan", "ana-metWith-ben"}),
        # A dispute without one of its sides is not a dispute: the page has other claims that fit.
        (1, {"cid-accuses-dan"}),
        (0, set()),
    ],
)
def test_a_dispute_comes_with_both_sides_or_not_at_all(room: int, held: set[str]) -> None:
    part = fitting(ORDERED, Room(room, AMPLE))
    assert ids(part.propositions) == held
    assert [it.id for it in part.disputes()] == [it for it in ("eva-metWith-fay",) if it in held]
    whole_exchanges(part, ORDERED)


def test_an_answer_comes_with_what_it_answers_and_so_do_contents_and_rivals() -> None:
    apart = made(*[(f"ana-{it}-ben", DOCUMENT, "1", YES) for it in ("accuses", "rejects", "claims", "leads", "owns")])
    # The five are unconnected; then the second answers the first, the third is about the fourth, a rival of the fifth.
    assert len(exchanges(apart)) == 5
    accuses, rejects, *others = apart.claims
    third, fourth, fifth = "ana-claims-ben", "ana-leads-ben", "ana-owns-ben"
    tied = replace(
        apart,
        claims=(accuses, replace(rejects, answers=(accuses.id,)), *others),
        propositions=tuple(replace(it, content=fourth) if it.id == third else it for it in apart.propositions),
        rivals=(Rivals(fourth, fifth, "labels", ("x", "y")),),
    )
    assert exchanges(tied) == [("ana-accuses-ben", "ana-rejects-ben"), (third, fourth, fifth)]
    for answer in (replace(rejects, may_answer=(accuses.id,)), replace(rejects, leaves_unanswered=(accuses.id,))):
        assert exchanges(replace(tied, claims=(accuses, answer, *others)))[0] == ("ana-accuses-ben", "ana-rejects-ben")


def test_a_claim_comes_with_the_newer_version_of_its_article_and_with_where_it_is_from() -> None:
    kg = made(
        *[(f"ana-{r}-ben", DOCUMENT, article, YES) for r, article in (("accuses", "1"), ("leads", "2"), ("owns", "3"))]
    )
    first, second, third = (it.id for it in kg.documents)
    alone = fitting(kg, Room(1, AMPLE))
    assert ids(alone.documents) == {first}
    newer = fitting(replace(kg, sources=(Source(second, first, revises=True),)), Room(1, AMPLE))
    assert ids(newer.documents) == {first, second}
    assert newer.sources
    claims = (replace(kg.claims[0], origin=third), *kg.claims[1:])
    assert ids(fitting(replace(kg, claims=claims), Room(1, AMPLE)).documents) == {first, third}
    # A copy of the article does not mention it.
    copied = replace(kg, sources=(Source(second, first),))
    assert ids(fitting(copied, Room(1, AMPLE)).documents) == {first}


# ------------------------------------------------------------------------------ texts


def told(length: int) -> KnowledgeGraph:
    """The same, with articles of `length` characters and in each of them a sentence from which nothing was read."""
    text = "It is so. Who knows? " * (length // 21)
    silence = Coverage(3, (Silent(Span(10, 20), "Who knows?", Silence.UNREAD_CONTENT),))
    return replace(
        ORDERED,
        passages=tuple(Passage(it.id, Span(0, len(text)), text) for it in ORDERED.documents),
        coverage=tuple((it.id, silence) for it in ORDERED.documents),
        whole=tuple(it.id for it in ORDERED.documents),
    )


def test_where_all_claims_have_room_the_text_of_the_most_telling_articles_comes_with_them() -> None:
    kg = told(2100)
    part = fitting(kg, Room(AMPLE, size(kg) - 2000))
    assert (part.claims, part.entities, part.documents) == (kg.claims, kg.entities, kg.documents)
    # Of the five articles, the two with the dispute come first, then the one with the accusation.
    fourth, fifth = (it.id for it in kg.documents[3:])
    assert {fourth, fifth} <= {it.document for it in part.passages} == ids(kg.documents[2:])
    assert {id for id, _ in part.coverage} == set(part.whole) == {it.document for it in part.passages}
    assert figures(kg)["texts"] == 5
    assert figures(part) == {"claims": 7, "disputes": 1, "articles": 5, "texts": 3}


def test_nobody_is_left_out_while_all_claims_are_in() -> None:
    kg = told(2100)
    kg = replace(
        kg, entities=(*kg.entities, Entity("zoe", "Person", "Zoe")), documents=(*kg.documents, Metadata("9", "9" * 64))
    )
    assert "zoe" in ids(fitting(kg, Room(AMPLE, size(kg) - 2000)).entities)
    assert "zoe" not in ids(fitting(kg, Room(6, AMPLE)).entities)


# ---------------------------------------------------------------------------- the page


def test_a_page_of_a_part_says_how_much_there_is_and_answers_no_sparql(monkeypatch: pytest.MonkeyPatch) -> None:
    kg = two_articles()
    assert "part" not in unpacked(render(kg), "records")
    assert len(kg.claims) <= PAGE.claims
    monkeypatch.setattr("graph.view.fitting.PAGE", Room(20, AMPLE))
    html = render(kg)
    records = unpacked(html, "records")
    assert records["part"] == figures(kg)
    assert len(records["claims"]["id"]) <= 20
    assert set(records["disputes"]) == {it.id for it in kg.disputes()} != set()
    assert list(unpacked(html, "sparql")) == ["most"]
    assert 'id="wasm"></script>' in html
    assert 'id="sparql"' not in render(kg, sparql=False)


def test_report_and_command_say_that_a_page_shows_a_part(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    kg = two_articles()
    assert "page" not in Result(kg).report()
    monkeypatch.setattr("graph.view.fitting.PAGE", Room(20, AMPLE))
    result = Result(kg)
    jsonschema.validate(told := result.report(), schema())
    assert told["page"] == {"claims": len(fitting(kg, Room(20, AMPLE)).claims)}
    tell(result, tmp_path, as_json=False)
    said = capsys.readouterr().err
    assert f"view.html shows {told['page']['claims']} of {len(kg.claims)} claims, those in dispute first" in said
    assert f"`rashomon serve --output {tmp_path}` shows all of them" in " ".join(said.split())


@pytest.mark.parametrize("kg", [EXAMPLE, RICH, two_articles()], ids=["example", "rich", "two articles"])
def test_so_many_claims_are_too_many_quads(kg: KnowledgeGraph) -> None:
    made, mint = Counter(it.subject.value for it in quads(kg)), Minter()
    assert min(made[mint.claim(it.id)] for it in kg.claims) >= FEWEST


def test_the_quads_of_a_graph_with_far_too_many_claims_are_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    kg, made = two_articles(), []
    monkeypatch.setattr("graph.triples.quads", lambda *_, **__: iter(made.append(1) or ()))
    monkeypatch.setattr("graph.view.sparql.MOST_QUADS", FEWEST * len(kg.claims) - 1)
    assert list(unpacked(render(kg), "sparql")) == ["most"]
    assert not made
    monkeypatch.setattr("graph.view.sparql.MOST_QUADS", FEWEST * len(kg.claims))
    render(kg)
    assert made


def test_a_reader_of_a_part_decides_as_one_of_the_whole() -> None:
    one = RICH.claims[0]
    about = next(it for it in RICH.propositions if it.id == one.proposition)
    said = replace(about, id="one", relation="claims", object=None, as_=None, content=None, content_text="It rained.")
    other = replace(said, id="other", content_text="It snowed.")
    claims = tuple(replace(one, id=f"c{it.id}", proposition=it.id) for it in (said, other))
    kg = replace(RICH, propositions=(said, other), claims=claims)
    part = fitting(kg, Room(1, AMPLE))
    assert ids(part.propositions) == {"one"}
    assert decidable(part, load(), kg)["words"] == {"one": "it-rained"}
    assert decidable(part, load())["words"] == {}
