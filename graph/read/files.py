"""Which files are articles."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from graph.errors import InputError

SUFFIXES = (".txt",)
"""The kinds of files that can be read; other files in a folder are passed over."""

_SIDECAR = ".toml"


def find(paths: Iterable[str | Path]) -> list[Path]:
    """The articles that `paths` (files, or folders with all below them) name: each file once, sorted.

    Sidecar files and hidden ones are left out, links to folders not followed. Raises `InputError` for a
    path that does not exist, and for a folder without an article.
    """
    found: dict[Path, Path] = {}
    for path in map(Path, paths):
        for article in _articles(path):
            # The same file by two ways (a folder and a file in it) is one article.
            found.setdefault(Path(os.path.realpath(article)), article)
    return sorted(found.values(), key=lambda article: article.as_posix())


def plain_name(path: Path) -> str:
    """The name of a file as text; bytes that are no UTF-8, which a name may hold on some systems, are replaced."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _articles(path: Path) -> list[Path]:
    if path.is_dir():
        below = [Path(folder) / name for folder, name in _walk(path)]
        if not below:
            raise InputError(str(path), f"no article in this folder ({', '.join(SUFFIXES)})")
        return below
    if not os.path.lexists(path):
        raise InputError(str(path), "no such file or folder")
    # A sidecar named by a shell pattern (`seeds/*`) belongs to the article beside it.
    return [] if path.suffix == _SIDECAR else [path]


def _walk(top: Path) -> list[tuple[str, str]]:
    found = []
    for folder, folders, names in os.walk(top):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [(folder, n) for n in names if not n.startswith(".") and Path(n).suffix.lower() in SUFFIXES]
    return found
