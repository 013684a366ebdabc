"""The optional extras of the package, and the error that says which one is missing."""

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
"""The packages that are imported from each extra, under the extra's name in pyproject.toml."""


@contextmanager
def needing(extra: str, what: str) -> Iterator[None]:
    """For a block that imports packages from an extra: raises `MissingError` if they are not installed.

    `what` is the command or option that the message says needs the extra.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in EXTRAS[extra]:
            raise
        raise MissingError(what, extra) from error
