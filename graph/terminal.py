"""Standard streams: the same results in every locale, progress only on a terminal, no characters that control it."""

from __future__ import annotations

import json
import os
import signal
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from io import TextIOWrapper
from time import monotonic
from typing import TYPE_CHECKING, Literal, TextIO

if TYPE_CHECKING:
    from rich.console import RenderableType

UNBROKEN = 1_000_000
"""A width at which no line is wrapped."""

PAUSE = 10.0
"""The seconds between two lines about the same work if there is no terminal."""

MANY = 50
"""The number of articles above which such lines are useful."""

# Controls, direction marks and other invisible characters.
_UNSAFE = ("Cc", "Cf", "Cs")


def set_streams() -> None:
    """Write the same bytes in every locale; a terminal that lacks a letter shows a question mark.

    A stream that was closed before the start has nothing to read and cannot be written to.
    """
    # Python has None for them. Opened in this order, they get their own numbers, which no other file may have.
    if sys.stdin is None:
        sys.stdin = _nowhere(os.O_RDONLY, "r")
    if sys.stdout is None:
        sys.stdout = _nowhere(os.O_RDONLY, "w")
    if sys.stderr is None:
        sys.stderr = _nowhere(os.O_WRONLY, "w")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def _nowhere(access: int, mode: Literal["r", "w"]) -> TextIO:
    return os.fdopen(os.open(os.devnull, access), mode, encoding="utf-8")


def printable(text: str) -> str:
    """`text` on one line: white space becomes single spaces, control and invisible characters are spelled out."""
    joined = " ".join(text.split())
    return "".join(_escaped(ord(c)) if unicodedata.category(c) in _UNSAFE else c for c in joined)


def _escaped(code: int) -> str:
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def complain(message: object) -> None:
    """Write one line on stderr about an error; if that fails, there is no way to report it."""
    with suppress(OSError):
        sys.stderr.write(f"rashomon: {printable(str(message))}\n")


def give_up_output() -> None:
    """Drop what is still buffered for stdout and cannot be written: Python would try again at exit and complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def print_json(value: object) -> None:
    """Print JSON on stdout, for programs."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def show(drawn: RenderableType) -> None:
    """Print with rich on stdout, in colours and as wide as the terminal; elsewhere plain, without wrapping lines."""
    from rich.console import Console

    console = Console(file=sys.stdout, markup=False, emoji=False, highlight=False)
    if not console.is_terminal:
        console.width = UNBROKEN
    console.print(drawn)


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C end the process at once: Python would first wait for a query, which may take for ever."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def watching(doing: str) -> Iterator[Callable[[str], None] | None]:
    """A function that shows a line on stderr, updated with each call; None without a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    # Imported here: only progress needs it, and a query shows none.
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True).status(f"{doing} …") as status:
        yield lambda text: status.update(escape(printable(text)))


class Counting:
    """A line about work in progress: how much is done, how fast, and how long the rest will take.

    On a terminal it is updated in place; elsewhere a new one is written every `PAUSE` seconds if there is much to do.
    """

    def __init__(self, show: Callable[[str], None] | None, clock: Callable[[], float] = monotonic) -> None:
        """`show` changes the line on a terminal; it is None without a terminal."""
        self.total = 0
        self._show = show
        self._clock = clock
        self._begun = self._told = clock()
        self._done = 0

    def expect(self, number: int) -> None:
        """Set the number to be done."""
        self.total = number

    def __call__(self, name: str) -> None:
        """Count one more as done."""
        self._done += 1
        now = self._clock()
        if self._show is not None:
            self._show(f"{self.line(now)}, last {name}")
        elif max(self.total, self._done) >= MANY and now - self._told >= PAUSE:
            self._told = now
            complain(self.line(now))

    def line(self, now: float) -> str:
        """Such as "120 of 990 read, 4.2 a second, 0:03:27 left"; the number in an archive is not known beforehand."""
        seconds = max(now - self._begun, 0.001)
        of = f" of {self.total:,}" if self._done <= self.total else ""
        parts = [f"{self._done:,}{of} read", f"{self._done / seconds:.1f} a second"]
        if self._done < self.total:
            parts.append(f"{timedelta(seconds=round(seconds / self._done * (self.total - self._done)))} left")
        return ", ".join(parts)


@contextmanager
def counting() -> Iterator[Counting]:
    """Like `watching`, but counts its calls; without a terminal it reports rarely."""
    with watching("reading") as show:
        yield Counting(show)
