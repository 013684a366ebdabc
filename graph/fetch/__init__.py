"""Articles from the web: fetched politely, kept unchanged, and then read like any other file.

A page is fetched once, only if robots.txt allows it, at one request per second for each host. The response is stored
as a WARC next to the build, so that the same graph can be built again without the web.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from graph.errors import InputError
from graph.extras import needing
from graph.fetch.records import Fetched, written

__all__ = ["FOLDER", "Brought", "Fetched", "bring", "fetch", "keep", "new_in_feed"]

FOLDER = "originals"
"""The folder in a build for what came from the web or from standard input, unchanged."""

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Brought:
    """What was fetched: its file, if any, and the failures."""

    file: Path | None
    failures: tuple[InputError, ...]


def fetch(
    addresses: Iterable[str], *, allow_private: bool = False, progress: Progress | None = None
) -> list[Fetched | InputError]:
    """What servers send for each distinct address, in order, or an `InputError` that names address and reason."""
    wanted = list(dict.fromkeys(addresses))
    with needing("web", ", ".join(wanted[:1])):
        import warcio  # noqa: F401  what is fetched is stored in its format

        from graph.fetch.client import Client

    async def run() -> list[Fetched | InputError]:
        found: list[Fetched | InputError] = []
        async with Client(allow_private=allow_private) as client:
            for address in wanted:
                found.append(await client.get(address))
                if progress is not None:
                    progress(address)
        return found

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(run())
    # A notebook already runs an event loop, and no other can run inside that.
    with ThreadPoolExecutor(1) as beside:
        return beside.submit(asyncio.run, run()).result()


def bring(
    addresses: Iterable[str], output: Path, *, allow_private: bool = False, progress: Progress | None = None
) -> Brought:
    """Fetches pages and stores them in the folder of a build, as a WARC whose name is made from its content."""
    came = [_as_page(it) for it in fetch(addresses, allow_private=allow_private, progress=progress)]
    pages = [it for it in came if isinstance(it, Fetched)]
    failures = tuple(it for it in came if isinstance(it, InputError))
    return Brought(keep(written(pages), ".warc.gz", output) if pages else None, failures)


def _as_page(it: Fetched | InputError) -> Fetched | InputError:
    """What was fetched, or an error if it is neither a page nor a document."""
    from graph.read.formats.warc import KINDS

    kind = (
        "" if isinstance(it, InputError) else dict(it.headers).get("content-type", "").partition(";")[0].strip().lower()
    )
    if isinstance(it, InputError) or kind in KINDS:
        return it
    feed = "; `rashomon feed` reads feeds" if "xml" in kind else ""
    return InputError(it.address, f"is of the type {kind or 'unknown'}, and not a page{feed}")


def keep(data: bytes, ending: str, output: Path) -> Path:
    """Writes data into the folder of a build, under a name made from its content."""
    from graph.files import replacing

    file = output / FOLDER / f"{hashlib.sha256(data).hexdigest()[:16]}{ending}"
    file.parent.mkdir(parents=True, exist_ok=True)
    with replacing(file) as stream:
        stream.write(data)
    return file


def new_in_feed(address: str, output: Path, *, allow_private: bool = False) -> list[str]:
    """The addresses of articles in a feed that no build in the folder `output` has fetched yet, in the feed's order.

    Raises `InputError` if the feed cannot be fetched or is not a feed.
    """
    from graph.fetch.links import fetched_before, links

    (feed,) = fetch([address], allow_private=allow_private)
    if isinstance(feed, InputError):
        raise feed
    before = fetched_before(output / FOLDER)
    return [it for it in links(feed.data, feed.url) if it not in before]
