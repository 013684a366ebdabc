"""The README's output and its example, against what the seeds give now."""

from __future__ import annotations

import re
import shlex
import shutil
from datetime import date
from pathlib import Path

import pytest

from graph.build import build
from graph.formats import render
from graph.queries import run
from graph.read.input_formats import FORMATS
from graph.read.known import Known
from graph.read.sidecar import read_sidecar
from graph.store import open_store
from support import ROOT
from support.command import Rashomon

README = (ROOT / "README.md").read_text(encoding="utf-8")
WIDTH = 100
_BLOCK = re.compile(r"<!-- output: (.*?) -->\n```\n(.*?)```", re.DOTALL)
SHOWN = 3
"""The records of an answer that the README shows; it gives the number of the others."""
_EXAMPLE = re.compile(r"<!-- example -->\n```python\n(.*?)```", re.DOTALL)


FORMATS_SHOWN = re.compile(r"(?<=<!-- formats -->)(.*?)(?=<!-- formats -->\.)")


STORY = "docs/story"
"""The other articles that the README queries; a comment before the query names them."""


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("outputs"))


def built(folder: Path) -> Path:
    """The folder with the builds of the seeds and of the story."""
    for name in ("seeds", STORY):
        build([ROOT / name], folder / name)
    return folder


def answer(outputs: Path, words: str) -> str:
    name, *params = shlex.split(words.removeprefix(STORY))
    output = outputs / (STORY if words.startswith(STORY) else "seeds")
    text = render(run(open_store(output), name, dict(p.split("=", 1) for p in params)), width=WIDTH)
    records = text.rstrip("\n").split("\n\n")
    more = [f"… and {len(records) - SHOWN} more"] if len(records) > SHOWN else []
    asked = f"$ rashomon query {name}{''.join(f' --param {shlex.quote(p)}' for p in params)}"
    asked += " --output story" if words.startswith(STORY) else ""
    return f"{asked}\n" + "\n\n".join([*records[:SHOWN], *more]) + "\n"


@pytest.mark.parametrize(("words", "shown"), _BLOCK.findall(README), ids=lambda it: it[:30])
def test_output(outputs: Path, words: str, shown: str) -> None:
    lines = [line.rstrip() for line in answer(outputs, words).splitlines()]
    assert [line.rstrip() for line in shown.splitlines()] == lines


def formats() -> str:
    return "; ".join(f"{it.name} ({', '.join(f'`{ending}`' for ending in it.endings)})" for it in FORMATS)


def test_input_formats() -> None:
    assert FORMATS_SHOWN.findall(README) == [formats()]


def test_a_folder_of_six_kinds(rashomon: Rashomon, tmp_path: Path) -> None:
    block = re.search(r"<!-- built -->\n```\n(.*?)```", README, re.DOTALL)
    assert block is not None
    shutil.copytree(ROOT / "docs" / "kinds", tmp_path / "docs" / "kinds")
    assert len({it.suffix for it in (tmp_path / "docs" / "kinds").iterdir()}) == 6
    for command, shown in re.findall(r"^\$ rashomon (.*)\n((?:(?!\$ ).*\n)*)", block[1], re.MULTILINE):
        assert rashomon(*shlex.split(command), cwd=tmp_path).stdout == shown


def test_all_questions_are_shown() -> None:
    assert len(_BLOCK.findall(README)) == 7


def test_example(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    code = _EXAMPLE.search(README)
    assert code is not None
    names: dict[str, object] = {}
    exec(compile(code[1], "README.md", "exec"), names)
    assert "luis-mora praises los-choneros" in capsys.readouterr().out
    assert names["page"]


def test_the_file_beside_an_article(tmp_path: Path) -> None:
    shown = re.search(r"```toml\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    (tmp_path / "article.toml").write_text(shown[1], encoding="utf-8")
    known = read_sidecar(tmp_path / "article.txt")
    assert known == Known(outlet="Colombia One", url="https://example.org/article", published=date(2025, 4, 7))


@pytest.mark.parametrize("file", re.findall(r"\]\(([^)#:]+)\)", README))
def test_links_lead_somewhere(file: str) -> None:
    assert (ROOT / file).exists()
