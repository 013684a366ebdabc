"""The `<stem>.toml` beside an article: what its text does not say about it."""

from __future__ import annotations

import tomllib
from errno import ENAMETOOLONG
from pathlib import Path

from graph.errors import InputError
from graph.read.encoding import decode
from graph.read.known import Known, known
from graph.read.reading_rules import rules

SUFFIX = ".toml"


def sidecar_of(article: Path) -> Path:
    """Where the sidecar file of an article is, should it have one."""
    return article.with_suffix(SUFFIX)


def read_sidecar(article: Path, date_order: str = "MDY") -> Known:
    """The sidecar file of `article`; everything unknown where there is none.

    Its keys are `KEYS`. Raises `InputError` naming the file and the key.
    """
    path = sidecar_of(article)
    return known(_table(path), path.name, date_order)


def _table(path: Path) -> dict[str, object]:
    """What a sidecar file says by its keys, nothing where there is none."""
    longest = rules().section("limits")["sidecar"]
    try:
        if not path.is_file():
            return {}
        with path.open("rb") as stream:
            data = stream.read(longest + 1)
    except OSError as error:
        if error.errno == ENAMETOOLONG:  # so that there is none, however good the name of the article
            return {}
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error
    if len(data) > longest:
        raise InputError(path.name, f"is longer than {longest:,} bytes, which a few lines about an article are not")
    try:
        return tomllib.loads(decode(data, path.name))
    except RecursionError as error:
        raise InputError(path.name, "is no valid TOML: nested too deep") from error
    except ValueError as error:  # what is wrong with the syntax, and a number with too many digits
        raise InputError(path.name, f"is no valid TOML: {error}") from error
