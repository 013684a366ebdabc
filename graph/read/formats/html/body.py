"""Which runs of a page are its article.

trafilatura, the best of its kind, removes navigation, teasers, comments and advertisements. What it keeps is looked up
in the page again, since the page says more: what a run is (a caption, a heading, somebody else's post), and which
paragraphs occur twice, of which trafilatura keeps one.
"""

from __future__ import annotations

import logging
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass

from lxml import etree

from graph.read.formats.html.runs import Run, runs
from graph.read.formats.settings import words

# Their messages are of no use to people who read articles.
for _library in ("trafilatura", "htmldate", "justext"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)

_NONE: frozenset[str] = frozenset()
_FAR = 2_000  # runs of the page that are searched for one that has another form there


@dataclass(frozen=True, slots=True)
class Kept:
    """A run of the article, and its number among all runs of the page; None if the page has it in another form."""

    run: Run
    number: int | None


def article(root: etree._Element, page: Sequence[Run]) -> list[Kept]:
    """The runs of `page`, which are those below `root`, that are its article, in their order.

    Raises `ModuleNotFoundError` if trafilatura is not installed.
    """
    import trafilatura
    from trafilatura.settings import Document

    found = trafilatura.bare_extraction(
        copy(root),
        favor_precision=True,
        include_comments=False,
        include_tables=False,
        include_links=True,
        with_metadata=False,
    )
    if not isinstance(found, Document) or found.body is None:
        return []
    kept = list(runs(found.body, _NONE))
    return _repeated(page, list(_placed(kept, page)))


def _placed(kept: Sequence[Run], page: Sequence[Run]) -> Iterator[Kept]:
    """Each run that was kept, with its place in the page."""
    places: dict[str, list[int]] = {}
    for number, run in enumerate(page):
        places.setdefault(run.key, []).append(number)
    found = [places.get(it.key, []) for it in kept]
    anchors = dict(_rising([(at, numbers[0]) for at, numbers in enumerate(found) if len(numbers) == 1]))
    ends = sorted(anchors.values())
    behind = -1
    for at, run in enumerate(kept):
        before = ends[end] if (end := bisect_right(ends, behind)) < len(ends) else len(page)
        place = anchors.get(at, _between(found[at], behind, before))
        if place is not None:
            yield Kept(page[place], place)
        elif inside := _inside(run, page, range(max(behind, 0), min(before, behind + _FAR))):
            yield from (Kept(page[it], it) for it in inside if it > behind)
            place = inside[-1]
        elif len(run.key.split()) >= words("page")["part"]:
            yield Kept(run, None)
        behind = behind if place is None else max(place, behind)


def _between(numbers: Sequence[int], behind: int, before: int) -> int | None:
    """The first of some ascending numbers that is between two others."""
    at = bisect_right(numbers, behind)
    return numbers[at] if at < len(numbers) and numbers[at] < before else None


def _inside(run: Run, page: Sequence[Run], numbers: range) -> list[int]:
    """The numbers of the run that contains a kept run, or of the runs that are parts of it."""
    key, least = f" {run.key} ", words("page")["part"]
    parts = [it for it in numbers if page[it].key.count(" ") + 1 >= least and f" {page[it].key} " in key]
    if parts:
        return parts
    whole = next((it for it in numbers if key in f" {page[it].key} "), None) if len(run.key.split()) >= least else None
    return [] if whole is None else [whole]


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence of `pairs`, ascending in their first number, that also ascends in the second."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, value) in enumerate(pairs):
        at = bisect_left(ends, value)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1] = [value]
        last[at : at + 1] = [number]
    chain = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _repeated(page: Sequence[Run], kept: Sequence[Kept]) -> list[Kept]:
    """The same with repeated paragraphs: those between two others, in the same part of the page."""
    numbers = {it.number for it in kept if it.number is not None}
    homes = {page[it].element.getparent() for it in numbers}
    texts = {it.run.key for it in kept}
    least = words("page")["repeated"]
    made: list[Kept] = []
    behind: int | None = None
    for one in kept:
        if one.number is not None and behind is not None:
            for number in range(behind + 1, one.number):
                run = page[number]
                again = run.key in texts and run.key.count(" ") + 1 >= least
                if again and number not in numbers and run.element.getparent() in homes:
                    made.append(Kept(run, number))
        behind = behind if one.number is None else one.number
        made.append(one)
    return made
