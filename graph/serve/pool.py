"""Warm worker processes that answer queries, one at a time each, and are killed and replaced when that takes too long.

Nothing inside a process can stop a query for certain: the engine's own timeout misses cross joins and sorting, and
Python waits for it. So the limit is the end of the process. Others that are warm go on serving meanwhile.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, Process, create_subprocess_exec
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.errors import RashomonError, StoreError
from graph.serve import frames
from graph.serve.frames import Head
from graph.store import FOLDER, POINTER, current_version

_WAITING = 256
"""How many questions may wait for a worker; more are turned away at once."""
_PATIENCE = 1 / 3
"""How long one may wait, as a share of the time limit: with it, an answer comes within 4/3 of the limit."""
_RETRY_AFTER = (0.1, 0.5, 2.0, 5.0)
"""Seconds between attempts to start a worker, the last one from then on."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a query may take: seconds, megabytes of memory and rows; and how many run at the same time."""

    seconds: float = 10.0
    megabytes: int = 1024
    rows: int = 10_000
    workers: int = field(default_factory=lambda: max(4, os.cpu_count() or 1))


class TimeLimitError(RashomonError):
    """A query that was ended at the time limit."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the query was ended after {seconds:g} seconds, the time limit; ask for less at once")


class BusyError(RashomonError):
    """No worker became free in time."""

    def __init__(self) -> None:
        super().__init__("every worker is busy; try again in a moment")


class LostError(RashomonError):
    """A worker that ended while it answered: out of memory, or overwhelmed by the query."""

    def __init__(self) -> None:
        super().__init__("the query ended the process that answered it: it needs too much memory, or is too complex")


class _Worker:
    """One process, and the socket to it."""

    def __init__(
        self, folder: Path, process: Process, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.folder = folder
        self.process = process
        self.reader = reader
        self.writer = writer
        self.facts: Head = {}
        self.busy = False
        self.answered = 0

    @classmethod
    async def start(cls, folder: Path, megabytes: int) -> _Worker:
        """A worker that has opened the store and is ready; raises `StoreError` where that cannot be."""
        ours, theirs = socket.socketpair()
        with theirs:
            command = (sys.executable, "-m", "graph.serve.worker", str(folder), str(megabytes))
            process = await create_subprocess_exec(*command, stdin=theirs.fileno(), stdout=DEVNULL, stderr=DEVNULL)
        reader, writer = await asyncio.open_connection(sock=ours)
        worker = cls(folder, process, reader, writer)
        try:
            worker.facts, _ = await frames.receive(reader)
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            await worker.end()
            raise StoreError("a worker ended before it was ready") from error
        except asyncio.CancelledError:
            await worker.end()
            raise
        if worker.facts["status"] != 200:
            await worker.end()
            raise StoreError(worker.facts["error"])
        return worker

    async def exchange(self, frame: bytes) -> tuple[Head, bytes]:
        """The reply to a frame."""
        self.writer.write(frame)
        await self.writer.drain()
        reply = await frames.receive(self.reader)
        self.answered += 1
        return reply

    def kill(self) -> None:
        """Ends the process at once, whatever it does."""
        if self.process.returncode is None:
            self.process.kill()

    async def end(self) -> int:
        """Kills the process and waits for its end; returns its exit status, the signal negated if one ended it."""
        self.writer.close()
        # One that died on its own tells how, if it is given the moment to.
        try:
            return await asyncio.wait_for(self.process.wait(), 0.05)
        except TimeoutError:
            self.kill()
            return await self.process.wait()


class Pool:
    """The workers on the store of the folder `output`, whichever version of it is in force."""

    def __init__(self, output: str | Path, limits: Limits) -> None:
        self.output = Path(output)
        self.limits = limits
        self.folder = current_version(output)
        self.replaced = 0
        self.trouble: str | None = None
        self._pointer = self.output / FOLDER / POINTER
        self._seen = self._mark()
        self._workers: set[_Worker] = set()
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._waiting = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Starts all workers; raises `StoreError` where the first cannot be."""
        self._admit(await _Worker.start(self.folder, self.limits.megabytes))
        async with asyncio.TaskGroup() as group:
            for _ in range(self.limits.workers - 1):
                group.create_task(self._add())

    async def close(self) -> None:
        """Ends all workers."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self._workers))
        self._workers.clear()

    async def ask(self, head: Head, body: bytes = b"") -> tuple[Head, bytes]:
        """The reply of a worker to a question.

        Raises `BusyError`, `TimeLimitError`, and `LostError` where a worker did not survive the question. A worker that
        somebody else killed meanwhile is not the question's fault: another one is asked, once.
        """
        self._look_for_new_version()
        frame = frames.pack(head, body)
        try:
            return await self._answer(frame)
        except _KilledError:
            try:
                return await self._answer(frame)
            except _KilledError as error:
                raise LostError from error

    async def _answer(self, frame: bytes) -> tuple[Head, bytes]:
        worker = await self._free()
        try:
            async with asyncio.timeout(self.limits.seconds):
                reply = await worker.exchange(frame)
        except TimeoutError:
            self._replace(worker)
            raise TimeLimitError(self.limits.seconds) from None
        except (asyncio.IncompleteReadError, ConnectionError) as error:
            status = await worker.end()
            self._replace(worker)
            raise (_KilledError if status == -signal.SIGKILL else LostError)() from error
        except BaseException:
            # Whoever asked is gone; what is still being computed is for nobody.
            self._replace(worker)
            raise
        # After half of the memory was needed once, little of it may have been given back.
        if reply[0].get("megabytes", 0) > self.limits.megabytes / 2:
            self._replace(worker)
        else:
            self._release(worker)
        return reply

    async def _free(self) -> _Worker:
        if self._idle.empty() and self._waiting >= _WAITING:
            raise BusyError
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.seconds * _PATIENCE):
                while True:
                    worker = await self._idle.get()
                    # Idle ones that died or serve an older version are still in the queue.
                    if worker in self._workers:
                        worker.busy = True
                        return worker
        except TimeoutError:
            raise BusyError from None
        finally:
            self._waiting -= 1

    def _release(self, worker: _Worker) -> None:
        worker.busy = False
        if worker in self._workers:
            self._idle.put_nowait(worker)
        else:
            self._background(self._end(worker))

    def _admit(self, worker: _Worker) -> None:
        self._workers.add(worker)
        self._idle.put_nowait(worker)
        self._background(self._watch(worker))

    def _replace(self, worker: _Worker) -> None:
        """Kills a worker and starts another in the background, unless it was on its way out already."""
        worker.kill()
        self._background(self._end(worker))
        if worker in self._workers:
            self._workers.discard(worker)
            self.replaced += 1
            self._background(self._add())

    async def _add(self) -> None:
        """Starts a worker on the version in force, again and again until that works."""
        attempts = 0
        while True:
            folder = self.folder
            try:
                worker = await _Worker.start(folder, self.limits.megabytes)
            except (StoreError, OSError) as error:
                self.trouble = str(error)
                await asyncio.sleep(_RETRY_AFTER[min(attempts, len(_RETRY_AFTER) - 1)])
                attempts += 1
                self._look_for_new_version()
                continue
            enough = len(self._current()) >= self.limits.workers
            if folder == self.folder and not enough:
                self.trouble = None
                self._admit(worker)
                return
            await worker.end()
            if enough:
                return

    async def _watch(self, worker: _Worker) -> None:
        """Replaces a worker that ends while nobody asks it anything."""
        await worker.process.wait()
        if not worker.busy and worker in self._workers:
            self._replace(worker)

    async def _end(self, worker: _Worker) -> None:
        await worker.end()

    # ------------------------------------------------------------------------ versions

    def _mark(self) -> tuple[int, int] | None:
        """What changes when another version is put in force: the file that names it is replaced."""
        try:
            status = self._pointer.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns

    def _look_for_new_version(self) -> None:
        seen = self._mark()
        if seen is None or seen == self._seen:
            return
        self._seen = seen
        try:
            folder = current_version(self.output)
        except StoreError as error:
            self.trouble = str(error)
            return
        if folder != self.folder:
            self.folder = folder
            self._background(self._renew())

    async def _renew(self) -> None:
        """Starts workers on the new version, and lets the others go as soon as those are ready."""
        old = set(self._workers)
        async with asyncio.TaskGroup() as group:
            for _ in range(self.limits.workers):
                group.create_task(self._add())
        for worker in old & self._workers:
            self._workers.discard(worker)
            if not worker.busy:
                self._background(self._end(worker))

    def _current(self) -> list[_Worker]:
        return [worker for worker in self._workers if worker.folder == self.folder]

    def _background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # -------------------------------------------------------------------------- health

    def health(self) -> dict[str, Any]:
        """Whether the workers and the store are well, for `/health`."""
        self._look_for_new_version()
        current = self._current()
        well = len(current) == self.limits.workers and self.trouble is None
        facts = next((worker.facts for worker in current), {})
        return {
            "status": "ok" if well else "degraded" if current else "down",
            "store": {"version": self.folder.name, "trouble": self.trouble},
            "workers": {
                "wanted": self.limits.workers,
                "ready": len(current),
                "busy": sum(worker.busy for worker in current),
                "waiting": self._waiting,
                "replaced": self.replaced,
                "pids": sorted(worker.process.pid for worker in current),
            },
            "isolation": {"network": facts.get("network"), "memory_limit": facts.get("memory_limit")},
        }


class _KilledError(RashomonError):
    """A worker that was killed from outside while it answered."""
