"""What server and workers say to each other: frames of a JSON head and a body of bytes, over a local socket.

JSON and not pickle: a worker runs strangers' queries, and what it sends must not be able to run anything.
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
"""A frame, read: the head and the body."""


def pack(head: Head, body: bytes = b"") -> bytes:
    """A frame: the lengths of both parts, then the parts."""
    encoded = _encode(head).encode("ascii")
    return b"".join((_LENGTHS.pack(len(encoded), len(body)), encoded, body))


def read(stream: IO[bytes]) -> Reply | None:
    """The next frame, or None where the other side has closed the stream."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack(lengths)
    return json.loads(stream.read(head)), stream.read(body)


class Channel(asyncio.Protocol):
    """The server's end of the socket to a worker, which is asked one thing at a time."""

    def __init__(self) -> None:
        self._transport: asyncio.WriteTransport | None = None
        self._received = bytearray()
        self._reply: asyncio.Future[Reply] | None = None
        self._lost = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keeps the way to the worker."""
        self._transport = cast("asyncio.WriteTransport", transport)

    async def exchange(self, frame: bytes) -> Reply:
        """Sends a frame, and returns the next one that comes; raises `ConnectionError` where the worker is gone.

        An empty frame waits for what comes unasked.
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
            self._reply = None  # or the answer would stay in memory until the next question

    def close(self) -> None:
        """Lets the worker go."""
        if self._transport is not None:
            self._transport.close()

    def data_received(self, data: bytes) -> None:
        """Collects a frame."""
        self._received += data
        self._take()

    def connection_lost(self, _: Exception | None) -> None:
        """Tells who waits."""
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
