"""The protocol between server and workers: frames of a JSON head and a body of bytes, over a local socket.

JSON and not pickle: a worker runs strangers' queries, so its messages must not be able to run anything.
"""

from __future__ import annotations

import asyncio
import json
import struct
from typing import IO, Any, cast

_encode = json.JSONEncoder(separators=(",", ":")).encode  # made once, not for each frame
_LENGTHS = struct.Struct(">II")

Head = dict[str, Any]
Reply = tuple[Head, bytes]
"""The head and body of a frame that was read."""


def pack(head: Head, body: bytes = b"") -> bytes:
    """A frame: the lengths of both parts, then the parts."""
    encoded = _encode(head).encode("ascii")
    return b"".join((_LENGTHS.pack(len(encoded), len(body)), encoded, body))


def read(stream: IO[bytes]) -> Reply | None:
    """The next frame, or None if the other side has closed the stream."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack(lengths)
    return json.loads(stream.read(head)), stream.read(body)


class Channel(asyncio.Protocol):
    """The server's end of the socket to a worker, which handles one question at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.WriteTransport | None = None
        self._received = bytearray()
        self._reply: asyncio.Future[Reply] | None = None
        self._lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport to the worker."""
        self._transport = cast("asyncio.WriteTransport", transport)

    async def exchange(self, frame: bytes) -> Reply:
        """Send a frame and return the next one received; raises `ConnectionError` if the worker is gone.

        An empty frame only waits for a frame that the worker sends on its own.
        """
        if self._transport is None or self._lost:
            raise ConnectionResetError
        self._reply = asyncio.get_running_loop().create_future()
        self._take()
        if frame:
            self._transport.write(frame)
        try:
            return await self._reply
        finally:
            self._reply = None  # otherwise the answer would stay in memory until the next question

    def close(self) -> None:
        """Close the connection to the worker."""
        if self._transport is not None:
            self._transport.close()

    def data_received(self, data: bytes) -> None:
        """Collect a frame."""
        self._received += data
        self._take()

    def connection_lost(self, _: Exception | None) -> None:
        """Report this to a question that is waiting for its reply."""
        self._lost = True
        if self._reply is not None and not self._reply.done():
            self._reply.set_exception(ConnectionResetError())

    def _take(self) -> None:
        if len(self._received) < _LENGTHS.size or self._reply is None or self._reply.done():
            return
        head, body = _LENGTHS.unpack_from(self._received)
        start, end = _LENGTHS.size + head, _LENGTHS.size + head + body
        if len(self._received) < end:
            return
        reply = json.loads(self._received[_LENGTHS.size : start]), bytes(self._received[start:end])
        del self._received[:end]
        self._reply.set_result(reply)
