"""How far a build has come, shown to whoever called it from Python: in a terminal, or as a bar in a notebook."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import TypeVar

from graph.terminal import Counting, counting, printable

_Other = TypeVar("_Other")

_BETWEEN = 0.2
"""The seconds between two changes of the bar: each is a message to the browser."""


@contextmanager
def shown(progress: _Other | bool | None) -> Iterator[_Other | Counting | None]:
    """What is to be called with each article: `progress` itself, or where that is True something that shows it."""
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
    """Whether this is the kernel of a notebook; whoever has not loaded IPython is in none."""
    loaded = sys.modules.get("IPython")
    shell = None if loaded is None else loaded.get_ipython()
    return hasattr(shell, "kernel")


class _Bar(Counting):
    """A bar that fills up, and the line beside it."""

    def __init__(self, draw: Callable[[str], None]) -> None:
        super().__init__(None)
        self._draw = draw
        self._drawn = 0.0

    def __call__(self, name: str) -> None:
        """One more is done."""
        self._done += 1
        now = self._clock()
        if now - self._drawn >= _BETWEEN or self._done == self.total:
            self._drawn = now
            self.draw(now, f", last {printable(name)}")

    def draw(self, now: float, more: str = "") -> None:
        """Draws it as it is at a time; how many there are is not known of articles that come one after the other."""
        of = f' value="{self._done}" max="{self.total}"' if self.total >= self._done else ""
        self._draw(f"<div><progress{of}></progress> {escape(self.line(now) + more)}</div>")


@contextmanager
def _bar() -> Iterator[Counting]:
    """A bar in the output of a cell, which is left full."""
    from IPython.display import HTML, display

    handle = display(HTML("<progress></progress>"), display_id=True)
    bar = _Bar(lambda html: handle.update(HTML(html)))
    yield bar
    bar.draw(bar._clock())
