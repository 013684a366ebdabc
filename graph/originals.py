"""The files that articles were read from, found by their names, and the texts that come out of them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from graph import texts
from graph.errors import InputError
from graph.read.files import plain_name
from graph.read.input_formats import HEAD, PLAIN, InputFormat, Inside, named, recognised
from graph.read.members import Settings
from graph.read.parts import inside


class _Article(NamedTuple):
    """The SHA-256 of the bytes of an article, and its text, packed, or why there is none."""

    sha256: str
    text: bytes | InputError


class Originals:
    """The files below folders, or named by themselves; nothing else is ever opened."""

    def __init__(self, folders: Iterable[str | Path], columns: Mapping[str, str]) -> None:
        """Raises `InputError` for a folder that is missing or cannot be read."""
        self.files = _files(folders)
        self.settings = Settings(columns)
        # Of the file that was opened last only: documents of one file follow each other, or nearly.
        self._opened: tuple[Path, dict[str, _Article]] | None = None

    def text(self, file: str, sha256: str) -> str | OSError | InputError | LookupError | None:
        """The text of the article of this name, with "#" of one inside a file, whose bytes have this hash.

        None where there is no file of the name, an error where it cannot be read, and a `LookupError` where each has
        another hash.
        """
        candidates = self._named(file)
        inside = "" if candidates else file
        while inside and not candidates:
            inside = inside.rpartition("#")[0]
            candidates = self._named(inside)
        if not candidates:
            return None
        problem: OSError | InputError | LookupError = LookupError(file)
        for path in candidates:
            try:
                found = self._inside(path, file[len(inside) + 1 :]) if inside else _whole(path)
            except (OSError, InputError) as error:
                problem = error
                continue
            if found is not None and found.sha256 == sha256:
                if isinstance(found.text, bytes):
                    return texts.unpacked(found.text)
                problem = found.text
        return problem

    def _named(self, file: str) -> list[Path]:
        """The files of this name, which may have folders in it."""
        name = PurePosixPath(file)
        above = name.parts[:-1]
        return sorted(it for it in self.files.get(name.name, ()) if it.parts[-len(name.parts) : -1] == above)

    def _inside(self, path: Path, name: str) -> _Article | None:
        """An article in a file that holds several."""
        if self._opened is None or self._opened[0] != path:
            within = (it for it in inside(path, self.settings) if isinstance(it, Inside))
            self._opened = path, {it.name: _article(it.data, it.format, it.name, it.given) for it in within}
        return self._opened[1].get(name)


def _whole(path: Path) -> _Article:
    """The article that a file is; one of no known format, which a `Document` may name, is all text."""
    data = path.read_bytes()
    return _article(data, recognised(data[:HEAD], path.name) or named(PLAIN), str(path), {})


def _article(data: bytes, format: InputFormat, file: str, given: Mapping[str, str]) -> _Article:
    sha256 = hashlib.sha256(data).hexdigest()
    if format.extract is None:
        return _Article(sha256, InputError(file, f"it is {format.name}, which holds several"))
    try:
        return _Article(sha256, texts.packed(format.extract(data, file, given).text))
    except InputError as error:
        return _Article(sha256, error)


def _files(folders: Iterable[str | Path]) -> dict[str, list[Path]]:
    """The files below `folders` (or named by them) by their name."""
    found: dict[str, list[Path]] = {}
    try:
        for folder in sorted({Path(it) for it in folders}):
            if folder.is_file():
                found.setdefault(plain_name(folder), []).append(folder)
                continue
            for path, _, names in os.walk(folder, onerror=_raise):
                for name in names:
                    found.setdefault(plain_name(Path(name)), []).append(Path(path, name))
    except OSError as error:
        reason = (
            "no such file or folder" if isinstance(error, FileNotFoundError) else f"cannot be read: {error.strerror}"
        )
        raise InputError(str(error.filename), reason) from error
    return found


def _raise(error: OSError) -> None:
    raise error
