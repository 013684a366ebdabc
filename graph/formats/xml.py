"""Characters that XML cannot hold, and their replacement."""

from __future__ import annotations

import re
from collections.abc import Mapping

# XML 1.0 has no way to write these, not even as a reference.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

RETURN: Mapping[str, str] = {"\r": "&#13;"}
"""A carriage return; an XML reader turns a bare one into a line feed."""


def fits(text: str) -> bool:
    """Whether XML can hold a text unchanged."""
    return _NOT_XML.search(text) is None


def cleaned(text: str) -> str:
    """The text with U+FFFD for each character that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
