"""When and where something is said to have happened, and which of two settings is more exact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from graphlib import TopologicalSorter

from graph.model import Entity

Key = tuple[str, str]
"""Document id and statement id."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Day or interval, and place (a canonical id), as far as they are known."""

    first: date | None = None
    last: date | None = None
    place: str | None = None

    @property
    def days(self) -> int:
        """The length of the interval; an unknown time is longer than any."""
        return (self.last - self.first).days if self.first and self.last else date.max.toordinal()

    def bounds(self) -> tuple[date, date]:
        """The interval, with extreme dates for open ends."""
        return self.first or date.min, self.last or date.max

    def covers(self, other: Setting) -> bool:
        """Whether the other time lies inside this one."""
        (first, last), (from_, to) = self.bounds(), other.bounds()
        return first <= from_ and to <= last


def countries(entities: Iterable[Entity]) -> Mapping[str, str]:
    """The country of each place. A country is never inside another one, so that no data can form a circle."""
    found = {it.id: it.country for it in entities if it.country}
    countries = set(found.values())
    return {place: country for place, country in found.items() if place not in countries}


def rank(it: Setting) -> tuple[int, bool, date, date, str]:
    """Sorts settings by exactness: the shorter time first, then one with a place."""
    return (it.days, it.place is None, *it.bounds(), it.place or "")


def fits(vague: Setting, exact: Setting, wider: Mapping[str, str]) -> bool:
    """Whether the vague time and place may be the same as the exact ones."""
    place = vague.place in (None, exact.place, wider.get(exact.place or ""))
    return place and vague.covers(exact)


def _same_place(one: str | None, other: str | None, wider: Mapping[str, str]) -> bool:
    """Whether two places can be one: equal, unknown, or one the country of the other."""
    return None in (one, other) or one == other or wider.get(one or "") == other or wider.get(other or "") == one


def join(read: Iterable[tuple[Key, Setting]], wider: Mapping[str, str]) -> dict[Key, Setting]:
    """The setting of each statement's proposition: its own, or a more exact one."""
    told: dict[Setting, dict[str, list[Key]]] = {}
    for key, setting in read:
        told.setdefault(setting, {}).setdefault(key[0], []).append(key)
    more = {setting: [it for it in told if _says_more(it, setting, wider)] for setting in told}
    joined: dict[tuple[str, Setting], Setting] = {}
    for setting in TopologicalSorter(more).static_order():
        exact = more[setting]
        dated = setting.first or setting.last
        elsewhere = {joined[other, it] for it in exact for other in told[it] if dated}
        for document in told[setting]:
            here = {joined[document, it] for it in exact if document in told[it]}
            fitting = here or elsewhere
            joined[document, setting] = next(iter(fitting)) if len(fitting) == 1 else setting
    return {key: joined[document, it] for it, by in told.items() for document, keys in by.items() for key in keys}


def _says_more(exact: Setting, vague: Setting, wider: Mapping[str, str]) -> bool:
    if exact == vague or not vague.covers(exact) or not _same_place(exact.place, vague.place, wider):
        return False
    return exact.days < vague.days or vague.place in (None, wider.get(exact.place or ""))
