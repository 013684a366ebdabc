"""Answers packed with gzip, for clients that take that."""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_REFUSED = re.compile(r"gzip\s*;\s*q\s*=\s*0(?:\.0*)?\s*(?:,|$)", re.IGNORECASE)
_LEVEL = 6
"""Of zlib: what the highest saves more, some hundredths, takes three times as long."""


class Packing(GZipMiddleware):
    """Starlette's, which packs long answers in threads and parts of files not at all; two things are added.

    `gzip;q=0` refuses gzip. And the tag of a file that is packed is a weak one, or a client would go on with parts of
    the file as it is where the packed one broke off.
    """

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app, compresslevel=_LEVEL)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, and packs the answer."""
        if scope["type"] == "http" and _REFUSED.search(Headers(scope=scope).get("accept-encoding", "")):
            scope = {**scope, "headers": [it for it in scope["headers"] if it[0] != b"accept-encoding"]}

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if "content-encoding" in headers and headers.get("etag", "W/").startswith('"'):
                    headers["etag"] = f"W/{headers['etag']}"
            await send(message)

        await super().__call__(scope, receive, sending)
