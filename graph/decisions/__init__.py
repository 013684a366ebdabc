"""People's decisions about a graph: who is who, what somebody is, and which claims were misread.

Decisions are lines in a file next to the articles (`docs/decisions.md`), and apply to every build from then on.
"""

from __future__ import annotations

from graph.decisions.applying import Decided, apply
from graph.decisions.entities import group
from graph.decisions.ruling import Kind, Outcome, Reading, Ruling
from graph.decisions.table import COLUMNS, Read, add, beside, read, read_text

__all__ = [
    "COLUMNS",
    "Decided",
    "Kind",
    "Outcome",
    "Read",
    "Reading",
    "Ruling",
    "add",
    "apply",
    "beside",
    "group",
    "read",
    "read_text",
]
