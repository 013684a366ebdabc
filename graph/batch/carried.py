"""A request with the bytes of its files, for a machine that has no access to the files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from graph.batch.sources import Annotated, Article
from graph.batch.worker import Broken, Request, Result
from graph.errors import InputError
from graph.model import Document, Part
from graph.read.sidecar import sidecar_of

LARGEST = 8_000_000
"""The largest total size of one article's files, in bytes: what a cluster passes on without a warning."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A request to read an article, and the article's files, with the bytes of those that are read."""

    request: Request
    files: tuple[tuple[Path, bytes | None], ...]

    def read(self, ask: Callable[[Request], Result]) -> Result:
        """The result of `ask` for the request; meanwhile the files are in a temporary folder, under the same names."""
        with TemporaryDirectory(prefix="rashomon-", ignore_cleanup_errors=True) as folder:
            places = self._places(Path(folder))
            for path, data in self.files:
                if data is not None:
                    places[path].parent.mkdir(exist_ok=True)
                    places[path].write_bytes(data)
            source = _elsewhere(self.request.source, places.__getitem__)
            made = ask(replace(self.request, source=source, folder=None))
        return _named(made, {str(place): str(path) for path, place in places.items()})

    def _places(self, folder: Path) -> dict[Path, Path]:
        """The place of each file below `folder`: files from one folder stay together, under their own names."""
        parents = list(dict.fromkeys(path.parent for path, _ in self.files))
        return {path: folder / str(parents.index(path.parent)) / path.name for path, _ in self.files}


def carried(request: Request) -> Carried | None:
    """The request with its files; None if one cannot be sent because it is a pipe, too large, or gone."""
    paths: dict[Path, None] = {}
    _elsewhere(request.source, lambda path: paths.setdefault(path) or path)
    # The file that contains the article is only named.
    whole = request.source.file if isinstance(request.source, Part) else None
    try:
        beside = [it for it in map(sidecar_of, paths) if it not in paths and it.is_file()]
        files = tuple((it, None if it == whole else _bytes(it)) for it in (*paths, *beside))
    except OSError:
        return None
    return Carried(request, files) if sum(len(data or b"") for _, data in files) <= LARGEST else None


def _elsewhere(source: Article, place: Callable[[Path], Path]) -> Article:
    """The same article, with each of its files in another place."""
    if isinstance(source, Document):
        return source
    if isinstance(source, Annotated):
        return replace(source, file=place(source.file), text=place(source.text))
    if isinstance(source, Part):
        return replace(source, file=place(source.file), data=place(source.data))
    return place(source)


def _bytes(file: Path) -> bytes:
    if not file.is_file() or file.stat().st_size > LARGEST:
        raise OSError(f"{file} is not carried")
    return file.read_bytes()


def _named(made: Result, names: dict[str, str]) -> Result:
    """The same result, with the files in it named according to `names`."""

    def told(text: str) -> str:
        for place, name in names.items():
            text = text.replace(place, name)
        return text

    if isinstance(made, InputError):
        kind, given = made.__reduce__()
        again: list[Any] = [told(it) if isinstance(it, str) else it for it in given]
        return kind(*again)
    return replace(made, reason=told(made.reason)) if isinstance(made, Broken) else made
