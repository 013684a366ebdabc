"""Where and by whom a report was filed: "QUITO, Ecuador (AP) — ", "Dec 29 (Reuters) - ", "Washington (CNN)"."""

from __future__ import annotations

import re
from functools import lru_cache

from graph.extract.lexicon.folding import fold
from graph.extract.lexicon.lexicon import Lexicon

_DASH = r"\s?(?:[‒–—―]|--|\.-|- |_ )\s?"
_OPENING = r"(?=[\"“”'‘’(\[]?[A-ZÀ-Þ0-9])"
"""How a sentence begins after a dateline; lower case continues the words before: "NATO — the alliance …"."""
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’/ -]{2,40}"
_PLACE = r"[A-ZÀ-Þ][\w.'’-]*(?:[ /][A-ZÀ-Þ][\w.'’-]*){0,3}"


def end(text: str, start: int, stop: int, lexicon: Lexicon) -> int:
    """Where the first sentence of `text[start:stop]` begins after its dateline; `start` if it has none."""
    for pattern in _patterns(lexicon):
        found = pattern.match(text, start, stop)
        if found is not None and _is_filed(found, lexicon):
            return found.end()
    return start


def _is_filed(found: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether the words in the position of an agency are an outlet, and a place on its own is a known place."""
    names = lexicon.names
    parts = found.groupdict()
    if "agency" in parts:
        words = fold(parts["agency"]).split()
        return names.known.get(" ".join(words)) == "Outlet" or any(names.heads.get(w) == "Outlet" for w in words)
    if "city" in parts:
        return fold(parts["city"]) in names.capitals or fold(parts["city"]) in names.cities
    known = (names.country_names, names.capitals, names.cities, names.divisions)
    return "known" not in parts or any(fold(parts["known"]) in places for places in known)


@lru_cache(maxsize=4)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    """The forms of datelines, the most certain first."""
    months = "|".join(sorted(lexicon.dates.months, key=lambda m: (-len(m), m)))
    date = rf"(?i:{months})\b\.? \d{{1,2}}(?:,? \d{{4}})?"
    agency = r"\((?P<agency>[A-ZÀ-Þa-z][\w.&'’ /-]{1,40})\)"
    placed = rf"{_PLACE}(?:, {_PLACE}){{0,2}}"
    again = rf"(?:(?:{date}|\([^()\n]{{2,40}}\)){_DASH})?"
    forms = (
        rf"{_CAPITALS}(?:[,(][^‒–—―\n]{{0,70}}?)?{_DASH}{again}{_OPENING}",
        rf"(?:{placed}(?:, |\s))?(?:{date},? ?)?{agency}{_DASH}{_OPENING}",
        rf"(?:{placed}(?:, |\s))(?:{date},? ?)?{agency}\s?{_OPENING}",
        rf"(?P<known>{_CAPITALS})(?:, {_PLACE})?: {_OPENING}",
        rf"(?P<city>{_PLACE})(?:, {_PLACE})? ?[—―] ?{_OPENING}",
        rf"{placed}, {date}\. /(?P<agency>[\w .-]{{2,30}})/\. ?{_OPENING}",
    )
    return tuple(re.compile(form) for form in forms)
