"""Worker processes: how they are started, asked and ended."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import socket
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import StoreError
from graph.serve import frames, worker
from graph.serve.frames import Head, Reply
from graph.serve.limits import Limits

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, ForkServerProcess

_LAST = 19
"""The lowest priority of a process."""

_MOMENT = 0.05
"""Seconds that a process has to end on its own."""


@cache
def _nursery() -> ForkServerContext:
    """A process with everything imported and nothing opened, from which workers are forked in a few milliseconds."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", worker.__name__])
    return context


def try_out(folder: Path, limits: Limits) -> None:
    """Raise `StoreError` if a worker cannot open a version of a store, before the server announces itself."""

    async def start_one() -> None:
        await (await Worker.start(folder, limits)).end()

    # In a thread, since the caller's may already run an event loop, as in notebooks.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, start_one()).result()


class Worker:
    """One worker process, as the server sees it, and the socket to it."""

    def __init__(self, folder: Path, process: ForkServerProcess) -> None:
        self.folder = folder
        self.process = process
        self.facts: Head = {}
        self.busy = False
        self.late = False
        self.crowded = False
        self._channel = frames.Channel()
        self.ended = asyncio.Event()
        asyncio.get_running_loop().add_reader(process.sentinel, self._note_end)

    @classmethod
    async def start(cls, folder: Path, limits: Limits) -> Worker:
        """A worker that has opened the store and is ready; raises `StoreError` if it cannot."""
        ours, theirs = socket.socketpair()
        process = _nursery().Process(target=worker.main, args=(theirs, str(folder), limits), daemon=True)
        with theirs:
            starting = asyncio.ensure_future(asyncio.to_thread(process.start))
            try:
                await asyncio.shield(starting)
            except asyncio.CancelledError:
                # A thread cannot be stopped, and the socket that it passes on must stay open until it is done.
                await starting
                process.kill()
                ours.close()
                raise
        it = cls(folder, process)
        await asyncio.get_running_loop().create_connection(lambda: it._channel, sock=ours)
        try:
            it.facts, _ = await it.exchange(b"")
        except ConnectionError as error:
            await it.end()
            raise StoreError("a worker ended before it was ready") from error
        except asyncio.CancelledError:
            await it.end()
            raise
        if it.facts["status"] != HTTPStatus.OK:
            await it.end()
            raise StoreError(it.facts["error"])
        return it

    async def exchange(self, frame: bytes) -> Reply:
        """The reply to a frame; raises `ConnectionError` if the process ends before replying."""
        return await self._channel.exchange(frame)

    async def end(self) -> int | None:
        """End the process; returns its exit status, or the negated signal that ended it."""
        self._channel.close()
        # If a process died on its own, its exit status says how after a moment.
        with suppress(TimeoutError):
            await asyncio.wait_for(self.ended.wait(), _MOMENT)
        self.kill()
        await self.ended.wait()
        return self.process.exitcode

    def time_out(self) -> None:
        """End the process because it is late."""
        self.late = True
        self.kill()

    def turn_away(self) -> None:
        """End the process because too many others take as long."""
        self.crowded = True
        self.kill()

    def yield_to_others(self) -> None:
        """Let the process compute only when no other one does, if the system supports that."""
        if sys.platform != "win32":
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.process.pid or 0, _LAST)

    def kill(self) -> None:
        """End the process at once, whatever it is doing."""
        if not self.ended.is_set():
            self.process.kill()

    def _note_end(self) -> None:
        asyncio.get_running_loop().remove_reader(self.process.sentinel)
        self.process.join()
        self.ended.set()


class Alarm:
    """The measures for a slow worker: it gets lower priority, and is ended at the limit. Few take that long."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        one: Worker,
        limits: Limits,
        step_aside: Callable[[Worker], Coroutine[Any, Any, None]],
    ) -> None:
        self._loop = loop
        self._one = one
        self._left = limits.seconds - limits.aside
        self._step_aside = step_aside
        self._aside: asyncio.Task[None] | None = None
        self._timer = loop.call_later(limits.aside, self._ring)

    def _ring(self) -> None:
        self._aside = self._loop.create_task(self._step_aside(self._one))
        self._timer = self._loop.call_later(self._left, self._one.time_out)

    def cancel(self) -> None:
        """Cancel it."""
        self._timer.cancel()
        if self._aside is not None:
            self._aside.cancel()
