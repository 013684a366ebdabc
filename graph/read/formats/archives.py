"""Archives: ZIP, WACZ, tar and gzip. Names in them are only names: nothing is written to where they lead."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, cast

from graph.errors import InputError
from graph.read.formats.settings import limits
from graph.read.formats.zipped import content, opened
from graph.read.members import Member, Settings

WARC = "WARC"
"""The name of the format of the records in a WACZ."""

_STEP = 1_000_000
_BROKEN = (tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, OverflowError)
_PACKED: dict[bytes, Callable[[IO[bytes]], object]] = {
    b"\x1f\x8b": lambda stream: gzip.GzipFile(fileobj=stream),
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ": lzma.LZMAFile,
}


def zip_files(stream: IO[bytes], file: str, _: Settings) -> Iterator[Member | InputError]:
    """The files in a ZIP archive, in its order."""
    with opened(stream, file) as archive:
        for info in archive.infolist():
            if info.is_dir() or _is_hidden(info.filename):
                continue
            own = f"{file}#{info.filename}"
            if reason := _leads_out(info.filename):
                yield InputError(own, reason)
                continue
            try:
                yield Member(info.filename, content(archive, info, own, limits()["file"]))
            except InputError as error:
                yield error


def wacz(stream: IO[bytes], file: str, _: Settings) -> Iterator[Member | InputError]:
    """The archives of web pages in a WACZ, which is a ZIP of them with indexes."""
    with opened(stream, file) as archive:
        for info in archive.infolist():
            if info.filename.startswith("archive/") and info.filename.endswith((".warc", ".warc.gz")):
                own = f"{file}#{info.filename}"
                try:
                    yield Member(info.filename, content(archive, info, own, limits()["table"]), format=WARC)
                except InputError as error:
                    yield error


def tar_files(stream: IO[bytes], file: str, _: Settings) -> Iterator[Member | InputError]:
    """The files in a tar archive, compressed or not, in its order."""
    limited = _Limited(stream, file)
    try:
        with tarfile.open(fileobj=cast(IO[bytes], limited), mode="r|") as archive:
            for info in archive:
                limited.allow(info.size)
                if not (info.isdir() or _is_hidden(info.name)):
                    yield _tar_member(archive, info, f"{file}#{info.name}")
    except _BROKEN as error:
        yield InputError(file, f"is not a readable tar file: {error}")


def _tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo, own: str) -> Member | InputError:
    if reason := _leads_out(info.name) or (None if info.isreg() else "is not a file, and is not followed"):
        return InputError(own, reason)
    if info.size > limits()["file"]:
        return InputError(own, f"is longer than {limits()['file']:,} bytes")
    taken = archive.extractfile(info)
    return Member(info.name, b"" if taken is None else taken.read())


def gzip_file(stream: IO[bytes], file: str, _: Settings) -> Iterator[Member | InputError]:
    """The one file in a gzip file."""
    size = stream.seek(0, 2)
    stream.seek(0)
    parts: list[bytes] = []
    came = 0
    try:
        with gzip.GzipFile(fileobj=stream) as packed:
            while part := packed.read(_STEP):
                parts.append(part)
                came += len(part)
                if came > limits()["table"] or came > max(limits()["file"], limits()["ratio"] * size):
                    yield InputError(
                        file, f"unpacks to more than {came - len(part):,} bytes: a trap, or not an article"
                    )
                    return
    except _BROKEN as error:
        yield InputError(file, f"is not a readable gzip file: {error}")
        return
    yield Member(PurePosixPath(file.rpartition("#")[2] or file).name.removesuffix(".gz"), b"".join(parts))


class _Limited:
    """A compressed stream, unpacked while it is read, up to a limit: a header may claim any length."""

    def __init__(self, stream: IO[bytes], file: str) -> None:
        mark = stream.read(6)
        stream.seek(0)
        opener = next((it for begin, it in _PACKED.items() if mark.startswith(begin)), None)
        self.stream = stream if opener is None else cast(IO[bytes], opener(stream))
        self.file = file
        self.all = limits()["unpacked"]
        self.left = 0
        self.allow(0)

    def allow(self, size: int) -> None:
        """Allow a file of this length and the headers after it to be read."""
        self.left = size + limits()["list"]

    def read(self, size: int) -> bytes:
        """The next bytes; raises `InputError` beyond the limits."""
        self.left -= size
        self.all -= size
        if self.left < 0 or self.all < 0:
            raise InputError(self.file, f"contains more than {limits()['unpacked']:,} bytes, or a header without end")
        return self.stream.read(size)


def _is_hidden(name: str) -> bool:
    """Whether a file is hidden, is stored by a system beside other files, or is a picture of a saved page."""
    parts = name.replace("\\", "/").split("/")
    return any(it.startswith(".") and it not in (".", "..") for it in parts) or parts[0] == "__MACOSX"


def _leads_out(name: str) -> str | None:
    """Why a name is not that of a file in the archive, or None."""
    parts = name.replace("\\", "/").split("/")
    outside = ".." in parts or parts[0] == "" or ":" in parts[0] or "\0" in name
    return "has a name that leads out of the archive; it was not read" if outside else None
