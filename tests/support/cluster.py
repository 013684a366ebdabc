"""A dask cluster on this machine: a scheduler and workers, each a separate process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from graph.model import Annotation, Document
from graph.readers import READERS
from support import ROOT, TESTS
from support.missing import without

Started = subprocess.Popen[bytes]


class Dask:
    """A scheduler and its workers; `path` is their path for modules."""

    def __init__(self, folder: Path, path: tuple[Path, ...], settings: dict[str, str]) -> None:
        self.folder = folder
        self.path = path
        self.settings = settings
        self.file = folder / "scheduler.json"
        self.scheduler = self._start("scheduler", "--port", "0", "--host", "127.0.0.1")
        until(lambda: self.file.is_file() and self.file.stat().st_size > 0)
        self.address = str(json.loads(self.file.read_text(encoding="utf-8"))["address"])
        self.workers: list[Started] = []

    def add(self, *options: str, path: tuple[Path, ...] | None = None) -> Started:
        """One more worker, which reads one article at a time."""
        told = ("--nthreads", "1", "--nworkers", "1", "--local-directory", str(self.folder), *options)
        self.workers.append(self._start("worker", *told, path=path))
        return self.workers[-1]

    def stop(self) -> None:
        """Stops all of them; a worker's own processes end with it."""
        # The workers first: they sign off from the scheduler.
        for several in (self.workers, [self.scheduler]):
            for one in several:
                one.terminate()
            for one in several:
                one.wait(60)

    def _start(self, kind: str, *options: str, path: tuple[Path, ...] | None = None) -> Started:
        command = [sys.executable, "-m", "dask", kind, "--scheduler-file", str(self.file), "--dashboard-address", ":0"]
        looked = os.pathsep.join(map(str, self.path if path is None else path))
        with (self.folder / f"{kind}.log").open("ab") as log:
            return subprocess.Popen(
                [*command, *options],
                cwd=self.folder,
                env=os.environ | {"PYTHONPATH": looked} | self.settings,
                stdout=log,
                stderr=log,
            )


def needed() -> None:
    """Skips the test if the library for clusters is not installed."""
    if find_spec("distributed") is None:
        without("distributed is not installed")


@contextmanager
def dask(folder: Path, *, path: tuple[Path, ...] = (ROOT, TESTS), **settings: str) -> Iterator[Dask]:
    """A scheduler, at first without workers, with settings from the environment in dask's spelling."""
    needed()
    folder.mkdir(exist_ok=True)
    made = Dask(folder, path, settings)
    try:
        yield made
    finally:
        made.stop()


def read_by_rules(document: Document) -> Annotation:
    """A reader that is a function in a module."""
    return READERS["rules"].read(document)


def until(holds: Callable[[], bool]) -> None:
    """Waits until something is true, two minutes at most."""
    deadline = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)
