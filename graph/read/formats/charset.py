"""Encodings by the names that files give them: only those of texts, and none that takes long to undo."""

from __future__ import annotations

import codecs

# As browsers do: these names mean the encodings of Windows.
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252"}
# Encodings of Python that are no encodings of pages: some of them can be made to take the square of their length.
_NONE = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "utf-7", "mbcs", "oem"})


def by_name(data: bytes, name: str | None) -> str | None:
    """The text of bytes in the encoding of this name; None where there is no such one, or they are not in it."""
    try:
        own = codecs.lookup((name or "").strip("\"' ")).name
        return None if own in _NONE else data.decode(_MEANT.get(own, own))
    except (LookupError, ValueError):
        return None
