"""HTTP connections with limits that uvicorn lacks: on the time that a request takes to arrive, and on its head.

uvicorn waits for ever for the rest of a request (only idle time between requests is limited), and takes a head of any
length. A few hundred half-open connections would keep everybody else out.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

_PATIENCE = 1.5
"""Seconds that a request has to arrive, and more only as its bytes come."""
_RATE = 64 * 1024
"""Bytes that each further second must bring."""
_LONGEST_HEAD = 64 * 1024
"""Bytes of request line and header fields together."""


class LimitedProtocol(HttpToolsProtocol):
    """One connection. A request that is late gets 408, one whose head is too long 431, and then it is closed."""

    _deadline: asyncio.TimerHandle | None = None
    _began = 0.0
    _received = 0
    _in_head = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Starts the clock: a connection is made to ask something."""
        super().connection_made(transport)
        self._start_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stops the clock."""
        self._stop_clock()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Counts what arrives."""
        if self._deadline is None and (self.cycle is None or self.cycle.response_complete):
            self._start_clock()
        self._received += len(data)
        if self._in_head and self._received > _LONGEST_HEAD + len(data):
            self._refuse(431, "The request line and the header fields are too long.")
            return
        super().data_received(data)

    def on_message_begin(self) -> None:
        """A request begins."""
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Its head is complete."""
        self._in_head = False
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """It is complete."""
        self._stop_clock()
        super().on_message_complete()

    def _start_clock(self) -> None:
        self._began = self.loop.time()
        self._received = 0
        self._deadline = self.loop.call_later(_PATIENCE, self._check)

    def _stop_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _check(self) -> None:
        due = self._began + _PATIENCE + self._received / _RATE
        if self.loop.time() < due:
            self._deadline = self.loop.call_at(due, self._check)
            return
        self._deadline = None
        answered = self.cycle is not None and self.cycle.response_started and not self._in_head
        if answered:
            self.transport.close()
        else:
            self._refuse(408, "The request did not arrive in time.")

    def _refuse(self, status: int, message: str) -> None:
        """Answers in the place of the application, and closes the connection."""
        self._stop_clock()
        if self.transport.is_closing():
            return
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        text = message.encode("ascii")
        head = f"content-type: text/plain; charset=utf-8\r\ncontent-length: {len(text)}\r\nconnection: close\r\n\r\n"
        self.transport.write(STATUS_LINE[status] + head.encode("ascii") + text)
        self.transport.close()


def options() -> dict[str, Any]:
    """What uvicorn is told about connections."""
    return {"http": LimitedProtocol, "ws": "none", "timeout_keep_alive": 15, "limit_concurrency": 1024}
