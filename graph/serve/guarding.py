"""Checks of every request, and headers of every answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph.serve.negotiation import accepted
from graph.serve.problems import ProblemError

_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"SAMEORIGIN"),
)

_OTHERS = "pages of other sites may not ask this server"
_PORTS = {"http": 80, "https": 443}


class Guarding:
    """Rejects requests made by pages of other sites, by Host, Origin and other headers of browsers.

    A server on this machine's loopback can be reached by every page that its user opens. Without CORS headers such a
    page can send requests but not read the answers, unless it binds its own name to 127.0.0.1 (DNS rebinding): then its
    name is in Host.
    """

    def __init__(self, app: ASGIApp, *, local: bool) -> None:
        self.app = app
        self.local = local

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with 400 or 403, or pass the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        hosts = headers.getlist("host")
        if len(hosts) > 1 or (not hosts and scope["http_version"] == "1.1"):
            problem = ProblemError(400, f"one Host is needed, but there are {len(hosts) or 'none'}")
            await problem.response(accepted(headers))(scope, receive, send)
            return
        if self.local and (refused := _refusal(headers)):
            await ProblemError(403, refused).response(accepted(headers))(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                there = {name for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(it for it in _ALWAYS if it[0] not in there)]
            await send(message)

        await self.app(scope, receive, sending)


def _refusal(headers: Mapping[str, str]) -> str | None:
    """Why a server that is only for this machine rejects a request, or None."""
    host = headers.get("host", "localhost")
    if not is_local(host):
        return f"this server is only for this machine, not for {host!r}"
    site = headers.get("sec-fetch-site")
    if site == "cross-site" and headers.get("sec-fetch-mode") != "navigate":
        return _OTHERS
    # Older browsers, and some with extensions, only send the origin of a page. The server's own may be "null".
    origin = headers.get("origin")
    if origin is not None and site not in ("same-origin", "none") and not _is_at(origin, host):
        return _OTHERS
    return None


def _is_at(origin: str, host: str) -> bool:
    """Whether a page with this Origin is from the server that the request is made to."""
    scheme, _, place = origin.lower().partition("://")
    return scheme in _PORTS and _with_port(place, scheme) == _with_port(host.lower(), scheme)


def _with_port(host: str, scheme: str) -> str:
    return host if re.search(r":\d+$", host) else f"{host}:{_PORTS[scheme]}"


@lru_cache(maxsize=256)
def is_local(host: str) -> bool:
    """Whether a host, with or without a port, is this machine by a name that nobody else can bind."""
    # With a port, an IPv6 address is in brackets.
    match = re.fullmatch(r"\[(?P<six>[^]]*)\](?::\d+)?|(?P<other>[^:]*):\d+", host)
    name = (match["six"] or match["other"] or "") if match else host
    if name.casefold() == "localhost":
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
