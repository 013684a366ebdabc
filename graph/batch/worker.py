"""A process that reads and annotates one article after another, until its parent stops it or is gone.

It is started by `graph.batch.workers`. Requests arrive on standard input and replies go to standard output, both
pickled.
"""

from __future__ import annotations

import faulthandler
import hashlib
import os
import pickle
import queue
import signal
import threading
import traceback
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache
from pathlib import Path
from typing import IO

from graph.batch.sources import Annotated, Article, name_of
from graph.errors import InputError, RashomonError
from graph.memory import limit_more_memory, memory
from graph.model import Annotation, Document, Part
from graph.originals import extracted
from graph.read.looking import Look, look
from graph.read.members import Settings
from graph.read.parts import Taken, holds_several, take_apart
from graph.readers import DEFAULT, READERS, Reader, read_standoff, read_with, unpacked
from graph.rulebook.tables import Overlay

MEGABYTES = 2048
"""The memory that one article may use, in addition to that of the models."""

_FULL = f"needs more than {MEGABYTES // 1024} GB of memory"
_PACKAGE = Path(__file__).resolve().parent.parent
_DOOR = "readers/__init__.py"


class Task(Enum):
    """What to do with an article or file: read it, show what would be read, take it apart, or return its text."""

    READ = auto()
    LOOK = auto()
    OPEN = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Request:
    """An article, what to do with it and how, the folder for relative paths, and the seconds that it may take.

    `reader` is a name, or the function itself, which comes from another process as bytes. `spool` is a folder into
    which a file with several articles is taken apart, tables by their `columns`; an email or a page is also read as an
    article of its own.
    """

    source: Article
    seconds: float
    date_order: str = "MDY"
    reader: str | bytes | Reader = DEFAULT
    folder: str | None = None
    rules: Overlay | None = None
    predications: bool = False
    texts: bool = False
    columns: tuple[tuple[str, str], ...] = ()
    spool: Path | None = None
    task: Task = Task.READ


@dataclass(frozen=True, slots=True)
class Broken:
    """An article on which a step failed: `reason` says why, `step` where in the program."""

    reason: str
    step: str | None


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that is an article and contains others: the outcome of its own article, and the articles extracted."""

    own: Annotation | InputError
    taken: Taken


Result = Annotation | Taken | Opened | tuple[Look, ...] | str | InputError | RashomonError | Broken
"""The outcome of an article. An error that is not about this article's input concerns all articles."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The outcome of an article, and the megabytes of memory that the process holds."""

    result: Result
    megabytes: int


BEGUN = "begun"
"""Sent before a reply: the models have been loaded, and the time limit starts now."""


def main() -> None:
    """Answers requests until there are no more."""
    # Ctrl-C in the terminal is meant for the command, which then stops this process.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    # Library output goes to stderr, which is read when this process dies.
    os.dup2(2, 1)
    faulthandler.enable()
    waiting: queue.SimpleQueue[Request] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(requests, waiting), daemon=True).start()
    prepared = _Prepared()
    while True:
        request = waiting.get()
        try:
            request = prepared.load(request)
            _say(replies, BEGUN)
            reply = _reply(request)
        except RashomonError as error:
            reply = Reply(error, memory())
        _say(replies, reply)


def _listen(requests: IO[bytes], waiting: queue.SimpleQueue[Request]) -> None:
    """Receives requests; ends the process as soon as there can be no more, even while it is reading."""
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
    """The loaded readers, and the limit on memory, which applies in addition to their models."""

    def __init__(self) -> None:
        self.limited = False
        self.unpacked: dict[bytes, str | Reader] = {}

    def load(self, request: Request) -> Request:
        """The request, with its reader loaded; raises `RashomonError` if that is impossible."""
        if isinstance(request.source, Annotated) or request.task is not Task.READ:
            return request  # no model is needed, and the result is short
        reader = request.reader
        if isinstance(reader, bytes):
            if reader not in self.unpacked:
                self.unpacked[reader] = unpacked(reader)
            reader = self.unpacked[reader]
        try:
            from graph import read  # noqa: F401  imported before the time limit starts

            if isinstance(reader, str):
                READERS[reader].prepare(request.rules)
        except (ImportError, OSError) as error:
            raise RashomonError(f"the models that articles are read with cannot be loaded: {error}") from error
        if not self.limited:
            self.limited = True
            limit_more_memory(MEGABYTES)
        return replace(request, reader=reader)


def _reply(request: Request) -> Reply:
    # A thread of the interpreter, which does not wait for Python code, ends the process and reports where it was.
    faulthandler.dump_traceback_later(request.seconds, exit=True)
    try:
        result = result_of(request)
    finally:
        faulthandler.cancel_dump_traceback_later()
    # After a failed allocation the state of the process is unknown.
    full = isinstance(result, Broken) and result.reason == _FULL
    return Reply(result, MEGABYTES if full else memory())


def result_of(request: Request) -> Result:
    """The outcome of an article in this process."""
    try:
        if request.folder is not None:
            os.chdir(request.folder)
        if request.task is not Task.READ:
            return _taken_out(request)
        if isinstance(request.source, Annotated):
            return _annotated(request, request.source)
        return _annotation(request) if request.spool is None else _opened(request, request.spool)
    except RashomonError as error:
        return error
    except MemoryError as error:
        return Broken(_FULL, step_of(error))
    except Exception as error:  # noqa: BLE001  an error that nobody foresaw must not stop the other articles
        return Broken(f"{type(error).__name__}: {error}", step_of(error))


def _annotated(request: Request, source: Annotated) -> Annotation:
    """Somebody else's annotation of an article."""
    text: Path | Part = source.text
    if source.inside is not None:
        assert request.spool is not None
        found = _inside(source.text, request.spool, request.columns).get(source.inside)
        if found is None:
            reason = f"{source.text.name} has no {source.inside!r} in it"
            raise InputError(str(source.file), reason, "document.file")
        if hashlib.sha256(found.data.read_bytes()).hexdigest() != source.sha256:
            reason = f"is not that of {found.name}: the text was changed, or is another one"
            raise InputError(str(source.file), reason, "document.sha256")
        text = found
    return read_standoff(source.file, text, date_order=request.date_order, texts=request.texts)


@lru_cache(maxsize=1)  # often many files of standoff JSON in a row are about articles in one file
def _inside(file: Path, spool: Path, columns: tuple[tuple[str, str], ...]) -> dict[str, Part]:
    """The articles in a file, by their names in it, extracted into a folder that belongs to this process."""
    folder = spool / str(os.getpid())
    folder.mkdir(exist_ok=True)
    return {it.inside: it for it in take_apart(file, folder, Settings(dict(columns))).parts}


def _taken_out(request: Request) -> tuple[Look, ...] | Taken | str:
    """The articles in a file, extracted but not read."""
    source, settings = request.source, Settings(dict(request.columns))
    assert isinstance(source, Path | Part)
    if request.task is Task.TEXT:
        return extracted(source)
    assert isinstance(source, Path)
    if request.task is Task.LOOK:
        return look(source, settings, request.date_order)
    assert request.spool is not None
    return take_apart(source, request.spool, settings)


def _opened(request: Request, spool: Path) -> Taken | Opened | Annotation:
    """The content of a file, with its own article if it is one."""
    assert isinstance(request.source, Path)
    if holds_several(request.source):
        return take_apart(request.source, spool, Settings(dict(request.columns)))
    own: Annotation | InputError
    try:
        own = _annotation(request)
    except InputError as error:
        own = error
    return opened(own, take_apart(request.source, spool, Settings()))


def opened(own: Annotation | InputError, taken: Taken) -> Opened:
    """A file that is an article, with the others in it; if nothing can be read, there is one error."""
    return Opened(own, replace(taken, failures=tuple(it for it in taken.failures if str(it) != str(own))))


def _annotation(request: Request) -> Annotation:
    from graph.read import read
    from graph.read.article import read_part

    source, reader, texts = request.source, request.reader, request.texts
    assert not isinstance(source, Annotated)
    assert not isinstance(reader, bytes)
    if isinstance(source, Part):
        document = read_part(source, date_order=request.date_order)
    else:
        document = source if isinstance(source, Document) else read(source, date_order=request.date_order)
    more = {"predications": request.predications, "texts": texts}
    return read_with(reader, document, name_of(source), request.rules, **more)


def step_of(error: BaseException) -> str | None:
    """The innermost place in the steps of reading from which an error comes: "extract/frames.py:70 (fill)".

    For an error in somebody else's reader, this is the innermost place of all.
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = (place(it.filename, it.lineno or 0, it.name) for it in reversed(frames))
    known = next(filter(None, places), None)
    if known is None and any(Path(it.filename) == _PACKAGE / _DOOR for it in frames):
        last = frames[-1]
        return f"{Path(last.filename).name}:{last.lineno} ({last.name})"
    return known


def place(file: str, line: int, function: str) -> str | None:
    """A line of Rashomon's code as named in a report; None for other code, `graph.batch` and `graph.readers`."""
    try:
        inside = Path(file).resolve().relative_to(_PACKAGE)
    except ValueError:
        return None
    hidden = inside.parts[0] == "batch" or inside.as_posix() == _DOOR
    return None if hidden else f"{inside.as_posix()}:{line} ({function})"
