"""Long builds: progress, how they are stopped, and how they continue when articles change."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.batch.options import MANY, Options
from graph.build import CACHE
from graph.terminal import PAUSE, Counting
from support import ROOT, SEEDS
from support.command import Rashomon

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs signals")


@contextmanager
def running(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """The running command."""
    command = [sys.executable, "-m", "graph", *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    # A test runner in the background may ignore Ctrl-C, which a new process inherits.
    heard = None if sys.platform == "win32" else lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(command, env=environment, preexec_fn=heard, **streams) as it:
        try:
            yield it
        finally:
            it.kill()


def folder_of(number: int, place: Path) -> Path:
    """A folder of `number` different articles."""
    place.mkdir()
    text = max(SEEDS.glob("*.txt"), key=lambda it: it.stat().st_size).read_text(encoding="utf-8")
    for at in range(number):
        (place / f"{at}.txt").write_text(f"{text}\n\nAna Ruiz visited Lima {at} times.\n", encoding="utf-8")
    return place


@POSIX
def test_ctrl_c_ends_all_soon_and_keeps_what_was_read(tmp_path: Path) -> None:
    folder, output = folder_of(40, tmp_path / "articles"), tmp_path / "out"
    with running("build", folder, "--no-sparql", "--workers", "2", "--output", output) as process:
        while len(list((output / CACHE).glob("??/*"))) < 3:
            assert process.poll() is None
            time.sleep(0.02)
        children = subprocess.run(["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=False)
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.wait(timeout=60)
        # Twice as long as allowed, since tests share the machine with others.
        assert time.monotonic() - begun < 4
    assert process.returncode != 0
    assert len(list((output / CACHE).glob("??/*"))) >= 3
    assert not (output / "build.json").exists()
    for child in children.stdout.split():
        assert subprocess.run(["kill", "-0", child], capture_output=True, check=False).returncode != 0


@POSIX
def test_watching_builds_again_when_an_article_comes_or_goes(tmp_path: Path) -> None:
    folder, output = folder_of(1, tmp_path / "articles"), tmp_path / "articles" / "out"
    with running("build", folder, "--fast", "--no-sparql", "--watch", "--output", output) as process:
        assert process.stdout is not None

        def line() -> str:
            assert process.stdout is not None
            return next(it for it in process.stdout if "document" in it)

        assert line().startswith("1 document, ")
        # Neither hidden files nor the build's own output are articles.
        (folder / ".hidden.txt").write_text("Ana Ruiz praised Luis Mora.", encoding="utf-8")
        (folder / "more.txt").write_text("Ana Ruiz accused Luis Mora of fraud.", encoding="utf-8")
        assert line().startswith("2 documents, ")
        (folder / "more.txt").write_text("", encoding="utf-8")
        assert line().startswith("1 document, ")
        (folder / "more.txt").unlink()
        assert line().startswith("1 document, ")


@pytest.mark.parametrize(
    "arguments", [["https://example.org/"], ["s3://bucket/folder"], ["-"], ["--urls", "list.txt"]], ids=str
)
def test_only_files_are_watched(rashomon: Rashomon, tmp_path: Path, arguments: list[str]) -> None:
    done = rashomon("build", *arguments, "--watch", "--output", tmp_path / "out")
    assert done.returncode == 2
    assert "--watch looks at files and folders" in done.stderr


# ------------------------------------------------------------------ progress


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_terminal_shows_how_much_is_done_and_how_long_the_rest_takes() -> None:
    shown: list[str] = []
    clock = Clock()
    count = Counting(shown.append, clock)
    count.expect(200)
    for number in range(200):
        clock.now += 0.5
        count(f"{number}.txt")
    assert shown[0] == "1 of 200 read, 2.0 a second, 0:01:40 left, last 0.txt"
    assert shown[-1] == "200 of 200 read, 2.0 a second, last 199.txt"


@pytest.mark.parametrize(("number", "lines"), [(MANY, 5), (MANY - 1, 0)])
def test_elsewhere_there_is_a_line_now_and_then_where_there_is_much_to_do(
    capsys: pytest.CaptureFixture[str], number: int, lines: int
) -> None:
    clock = Clock()
    count = Counting(None, clock)
    count.expect(number)
    for at in range(number):
        clock.now += PAUSE / 10
        count(f"{at}.txt")
    told = capsys.readouterr().err.splitlines()
    assert len(told) == lines
    assert not lines or told[0] == "rashomon: 10 of 50 read, 1.0 a second, 0:00:40 left"


def test_what_is_in_archives_is_not_counted_beforehand(capsys: pytest.CaptureFixture[str]) -> None:
    count = Counting(None, clock := Clock())
    count.expect(1)
    for at in range(MANY + 1):
        clock.now += PAUSE
        count(f"archive.zip#{at}.txt")
    first, second = capsys.readouterr().err.splitlines()
    assert first == "rashomon: 50 read, 0.1 a second"
    assert second == "rashomon: 51 read, 0.1 a second"


# ------------------------------------------------------------------ workers


def test_many_articles_are_read_by_more_processes_where_there_are_more_processors(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("graph.batch.options._processors", lambda: 8)
    assert [Options().processes(it) for it in (None, 1, MANY, MANY + 1)] == [1, 1, 1, 7]
    assert Options(workers=3).processes(MANY + 1) == Options(workers=3).processes(1) == 3
    assert Options(reader=lambda _: None).processes(MANY + 1) == 1  # type: ignore[arg-type, return-value]
    monkeypatch.setattr("graph.batch.options._processors", lambda: 1)
    assert Options().processes(MANY + 1) == 1
