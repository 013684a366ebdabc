"""Building: the same bytes however a graph is built, articles that fail, and the result object."""

from __future__ import annotations

import importlib
import json
import os
import pickle
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from rdflib import RDFS

import graph
from graph import Document, InputError, NothingReadError, UsageError, build
from graph.batch import Options, annotate_all
from graph.extract.pipeline import annotate
from graph.prefixes import NS, Minter
from graph.read import from_text, read
from graph.store import open_store
from graph.triples import quads
from graph.validate import check_shapes
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
    # The same path given twice is one article, and so is a copy in another folder.
    copy = tmp_path / "copies" / files[0].name
    copy.parent.mkdir()
    shutil.copy(files[0], copy)
    done = rashomon("build", *files, copy, files[0], "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    coverage, skipped = done.stderr.splitlines()
    assert re.fullmatch(r"rashomon: \d+ of \d+ sentences with names and speech gave a claim; .*report.json", coverage)
    assert f"{copy.name} was not read: it has the text of" in skipped
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


def test_files_of_the_same_name_are_two_documents_and_copies_one(tmp_path: Path) -> None:
    for folder, text in (("a", ARTICLE), ("b", ARTICLE + " Nobody else spoke."), ("c", ARTICLE)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "news.txt").write_text(text, encoding="utf-8")
    result = build(tmp_path)
    assert [it.file for it in result.knowledge.documents] == ["news.txt", "news.txt"]
    assert len({it.sha256 for it in result.knowledge.documents}) == 2
    (copy,) = result.skipped
    assert copy.file == str(tmp_path / "c" / "news.txt")
    assert str(tmp_path / "a" / "news.txt") in copy.reason


def test_the_same_text_of_two_outlets_stays_two_documents(rashomon: Rashomon, tmp_path: Path) -> None:
    known = {
        "one": 'outlet = "Andean Post"',
        "two": 'outlet = "Coast News"',
        "three": 'outlet = "Coast News"\nurl = "https://example.org/3"',
        "four": "",
        "five": "",
        "six": 'outlet = "Andean Post"',
    }
    for name, sidecar in known.items():
        (tmp_path / f"{name}.txt").write_text(ARTICLE, encoding="utf-8")
        (tmp_path / f"{name}.toml").write_text(sidecar, encoding="utf-8")
    files = [tmp_path / f"{name}.txt" for name in known]
    result = build(files)
    documents = result.knowledge.documents
    assert {it.file for it in documents} == {"one.txt", "two.txt", "three.txt", "four.txt", "five.txt"}
    assert [Path(it.file).name for it in result.skipped] == ["six.txt"]
    assert len({it.id for it in documents}) == 5
    assert len({it.sha256 for it in documents}) == 1
    assert {it.document for it in result.knowledge.claims} == {it.id for it in documents}
    assert {it.document for it in result.knowledge.passages} == {it.id for it in documents}
    assert build(files[::-1]).knowledge == result.knowledge
    assert build(files[:1]).knowledge.documents[0].id == documents[0].sha256[:16], "alone it has the hash of its bytes"
    done = rashomon("build", tmp_path, "--output", tmp_path / "out")
    assert done.returncode == 0
    assert done.stderr.count("was not read: it has the text of") == 1
    checked = rashomon("verify", "--output", tmp_path / "out", "--sources", tmp_path)
    assert checked.returncode == 0, checked.stdout


def test_annotations_of_the_same_stem_and_text_are_kept_apart_by_outlet(rashomon: Rashomon, tmp_path: Path) -> None:
    for folder, outlet in (("a", "Andean Post"), ("b", "Coast News"), ("c", "Coast News")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "news.txt").write_text(ARTICLE, encoding="utf-8")
        (tmp_path / folder / "news.toml").write_text(f'outlet = "{outlet}"', encoding="utf-8")
    for output, folders in (("one", "abc"), ("other", "cba")):
        done = rashomon("annotate", *folders, "--output", output, cwd=tmp_path)
        assert done.returncode == 0
        assert done.stderr.count("was not read: it has the text of") == 1
    one, other = (sorted((tmp_path / it).iterdir()) for it in ("one", "other"))
    assert [it.name for it in one] == [it.name for it in other]
    assert [it.read_bytes() for it in one] == [it.read_bytes() for it in other]
    assert len(one) == 2


def test_what_is_no_article_is_named(rashomon: Rashomon, tmp_path: Path) -> None:
    folder, outside = tmp_path / "articles", tmp_path / "outside"
    for it in (folder / "below", folder / ".hidden", outside):
        it.mkdir(parents=True)
    (folder / "good.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "good.toml").write_text('title = "Petro and Noem"', encoding="utf-8")
    (outside / "secret.txt").write_text(ARTICLE + " A secret.", encoding="utf-8")
    (outside / "secret.toml").write_text("a = 1", encoding="utf-8")
    (folder / ".hidden" / "x.txt").touch()
    skipped = {
        "tune.mp3": "is not an article",
        "below/lost.toml": "has no article beside it",
        "again.txt": "is the same file as",
        "out.txt": "is a link that leads out of the folder",
        "away": "is a link to a folder",
        "side.txt": "side.toml beside it is a link that leads out",
    }
    (folder / "tune.mp3").touch()
    (folder / "below" / "lost.toml").touch()
    (folder / "again.txt").symlink_to("good.txt")
    (folder / "out.txt").symlink_to(outside / "secret.txt")
    (folder / "away").symlink_to(outside)
    (folder / "side.txt").write_text(ARTICLE + " More.", encoding="utf-8")
    (folder / "side.toml").symlink_to(outside / "secret.toml")
    for command in ("build", "annotate"):
        done = rashomon(command, folder, "--output", tmp_path / "out", "--json")
        assert done.returncode == 0, "what was skipped is not a failure"
        report = json.loads(done.stdout)
        assert report["failures"] == []
        told = {str(Path(it["file"]).relative_to(folder)): it["reason"] for it in report["skipped"]}
        assert told.keys() == skipped.keys()
        for name, reason in skipped.items():
            assert told[name].startswith(reason)
            assert f"{folder / name} was not read: it {reason}" in done.stderr
    assert [it.file for it in build(folder).knowledge.documents] == ["good.txt"]
    assert [it.file for it in build(folder / "out.txt").knowledge.documents] == ["out.txt"], "what is named is read"


def test_of_many_files_that_are_no_articles_some_are_named(rashomon: Rashomon, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    for number in range(30):
        (tmp_path / f"{number}.jpg").touch()
    done = rashomon("build", tmp_path, "--output", tmp_path / "out", "--json")
    assert len(json.loads(done.stdout)["skipped"]) == 30
    assert len(done.stderr.splitlines()) == 21
    assert "and 10 more files" in done.stderr


def test_a_folder_that_cannot_be_looked_into_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "good.txt").write_text(ARTICLE, encoding="utf-8")
    real = os.scandir

    def closed(path: str) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    (tmp_path / "closed").mkdir()
    monkeypatch.setattr(os, "scandir", closed)
    result = build(tmp_path)
    assert [(Path(it.file).name, it.reason) for it in result.failures] == [
        ("closed", "cannot be read: Permission denied")
    ]


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git here")
def test_files_that_git_tracks_are_replaced_only_where_that_is_said(rashomon: Rashomon, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / "graph.nq").write_text("committed", encoding="utf-8")
    subprocess.run(["git", "init", "--quiet", tmp_path], check=True)
    assert rashomon("build", "a.txt", cwd=tmp_path).returncode == 0, "git knows nothing of it yet"
    (tmp_path / "output" / "graph.nq").write_text("committed", encoding="utf-8")
    subprocess.run(["git", "-C", tmp_path, "add", "output/graph.nq"], check=True)
    refused = rashomon("build", "a.txt", cwd=tmp_path)
    assert refused.returncode == 2
    assert "output contains files that git tracks" in refused.stderr
    assert (tmp_path / "output" / "graph.nq").read_text(encoding="utf-8") == "committed"
    assert rashomon("build", "a.txt", "--output", "output", cwd=tmp_path).returncode == 0
    assert (tmp_path / "output" / "graph.nq").read_text(encoding="utf-8") != "committed"


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


def test_nothing_is_written_where_nothing_could_be_read(rashomon: Rashomon, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for paths, reason in (
        ([tmp_path / "nothere"], "no such file or folder"),
        ([tmp_path / "nothere", tmp_path / "nowhere"], "none of 2 articles could be read"),
        ([tmp_path / "empty"], "no article in this folder"),
        ([], "there is no article to read"),
    ):
        with pytest.raises(NothingReadError, match=reason) as caught:
            build(paths, tmp_path / "out")
        assert isinstance(caught.value, ValueError)
        assert len(caught.value.failures) == len(paths)
        again = pickle.loads(pickle.dumps(caught.value))
        assert (str(again), again.skipped) == (str(caught.value), caught.value.skipped)
        for command in ("build", "annotate") if paths else ():
            done = rashomon(command, *paths, "--output", tmp_path / "out", "--json")
            assert done.returncode == 2, "a run that did nothing is wrong use"
            assert len(json.loads(done.stdout)["failures"]) == len(done.stderr.splitlines()) == len(paths)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("min_score", 80),
        ("min_score", -0.1),
        ("min_score", float("nan")),
        ("date_order", "YDM"),
        ("workers", 0),
        ("embed", 10),
        ("article_timeout", 0),
        ("article_timeout", float("inf")),
    ],
)
def test_what_means_nothing_is_refused_alike_in_python_and_in_the_terminal(
    rashomon: Rashomon, seeds: Path, tmp_path: Path, option: str, value: float | str
) -> None:
    with pytest.raises(UsageError, match=option) as caught:
        build(seeds, tmp_path / "out", **{option: value})  # type: ignore[arg-type]
    assert isinstance(caught.value, ValueError)
    done = rashomon("build", seeds, "--output", tmp_path / "out", f"--{option.replace('_', '-')}", str(value))
    assert done.returncode == 2
    assert not (tmp_path / "out").exists()


def test_the_order_of_dates_is_understood_in_small_letters(rashomon: Rashomon, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"Petro and Noem\n\n04/07/2025\n\n{ARTICLE}\n", encoding="utf-8")
    assert build(path, date_order="dmy").knowledge.documents[0].published == date(2025, 7, 4)
    done = rashomon("build", path, "--date-order", "dmy", "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "2025-07-04" in (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize("workers", [1, 2])
def test_texts_are_taken_a_few_at_a_time(workers: int) -> None:
    taken = 0

    def articles() -> Iterator[Document]:
        nonlocal taken
        for number in range(40):
            taken += 1
            yield from_text(f"Gustavo Petro met with Kristi Noem {number} times.", file=f"{number}.txt")

    outcomes = annotate_all(articles(), Options(workers=workers))
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
    assert sum(map(len, dataset.graphs())) == len(set(quads(result.knowledge, told=result.told)))
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
    assert all(it.startswith(("https://example.org/kg/", NS)) for it in subjects), "only the vocabulary is the same"


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
    both = "SELECT ?how { GRAPH graph:inferred { ?a rsh:speaksAgainst ?b } ?a ?how ?b FILTER(?how = rsh:accuses) }"
    assert "rsh:accuses" in rashomon("query", "-", "--output", tmp_path, text=both).stdout
    assert check_shapes(open_store(tmp_path)) == []
