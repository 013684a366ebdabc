"""A process that reads and annotates one article after another, until the one that started it ends it or is gone.

It is started by `graph.batch.workers`. Requests come on standard input, replies go to standard output, both pickled.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import queue
import signal
import threading
import traceback
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from graph.errors import InputError, RashomonError
from graph.memory import limit_more_memory, memory
from graph.model import Annotation, Document
from graph.rulebook.tables import Overlay

MEGABYTES = 2048
"""The memory that one article may take, beside what the models take."""

_PACKAGE = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Request:
    """One article, how to read it, in which folder its path counts from, and how many seconds it may take.

    `rules` are the tables that a project lays over ours.
    """

    source: Path | Document
    date_order: str
    fast: bool
    folder: str | None
    seconds: float
    rules: Overlay | None = None


@dataclass(frozen=True, slots=True)
class Broken:
    """An article at which a step broke off: `reason` says why, `step` where in the program."""

    reason: str
    step: str | None


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of an article, and how many megabytes the process holds. An error of the program is for everybody."""

    result: Annotation | InputError | RashomonError | Broken
    megabytes: int


BEGUN = "begun"
"""What is said before a reply: the models are loaded, and from now on the time counts."""


def main() -> None:
    """Answers requests until there are no more."""
    # The terminal's Ctrl-C is for the command, which then ends this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # Whatever a library prints goes where this process is heard when it dies.
    os.dup2(2, 1)
    faulthandler.enable()
    waiting: queue.SimpleQueue[Request] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    prepared = _Prepared()
    while True:
        request = waiting.get()
        try:
            prepared.load(request.rules, fast=request.fast)
            _say(replies, BEGUN)
            reply = _reply(request)
        except RashomonError as error:
            reply = Reply(error, memory())
        _say(replies, reply)


def _listen(requests: IO[bytes], waiting: queue.SimpleQueue[Request]) -> None:
    """Takes in requests; where there can be no more, nobody waits for what is being read, and the process ends."""
    with suppress(EOFError, pickle.UnpicklingError, OSError):
        while True:
            waiting.put(pickle.load(requests))
    os._exit(0)


def _say(replies: IO[bytes], words: object) -> None:
    try:
        pickle.dump(words, replies)
        replies.flush()
    except BrokenPipeError:
        os._exit(0)


class _Prepared:
    """The models that are loaded, and the limit on memory, which begins behind them."""

    def __init__(self) -> None:
        self.limited = False

    def load(self, rules: Overlay | None, *, fast: bool) -> None:
        """Loads what is needed and not there yet; raises `RashomonError` where that cannot be."""
        try:
            from graph import read  # noqa: F401  imported before the time counts
            from graph.extract import pipeline  # noqa: F401
            from graph.extract.lexicon import lexicon
            from graph.extract.parse import language
            from graph.extract.tagger import tagger

            language.load()
            lexicon.load(rules)
            if not fast:
                tagger.load()
        except (ImportError, OSError) as error:
            raise RashomonError(f"the models that articles are read with cannot be loaded: {error}") from error
        if not self.limited:
            self.limited = True
            limit_more_memory(MEGABYTES)


def _reply(request: Request) -> Reply:
    result: Annotation | InputError | RashomonError | Broken
    full = False
    # A thread of the interpreter's own, which waits for no Python code, ends the process and says where it was.
    faulthandler.dump_traceback_later(request.seconds, exit=True)
    try:
        result = _annotate(request)
    except RashomonError as error:
        result = error
    except MemoryError as error:
        result, full = Broken(f"needs more than {MEGABYTES // 1024} GB of memory", step_of(error)), True
    except Exception as error:  # noqa: BLE001  an article that nothing foresaw must not end the others
        result = Broken(f"{type(error).__name__}: {error}", step_of(error))
    finally:
        faulthandler.cancel_dump_traceback_later()
    # After a failed allocation nobody knows what is whole.
    return Reply(result, MEGABYTES if full else memory())


def _annotate(request: Request) -> Annotation:
    from graph.extract.lexicon import lexicon
    from graph.extract.pipeline import annotate
    from graph.read import read

    if request.folder is not None:
        os.chdir(request.folder)
    source = request.source
    document = source if isinstance(source, Document) else read(source, date_order=request.date_order)
    return annotate(document, fast=request.fast, lexicon=lexicon.load(request.rules))


def step_of(error: BaseException) -> str | None:
    """The innermost place in the steps of an article that an error comes from: "extract/frames.py:70 (fill)"."""
    frames = traceback.extract_tb(error.__traceback__)
    places = (place(it.filename, it.lineno or 0, it.name) for it in reversed(frames))
    return next(filter(None, places), None)


def place(file: str, line: int, function: str) -> str | None:
    """A line of the package as a report names it; None for other code, and for this room."""
    try:
        inside = Path(file).resolve().relative_to(_PACKAGE)
    except ValueError:
        return None
    return None if inside.parts[0] == "batch" else f"{inside.as_posix()}:{line} ({function})"
