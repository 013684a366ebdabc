"""Two accounts side by side, from the named query `diff`: where they clash, agree, or only one speaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import fill
from typing import TYPE_CHECKING

import pyoxigraph as ox

from graph import wording
from graph.queries.runner import Engine, run
from graph.terminal import printable

if TYPE_CHECKING:
    import rdflib

_WIDTH = 100
_ORDER = ("contradicted", "hedged", "agreed", "alone", "told")
_Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Saying:
    """One claim of one side; `speaker` is somebody else if the article has the words from them."""

    who: str
    stance: str
    speaker: str
    sentence: str
    article: str
    date: str | None


@dataclass(frozen=True, slots=True)
class Point:
    """A statement, and what the two sides say about it."""

    statement: str
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Points of one kind: `agreement` is contradicted, hedged, agreed, alone or told; `title` says it in words."""

    agreement: str
    title: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The two sides by name, and the parts of what they say, without empty ones."""

    one: str
    other: str
    parts: tuple[Part, ...]


def difference(source: ox.Store | rdflib.Dataset | Engine, one: str, other: str) -> Difference:
    """The difference of the accounts of two speakers, outlets or articles, by name or IRI.

    Raises `QueryError` for a name that is unknown or ambiguous.
    """
    rows = [*run(source, "diff", {"one": one, "other": other})]
    names = _name(rows, "one", one), _name(rows, "other", other)
    found: dict[tuple[str, str], dict[str, list[_Row]]] = {}
    for row in rows:
        found.setdefault(_part(row, names), {}).setdefault(row["statement"], []).append(row)
    parts = sorted(found, key=lambda it: (_ORDER.index(it[0]), it[1] not in (_only(names[0]), _told(names[0])), it[1]))
    return Difference(*names, tuple(Part(*key, tuple(_points(found[key]))) for key in parts))


def _name(rows: list[_Row], side: str, typed: str) -> str:
    """The name of a side in the data, or if it says nothing, as typed."""
    return next((row["who"] for row in rows if row["side"] == side), typed)


def _part(row: _Row, names: tuple[str, str]) -> tuple[str, str]:
    """The kind of agreement of a row, and its words: the same for the rows of both sides."""
    agreement = row["agreement"]
    if agreement in ("alone", "told"):
        return agreement, _only(row["who"]) if agreement == "alone" else _told(row["who"])
    if agreement == "agreed":
        return agreement, wording.both(row["stance"])
    stances = (row["stance"], row["opposite"])
    verbs = [_verb(it) for it in (stances if row["side"] == "one" else reversed(stances))]
    return agreement, f"{names[0]} {verbs[0]}, {names[1]} {verbs[1]}"


def _verb(stances: str) -> str:
    """The stance of somebody in words; "affirms and denies" for somebody who does both."""
    return " and ".join(map(wording.stance, stances.split(" and ")))


def _only(name: str) -> str:
    return f"Only {name}"


def _told(name: str) -> str:
    """The title of what others report about somebody, who does not claim it."""
    return f"What {name} is said to classify"


def _points(statements: Mapping[str, list[_Row]]) -> Iterator[Point]:
    for statement, rows in statements.items():
        sayings = (
            Saying(it["who"], it["stance"], it["speaker"], it["sentence"], it["article"], it.get("date"))
            for it in sorted(rows, key=lambda row: row["side"] == "other")
        )
        yield Point(statement, tuple(dict.fromkeys(sayings)))


def to_text(found: Difference, *, emphasis: Callable[[str], str] = str) -> str:
    """The difference in lines of at most 100 characters, with a final newline; `emphasis` formats the headings."""
    one, other = printable(found.one), printable(found.other)
    blocks = [emphasis(f"{one} and {other}")]
    for part in found.parts:
        blocks.append(f"{emphasis(printable(part.title))} ({len(part.points)})")
        blocks += ("\n".join(_point(part, point)) for point in part.points)
    silent = [name for name in dict.fromkeys((found.one, found.other)) if name not in _heard(found)]
    blocks += (f"Nothing that {printable(name)} says was read in these articles." for name in silent)
    return "\n\n".join(blocks) + "\n"


def _heard(found: Difference) -> set[str]:
    return {saying.who for part in found.parts for point in part.points for saying in point.sayings}


def _point(part: Part, point: Point) -> Iterator[str]:
    yield _wrapped(printable(point.statement), "  ")
    before = ""
    for it in point.sayings:
        head = _head(part, it)
        if head and head != before:
            yield _wrapped(head, "    ")
        before = head
        yield _wrapped(printable(it.sentence), "    > ")
        yield _wrapped(f"{printable(it.article)}, {it.date or 'no date'}", "      ")


def _head(part: Part, it: Saying) -> str:
    """Who says it and with which stance, if the title of the part does not say so."""
    if part.agreement == "told":
        return f"according to {printable(it.speaker)}"
    return "" if part.agreement == "alone" and it.stance == "affirmed" else f"{printable(it.who)} {_verb(it.stance)}"


def _wrapped(text: str, indent: str) -> str:
    return fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
