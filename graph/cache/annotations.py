"""Annotations on disk: one file for each, named by its key."""

from __future__ import annotations

import hashlib
import os
import re
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import overload

import msgspec

from graph.errors import RashomonError
from graph.files import replacing
from graph.model import Annotation

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Annotation)
_LEVEL = 1  # for zlib: the fastest level, which is enough to reduce them to a quarter of the size
_HASH = 32  # bytes in a SHA-256
_KEY = re.compile(r"[0-9a-f]{64}")
_PART = ".part"

OUTDATED = 7 * 24 * 3600.0
"""The seconds after which an entry that no build has asked for is removed: enough for builds that run alternately."""


class Cache:
    """A folder of annotations. Keys are SHA-256 in hexadecimal digits."""

    def __init__(self, folder: str | Path) -> None:
        """Creates nothing yet."""
        self.folder = Path(folder)

    def get(self, key: str) -> Annotation | None:
        """The annotation for a key; None if there is none, or it is damaged."""
        file = self._file(key)
        try:
            data = file.read_bytes()
            os.utime(file)
        except OSError:
            return None
        packed = data[_HASH:]
        if hashlib.sha256(packed).digest() != data[:_HASH]:
            return None
        # The key depends on the program that wrote the entry, so this one can decode it.
        return _DECODER.decode(zlib.decompress(packed))

    def put(self, key: str, annotation: Annotation) -> None:
        """Stores an annotation; raises `OSError`, which names the file, if it cannot be written."""
        packed = zlib.compress(_ENCODER.encode(annotation), _LEVEL)
        file = self._file(key)
        file.parent.mkdir(parents=True, exist_ok=True)
        with replacing(file) as stream:
            stream.write(hashlib.sha256(packed).digest() + packed)

    def remove_outdated(self, now: float | None = None) -> None:
        """Removes the entries that nobody has asked for within `OUTDATED`, and no other files."""
        oldest = (time.time() if now is None else now) - OUTDATED
        for file in self.folder.glob("??/*"):
            if not _KEY.fullmatch(file.name) and file.suffix != _PART:
                continue
            with suppress(OSError):  # another build may have removed it, or put another entry next to it
                if file.stat().st_mtime < oldest:
                    file.unlink()
                    file.parent.rmdir()

    def _file(self, key: str) -> Path:
        return self.folder / key[:2] / key


Entry = tuple[Annotation | str, str | None]
"""An annotation or its key in a cache, and what distinguishes it from another article with the same bytes, if any."""


class Annotations(Sequence[Annotation]):
    """Annotations in a cache, decoded each time they are needed: all of them might not fit into memory.

    Those that could not be stored there, such as those of articles from a pipe, are held in memory.
    """

    def __init__(self, cache: Cache, kept: Sequence[Entry]) -> None:
        self._cache = cache
        self._kept = kept

    def __len__(self) -> int:
        return len(self._kept)

    @overload
    def __getitem__(self, at: int) -> Annotation: ...
    @overload
    def __getitem__(self, at: slice) -> Annotations: ...
    def __getitem__(self, at: int | slice) -> Annotation | Annotations:
        if isinstance(at, slice):
            return Annotations(self._cache, self._kept[at])
        return self._annotation(*self._kept[at])

    def __iter__(self) -> Iterator[Annotation]:
        return (self._annotation(*it) for it in self._kept)

    def _annotation(self, it: Annotation | str, twin: str | None) -> Annotation:
        found = self._cache.get(it) if isinstance(it, str) else it
        if found is None:
            raise RashomonError(f"{self._cache.folder} lost an entry while it was in use; build again")
        return found if twin is None else found.as_twin(twin)
