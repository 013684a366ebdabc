"""The interface for readers: by name, and as functions, whose results are checked like everything else."""

from __future__ import annotations

import importlib
import inspect
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from graph import ArticleError, Document, NothingReadError, UsageError, build, from_text
from graph.batch import workers as processes
from graph.errors import AnnotationError
from graph.model import DOCUMENT, Annotation, Entity, Reference, Span, Stance, Statement
from graph.read import read
from graph.readers import READERS
from graph.readers.admission import check
from support import ROOT
from support.command import Rashomon
from support.guide import shown

# ----------------------------------------------------------------------------------------- functions


def meetings(document: Document) -> Annotation:
    """Reads "X met Y.", and nothing else."""
    statements: list[Statement] = []
    entities: dict[str, Entity] = {}
    for met in re.finditer(r"(\w+) met (\w+)\.", document.text):
        who, whom = (Reference(met[part].lower(), Span(*met.span(part))) for part in (1, 2))
        entities |= {it.entity: Entity(it.entity, "Person", it.span.of(document.text)) for it in (who, whom)}
        evidence = Span(*met.span())
        id = f"m{len(statements)}"
        made = Statement(id, who, "metWith", whom, Stance.AFFIRMED, DOCUMENT, evidence, met[0], "meetings.met", 0.9)
        statements.append(made)
    return Annotation(document.metadata, (), tuple(entities.values()), (), tuple(statements))


MORE = """
def fails(document):
    return {}["nothing"]


def lies(document):
    found = meetings(document)
    return replace(found, statements=tuple(replace(it, quote="No.") for it in found.statements))
"""


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """A module of readers that other processes can import."""
    module = tmp_path / "lib" / "toy_reader.py"
    module.parent.mkdir()
    head = "import re\nfrom dataclasses import replace\nfrom graph.model import *\n\n\n"
    module.write_text(
        f"from __future__ import annotations\n{head}{inspect.getsource(meetings)}{MORE}", encoding="utf-8"
    )
    processes._end_spare()
    monkeypatch.syspath_prepend(module.parent)
    yield importlib.import_module("toy_reader")
    del sys.modules["toy_reader"]
    processes._end_spare()


def articles(folder: Path) -> Path:
    folder.mkdir()
    (folder / "a.txt").write_text("A walk\n\nRuiz met Mora. They talked.\n\nSoto met Ruiz.\n", encoding="utf-8")
    (folder / "b.txt").write_text("Diaz met Vega.", encoding="utf-8")
    return folder


@pytest.mark.parametrize("workers", [1, 2])
def test_a_function_reads_and_its_graph_verifies(
    rashomon: Rashomon, toy: ModuleType, tmp_path: Path, workers: int
) -> None:
    result = build(articles(tmp_path / "in"), tmp_path / "out", reader=toy.meetings, workers=workers)
    assert result.failures == ()
    edges = {(it.subject, it.relation, it.object) for it in result.knowledge.edges}
    assert edges == {("ruiz", "metWith", "mora"), ("soto", "metWith", "ruiz"), ("diaz", "metWith", "vega")}
    assert "Ruiz met Mora. They talked." in [it.text for it in result.knowledge.passages]
    assert {name for _, name in result.readers} == {"toy_reader.meetings"}
    verified = rashomon("verify", "--output", tmp_path / "out")
    assert verified.returncode == 0, verified.stdout


def test_with_one_worker_any_function_will_do(tmp_path: Path) -> None:
    seen: list[str] = []

    def watching(document: Document) -> Annotation:
        seen.append(document.metadata.file)
        return meetings(document)

    assert len(build(articles(tmp_path / "in"), reader=watching).knowledge.documents) == 2
    assert sorted(seen) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("workers", [1, 2])
def test_an_exception_of_a_function_is_of_its_article_alone(toy: ModuleType, tmp_path: Path, workers: int) -> None:
    with pytest.raises(NothingReadError) as caught:
        build(articles(tmp_path / "in"), reader=toy.fails, workers=workers)
    for failure in caught.value.failures:
        assert isinstance(failure, ArticleError)
        assert failure.cause == "KeyError: 'nothing'"
        assert (failure.step or "").startswith("toy_reader.py:")
        assert (failure.step or "").endswith("(fails)")


@pytest.mark.parametrize("workers", [1, 2])
def test_what_a_function_says_is_checked_like_all_else(toy: ModuleType, tmp_path: Path, workers: int) -> None:
    with pytest.raises(NothingReadError) as caught:
        build(articles(tmp_path / "in"), reader=toy.lies, workers=workers)
    first, second = caught.value.failures
    assert isinstance(first, AnnotationError)
    assert [it.place for it in first.faults] == ["claims[0].quote", "claims[1].quote"]
    assert Path(first.file).name == "a.txt"
    assert second.place == "claims[0].quote"


def test_what_is_no_annotation_is_refused() -> None:
    with pytest.raises(NothingReadError, match="returns dict and not an Annotation"):
        build(from_text("Ruiz met Mora."), reader=lambda _: {})  # type: ignore[arg-type,return-value]


def unsendable() -> Callable[[Document], Annotation]:
    return lambda document: meetings(document)


@pytest.mark.parametrize(
    ("reader", "told"),
    [
        (unsendable(), "cannot be passed to the processes that read articles"),
        ("rule", "no reader is called 'rule'; there are rules, rules\\+tagger"),
        (7, "a reader is a name or a function of a document, not int"),
    ],
)
def test_a_reader_that_cannot_be_is_refused_before_the_work(tmp_path: Path, reader: Any, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        build([from_text("Ruiz met Mora.")], tmp_path / "out", reader=reader, workers=2)
    assert not (tmp_path / "out").exists()


def test_a_function_that_other_processes_cannot_import_is_refused(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from graph import build, from_text, UsageError\n"
        "def mine(document): return None\n"
        "try: build([from_text('Ruiz met Mora.')], reader=mine, workers=2)\n"
        "except UsageError as error: print(error)\n",
        encoding="utf-8",
    )
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, script], env=env, capture_output=True, text=True, timeout=120, check=False)
    assert done.stderr == ""
    assert "the reader cannot be passed to the processes that read articles" in done.stdout
    assert "several workers need a function of a module that can be imported" in done.stdout


def test_the_reader_of_the_guide_reads() -> None:
    names: dict[str, Any] = {"__name__": "guide"}
    exec(compile(shown("reader", "python"), "readers.md", "exec"), names)
    assert names["result"].failures == ()
    assert len(names["result"].knowledge.claims) == 2


# -------------------------------------------------------------------------------------------- by name


def test_a_reader_by_name_and_its_short_word_are_one(rashomon: Rashomon, seeds: Path, tmp_path: Path) -> None:
    for folder, words in (("one", ["--fast"]), ("two", ["--reader", "rules"]), ("three", ["--reader", "rules+tagger"])):
        assert rashomon("annotate", seeds, "--output", tmp_path / folder, *words).returncode == 0
    one, two, three = ([it.read_bytes() for it in sorted((tmp_path / f).iterdir())] for f in ("one", "two", "three"))
    assert one == two
    assert one != three
    assert {json.loads(it)["reader"] for it in one} == {"rules"}


@pytest.mark.parametrize("words", [["--reader", "rulez"], ["--fast", "--reader", "rules+tagger"]])
def test_a_reader_that_is_none_is_wrong_use(rashomon: Rashomon, seeds: Path, tmp_path: Path, words: list[str]) -> None:
    for command in ("build", "annotate"):
        done = rashomon(command, seeds, "--output", tmp_path / "out", *words)
        assert done.returncode == 2
        assert "rules" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", READERS)
def test_our_own_readers_pass_their_check(seeds: Path, name: str) -> None:
    for path in sorted([*seeds.glob("*.txt"), *(ROOT / "tests" / "articles" / "dev").glob("*.txt")]):
        document = read(path)
        assert check(READERS[name].read(document), document) == ()
