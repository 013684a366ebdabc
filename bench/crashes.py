"""What is left in the folder of a build that is killed at a random moment or that runs out of disk space.

    python bench/crashes.py [--kills 40] [--full 10] [--seed 1]

A folder contains the build of one article; a build of two is written into it and killed, again and again. What is then
found is the complete old build, the complete new one, or a mixture: first as the files are on disk, then as the next
program that opens the folder finds it. For the full disk a small file system is mounted, which needs root; without
root it is replaced by a limit on the size of files, which fewer files reach.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from graph.files import RECORD, read_record
from graph.report import FILE
from graph.store import canonical, current_version

SEEDS = Path(__file__).parent.parent / "seeds"
STATES = ("old", "new", "mixed")
ROOM = (0.05, 0.5, 0.95)
"""The shares of what a build needs for which the three file systems have room."""
_MEGABYTE = 1024 * 1024

State = dict[str, str]


def main() -> None:
    """Prints how often each state was found."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--kills", type=int, default=40, help="builds that are killed")
    parser.add_argument("--full", type=int, default=10, help="builds that run out of space")
    parser.add_argument("--seed", type=int, default=1, help="seed for the moments")
    options = parser.parse_args()
    with TemporaryDirectory() as name:
        crashes = Crashes(Path(name), random.Random(options.seed))
        for title, found in (
            (f"{options.kills} builds killed", crashes.killed(options.kills)),
            (f"{options.full} builds on a full disk", crashes.on_a_full_disk(options.full)),
        ):
            lying, opened = (Counter(state for state in states) for states in zip(*found, strict=True))
            for when, counts in (("as they lie", lying), ("opened", opened)):
                print(f"{title}, {when}: " + ", ".join(f"{counts[it]} {it}" for it in STATES))


class Crashes:
    """An old and a new build, and what becomes of a folder with the old build when the new one is interrupted."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.chance = chance
        self.folder = folder
        self.articles = [sorted(SEEDS.glob("*.txt"))[:1], sorted(SEEDS.glob("*.txt"))]
        for name, articles in zip(("old", "new"), self.articles, strict=True):
            begun = time.monotonic()
            subprocess.run(self._command(articles, folder / name), check=True, capture_output=True)
            self.seconds = time.monotonic() - begun
        self.states = {name: state_of(folder / name) for name in ("old", "new")}

    def killed(self, number: int) -> Iterator[tuple[str, str]]:
        """The state of the folder on disk, and as it is found when opened, after each of `number` interruptions."""
        for _ in range(number):
            with self._old_build(self.folder / "killed") as output:
                building = subprocess.Popen(
                    self._command(self.articles[1], output), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
                # Most of the time is spent on reading, while nothing is written: two moments in three are later than
                # that.
                late = self.chance.random() < 2 / 3
                begun = time.monotonic()
                while late and building.poll() is None and not (output / ".next").exists():
                    time.sleep(0.001)
                left = 0.4 * self.seconds if late else self.seconds - (time.monotonic() - begun)
                time.sleep(self.chance.uniform(0, max(left, 0)))
                building.kill()
                building.wait()
                yield self._found(output)

    def on_a_full_disk(self, number: int) -> Iterator[tuple[str, str]]:
        """The same after each of `number` builds without enough space; raises if one reports success."""
        for turn in range(number):
            share = ROOM[turn % len(ROOM)]
            needed = sum(it.stat().st_size for it in (self.folder / "new").rglob("*") if it.is_file())
            with self._small(share, needed) as (folder, limit), self._old_build(folder / "output") as output:
                done = subprocess.run(
                    self._command(self.articles[1], output),
                    capture_output=True,
                    encoding="utf-8",
                    preexec_fn=limit,
                    check=False,
                )
                if done.returncode != 3 or str(output) not in done.stderr:
                    raise SystemExit(f"exit code {done.returncode}, with the message: {done.stderr}")
                yield self._found(output)

    def _found(self, output: Path) -> tuple[str, str]:
        lying = self._name(state_of(output))
        current_version(output)
        return lying, self._name(state_of(output))

    def _name(self, state: State) -> str:
        return next((name for name, known in self.states.items() if known == state), "mixed")

    def _command(self, articles: list[Path], output: Path) -> list[str]:
        return [sys.executable, "-m", "graph", "build", *map(str, articles), "--fast", "--output", str(output)]

    @contextmanager
    def _old_build(self, output: Path) -> Iterator[Path]:
        shutil.copytree(self.folder / "old", output)
        yield output
        shutil.rmtree(output)

    @contextmanager
    def _small(self, share: float, needed: int) -> Iterator[tuple[Path, object]]:
        """A folder with the `share` of the space needed, and what the build process has to do first."""
        held = sum(it.stat().st_size for it in (self.folder / "old").rglob("*") if it.is_file())
        folder = self.folder / "small"
        folder.mkdir(exist_ok=True)
        size = int(held + share * needed) // 4096 * 4096 + _MEGABYTE // 4
        mounted = (
            os.geteuid() == 0
            and not subprocess.run(
                ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], capture_output=True, check=False
            ).returncode
        )
        largest = max(it.stat().st_size for it in (self.folder / "new").iterdir() if it.is_file())

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (int(share * largest), resource.RLIM_INFINITY))

        try:
            yield folder, None if mounted else limit
        finally:
            if mounted:
                subprocess.run(["umount", folder], check=True)


def state_of(output: Path) -> State:
    """A hash of each file in a build, and of the contents of its store; names that begin with a dot are internal.

    For the record it is the id of the build: the report says how long the build took, and so differs each time.
    """
    files = (it for it in output.iterdir() if it.is_file() and not it.name.startswith("."))
    state = {it.name: hashlib.sha256(it.read_bytes()).hexdigest() for it in files if it.name not in (RECORD, FILE)}
    state[RECORD] = (read_record(output) or {})["build"]
    version = (output / "store" / "current").read_text(encoding="ascii").strip()
    # A copy, so that looking at it leaves no trace and does not wait for a lock.
    with TemporaryDirectory() as name:
        copy = shutil.copytree(output / "store" / version, Path(name, "store"))
        state["store"] = hashlib.sha256(b"".join(canonical(ox.Store.read_only(str(copy))))).hexdigest()
    return state


if __name__ == "__main__":
    main()
