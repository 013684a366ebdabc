"""Files from others, read up to a maximum length."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from graph.errors import InputError


def limited(path: Path, longest: int, beyond: str = "") -> bytes:
    """The bytes of a file.

    Raises `InputError` naming it if it is a folder or a pipe, cannot be read, or has more than `longest` bytes;
    `beyond` says what that means.
    """
    try:
        if path.exists() and not path.is_file():
            raise InputError(str(path), "is not a file")
        with path.open("rb") as stream:
            return rest(stream, str(path), longest, beyond)
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error


def rest(stream: IO[bytes], file: str, longest: int, beyond: str = "") -> bytes:
    """The rest of an open file; raises like `limited` if it has more than `longest` bytes."""
    data = stream.read(longest + 1)
    if len(data) > longest:
        raise InputError(file, f"is longer than {longest:,} bytes{beyond}")
    return data
