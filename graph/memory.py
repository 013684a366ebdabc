"""How much memory this process has, and may have."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def limit_memory(megabytes: int) -> bool:
    """Lets this process hold no more than `megabytes` of memory of its own; returns whether the system enforces it.

    An allocation beyond it fails: in Python with `MemoryError`, in a library perhaps by the end of the process.
    """
    if sys.platform == "win32":
        return False
    import resource

    limit = megabytes * 1024 * 1024
    # Data, not address space: a mapped file costs addresses but no memory of its own.
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, wanted))
    # A process that is ended for it leaves no image of its memory behind.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return sys.platform.startswith("linux")


def limit_more_memory(megabytes: int) -> bool:
    """The same, beside what this process holds already."""
    return limit_memory(_own() + megabytes)


def memory() -> int:
    """The memory, in megabytes, that this process holds now; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") // (1024 * 1024)


def peak_memory() -> int:
    """The most memory, in megabytes, that this process has held so far; 0 where the system does not tell."""
    return _status("VmHWM:")


@contextmanager
def without_collector() -> Iterator[None]:
    """Python does not look for cycles meanwhile.

    For work that makes very many records and no cycles: a fifth of the time would go into looking, and more the more
    records there are.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _own() -> int:
    """The memory of its own, in megabytes, that this process has asked for, as the limit counts it."""
    return _status("VmData:")


def _status(name: str) -> int:
    """A figure, in megabytes, of what the system tells of this process; 0 where it tells none."""
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith(name)), 0)
