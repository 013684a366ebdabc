"""What every request must keep to, and every answer carries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.serve.negotiation import accepted
from graph.serve.problems import ProblemError

_ALWAYS = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "SAMEORIGIN"}


class Guarding:
    """Turns away requests that a page of another site made, by their Host and by what browsers say of them.

    A server on this machine's loopback is within reach of every page that its user opens. Without CORS headers such a
    page can send requests and not read the answers, unless it binds its own name to 127.0.0.1 (DNS rebinding): then its
    name stands in Host.
    """

    def __init__(self, app: ASGIApp, *, local: bool) -> None:
        self.app = app
        self.local = local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers with 400 or 403, or passes the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) > 1 or (not hosts and scope["http_version"] == "1.1"):
            problem = ProblemError(400, f"one Host is needed, and there are {len(hosts) or 'none'}")
            await problem.response(accepted(headers))(scope, receive, send)
            return
        if self.local and (refused := _refusal(headers)):
            await ProblemError(403, refused).response(accepted(headers))(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                found = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    found.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, sending)


def _refusal(headers: Mapping[str, str]) -> str | None:
    """Why a request to a server that is for this machine alone is turned away, if it is."""
    host = headers.get("host", "localhost")
    if not is_local(host):
        return f"this server is for this machine alone, and not for {host!r}"
    if headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate":
        return "pages of other sites may not ask this server"
    return None


@lru_cache(maxsize=256)
def is_local(host: str) -> bool:
    """Whether a host, with or without a port, is this machine by a name that nobody else can bind."""
    # With a port, an IPv6 address stands in brackets.
    match = re.fullmatch(r"\[(?P<six>[^]]*)\](?::\d+)?|(?P<other>[^:]*):\d+", host)
    name = (match["six"] or match["other"] or "") if match else host
    if name.casefold() == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
