"""Copies of one article, newer versions of it, and how many origins a claim has."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest

from graph import build
from graph.agents import agency
from graph.copies import lineage, sketch
from graph.model import Annotation, Document, KnowledgeGraph, Stance
from graph.queries import run
from graph.read import from_text
from graph.validate import check_shapes
from support import ROOT
from support.properties import given, settings, st
from support.web_store import stored

STORIES = sorted((ROOT / "tests" / "cases" / "copies").glob("*.toml"))
NAMES = [it.stem for it in STORIES]


@cache
def story(name: str) -> dict[str, Any]:
    return tomllib.loads((STORIES[0].parent / f"{name}.toml").read_text(encoding="utf-8"))


def document(told: dict[str, Any]) -> Document:
    known = {key: told[key] for key in ("outlet", "published", "url") if key in told}
    return from_text(told["text"].lstrip(), file=told["id"], **known)


@cache
def knowledge(name: str) -> KnowledgeGraph:
    return build([document(told) for told in story(name)["article"]]).knowledge


def sentences(kg: KnowledgeGraph) -> dict[str, str]:
    """Each proposition as subject, relation and object."""
    label = {it.id: it.label for it in kg.entities}
    parts = ((it.id, (label[it.subject], it.relation, label.get(it.object or "", ""))) for it in kg.propositions)
    return {id: " ".join(some).strip() for id, some in parts}


@pytest.mark.parametrize("name", NAMES)
def test_copies_and_newer_versions_are_found_and_nothing_else(name: str) -> None:
    kg = knowledge(name)
    files = {it.id: it.file for it in kg.documents}
    found = {files[it.document]: (files[it.source], it.revises) for it in kg.sources}
    articles = story(name)["article"]
    copied = {it["id"]: (it["from"], False) for it in articles if "from" in it}
    assert found == copied | {it["id"]: (it["revises"], True) for it in articles if "revises" in it}


@pytest.mark.parametrize("name", NAMES)
def test_a_claim_has_as_many_origins_as_there_were_who_found_it_out(name: str) -> None:
    kg = knowledge(name)
    told = sentences(kg)
    outlet = {it.id: it.outlet for it in kg.documents}
    label = {it.id: it.label for it in kg.entities}
    for expected in story(name)["told"]:
        claims = [it for it in kg.claims if told[it.proposition] == expected["claim"] and it.stance is Stance.AFFIRMED]
        outlets = {outlet[it.document] for it in claims}
        origins = {label[it.origin] if it.origin else outlet[it.document] for it in claims}
        assert (len(outlets), len(origins)) == (expected["outlets"], expected["origins"]), (expected, origins)


@pytest.mark.parametrize("name", [it for it in NAMES if "changed" in story(it)])
def test_a_newer_version_tells_what_is_new_and_what_is_gone(name: str) -> None:
    kg = knowledge(name)
    title = {it.file: it.title for it in kg.documents}
    spoken = {"metWith": "met with", "accuses": "accuses", "criticizes": "criticizes"}
    for expected in story(name)["changed"]:
        rows = [it for it in run(stored(kg), "updates") if it["article"] == title[expected["article"]]]
        for change in ("new", "gone"):
            # The headline was also changed.
            inside = [it for it in rows if it["sentence"] not in (it["article"], it["before"])]
            found = {it["statement"].partition(":")[0] for it in inside if it["change"] == change}
            wanted = {it.replace(word, spoken[word]) for it in expected[change] for word in spoken if word in it}
            assert wanted <= found
            assert bool(found) == bool(wanted)


def test_what_an_article_says_no_more_is_no_plain_edge() -> None:
    edges = {(it.relation, it.object) for it in knowledge("1-dredging").edges}
    assert ("criticizes", "ruth-okello") not in edges
    assert ("metWith", "hassan-juma") in edges


def test_the_graph_of_a_story_keeps_to_the_shapes() -> None:
    for name in ("6-correction", "8-newspaper"):
        assert list(check_shapes(stored(knowledge(name)))) == []


# --------------------------------------------------------------------- pairs of articles

BODY = story("2-school")["article"][0]["text"]


def sources(*documents: Document) -> list[tuple[str, str, bool]]:
    annotations = [Annotation(it.metadata, (), (), (), (), sketch=sketch(it)) for it in documents]
    files = {it.metadata.id: it.metadata.file for it in documents}
    return [(files[it.document], files[it.source], it.revises) for it in lineage(annotations).sources]


def test_the_same_bytes_in_two_outlets_are_a_copy_however_short() -> None:
    one = from_text("Ana Ruiz visited Lima.", file="one", outlet="El Sol", published=date(2025, 1, 1))
    other = from_text("Ana Ruiz visited Lima.", file="other", outlet="La Luz", published=date(2025, 1, 2))
    twin = replace(other, metadata=replace(other.metadata, twin=other.metadata.origin))
    assert sources(one, twin) == [("other", "one", False)]


def test_a_later_day_makes_a_newer_version_in_one_outlet_and_a_copy_in_another() -> None:
    old = from_text(BODY, file="old", outlet="El Sol", published=date(2025, 1, 1))
    for outlet, newer in (("El Sol", True), ("el sol", True), ("La Luz", False)):
        new = from_text(BODY + "\nIt rained.\n", file="new", outlet=outlet, published=date(2025, 1, 2))
        assert sources(old, new) == sources(new, old) == [("new", "old", newer)]


@pytest.mark.parametrize(
    ("notice", "newer"),
    [
        ("This story has been updated.", True),
        ("Correction: The roof costs nine million kronor.", True),
        ("An earlier version of this article misspelt the mayor's name.", True),
        ("(Corrects cost of roof in paragraph 5)", True),
        ("UPDATE 2 - Mayor replies", True),
        ("The mayor said the figures had been updated.", False),
        ("Updated May 13, 2025", False),
    ],
)
def test_an_article_may_say_itself_that_it_is_a_newer_version(notice: str, newer: bool) -> None:
    old = from_text(BODY, file="old", outlet="El Sol")
    new = from_text(f"{BODY}\n{notice}\n", file="new", outlet="El Sol")
    assert any(revises for _, _, revises in sources(old, new)) == newer


@given(st.permutations(range(6)))
@settings(max_examples=10)
def test_the_order_of_articles_makes_no_difference(order: list[int]) -> None:
    articles = [document(it) for name in ("1-dredging", "2-school") for it in story(name)["article"]][:6]
    assert sorted(sources(*(articles[n] for n in order))) == sorted(sources(*articles))


@given(st.text(max_size=300))
@settings(max_examples=50)
def test_any_text_has_a_sketch_or_is_too_short(text: str) -> None:
    whole = from_text(f"{BODY}\n\n{text}\n".encode("utf-8", "replace").decode().replace("\x00", " "), file="any")
    made = sketch(whole)
    assert made is not None
    assert made == sketch(whole)
    assert len(made.values) == 3 * 128 * 4


def test_a_long_way_of_versions_has_no_circle() -> None:
    articles = [
        from_text(f"{BODY}\nDay {n}.\n", file=str(n), outlet="El Sol", published=date(2025, 1, n)) for n in range(1, 9)
    ]
    assert sorted(sources(*articles)) == [(str(n), str(n - 1), True) for n in range(2, 9)]


# ---------------------------------------------------------------- where an article is from

HEAD = "Mayor visits Lima\n\n{byline}\n\n{opening}Mayor Ana Ruiz visited Lima on Monday to talk about water.\n\n{end}\n"
PLAIN = "She met with engineers from the coast and left in the evening."


@pytest.mark.parametrize(
    ("where", "words", "named"),
    [
        ("opening", "LIMA, Peru (Reuters) - ", "Reuters"),
        ("opening", "LIMA, Nov. 8, 2025 (AP) — ", "Associated Press"),
        ("opening", "LIMA (Sol de Lima) — ", None),
        ("byline", "By Reuters", "Reuters"),
        ("byline", "By Agence France-Presse", "Agence France-Presse"),
        ("byline", "By Jane Roe, The Associated Press", "Associated Press"),
        ("byline", "By Jane Roe | EFE", "EFE"),
        ("byline", "By Reuters Staff", "Reuters"),
        ("byline", "By staff and AFP", None),
        ("byline", "By Jane Roe", None),
        ("end", f"{PLAIN} (PTI)", "Press Trust of India"),
        ("end", f"{PLAIN}\n\nSource: Xinhua", "Xinhua"),
        ("end", f"{PLAIN}\n\n© 2025 Agence France-Presse", "Agence France-Presse"),
        ("end", f"{PLAIN}\n\nCopyright 2025 The Associated Press. All rights reserved.", "Associated Press"),
        ("end", f"{PLAIN}\n\nThis story was first published by Kyodo News.", "Kyodo News"),
        ("end", f"{PLAIN}\n\nReuters contributed to this report.", None),
        ("end", f"{PLAIN} Reuters asked her for an answer.", None),
        ("end", f"{PLAIN} A guest, she told Reuters.", None),
    ],
)
def test_the_agency_that_an_article_names(where: str, words: str, named: str | None) -> None:
    text = HEAD.format(**({"byline": "May 3, 2025", "opening": "", "end": PLAIN} | {where: words}))
    assert from_text(text, outlet="La Voz").metadata.agency == named
    if where == "opening" and named:
        assert from_text(text).metadata.agency is None  # it is the outlet itself, as far as is known


def test_claims_of_one_agency_have_one_origin_whatever_it_is_called() -> None:
    texts = {
        "a": "LIMA, Peru (AP) — Mayor Ana Ruiz visited Lima.",
        "b": "By Jane Roe, Associated Press\n\nAna Ruiz visited Lima. Nobody saw it.",
        "c": "According to the Associated Press, Ana Ruiz visited Lima.",
        "d": "Luis Mora told AP that Ana Ruiz visited Lima.",
        "e": "Ana Ruiz visited Lima, as everybody saw.",
    }
    kg = build(
        [from_text(f"News of Lima\n\n{it}\n\nIt rained.\n", file=n, outlet=f"{n} Post") for n, it in texts.items()]
    ).knowledge
    label = {it.id: it.label for it in kg.entities}
    files = {it.id: it.file for it in kg.documents}
    told = sentences(kg)
    visits = [it for it in kg.claims if told[it.proposition] == "Ana Ruiz visited Lima"]
    found = {files[it.document]: agency(label[it.origin]) if it.origin else None for it in visits}
    assert found == dict.fromkeys("abcd", "Associated Press") | {"e": None}
    assert len({it.origin for it in visits}) == 2
