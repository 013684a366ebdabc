"""A packet: a claim or dispute with everything on which it rests, in each of its forms."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

import pyoxigraph as ox
import pytest

from graph.packet import FORMATS, Packet, gather, render
from graph.prefixes import PREFIXES
from graph.store import open_store
from support.command import Rashomon

SAYS = "Senator Ana Ruiz accused Mayor Luis Mora of taking bribes in Lima. Mora denied that he had taken bribes."
HOSTILE = "Governor Eva Paz accused Judge Tom Hale of *taking* <script>alert(1)</script> {bribes}_and_ [x](y) & more."


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory, rashomon: Rashomon) -> Path:
    folder = tmp_path_factory.mktemp("packed")
    articles = folder / "articles"
    articles.mkdir()
    (articles / "charge.txt").write_text(f"A charge in Lima\n\n{SAYS}\n", encoding="utf-8")
    (articles / "charge.toml").write_text('outlet = "Gazette 50%_off"\ndate = 2025-03-04\n', encoding="utf-8")
    (articles / "hostile.txt").write_text(f"Hostile\n\n{HOSTILE}\n", encoding="utf-8")
    done = rashomon("build", articles, "--output", folder / "built")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def accusation(packed: Path) -> Packet:
    return gather(open_store(packed / "built"), _accusing(packed / "built", "Mora"), _report(packed))


@pytest.fixture(scope="module")
def hostile(packed: Path) -> Packet:
    return gather(open_store(packed / "built"), _accusing(packed / "built", "script"), _report(packed))


def _report(packed: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((packed / "built" / "report.json").read_text(encoding="utf-8"))
    return found


def _accusing(built: Path, word: str) -> str:
    """The accusation whose sentence contains a word."""
    rows = open_store(built).query(
        "SELECT ?p { ?p rdf:predicate rsh:accuses ; rsh:affirmedIn/oa:hasTarget/oa:hasSelector/oa:exact ?quote"
        f" FILTER(CONTAINS(?quote, '{word}')) }}",
        prefixes=dict(PREFIXES),
    )
    assert isinstance(rows, ox.QuerySolutions)
    return next(iter(rows))["p"].value


def test_it_holds_both_sides_with_their_places(packed: Path, accusation: Packet) -> None:
    texts = {it.name: it.read_text(encoding="utf-8") for it in (packed / "articles").glob("*.txt")}
    passages = [p for subject in accusation.subjects for side in subject.sides for p in side.passages]
    assert passages
    for it in (*passages, *(accusation.answers or ())):
        assert texts[it.saying.file][it.start : it.end] == it.saying.quote


def test_an_accusation_has_its_answers(accusation: Packet) -> None:
    assert accusation.answers is not None
    assert "Mora denied that he had taken bribes." in {it.saying.quote for it in accusation.answers}


def test_every_form_holds_the_articles(accusation: Packet) -> None:
    for form in FORMATS:
        written = render(accusation, form)
        assert written.endswith("\n")
        shown = "Ana Ruiz" if form == "annotations" else "Gazette 50"
        assert shown in written.replace("\\", ""), form


def test_nothing_of_an_article_marks_up(accusation: Packet, hostile: Packet) -> None:
    written = render(hostile, "markdown")
    assert "script" in written
    assert "<script" not in written
    assert not re.search(r"(?<!\\)[*_]taking", written)
    assert "50\\%\\_off" in render(accusation, "bibtex")


def test_the_annotations_quote_letter_for_letter(hostile: Packet) -> None:
    page = json.loads(render(hostile, "annotations"))
    quotes = {it["target"]["selector"][0]["exact"] for it in page["items"]}
    assert any("<script>" in quote for quote in quotes)
    assert len({it["id"] for it in page["items"]}) == len(page["items"])


def test_a_draft_of_a_review_names_who_said_it(packed: Path, rashomon: Rashomon) -> None:
    done = rashomon(
        "packet", _accusing(packed / "built", "Mora"), "--format", "claimreview", "--output", packed / "built"
    )
    reviews = json.loads(done.stdout)
    assert {it["@type"] for it in reviews} == {"ClaimReview"}
    assert all(it["creativeWorkStatus"] == "Draft" and "reviewRating" not in it for it in reviews)


def test_json_holds_all_of_it(packed: Path, rashomon: Rashomon, accusation: Packet) -> None:
    command = ("packet", accusation.asked, "--output", packed / "built", "--json")
    done = rashomon(*command)
    assert json.loads(done.stdout) == json.loads(json.dumps(asdict(accusation)))
    assert rashomon(*command, "--format", "json").stdout == done.stdout
    refused = rashomon(*command, "--format", "bibtex")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "asks for bibtex" in refused.stderr


def test_what_it_does_not_know_it_says(packed: Path, rashomon: Rashomon) -> None:
    built = packed / "built"
    for name, form, reason in (("nothing", "markdown", "no claim"), (_accusing(built, "Mora"), "docx", "no format")):
        done = rashomon("packet", name, "--format", form, "--output", built)
        assert done.returncode == 2
        assert reason in done.stderr
        assert not done.stdout
