"""What not everybody installs: the extras of the package, and how one is told that one is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from graph.errors import MissingError

EXTRAS = {
    "serve": ("starlette", "uvicorn", "httptools"),
    "mcp": ("mcp", "mcp_types", "starlette"),
    "web": ("httpx", "trafilatura", "htmldate", "warcio"),
    "formats": ("pyarrow", "pypdf"),
    "pandas": ("pandas",),
    "polars": ("polars",),
    "verify": ("pyshacl",),
    "cluster": ("distributed", "dask", "fsspec"),
}
"""The packages that are imported from each extra, by the name of the extra in pyproject.toml."""


@contextmanager
def needing(extra: str, what: str) -> Iterator[None]:
    """Imports in the block what an extra brings; raises `MissingError` where it is not installed.

    `what` is said to need it: a command, or an option.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in EXTRAS[extra]:
            raise
        raise MissingError(what, extra) from error
