"""The articles in a file that contains several, extracted in order so that each is read separately."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import IO

from graph.errors import InputError
from graph.model import Part, Skipped
from graph.read.formats.settings import limits
from graph.read.input_formats import HEAD, Given, InputFormat, Inside, format_of, known_format, named, recognised
from graph.read.members import Member, Settings
from graph.read.sidecar import SUFFIX, Sidecars


@dataclass(frozen=True, slots=True)
class Taken:
    """What was in a file: its articles, what could not be extracted, and what is not an article."""

    parts: tuple[Part, ...]
    failures: tuple[InputError, ...]
    skipped: tuple[Skipped, ...]


def holds_several(path: Path) -> bool:
    """Whether a file is of a format that is not an article itself and may contain several."""
    format = format_of(path)
    return format is not None and format.unpack is not None


def may_hold_more(path: Path) -> bool:
    """Whether a file may contain articles besides its own, like an email or a page, or contains only others."""
    format = format_of(path)
    return format is not None and (format.beside is not None or format.unpack is not None)


def take_apart(path: Path, folder: Path, settings: Settings) -> Taken:
    """Write each article in a file to a separate file in `folder`; an email or a page is an article itself."""
    parts: list[Part] = []
    failures: list[InputError] = []
    skipped: list[Skipped] = []
    sidecars = Sidecars(str(path))
    mark = hashlib.sha256(str(path).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    for number, one in enumerate(inside(path, settings, sidecars)):
        if isinstance(one, InputError):
            failures.append(one)
        elif isinstance(one, Skipped):
            skipped.append(one)
        else:
            data = folder / f"{mark}-{number}"
            data.write_bytes(one.data)
            parts.append(Part(path, one.name, data, one.format.name, tuple(sorted(one.given.items()))))
    known = tuple(replace(it, sidecars=sidecars.of(it.inside)) for it in parts)
    skipped += [Skipped(f"{path}#{it}", "has no article beside it") for it in sidecars.stray]
    if holds_several(path) and not (parts or failures or skipped):
        failures.append(InputError(str(path), "contains no article"))
    return Taken(known, tuple(failures), tuple(skipped))


def inside(path: Path, settings: Settings, sidecars: Sidecars | None = None) -> Iterator[Inside | InputError | Skipped]:
    """Everything in a file, in order, without its own article; exceeding a limit ends this and is reported.

    Sidecar files in it are added to `sidecars`.
    """
    format = known_format(path)
    try:
        size = path.stat().st_size
        if size > limits()["archive"]:
            yield InputError(str(path), f"is longer than {limits()['archive']:,} bytes")
            return
        opening = _Opening(path, settings, size, Sidecars(str(path)) if sidecars is None else sidecars)
        if format.beside is not None:
            if size <= limits()["file"]:
                yield from opening.more(path.read_bytes(), format, "", {}, 1)
        elif format.unpack is not None:
            with path.open("rb") as stream:
                yield from opening.members(stream, format, "", 1)
    except OSError as error:
        yield InputError(str(path), f"cannot be read: {error.strerror or error}")


class _Opening:
    """Goes through one file and the archives in it, and counts what is extracted."""

    def __init__(self, path: Path, settings: Settings, size: int, sidecars: Sidecars) -> None:
        self.path = path
        self.settings = settings
        self.size = size
        self.sidecars = sidecars
        self.came = 0
        self.count = 0
        self.ended = False

    def members(
        self, stream: IO[bytes], format: InputFormat, above: str, depth: int
    ) -> Iterator[Inside | InputError | Skipped]:
        """What is in an archive and in the archives inside it."""
        assert format.unpack is not None
        yield from self._each(format.unpack(stream, self._called(above), self.settings), above, depth)

    def more(
        self, data: bytes, format: InputFormat, above: str, given: Given, depth: int
    ) -> Iterator[Inside | InputError | Skipped]:
        """What is in the file of an article besides it."""
        if format.beside is not None:
            yield from self._each(format.beside(data, self._called(above), given), above, depth)

    def _called(self, above: str) -> str:
        return f"{self.path}#{above.removesuffix('#')}" if above else str(self.path)

    def _each(
        self, found: Iterator[Member | InputError | Skipped], above: str, depth: int
    ) -> Iterator[Inside | InputError | Skipped]:
        try:
            for it in found:
                if not isinstance(it, Member):
                    yield it
                    continue
                self._count(len(it.data), self._called(above))
                yield from self._opened(it, f"{above}{it.name}", depth)
                if self.ended:
                    return
        except InputError as error:
            self.ended = self.ended or self._is_full()
            yield error

    def _opened(self, it: Member, own: str, depth: int) -> Iterator[Inside | InputError | Skipped]:
        """One member that was extracted, and what is in it."""
        kind = named(it.format) if it.format else recognised(it.data[:HEAD], it.name)
        deepest = limits()["nested"]
        if depth > deepest or (kind is not None and kind.unpack is not None and depth == deepest):
            yield InputError(f"{self.path}#{own}", f"is nested in {deepest} files and was not opened")
        elif kind is None and it.name.endswith(SUFFIX):
            self.sidecars.add(own, it.data)
        elif kind is None:
            yield Skipped(f"{self.path}#{own}", "is not an article of a known kind")
        elif kind.unpack is None:
            yield Inside(own, it.data, kind, it.given)
            yield from self.more(it.data, kind, f"{own}#", it.given, depth + 1)
        else:
            yield from self.members(BytesIO(it.data), kind, f"{own}#", depth + 1)

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
            return f"contains more than {told['members']:,} files; the others were not read"
        if self.came > told["unpacked"]:
            return f"contains more than {told['unpacked']:,} bytes; the others were not read"
        if self.came > told["file"] and self.came > told["ratio"] * self.size:
            return f"grows to more than {told['ratio']} times its size when it is unpacked: a trap, not an archive"
        return ""
