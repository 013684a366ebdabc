"""How the bytes of each format begin."""

from __future__ import annotations

import re

GZIP = b"\x1f\x8b"
"""The mark of packed bytes; it is put before a head that was unpacked for inspection."""

_PAGE = re.compile(
    rb"(?:<\?xml[^>]{0,200}>\s*|<!--(?:(?!-->).)*-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|(?:meta|title|link|script|article|main|section|header|div|p|h1)\b[^>]{0,500}>.*?</)",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK = re.compile(rb"(?:[!-9;-~]{1,80}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_HEADERS = re.compile(rb"^([!-9;-~]{1,80}):", re.MULTILINE)
_ONLY_MAIL = {b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to", b"x-mailer"}
_YEAR = re.compile(rb"\b(?:19|20)\d\d\b")
_FEED = re.compile(
    rb"(?:<\?xml[^>]{0,200}>\s*|<\?xml-stylesheet[^>]{0,500}>\s*|<!--(?:(?!-->).)*-->\s*|<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,8000}\]\s*)?>\s*)*"
    rb"<(?:rss|feed|(?:\w+:)?RDF)\b",
    re.DOTALL,
)
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def is_page(head: bytes, name: str) -> bool:
    """Whether bytes are a web page."""
    del name
    return _PAGE.match(narrow(head).lstrip()) is not None


def narrow(head: bytes) -> bytes:
    """Bytes without a byte order mark; for UTF-16, the ASCII bytes."""
    mark = next((it for it in _MARKS if head.startswith(it)), b"")
    return head[len(mark) :].replace(b"\0", b"") if len(mark) == 2 else head[len(mark) :]


def is_mhtml(head: bytes, name: str) -> bool:
    """Whether bytes are a page that a browser saved in one file, which has the form of a message."""
    found = _headers(head)
    return b"snapshot-content-location" in found or (b"mime-version" in found and name.endswith((".mhtml", ".mht")))


def _headers(head: bytes) -> set[bytes]:
    """The names of the headers that bytes begin with, in lower case."""
    block = _BLOCK.match(head)
    return {it.lower() for it in _HEADERS.findall(block[0])} if block else set()


def is_mail(head: bytes, name: str) -> bool:
    """Whether bytes are one message, beginning with headers, some of which only email has."""
    found = _headers(head)
    return bool(found & _ONLY_MAIL) or (name.endswith(".eml") and b"from" in found)


def is_mailbox(head: bytes, name: str) -> bool:
    """Whether bytes are several messages, each after the line of its envelope."""
    del name
    first, _, rest = head.partition(b"\n")
    return first.startswith(b"From ") and _YEAR.search(first) is not None and _BLOCK.match(rest) is not None


def is_pdf(head: bytes, name: str) -> bool:
    """Whether bytes are a PDF."""
    del name
    return narrow(head).lstrip().startswith(b"%PDF-")


def is_parquet(head: bytes, name: str) -> bool:
    """Whether bytes are a Parquet file."""
    del name
    return head.startswith(b"PAR1")


def is_feed(head: bytes, name: str) -> bool:
    """Whether bytes are an RSS or Atom feed."""
    del name
    return _FEED.match(narrow(head).lstrip()) is not None


def is_zip(head: bytes, name: str) -> bool:
    """Whether bytes are a ZIP file of any content."""
    del name
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_odt(head: bytes, name: str) -> bool:
    """Whether bytes are an ODT document, whose first file says so."""
    return is_zip(head, name) and (b"mimetypeapplication/vnd.oasis.opendocument.text" in head or name.endswith(".odt"))


def is_docx(head: bytes, name: str) -> bool:
    """Whether bytes are a DOCX document."""
    return is_zip(head, name) and (b"word/" in head or name.endswith((".docx", ".docm")))


def is_wacz(head: bytes, name: str) -> bool:
    """Whether bytes are a WACZ."""
    return is_zip(head, name) and (name.endswith(".wacz") or b"datapackage.json" in head)


def is_warc(head: bytes, name: str) -> bool:
    """Whether bytes are a WARC, packed or not."""
    del name
    return head.removeprefix(GZIP).startswith(b"WARC/")


def is_tar(head: bytes, name: str) -> bool:
    """Whether bytes are a tar archive, packed or not."""
    inside = head.removeprefix(GZIP)
    packed = head.startswith((b"BZh", b"\xfd7zXZ")) and ".t" in name
    return packed or inside[257:262] == b"ustar"


def is_gzip(head: bytes, name: str) -> bool:
    """Whether bytes are packed by gzip, with any content."""
    del name
    return head.startswith(GZIP)
