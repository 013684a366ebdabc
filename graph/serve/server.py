"""Starts the server, and says where it is."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

from graph.errors import RashomonError
from graph.serve.guarding import is_local
from graph.serve.pool import Limits
from graph.terminal import complain

_UNSENT = 64 * 1024
"""Bytes of an answer that the kernel takes and has not sent yet, for each connection."""


class ServeError(RashomonError):
    """A server that cannot be started."""


def serve(output: str | Path, *, host: str, port: int, limits: Limits, allow_remote: bool = False) -> None:
    """Serves the folder that `build` wrote until it is interrupted; says on stderr where.

    Raises `ServeError` for an address that others can reach, unless `allow_remote`; `StoreError` without a store that
    can be read.
    """
    if sys.platform == "win32":
        raise ServeError("serving needs sockets that processes can hand on, which Windows has not; use WSL")
    if not is_local(host) and not allow_remote:
        raise ServeError(f"{host} can be reached by others; say --allow-remote if that is meant")
    import uvicorn

    from graph.serve.app import application
    from graph.serve.connections import options
    from graph.serve.processes import try_out
    from graph.store import current_version

    try_out(current_version(output), limits.megabytes)
    with _listening(host, port) as listener:
        address = _address(listener)
        complain(f"serving {output} at {address} (SPARQL: {address}sparql); stop it with Ctrl-C")
        app = application(output, limits, local=not allow_remote)
        config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="on", **options())
        server = uvicorn.Server(config)
        server.run(sockets=[listener])
    if not server.started:
        raise ServeError("the server did not start")


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens; raises `ServeError` for an address that is none, or is taken."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.create_server((str(address[0]), int(address[1])), family=family, backlog=1024)
    except OSError as error:
        raise ServeError(f"cannot listen to {host}, port {port}: {error.strerror}") from error
    # What the kernel has taken counts as read: of megabytes, a slow reader would take none for a minute.
    if hasattr(socket, "TCP_NOTSENT_LOWAT"):
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, _UNSENT)
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
