"""Articles read by the workers of dask.distributed, each of which reads as this machine does: in supervised processes.

A request is sent with the bytes of its files, and the reply is the same as from a local process, so that the rest of a
build need not know about the cluster. Files that contain several articles are taken apart on this machine.
"""

from __future__ import annotations

import logging
import pickle
import threading
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from distributed import Client, KilledWorker, get_worker
from distributed.comm import get_address_host_port

from graph.batch.carried import Carried, carried
from graph.batch.running import asked
from graph.batch.worker import Broken, Reply, Request, Result, Task, opened
from graph.batch.workers import Workers
from graph.cache import pipeline, versions
from graph.errors import InputError, RashomonError, UsageError
from graph.model import Annotation
from graph.read.parts import Taken, holds_several

_PATIENCE = 5.0
"""The seconds within which a scheduler must answer."""

_EMPTY = 30.0
"""The seconds within which a scheduler without workers must get one."""

_LOOK = 1.0
"""The seconds between two checks of the cluster's size."""


@dataclass(frozen=True, slots=True)
class _Other:
    """The worker at an address reads with different versions from this machine."""

    address: str
    versions: dict[str, str]


class Cluster:
    """The workers of a scheduler, which several threads may use; workers may come and go."""

    most = 1024
    """How many articles may wait for a reply: each has a thread on this machine."""

    def __init__(self, address: str) -> None:
        """Raises `UsageError` if no scheduler answers, or if the scheduler has no workers."""
        self.address = address if "://" in address else f"tcp://{address}"
        try:
            get_address_host_port(self.address, strict=True)
        except ValueError as error:
            raise UsageError(f"{address!r} is not an address of a dask scheduler, such as tcp://host:8786") from error
        self._quiet = ExitStack()
        self._quiet.enter_context(_quiet())
        try:
            self._client = Client(self.address, timeout=_PATIENCE, set_as_default=False, name="rashomon")
        except (OSError, OverflowError) as error:
            self._quiet.close()
            raise UsageError(f"no scheduler of dask answers at {address}") from error
        try:
            self._client.wait_for_workers(1, timeout=_EMPTY)
        except (OSError, CancelledError) as error:
            self._quiet.close()
            self._client.close(timeout=1)
            raise UsageError(f"the scheduler at {address} has no workers") from error
        self._here = Workers(1)
        self._one_by_one, self._alone = threading.Lock(), threading.Lock()
        self._size = 1
        self._looked = -_LOOK

    @property
    def number(self) -> int:
        """How many articles the present workers can read at the same time."""
        if (now := time.monotonic()) >= self._looked + _LOOK:
            self._looked = now
            self._size = self._client.scheduler_info(n_workers=0).get("total_threads", 0)
        return max(self._size, 1)

    def ask(self, request: Request) -> Reply:
        """The reply of a worker; raises `RashomonError` if the cluster cannot read anything, or would read differently.

        If a worker dies, the article is not to blame. If as many die with it as the scheduler allows, the articles that
        were read at the same time are also suspected, so each is tried again without any other suspect.
        """
        if request.spool is not None and isinstance(request.source, Path) and not holds_several(request.source):
            return self._opened(request)
        sent = None if request.spool else carried(request)
        if sent is None:
            with self._one_by_one:
                return self._here.ask(request)
        try:
            return Reply(self._read(sent), 0)
        except KilledWorker:
            with self._alone:
                try:
                    return Reply(self._read(sent), 0)
                except KilledWorker as error:
                    died = error.allowed_failures + 1
                    return Reply(Broken(f"the workers of the cluster that read it died, {died} of them", None), 0)

    def _opened(self, request: Request) -> Reply:
        """The reply about a file that may contain others: its own article is read by the cluster, and the rest here."""
        own = self.ask(replace(request, spool=None))
        if not isinstance(own.result, Annotation | InputError):
            return own
        with self._one_by_one:
            taken = self._here.ask(replace(request, task=Task.OPEN))
        return replace(taken, result=opened(own.result, taken.result)) if isinstance(taken.result, Taken) else taken

    def close(self) -> None:
        """Leaves the cluster; articles still being read there are dropped."""
        self._here.close()
        with self._quiet, suppress(OSError):
            self._client.close(timeout=1)

    def _read(self, sent: Carried) -> Result:
        try:
            made = self._client.submit(_read, pipeline(), pickle.dumps(sent), pure=False).result()
        except (KilledWorker, RashomonError):
            raise
        except CancelledError as error:
            raise RashomonError(f"the scheduler at {self.address} is gone; what was read until then is kept") from error
        except Exception as error:  # any error in other programs
            raise RashomonError(f"the cluster at {self.address} cannot read articles: {error}") from error
        if isinstance(made, _Other):
            raise RashomonError(f"the worker at {made.address} would read differently: {_unlike(made)}")
        result: Result = made
        return result


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps the libraries from printing errors: the user gets one message, from us."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client", "tornado.application")]
    levels = [it.level for it in loggers]
    for it in loggers:
        it.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for it, level in zip(loggers, levels, strict=True):
            it.setLevel(level)


def _read(with_what: str, packed: bytes) -> Result | _Other:
    """A cluster worker's result for a request, if the worker reads with the same versions as this machine."""
    if with_what != pipeline():
        return _Other(get_worker().address, versions())
    sent: Carried = pickle.loads(packed)
    try:
        made = sent.read(partial(asked, _workers))
    except RashomonError as error:
        made = error
    # An error that concerns all articles comes from this worker.
    faulty = isinstance(made, RashomonError) and not isinstance(made, InputError)
    return RashomonError(f"the worker at {get_worker().address} cannot read: {made}") if faulty else made


_workers = Workers(1)
"""The processes of a cluster worker; they stay for the next article and end with the worker."""


def _unlike(other: _Other) -> str:
    """The versions in which a worker differs from this machine, in words."""
    here, there = versions(), other.versions
    names = sorted(it for it in here.keys() | there.keys() if here.get(it) != there.get(it))
    told = [f"it has {it} {there.get(it, 'not at all')}, and here is {here.get(it, 'none')}" for it in names]
    return "; ".join(told) or "Rashomon's files differ there"
