"""Libraries that not everybody has installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graph.errors import InputError


@contextmanager
def needed(library: str, file: str) -> Iterator[None]:
    """Says how to install a library that the block imports; raises `InputError` naming `file` where it is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != library:
            raise
        raise InputError(file, f"needs {library}: pip install 'rashomon[formats]'") from error
