"""Isolation of a process that runs strangers' queries: it has no network.

Oxigraph fetches for SERVICE in Rust, unseen by Python, so the kernel has to prevent it: by a separate network namespace
of the process, without even a working loopback, or, if that is not allowed, by a seccomp filter that refuses every
socket but local ones. Neither exists outside Linux; there only the parser refuses SERVICE (`graph.queries.guard`), and
`/health` says so.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import socket
import struct
import sys

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2

# From linux/audit.h and the syscall tables: the code of the architecture in a filter, and its number of `socket`.
_SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198), "riscv64": (0xC00000F3, 198)}
# From linux/filter.h and linux/seccomp.h.
_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_GREATER_OR_EQUAL, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EACCES
_X32 = 0x40000000
"""Where the syscalls of the x32 variant begin, which has the same code as x86_64."""


def cut_network() -> str:
    """Remove this process's access to the network for good; returns the means: "namespace", "filter" or "none"."""
    if not sys.platform.startswith("linux"):
        return "none"
    libc = ctypes.CDLL(None, use_errno=True)
    # With privileges a network namespace is enough; without them it also needs a user namespace.
    if libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0:
        return "namespace"
    return "filter" if refuse_sockets() else "none"


def refuse_sockets() -> bool:
    """Install a seccomp filter that makes `socket` fail with EACCES unless it asks for a local one.

    Returns whether this machine supports it; unlike a namespace, it never needs privileges.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    machine, number = _SOCKET.get(platform.machine(), (0, 0))
    if not number:
        return False
    filters = [
        (_LOAD, 0, 0, _MACHINE),
        (_JUMP_IF_EQUAL, 1, 0, machine),
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, _NUMBER),
        (_JUMP_IF_GREATER_OR_EQUAL, 3, 0, _X32),
        (_JUMP_IF_EQUAL, 0, 3, number),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_JUMP_IF_EQUAL, 1, 0, socket.AF_UNIX),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *one) for one in filters))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(filters), ctypes.addressof(code)))
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, program, 0, 0) == 0)


def leave_with_parent() -> None:
    """End this process when its parent ends, for whatever reason (Linux)."""
    if sys.platform.startswith("linux"):
        parent = os.getppid()
        ctypes.CDLL(None).prctl(1, 9, 0, 0, 0)  # PR_SET_PDEATHSIG, SIGKILL
        if os.getppid() != parent:
            os._exit(0)
