"""What a command is given to read: files, web addresses, and standard input."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.batch import NothingReadError
from graph.build import Result, build, unchanged
from graph.errors import InputError, UsageError

if TYPE_CHECKING:
    from graph.fetch import Brought

STANDARD_INPUT = "-"

_STORED = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]+://", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Whether a source is a web address rather than a file."""
    return text.lower().startswith(("http://", "https://"))


def is_stored(text: str) -> bool:
    """Whether a source is an address in a store that fsspec may know, such as s3://bucket/folder."""
    return _STORED.match(text) is not None


@dataclass(frozen=True, slots=True)
class Given:
    """The files to read, and what could not be fetched, with the reasons."""

    files: tuple[Path, ...]
    failures: tuple[InputError, ...] = ()


def given(
    sources: Sequence[str],
    urls: Path | None,
    output: Path,
    *,
    allow_private: bool = False,
    progress: Callable[[str], None] | None = None,
) -> Given:
    """The files that sources lead to; anything else is fetched, or read from standard input, and stored in `output`."""
    named = [it for it in sources if not is_address(it) and it != STANDARD_INPUT]
    files = [Path(it) for it in named if not is_stored(it)]
    if STANDARD_INPUT in sources:
        files.append(_standard_input(output))
    came: list[Brought] = []
    if stored := [it for it in named if is_stored(it)]:
        from graph.fetch.folders import copied

        came += [copied(it, output) for it in dict.fromkeys(stored)]
    if addresses := [it for it in sources if is_address(it)] + listed(urls):
        from graph.fetch import bring

        came.append(bring(addresses, output, allow_private=allow_private, progress=progress))
    files += [it.file for it in came if it.file]
    return Given(tuple(files), tuple(failure for it in came for failure in it.failures))


def built(came: Given, output: Path, **how: Any) -> Result | dict[str, Any]:
    """What is built from the files that came, with what did not come among its failures; `how` is passed to `build`.

    If the build in `output` is already the same, returns its report and writes nothing.
    """
    if came.failures and not came.files:
        raise NothingReadError(came.failures, ())
    if not came.failures and (before := unchanged(came.files, output, **how)) is not None:
        return before
    try:
        result = build(came.files, output, **how)
    except NothingReadError as error:
        raise NothingReadError((*error.failures, *came.failures), error.skipped) from error
    return replace(result, failures=(*result.failures, *came.failures))


def listed(file: Path | None) -> list[str]:
    """The addresses in a file, one per line; raises `UsageError` for a line that is not an address."""
    if file is None:
        return []
    from graph.read import decode

    lines = [it.strip() for it in decode(file.read_bytes(), str(file)).splitlines()]
    for number, line in enumerate(lines, 1):
        if line and not line.startswith("#") and not is_address(line):
            raise UsageError(f"{file}, line {number}: {line!r} is not an http or https address")
    return [it for it in lines if is_address(it)]


def columns(told: Iterable[str] | None) -> dict[str, str]:
    """The columns of tables, given as KEY=NAME; raises `UsageError` for anything else."""
    pairs = [it.partition("=") for it in told or ()]
    for key, equals, name in pairs:
        if not (equals and name):
            raise UsageError(f"--column: {key!r} is not KEY=NAME")
    return {key.strip(): name for key, _, name in pairs}


def _standard_input(output: Path) -> Path:
    """What arrives on standard input, as a file whose extension says what it is."""
    from graph.fetch import keep
    from graph.read.formats.settings import limits
    from graph.read.input_formats import HEAD, recognised

    data = sys.stdin.buffer.read(limits()["file"] + 1)
    if len(data) > limits()["file"]:
        raise UsageError(f"standard input is longer than {limits()['file']:,} bytes")
    format = recognised(data[:HEAD], "")
    return keep(data, format.endings[0] if format else ".txt", output)
