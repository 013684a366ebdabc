"""The times in a page: those of the entries of a live blog, and their machine-readable values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graph.read.formats.html.runs import Run
from graph.read.lines import ends_sentence
from graph.read.reading_rules import rules

_TIME = 8  # the most words of a time: "Updated on Tuesday 8 April 2025 at 10:32"


def is_entry(time: Run, below: Run, behind: int | None, seen: Sequence[Run]) -> bool:
    """Whether a time is that of the text below: one element contains both, and nothing of the article above them.

    `behind` is the number of the last run of the article above them, or None.
    """
    around = set(below.element.iterancestors())
    frame = next((it for it in (time.element, *time.element.iterancestors()) if it in around), None)
    if behind is None:
        return frame is not None and frame.tag not in ("main", "body")
    return frame is not None and frame not in {seen[behind].element, *seen[behind].element.iterancestors()}


def is_time(run: Run) -> bool:
    """Whether a run is a time and not a sentence with one in it."""
    marked = run.time is not None and run.key.count(" ") < _TIME and not ends_sentence(run.text)
    return marked or rules().date_words.fullmatch(run.text) is not None


def day(run: Run) -> date | None:
    """The day of the machine-readable value of a time."""
    try:
        return date.fromisoformat((run.time or "")[:10])
    except ValueError:
        return None
