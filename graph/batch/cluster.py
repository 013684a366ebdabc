"""Articles read by the workers of dask.distributed, each of which reads as this machine does: in watched processes.

A request is sent with the bytes of its files, and what comes back is what a process here would have replied, so that
nothing else of a build knows of the cluster. Files that hold several articles are taken apart on this machine.
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
"""Seconds until a scheduler must have answered."""

_EMPTY = 30.0
"""Seconds in which a scheduler that has no worker yet must get one."""

_LOOK = 1.0
"""Seconds between two looks at how large the cluster is."""


@dataclass(frozen=True, slots=True)
class _Other:
    """The worker at an address reads with something else than who asks it."""

    address: str
    versions: dict[str, str]


class Cluster:
    """The workers of a scheduler, asked from several threads; they may come and go."""

    most = 1024
    """How many articles may wait for a reply: each has a thread of this machine."""

    def __init__(self, address: str) -> None:
        """Raises `UsageError` where no scheduler answers, or none that has workers."""
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
        """How many articles the workers that are there now can read at the same time."""
        if (now := time.monotonic()) >= self._looked + _LOOK:
            self._looked = now
            self._size = self._client.scheduler_info(n_workers=0).get("total_threads", 0)
        return max(self._size, 1)

    def ask(self, request: Request) -> Reply:
        """The reply of a worker; raises `RashomonError` where the cluster can read nothing, or would read otherwise.

        A worker that dies is no fault of the article. Where as many die over it as the scheduler allows, those that
        were with it are suspected as well, so each is asked for again while no other suspect is.
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
        """The reply about a file that may hold others: its own article is read there, and it is taken apart here."""
        own = self.ask(replace(request, spool=None))
        if not isinstance(own.result, Annotation | InputError):
            return own
        with self._one_by_one:
            taken = self._here.ask(replace(request, task=Task.OPEN))
        return replace(taken, result=opened(own.result, taken.result)) if isinstance(taken.result, Taken) else taken

    def close(self) -> None:
        """Leaves the cluster; what is still read there is for nobody."""
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
        except Exception as error:  # whatever other programs may raise
            raise RashomonError(f"the cluster at {self.address} cannot read articles: {error}") from error
        if isinstance(made, _Other):
            raise RashomonError(f"the worker at {made.address} would read otherwise than this machine: {_unlike(made)}")
        result: Result = made
        return result


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps the libraries from telling the terminal what goes wrong: who builds is told once, by us."""
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
    """What a worker of the cluster makes of a request, if it reads with the same as who asks."""
    if with_what != pipeline():
        return _Other(get_worker().address, versions())
    sent: Carried = pickle.loads(packed)
    try:
        made = sent.read(partial(asked, _workers))
    except RashomonError as error:
        made = error
    # What is wrong with all articles is wrong at this worker.
    faulty = isinstance(made, RashomonError) and not isinstance(made, InputError)
    return RashomonError(f"the worker at {get_worker().address} cannot read: {made}") if faulty else made


_workers = Workers(1)
"""The processes of a worker of the cluster, which stay for the next article: they end with it."""


def _unlike(other: _Other) -> str:
    """What a worker has in another version."""
    here, there = versions(), other.versions
    names = sorted(it for it in here.keys() | there.keys() if here.get(it) != there.get(it))
    told = [f"it has {it} {there.get(it, 'not at all')}, and here is {here.get(it, 'none')}" for it in names]
    return "; ".join(told) or "the files of Rashomon are others there"
