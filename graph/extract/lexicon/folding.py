"""Texts as they are compared: without case, accents and articles."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """A text for comparing names: no case, no accents, no leading article, plain apostrophes and spaces."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = " ".join(plain.split())
    return plain.removeprefix("the ")
