"""A reader's decisions in the page, and how a build follows the file that the page saves."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from graph.decisions import COLUMNS, Kind, read
from graph.review import about_claim, about_two, open_built
from support.graphs import EXAMPLE
from support.pages import two_articles
from support.visit import Visit

ARTICLES = {
    "lima.txt": "Mayor seeks funds\n\nLIMA, March 3, 2025 — Mayor Luis Mora accused Ana Ruiz of fraud on Monday.\n",
    "goal.txt": "Striker scores\n\nQUITO, March 4, 2025 — Luis Mora criticized Eva Paz on Tuesday.\n",
    "gang.txt": '=Police "praise" raid\n\nMINSK, March 5, 2025 — Ana Ruiz praised Familia Roja.\n\n'
    "Eva Paz praised The Red Family.\n",
}


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory, rashomon: Any) -> Path:
    folder = tmp_path_factory.mktemp("decided")
    (folder / "in").mkdir()
    for name, text in ARTICLES.items():
        (folder / "in" / name).write_text(text, encoding="utf-8")
    done = rashomon("build", folder / "in", "--output", folder / "out", "--no-sparql")
    assert done.returncode == 0, done.stderr
    return folder


def saved(seen: Visit, folder: Path) -> Path:
    """The file that the page saves."""
    seen.page.locator("#tab-decisions").click()
    with seen.page.expect_download() as waiting:
        seen.page.locator("#save-decisions").click()
    assert waiting.value.suggested_filename == "decisions.csv"
    file = folder / "decisions.csv"
    waiting.value.save_as(file)
    return file


def claims(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()]


def the(folder: Path, **wanted: str) -> dict[str, Any]:
    (found,) = (it for it in claims(folder / "out") if wanted.items() <= it.items())
    return found


def test_a_build_goes_by_what_was_decided_in_the_page(
    articles: Path, visit: Any, rashomon: Any, tmp_path: Path
) -> None:
    accusation = the(articles, relation="accuses")
    seen: Visit = visit(articles / "out" / "view.html", f"#claim={accusation['proposition']}", accept_downloads=True)
    seen.page.get_by_role("button", name="Misread").first.click()
    seen.page.get_by_role("button", name="It says something else").click()
    expect(seen.page.locator(".decided")).to_contain_text("You decided: misread.")
    seen.go("#node=luis-mora")
    seen.page.get_by_role("button", name="Not the same …").click()
    seen.page.get_by_label("Luis Mora in Striker scores").check()
    seen.page.get_by_role("button", name="These are somebody else").click()
    seen.go("#node=familia-roja")
    seen.page.get_by_role("button", name="The same as …").click()
    seen.page.keyboard.type("red fam")
    seen.page.keyboard.press("Enter")
    expect(seen.page.locator(".decided")).to_contain_text("is the same as")
    seen.page.get_by_role("button", name="Kind …").click()
    seen.page.get_by_role("combobox", name="Familia Roja is").select_option("CriminalOrganization")
    seen.page.get_by_role("button", name="Decide").click()
    assert seen.text("#tab-decisions") == "Decisions4"
    file = saved(seen, tmp_path)
    assert seen.quiet(), seen.complaints

    done = rashomon("build", articles / "in", "--output", tmp_path / "out", "--no-sparql", "--decisions", file)
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))["decisions"]
    assert told["struck"] == 1, told
    built = open_built(tmp_path / "out")
    assert not [it for it in built.claims if it["relation"] == "accuses"]
    assert sum(it["label"] == "Luis Mora" for it in built.entities) == 2
    (gang,) = (it for it in built.entities if {it["label"], *it["aliases"]} & {"Familia Roja", "Red Family"})
    assert gang["type"] == "CriminalOrganization"
    assert {"Familia Roja", "Red Family"} <= {gang["label"], *gang["aliases"]}


def test_a_line_of_the_page_is_that_of_the_command(articles: Path, visit: Any, tmp_path: Path) -> None:
    built = open_built(articles / "out")
    seen: Visit = visit(articles / "out" / "view.html", accept_downloads=True)
    for it in built.claims:
        seen.script("(id) => rashomon.decided.add(rashomon.decided.ofClaim('right', id))", it["id"])
    text = saved(seen, tmp_path).read_text(encoding="utf-8-sig")
    assert next(csv.reader(io.StringIO(text, newline=""))) == list(COLUMNS)
    found = read([tmp_path / "decisions.csv"])
    assert not found.faults
    for it in found.rulings:
        expected = about_claim(built, Kind.RIGHT, it.about, when=it.when)
        # The words of the content are there only if the sentence would be ambiguous without them.
        assert expected.reading.startswith(it.reading)
        assert it == replace(expected, reading=it.reading)
    assert len(found.rulings) == len(built.claims)


def test_an_entity_is_named_as_the_command_names_it(articles: Path, visit: Any, tmp_path: Path) -> None:
    built = open_built(articles / "out")
    seen: Visit = visit(articles / "out" / "view.html", accept_downloads=True)
    ids = [it["id"] for it in built.entities if it["id"] in built.told]
    for one, other in pairwise(ids):
        seen.go(f"#node={one}")
        seen.page.get_by_role("button", name="The same as …").click()
        seen.page.keyboard.type(built.label(other))
        seen.page.keyboard.press("Enter")
    found = read([saved(seen, tmp_path)]).rulings
    pairs = zip(pairwise(ids), found, strict=True)
    assert list(found) == [about_two(built, Kind.SAME, *both, when=it.when) for both, it in pairs]


CELLS = ["=1+1", "+1", "-x", "@SUM(1)", "'=1", 'a "b", c', "two\nlines; and\ta tab", "\u202eturned", "plain"]


def test_every_cell_comes_back_letter_for_letter(visit: Any, tmp_path: Path) -> None:
    quotes = dict(zip((it.id for it in EXAMPLE.claims), CELLS, strict=False))
    kg = replace(EXAMPLE, claims=tuple(replace(it, quote=quotes.get(it.id, it.quote)) for it in EXAMPLE.claims))
    assert len(quotes) == min(len(CELLS), len(EXAMPLE.claims)) > 3
    seen: Visit = visit(replace(kg, passages=()), accept_downloads=True)
    for id in quotes:
        seen.script("(id) => rashomon.decided.add(rashomon.decided.ofClaim('misread', id))", id)
    seen.page.locator("#tab-decisions").click()
    seen.page.get_by_label("Why").first.fill("=HYPERLINK(1)")
    seen.page.get_by_label("Who decides").fill("@ana")
    file = saved(seen, tmp_path)
    found = read([file])
    assert not found.faults
    assert {it.about: it.sentence for it in found.rulings} == quotes
    assert found.rulings[-1].why == "=HYPERLINK(1)"
    assert {it.who for it in found.rulings} == {"@ana"}
    cells = [cell for row in csv.reader(io.StringIO(file.read_text("utf-8-sig"), newline="")) for cell in row]
    assert not [it for it in cells if re.match(r"[=@]|[+-](?!\d+$)", it)]


# -------------------------------------------------------------------------- where they are kept


def decide(seen: Visit, proposition: str, verdict: str = "Nobody claims this") -> None:
    seen.go(f"#claim={proposition}")
    seen.page.get_by_role("button", name="Misread").first.click()
    seen.page.get_by_role("button", name=verdict).click()


def test_the_browser_keeps_what_was_decided_until_it_is_taken_back(visit: Any) -> None:
    seen: Visit = visit(two_articles(), "#list=overview")
    decide(seen, "critic-noem")
    seen.page.goto(seen.page.url.partition("#")[0] + "?anew")
    seen.ready()
    assert seen.text("#tab-decisions") == "Decisions1"
    seen.go("#claim=critic-noem")
    expect(seen.page.locator(".decided")).to_contain_text("You decided: not a claim.")
    seen.page.get_by_role("button", name="Undo").click()
    expect(seen.page.get_by_role("button", name="Misread").first).to_be_visible()
    seen.page.goto(seen.page.url.partition("#")[0])
    seen.ready()
    assert seen.text("#tab-decisions") == "Decisions0"


def test_going_back_takes_nothing_back(visit: Any) -> None:
    seen: Visit = visit(two_articles(), "#claim=praise")
    decide(seen, "critic-noem")
    seen.back()
    assert "claim=praise" in seen.page.url
    assert seen.text("#tab-decisions") == "Decisions1"
    assert "decided=" in seen.page.url


def test_a_link_brings_decisions_that_somebody_else_made(visit: Any) -> None:
    seen: Visit = visit(two_articles())
    decide(seen, "critic-noem")
    other: Visit = visit(two_articles(), "#" + seen.page.url.partition("#")[2], viewport={"width": 1280, "height": 800})
    other.page.locator("#tab-decisions").click()
    expect(other.page.locator(".decision")).to_contain_text("Came with the address of this page")
    other.page.get_by_role("button", name="Keep").click()
    expect(other.page.locator(".decision")).not_to_contain_text("Came with the address")


FORBIDDEN = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
)


def test_where_the_browser_may_keep_nothing_the_page_says_so(window: Any, rendered: Any, tmp_path: Path) -> None:
    context = window(offline=True, accept_downloads=True)
    context.add_init_script(FORBIDDEN)
    seen = Visit(context.new_page())
    seen.page.goto(rendered(two_articles(), True).as_uri())
    seen.ready()
    decide(seen, "critic-noem")
    assert len(read([saved(seen, tmp_path)]).rulings) == 1
    expect(seen.page.locator("#panel .empty")).to_contain_text("save the file before you close it")
    seen.page.reload()
    seen.ready()
    assert seen.text("#tab-decisions") == "Decisions1"
    assert seen.quiet(), seen.complaints


@pytest.mark.parametrize(
    "kept", ["null", "5", "[]", "{", '{"decisions":[{"kind":"misread"},{"kind":"evil","about":["x"]},7]}']
)
def test_what_was_kept_by_somebody_else_harms_nothing(visit: Any, kept: str) -> None:
    seen: Visit = visit(two_articles())
    seen.script("(text) => localStorage.setItem('rashomon.decisions', text)", kept)
    seen.page.reload()
    seen.ready()
    decide(seen, "critic-noem")
    assert seen.text("#tab-decisions") == "Decisions1"
    assert seen.quiet(), seen.complaints


# ------------------------------------------------------------------------ keyboard, phone


def test_a_misreading_is_told_with_the_keyboard_alone(visit: Any) -> None:
    seen: Visit = visit(two_articles(), "#claim=critic-noem")
    seen.page.get_by_role("button", name="Misread").first.focus()
    for key in ("Enter", "Tab", "Enter"):
        seen.page.keyboard.press(key)
    expect(seen.page.locator(".decided")).to_be_focused()
    for key in ("Tab", "Enter"):
        seen.page.keyboard.press(key)
    expect(seen.page.get_by_role("button", name="Misread").first).to_be_focused()


def test_a_line_that_is_taken_back_leaves_the_focus_in_the_list(visit: Any) -> None:
    seen: Visit = visit(two_articles())
    for id in ("critic-noem", "praise"):
        decide(seen, id)
    seen.go("#list=decisions")
    seen.page.get_by_role("button", name="Undo").first.focus()
    seen.page.keyboard.press("Enter")
    expect(seen.page.locator(".decision")).to_have_count(1)
    expect(seen.page.get_by_role("button", name="Undo")).to_be_focused()


@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_is_wider_than_the_window(visit: Any, width: int) -> None:
    seen: Visit = visit(two_articles(), "#claim=critic-noem", viewport={"width": width, "height": 740})
    fits = "(() => { const p = document.getElementById('panel'); return p.scrollWidth <= p.clientWidth; })()"
    seen.page.get_by_role("button", name="Misread").first.click()
    assert seen.script(fits)
    seen.page.get_by_role("button", name="It says something else").click()
    for name in ("Not the same …", "Kind …"):
        seen.go("#node=noem")
        seen.page.get_by_role("button", name=name).click()
        assert seen.script(fits), name
    seen.go("#list=decisions")
    assert seen.script(fits)
    assert seen.script("document.documentElement.scrollWidth") <= width
