"""The articles in a file that holds several: gone through in order, and taken out, so that each is read alone."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO

from graph.errors import InputError
from graph.model import Part, Skipped
from graph.read.formats.settings import limits
from graph.read.input_formats import HEAD, InputFormat, Inside, format_of, known_format, named, recognised
from graph.read.members import Member, Settings


@dataclass(frozen=True, slots=True)
class Taken:
    """What was in a file: its articles, and what could not be taken out, or is none."""

    parts: tuple[Part, ...]
    failures: tuple[InputError, ...]
    skipped: tuple[Skipped, ...]


def holds_several(path: Path) -> bool:
    """Whether a file is of a format that may hold several articles."""
    format = format_of(path)
    return format is not None and format.unpack is not None


def take_apart(path: Path, folder: Path, settings: Settings) -> Taken:
    """Writes each article in the file `path` into a file of its own in `folder`."""
    parts: list[Part] = []
    failures: list[InputError] = []
    skipped: list[Skipped] = []
    mark = hashlib.sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    for number, one in enumerate(inside(path, settings)):
        if isinstance(one, InputError):
            failures.append(one)
        elif isinstance(one, Skipped):
            skipped.append(one)
        else:
            data = folder / f"{mark}-{number}"
            data.write_bytes(one.data)
            parts.append(Part(path, one.name, data, one.format.name, tuple(sorted(one.given.items()))))
    if not (parts or failures or skipped):
        failures.append(InputError(str(path), "holds no article"))
    return Taken(tuple(parts), tuple(failures), tuple(skipped))


def inside(path: Path, settings: Settings) -> Iterator[Inside | InputError | Skipped]:
    """All that is in a file, in its order; what goes beyond a limit ends it, and is told."""
    format = known_format(path)
    try:
        size = path.stat().st_size
        if size > limits()["archive"]:
            yield InputError(str(path), f"is longer than {limits()['archive']:,} bytes")
            return
        with path.open("rb") as stream:
            yield from _Opening(path, settings, size).members(stream, format, "", 1)
    except OSError as error:
        yield InputError(str(path), f"cannot be read: {error.strerror or error}")


class _Opening:
    """Goes through one file, and the archives in it, and counts what comes out."""

    def __init__(self, path: Path, settings: Settings, size: int) -> None:
        self.path = path
        self.settings = settings
        self.size = size
        self.came = 0
        self.count = 0
        self.ended = False

    def members(
        self, stream: IO[bytes], format: InputFormat, above: str, depth: int
    ) -> Iterator[Inside | InputError | Skipped]:
        """What is in an archive, and in those in it."""
        assert format.unpack is not None
        name = f"{self.path}#{above.removesuffix('#')}" if above else str(self.path)
        try:
            for it in format.unpack(stream, name, self.settings):
                if not isinstance(it, Member):
                    yield it
                    continue
                self._count(len(it.data), name)
                own = f"{above}{it.name}"
                kind = named(it.format) if it.format else recognised(it.data[:HEAD], it.name)
                if kind is None:
                    yield Skipped(f"{self.path}#{own}", "is no article of a known kind")
                elif kind.unpack is None:
                    yield Inside(own, it.data, kind, it.given)
                elif depth >= limits()["nested"]:
                    reason = f"is in {limits()['nested']} archives, one in another, and not opened"
                    yield InputError(f"{self.path}#{own}", reason)
                else:
                    yield from self.members(BytesIO(it.data), kind, f"{own}#", depth + 1)
                    if self.ended:
                        return
        except InputError as error:
            self.ended = self.ended or self._is_full()
            yield error

    def _count(self, size: int, name: str) -> None:
        self.came += size
        self.count += 1
        if self._is_full():
            raise InputError(name, self._why_full())

    def _is_full(self) -> bool:
        return self._why_full() != ""

    def _why_full(self) -> str:
        told = limits()
        if self.count > told["members"]:
            return f"holds more than {told['members']:,} files; the others were not read"
        if self.came > told["unpacked"]:
            return f"holds more than {told['unpacked']:,} bytes; the others were not read"
        if self.came > told["file"] and self.came > told["ratio"] * self.size:
            return f"grows to more than {told['ratio']} times its size when it is unpacked: a trap, not an archive"
        return ""
