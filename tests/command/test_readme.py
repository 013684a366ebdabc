"""What the README and the pages in docs/ show, compared with what commands print now; and where their links lead."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from graph.read.input_formats import FORMATS
from graph.read.known import Known
from graph.read.sidecar import read_sidecar
from support import ROOT
from support.sessions import PAGES, played, prepared

README = (ROOT / "README.md").read_text(encoding="utf-8")
LINES = 200
"""What people read when they look at a project for the first time."""
FORMATS_PAGE = ROOT / "docs" / "formats.md"
FORMATS_SHOWN = re.compile(r"(?<=<!-- formats -->)(.*?)(?=<!-- formats -->\.)")
_EXAMPLE = re.compile(r"<!-- example -->\n```python\n(.*?)```", re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(tmp_path_factory.mktemp("sessions"))


SESSIONS = [it for it in PAGES if "<!-- session -->" in it.read_text(encoding="utf-8")]


@pytest.mark.parametrize("page", SESSIONS, ids=lambda it: it.name)
def test_sessions_show_what_is_printed(folder: Path, page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert played(text, folder) == text


def test_which_pages_have_sessions() -> None:
    told = {it.name: it.read_text(encoding="utf-8").count("<!-- session -->") for it in SESSIONS}
    assert told["README.md"] == 3
    assert {"first.md", "formats.md", "output.md", "questions.md", "rules.md"} <= told.keys()


def test_a_changed_output_is_noticed(folder: Path) -> None:
    page = "<!-- session -->\n```\n$ rashomon query visits --param entity=CECOT\nold\n```\n"
    assert "old" not in played(page, folder)
    assert "Kristi Noem visited CECOT" in played(page, folder)


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= LINES


def formats() -> str:
    return "; ".join(f"{it.name} ({', '.join(f'`{ending}`' for ending in it.endings)})" for it in FORMATS)


def test_input_formats() -> None:
    assert FORMATS_SHOWN.findall(FORMATS_PAGE.read_text(encoding="utf-8")) == [formats()]


def test_the_articles_of_the_pages_are_of_six_kinds() -> None:
    assert len({it.suffix for it in (ROOT / "docs" / "kinds").iterdir()}) == 6


def test_example(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    code = _EXAMPLE.search(README)
    assert code is not None
    names: dict[str, object] = {}
    exec(compile(code[1], "README.md", "exec"), names)
    assert "Luis Mora praises Los Choneros" in capsys.readouterr().out
    assert names["page"]


def test_the_file_beside_an_article(tmp_path: Path) -> None:
    shown = re.search(r"```toml\n(.*?)```", FORMATS_PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert shown is not None
    (tmp_path / "article.toml").write_text(shown[1], encoding="utf-8")
    known = read_sidecar(tmp_path / "article.txt")
    assert known == Known(outlet="Colombia One", url="https://example.org/article", published=date(2025, 4, 7))


@pytest.mark.parametrize("file", re.findall(r"\]\(([^)#:]+)\)", README))
def test_links_lead_somewhere(file: str) -> None:
    assert (ROOT / file).exists()
