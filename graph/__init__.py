"""Rashomon: knowledge graphs of contested news, in which every edge says who says so and who denies it.

>>> from graph import build
>>> result = build(["seeds"], "output")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

# `build` is also a module: importing it later must not hide the function here, so it is bound now.
from graph.batch import NothingReadError
from graph.build import Result, build
from graph.errors import ArticleError, InputError, RashomonError, UsageError
from graph.model import Document
from graph.version import __version__

if TYPE_CHECKING:
    from graph.read import from_text
    from graph.why import read_text

__all__ = [
    "ArticleError",
    "Document",
    "InputError",
    "NothingReadError",
    "RashomonError",
    "Result",
    "UsageError",
    "__version__",
    "build",
    "from_text",
    "read_text",
]


if not TYPE_CHECKING:  # a type checker would take any misspelt name for one that `__getattr__` knows

    def __getattr__(name: str) -> Any:
        """Imports the readers when they are first asked for: that takes at least a third as long as the rest."""
        if name == "from_text":
            from graph.read import from_text

            return from_text
        if name == "read_text":
            from graph.why import read_text

            return read_text
        # So that a user whose own file has that name sees that this is a different one.
        raise AttributeError(f"module {__name__!r} ({__file__}) has no attribute {name!r}")
