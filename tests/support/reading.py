"""Reads one article."""

from __future__ import annotations

from datetime import date

from graph.extract.pipeline import annotate
from graph.model import Annotation
from graph.read import from_text


def article(text: str) -> Annotation:
    """What is read from an English text that was published on Monday, 7 April 2025."""
    return annotate(from_text(text, language="en", published=date(2025, 4, 7)))
