"""Files that somebody else made, read no further than they may be long."""

from __future__ import annotations

from pathlib import Path

from graph.errors import InputError


def limited(path: Path, longest: int, beyond: str = "") -> bytes:
    """The bytes of a file.

    Raises `InputError` naming it where it is a folder or a pipe, cannot be read, or has more than `longest` bytes;
    `beyond` says what that means.
    """
    try:
        if path.exists() and not path.is_file():
            raise InputError(str(path), "is no file")
        with path.open("rb") as stream:
            data = stream.read(longest + 1)
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error
    if len(data) > longest:
        raise InputError(str(path), f"is longer than {longest:,} bytes{beyond}")
    return data
