"""HTTP to one address: credentials are sent nowhere else, retries are limited, and errors are in words."""

from __future__ import annotations

import base64
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from urllib.parse import urlsplit

from graph.errors import RashomonError

TIMEOUT = 300.0
"""Seconds to wait for a server to send anything."""
PAUSES = (1.0, 3.0, 9.0)
"""Seconds to wait before each retry if a server is overloaded or drops the connection."""

_SHOWN = 200  # characters of a server's own words
_OVERLOADED = (429, 500, 502, 503, 504)
_REDIRECTS = (301, 302, 303, 307, 308)


class PushError(RashomonError):
    """A store that cannot be written to: `status` is its HTTP status, if it has answered."""

    def __init__(self, reason: str, status: int | None = None) -> None:
        self.reason = reason
        self.status = status
        super().__init__(reason)

    def __reduce__(self) -> tuple[type[PushError], tuple[str, int | None]]:
        return type(self), (self.reason, self.status)


@dataclass(frozen=True, slots=True)
class Response:
    """The answer of a server: status, media type without parameters, body, redirect and authentication challenges."""

    status: int
    media_type: str
    body: bytes
    location: str = ""
    challenges: tuple[str, ...] = ()

    @property
    def fine(self) -> bool:
        """Whether the request succeeded."""
        return 200 <= self.status < 300


class _AsItIs(urllib.request.HTTPErrorProcessor):
    """Follows no redirect: another host must not get credentials, and a POST must not become a GET."""

    def http_response(self, request: urllib.request.Request, response: HTTPResponse) -> HTTPResponse:  # noqa: ARG002
        """The answer, whatever its status."""
        return response

    https_response = http_response


class Client:
    """Requests to one address, with the credentials of the environment.

    `RASHOMON_USER` and `RASHOMON_PASSWORD` are sent when the server asks for them, by Digest if it supports that, else
    by Basic; `RASHOMON_TOKEN` is sent as a bearer token. Raises `PushError` for an address or credentials that cannot
    be used.
    """

    def __init__(self, url: str, environment: Mapping[str, str], pauses: Sequence[float] = PAUSES) -> None:
        self.url = _checked(url)
        self.shown = url.partition("?")[0]
        self.pauses = pauses
        self.user, self.password, self.token = _credentials(environment)
        self._answered = False
        self._basic = False
        self._challenge: dict[str, str] | None = None
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, self.url, self.user, self.password)
        self._digest = urllib.request.HTTPDigestAuthHandler(passwords)
        self._open = urllib.request.build_opener(_AsItIs()).open

    def send(self, method: str, query: str = "", body: bytes | None = None, media_type: str = "") -> Response:
        """The answer of the server, whatever its status, to a request that may be repeated.

        Raises `PushError` if it cannot be reached, or if the answer is a redirect or asks for credentials.
        """
        response = self._patiently(lambda: self._once(method, query, body, media_type))
        if response.status == 401 and self._meets(response.challenges):
            response = self._patiently(lambda: self._once(method, query, body, media_type))
        if response.status in (401, 403, *_REDIRECTS):
            raise self.error(response)
        return response

    def demand(self, method: str, query: str = "", body: bytes | None = None, media_type: str = "") -> Response:
        """The same, but raises `PushError` for every answer except success."""
        response = self.send(method, query, body, media_type)
        if not response.fine:
            raise self.error(response)
        return response

    def error(self, response: Response) -> PushError:
        """The error for an answer, in words."""
        given = "the credentials in the environment are not accepted" if self.user or self.token else ""
        meanings = {
            401: given or "credentials are needed: set RASHOMON_USER and RASHOMON_PASSWORD, or RASHOMON_TOKEN",
            403: given or "writing is not allowed",
            404: "there is nothing at this address",
            413: "the server does not accept requests of this size",
            **dict.fromkeys(
                _REDIRECTS, f"redirects are not followed; push to {_plain(response.location)} if that is intended"
            ),
        }
        meaning = meanings.get(response.status) or self._without_secrets(response) or "no reason given"
        return PushError(f"{self.shown}: {response.status}, {meaning}", response.status)

    def _patiently(self, attempt: Callable[[], Response]) -> Response:
        """The answer, with retries if a server is overloaded, or drops the connection after having answered before."""
        for pause in self.pauses:
            try:
                response = attempt()
                if response.status not in _OVERLOADED:
                    return response
            except PushError as error:
                if error.status is not None or not self._answered:
                    raise
            time.sleep(pause)
        return attempt()

    def _once(self, method: str, query: str, body: bytes | None, media_type: str) -> Response:
        joint = ("&" if "?" in self.url else "?") if query else ""
        header = {"Accept" if body is None else "Content-Type": media_type} if media_type else {}
        request = urllib.request.Request(f"{self.url}{joint}{query}", data=body, method=method, headers=header)
        if authorization := self._authorization(request):
            request.add_unredirected_header("Authorization", authorization)
        try:
            with self._open(request, timeout=TIMEOUT) as answer:
                head = answer.headers
                asked = tuple(head.get_all("WWW-Authenticate", ()))
                place = head.get("Location", "")
                response = Response(answer.status, head.get_content_type(), answer.read(), place, asked)
        except urllib.error.URLError as error:
            raise PushError(f"{self.shown}: cannot be reached: {_reason(error.reason)}") from error
        except (OSError, HTTPException) as error:
            raise PushError(f"{self.shown}: the connection was lost: {_reason(error)}") from error
        self._answered = True
        return response

    def _meets(self, challenges: tuple[str, ...]) -> bool:
        """Whether the credentials can be given in a way that the server asks for and has not yet refused."""
        by_scheme = {it.partition(" ")[0].lower(): it.partition(" ")[2] for it in challenges}
        if not self.user:
            return False
        if "digest" in by_scheme:
            again = self._challenge is not None
            asked = urllib.request.parse_http_list(by_scheme["digest"])
            self._challenge = urllib.request.parse_keqv_list([it for it in asked if "=" in it])
            return not again or self._challenge.get("stale", "").lower() == "true"
        again, self._basic = self._basic, self._basic or not by_scheme or "basic" in by_scheme
        return self._basic and not again

    def _authorization(self, request: urllib.request.Request) -> str:
        if self.token:
            return f"Bearer {self.token}"
        if self._challenge is not None:
            try:
                return f"Digest {self._digest.get_authorization(request, self._challenge)}"
            except ValueError as error:  # another algorithm, or letters beyond ASCII in the password
                raise PushError(f"{self.shown}: its Digest authentication is not supported", 401) from error
        pair = base64.b64encode(f"{self.user}:{self.password}".encode()).decode("ascii")
        return f"Basic {pair}" if self._basic else ""

    def _without_secrets(self, response: Response) -> str:
        """The first words of the server, without secrets that they may repeat."""
        words = response.body.decode("utf-8", "replace")
        for secret in (self.password, self.token):
            words = words.replace(secret, "…") if secret else words
        words = " ".join(words.split())
        return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _checked(url: str) -> str:
    """The address if it is valid; a wrong one is never shown whole, since it may contain a password."""
    try:
        parts = urlsplit(url)
        odd = parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0
    except ValueError:
        odd = True
    if odd or not url.isascii() or not url.isprintable() or " " in url:
        raise PushError(
            "the address of a store begins with http:// or https:// and has no spaces or special characters"
        )
    if parts.username is not None or parts.fragment:
        raise PushError("the address contains a user or a fragment; set RASHOMON_USER and RASHOMON_PASSWORD instead")
    return url


def _credentials(environment: Mapping[str, str]) -> tuple[str, str, str]:
    """User, password and token, each "" if it is not set."""
    user, password, token = (environment.get(f"RASHOMON_{it}", "") for it in ("USER", "PASSWORD", "TOKEN"))
    if token and user:
        raise PushError("both RASHOMON_TOKEN and RASHOMON_USER are set; a store accepts only one of them")
    if bool(user) != bool(password):
        raise PushError("RASHOMON_USER and RASHOMON_PASSWORD must be set together")
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise PushError("RASHOMON_TOKEN contains characters that a token cannot have")
    if ":" in user or not user.isprintable():
        raise PushError("RASHOMON_USER contains characters that a user name cannot have")
    return user, password, token


def _reason(error: object) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def _plain(location: str) -> str:
    """An address without its query, which may contain a token."""
    return location.partition("?")[0][:_SHOWN] or "the right address"
