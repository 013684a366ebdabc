"""HTTP connections with limits that uvicorn lacks: on the arrival time of a request, on its head, and on how long and
how much of the answers a client leaves unread.

uvicorn waits for ever for the rest of a request (only idle time between requests is limited), and for a client to read
its answer. A few hundred half-open connections, or clients that never read, would keep everybody else out.
"""

from __future__ import annotations

import asyncio
import re
from functools import partial
from typing import Any, cast

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol, RequestResponseCycle

from graph.serve.answering import BREAK_OFF
from graph.serve.limits import ClientLimits

_PIECE = 16 * 1024
"""Bytes given to the parser at once, since it does not say where in them a head begins or ends."""
_CONNECTION = re.compile(rb"(?<=\r\n)connection:[^\r\n]*", re.IGNORECASE)


def without_upgrade(head: bytes) -> bytes:
    """The first bytes of a request, without a request to switch to another protocol.

    Java's client asks for HTTP/2 in each request. A server may ignore that (RFC 9110, 7.8), but the parser takes what
    follows for the other protocol, and the body is lost. The number of bytes stays the same.
    """
    fields, end, body = head.partition(b"\r\n\r\n")
    return _CONNECTION.sub(lambda it: re.sub(rb"(?i)upgrade", b"ignored", it[0]), fields) + end + body


class LimitedProtocol(HttpToolsProtocol):
    """One connection. A late request gets 408, one with too long a head gets 431, and then the connection is closed. A
    client that reads nothing is cut off, and no client gets another answer before it has read the last one."""

    _deadline: asyncio.TimerHandle | None = None
    _began = 0.0
    _received = 0
    _in_head = False
    _head = 0
    _too_long = False
    _reading: asyncio.TimerHandle | None = None
    _unread = 0
    paused_at = 0.0
    _resumed = False
    _held_back = False
    _running: RequestResponseCycle | None = None

    def __init__(self, *of_uvicorn: Any, limits: ClientLimits, **more_of_uvicorn: Any) -> None:
        super().__init__(*of_uvicorn, **more_of_uvicorn)
        self._limits = limits

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clocks: a connection is for asking something and reading the answer."""
        super().connection_made(transport)
        self._start_clock()
        self._reading = self.loop.call_later(self._limits.reading, self._check_reading)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clocks and the answers in progress."""
        self._stop_clock()
        if self._reading is not None:
            self._reading.cancel()
        self._abandon()
        super().connection_lost(exc)

    # ------------------------------------------------------------------------ requests

    def data_received(self, data: bytes) -> None:
        """Count what arrives."""
        if self._deadline is None and (self.cycle is None or self.cycle.response_complete):
            self._start_clock()
        if self._received == 0 and b"pgrade" in data:
            data = without_upgrade(data)
        self._received += len(data)
        for start in range(0, len(data), _PIECE):
            if self.transport.is_closing():
                return
            self._take(data[start : start + _PIECE])

    def _take(self, piece: bytes) -> None:
        """Pass a piece to the parser, unless the head that continues in it is too long by now."""
        if self._in_head:
            self._head += len(piece)
            # It is not yet known where in these bytes the head ends, and incomplete fields are not reported either.
            if self._head > self._limits.head + len(piece):
                self._refuse_head()
                return
        super().data_received(piece)

    def on_message_begin(self) -> None:
        """A request begins; earlier bytes of the same piece belong to another one."""
        self._in_head = True
        self._head = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """Its head is complete."""
        size = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        self._too_long = size > self._limits.head
        if self._too_long:
            raise ValueError  # stops the parser, which then asks for a 400
        super().on_headers_complete()
        self._in_head = False

    def on_message_complete(self) -> None:
        """It is complete."""
        self._stop_clock()
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Refuse what the parser rejected."""
        if self._too_long:
            self._refuse_head()
        else:
            self._refuse(400, msg)

    def _start_clock(self) -> None:
        self._began = self.loop.time()
        self._received = 0
        self._deadline = self.loop.call_later(self._limits.arriving, self._check)

    def _stop_clock(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _check(self) -> None:
        due = self._began + self._limits.arriving + self._received / self._limits.rate
        if self.loop.time() < due:
            self._deadline = self.loop.call_at(due, self._check)
            return
        self._deadline = None
        self._refuse(408, "The request did not arrive in time.")

    def _refuse_head(self) -> None:
        self._refuse(431, "The request line and the header fields are too long.")

    def _refuse(self, status: int, message: str) -> None:
        """Answer in place of the application, unless it is about to answer, and close the connection."""
        self._stop_clock()
        if self.transport.is_closing():
            return
        # The client would take a refusal for the answer that it is waiting for.
        if self._owes_no_other():
            text = message.encode("ascii")
            head = (
                f"content-type: text/plain; charset=utf-8\r\ncontent-length: {len(text)}\r\nconnection: close\r\n\r\n"
            )
            self.transport.write(STATUS_LINE[status] + head.encode("ascii") + text)
        self._abandon()
        self.transport.close()

    def _owes_no_other(self) -> bool:
        """Whether the arriving request is the only one still to be answered."""
        if self._running is None:
            return True
        if self._running is not self.cycle:
            return False
        if self._in_head:
            return self._running.response_complete
        return self._running.more_body and not self._running.response_started

    # ------------------------------------------------------------------------- answers

    def on_response_complete(self) -> None:
        """An answer is written; the next one begins when the client has read it, so that at most one is in memory."""
        if self.flow.write_paused and not self.transport.is_closing():
            self._held_back = True
            self.flow.pause_reading()
        else:
            super().on_response_complete()

    def pause_writing(self) -> None:
        """The client reads more slowly than the server writes."""
        super().pause_writing()
        self.paused_at = self.loop.time()
        _cut_slowest(cast("set[LimitedProtocol]", self.connections), self._limits.unread)

    def resume_writing(self) -> None:
        """The client has read nearly everything."""
        super().resume_writing()
        self._resumed = True
        if self._held_back:
            self._held_back = False
            super().on_response_complete()

    def unread(self) -> int:
        """Bytes that are written but not yet taken by the client."""
        return self.transport.get_write_buffer_size()

    def _check_reading(self) -> None:
        """Cut off a client that has read nothing since the last check; closing would wait until it does."""
        unread = self.unread()
        if unread and unread == self._unread and not self._resumed:
            self.transport.abort()
            return
        self._unread, self._resumed = unread, False
        self._reading = self.loop.call_later(self._limits.reading, self._check_reading)

    def _start_asgi_task(self, cycle: RequestResponseCycle, app: Any) -> None:
        self._running = cycle
        cast("dict[str, Any]", cycle.scope).setdefault("extensions", {})[BREAK_OFF] = partial(self._break_off, cycle)
        super()._start_asgi_task(cycle, app)

    def _break_off(self, cycle: RequestResponseCycle) -> None:
        """Break off an answer before its end, so that the client sees that there was more."""
        cycle.disconnected = True  # or uvicorn would report an error
        self.transport.close()

    def _abandon(self) -> None:
        """Tell the application that nobody is waiting for its answers: uvicorn tells only the newest request."""
        self.pipeline.clear()
        if self._running is not None and not self._running.response_complete:
            self._running.disconnected = True
            self._running.message_event.set()


def _cut_slowest(connections: set[LimitedProtocol], most: int) -> None:
    """Cut off the clients that have been reading longest if all together leave more than `most` bytes unread."""
    held = sum(it.unread() for it in connections)
    if held <= most:
        return
    for it in sorted((it for it in connections if it.flow.write_paused), key=lambda it: it.paused_at):
        held -= it.unread()
        it.transport.abort()
        if held <= most:
            return


def options(limits: ClientLimits) -> dict[str, Any]:
    """uvicorn's options for connections."""
    return {
        "http": partial(LimitedProtocol, limits=limits),
        "ws": "none",
        "timeout_keep_alive": limits.idle,
        "limit_concurrency": limits.connections,
    }
