"""The graph for language models: a server of the Model Context Protocol on standard input and output.

Questions go to worker processes like those of the web server (`graph.serve.pool`), with the same limits. Every answer
is a page of bounded size with sentence and source; what articles say is marked as quoted, since a text may try to give
orders to the model that reads it.
"""

from __future__ import annotations

from pathlib import Path

from graph.mcp.server import server
from graph.serve.limits import Limits
from graph.serve.pool import Pool
from graph.serve.processes import try_out

__all__ = ["serve"]


def serve(output: str | Path, limits: Limits) -> None:
    """Answer questions from standard input about the folder written by `build` on standard output, until input ends.

    Raises `StoreError` if there is no readable store.
    """
    pool = Pool(output, limits)
    try_out(pool.folder, limits)
    server(pool).run("stdio")
