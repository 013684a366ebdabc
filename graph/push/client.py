"""HTTP to one address: credentials that go nowhere else, bounded retries, and errors in words."""

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
"""Seconds that a server may take to say something."""
PAUSES = (1.0, 3.0, 9.0)
"""Seconds to wait before each further try, where a server is overloaded or breaks off."""

_SHOWN = 200  # characters of a server's own words
_OVERLOADED = (429, 500, 502, 503, 504)
_REDIRECTS = (301, 302, 303, 307, 308)


class PushError(RashomonError):
    """A store that cannot be written to: `status` is its HTTP status, where it has answered."""

    def __init__(self, reason: str, status: int | None = None) -> None:
        self.reason = reason
        self.status = status
        super().__init__(reason)

    def __reduce__(self) -> tuple[type[PushError], tuple[str, int | None]]:
        return type(self), (self.reason, self.status)


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered: status, media type without parameters, body, and where to or with what to ask instead."""

    status: int
    media_type: str
    body: bytes
    location: str = ""
    challenges: tuple[str, ...] = ()

    @property
    def fine(self) -> bool:
        """Whether the server did what it was asked."""
        return 200 <= self.status < 300


class _AsItIs(urllib.request.HTTPErrorProcessor):
    """No redirect is followed: another host must not get credentials, nor a POST become a GET."""

    def http_response(self, request: urllib.request.Request, response: HTTPResponse) -> HTTPResponse:  # noqa: ARG002
        """The answer, whatever its status."""
        return response

    https_response = http_response


class Client:
    """Requests to one address, with the credentials of the environment.

    `RASHOMON_USER` and `RASHOMON_PASSWORD` are sent when the server asks for them, by Digest where it can do that and
    else by Basic; `RASHOMON_TOKEN` is sent as a bearer token. Raises `PushError` for an address or credentials that
    cannot be used.
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
        """The answer of the server, whatever its status, to a request that may be sent again.

        Raises `PushError` where it cannot be reached, and where the answer is a redirect or asks for credentials.
        """
        response = self._patiently(lambda: self._once(method, query, body, media_type))
        if response.status == 401 and self._meets(response.challenges):
            response = self._patiently(lambda: self._once(method, query, body, media_type))
        if response.status in (401, 403, *_REDIRECTS):
            raise self.error(response)
        return response

    def demand(self, method: str, query: str = "", body: bytes | None = None, media_type: str = "") -> Response:
        """The same, where only success will do; raises `PushError` for every other answer."""
        response = self.send(method, query, body, media_type)
        if not response.fine:
            raise self.error(response)
        return response

    def error(self, response: Response) -> PushError:
        """What an answer means, in words."""
        given = "the credentials in the environment are not accepted" if self.user or self.token else ""
        meanings = {
            401: given or "credentials are needed: set RASHOMON_USER and RASHOMON_PASSWORD, or RASHOMON_TOKEN",
            403: given or "writing is not allowed",
            404: "nothing is there",
            413: "the server takes no request of this size",
            **dict.fromkeys(
                _REDIRECTS, f"redirects, and is not followed; push to {_plain(response.location)} if you mean it"
            ),
        }
        meaning = meanings.get(response.status) or self._without_secrets(response) or "no reason given"
        return PushError(f"{self.shown}: {response.status}, {meaning}", response.status)

    def _patiently(self, attempt: Callable[[], Response]) -> Response:
        """The answer, asked for again where a server is overloaded, or breaks off after it has answered before."""
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
            raise PushError(f"{self.shown}: the connection broke: {_reason(error)}") from error
        self._answered = True
        return response

    def _meets(self, challenges: tuple[str, ...]) -> bool:
        """Whether the credentials can be given in a way that a server asks for and has not refused yet."""
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
                raise PushError(f"{self.shown}: its Digest authentication cannot be met", 401) from error
        pair = base64.b64encode(f"{self.user}:{self.password}".encode()).decode("ascii")
        return f"Basic {pair}" if self._basic else ""

    def _without_secrets(self, response: Response) -> str:
        """The first words of the server, in case they repeat what they were sent."""
        words = response.body.decode("utf-8", "replace")
        for secret in (self.password, self.token):
            words = words.replace(secret, "…") if secret else words
        words = " ".join(words.split())
        return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _checked(url: str) -> str:
    """The address, where requests can be sent to it; a wrong one is never repeated whole, as it may hold a password."""
    try:
        parts = urlsplit(url)
        odd = parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0
    except ValueError:
        odd = True
    if odd or not url.isascii() or not url.isprintable() or " " in url:
        raise PushError("the address of a store begins with http:// or https:// and has no spaces or special letters")
    if parts.username is not None or parts.fragment:
        raise PushError("the address holds a user or a fragment; set RASHOMON_USER and RASHOMON_PASSWORD instead")
    return url


def _credentials(environment: Mapping[str, str]) -> tuple[str, str, str]:
    """User, password and token, each "" where it is not set."""
    user, password, token = (environment.get(f"RASHOMON_{it}", "") for it in ("USER", "PASSWORD", "TOKEN"))
    if token and user:
        raise PushError("both RASHOMON_TOKEN and RASHOMON_USER are set; a store takes one of them")
    if bool(user) != bool(password):
        raise PushError("RASHOMON_USER and RASHOMON_PASSWORD are needed together")
    if not (token.isascii() and token.isprintable()) or " " in token:
        raise PushError("RASHOMON_TOKEN holds characters that no token has")
    if ":" in user or not user.isprintable():
        raise PushError("RASHOMON_USER holds characters that no user name can have")
    return user, password, token


def _reason(error: object) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def _plain(location: str) -> str:
    """An address without its query, which may hold a token."""
    return location.partition("?")[0][:_SHOWN] or "the right address"
