"""Optional libraries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graph.errors import InputError, MissingError
from graph.extras import needing


@contextmanager
def needed(extra: str, file: str) -> Iterator[None]:
    """For a block that imports what reads a file: raises `InputError` naming the file if an extra is missing."""
    try:
        with needing(extra, file):
            yield
    except MissingError as error:
        raise InputError(file, error.reason) from error
