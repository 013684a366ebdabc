"""Encodings by the names that files give them: only those of texts, and none that is slow to decode."""

from __future__ import annotations

import codecs

# As in browsers, these names mean the encodings of Windows.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252"}
# Python's encodings that pages do not use; the time for some of them can grow with the square of the length.
_NONE = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf-7", "mbcs", "oem"})


def by_name(data: bytes, name: str | None) -> str | None:
    """The text of bytes in the encoding of this name; None if there is no such encoding or the bytes are not in it."""
    try:
        own = codecs.lookup((name or "").strip("\"' ")).name
        return None if own in _NONE else data.decode(_MEANT.get(own, own))
    except (LookupError, ValueError):
        return None
