"""From what a worker replies to what the client gets."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from graph.serve.frames import Head
from graph.serve.problems import ProblemError

_UNHURRIED = 0.1
"""Seconds after which it is worth asking whether the client still waits for the answer."""


def answered(reply: Head, body: bytes) -> Response:
    """What a worker replied, as an answer; raises `ProblemError` for what it could not answer."""
    refused(reply)
    response = Response(body, media_type=reply["media"], headers={"Vary": "Accept"})
    for warning in reply.get("warnings", ()):
        response.headers.append("Rashomon-Warning", quote(warning, safe=" <>:/?#[]@!$&'()*+,;="))
    return response


def refused(reply: Head) -> None:
    """Raises `ProblemError` where a worker could not answer."""
    if reply["status"] != HTTPStatus.OK:
        extra = {name: reply[name] for name in ("line", "column", "hint") if name in reply}
        raise ProblemError(reply["status"], reply["error"], **extra)


async def while_wanted(request: Request, work: Coroutine[Any, Any, tuple[Head, bytes]]) -> tuple[Head, bytes]:
    """The result of `work`, which is cancelled when the client that asked for it goes away."""
    task = asyncio.ensure_future(work)
    try:
        done, _ = await asyncio.wait({task}, timeout=_UNHURRIED)
        if not done:
            gone = asyncio.ensure_future(_disconnected(request))
            try:
                await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                gone.cancel()
        if not task.done():
            raise ClientDisconnect
        return await task
    finally:
        task.cancel()


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
