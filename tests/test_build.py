"""Building: the same bytes whatever the way, articles that fail, and what the result gives."""

from __future__ import annotations

import importlib
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Rashomon
from rdflib import RDFS
from view_fixture import unpacked

import graph
from graph import Document, InputError, build
from graph.batch import annotate_all
from graph.extract.pipeline import annotate
from graph.read import from_text, read

ARTICLE = (
    "President Gustavo Petro met with Kristi Noem in Bogota on Thursday. Noem accused Petro of supporting the Tren de "
    "Aragua. Petro denied that he supports the Tren de Aragua."
)
SPANISH = (
    "El ministro de Defensa de Colombia, Pedro Sánchez, habló sobre la controversia generada por las declaraciones "
    "de la secretaria de Seguridad Nacional de Estados Unidos, quien se reunió con el presidente en Bogotá."
)


def assert_same_files(folder: Path, other: Path) -> None:
    """The files of both builds agree; the bytes of the store are the engine's business."""
    names = [path.name for path in sorted(folder.iterdir()) if path.is_file()]
    assert names == [path.name for path in sorted(other.iterdir()) if path.is_file()]
    assert [name for name in names if (folder / name).read_bytes() != (other / name).read_bytes()] == []


# ------------------------------------------------------------------ the same bytes

LATIN_1 = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "latin-1"}


@pytest.mark.parametrize(
    ("options", "env"),
    [
        ([], {"PYTHONHASHSEED": "0"}),
        ([], {"PYTHONHASHSEED": "1"}),
        ([], {"PYTHONHASHSEED": "random"}),
        (["--workers", "2"], {}),
        ([], LATIN_1),
        ([], {"TZ": "Pacific/Kiritimati"}),
    ],
    ids=["hash-0", "hash-1", "hash-random", "two-workers", "latin-1", "other-time-zone"],
)
def test_the_same_bytes(
    rashomon: Rashomon, built: Path, tmp_path: Path, options: list[str], env: dict[str, str]
) -> None:
    done = rashomon("build", "seeds", "--output", tmp_path / "out", *options, env=env)
    assert done.returncode == 0, done.stderr
    assert_same_files(tmp_path / "out", built)


def test_the_order_of_files_does_not_matter(rashomon: Rashomon, built: Path, seeds: Path, tmp_path: Path) -> None:
    files = sorted(seeds.glob("*.txt"), reverse=True)
    # A path twice is one article, and so is a copy under a name that comes later.
    copy = tmp_path / "copies" / f"z{files[0].name}"
    copy.parent.mkdir()
    shutil.copy(files[0], copy)
    done = rashomon("build", *files, copy, files[0], "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert_same_files(tmp_path / "out", built)


def test_annotations_are_pure_and_picklable(seeds: Path) -> None:
    for path in sorted(seeds.glob("*.txt")):
        first = annotate(read(path))
        assert annotate(read(path)) == first
        assert pickle.loads(pickle.dumps(first)) == first


# ------------------------------------------------------------------ documents and files


def test_a_document_from_a_string_is_as_good_as_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    assert build([from_text(ARTICLE, file="a.txt")]).knowledge == build(path).knowledge == build(tmp_path).knowledge


def test_files_of_the_same_name_are_two_documents_and_the_same_bytes_one(tmp_path: Path) -> None:
    for folder, text in (("a", ARTICLE), ("b", ARTICLE + " Nobody else spoke."), ("c", ARTICLE)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "news.txt").write_text(text, encoding="utf-8")
    documents = build(tmp_path).knowledge.documents
    assert [it.file for it in documents] == ["news.txt", "news.txt"]
    assert len({it.sha256 for it in documents}) == 2


@pytest.mark.parametrize("workers", [1, 2])
def test_what_cannot_be_read_is_reported_and_the_rest_is_built(tmp_path: Path, workers: int) -> None:
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "nota.txt").write_text(SPANISH, encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    seen: list[str] = []
    result = build([tmp_path, tmp_path / "missing.txt"], tmp_path / "out", workers=workers, progress=seen.append)
    assert [Path(it.file).name for it in result.failures] == ["empty.txt", "missing.txt", "nota.txt"]
    assert all(isinstance(it, InputError) for it in result.failures)
    assert "Spanish" in str(result.failures[2])
    assert [it.file for it in result.knowledge.documents] == ["good.txt"]
    assert (tmp_path / "out" / "graph.trig").is_file()
    assert len(seen) == 4


def test_nothing_is_written_where_nothing_could_be_read(tmp_path: Path) -> None:
    result = build([tmp_path / "missing.txt"], tmp_path / "out")
    assert len(result.failures) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("workers", [1, 2])
def test_texts_are_taken_a_few_at_a_time(workers: int) -> None:
    taken = 0

    def articles() -> Iterator[Document]:
        nonlocal taken
        for number in range(40):
            taken += 1
            yield from_text(f"Gustavo Petro met with Kristi Noem {number} times.", file=f"{number}.txt")

    outcomes = annotate_all(articles(), workers=workers)
    next(outcomes)
    assert taken < 20
    assert len(list(outcomes)) == 39


# ------------------------------------------------------------------ the result


def test_result(seeds: Path, tmp_path: Path) -> None:
    import networkx
    import rdflib

    from graph.triples import quads

    result = build(seeds)
    assert result.failures == ()
    dataset = result.rdflib()
    assert isinstance(dataset, rdflib.Dataset)
    assert sum(map(len, dataset.graphs())) == len(set(quads(result.knowledge)))
    network = result.networkx()
    assert isinstance(network, networkx.MultiDiGraph)
    assert network.number_of_edges() == len(result.knowledge.claims)
    page = result.html()
    assert page.lstrip().lower().startswith("<!doctype html")
    result.write(tmp_path)
    assert (tmp_path / "view.html").read_text(encoding="utf-8") == page


def test_another_base(seeds: Path) -> None:
    result = build(seeds, base="https://example.org/kg/")
    subjects = {str(it) for it in result.rdflib().default_graph.subjects()}
    assert all(it.startswith("https://example.org/kg/") for it in subjects)


# ------------------------------------------------------------------ the package


def test_the_package_gives_what_its_users_need() -> None:
    assert graph.from_text is from_text
    assert set(graph.__all__) >= {"build", "Document", "from_text", "Result", "InputError", "RashomonError"}
    assert all(hasattr(graph, name) for name in graph.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = graph.nothing


def test_from_a_string_to_a_page() -> None:
    result = graph.build([graph.from_text(ARTICLE, outlet="Andean Post", author="JANE ROE and John Doe")])
    labels = {str(it) for it in result.rdflib().default_graph.objects(predicate=RDFS.label)}
    assert labels >= {"Gustavo Petro", "Andean Post", "Jane Roe", "John Doe"}
    assert {"gustavo-petro", "kristi-noem"} <= set(result.networkx())
    assert "Gustavo Petro" in unpacked(result.html(), "records")["entities"]["label"]


def test_build_is_a_function_even_after_its_module_is_imported() -> None:
    module = importlib.import_module("graph.build")
    assert module.build is graph.build is build
    assert module.Result is graph.Result
    assert graph.Document is Document


@pytest.mark.parametrize("code", ["import graph", "import graph.cli", "import graph.read"])
def test_imports_are_light(code: str) -> None:
    heavy = ["spacy", "rdflib", "networkx", "pyvis", "numpy", "pyshacl", "charset_normalizer", "rich"]
    script = f"import sys; {code}; print([name for name in {heavy} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
