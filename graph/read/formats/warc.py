"""Archives of web pages written by crawlers: WARC, compressed or not."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import IO

from graph.errors import InputError
from graph.read.formats.needed import needed
from graph.read.formats.settings import limits
from graph.read.members import Member, Settings

KINDS = ("text/html", "application/xhtml+xml", "application/pdf")
"""The media types, as sent by servers, of what may be an article."""


def pages(stream: IO[bytes], file: str, _: Settings) -> Iterator[Member | InputError]:
    """The pages that servers sent, by the number of their record, with their address and encoding."""
    with needed("web", file):
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed

    longest = limits()["file"]
    number = 0
    try:
        for number, record in enumerate(ArchiveIterator(stream), 1):
            http = record.http_headers
            if record.rec_type != "response" or http is None or http.get_statuscode() != "200":
                continue
            kind, *rest = (http.get_header("Content-Type") or "").split(";")
            if kind.strip().lower() not in KINDS:
                continue
            data = record.content_stream().read(longest + 1)
            given = {
                "url": record.rec_headers.get_header("WARC-Target-URI"),
                "charset": "".join(rest).rpartition("charset=")[2],
            }
            if len(data) > longest:
                yield InputError(f"{file}#{number}", f"is longer than {longest:,} bytes")
            else:
                yield Member(str(number), data, {key: it.strip("\"' ") for key, it in given.items() if it})
    except (ArchiveLoadFailed, zlib.error, EOFError, OSError, ValueError, AttributeError, TypeError) as error:
        yield InputError(f"{file}#{number + 1}", f"is not a readable WARC record: {error}")
