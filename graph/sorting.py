"""Sorts lines and drops duplicates: in memory if there are few, otherwise by merging sorted runs in files."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

RUN = 100_000
"""How many lines are sorted at once: some 50 MB; sorting more at once would not be faster."""


def in_order(lines: Iterable[bytes], folder: Path | None = None) -> Iterator[bytes]:
    """Lines, each with its line feed, sorted by their bytes, without duplicates.

    Memory does not grow with the number of lines: runs of `RUN` are sorted and written to unnamed files in `folder`, by
    default the system's folder for temporary files, and then merged (external merge sort, Knuth, TAOCP 3, 5.4).
    """
    rest = iter(lines)
    first = sorted(set(islice(rest, RUN)))
    following = next(rest, None)
    if following is None:
        yield from first
        return
    with ExitStack() as stack:

        def run(some: Iterable[bytes]) -> IO[bytes]:
            file = stack.enter_context(TemporaryFile(dir=folder))
            file.writelines(some)
            file.seek(0)
            return file

        runs = [run(first)]
        first = [following]
        while first:
            runs.append(run(sorted({*first, *islice(rest, RUN)})))
            first = list(islice(rest, 1))
        last = None
        for line in heapq.merge(*runs):
            if line != last:
                yield line
            last = line
