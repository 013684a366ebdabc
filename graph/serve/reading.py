"""An article for readers: its passages, cut where something that was read in them begins or ends."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from graph import wording

FILE = "passages.jsonl"
"""The file of a build with the passages, one article per line, sorted by id."""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, the numbers of the claims read from all of it, and if there are none, the reason.

    `begins` are the numbers of the claims that begin with it.
    """

    text: str
    claims: tuple[int, ...] = ()
    begins: tuple[int, ...] = ()
    voices: tuple[str, ...] = ()
    unread: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or with `part` one of its sentences, in pieces; `claims` are the numbers of the claims in it."""

    pieces: tuple[Piece, ...]
    claims: tuple[int, ...]
    part: bool

    @property
    def text(self) -> str:
        """Its text, letter for letter."""
        return "".join(it.text for it in self.pieces)


@dataclass(frozen=True, slots=True)
class Article:
    """The passages of an article in order, and whether they are the `whole` of it."""

    passages: tuple[Passage, ...]
    whole: bool


VOICES = ("stated", "claimed", "denied", "hedged")
"""The voices, in the order in which their lines are drawn below each other, as in graph/data/view/data.js."""


def read_article(output: Path, title: str, iri: str, told: Json) -> Article | None:
    """The article as a build stored it in `output`, with the claims of `told` in it; None if nothing of it was stored.

    A passage that is only the title, which the page already has, is left out.
    """
    row = _row(output / FILE, iri.rpartition("/")[2])
    if row is None:
        return None
    cutting = _Cutting(row, told["places"], told["claims"]["sayings"])
    found = [cutting.passage(start, text) for start, text in sorted(cutting.passages.items())]
    found += [cutting.passage(start, text, part=True) for start, text in sorted(cutting.alone())]
    shown = [it for _, it in sorted(found, key=lambda it: it[0]) if it.claims or it.text.strip() != title]
    return Article(tuple(shown), row["whole"])


class _Cutting:
    """The content of an article, and where something was read in it or was not; offsets are code points."""

    def __init__(self, row: Json, places: Sequence[tuple[int, int]], sayings: Sequence[Json]) -> None:
        self.passages: Mapping[int, str] = {it["start"]: it["text"] for it in row["passages"]}
        self.quotes = {start: it["quote"] for (start, _), it in zip(places, sayings, strict=True)}
        self.unread = {it["start"]: it["text"] for it in row["silent"]}
        self.why = {it["start"]: wording.silence(it["reason"]) for it in row["silent"]}
        self.places = tuple((start, end, number) for number, (start, end) in enumerate(places))
        self.voices = [_voice(it) for it in sayings]

    def alone(self) -> Iterator[tuple[int, str]]:
        """The sentences that are in no passage, each once."""
        ends = [(start, start + len(text)) for start, text in self.passages.items()]
        for start, text in (self.unread | self.quotes).items():
            if not any(begin <= start and start + len(text) <= end for begin, end in ends):
                yield start, text

    def passage(self, at: int, text: str, *, part: bool = False) -> tuple[int, Passage]:
        """A passage with its place, cut where something in it begins or ends."""
        end = at + len(text)
        claims = [it for it in self.places if at <= it[0] < it[1] <= end]
        unread = [(it, it + len(words)) for it, words in self.unread.items() if at <= it and it + len(words) <= end]
        cuts = sorted({at, end, *(it for a, b, _ in claims for it in (a, b)), *(it for both in unread for it in both)})
        pieces = []
        for a, b in pairwise(cuts):
            here = tuple(number for start, stop, number in claims if start <= a and b <= stop)
            drawn = {self.voices[number] for number in here}
            why = next((self.why[start] for start, stop in unread if start <= a and b <= stop), None)
            begins = tuple(number for start, _, number in claims if start == a)
            voices = tuple(it for it in VOICES if it in drawn)
            pieces.append(Piece(text[a - at : b - at], here, begins, voices, None if here else why))
        return at, Passage(tuple(pieces), tuple(number for _, _, number in claims), part)


def _voice(saying: Json) -> str:
    """The voice by which a claim is drawn, as in `graph.view.drawing.voice`."""
    if saying["stance"] == "denied":
        return "denied"
    nobody = saying["speaker"] is not None and saying["speaker_iri"] is None
    if saying["stance"] != "affirmed" or nobody:
        return "hedged"
    return "stated" if saying["speaker"] is None else "claimed"


def _row(path: Path, id: str) -> Json | None:
    """The line of an article in a file sorted by id, found by binary search."""
    if not path.is_file():
        return None
    low, high = 0, path.stat().st_size
    with path.open("rb") as stream:
        while low < high:
            middle = (low + high) // 2
            stream.seek(middle)
            if middle:
                stream.readline()
            line = stream.readline()
            row: Json | None = json.loads(line) if line else None
            if row is not None and row["id"] == id:
                return row
            if row is None or row["id"] > id:
                high = middle
            else:
                low = middle + 1
    return None
