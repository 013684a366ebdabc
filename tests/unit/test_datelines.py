"""Where the first sentence of a report begins after the place, the day and the agency."""

from __future__ import annotations

import pytest

from graph.extract.lexicon import lexicon
from graph.extract.parse import datelines
from support.reading import article

_FILED = """TAMPA, Fla. ― Karen
DES MOINES, Iowa, Jan. 4 (AP) -- Senator
Jan 12 (Reuters) - Karen
Nov. 30, 2015 (Bloomberg) -- Karen
WASHINGTON/NEW YORK (Reuters) - Karen
Manchester, N.H. (CNN) — Karen
Washington (CNN) Karen
Washington (CNN)Karen
SAN JUAN, Puerto Rico — March 9, 2016 — Karen
(Reuters) - Karen
ST. PAUL, Minn. – Karen
BEIRUT: Karen
CLEVELAND, July 19 (UPI) — Former
NEW YORK — “We
WASHINGTON (AP) _ Karen
MOSCOW, November 28. /TASS/. Karen
BEIJING, March 5 (Xinhua) -- China
LONDON (Reuters) – Britain
ABOARD AIR FORCE ONE — President
Washington — President""".splitlines()
_NOT_FILED = [
    "NATO — the alliance of 28 — said so.",
    "TRUMP: I will not.",
    "Karen Klein (CNN) told viewers so.",
    "The National Rifle Association (NRA) — Karen Klein's own — said so.",
    "Karen Klein — Ohio's governor — said so.",
    "Jan. 12 was a Tuesday.",
]


@pytest.mark.parametrize("text", _FILED)
def test_cut(text: str) -> None:
    end = datelines.end(text, 0, len(text), lexicon.load())
    assert text[end:] in ("Karen", "Senator", "Former", "“We", "China", "Britain", "President")


@pytest.mark.parametrize("text", _NOT_FILED)
def test_near_miss(text: str) -> None:
    assert datelines.end(text, 0, len(text), lexicon.load()) == 0


def test_place_is_no_party() -> None:
    text = "PHILADELPHIA ― Karen Klein wants somebody to replace Harold Voss and to chair the Green Party."
    assert "philadelphia" not in {s.subject.entity for s in article(text).statements}
