"""What articles are read with, as one hash: Rashomon's code, tables and weights, and the libraries it uses."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

from graph.resources import ontology_dir, package_dir

_NAME = re.compile(r"[\w.-]+")
_EXTRA = re.compile(r";.*\bextra\s*==\s*['\"](?!formats|web)")
"""A requirement of an extra, other than the extras for further formats."""


@cache
def pipeline() -> str:
    """The SHA-256 of everything that decides what is read from an article.

    A change to any of Rashomon's files counts: a list of those that take part in reading would be hard to keep right.
    """
    whole = hashlib.sha256(repr(sorted(versions().items())).encode())
    for name, path in _files():
        whole.update(f"{name}\0{path.stat().st_size}\0".encode())
        whole.update(path.read_bytes())
    return whole.hexdigest()


def _files() -> Iterator[tuple[str, Path]]:
    """The files of the package and the ontology, under names that are the same in a checkout and when installed."""
    for top, folder in (("graph", package_dir()), ("ontology", ontology_dir())):
        paths = (path for path in folder.rglob("*") if "__pycache__" not in path.parts and path.is_file())
        inside = {path.relative_to(folder).as_posix(): path for path in paths}
        yield from (
            (f"{top}/{name}", inside[name]) for name in sorted(inside) if not name.startswith(("_ontology/", "_story/"))
        )


def versions() -> dict[str, str]:
    """The versions of Python and of all installed libraries that Rashomon needs, directly or indirectly."""
    found = {"python": "{}.{}".format(*sys.version_info)}
    waiting, seen = ["rashomon"], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            it = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue
        found[name] = it.version
        needed = (match[0] for line in it.requires or () if not _EXTRA.search(line) and (match := _NAME.match(line)))
        waiting += [it.lower().replace("_", "-") for it in needed]
    return found
