"""Building: the same bytes whatever the way, articles that fail, and what the result gives."""

from __future__ import annotations

import importlib
import pickle
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDFS

import graph
from graph import Document, InputError, build
from graph.batch import annotate_all
from graph.extract.pipeline import annotate
from graph.prefixes import Minter
from graph.read import from_text, read
from graph.store import open_store
from graph.triples import quads
from graph.validate import check_shapes
from support import ROOT
from support.command import Rashomon, same_files
from support.pages import unpacked

ARTICLE = (
    "President Gustavo Petro met with Kristi Noem in Bogota on Thursday. Noem accused Petro of supporting the Tren de "
    "Aragua. Petro denied that he supports the Tren de Aragua."
)
SPANISH = (
    "El ministro de Defensa de Colombia, Pedro Sánchez, habló sobre la controversia generada por las declaraciones "
    "de la secretaria de Seguridad Nacional de Estados Unidos, quien se reunió con el presidente en Bogotá."
)


# ------------------------------------------------------------------ the same bytes


def test_the_order_of_files_does_not_matter(rashomon: Rashomon, built: Path, seeds: Path, tmp_path: Path) -> None:
    files = sorted(seeds.glob("*.txt"), reverse=True)
    # A path twice is one article, and so is a copy under a name that comes later.
    copy = tmp_path / "copies" / f"z{files[0].name}"
    copy.parent.mkdir()
    shutil.copy(files[0], copy)
    done = rashomon("build", *files, copy, files[0], "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    same_files(tmp_path / "out", built)


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


def test_build_infer(rashomon: Rashomon, built: Path, seeds: Path, tmp_path: Path) -> None:
    done = rashomon("build", seeds, "--output", tmp_path, "--infer")
    assert done.returncode == 0, done.stderr
    for name in ("graph.ttl", "graph.graphml", "claims.jsonl"):
        assert (tmp_path / name).read_bytes() == (built / name).read_bytes()
    for name in ("graph.nq", "graph.trig", "graph.jsonld"):
        assert b"inferred" not in (built / name).read_bytes()
        assert b"inferred" in (tmp_path / name).read_bytes()
    plain = set((built / "graph.nq").read_text(encoding="utf-8").splitlines())
    more = set((tmp_path / "graph.nq").read_text(encoding="utf-8").splitlines())
    assert plain < more
    assert all(line.endswith(f" <{Minter().graph('inferred')}> .") for line in more - plain)
    (example,) = re.findall(r"<<'Q'\n([^`]*graph:inferred[^`]*?)Q\n([^`]*)```", (ROOT / "README.md").read_text("utf-8"))
    asked = rashomon("query", "-", "--output", tmp_path, text=example[0])
    assert asked.stdout == example[1], asked.stderr
    both = "SELECT ?how { GRAPH graph:inferred { ?a rsh:speaksAgainst ?b } ?a ?how ?b FILTER(?how = rsh:accuses) }"
    assert "rsh:accuses" in rashomon("query", "-", "--output", tmp_path, text=both).stdout
    assert check_shapes(open_store(tmp_path)) == []
