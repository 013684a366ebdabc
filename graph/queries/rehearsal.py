"""A test whether the engine survives a query: its parser recurses, and a stack overflow ends the process.

How much is too much depends on what is nested or chained, and the engine does not say. So a user's query is first given
to a forked process, without data and with half the stack. Without fork, nothing is tried.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress

import pyoxigraph as ox

from graph.errors import QueryError
from graph.prefixes import PREFIXES
from graph.queries.catalog import NamedQuery
from graph.queries.guard import check_for_oxigraph

_SECONDS = 5
"""An overflow shows while a query is parsed; a query that takes longer is only slow."""


def rehearse(asked: NamedQuery) -> None:
    """Raise `QueryError` for a query that would end the process. To be called before a store is open."""
    if sys.platform == "win32" or asked.name is not None:
        return
    child = os.fork()
    if child == 0:
        _try(asked.text)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT):
        raise QueryError("the query is too complex: too much in it is nested or chained")


def _try(text: str) -> None:
    """Give a query to the engine and end the process; other errors show when the query is run."""
    import resource

    try:
        signal.alarm(_SECONDS)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_STACK, (soft // 2, hard))
        check_for_oxigraph(text, PREFIXES)
        ox.Store().query(text, prefixes=dict(PREFIXES))
    finally:
        os._exit(0)
