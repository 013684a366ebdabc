"""A build's output is entirely old or entirely new: after a kill, on a full disk, and with two builds at once."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from crashes import State, state_of

from graph.build import CACHE, Result
from graph.errors import StoreError
from graph.files import alone, read_record, replacing_all, settle, write_record
from graph.integrity import check_build
from graph.model import KnowledgeGraph
from graph.store import open_store
from support import ROOT
from support.command import Rashomon
from support.graphs import EXAMPLE, RICH

ALTERNATING = """if True:
    import sys, itertools
    from graph.build import Result
    from support.graphs import EXAMPLE, RICH
    print("ready", flush=True)
    for kg in itertools.cycle((RICH, EXAMPLE)):
        Result(kg).write(sys.argv[1], sparql=False)
"""
"""Writes one build after another, until it is killed."""


def write(kg: KnowledgeGraph, output: Path, embed: int | None = None) -> State:
    """Writes a small build; returns the state of the folder."""
    Result(kg).write(output, sparql=False, embed=embed)
    return state_of(output)


def hidden(output: Path) -> list[str]:
    """What a build left behind besides its files."""
    found = (it.name for it in output.rglob("*") if it.name.startswith(".") or it.name.endswith(".part"))
    return [it for it in found if it != CACHE]


# ------------------------------------------------------------------ killed


@pytest.mark.skipif(sys.platform == "win32", reason="needs kill -9")
def test_a_build_that_is_killed_leaves_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    states = [write(kg, tmp_path / name) for kg, name in ((EXAMPLE, "old"), (RICH, "new"))]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    chance = random.Random(11)
    for _ in range(3):
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        shutil.copytree(tmp_path / "old", tmp_path / "out")
        command = [sys.executable, "-c", ALTERNATING, str(tmp_path / "out")]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as building:
            assert building.stdout is not None
            assert building.stdout.readline() == b"ready\n"
            time.sleep(chance.uniform(0, 1.5))
            building.kill()
        open_store(tmp_path / "out")
        assert state_of(tmp_path / "out") in states
        assert check_build(open_store(tmp_path / "out"), tmp_path / "out") == []
        # An old version of the store that was about to be removed is left to the next build.
        assert [it for it in hidden(tmp_path / "out") if not it.startswith(".removed-")] == []
        write(RICH, tmp_path / "out")
        assert hidden(tmp_path / "out") == []


class Killed(BaseException):
    """Is raised in place of the end of the process."""


def steps_until_killed(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Lets `number` files or folders be moved or removed, and raises `Killed` at the next one."""
    left = number

    def step(real: object) -> object:
        def counted(*arguments: object, **named: object) -> object:
            nonlocal left
            if left == 0:
                raise Killed
            left -= 1
            return real(*arguments, **named)  # type: ignore[operator]

        return counted

    for name in ("replace", "rename", "unlink", "rmdir"):
        monkeypatch.setattr(Path, name, step(getattr(Path, name)))
    monkeypatch.setattr(shutil, "rmtree", step(shutil.rmtree))


def swap(output: Path, word: str, *names: str) -> None:
    """Replaces files as a build does, but without building anything: each contains one word, and so does the store."""
    with alone(output), replacing_all(output) as staged:
        for name in names:
            (staged / name).write_text(word, encoding="utf-8")
        (staged / "store" / word).mkdir(parents=True)
        (staged / "store" / word / "CURRENT").write_text(word, encoding="utf-8")
        (staged / "store" / "current").write_text(word, encoding="utf-8")
        write_record(staged)


def words(output: Path) -> dict[str, str]:
    """The content of each file, and of the current version of the store."""
    found = {it.name: it.read_text(encoding="utf-8") for it in output.iterdir() if it.is_file()}
    version = (output / "store" / "current").read_text(encoding="utf-8")
    return found | {"store": (output / "store" / version / "CURRENT").read_text(encoding="utf-8")}


def test_a_swap_that_breaks_off_anywhere_is_finished_by_whoever_comes_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    swap(tmp_path / "old", "old", "graph.nq", "view.html", "embed.html")
    swap(tmp_path / "new", "new", "graph.nq", "view.html")
    old, new = words(tmp_path / "old"), words(tmp_path / "new")
    found = []
    for number in range(100):
        output = tmp_path / f"out{number}"
        shutil.copytree(tmp_path / "old", output)
        with monkeypatch.context() as patch:
            steps_until_killed(patch, number)
            try:
                swap(output, "new", "graph.nq", "view.html")
            except Killed:
                patch.undo()
            else:
                break
        settle(output)
        found.append(words(output))
        assert found[-1] in (old, new), f"killed after {number} steps"
        assert hidden(output) == []
    assert len(found) > 8
    assert old in found
    assert new in found
    assert found == sorted(found, key=lambda it: it == new), "a later kill led back to the old build"


def test_who_may_not_finish_a_swap_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(EXAMPLE, tmp_path)
    (tmp_path / ".decided").mkdir()
    (tmp_path / ".decided" / "graph.nq").touch()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(StoreError, match="cannot be moved there: Permission denied"):
        open_store(tmp_path)


# ------------------------------------------------------------------ no space


LIMITED = """if True:
    import resource, sys
    from graph import build, from_text
    from graph.cli import main
    build([from_text("Petro met Noem in Bogota.")], reader="rules")  # starts what reads, not to be limited
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), resource.RLIM_INFINITY))
    main(sys.argv[2:])
"""
"""The command with a limit on the size of files, in bytes."""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
@pytest.mark.parametrize("size", [10_000, 1_000_000])
def test_a_disk_without_room_leaves_the_old_build_and_is_exit_code_3(
    built: Path, seeds: Path, tmp_path: Path, size: int
) -> None:
    output = tmp_path / "out"
    shutil.copytree(built, output)
    before = state_of(output)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(size), "build", str(min(seeds.iterdir())), "--fast", "-o", str(output)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert re.fullmatch(rf"rashomon: {output}/[\w./]+: File too large\n", done.stderr)
    assert state_of(output) == before
    assert hidden(output) == []


def test_a_folder_in_the_place_of_a_file_is_told_before_anything_is_replaced(tmp_path: Path) -> None:
    before = write(EXAMPLE, tmp_path, embed=300)
    (tmp_path / "embed.html").unlink()
    (tmp_path / "embed.html").mkdir()
    with pytest.raises(IsADirectoryError) as caught:
        write(RICH, tmp_path, embed=300)
    assert caught.value.filename == str(tmp_path / "embed.html")
    del before["embed.html"]
    assert state_of(tmp_path) == before
    assert hidden(tmp_path) == []


# ------------------------------------------------------------------ one after another


def test_what_is_stale_goes_and_what_is_not_ours_stays(tmp_path: Path) -> None:
    write(EXAMPLE, tmp_path, embed=300)
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / ".next").mkdir()
    (tmp_path / ".next" / "graph.trig").write_text("half", encoding="utf-8")
    state = write(EXAMPLE, tmp_path)
    assert "embed.html" not in state
    assert "notes.txt" in state
    assert hidden(tmp_path) == []


def test_a_record_removes_nothing_elsewhere(tmp_path: Path) -> None:
    output = tmp_path / "out"
    write(EXAMPLE, output)
    record = read_record(output)
    assert record is not None
    (tmp_path / "mine.txt").touch()
    record["files"] |= {"../mine.txt": "", "..": "", str(tmp_path / "mine.txt"): "", ".": ""}
    (output / "build.json").write_text(json.dumps(record), encoding="utf-8")
    write(RICH, output)
    assert (tmp_path / "mine.txt").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be locked there")
def test_a_second_build_waits_for_the_first(tmp_path: Path) -> None:
    write(EXAMPLE, tmp_path)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    command = [sys.executable, "-c", ALTERNATING, str(tmp_path)]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as second:
        assert second.stdout is not None
        with alone(tmp_path):
            assert second.stdout.readline() == b"ready\n"
            before = (tmp_path / "build.json").stat().st_ino
            time.sleep(1)
            assert (tmp_path / "build.json").stat().st_ino == before
            assert open_store(tmp_path) is not None, "whoever asks waits for no build"
        until = time.monotonic() + 60
        while (tmp_path / "build.json").stat().st_ino == before and time.monotonic() < until:
            time.sleep(0.01)
        second.kill()
    assert (tmp_path / "build.json").stat().st_ino != before


# ------------------------------------------------------------------ verify


@pytest.mark.parametrize(
    ("part", "kind"),
    [("view.html", "other-build"), ("graph.nq", "other-build"), ("store", "other-build"), ("claims.jsonl", None)],
)
def test_verify_finds_what_is_of_another_build(rashomon: Rashomon, tmp_path: Path, part: str, kind: str | None) -> None:
    for kg, name in ((EXAMPLE, "one"), (RICH, "other")):
        write(kg, tmp_path / name)
    if kind is None:
        (tmp_path / "one" / part).unlink()
    elif part == "store":
        shutil.rmtree(tmp_path / "one" / part)
        shutil.copytree(tmp_path / "other" / part, tmp_path / "one" / part)
    else:
        shutil.copy(tmp_path / "other" / part, tmp_path / "one" / part)
    done = rashomon("verify", "--output", tmp_path / "one", "--sources", tmp_path, "--json")
    assert done.returncode == 1
    found = [it for it in json.loads(done.stdout)["findings"] if it["place"] == part]
    assert [it["kind"] for it in found] == [kind or "missing-output"]


def test_the_record_depends_on_what_was_built_alone(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write(RICH, tmp_path / name)
    assert read_record(tmp_path / "one") == read_record(tmp_path / "other")
    write(EXAMPLE, tmp_path / "other")
    one, other = (read_record(tmp_path / name) or {} for name in ("one", "other"))
    assert one["build"] != other["build"]
    (tmp_path / "one" / "build.json").write_text("[" * 100_000, encoding="utf-8")
    assert [it.kind for it in check_build(open_store(tmp_path / "one"), tmp_path / "one")] == ["no-record"]
