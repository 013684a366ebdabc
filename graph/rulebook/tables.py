"""The tables of rules: ours, each checked against its schema, and those of a project laid over them."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path as File
from typing import Any

from graph import ontology
from graph.errors import RuleError, UsageError
from graph.json_schema import Path, Words, nearest
from graph.resources import data_dir, read_text
from graph.rulebook.findings import Finding, check
from graph.rulebook.laying import laid_over
from graph.rulebook.lines import lines

LAID_OVER = (
    "calibration.toml",
    "certainty.toml",
    "clauses.toml",
    "countries.toml",
    "cues.toml",
    "dates.toml",
    "descriptions.toml",
    "entities.toml",
    "frames.toml",
    "given_names.toml",
    "grammar.toml",
    "offices.toml",
    "roles.toml",
    "small_words.toml",
    "stance.toml",
    "turns.toml",
)
"""The tables with which claims are read; a project may lay its own over them."""

_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")

Rows = Mapping[str, Any]


@dataclass(frozen=True)
class Table:
    """A table as written: `name` says which one it is ("frames.toml"), `file` is its name in messages."""

    name: str
    file: str
    text: str
    data: Rows

    @cached_property
    def lines(self) -> Mapping[Path, int]:
        """The line of each key and item."""
        return lines(self.text)

    def finding(self, path: Path, reason: str) -> Finding:
        """A fault at a place in this table, or at the nearest place around it."""
        around = (path[:length] for length in range(len(path), -1, -1))
        line = next(self.lines[it] for it in around if it in self.lines)
        return Finding(self.file, line, f"{_place(path)}: {reason}" if path else reason)


def _place(path: Path) -> str:
    """The path to a value in words: "frame 3, objects"; items of a list are identified by the line alone."""
    *inner, last = path
    words = [str(part + 1) if isinstance(part, int) else part for part in inner]
    words += [] if isinstance(last, int) and len(path) > 2 else [str(last + 1) if isinstance(last, int) else last]
    return re.sub(r", (?=\d)", " ", ", ".join(words))


def parsed(name: str, file: str, text: str) -> Table | Finding:
    """A text as a table, or a finding that says on which line it is not TOML."""
    try:
        return Table(name, file, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        return Finding(file, line, _PLACE.sub("", str(error)))


def parse(name: str, file: str, text: str) -> Table:
    """A text as a table; raises `RuleError` with the line if it is not TOML."""
    read = parsed(name, file, text)
    if isinstance(read, Finding):
        raise RuleError(read.file, f"line {read.line}", read.reason)
    return read


@cache
def names() -> tuple[str, ...]:
    """The names of all tables: each has a schema."""
    return tuple(sorted(f"{path.stem}.toml" for path in (data_dir() / "schemas").glob("*.json")))


@cache
def own(name: str) -> Table:
    """One of our tables as written."""
    return parse(name, name, read_text("rules", name))


@cache
def table(name: str) -> Rows:
    """One of our tables, checked; raises `RuleError` for the first fault."""
    found = own(name)
    _raise_first(check(found, own_words()))
    return found.data


@dataclass(frozen=True, slots=True)
class Overlay:
    """The tables that a project lays over ours, as names and texts; `folder` is their place in messages."""

    folder: str
    files: tuple[tuple[str, str], ...]

    def tables(self) -> list[Table]:
        """The tables as written; raises `RuleError` for a table that is not TOML."""
        return [parse(name, str(File(self.folder) / name), text) for name, text in self.files]

    def digests(self) -> tuple[tuple[str, str], ...]:
        """The name and SHA-256 of each, which identify the rules with which an article was read."""
        return tuple((name, hashlib.sha256(text.encode("utf-8")).hexdigest()) for name, text in self.files)


def overlay(folder: str | File) -> Overlay:
    """The tables in a project's folder, checked.

    Raises `UsageError` if there is no table, or one that cannot be laid over ours, and `RuleError` with file and line
    for the first fault.
    """
    try:
        files = sorted(path for path in File(folder).iterdir() if path.suffix == ".toml")
    except OSError as error:
        raise UsageError(f"the rules in {folder} cannot be read: {error.strerror}") from error
    if not files:
        raise UsageError(f"there is no table of rules (.toml) in {folder}")
    read = Overlay(str(folder), tuple((known(path, LAID_OVER), text_of(path)) for path in files))
    tables = read.tables()
    known_words = words({one.name: one.data for one in tables})
    for one in tables:
        _raise_first(check(one, known_words, partial=True))
    return read


def text_of(path: File) -> str:
    """The text of a table; raises `UsageError` if it cannot be read or is not UTF-8."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is not UTF-8") from error


def known(path: File, among: Iterable[str]) -> str:
    """The name of a table; raises `UsageError` if there is no table of that name."""
    if path.name in among:
        return path.name
    near = nearest(path.name, among)
    others = f"did you mean {near}?" if near else f"these are: {', '.join(sorted(among))}"
    raise UsageError(f"{path} is not a table of rules that can be used here; {others}")


def read(over: Overlay | None) -> Mapping[str, Rows]:
    """All tables with which claims are read, with those of a project laid over them."""
    data = {name: table(name) for name in LAID_OVER}
    for one in over.tables() if over else ():
        data[one.name] = laid_over(one, data[one.name])
    return data


@cache
def own_words() -> Words:
    """The closed sets for our tables alone; each of our tables is checked against them."""
    return words({})


def words(over: Mapping[str, Rows]) -> Words:
    """The closed sets that schemas name but do not contain: terms of the ontology, and words of other tables.

    `over` are tables laid over ours.
    """
    terms = ontology.load()

    def both(name: str) -> list[Rows]:
        return [own(name).data, over.get(name, {})]

    prepositions = {word for one in both("clauses.toml") for word in one.get("preposition", {}).get("slot", ())}
    return {
        "relation": terms.relations.keys(),
        "class": terms.classes.keys(),
        "kind": ontology.KINDS,
        "preposition": {*prepositions, *(f"{word}*" for word in prepositions)},
        "country": {row.get("id") for one in both("countries.toml") for row in one.get("country", ())},
    }


def _raise_first(findings: list[Finding]) -> None:
    if findings:
        first = findings[0]
        more = f" (and {len(findings) - 1} more: see `rashomon rules check`)" if len(findings) > 1 else ""
        raise RuleError(first.file, f"line {first.line}", first.reason + more)
