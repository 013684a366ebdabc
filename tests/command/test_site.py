"""The documentation as a site: every link leads somewhere, nothing comes from another host, and the gallery is real."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from support import ROOT
from support.site import broken, is_elsewhere, loaded


@pytest.fixture(scope="module")
def pages(site: Path) -> list[Path]:
    """The pages that are ours: neither the articles that the site has as examples, nor the live pages."""
    own = sorted(site.glob("*.html"))
    assert len(own) > 25
    return own


def test_every_link_and_anchor_leads_somewhere(site: Path, pages: list[Path]) -> None:
    # A server answers with 404.html wherever something is missing, so the links in it must start from the root.
    assert {page.name: found for page in pages if (found := broken(site, page)) and page.name != "404.html"} == {}


def test_nothing_is_loaded_from_another_host(site: Path, pages: list[Path]) -> None:
    styles = sorted(site.rglob("*.css"))
    live = sorted((site / "gallery").iterdir())
    assert styles
    assert {it.name for it in live} == {"seeds.html", "story.html", "first.html"}
    found = {it.name: [link for link in loaded(it) if is_elsewhere(link)] for it in [*pages, *styles, *live]}
    assert {name: links for name, links in found.items() if links} == {}


def test_the_pages_draw_no_diagrams_for_which_the_theme_asks_another_host(pages: list[Path]) -> None:
    assert [page.name for page in pages if 'class="mermaid"' in page.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(
    ("html", "lost", "elsewhere"),
    [
        ('<a href="other.html#here">', [], []),
        ('<a href="other.html#there">', ["other.html#there"], []),
        ('<a href="none.html">', ["none.html"], []),
        ('<a href="#top">', [], []),
        ('<iframe src="none.html">', ["none.html"], []),
        ('<a href="https://example.org/">', [], []),
        ('<script src="https://example.org/a.js"></script>', [], ["https://example.org/a.js"]),
        ('<link rel="stylesheet" href="//example.org/a.css">', [], ["//example.org/a.css"]),
        ("<style>@import 'https://example.org/b.css';</style>", [], ["https://example.org/b.css"]),
        ('<p style="background: url(https://example.org/c.png)">', [], ["https://example.org/c.png"]),
    ],
)
def test_what_is_wrong_with_a_page_is_found(tmp_path: Path, html: str, lost: list[str], elsewhere: list[str]) -> None:
    (tmp_path / "other.html").write_text('<p id="here">', encoding="utf-8")
    (page := tmp_path / "page.html").write_text(html, encoding="utf-8")
    assert broken(tmp_path, page) == lost
    assert [it for it in loaded(page) if is_elsewhere(it)] == elsewhere


def test_a_style_sheet_that_loads_from_another_host_is_found(tmp_path: Path) -> None:
    (sheet := tmp_path / "a.css").write_text("a { src: url('https://example.org/f.woff') } b { src: url(d.png) }")
    assert loaded(sheet) == ["https://example.org/f.woff", "d.png"]


def test_the_live_page_is_what_a_build_writes(site: Path, built: Path) -> None:
    assert (site / "gallery" / "seeds.html").read_bytes() == (built / "view.html").read_bytes()


def test_the_articles_of_the_tutorial_are_those_of_the_gallery() -> None:
    page = (ROOT / "docs" / "first.md").read_text(encoding="utf-8")
    shown = dict(re.findall(r"<!-- write: (first/\S+) -->\n```\w+\n(.*?)```", page, re.DOTALL))
    files = {f"first/{it.name}": it.read_text(encoding="utf-8") for it in (ROOT / "docs" / "first").iterdir()}
    assert shown == files


def test_the_reference_has_every_name_that_the_package_exports(site: Path) -> None:
    import rashomon

    page = (site / "api.html").read_text(encoding="utf-8")
    names = [it for it in rashomon.__all__ if not it.startswith("__")]
    assert [it for it in names if not re.search(rf'id="rashomon\.{it}"', page)] == []
    assert '<span class="gp">&gt;&gt;&gt; </span>' in page
    assert "<blockquote>" not in page, "an example is shown as a quotation"


def test_the_tests_that_the_threat_model_names_are_there() -> None:
    page = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")
    file, named = "", []
    for path, name in re.findall(r"`(tests/[\w/]+\.py)?(?:::(\w+))?`", page):
        file = path or file
        if name:
            named.append((file, name))
        elif path:
            assert (ROOT / path).is_file()
    assert len(named) > 40
    assert [it for it in named if it[1] not in functions(it[0])] == []


def functions(file: str) -> set[str]:
    """The names of the functions at the top level of a file."""
    nodes = ast.parse((ROOT / file).read_text(encoding="utf-8")).body
    return {it.name for it in nodes if isinstance(it, ast.FunctionDef)}
