"""How fast a cluster on this machine reads compared with as many processes, and what it builds if workers are killed.

    python bench/cluster.py PATH … [--workers 2] [--rounds 3] [--kills 10] [--seed 1] [--fast]

The articles at PATH are built with `--workers N` and with a newly started cluster of N workers, in turns; both load
their models while the clock is running. Then one of the workers of a cluster is killed in the middle of a build, once a
random number of articles has been read; dask starts another one. The exit code is 1 if any bytes differ.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryDirectory

import psutil
from distributed import LocalCluster

from graph.build import CACHE
from graph.files import RECORD
from graph.report import FILE

VARYING = {FILE, RECORD}
"""Files that say how long a build took."""


@dataclass(frozen=True)
class Built:
    """The seconds that a build took (in real and in processor time), those spent on reading, and what it wrote."""

    seconds: float
    reading: float
    worked: float
    files: dict[str, bytes]


def main() -> int:
    """Prints each round, the ratio of the two ways, and the outcome of the builds in which a worker was killed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="articles, or folders of them")
    parser.add_argument("--workers", type=int, default=2, help="number of processes, and of workers of the cluster")
    parser.add_argument("--rounds", type=int, default=3, help="number of timed builds of each kind")
    parser.add_argument("--kills", type=int, default=10, help="number of builds in which a worker is killed")
    parser.add_argument("--seed", type=int, default=1, help="seed for the moments at which workers are killed")
    parser.add_argument("--fast", action="store_true", help="read without the trained tagger")
    options = parser.parse_args()
    command = ["build", *map(str, options.paths), *(["--fast"] if options.fast else [])]
    print(f"{os.cpu_count()} cores, {psutil.virtual_memory().total >> 30} GB; {options.workers} workers")
    with TemporaryDirectory() as name:
        pairs = list(_rounds(command, Path(name), options.workers, options.rounds))
        files = pairs[0][0].files
        differ = sum(it.files != files for pair in pairs for it in pair)
        for title, number in (("clock", "seconds"), ("reading", "reading"), ("processor", "worked")):
            ratios = [getattr(here, number) / getattr(there, number) for here, there in pairs]
            print(f"{title}: a cluster has {median(ratios):.1%} of the speed ({min(ratios):.1%} to {max(ratios):.1%})")
        print(f"{differ} of {2 * len(pairs)} builds have different bytes")
        chance, articles = random.Random(options.seed), _kept(Path(name, "there-0"))
        moments = [chance.randrange(articles) for _ in range(options.kills)]
        other = sum(_killed(command, Path(name), options.workers, it) != files for it in moments)
    if moments:
        print(f"{other} of {len(moments)} builds in which a worker was killed have different bytes")
        print(f"it was killed once this many of {articles} articles had been read: {', '.join(map(str, moments))}")
    return int(bool(differ or other))


def _rounds(command: list[str], folder: Path, workers: int, number: int) -> Iterator[tuple[Built, Built]]:
    """Builds in both ways, in turns."""
    for turn in range(number):
        here = _built([*command, "--workers", str(workers)], folder / f"here-{turn}")
        with _cluster(workers) as cluster:
            there = _built([*command, "--cluster", cluster.scheduler_address], folder / f"there-{turn}")
        print(
            f"round {turn + 1}: {here.seconds:.1f} s with processes ({here.reading:.1f} s reading, {here.worked:.1f} s"
            f" processor time), {there.seconds:.1f} s with the cluster ({there.reading:.1f} s, {there.worked:.1f} s)"
        )
        yield here, there


def _killed(command: list[str], folder: Path, workers: int, read: int) -> dict[str, bytes]:
    """What a build writes if a worker is killed as soon as this many articles have been read."""
    with TemporaryDirectory(dir=folder) as name, _cluster(workers) as cluster:
        output = Path(name, "out")

        def kill() -> None:
            while _kept(output) < read:
                time.sleep(0.01)
            os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

        killer = threading.Thread(target=kill, daemon=True)
        killer.start()
        built = _built([*command, "--cluster", cluster.scheduler_address], output)
        killer.join()
        return built.files


def _kept(output: Path) -> int:
    """How many articles in a build have been read."""
    return len(list((output / CACHE).glob("??/*")))


@contextmanager
def _cluster(workers: int) -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
    ) as cluster:
        yield cluster


def _built(command: list[str], output: Path) -> Built:
    before, begun = _worked(), time.monotonic()
    whole = [sys.executable, "-m", "graph", *command, "--output", str(output)]
    done = subprocess.run(whole, capture_output=True, encoding="utf-8", check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(f"exit code {done.returncode}: {done.stderr}")
    seconds, worked = time.monotonic() - begun, _worked() - before
    reading = json.loads((output / FILE).read_text(encoding="utf-8"))["stages"]["read"]["seconds"]
    files = {it.name: it.read_bytes() for it in output.iterdir() if it.is_file() and it.name not in VARYING}
    return Built(seconds, reading, worked, files)


def _worked() -> float:
    """The processor seconds used by the children of this process, both running and ended."""
    ended = getrusage(RUSAGE_CHILDREN)
    there = [it.cpu_times() for it in psutil.Process().children(recursive=True)]
    return ended.ru_utime + ended.ru_stime + sum(it.user + it.system for it in there)


if __name__ == "__main__":
    sys.exit(main())
