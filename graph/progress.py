"""Shows how far a build started from Python has come: as a line in a terminal, or as a bar in a notebook."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import TypeVar

from graph.terminal import Counting, counting, printable

_Other = TypeVar("_Other")

_BETWEEN = 0.2
"""The seconds between two updates of the bar: each is a message to the browser."""


@contextmanager
def shown(progress: _Other | bool | None) -> Iterator[_Other | Counting | None]:
    """What to call with each article: `progress` itself or, if that is True, something that shows the progress."""
    if not isinstance(progress, bool):
        yield progress
    elif not progress:
        yield None
    elif _in_notebook():
        with _bar() as bar:
            yield bar
    else:
        with counting() as line:
            yield line


def _in_notebook() -> bool:
    """Whether this is the kernel of a notebook; without IPython loaded, it is not."""
    loaded = sys.modules.get("IPython")
    shell = None if loaded is None else loaded.get_ipython()
    return hasattr(shell, "kernel")


class _Bar(Counting):
    """A bar that fills up, with the line next to it."""

    def __init__(self, draw: Callable[[str], None]) -> None:
        super().__init__(None)
        self._draw = draw
        self._drawn = 0.0

    def __call__(self, name: str) -> None:
        """Count one more as done."""
        self._done += 1
        now = self._clock()
        if now - self._drawn >= _BETWEEN or self._done == self.total:
            self._drawn = now
            self.draw(now, f", last {printable(name)}")

    def draw(self, now: float, more: str = "") -> None:
        """Draws the bar as it is at a given time; if articles come from an iterator, their number is not known."""
        of = f' value="{self._done}" max="{self.total}"' if self.total >= self._done else ""
        self._draw(f"<div><progress{of}></progress> {escape(self.line(now) + more)}</div>")


@contextmanager
def _bar() -> Iterator[Counting]:
    """A bar in the output of a cell, which stays there, full, at the end."""
    from IPython.display import HTML, display

    handle = display(HTML("<progress></progress>"), display_id=True)
    bar = _Bar(lambda html: handle.update(HTML(html)))
    yield bar
    bar.draw(bar._clock())
