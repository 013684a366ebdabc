"""The links in a feed, and which of them were fetched before."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

from graph.errors import InputError
from graph.fetch.records import ADDRESS
from graph.read.formats.feeds import address_of, items
from graph.read.formats.xml import parsed
from graph.read.input_formats import HEAD
from graph.read.signs import is_feed

MOST = 100
"""The largest number of articles taken from a feed, which has the newest first."""


def links(data: bytes, address: str) -> list[str]:
    """The distinct addresses of the articles in a feed; raises `InputError`, naming `address`, if it is not a feed."""
    if not is_feed(data[:HEAD], ""):
        raise InputError(address, "is not an RSS or Atom feed")
    root = parsed(data.lstrip(), address, mended=True)
    found = (urljoin(address, it) for item in items(root) if (it := address_of(item)))
    return [it for it in dict.fromkeys(found) if it.startswith(("http://", "https://"))][:MOST]


def fetched_before(folder: Path) -> set[str]:
    """The addresses in the files of earlier builds: those requested, and those that answered."""
    from warcio.archiveiterator import ArchiveIterator

    found: set[str] = set()
    for file in sorted(folder.glob("*.warc.gz")):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream):
                found |= {record.rec_headers.get_header(it) for it in (ADDRESS, "WARC-Target-URI")} - {None}
    return found
