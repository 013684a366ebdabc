"""Pages from the web as a WARC, with one record for each page."""

from __future__ import annotations

import gzip
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

ADDRESS = "Rashomon-Address"
"""The header of a record that contains the requested address, from which redirects may have led to the page."""

# The content is stored decompressed and complete.
_OTHERWISE = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_LINE = str.maketrans({"\r": " ", "\n": " "})


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a server sent for an address, decompressed: from which address in the end, when, and with which headers."""

    address: str
    url: str
    when: datetime
    headers: tuple[tuple[str, str], ...]
    data: bytes


def written(pages: Iterable[Fetched]) -> bytes:
    """A WARC of pages, compressed record by record, as is usual in archives."""
    return b"".join(gzip.compress(_record(it), mtime=0) for it in pages)


def _record(it: Fetched) -> bytes:
    headers = [(key, value.translate(_LINE)) for key, value in it.headers if key.lower() not in _OTHERWISE]
    headers.append(("content-length", str(len(it.data))))
    http = "HTTP/1.1 200 OK\r\n" + "".join(f"{key}: {value}\r\n" for key, value in headers) + "\r\n"
    block = http.encode("utf-8", "replace") + it.data
    day = f"{it.when:%Y-%m-%dT%H:%M:%SZ}"
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{it.url}\n{day}")
    head = {
        "WARC-Type": "response",
        "WARC-Record-ID": f"<urn:uuid:{name}>",
        "WARC-Date": day,
        "WARC-Target-URI": it.url.translate(_LINE),
        ADDRESS: it.address.translate(_LINE),
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    lines = "".join(f"{key}: {value}\r\n" for key, value in head.items())
    return b"WARC/1.1\r\n" + lines.encode("utf-8") + b"\r\n" + block + b"\r\n\r\n"
