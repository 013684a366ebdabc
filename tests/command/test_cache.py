"""Unchanged articles are not read again; the output is always the same as without a cache."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from graph import build
from graph.batch.sources import name_of
from graph.batch.worker import Request
from graph.batch.workers import Workers
from graph.build import CACHE, unchanged
from graph.cache.annotations import OUTDATED, Cache
from graph.errors import UsageError
from graph.files import RECORD
from graph.report import FILE
from support import ROOT, SEEDS, made_files
from support.command import Rashomon

ARTICLES = {
    "one.txt": "The mayor of Lima, Ana Ruiz, accused Luis Mora of fraud. Mora denied the accusation.",
    "two.txt": "President Gustavo Petro met with Kristi Noem in Bogota on Monday, his spokesman said.",
    "three.txt": "Sara Duterte said that Leni Robredo had visited Manila. Robredo rejected the claim.",
}
VARYING = {FILE, RECORD}
"""The report says how long the build took; the record has the report's hash, and the state of the inputs."""


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with a few articles."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the articles that processes were asked to read."""
    names: list[str] = []
    ask: Callable[..., object] = Workers.ask

    def noting(self: Workers, request: Request) -> object:
        names.append(Path(name_of(request.source)).name)
        return ask(self, request)

    monkeypatch.setattr(Workers, "ask", noting)
    return names


def files(output: Path) -> dict[str, bytes]:
    """All files of a build that must not differ."""
    names = (it for it in output.iterdir() if it.is_file() and it.name not in VARYING)
    return {it.name: it.read_bytes() for it in names}


def made(articles: Path, output: Path, **how: object) -> dict[str, bytes]:
    """The files of a build."""
    build(articles, output, sparql=False, **{"reader": "rules", **how})  # type: ignore[arg-type]
    return files(output)


def test_one_more_article_is_the_only_one_that_is_read(articles: Path, tmp_path: Path, asked: list[str]) -> None:
    last = articles / "two.txt"
    last.rename(tmp_path / "two.txt")
    made(articles, tmp_path / "out")
    shutil.move(tmp_path / "two.txt", last)
    asked.clear()
    more = made(articles, tmp_path / "out")
    assert asked == ["two.txt"]
    assert more == made(articles, tmp_path / "anew")
    assert sorted(asked[1:]) == sorted(ARTICLES)


def test_an_article_that_is_gone_takes_its_claims_along(articles: Path, tmp_path: Path, asked: list[str]) -> None:
    made(articles, tmp_path / "out")
    (articles / "one.txt").unlink()
    asked.clear()
    fewer = made(articles, tmp_path / "out")
    assert not asked
    assert b"ana-ruiz" not in fewer["claims.jsonl"]
    assert fewer == made(articles, tmp_path / "anew")


@pytest.mark.parametrize(
    ("change", "read"),
    [
        (lambda folder: (folder / "one.txt").touch(), []),
        (lambda folder: (folder / "one.txt").write_text("Ana Ruiz praised Luis Mora.", "utf-8"), ["one.txt"]),
        (lambda folder: (folder / "one.toml").write_text('outlet = "Daily"\n', "utf-8"), ["one.txt"]),
        (lambda folder: (folder / "one.txt").rename(folder / "four.txt"), ["four.txt"]),
        (lambda folder: (folder / "decisions.csv").write_text("kind,about\n", "utf-8"), []),
    ],
    ids=["touched", "other words", "a sidecar", "another name", "decisions"],
)
def test_what_an_article_depends_on(
    articles: Path, tmp_path: Path, asked: list[str], change: Callable[[Path], object], read: list[str]
) -> None:
    made(articles, tmp_path / "out")
    change(articles)
    asked.clear()
    assert made(articles, tmp_path / "out") == made(articles, tmp_path / "out2", cache=tmp_path / "out" / CACHE)
    assert asked == read


@pytest.mark.parametrize("how", [{"date_order": "DMY"}, {"texts": True}, {"reader": "rules+tagger"}], ids=str)
def test_how_articles_are_read_counts(articles: Path, tmp_path: Path, asked: list[str], how: dict[str, object]) -> None:
    made(articles, tmp_path / "out")
    asked.clear()
    made(articles, tmp_path / "out", **how)
    assert sorted(asked) == sorted(ARTICLES)
    asked.clear()
    # Neither of the two has lost its cache entries.
    made(articles, tmp_path / "out")
    made(articles, tmp_path / "out", **how)
    assert not asked


def test_a_cache_may_be_shared(articles: Path, tmp_path: Path, asked: list[str]) -> None:
    made(articles, tmp_path / "out", cache=tmp_path / "shared")
    asked.clear()
    made(articles, tmp_path / "other", cache=tmp_path / "shared")
    assert not asked
    assert not (tmp_path / "out" / CACHE).exists()


def test_an_entry_that_is_damaged_is_as_good_as_missing(articles: Path, tmp_path: Path, asked: list[str]) -> None:
    whole = made(articles, tmp_path / "out")
    first, second, _ = sorted((tmp_path / "out" / CACHE).glob("??/*"))
    first.write_bytes(first.read_bytes()[:-1])
    second.write_bytes(b"")
    asked.clear()
    assert made(articles, tmp_path / "out") == whole
    assert len(asked) == 2


def test_two_articles_of_the_same_bytes_stay_two(articles: Path, tmp_path: Path, asked: list[str]) -> None:
    (articles / "again.txt").write_text(ARTICLES["one.txt"], encoding="utf-8")
    for name in ("again", "one"):
        (articles / f"{name}.toml").write_text(f'outlet = "{name} daily"\n', encoding="utf-8")
    first = made(articles, tmp_path / "out")
    asked.clear()
    assert made(articles, tmp_path / "out") == first
    assert not asked
    documents = [json.loads(line)["document"] for line in first["claims.jsonl"].splitlines()]
    assert len(set(documents)) == 4


def test_a_page_with_one_article_is_not_opened_again(articles: Path, tmp_path: Path, asked: list[str]) -> None:
    (articles / "page.html").write_bytes(made_files.page())
    whole = made(articles, tmp_path / "out")
    asked.clear()
    assert made(articles, tmp_path / "out") == whole
    assert not asked


def test_of_an_archive_what_is_new_is_read(articles: Path, tmp_path: Path, asked: list[str]) -> None:
    inside = {name: text.encode() for name, text in ARTICLES.items()}
    last = inside.pop("three.txt")
    (articles / "several.zip").write_bytes(made_files.zipped(inside))
    made(articles, tmp_path / "out")
    asked.clear()
    (articles / "several.zip").write_bytes(made_files.zipped(inside | {"three.txt": last}))
    more = made(articles, tmp_path / "out")
    assert asked == ["several.zip", "several.zip#three.txt"]
    assert more == made(articles, tmp_path / "anew")


def test_a_function_that_reads_is_never_answered_from_a_cache(articles: Path, tmp_path: Path) -> None:
    from graph.readers import READERS

    read = READERS["rules"].read
    build(articles, tmp_path / "out", reader=lambda document: read(document), sparql=False)
    assert not (tmp_path / "out" / CACHE).exists()
    with pytest.raises(UsageError, match="cannot be stored in a cache"):
        build(articles, tmp_path / "out", reader=lambda document: read(document), cache=tmp_path / "cache")


def test_what_nobody_asked_for_in_a_week_is_removed(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for number, age in enumerate((OUTDATED + 60, OUTDATED - 60)):
        entry = tmp_path / f"{number:02}" / f"{number:064}"
        entry.parent.mkdir()
        for file in (entry, entry.with_name("notes.txt")) if number == 0 else (entry,):
            file.write_bytes(b"")
            os.utime(file, (time.time() - age,) * 2)
    cache.remove_outdated()
    assert sorted(it.name for it in tmp_path.glob("??/*")) == [f"{1:064}", "notes.txt"]


# ------------------------------------------------------------------ unchanged


def test_the_same_again_writes_nothing_and_says_so(rashomon: Rashomon, articles: Path, tmp_path: Path) -> None:
    build_them = ("build", articles, "--fast", "--no-sparql", "--output", tmp_path / "out")
    first = rashomon(*build_them)
    before = {it: it.stat().st_mtime_ns for it in (tmp_path / "out").rglob("*")}
    again = rashomon(*build_them)
    assert (again.returncode, again.stdout) == (0, f"nothing has changed: {first.stdout}")
    assert {it: it.stat().st_mtime_ns for it in (tmp_path / "out").rglob("*")} == before
    told = json.loads(rashomon(*build_them, "--json").stdout)
    assert told["unchanged"] is True
    assert told["documents"] == 3
    other = json.loads(rashomon(*build_them, "--json", "--min-score", "0").stdout)
    assert other["unchanged"] is False
    assert other.keys() == told.keys()


@pytest.mark.parametrize("name", ["graph.nq", "view.html", "build.json", "store/current"])
def test_an_output_that_was_touched_is_made_anew(articles: Path, tmp_path: Path, name: str) -> None:
    whole = made(articles, tmp_path / "out")
    how = {"reader": "rules", "sparql": False}
    assert unchanged(articles, tmp_path / "out", **how)
    (tmp_path / "out" / name).write_text("", encoding="utf-8")
    assert unchanged(articles, tmp_path / "out", **how) is None
    assert made(articles, tmp_path / "out") == whole
    assert unchanged(articles, tmp_path / "out", **how)


def test_what_failed_is_tried_again(rashomon: Rashomon, articles: Path, tmp_path: Path) -> None:
    (articles / "empty.txt").write_text("", encoding="utf-8")
    build_them = ("build", articles, "--fast", "--no-sparql", "--output", tmp_path / "out")
    for _ in range(2):
        done = rashomon(*build_them)
        assert done.returncode == 3
        assert "empty.txt: is empty" in done.stderr
        assert done.stdout.startswith("3 documents")


# ------------------------------------------------------------------ killed


@pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")
def test_a_build_that_is_killed_goes_on_where_it_was(tmp_path: Path, asked: list[str]) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    text = max(SEEDS.glob("*.txt"), key=lambda it: it.stat().st_size).read_text(encoding="utf-8")
    for number in range(6):
        (folder / f"{number}.txt").write_text(f"{text}\n\nAna Ruiz visited Lima {number} times.\n", encoding="utf-8")
    output = tmp_path / "out"
    command = [sys.executable, "-m", "graph", "build", folder, "--fast", "--no-sparql", "--output", output]
    process = subprocess.Popen(command, cwd=ROOT)
    while len(kept := list((output / CACHE).glob("??/*"))) < 2 and process.poll() is None:
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert not (output / RECORD).exists()
    kept = [it for it in (output / CACHE).glob("??/*") if not it.suffix]
    resumed = made(folder, output)
    # Cached articles are not read again; at most the one being read when the build was killed is.
    assert len(asked) == 6 - len(kept)
    assert resumed == made(folder, tmp_path / "anew")
