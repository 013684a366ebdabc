"""Files and folders that are replaced as a whole: anyone who reads them sees all old or all new, even after a crash.

A build writes everything into the folder `.next` in its output, and flushes it to disk. One rename to `.decided` then
makes it the new build; its files are put in place one after the other, and if the build is killed meanwhile, the next
process that opens the folder does the rest (`settle`). Until that rename, the output is unchanged.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import sys
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from graph.errors import StoreError

RECORD = "build.json"
"""The file that says what a build wrote: its id, the hash of each file, the version of the store, and, by document id,
the relative paths of the articles and their readers."""

_NEXT = ".next"
_DECIDED = ".decided"
_OPENED = ("/dev/fd/", "/dev/std", "/proc/")
"""Where a process finds its open streams by name: these may lead to a file to which others keep writing."""


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A stream whose bytes become the file `path` at once when the block ends, and never if it fails.

    If `path` is a link, its target is replaced; a pipe or device is written to, since it cannot be replaced. Errors
    name `path`.
    """
    if _is_device(path):
        with _blaming(path), path.open("wb") as stream:
            yield stream
        return
    target = Path(os.path.realpath(path))
    # Hashed, since a name of the maximum length leaves no room for anything more.
    mark = hashlib.sha256(os.fsencode(target.name)).hexdigest()[:8]
    # The name includes the thread: two threads may write the same file at the same time.
    beside = target.with_name(f".{mark}.{os.getpid()}.{threading.get_ident()}.part")
    try:
        with _blaming(path, beside):
            with beside.open("wb") as stream:
                yield stream
            beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _is_device(path: Path) -> bool:
    """Whether a path exists and is not a regular file: a pipe, a device, or a stream opened by the shell."""
    return str(path.absolute()).startswith(_OPENED) or (path.exists() and not path.is_file())


@contextmanager
def _blaming(path: Path, hidden: Path | None = None) -> Iterator[None]:
    """Makes errors without a file name, or about the temporary file `hidden`, name `path`."""
    try:
        yield
    except OSError as error:
        if error.filename not in (None, str(hidden)):
            raise
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Makes a folder if there is none, and waits until no other build writes to it; the lock ends with the process."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = locked(folder, exclusive=True, wait=True)
    try:
        yield
    finally:
        if lock is not None:
            os.close(lock)


@contextmanager
def replacing_all(output: Path) -> Iterator[Path]:
    """A folder whose files and folders are moved to `output` when the block ends: either all or none of them.

    If it contains a `RECORD`, files of the previous build that this one does not have are removed. The caller must be
    `alone` in `output`. Errors name the final path of a file.
    """
    _finish(output)
    staged = output / _NEXT
    shutil.rmtree(staged, ignore_errors=True)
    try:
        with _naming(staged, output):
            staged.mkdir()
            yield staged
            _flush(staged)
            _check_places(staged, output)
        staged.rename(output / _DECIDED)
        _sync(output)
    finally:
        shutil.rmtree(staged, ignore_errors=True)
    _finish(output)


def settle(output: Path) -> None:
    """Finishes a build that was killed after its rename to `.decided`, and removes what one killed earlier left behind.

    Raises `StoreError` if this user is not allowed to do so.
    """
    decided = (output / _DECIDED).exists()
    if not decided and not (output / _NEXT).exists():
        return
    # A running build holds the lock; what it has not yet decided is left alone.
    lock = locked(output, exclusive=True, wait=decided)
    if lock is None and sys.platform != "win32":
        return
    try:
        _finish(output)
        shutil.rmtree(output / _NEXT, ignore_errors=True)
    except OSError as error:
        reason = "a build was stopped before all its files were in place, and they cannot be moved there"
        raise StoreError(f"{output}: {reason}: {error.strerror}") from error
    finally:
        if lock is not None:
            os.close(lock)


def read_record(output: Path) -> dict[str, Any] | None:
    """The record of the build in `output`; None if there is none, or it cannot be read."""
    try:
        record = json.loads((output / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return record if isinstance(record, dict) else None


def write_record(staged: Path, *, apart: Collection[str] = (), **more: Any) -> None:
    """Records the hash of each file of a build and, as its id, a hash of these hashes, with `more`.

    For the files `apart`, which differ from run to run, only the names are recorded.
    """
    paths = (path for path in sorted(staged.iterdir()) if path.is_file())
    files = {path.name: digest(path) for path in paths if path.name not in apart}
    build = hashlib.sha256(json.dumps(files).encode("utf-8")).hexdigest()[:16]
    text = json.dumps({"build": build, "files": files, "apart": [*apart], **more}, indent=1) + "\n"
    with replacing(staged / RECORD) as stream:
        stream.write(text.encode("ascii"))


def path_from(folder: Path, path: Path) -> str:
    """A path relative to a folder; the path itself if that is impossible, as on another drive."""
    try:
        return os.path.relpath(path, os.path.realpath(folder))
    except ValueError:
        return str(path)


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def written(record: dict[str, Any] | None) -> set[str]:
    """The names of the files that a build wrote, according to its record; names that lead elsewhere do not count."""
    told = record or {}
    return {name for name in (*(told.get("files") or ()), *(told.get("apart") or ())) if _is_inside(name)}


def hashes(record: dict[str, Any]) -> dict[str, str]:
    """The hash, by name, of each file that depends only on what was built."""
    return {name: str(it) for name, it in dict(record.get("files") or {}).items() if _is_inside(name)}


def _is_inside(name: str) -> bool:
    return name == Path(name).name and name not in ("", "..")


def locked(folder: Path, *, exclusive: bool, wait: bool) -> int | None:
    """A descriptor that holds a lock on a folder, or None if there is no lock (always on Windows)."""
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None
    kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
    try:
        fcntl.flock(descriptor, kind if wait else kind | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return descriptor


@contextmanager
def _naming(staged: Path, output: Path) -> Iterator[None]:
    """Makes errors about a staged file name its final path."""
    try:
        yield
    except OSError as error:
        if error.filename is None or not Path(str(error.filename)).is_relative_to(staged):
            raise
        place = output / Path(str(error.filename)).relative_to(staged)
        raise OSError(error.errno, error.strerror or str(error), str(place)) from error


def _flush(folder: Path) -> None:
    """Waits until everything in a folder is on disk."""
    for path, _, names in os.walk(folder):
        for name in names:
            _sync(Path(path, name))
        _sync(Path(path))


def _sync(path: Path) -> None:
    if sys.platform == "win32" and path.is_dir():
        return  # a system on which folders cannot be opened
    descriptor = os.open(path, os.O_RDONLY if sys.platform != "win32" else os.O_RDWR)
    try:
        os.fsync(descriptor)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error
    finally:
        os.close(descriptor)


def _check_places(staged: Path, output: Path) -> None:
    """Raises `IsADirectoryError` for a file whose place is taken by a folder: after the decision nothing may fail."""
    for path in staged.iterdir():
        place = output / path.name
        if place.is_dir() != path.is_dir() and place.exists():
            code = errno.ENOTDIR if path.is_dir() else errno.EISDIR
            raise OSError(code, os.strerror(code), str(place))


def _finish(output: Path) -> None:
    """Moves what is decided into place. This can be repeated from any point at which it was interrupted."""
    decided = output / _DECIDED
    if not decided.exists():
        return
    new = read_record(decided)
    for name in sorted(written(read_record(output)) - written(new)) if new else ():
        (output / name).unlink(missing_ok=True)
    # The record is moved last: as long as it is here, stale files are known.
    for path in sorted(decided.iterdir(), key=lambda it: it.name == RECORD):
        if path.is_dir():
            _merge(path, output / path.name)
        else:
            path.replace(output / path.name)
    decided.rmdir()
    _sync(output)


def _merge(folder: Path, place: Path) -> None:
    """Moves the contents of a folder into another: first folders, which are named after their content, then files."""
    place.mkdir(exist_ok=True)
    for path in sorted(folder.iterdir(), key=lambda it: not it.is_dir()):
        if not (path.is_dir() and (place / path.name).is_dir()):
            path.replace(place / path.name)
    _sync(place)
    shutil.rmtree(folder)
