"""One article, read."""

from __future__ import annotations

from datetime import date

from graph.extract.pipeline import annotate
from graph.model import Annotation
from graph.read import from_text


def article(text: str) -> Annotation:
    """What is read in a text in English that was published on 7 April 2025, a Monday."""
    return annotate(from_text(text, language="en", published=date(2025, 4, 7)))
