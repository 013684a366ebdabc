"""Folding of text for comparison: without case, accents and articles."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Text for comparing names: no case, no accents, no leading article, plain apostrophes and spaces."""
    plain = text if text.isascii() else _unaccented(text)
    return " ".join(plain.casefold().split()).removeprefix("the ")


def _unaccented(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c))
