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
"""The seconds that one article may take."""

MANY = 50
"""The articles above which one more process is worth its start, which takes as long as reading a few."""


@dataclass(frozen=True, slots=True)
class Options:
    """How all articles of a build are read.

    They are read in as many processes as `workers` says, each of which is ended where an article takes longer than
    `article_timeout` seconds or more than 2 GB; by default in one for each processor but one, and in a single one where
    there are no more than `MANY` articles. `date_order` says what 04/07/2025 means. `reader` is the name of one
    (`graph.readers.READERS`), or a function that makes an `Annotation` of a `Document`: with one worker such a function
    is called in this process, and not watched; with several it must be one that can be pickled. `rules` is a folder of
    tables that a reader with a name lays over ours (`graph.rulebook`); with `predications` such a reader tells these
    as well. With `texts` the whole text of each is kept. `columns` say under which name a table has a key of a sidecar
    file, or `text`. What is read is kept in the folder `cache`, and not read again where nothing has changed
    (`graph.cache`); what a function reads is not, since nobody knows what it depends on. `cluster` is the address of a
    scheduler of dask, whose workers then read in the same way, in place of this machine (`graph.batch.cluster`).
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
        """In how many processes so many articles are read; None where nobody knows yet how many there are."""
        if self.workers is not None:
            return self.workers
        many = isinstance(self.reader, str) and articles is not None and articles > MANY
        return max(1, _processors() - 1) if many else 1

    @property
    def here(self) -> bool:
        """Whether articles are read in this process."""
        return self.processes(None) == 1 and self.cluster is None and not isinstance(self.reader, str)

    def check(self) -> None:
        """Raises `UsageError` for what no article can be read with."""
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
    """Raises `UsageError` in a process that `multiprocessing` starts, and that is still running the script anew.

    Ours are started in another way, so a build needs no guard; but where a script starts processes of its own, each of
    them would build anew, and so start others.
    """
    process = sys.modules.get("multiprocessing.process")
    if process is not None and getattr(process.current_process(), "_inheriting", False):
        guard = 'if __name__ == "__main__":'
        raise UsageError(
            f"this script starts processes with multiprocessing, and each of them runs it again: put what it does "
            f"below `{guard}`"
        )


USUAL = Options()
"""How articles are read where nothing else is asked for."""


def _processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
