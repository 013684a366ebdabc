"""Texts extracted from files, such as pages: kept with a build, since its quotes are in them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

FOLDER = "texts"
"""The folder in a build for these texts, each as <id of the document>.txt, in UTF-8."""

_NAME = re.compile(r"[0-9a-f]{16}\.txt")


def packed(text: str) -> bytes:
    """A text compressed for memory, in which many are kept."""
    return zlib.compress(text.encode("utf-8"))


def unpacked(text: bytes) -> str:
    """The original text."""
    return zlib.decompress(text).decode("utf-8")


def place(output: Path, document: str) -> Path:
    """The path of a document's text in the build in `output`."""
    return output / FOLDER / f"{document}.txt"


def write(folder: Path, texts: Iterable[tuple[str, bytes]]) -> None:
    """Writes packed texts, by the ids of their documents, into the staging folder of a build."""
    for document, text in texts:
        file = place(folder, document)
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(zlib.decompress(text))


def remove_others(output: Path, texts: Iterable[tuple[str, bytes]]) -> None:
    """Removes the texts of an older build, and no other files."""
    own = {f"{document}.txt" for document, _ in texts}
    folder = output / FOLDER
    if not folder.is_dir():
        return
    for file in sorted(folder.iterdir()):
        if _NAME.fullmatch(file.name) and file.name not in own:
            file.unlink()
    with suppress(OSError):  # the folder stays if it still has files
        folder.rmdir()
