"""ZIP files, opened within limits of memory and time."""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from lzma import LZMAError
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from graph.errors import InputError
from graph.read.formats.settings import limits

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x06"
_TAIL = 66_000  # the most bytes of the end record of a ZIP file with its comment
_BROKEN = (BadZipFile, zlib.error, LZMAError, EOFError, RuntimeError, NotImplementedError, ValueError, struct.error)


@contextmanager
def opened(stream: IO[bytes], file: str) -> Iterator[ZipFile]:
    """A ZIP file; raises `InputError` naming `file` if it is not one, or if its list of files is too long."""
    if _list_size(stream) > limits()["list"]:
        raise InputError(file, f"has a list of files that is longer than {limits()['list']:,} bytes")
    try:
        with ZipFile(stream) as archive:
            yield archive
    except _BROKEN as error:
        raise InputError(file, f"is not a readable ZIP file: {error}") from error


def content(archive: ZipFile, entry: ZipInfo | str, file: str, longest: int) -> bytes:
    """The bytes of one file in an archive; raises `InputError` naming `file` if it is too long or missing."""
    try:
        info = archive.getinfo(entry) if isinstance(entry, str) else entry
        if info.flag_bits & 1:
            raise InputError(file, "is encrypted")
        if stat.S_ISLNK(info.external_attr >> 16):
            raise InputError(file, "is a link, which is not followed")
        with archive.open(info) as stream:
            data = stream.read(longest + 1)
    except KeyError as error:
        raise InputError(file, f"has no {entry} in it") from error
    except _BROKEN as error:
        raise InputError(file, f"cannot be unpacked: {error}") from error
    if len(data) > longest:
        raise InputError(file, f"is longer than {longest:,} bytes when it is unpacked")
    return data


def _list_size(stream: IO[bytes]) -> int:
    """The declared length, in bytes, of the list of files in a ZIP file, all of which `ZipFile` would load."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    stream.seek(0)
    at = tail.rfind(_END)
    told = int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0
    at = tail.rfind(_END_64)
    return max(told if told != 0xFFFFFFFF else 0, int.from_bytes(tail[at + 40 : at + 48], "little") if at >= 0 else 0)
