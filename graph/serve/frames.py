"""What server and workers say to each other: frames of a JSON head and a body of bytes, over a local socket.

JSON and not pickle: a worker runs strangers' queries, and what it sends must not be able to run anything.
"""

from __future__ import annotations

import asyncio
import json
import struct
from typing import IO, Any

_LENGTHS = struct.Struct(">II")

Head = dict[str, Any]


def pack(head: Head, body: bytes = b"") -> bytes:
    """A frame: the lengths of both parts, then the parts."""
    encoded = json.dumps(head, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return b"".join((_LENGTHS.pack(len(encoded), len(body)), encoded, body))


def read(stream: IO[bytes]) -> tuple[Head, bytes] | None:
    """The next frame, or None where the other side has closed the stream."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack(lengths)
    return json.loads(stream.read(head)), stream.read(body)


async def receive(stream: asyncio.StreamReader) -> tuple[Head, bytes]:
    """The next frame; raises `asyncio.IncompleteReadError` where the other side is gone."""
    head, body = _LENGTHS.unpack(await stream.readexactly(_LENGTHS.size))
    return json.loads(await stream.readexactly(head)), await stream.readexactly(body)
