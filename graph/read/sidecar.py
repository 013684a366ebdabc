"""The `<stem>.toml` beside an article: what its text does not say about it."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from errno import ENAMETOOLONG
from pathlib import Path

from graph.errors import InputError
from graph.read.encoding import decode
from graph.read.known import Known, known
from graph.read.reading_rules import rules

SUFFIX = ".toml"


def sidecar_of(article: Path) -> Path:
    """The path of the sidecar file of an article, whether or not there is one."""
    return article.with_suffix(SUFFIX)


def read_sidecar(article: Path, date_order: str = "MDY") -> Known:
    """The sidecar file of `article`; everything is unknown if there is none.

    Its keys are `KEYS`. Raises `InputError` naming the file and the key.
    """
    path = sidecar_of(article)
    data = _bytes(path)
    return Known() if data is None else read_sidecar_inside(path.name, data, date_order)


def read_sidecar_inside(name: str, data: bytes, date_order: str = "MDY") -> Known:
    """The same from the bytes of a sidecar file; `name` goes into messages."""
    longest = rules().section("limits")["sidecar"]
    if len(data) > longest:
        raise InputError(name, f"is longer than {longest:,} bytes: too long for a few lines about an article")
    try:
        told = tomllib.loads(decode(data, name))
    except RecursionError as error:
        raise InputError(name, "is not valid TOML: nested too deeply") from error
    except ValueError as error:  # wrong syntax, or a number with too many digits
        raise InputError(name, f"is not valid TOML: {error}") from error
    return known(told, name, date_order)


class Sidecars:
    """The sidecar files inside a file, by their names there; `file` goes into messages."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: dict[str, bytes] = {}
        self._used: set[str] = set()

    def add(self, name: str, data: bytes) -> None:
        """Add one, up to the maximum length."""
        self._found[name] = data[: rules().section("limits")["sidecar"] + 1]

    def of(self, article: str) -> tuple[tuple[str, bytes], ...]:
        """Those of an article in the file, with their names in messages: its own, then those of the files around it."""
        levels = article.split("#")
        names = (_beside(levels[:depth]) for depth in range(len(levels), 0, -1))
        own = [it for it in names if it in self._found]
        self._used.update(own)
        return tuple((f"{self.file}#{it}", self._found[it]) for it in own)

    @property
    def stray(self) -> list[str]:
        """The sidecar files that belong to no article."""
        return sorted(self._found.keys() - self._used)


def _beside(levels: Sequence[str]) -> str:
    """The name of the sidecar of a file in a file: "lima.zip#a/b.toml" for "lima.zip#a/b.html"."""
    *above, own = levels
    folder, slash, name = own.rpartition("/")
    stem = name.rpartition(".")[0] or name
    return "#".join([*above, f"{folder}{slash}{stem}{SUFFIX}"])


def _bytes(path: Path) -> bytes | None:
    """The bytes of a sidecar file, up to a little more than its maximum length; None if there is none."""
    try:
        if not path.is_file():
            return None
        with path.open("rb") as stream:
            return stream.read(rules().section("limits")["sidecar"] + 1)
    except OSError as error:
        if error.errno == ENAMETOOLONG:  # such a file cannot exist, even if the name of the article is fine
            return None
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error
