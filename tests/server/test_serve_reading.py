"""Reading an article on the server: its text with what was read from it, and the links between the two."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from graph.formats.content import Content
from graph.formats.lines import passages
from graph.model import KnowledgeGraph, Passage, Span
from graph.serve.html import visible
from graph.serve.reading import FILE, read_article
from graph.store import write_store
from graph.triples import quads
from support import SEEDS
from support.hostile import PAYLOADS, hostile
from support.properties import given, st
from support.server import Server, serving

TEXT = "👻 Noem met Petro, and Petro denied it. 👻 said nothing."
IRI = "https://w3id.org/rashomon/doc/d1"


def saying(**more: Any) -> dict[str, Any]:
    usual = {"stance": "affirmed", "speaker": None, "speaker_iri": None, "relayed_by": (), "quote": ""}
    return usual | more


def written(folder: Path, *rows: dict[str, Any]) -> None:
    lines = (json.dumps({"file": "a.txt", "whole": True, "passages": [], "silent": []} | row) for row in rows)
    (folder / FILE).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def test_what_overlaps_is_cut_where_it_begins_and_ends(tmp_path: Path) -> None:
    silent = [{"start": 100 + TEXT.index("👻 said"), "text": "👻 said nothing.", "reason": "unread-content"}]
    title = {"start": 0, "text": "A title"}
    written(tmp_path, {"id": "d1", "passages": [title, {"start": 100, "text": TEXT}], "silent": silent})
    places = [(102, 138), (100 + TEXT.index("Petro denied"), 138)]
    sayings = [saying(speaker="Noem", speaker_iri="x"), saying(stance="denied")]
    found = read_article(tmp_path, "A title", IRI, {"places": places, "claims": {"sayings": sayings}})
    assert found is not None
    assert found.whole
    (passage,) = found.passages
    assert [(it.text, it.claims, it.begins, it.voices, bool(it.unread)) for it in passage.pieces] == [
        ("👻 ", (), (), (), False),
        ("Noem met Petro, and ", (0,), (0,), ("claimed",), False),
        ("Petro denied it.", (0, 1), (1,), ("claimed", "denied"), False),
        (" ", (), (), (), False),
        ("👻 said nothing.", (), (), (), True),
    ]


def test_a_sentence_in_no_passage_is_there_alone(tmp_path: Path) -> None:
    written(tmp_path, {"id": "d1", "silent": [{"start": 9, "text": "He said so.", "reason": "unread-content"}]})
    told = {"places": [(30, 35)], "claims": {"sayings": [saying(quote="Noem.")]}}
    found = read_article(tmp_path, "", IRI, told)
    assert found is not None
    assert [(it.text, it.part) for it in found.passages] == [("He said so.", True), ("Noem.", True)]


@given(st.sets(st.text("0123456789abcdef", min_size=1, max_size=6), min_size=1, max_size=30), st.integers(0, 400))
def test_each_article_is_found_among_all_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, ids: set[str], size: int
) -> None:
    folder = tmp_path_factory.mktemp("rows")
    written(
        folder,
        *({"id": id, "passages": [{"start": 0, "text": id * (size % (n + 3))}]} for n, id in enumerate(sorted(ids))),
    )
    for id in [*ids, "0", "zz", "8"]:
        found = read_article(folder, "", f"https://x/doc/{id}", {"places": [], "claims": {"sayings": []}})
        assert (found is not None) == (id in ids)


def test_where_a_build_kept_nothing_there_is_no_article(tmp_path: Path) -> None:
    assert read_article(tmp_path, "", IRI, {"places": [], "claims": {"sayings": []}}) is None


# --------------------------------------------------------------------------- a real server


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, rashomon: Any) -> Iterator[Server]:
    """A server for the seeds with their whole texts."""
    folder = tmp_path_factory.mktemp("whole")
    done = rashomon("build", SEEDS, "--output", folder, "--no-sparql", "--texts")
    assert done.returncode == 0, done.stderr
    with serving(folder) as it:
        yield it


def articles(server: Server) -> dict[str, str]:
    """The page of each article, by the article's file."""
    rows = server.ask("SELECT ?doc ?file { ?doc rsh:sourceFile ?file }").json()["results"]["bindings"]
    pages = {it["file"]["value"]: f"/html/doc/{it['doc']['value'].rpartition('/')[2]}" for it in rows}
    return {file: server.get(path, "text/html").text for file, path in pages.items()}


def words(page: str) -> list[str]:
    """The text of each passage on a page."""
    found = re.findall(r'<p class="words" dir="auto">(.*?)</p>', page, re.DOTALL)
    return [unescape(re.sub(r"<[^>]*>", "", it)) for it in found]


def test_the_whole_text_is_there_letter_for_letter(whole: Server) -> None:
    for file, page in articles(whole).items():
        text = (SEEDS / file).read_text(encoding="utf-8")
        shown = words(page)
        at = 0
        for it in shown:
            at = text.index(it, at) + len(it)
        assert sum(map(len, shown)) > 0.9 * len(re.sub(r"\n\s*\n", "", text))
        assert "Only the passages" not in page


def test_without_the_whole_text_there_are_the_passages_with_claims(server: Server) -> None:
    for file, page in articles(server).items():
        text = (SEEDS / file).read_text(encoding="utf-8")
        assert words(page)
        assert all(it.removeprefix("… ").removesuffix(" …") in text for it in words(page))
        assert "Only the passages in which something was read" in page


def test_each_mark_leads_to_its_claim_and_back(whole: Server) -> None:
    for page in articles(whole).values():
        ids = re.findall(r' id="([^"]*)"', page)
        assert len(ids) == len(set(ids))
        targets = set(re.findall(r'href="#((?:claim|in)-\d+)"', page))
        claims = {it for it in ids if it.startswith("claim-")}
        assert targets <= set(ids)
        assert {f"in-{it.removeprefix('claim-')}" for it in claims} <= targets
        assert {it for it in ids if it.startswith("in-")} == {f"in-{it.removeprefix('claim-')}" for it in claims}


def test_what_was_not_read_says_why(whole: Server) -> None:
    pages = "".join(articles(whole).values())
    assert re.search(r'class="unread" tabindex="0" role="note" title="No claim was found', pages)


def test_hostile_text_is_only_text(tmp_path: Path) -> None:
    kg: KnowledgeGraph = hostile(vocabulary=True)
    texts = [f"{payload} {payload}" for payload in PAYLOADS]
    kg = replace(
        kg,
        passages=tuple(Passage(it.id, Span(0, len(text)), text) for it, text in zip(kg.documents, texts, strict=True)),
    )
    write_store(quads(kg), tmp_path)
    with (tmp_path / FILE).open("wb") as stream:
        passages(Content(kg), stream)
    with serving(tmp_path) as server:
        for it, text in zip(kg.documents, texts, strict=True):
            page = server.get(f"/html/doc/{it.id}", "text/html").text
            # What UTF-8 cannot encode is a question mark in the file; line endings are those of HTML.
            expected = visible(text.encode("utf-8", "replace").decode("utf-8"))
            assert expected in words(page), text
            assert not re.search(r"<script(?! (type|src)=)", page)
