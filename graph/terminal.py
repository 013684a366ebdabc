"""Standard streams: results alike in every locale, progress where somebody looks, nothing that steers a terminal."""

from __future__ import annotations

import json
import os
import signal
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from itertools import count
from typing import TYPE_CHECKING, Literal, TextIO

if TYPE_CHECKING:
    from rich.console import RenderableType

UNBROKEN = 1_000_000
"""A width at which no line is broken."""

# Controls, direction marks and other characters that print as nothing.
_UNSAFE = ("Cc", "Cf", "Cs")


def set_streams() -> None:
    """Makes output the same bytes in every locale; a terminal that lacks a letter shows a question mark.

    A stream that was closed before the start is one that has nothing to read, and that cannot be written to.
    """
    # Python has None for them. Opened in this order they get their own numbers, which no other file may have.
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
    """`text` on one line: runs of white space become a space, control and invisible characters are spelled out."""
    joined = " ".join(text.split())
    return "".join(_escaped(ord(c)) if unicodedata.category(c) in _UNSAFE else c for c in joined)


def _escaped(code: int) -> str:
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def complain(message: object) -> None:
    """One line on stderr about what went wrong; where that cannot be written, nobody can be told."""
    with suppress(OSError):
        sys.stderr.write(f"rashomon: {printable(str(message))}\n")


def give_up_output() -> None:
    """Drops what stdout still holds, which cannot be written: Python would try again at its end, and complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def print_json(value: object) -> None:
    """JSON on stdout, for programs."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def show(drawn: RenderableType) -> None:
    """What rich draws on stdout, in colours and as wide as the terminal; elsewhere plain, and no line is broken."""
    from rich.console import Console

    console = Console(file=sys.stdout, markup=False, emoji=False, highlight=False)
    if not console.is_terminal:
        console.width = UNBROKEN
    console.print(drawn)


@contextmanager
def interruptible() -> Iterator[None]:
    """Lets Ctrl-C end the process at once: Python would first wait for a query, and some take for ever."""
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def watching(doing: str) -> Iterator[Callable[[str], None] | None]:
    """A line on stderr that shows what it was last called with; None where nobody is looking."""
    if not sys.stderr.isatty():
        yield None
        return
    # Imported here: only progress is drawn, and a query shows none.
    from rich.console import Console
    from rich.markup import escape

    with Console(stderr=True).status(f"{doing} …") as status:
        yield lambda text: status.update(escape(printable(text)))


@contextmanager
def counting() -> Iterator[Callable[[str], None] | None]:
    """The same, which counts the names that it is called with."""
    with watching("reading") as show:
        numbers = count(1)
        yield show and (lambda name: show(f"{next(numbers)} read, last {name}"))
