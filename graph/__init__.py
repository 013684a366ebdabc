"""Rashomon: knowledge graphs of contested news, in which every edge says who says so and who denies it.

>>> from graph import build
>>> result = build(["seeds"], "output")  # doctest: +SKIP
"""

from __future__ import annotations

# `build` is a module as well: whoever imports that later must still find the function here, so it is bound now.
from graph.build import Result, build
from graph.errors import InputError, RashomonError
from graph.model import Document

__version__ = "0.1.0"

__all__ = ["Document", "InputError", "RashomonError", "Result", "__version__", "build"]
