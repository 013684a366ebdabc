"""How articles are read."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from math import inf
from pathlib import Path

from graph.errors import UsageError
from graph.readers import DEFAULT, Reader, known_reader, packed

TIMEOUT = 60.0
"""How many seconds an article may take."""

MANY = 50
"""The number of articles above which another process is worth starting: the start takes as long as reading a few."""


@dataclass(frozen=True, slots=True)
class Options:
    """How all articles of a build are read.

    `workers` is the number of processes; one in which an article takes longer than `article_timeout` seconds or more
    than 2 GB is stopped. By default there is one for each processor except one, and a single one for at most `MANY`
    articles. `date_order` says what 04/07/2025 means. `reader` is the name of a reader (`graph.readers.READERS`), or a
    function that makes an `Annotation` from a `Document`: with one worker it is called in this process, without
    supervision; with several it must be picklable. `rules` is a folder of tables with which a named reader overrides
    ours (`graph.rulebook`); with `predications` it also returns predications. With `texts` the whole text of each
    article is kept. `columns` map keys of a sidecar file, or `text`, to the names of a table's columns. Annotations are
    kept in the folder `cache`, and articles are not read again if nothing has changed (`graph.cache`); annotations made
    by a function are not kept, since it is unknown what they depend on. `cluster` is the address of a dask scheduler,
    whose workers then read in the same way instead of this machine (`graph.batch.cluster`).
    """

    workers: int | None = None
    date_order: str = "MDY"
    reader: str | Reader = DEFAULT
    rules: str | Path | None = None
    article_timeout: float = TIMEOUT
    predications: bool = False
    texts: bool = False
    columns: tuple[tuple[str, str], ...] = ()
    cache: Path | None = None
    cluster: str | None = None

    def processes(self, articles: int | None) -> int:
        """The number of processes for `articles` articles; `articles` is None if their number is not yet known."""
        if self.workers is not None:
            return self.workers
        many = isinstance(self.reader, str) and articles is not None and articles > MANY
        return max(1, _processors() - 1) if many else 1

    @property
    def here(self) -> bool:
        """Whether articles are read in this process."""
        return self.processes(None) == 1 and self.cluster is None and not isinstance(self.reader, str)

    def check(self) -> None:
        """Raises `UsageError` for options with which no article can be read."""
        from graph.read.dates import known_order
        from graph.read.known import known_columns

        known_order(self.date_order)
        if self.workers is not None and self.workers < 1:
            raise UsageError(f"workers must be at least 1, not {self.workers}")
        if self.workers is not None and self.cluster is not None:
            raise UsageError("workers are processes of this machine, and a cluster has its own: name one of both")
        if not 0 < self.article_timeout < inf:
            raise UsageError(f"article_timeout must be a number of seconds, not {self.article_timeout}")
        known_reader(self.reader)
        if self.rules is not None and not isinstance(self.reader, str):
            raise UsageError("rules are tables of our own readers; a function reads by its own")
        known_columns(self.columns)
        if not self.here:
            packed(self.reader)


def check_process() -> None:
    """Raises `UsageError` in a process that was started by `multiprocessing` and is still rerunning the script.

    Ours are started in another way, so a build needs no guard; but if a script itself starts processes, each of them
    would build again, and so start others.
    """
    process = sys.modules.get("multiprocessing.process")
    if process is not None and getattr(process.current_process(), "_inheriting", False):
        guard = 'if __name__ == "__main__":'
        raise UsageError(
            f"this script starts processes with multiprocessing, and each of them runs it again: put what it does "
            f"below `{guard}`"
        )


USUAL = Options()
"""How articles are read by default."""


def _processors() -> int:
    """The number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
