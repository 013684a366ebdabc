"""Rashomon as scripts and notebooks use it: the guide, the notebook, the types, and what can get in the way."""

from __future__ import annotations

import doctest
import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import rashomon
from support import ROOT, SEEDS, TESTS
from support.command import python
from support.scripts import script

GUIDE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
NOTEBOOK = ROOT / "docs" / "notebooks" / "first.ipynb"
MISTAKES = TESTS / "data" / "mistakes.py"
ARTICLE = (
    "Minister Ana Ruiz said that President Luis Mora praised Los Choneros. Mora denied that he praised Los Choneros."
)
# rdflib uses deprecated parts of itself whenever it writes a dataset.
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph)\\b:DeprecationWarning:rdflib")


@pytest.fixture(scope="module")
def result() -> rashomon.Result:
    return rashomon.build(SEEDS)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with nothing but the seeds in it."""
    shutil.copytree(SEEDS, tmp_path / "seeds")
    monkeypatch.chdir(tmp_path)
    return tmp_path


# ------------------------------------------------------------------ the guide, the notebook, the explanations


def test_the_guide_prints_what_it_says() -> None:
    pytest.importorskip("pandas")
    assert GUIDE.count("```python") == GUIDE.count("```text") > 8
    assert script("renew_python").renewed(GUIDE) == GUIDE


@pytest.mark.parametrize("file", re.findall(r"\]\(([^)#:]+)\)", GUIDE))
def test_links_of_the_guide_lead_somewhere(file: str) -> None:
    assert (ROOT / "docs" / file).exists()


def test_the_notebook_goes_from_the_articles_to_a_chart() -> None:
    for library in ("pandas", "matplotlib", "ipykernel"):
        pytest.importorskip(library)
    nbformat, client = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    cells = [it for it in notebook.cells if it.cell_type == "code"]
    assert len(cells) == 10
    assert [(it.outputs, it.execution_count) for it in cells] == [([], None)] * 10, "stored without outputs"
    client.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(NOTEBOOK.parent)}}).execute()
    outputs = [output for cell in cells for output in cell.outputs]
    kinds = [kind for output in outputs for kind in output.get("data", {})]
    assert "image/png" in kinds
    *before, page = outputs
    assert max(len(json.dumps(it)) for it in before) < 20_000
    assert "<iframe" in page.data["text/html"]
    assert "<progress" in json.dumps(cells[0].outputs)
    assert "2 of 2 read" in json.dumps(cells[0].outputs)


def explained() -> Iterator[doctest.DocTest]:
    """The examples in the docstrings of all public names."""
    finder = doctest.DocTestFinder(recurse=True)
    seen = set()
    for name in rashomon.__all__:
        it = getattr(rashomon, name)
        for test in finder.find(it, name) if not isinstance(it, str) else ():
            if test.examples and test.docstring not in seen:
                seen.add(test.docstring)
                yield test
    yield from (it for it in finder.find(rashomon, "rashomon") if it.name == "rashomon")


def test_every_example_of_a_public_name_does_what_it_says(result: rashomon.Result, place: Path) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    result.write(place / "out")
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    for test in explained():
        test.globs = {"rashomon": rashomon, "result": result, "folder": place / "out"}
        told = io.StringIO()
        assert runner.run(test, out=told.write).failed == 0, told.getvalue()
    assert runner.tries > 60


def test_a_frame_is_read_like_the_file_that_it_came_from() -> None:
    pandas = pytest.importorskip("pandas")
    wire = ROOT / "docs" / "kinds" / "wire.csv"
    columns = {"text": "body", "title": "headline", "date": "day"}
    articles = rashomon.from_dataframe(pandas.read_csv(wire), **columns)
    assert len(articles) == 2
    one, other = rashomon.build(articles).claims(), rashomon.build(wire, columns=columns).claims()
    assert one
    assert [replace(it, file="") for it in one] == [replace(it, file="") for it in other]


# ------------------------------------------------------------------ types


def marked() -> set[int]:
    return {number for number, line in enumerate(MISTAKES.read_text().splitlines(), 1) if "# mistake" in line}


def test_mypy_finds_ten_of_ten_mistakes(tmp_path: Path) -> None:
    done = checked(sys.executable, "-m", "mypy", "--strict", "--cache-dir", tmp_path, MISTAKES)
    assert {int(it) for it in re.findall(r"mistakes\.py:(\d+): error", done)} == marked(), done
    assert len(marked()) == 10


def test_pyright_finds_ten_of_ten_mistakes() -> None:
    pyright = ROOT / "tests/view/node_modules/.bin/pyright"
    if not pyright.is_file():
        pytest.skip("there is no Node, which pyright needs")
    done = checked(pyright, "--pythonpath", sys.executable, MISTAKES)
    assert {int(it) for it in re.findall(r"mistakes\.py:(\d+):\d+ - error", done)} == marked(), done


def checked(*command: str | Path) -> str:
    env = os.environ | {"MYPYPATH": str(ROOT), "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=300, check=False).stdout


# ------------------------------------------------------------------ scripts


def ran(folder: Path, code: str, stderr: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    """A user's script, run with whatever else is in its folder."""
    (folder / "script.py").write_text(f"import rashomon\nTEXT = {ARTICLE!r}\n{code}", encoding="utf-8")
    return python_in(folder, "script.py", stderr=stderr)


def python_in(folder: Path, *arguments: str, stderr: int = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    """Python, started in a folder with these arguments."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        timeout=120,
        check=False,
    )


BUILD = "print(rashomon.build([rashomon.from_text(TEXT)], workers=2))\n"


def test_a_script_without_a_guard_builds_with_workers(tmp_path: Path) -> None:
    done = ran(tmp_path, BUILD)
    assert (done.stdout, done.returncode) == ("<Result: 1 document, 3 entities, 4 claims, 1 dispute>\n", 0), done.stderr


def test_a_script_shows_its_progress_on_a_terminal_as_the_command_does(tmp_path: Path) -> None:
    code = "articles = [rashomon.from_text(TEXT, file='a'), rashomon.from_text(TEXT + ' So.', file='b')]\n"
    inside, outside = pty.openpty()
    done = ran(tmp_path, f"{code}rashomon.build(articles, progress=True)\n", stderr=outside)
    os.close(outside)
    shown = os.read(inside, 1_000_000).decode()
    os.close(inside)
    assert done.returncode == 0, shown
    assert "2 of 2 read" in shown
    assert ran(tmp_path, f"{code}rashomon.build(articles)\n").stderr == ""


def test_a_script_that_starts_processes_without_a_guard_is_told_of_it(tmp_path: Path) -> None:
    code = (
        f"{BUILD}import multiprocessing, concurrent.futures\n"
        "context = multiprocessing.get_context('spawn')\n"
        "with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:\n"
        "    pool.submit(abs, 1).result()\n"
    )
    done = ran(tmp_path, code)
    assert done.returncode == 1
    assert done.stdout.count("<Result") == 1, "nothing was built again"
    assert "UsageError: this script starts processes with multiprocessing" in done.stderr
    assert 'below `if __name__ == "__main__":`' in done.stderr


def test_a_file_of_the_name_of_the_package_does_not_hide_it(tmp_path: Path) -> None:
    (tmp_path / "graph.py").write_text("raise SystemExit('the wrong file')\n", encoding="utf-8")
    done = ran(tmp_path, f"{BUILD}import graph\nprint(graph.__all__ != None)\ngraph.draw()\n")
    assert done.stdout == "<Result: 1 document, 3 entities, 4 claims, 1 dispute>\nTrue\n", done.stderr
    assert re.search(r"module 'graph' \(.*graph/__init__.py\) has no attribute 'draw'", done.stderr)


def test_the_command_runs_beside_a_file_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "graph.py").write_text("raise SystemExit('the wrong file')\n", encoding="utf-8")
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    for arguments in (["build", "article.txt"], ["query", "disputes"]):
        done = python_in(tmp_path, "-m", "rashomon", *arguments, "--output", "out")
        assert done.returncode == 0, done.stderr
    assert "Luis Mora praises Los Choneros" in done.stdout
    assert python_in(tmp_path, "-m", "rashomon", "query", "nothing", "--output", "out").returncode == 2


def test_a_file_of_that_name_that_is_imported_before_is_named(tmp_path: Path) -> None:
    (tmp_path / "graph.py").write_text("", encoding="utf-8")
    (tmp_path / "main.py").write_text("import graph\nimport rashomon\n", encoding="utf-8")
    done = python_in(tmp_path, "main.py")
    assert done.returncode == 1
    last = done.stderr.splitlines()[-1]
    assert last.startswith(f"ImportError: {tmp_path / 'graph.py'} has been imported already")
    assert "give it another name" in last


def test_importing_it_is_quick_and_imports_no_engine_of_language_or_tables() -> None:
    told = python("import rashomon, sys; print(*sorted(sys.modules))").split()
    for module in ("spacy", "pandas", "polars", "networkx", "rdflib", "onnxruntime", "IPython"):
        assert module not in told
    assert not {it for it in told if it.startswith(("graph.read.", "graph.extract", "graph.explain"))}
