"""Articles in a store supported by fsspec, such as s3://bucket/folder: copied to the build's folder and read as usual.

Files that have not changed in the store since the last build are not copied again; files gone from the store are
removed from the copy.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from graph.errors import InputError, UsageError
from graph.extras import needing
from graph.fetch import FOLDER, Brought
from graph.files import replacing

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_AT_ONCE = 128
"""How many files are requested together: stores answer slowly, but many requests at a time."""


def copied(address: str, output: Path) -> Brought:
    """Copies what is below an address into the folder of a build, as a file or folder named after the address."""
    name = hashlib.sha256(address.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    copy = _Copy(address, output / FOLDER / name)
    return Brought(copy.renew(), tuple(copy.failures))


@dataclass(slots=True)
class _Copy:
    """A copy of what is below an address, in `folder`; `failures` say what could not be copied."""

    address: str
    folder: Path
    failures: list[InputError] = field(default_factory=list)

    def renew(self) -> Path | None:
        """Updates the copy to what the store has now; returns its file or folder, or None if there is nothing."""
        try:
            store, root, found = _listed(self.address)
        except InputError as error:
            self.failures.append(error)
            return None
        known = self._known()
        there = {name: it for path, it in found.items() if (name := self._name(path, root)) is not None}
        for name in known.keys() - there.keys():
            (self.folder / name).unlink(missing_ok=True)
        new = [it for it in there if known.get(it) != there[it].state or not (self.folder / it).is_file()]
        self.folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self.folder.parent) as made:
            for several in _batches(new):
                self._bring(store, {it: there[it].path for it in several}, Path(made))
        came = {name: it.state for name, it in there.items() if (self.folder / name).is_file()}
        with replacing(self._record) as stream:
            stream.write(json.dumps(came, indent=0, sort_keys=True).encode("utf-8"))
        alone = list(found) == [root]
        return next((self.folder / it for it in came), None) if alone else self.folder

    def _name(self, path: str, root: str) -> str | None:
        """The path of a file below the folder; None for a file whose name leads elsewhere or that is too large."""
        name = path.removeprefix(root).lstrip("/") or PurePosixPath(path).name
        parts = PurePosixPath(name).parts
        if not parts or ".." in parts or "\0" in name or "\\" in name:
            self.failures.append(InputError(f"{self.address}: {name}", "has a name that leads elsewhere"))
            return None
        return "/".join(parts)

    def _bring(self, store: AbstractFileSystem, paths: dict[str, str], made: Path) -> None:
        """Copies some files; if that fails, copies them one by one, so that each one that cannot be copied is named."""
        files = {name: made / str(number) for number, name in enumerate(paths)}
        try:
            store.get(list(paths.values()), [str(it) for it in files.values()])
            for name, file in files.items():
                (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
                file.replace(self.folder / name)
        except Exception as error:  # noqa: BLE001  the library of a store may raise anything
            if len(paths) == 1:
                (name,) = paths
                self.failures.append(InputError(f"{self.address}: {name}", f"cannot be copied: {error}"))
                return
            for name, path in paths.items():
                self._bring(store, {name: path}, made)

    @property
    def _record(self) -> Path:
        return self.folder.with_suffix(".json")

    def _known(self) -> dict[str, str]:
        """What the store said about each file when the file was copied."""
        try:
            found: dict[str, str] = json.loads(self._record.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found


@dataclass(frozen=True, slots=True)
class _Stored:
    """A file in a store: its path there, and a hash of all that the store says about it, such as its size and date."""

    path: str
    state: str


def _listed(address: str) -> tuple[AbstractFileSystem, str, dict[str, _Stored]]:
    """A store, the path of an address in it, and the files that are there."""
    with needing("cluster", address):
        from fsspec import url_to_fs
    try:
        store, root = url_to_fs(address)
        found: dict[str, dict[str, Any]] = store.find(root, detail=True)
    except (ImportError, ValueError) as error:  # the library for this store is missing, or there is no such store
        raise UsageError(f"{address} cannot be read: {error}") from error
    except Exception as error:  # whatever the library of a store may raise
        raise InputError(address, f"cannot be listed: {error}") from error
    if not found:
        raise InputError(address, "contains no file, or does not exist")
    return store, root, {path: _Stored(path, _state(it)) for path, it in sorted(found.items())}


def _state(told: dict[str, Any]) -> str:
    return hashlib.sha256(repr(sorted((key, str(it)) for key, it in told.items())).encode("utf-8")).hexdigest()


def _batches(names: Iterable[str]) -> Iterator[list[str]]:
    left = iter(names)
    while several := list(islice(left, _AT_ONCE)):
        yield several
