"""The files from which articles were read, found by name, and the texts extracted from these files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from graph.errors import InputError
from graph.model import Part
from graph.read.files import plain_name
from graph.read.input_formats import HEAD, PLAIN, named, recognised
from graph.read.members import Settings
from graph.read.parts import take_apart
from graph.spool import Spool


class Opener(Spool):
    """Takes files apart and extracts texts in this process; `columns` are the columns of tables with unusual names.

    `graph.batch.opening` has a class that does this in a watched process.
    """

    def __init__(self, columns: Mapping[str, str]) -> None:
        super().__init__()
        self.settings = Settings(columns)

    def parts(self, path: Path) -> tuple[Part, ...]:
        """The articles in a file, besides its own; raises `InputError` if it cannot be taken apart."""
        return take_apart(path, self.folder(), self.settings).parts

    def text(self, source: Path | Part) -> str:
        """The text of an article; raises `InputError` if there is none."""
        return extracted(source)


def extracted(source: Path | Part) -> str:
    """The text of an article; a file of an unknown format, which a `Document` may name, is taken as plain text."""
    data = (source.data if isinstance(source, Part) else source).read_bytes()
    if isinstance(source, Part):
        name, format, given = source.name, named(source.format), dict(source.given)
    else:
        name, format, given = str(source), recognised(data[:HEAD], source.name) or named(PLAIN), {}
    if format.extract is None:
        raise InputError(name, f"it is {format.name}, which holds several")
    return format.extract(data, name, given).text


class Originals:
    """The files below folders, or named individually; nothing else is ever opened."""

    def __init__(self, folders: Iterable[str | Path], opener: Opener) -> None:
        """Raises `InputError` for a folder that is missing or cannot be read."""
        self.files = _files(folders)
        self.opener = opener
        # Only for the file opened last: documents from one file follow each other more or less directly.
        self._opened: tuple[Path, dict[str, Part]] | None = None

    def text(self, file: str, sha256: str) -> str | OSError | InputError | LookupError | None:
        """The text of the article with this name (with "#" for one inside a file) and with this hash of its bytes.

        None if there is no file with the name, an error if it cannot be read, a `LookupError` if all have another hash.
        """
        candidates, inside = self._placed(file)
        problem: OSError | InputError | LookupError | None = LookupError(file) if candidates else None
        for path in candidates:
            try:
                source = self._inside(path, inside) if inside else path
                data = None if source is None else (source.data if isinstance(source, Part) else source).read_bytes()
                if source is not None and data is not None and hashlib.sha256(data).hexdigest() == sha256:
                    return self.opener.text(source)
            except (OSError, InputError) as error:
                problem = error
        return problem

    def has(self, file: str) -> bool:
        """Whether there is a file with this name, or the file that contains the article according to the name."""
        return bool(self._placed(file)[0])

    def _placed(self, file: str) -> tuple[list[Path], str]:
        """The files that an article may be in, and its name there; the name is empty if it is the whole file."""
        name = file
        while not (found := self._named(name)) and "#" in name:
            name = name.rpartition("#")[0]
        return found, file[len(name) + 1 :]

    def _named(self, file: str) -> list[Path]:
        """The files with this name, which may include folders."""
        name = PurePosixPath(file)
        above = name.parts[:-1]
        return sorted(it for it in self.files.get(name.name, ()) if it.parts[-len(name.parts) : -1] == above)

    def _inside(self, path: Path, name: str) -> Part | None:
        """An article in a file that contains several."""
        if self._opened is None or self._opened[0] != path:
            self._opened = path, {it.inside: it for it in self.opener.parts(path)}
        return self._opened[1].get(name)


def _files(folders: Iterable[str | Path]) -> dict[str, list[Path]]:
    """The files below `folders` (or named by them), by name."""
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
