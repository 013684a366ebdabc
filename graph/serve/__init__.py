"""The graph on the web: SPARQL 1.1 Protocol, pages for every IRI, a workbench.

The server reads HTTP and never the data: whatever is asked goes to warm worker processes (`graph.serve.pool`),
which have the store open read-only, and no network.
"""

from __future__ import annotations

import sys
from pathlib import Path

from graph.errors import RashomonError
from graph.serve.guarding import is_local
from graph.serve.pool import Limits

__all__ = ["Limits", "ServeError", "serve"]


class ServeError(RashomonError):
    """A server that cannot be started."""


def serve(output: str | Path, *, host: str, port: int, limits: Limits, allow_remote: bool = False) -> None:
    """Serves the folder that `build` wrote until it is interrupted; says on stderr where.

    Raises `ServeError` for an address that others can reach, unless `allow_remote`; `StoreError` without a store.
    """
    if sys.platform == "win32":
        raise ServeError("serving needs sockets that processes can hand on, which Windows has not; use WSL")
    if not is_local(host) and not allow_remote:
        raise ServeError(f"{host} can be reached by others; say --allow-remote if that is meant")
    import uvicorn

    from graph.serve.app import application
    from graph.serve.connections import options
    from graph.store import current_version

    current_version(output)  # told before anything is started
    app = application(output, limits, local=not allow_remote)
    config = uvicorn.Config(app, host=host, port=port, log_level="warning", access_log=False, **options())
    uvicorn.Server(config).run()
