"""Starts the server and says where it is."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from graph.errors import RashomonError
from graph.serve import deciding
from graph.serve.app import application
from graph.serve.connections import options
from graph.serve.guarding import is_local
from graph.serve.limits import ClientLimits, Limits
from graph.serve.processes import try_out
from graph.store import current_version
from graph.terminal import complain

_UNSENT = 64 * 1024
"""Bytes of an answer that the kernel holds and has not yet sent, per connection."""


class ServeError(RashomonError):
    """A server that cannot be started."""


@dataclass(frozen=True, slots=True)
class Listening:
    """A server at its address, which answers while `run` is running."""

    address: str
    server: uvicorn.Server
    listener: socket.socket

    def run(self) -> None:
        """Answer until interrupted or stopped; raises `ServeError` if it cannot start."""
        self.server.run(sockets=[self.listener])
        if not self.server.started:
            raise ServeError("the server did not start")

    def stop(self) -> None:
        """Make `run` return, from any thread."""
        self.server.should_exit = True


def serve(
    output: str | Path,
    *,
    host: str,
    port: int,
    limits: Limits,
    allow_remote: bool = False,
    decisions: Path | None = None,
) -> None:
    """Serve the folder written by `build` until interrupted; the address is written to stderr.

    Raises what `listening` raises.
    """
    with listening(output, host=host, port=port, limits=limits, allow_remote=allow_remote, decisions=decisions) as it:
        complain(f"serving {output} at {it.address} (SPARQL: {it.address}sparql); stop it with Ctrl-C")
        it.run()


@contextmanager
def listening(
    output: str | Path,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    limits: Limits,
    clients: ClientLimits | None = None,
    allow_remote: bool = False,
    decisions: Path | None = None,
) -> Iterator[Listening]:
    """A server for the folder written by `build`, ready to run; `port` 0 means any free one.

    Decisions sent to it are added to the file `decisions`, if given. Raises `ServeError` for an address that others can
    reach, unless `allow_remote`, and for decisions at such an address; `StoreError` if there is no readable store, and
    `UsageError` for a file that nothing can be added to.
    """
    if sys.platform == "win32":
        raise ServeError("serving needs sockets that processes can pass on, which Windows lacks; use WSL")
    if not is_local(host) and not allow_remote:
        raise ServeError(f"{host} can be reached by others; use --allow-remote if that is intended")
    if decisions is not None and allow_remote:
        raise ServeError("everybody who reaches the server could decide: --decisions is for this machine only")
    if decisions is not None:
        deciding.check(decisions)
    try_out(current_version(output), limits)
    with _socket_at(host, port) as listener:
        app = application(output, limits, local=not allow_remote, decisions=decisions)
        bounds = options(clients or ClientLimits())
        config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="on", **bounds)
        yield Listening(_address(listener), uvicorn.Server(config), listener)


def _socket_at(host: str, port: int) -> socket.socket:
    """A listening socket; raises `ServeError` for an address that is invalid or in use."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listener = socket.create_server((str(address[0]), int(address[1])), family=family, backlog=1024)
    except OSError as error:
        raise ServeError(f"cannot listen on {host}, port {port}: {error.strerror}") from error
    # What the kernel holds counts as read: with megabytes there, a slow reader would seem to read nothing for a minute.
    if hasattr(socket, "TCP_NOTSENT_LOWAT"):
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NOTSENT_LOWAT, _UNSENT)
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
