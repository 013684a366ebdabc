"""Warm worker processes that answer queries, one at a time each, and are killed and replaced if that takes too long.

Nothing inside a process can reliably stop a query: the engine's own timeout misses cross joins and sorting, and Python
waits for it. So at the limit the process is killed. Other warm workers keep serving meanwhile.

Large queries must not keep small ones waiting, and nobody knows the size of a query beforehand. So a question that is
not answered soon continues in the background: its worker gets the lowest priority, and another one takes its place.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Coroutine
from pathlib import Path
from time import monotonic
from typing import Any

from graph.errors import RashomonError, StoreError
from graph.serve import frames
from graph.serve.endings import BusyError, CrowdedError, KilledError, LostError, TimeLimitError, TooComplexError
from graph.serve.frames import Head, Reply
from graph.serve.limits import Limits
from graph.serve.processes import Alarm, Worker
from graph.store import FOLDER, POINTER, current_version

_WAITING = 256
"""How many questions may wait for a worker; more are rejected at once."""
_PATIENCE = 1 / 3
"""How long a question may wait, as a share of the time limit, so that an answer comes within 4/3 of the limit."""
_OFTEN = 0.02
"""Seconds between checks for a new version of the store: a check takes a tenth of the time of an answer."""
_RETRY_AFTER = (0.1, 0.5, 2.0, 5.0)
"""Seconds between attempts to start a worker; the last value is repeated."""


_ENDS: dict[int | None, type[RashomonError]] = {-signal.SIGSEGV: TooComplexError, -signal.SIGKILL: KilledError}
"""What the exit status of a worker says about its query; any other is a `LostError`."""


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
        self._look_again = 0.0
        self._workers: set[Worker] = set()
        self._long: set[Worker] = set()
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._waiting = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Start all workers; raises `StoreError` if the first cannot be started."""
        self._admit(await Worker.start(self.folder, self.limits))
        async with asyncio.TaskGroup() as group:
            for _ in range(self.limits.workers - 1):
                group.create_task(self._add())

    async def close(self) -> None:
        """End all workers."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(one.end() for one in (*self._workers, *self._long)))
        self._workers.clear()
        self._long.clear()

    async def ask(self, head: Head, body: bytes = b"") -> Reply:
        """The reply of a worker to a question.

        Raises `BusyError`, `TimeLimitError`, and `LostError` or `TooComplexError` if a worker did not survive the
        question. If a worker was killed from outside, another one is asked, once.
        """
        self._look_for_new_version()
        frame = frames.pack(head, body)
        try:
            return await self._answer(frame)
        except KilledError:
            try:
                return await self._answer(frame)
            except KilledError as error:
                raise LostError from error

    async def query(self, text: str, accept: str | None, **more: Any) -> Reply:
        """The reply to a query in a form that `accept` allows; `more` has its graphs, or `name` and `params`."""
        return await self.ask({"do": "query", "accept": accept, "rows": self.limits.rows, **more}, text.encode("utf-8"))

    async def _answer(self, frame: bytes) -> Reply:
        one = self._idle_now() or await self._next_idle()
        loop = asyncio.get_running_loop()
        alarm = Alarm(loop, one, self.limits, self._step_aside)
        try:
            reply = await one.exchange(frame)
        except ConnectionError as error:
            status = await one.end()
            self._replace(one)
            if one.late:
                raise TimeLimitError(self.limits.seconds) from None
            if one.crowded:
                raise CrowdedError from None
            raise _ENDS.get(status, LostError)() from error
        except BaseException:
            # The client is gone, and nobody needs what is still being computed.
            self._replace(one)
            raise
        finally:
            alarm.cancel()
        # After a query needed half of the memory, little of it may have been released.
        if reply[0].get("megabytes", 0) > self.limits.megabytes / 2:
            self._replace(one)
        else:
            self._release(one)
        return reply

    async def _step_aside(self, one: Worker) -> None:
        """Let a slow worker, for which others may have to wait, continue while another takes its place."""
        soon = self.limits.aside
        while self._waiting == 0 and any(not it.busy for it in self._workers):
            await asyncio.sleep(soon)
        if len(self._long) >= self.limits.long:
            one.turn_away()
            return
        one.yield_to_others()
        self._long.add(one)
        if one in self._workers:
            self._workers.discard(one)
            self._background(self._add())

    def _idle_now(self) -> Worker | None:
        """An idle worker, if there is one and nobody else is waiting for it."""
        while self._waiting == 0 and not self._idle.empty():
            one = self._idle.get_nowait()
            # Idle workers that died or serve an older version are still in the queue.
            if one in self._workers:
                one.busy = True
                return one
        return None

    async def _next_idle(self) -> Worker:
        """The next free worker; raises `BusyError` if there is none in time, `StoreError` if none can be started."""
        if self._waiting >= _WAITING:
            raise BusyError
        if self.trouble is not None and not self._workers:
            raise StoreError(self.trouble)
        self._waiting += 1
        try:
            async with asyncio.timeout(self.limits.seconds * _PATIENCE):
                while True:
                    one = await self._idle.get()
                    if one in self._workers:
                        one.busy = True
                        return one
        except TimeoutError:
            raise BusyError from None
        finally:
            self._waiting -= 1

    def _release(self, one: Worker) -> None:
        one.busy = False
        self._long.discard(one)
        if one in self._workers:
            self._idle.put_nowait(one)
        else:
            self._background(self._end(one))

    def _admit(self, one: Worker) -> None:
        self._workers.add(one)
        self._idle.put_nowait(one)
        self._background(self._watch(one))

    def _replace(self, one: Worker) -> None:
        """Kill a worker and start another in the background, unless it is already being replaced."""
        one.kill()
        self._background(self._end(one))
        if one in self._long:
            self._long.discard(one)
            self.replaced += 1
        if one in self._workers:
            self._workers.discard(one)
            self.replaced += 1
            self._background(self._add())

    async def _add(self) -> None:
        """Start a worker on the version in force, trying again until it works."""
        attempts = 0
        while True:
            folder = self.folder
            try:
                one = await Worker.start(folder, self.limits)
            except (StoreError, OSError) as error:
                self.trouble = str(error)
                await asyncio.sleep(_RETRY_AFTER[min(attempts, len(_RETRY_AFTER) - 1)])
                attempts += 1
                self._look_for_new_version()
                continue
            enough = len(self._current()) >= self.limits.workers
            if folder == self.folder and not enough:
                self.trouble = None
                self._admit(one)
                return
            await one.end()
            if enough:
                return

    async def _watch(self, one: Worker) -> None:
        """Replace a worker that ends while it is idle."""
        await one.ended.wait()
        if not one.busy and one in self._workers:
            self._replace(one)

    async def _end(self, one: Worker) -> None:
        await one.end()

    # ------------------------------------------------------------------------ versions

    def _mark(self) -> tuple[int, int] | None:
        """A mark that changes when another version is put in force: the file that names it is replaced."""
        try:
            status = self._pointer.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns

    def _look_for_new_version(self) -> None:
        if (now := monotonic()) < self._look_again:
            return
        self._look_again = now + _OFTEN
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
        """Start workers on the new version, and end the others as soon as these are ready."""
        old = set(self._workers)
        async with asyncio.TaskGroup() as group:
            for _ in range(self.limits.workers):
                group.create_task(self._add())
        for one in old & self._workers:
            self._workers.discard(one)
            if not one.busy:
                self._background(self._end(one))

    def version(self) -> Path | None:
        """The version that all workers have open; None while they change to another one."""
        self._look_for_new_version()
        return self.folder if all(one.folder == self.folder for one in self._workers) else None

    def _current(self) -> list[Worker]:
        return [one for one in self._workers if one.folder == self.folder]

    def _background(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # -------------------------------------------------------------------------- health

    def health(self) -> dict[str, Any]:
        """The state of the workers and the store.

        "replacing" is normal: a worker that a query ended, or that has the previous store, is being replaced.
        """
        self._look_for_new_version()
        ready = list(self._workers)
        whole = len(self._current()) == len(ready) == self.limits.workers
        status = "down" if not ready else "degraded" if self.trouble else "ok" if whole else "replacing"
        facts = next((one.facts for one in ready), {})
        return {
            "status": status,
            "store": {"version": self.folder.name, "trouble": self.trouble},
            "workers": {
                "wanted": self.limits.workers,
                "ready": len(ready),
                "busy": sum(one.busy for one in ready),
                "long": len(self._long),
                "waiting": self._waiting,
                "replaced": self.replaced,
                "pids": sorted(one.process.pid for one in (*ready, *self._long)),
            },
            "isolation": {"network": facts.get("network"), "memory_limit": facts.get("memory_limit")},
        }
