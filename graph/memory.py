"""How much memory this process uses, and may use."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def limit_memory(megabytes: int) -> bool:
    """Limits this process's own memory to `megabytes`; returns whether the system enforces the limit.

    An allocation beyond the limit fails: in Python with `MemoryError`, in a library perhaps by ending the process.
    """
    if sys.platform == "win32":
        return False
    import resource

    limit = megabytes * 1024 * 1024
    # Data, not address space: a mapped file takes up addresses but none of the process's own memory.
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, wanted))
    # A process that the limit ends must not leave a core dump.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return sys.platform.startswith("linux")


def limit_more_memory(megabytes: int) -> bool:
    """The same, in addition to what this process already holds."""
    return limit_memory(_own() + megabytes)


def memory() -> int:
    """The memory, in megabytes, that this process holds now; 0 if the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // (1024 * 1024)


def peak_memory() -> int:
    """The peak memory, in megabytes, that this process has held so far; 0 if the system does not say."""
    return _status("VmHWM:")


@contextmanager
def without_collector() -> Iterator[None]:
    """Turns off Python's search for reference cycles inside the block.

    This is for work that makes very many records and no cycles: the search would take a fifth of the time, and a larger
    share the more records there are.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _own() -> int:
    """The process's own memory, in megabytes, as counted by the limit."""
    return _status("VmData:")


def _status(name: str) -> int:
    """A figure, in megabytes, from the system's status of this process; 0 if there is none."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith(name)), 0)
