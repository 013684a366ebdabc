"""Answers packed with gzip, for clients that accept it."""

from __future__ import annotations

import re

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_REFUSED = re.compile(rb"gzip\s*;\s*q\s*=\s*0(?:\.0*)?\s*(?:,|$)", re.IGNORECASE)
_LEVEL = 6
"""zlib's level: the highest saves only a few hundredths more and takes three times as long."""


class Packing(GZipMiddleware):
    """Starlette's middleware, which packs long answers in threads but not parts of files, with two additions.

    `gzip;q=0` refuses gzip. And the tag of a packed file is weak, or a client would continue with parts of the unpacked
    file where the packed one broke off.
    """

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app, compresslevel=_LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and pack the answer."""
        wanted = next((value for name, value in scope.get("headers", ()) if name == b"accept-encoding"), b"")
        if b"gzip" not in wanted or _REFUSED.search(wanted):
            await self.app(scope, receive, _varying(send))
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "content-encoding" in headers and headers.get("etag", "W/").startswith('"'):
                    headers["etag"] = f"W/{headers['etag']}"
            await send(message)

        await super().__call__(scope, receive, sending)


def _varying(send: Send) -> Send:
    """Mark an answer as one that might have been packed, with little effort since most clients get it unpacked."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
        await send(message)

    return sending
