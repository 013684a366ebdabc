"""Optional libraries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graph.errors import InputError


@contextmanager
def needed(library: str, file: str) -> Iterator[None]:
    """Raise `InputError` naming `file`, and saying how to install the library, if the block cannot import it."""
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != library:
            raise
        raise InputError(file, f"needs {library}: pip install 'rashomon[formats]'") from error
