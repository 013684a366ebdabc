"""How the page is made: what is drawn and where, and what is in the file."""

from __future__ import annotations

import hashlib
import re
import tomllib

import pytest

from graph.model import DOCUMENT, KnowledgeGraph
from graph.ontology import load
from graph.resources import data_dir
from graph.view import render
from graph.view.drawing import draw
from graph.view.label_room import boxes, bundles
from graph.view.layout import place
from graph.view.scripts import COMMENT, joined, scripts
from support.graphs import EMPTY, EXAMPLE, knowledge_graphs
from support.pages import large, two_articles, unpacked
from support.properties import given, settings

VIEW = data_dir() / "view"


@settings(max_examples=25)
@given(knowledge_graphs())
def test_any_graph_comes_back_out_of_the_page(kg: KnowledgeGraph) -> None:
    html = render(kg)
    html.encode()
    records = unpacked(html, "records")
    entities, claims = records["entities"], records["claims"]
    assert dict(zip(entities.get("id", ()), entities.get("label", ()), strict=True)) == {
        e.id: e.label for e in kg.entities
    }
    assert dict(zip(claims.get("id", ()), claims.get("quote", ()), strict=True)) == {c.id: c.quote for c in kg.claims}


def test_claims_of_one_kind_are_one_edge_and_denials_another() -> None:
    drawing = draw(two_articles())
    between = [line for line in drawing.lines if {line.source, line.target} == {"noem", "petro"}]
    accusations = [line for line in between if line.relation == "accuses"]
    assert [(line.claims, len(line.propositions)) for line in accusations] == [(4, 3)]
    critic = [line for line in drawing.lines if "critic" in line.propositions and line.relation == "criticizes"]
    assert sorted(line.stance for line in critic) == ["affirmed", "denied"]
    assert all(line.disputed for line in critic)
    assert len({line.lane * (1 if line.source < line.target else -1) for line in between}) == len(between)


def test_shortcuts_and_contents_are_drawn() -> None:
    drawing = draw(two_articles())
    labels = {line.label: line for line in drawing.lines if line.relation == "classifiedAs"}
    assert set(labels) == {("by", "usa"), ("by", "colombia")}
    deports = next(line for line in drawing.lines if line.relation == "deports")
    defends = [line for line in drawing.lines if line.relation == "defends"]
    assert [(line.target, line.onto_edge) for line in defends] == [(deports.id, True)] * 2
    # Nobody takes a stance on "Petro is affiliated with the gang" itself: the edge leads to its far end.
    ties = next(line for line in drawing.lines if line.label == ("content", "affiliated"))
    assert (ties.source, ties.target, ties.stance, ties.onto_edge) == ("petro", "tda", "denied", False)


@pytest.mark.parametrize("kg", [two_articles(), large(150, 400)], ids=["two articles", "large"])
def test_signs_and_names_hardly_overlap(kg: KnowledgeGraph) -> None:
    drawing = draw(kg)
    rooms = boxes(kg, drawing)
    places = place(rooms, bundles(kg, drawing, load()))
    names = sorted(places)
    overlaps = 0
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            (x, y), (u, v) = places[a], places[b]
            upper = a if y <= v else b
            wide = (rooms[a].width + rooms[b].width) / 2 - abs(x - u)
            high = (rooms[a].height + rooms[b].height) / 2 + rooms[upper].below - abs(y - v)
            overlaps += wide > 4 and high > 4
    assert overlaps <= len(names) // 50


def test_the_page_is_small_enough_to_mail() -> None:
    assert len(render(two_articles(), sparql=False).encode()) <= 1_200_000
    assert len(render(two_articles()).encode()) <= 3_100_000


def test_every_script_is_in_the_page_and_none_still_waits_to_be_tied() -> None:
    folders = (".", "arrange", "panels")
    written = (path.relative_to(VIEW).as_posix() for folder in folders for path in VIEW.glob(f"{folder}/*.js"))
    assert sorted(scripts("main.js")) == sorted(written)
    assert not re.search(r"^(?:import|export) ", render(EMPTY), re.MULTILINE)


def test_only_comments_are_left_out_of_the_scripts() -> None:
    for name, text in (*scripts("main.js").items(), *scripts("worker/main.js").items()):
        left = text
        while found := COMMENT.search(left):
            before = left[: found.start()].rpartition("\n")[2]
            # Not in a string: what precedes it on its line opens no string, or opens code inside one.
            opened = before.rpartition("`")[2] if before.count("`") % 2 else ""
            assert opened == "" or opened.count("${") > opened.count("}"), (name, before)
            assert all(before.count(mark) % 2 == 0 for mark in ("'", '"')), (name, before)
            assert "//" not in before, (name, before)
            left = left[: found.start()] + left[found.end() :]
        assert "/**" not in left, name
    assert "/**" not in joined("main.js")


def test_no_script_of_ours_makes_html_from_text() -> None:
    for text in [*scripts("main.js").values(), *scripts("worker/main.js").values()]:
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text)


def test_what_is_vendored_is_what_the_manifest_says() -> None:
    manifest = tomllib.loads((VIEW / "vendor" / "manifest.toml").read_text(encoding="utf-8"))
    known = {"manifest.toml"}
    for entry in manifest.values():
        assert entry["version"]
        assert entry["licence"]
        assert (VIEW / "vendor" / entry["licence_file"]).is_file()
        known |= {entry["licence_file"], *(file["file"] for file in entry["files"])}
        for file in entry["files"]:
            assert hashlib.sha256((VIEW / "vendor" / file["file"]).read_bytes()).hexdigest() == file["sha256"]
    assert known == {path.name for path in (VIEW / "vendor").iterdir()}
    network = manifest["vis-network"]
    script = (VIEW / "vendor" / network["files"][0]["file"]).read_text(encoding="utf-8")
    assert network["version"] in script[:2000]


def test_what_a_document_says_itself_is_told_from_what_somebody_says() -> None:
    voices = {line.relation: line.voices for line in draw(EXAMPLE).lines}
    assert voices["metWith"] == ("stated",)
    assert voices["praises"] == ("claimed",)
    assert all(claim.speaker == DOCUMENT for claim in EXAMPLE.claims if claim.proposition == "meeting")
