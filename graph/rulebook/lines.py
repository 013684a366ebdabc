"""The line of each key and value in a TOML file: `tomllib` reads the values but does not record their lines."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from graph.json_schema import Path

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_KEY = re.compile(r"[A-Za-z0-9_-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}' r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}" r'|"(?:[^"\\\n]|\\.)*"' r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE = re.compile(r"[^,\]}\n#]+")


def lines(text: str) -> Mapping[Path, int]:
    """The line, counted from 1, of every table, key and item in a text that `tomllib` can read."""
    return _Scanner(text).scan()


class _Scanner:
    """Goes through a text once, relying on the checks of `tomllib`."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.found: dict[Path, int] = {(): 1}
        self.rows: dict[Path, int] = {}

    def scan(self) -> dict[Path, int]:
        table: Path = ()
        self._take(_BLANK)
        while self.at < len(self.text):
            table = self._header() if self.text[self.at] == "[" else self._pair(table)
            self._take(_BLANK)
        return self.found

    def _take(self, pattern: re.Pattern[str]) -> str:
        """The match here, after which the scan continues."""
        match = pattern.match(self.text, self.at)
        taken = match.group() if match else ""
        self.at += len(taken)
        self.line += taken.count("\n")
        return taken

    def _skip(self, characters: int = 1) -> None:
        self.at += characters

    def _see(self, path: Path) -> None:
        self.found.setdefault(path, self.line)

    def _keys(self) -> list[str]:
        """A key, or several joined by dots."""
        keys = []
        while True:
            self._take(_SPACE)
            written = self._take(_KEY)
            keys.append(_plain(written))
            self._take(_SPACE)
            if self.text[self.at] != ".":
                return keys
            self._skip()

    def _header(self) -> Path:
        """The header of a table, or of one row in an array of tables."""
        several = self.text.startswith("[[", self.at)
        self._skip(2 if several else 1)
        path: Path = ()
        *above, last = self._keys()
        self._skip(2 if several else 1)
        for key in above:
            path = self._last_row((*path, key))
            self._see(path)
        path = (*path, last)
        if not several:
            path = self._last_row(path)
        self._see(path)
        if several:
            self.rows[path] = self.rows.get(path, -1) + 1
            path = (*path, self.rows[path])
            self._see(path)
        return path

    def _last_row(self, path: Path) -> Path:
        return (*path, self.rows[path]) if path in self.rows else path

    def _pair(self, table: Path) -> Path:
        """Reads a key with its value; returns the table that continues."""
        path = table
        for key in self._keys():
            path = (*path, key)
            self._see(path)
        self._skip()  # the equals sign
        self._take(_SPACE)
        self._value(path)
        return table

    def _value(self, path: Path) -> None:
        self._see(path)
        opening = self.text[self.at]
        if opening == "[":
            self._array(path)
        elif opening == "{":
            self._inline(path)
        elif not self._take(_STRING):
            self._take(_BARE)

    def _array(self, path: Path) -> None:
        self._skip()
        number = 0
        while self._take(_BLANK) is not None and self.text[self.at] != "]":
            if self.text[self.at] == ",":
                self._skip()
                continue
            self._value((*path, number))
            number += 1
        self._skip()

    def _inline(self, path: Path) -> None:
        self._skip()
        while self._take(_BLANK) is not None and self.text[self.at] != "}":
            if self.text[self.at] == ",":
                self._skip()
                continue
            self._pair(path)
        self._skip()


def _plain(key: str) -> str:
    """A key without quotation marks."""
    if key[:1] not in ("'", '"'):
        return key
    return str(next(iter(tomllib.loads(f"{key} = 0"))))
