"""A build that is repeated whenever an article is added, changed or removed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import typer

from graph.cli.bringing import STANDARD_INPUT, is_address, is_stored
from graph.errors import UsageError

_PAUSE = 1.0  # seconds between checks: often enough for a person, rarely enough for a folder on another machine

State = dict[str, tuple[int, int]]
"""When each file was changed, in nanoseconds, and how long it is."""


def watchable(sources: Sequence[str], urls: Path | None) -> list[Path]:
    """The files and folders that can be watched; raises `UsageError` for any other source."""
    other = [it for it in sources if is_address(it) or is_stored(it) or it == STANDARD_INPUT]
    if other or urls is not None:
        raise UsageError(f"--watch looks at files and folders, not at {other[0] if other else 'addresses'}")
    return [Path(it) for it in sources]


def watched(paths: Sequence[Path], output: Path, once: Callable[[], None]) -> None:
    """Calls `once`, and again each time that files at `paths` have changed and then stayed unchanged for a moment.

    Files below `output` do not count, since the build itself writes there. Ctrl-C ends it.
    """
    built: State | None = None
    before = _state(paths, output)
    while True:
        now = _state(paths, output)
        if now != built and now == before:  # else somebody is still writing
            built = now
            with suppress(typer.Exit):  # what could not be read has been reported, and the next build may do better
                once()
        before = now
        time.sleep(_PAUSE)


def _state(paths: Sequence[Path], output: Path) -> State:
    own = os.path.realpath(output)
    found: State = {}
    for file in _files(paths, own):
        with suppress(OSError):  # gone meanwhile, or not there at all
            status = file.stat()
            found[str(file)] = status.st_mtime_ns, status.st_size
    return found


def _files(paths: Sequence[Path], own: str) -> Iterator[Path]:
    """The files at `paths` with the files that belong to them, without hidden ones and those below the folder `own`."""
    from graph.read.files import DECISIONS
    from graph.read.sidecar import sidecar_of

    for path in paths:
        if not path.is_dir():
            yield from (path, sidecar_of(path), path.with_name(DECISIONS))
            continue
        for folder, folders, names in os.walk(path):
            folders[:] = [it for it in folders if not it.startswith(".") and os.path.realpath(Path(folder, it)) != own]
            yield from (Path(folder, it) for it in names if not it.startswith("."))
