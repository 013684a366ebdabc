"""Fetches pages one after the other by HTTP, within limits on time and size, and only if allowed."""

from __future__ import annotations

from asyncio import sleep, timeout
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from time import monotonic
from types import TracebackType
from typing import Self
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from graph.errors import InputError
from graph.fetch.addresses import refused, refused_peer
from graph.fetch.records import Fetched

SECONDS = 10.0
"""The time for one page with all its redirects, not counting the wait for its turn."""

BYTES = 10_000_000
"""The greatest length of a page after decompression."""

PAUSE = 1.0
"""The seconds between two requests to one host; more, up to `LONGEST_PAUSE`, if its robots.txt asks for it."""

LONGEST_PAUSE = 30.0
_REDIRECTS = 5
_ROBOTS = 500_000
_NAME = "rashomon"


class _RefusedError(Exception):
    """An answer was not accepted; the message says why."""


class Client:
    """Fetches pages; remembers when each host was last contacted, and what its robots.txt says."""

    def __init__(self, *, allow_private: bool = False, pause: float | None = None) -> None:
        from graph import __version__

        self.allow_private = allow_private
        self.pause = PAUSE if pause is None else pause
        agent = f"{_NAME}/{__version__} (reads news articles; obeys robots.txt)"
        kinds = "text/html, application/xhtml+xml, application/pdf, */*;q=0.5"
        headers = {"User-Agent": agent, "Accept": kinds, "Accept-Encoding": "gzip"}
        # A proxy set in the environment would be contacted instead of the host, and the host's address could not be
        # checked; with `allow_private` it need not be.
        proxied = allow_private
        self._http = httpx.AsyncClient(headers=headers, trust_env=proxied, timeout=SECONDS, follow_redirects=False)
        self._asked: dict[str, float] = {}
        self._robots: dict[str, RobotFileParser] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        await self._http.aclose()

    async def get(self, address: str) -> Fetched | InputError:
        """What a server sends for an address; an `InputError` that names the address if the answer is not accepted."""
        try:
            return await self._get(address)
        except _RefusedError as error:
            return InputError(address, str(error))
        except TimeoutError:
            return InputError(address, f"takes longer than {SECONDS:g} seconds")
        except httpx.InvalidURL as error:
            return InputError(address, f"is not an address: {error}")
        except httpx.HTTPError as error:
            return InputError(address, f"cannot be reached: {error or type(error).__name__}")

    async def _get(self, address: str) -> Fetched:
        url = address
        for _ in range(_REDIRECTS + 1):
            await self._check(url)
            async with timeout(SECONDS), self._asking(url) as answer:
                if not answer.is_redirect:
                    return Fetched(address, url, datetime.now(UTC), *await self._taken(answer))
                url = urljoin(url, answer.headers["location"])
        raise _RefusedError(f"redirects more than {_REDIRECTS} times")

    async def _taken(self, answer: httpx.Response) -> tuple[tuple[tuple[str, str], ...], bytes]:
        """The headers and the content of an answer."""
        if answer.status_code != httpx.codes.OK:
            raise _RefusedError(f"the server answers {answer.status_code} {answer.reason_phrase}".strip())
        data = await _content(answer, BYTES)
        if data is None:
            raise _RefusedError(f"is longer than {BYTES:,} bytes")
        return tuple((key, value) for key, value in answer.headers.items()), data

    @asynccontextmanager
    async def _asking(self, url: str) -> AsyncIterator[httpx.Response]:
        """The answer to a request, its content not yet read, from an address that may be contacted."""
        async with self._http.stream("GET", url) as answer:
            peer = answer.extensions["network_stream"].get_extra_info("server_addr")
            if not self.allow_private and (reason := refused_peer(urlsplit(url).hostname or "", peer)):
                raise _RefusedError(reason)
            yield answer

    async def _check(self, url: str) -> None:
        """Waits for the turn of an address; raises if it may not be contacted."""
        parts = _parts(url)
        host = parts.hostname or ""
        if not self.allow_private:
            port = parts.port or (443 if parts.scheme == "https" else 80)
            if reason := await refused(host, port):
                raise _RefusedError(reason)
        robots = await self._rules(f"{parts.scheme}://{parts.netloc}")
        if not robots.can_fetch(_NAME, url):
            raise _RefusedError(f"robots.txt of {host} asks programs not to read it")
        asked = robots.crawl_delay(_NAME)
        await self._wait(parts.netloc, min(float(asked), LONGEST_PAUSE) if asked else self.pause)

    async def _rules(self, site: str) -> RobotFileParser:
        """The robots.txt rules of a site; if they are unavailable at the moment, everything is disallowed."""
        if site not in self._robots:
            robots = self._robots[site] = RobotFileParser()
            await self._wait(urlsplit(site).netloc, self.pause)
            text: str | None = None
            try:
                async with timeout(SECONDS), self._asking(f"{site}/robots.txt") as answer:
                    text = await _robots_text(answer)
            except httpx.TransportError as error:
                del self._robots[site]
                raise _RefusedError(f"cannot be reached: {error or type(error).__name__}") from error
            robots.parse(["User-agent: *", "Disallow: /"] if text is None else text.splitlines())
        return self._robots[site]

    async def _wait(self, host: str, pause: float) -> None:
        now = monotonic()
        due = max(now, self._asked.get(host, now - pause) + pause)
        await sleep(due - now)
        self._asked[host] = monotonic()


def _parts(url: str) -> SplitResult:
    """The parts of an address; raises if it is not a web address."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError as error:
        raise _RefusedError(f"{url} is not an address: {error}") from error
    if not known:
        raise _RefusedError(f"leads to {url}, which is not an address of the web")
    return parts


async def _robots_text(answer: httpx.Response) -> str | None:
    """The text of a robots.txt: empty if there is none, None if the server has an error."""
    if answer.is_server_error:
        return None
    if not answer.is_success:
        return ""
    data = await _content(answer, _ROBOTS)
    return "" if data is None else data.decode("utf-8", "replace")


async def _content(answer: httpx.Response, longest: int) -> bytes | None:
    """The content of an answer, decompressed; None if it is longer than `longest`."""
    parts = bytearray()
    async for part in answer.aiter_bytes(65_536):
        parts += part
        if len(parts) > longest:
            return None
    return bytes(parts)
