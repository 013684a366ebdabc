"""From the reply of a worker to the response to the client."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Receive, Scope, Send

from graph.serve.frames import Head, Reply
from graph.serve.problems import ProblemError

_MOST_WARNINGS = 10
_LONGEST_WARNING = 500
"""Characters, each of which may take nine when encoded."""
_FILES = StaticFiles()
"""Evaluates the conditions of a request."""
_LENIENT = re.compile(r"(?:^|[,\s])handling\s*=\s*\"?lenient\b", re.IGNORECASE)
_ENDLESS = ("text/csv", "text/tab-separated-values")
BREAK_OFF = "rashomon.break_off"
"""The extension of a request that closes its connection after everything sent so far has been read."""
_UNHURRIED = 0.1
"""Seconds after which it is worth checking whether the client is still waiting for the answer."""


class BrokenOff(Response):
    """An incomplete answer: it is sent without an end, so that no client takes it for a complete one."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what there is and close the connection; the response to HEAD has no body that could be incomplete.

        Some clients, such as Jena, stop reading where the syntax ends, so the closing character is left out too.
        """
        del self.headers["content-length"]
        if scope["method"] == "HEAD":
            await super().__call__(scope, receive, send)
            return
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": self._without_end(), "more_body": True})
        scope["extensions"][BREAK_OFF]()

    def _without_end(self) -> bytes:
        """The body, without the closing character if its syntax has one."""
        body = bytes(self.body)
        return body if self.media_type in _ENDLESS else body.rstrip()[:-1]


def answered(request: Request, reply: Head, body: bytes) -> Response:
    """The reply of a worker as a response; raises `ProblemError` for what it could not answer.

    A reply that was cut short is sent without an end, unless the client says that it heeds warnings:
    `Prefer: handling=lenient` (RFC 7240).
    """
    refused(reply)
    lenient = reply.get("truncated", False) and _LENIENT.search(", ".join(request.headers.getlist("prefer")))
    kind = BrokenOff if reply.get("truncated", False) and not lenient else Response
    response = kind(body, media_type=reply["media"], headers={"Vary": "Accept"})
    if lenient:
        response.headers["Preference-Applied"] = "handling=lenient"
    for warning in _few(reply.get("warnings", ())):
        response.headers.append("Rashomon-Warning", quote(warning, safe=" <>:/?#[]@!$&'()*+,;="))
    return response


def _few(warnings: Sequence[str]) -> Sequence[str]:
    """The first warnings, and how many more there are: clients accept only a hundred headers, and no line of 64 kB."""
    shown = [it if len(it) <= _LONGEST_WARNING else f"{it[:_LONGEST_WARNING]}…" for it in warnings[:_MOST_WARNINGS]]
    return shown if len(warnings) <= _MOST_WARNINGS else [*shown, f"and {len(warnings) - _MOST_WARNINGS} more"]


def file_at(request: Request, path: Path, media: str) -> Response | None:
    """A file of a build, or 304 if the client has it already; None if there is none, or it is a link."""
    if not is_own(path):
        return None
    response = FileResponse(path, media_type=media, stat_result=path.stat())
    if _FILES.is_not_modified(response.headers, request.headers):
        return NotModifiedResponse(response.headers)
    return response


def is_own(path: Path) -> bool:
    """Whether a path is a file and not a link: a build makes no links, and a link could expose another file."""
    return path.is_file() and not path.is_symlink()


def refused(reply: Head) -> None:
    """Raise `ProblemError` if a worker could not answer."""
    if reply["status"] != HTTPStatus.OK:
        extra = {name: reply[name] for name in ("line", "column", "hint") if name in reply}
        raise ProblemError(reply["status"], reply["error"], **extra)


async def while_wanted(request: Request, work: Awaitable[Reply]) -> Reply:
    """The result of `work`, which is cancelled when the client disconnects."""
    asking = asyncio.current_task()
    loop = asyncio.get_running_loop()
    watches: list[asyncio.Task[None]] = []

    def watch() -> None:
        watches.append(loop.create_task(_cancel_when_gone(request, asking)))

    # Most answers are ready before a watch would have been set.
    timer = loop.call_later(_UNHURRIED, watch)
    try:
        return await work
    except asyncio.CancelledError:
        if asking is not None and any(it.done() for it in watches) and asking.uncancel() == 0:
            raise ClientDisconnect from None
        raise
    finally:
        timer.cancel()
        for it in watches:
            it.cancel()


async def _cancel_when_gone(request: Request, asking: asyncio.Task[Any] | None) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
    if asking is not None:
        asking.cancel()
