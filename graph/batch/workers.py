"""Supervised processes that read articles: one that takes too much time or memory is stopped, and a new one started.

Nothing inside a process can reliably stop a parser, a regular expression or memory exhaustion, so each article is read
in a process that can be killed. It loads the models once and then reads one article after another; the cost is its
start, and passing a few kilobytes. It is started by its own command line, not by `multiprocessing`, so that a script
needs no `if __name__ == "__main__":`.
"""

from __future__ import annotations

import atexit
import os
import pickle
import re
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from graph.batch.worker import BEGUN, MEGABYTES, Reply, Request, place
from graph.errors import RashomonError
from graph.resources import package_dir

_GRACE = 10.0
"""The seconds after the time limit at which a process that has not ended itself is killed."""

_WORN = MEGABYTES // 2
"""The megabytes that a process may hold between two articles: the next article must get its full share."""

_FROM_OUTSIDE = {"SIGKILL": "killed, perhaps for lack of memory", "SIGTERM": "told to end"}
"""How a process may be stopped from outside: by a system short of memory, or by whoever stops a cluster's worker."""

_FRAME = re.compile(r'^  File "(.+)", line (\d+) in (\S+)$', re.MULTILINE)
_LATE = "Timeout ("


_PROGRAM = """
import sys
from importlib.util import module_from_spec, spec_from_file_location
sys.path[:] = {path!r}
spec = spec_from_file_location("graph", {file!r}, submodule_search_locations=[{package!r}])
sys.modules["graph"] = module_from_spec(spec)
spec.loader.exec_module(sys.modules["graph"])
from graph.batch.worker import main
main()
"""
"""What a process runs: it looks for modules where its parent does, and takes our package even if a script's folder
has a file `graph.py`."""


class EndedError(RashomonError):
    """A process ended while it was reading an article.

    `reason` and `step` come from its last output; `outside`: something other than Rashomon killed it.
    """

    def __init__(self, reason: str, step: str | None, *, outside: bool) -> None:
        self.reason = reason
        self.step = step
        self.outside = outside
        super().__init__(reason)


class NotBegunError(RashomonError):
    """A process could not load its models."""


class Worker:
    """A process, seen from the parent."""

    def __init__(self) -> None:
        """Starts the process; raises `RashomonError` if that is impossible."""
        if not sys.executable:
            raise RashomonError("articles are read in separate processes, and this Python cannot start any")
        path = [it or str(Path.cwd()) for it in sys.path]
        program = _PROGRAM.format(path=path, package=str(package_dir()), file=str(package_dir() / "__init__.py"))
        # Its last output goes to a file, since nobody reads it while the process works.
        self._last_words: IO[bytes] = TemporaryFile()  # noqa: SIM115  closed with the process
        self._process = subprocess.Popen(
            [sys.executable, "-X", f"utf8={sys.flags.utf8_mode}", "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._last_words,
        )
        self.owner = os.getpid()

    def ask(self, request: Request) -> Reply:
        """The reply about one article; raises `EndedError` if the process does not survive it.

        Raises `NotBegunError` if the process did not even survive its own start.
        """
        begun = False
        alarm: threading.Timer | None = None
        try:
            self._send(request)
            reply = self._receive()
            if begun := reply == BEGUN:
                alarm = threading.Timer(request.seconds + _GRACE, self._process.kill)
                alarm.daemon = True
                alarm.start()
                reply = self._receive()
        except (EOFError, OSError, pickle.UnpicklingError):
            raise self._ended(request, begun=begun) from None
        finally:
            if alarm is not None:
                alarm.cancel()
        if not isinstance(reply, Reply):
            raise RashomonError(f"a process that reads articles sent {type(reply).__name__}, which is not a reply")
        return reply

    def end(self) -> None:
        """Stops the process, whatever it is doing, and waits until it has ended."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._last_words):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def kill(self) -> None:
        """Kills the process, so that a thread waiting for its reply notices."""
        self._process.kill()

    def _send(self, request: Request) -> None:
        assert self._process.stdin is not None
        pickle.dump(request, self._process.stdin)
        self._process.stdin.flush()

    def _receive(self) -> object:
        assert self._process.stdout is not None
        return pickle.load(self._process.stdout)

    def _ended(self, request: Request, *, begun: bool) -> EndedError | NotBegunError:
        """Why the process ended, from its exit status and its last output."""
        status = self._process.wait()
        self._last_words.seek(0)
        words = self._last_words.read().decode("utf-8", "replace")
        places = (place(file, int(line), function) for file, line, function in _FRAME.findall(words))
        step = next(filter(None, places), None)
        if not begun:
            said = words.strip().splitlines() or [f"status {status}"]
            return NotBegunError(f"a process that reads articles ended before it began: {said[-1]}")
        if _LATE in words:
            return EndedError(f"takes longer than {request.seconds:g} seconds", step, outside=False)
        name = signal.Signals(-status).name if status < 0 else f"status {status}"
        if name in _FROM_OUTSIDE:
            return EndedError(f"the process that read it was {_FROM_OUTSIDE[name]}", step, outside=True)
        return EndedError(f"the process that read it broke down ({name})", step, outside=False)


_spare: list[Worker] = []
"""A process kept for the next build: loading the models takes longer than reading a few articles."""


class Workers:
    """Processes shared by several threads, each used by one thread at a time; there are as many as threads ask at once.

    `number` is how many articles they read at the same time, and `most` is how many articles may wait for a reply.
    """

    def __init__(self, number: int) -> None:
        self.number = self.most = number
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._lock = threading.Lock()
        self._closed = False

    def ask(self, request: Request) -> Reply:
        """The reply of a process about an article; raises `EndedError` if the process does not survive the article.

        If the process was killed from outside, the article is not to blame: another process is asked, once.
        """
        try:
            return self._ask(request)
        except (EndedError, NotBegunError) as error:
            if self._closed or (isinstance(error, EndedError) and not error.outside):
                raise
            return self._ask(request)

    def close(self) -> None:
        """Stops the processes that are still reading, and all others except one, which waits for the next build."""
        with self._lock:
            self._closed = True
            if self._idle and not self._busy and not _spare:
                _spare.append(self._idle.pop())
            for one in self._idle:
                one.end()
            for one in self._busy:
                one.kill()

    def _ask(self, request: Request) -> Reply:
        one = self._take()
        reply = None
        try:
            reply = one.ask(request)
        finally:
            self._give_back(one, worn=reply is None or reply.megabytes > _WORN)
        return reply

    def _take(self) -> Worker:
        with self._lock:
            if self._closed:
                raise EndedError("was not read any more", None, outside=False)
            one = self._idle.pop() if self._idle else _taken_spare() or Worker()
            self._busy.add(one)
            return one

    def _give_back(self, one: Worker, *, worn: bool) -> None:
        with self._lock:
            self._busy.discard(one)
            if worn or self._closed:
                one.end()
            else:
                self._idle.append(one)


def _taken_spare() -> Worker | None:
    """The waiting process, unless after a fork it belongs to another process."""
    while _spare:
        one = _spare.pop()
        if one.owner == os.getpid():
            return one
    return None


@atexit.register
def _end_spare() -> None:
    one = _taken_spare()
    if one is not None:
        one.end()
