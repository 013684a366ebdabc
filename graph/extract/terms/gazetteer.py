"""Countries, demonyms, cities and well-known organisations, found among the words of a parsed text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from graph.extract.lexicon.folding import fold
from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.text import language


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer hit as token indices: `kind` is country, demonym, city or known; `country` a country id or None.

    `kind` may also be region, as in "South American"; then `country` is the name of the region.
    `type` is the class of the thing named (Country for demonyms too).
    """

    start: int
    end: int
    kind: str
    type: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The hits in one text, in order and not overlapping; places by token, and the tokens of known names.

    `places` are countries, demonyms and cities; only these are found by token.
    """

    places: tuple[Place, ...]
    regions: tuple[Place, ...]
    known: tuple[Place, ...]
    inside: Mapping[int, Place]
    named: frozenset[int]

    def without(self, place: Place) -> Gazetteer:
        """The same gazetteer hits without one that turned out not to be a place."""
        places = tuple(p for p in self.places if p != place)
        return replace(self, places=places, inside=_by_token(places))


def _by_token(places: Iterable[Place]) -> Mapping[int, Place]:
    return MappingProxyType({i: place for place in places for i in range(place.start, place.end)})


class _Entry(NamedTuple):
    """A name as folded tokens, with the fields for its `Place`."""

    tokens: tuple[str, ...]
    kind: str
    type: str
    country: str | None


def find(parsed: Parsed, lexicon: Lexicon) -> Gazetteer:
    """Longest matches from left to right. A name counts only if it is written with a capital."""
    hits: list[Place] = []
    folded = [fold(t.text) or t.text for t in parsed.doc]
    i = 0
    while i < len(folded):
        hit = _longest(parsed, lexicon, folded, i)
        if hit is None:
            i += 1
            continue
        hits.append(hit)
        i = hit.end
    regions, known = (tuple(hit for hit in hits if hit.kind == kind) for kind in ("region", "known"))
    places = tuple(hit for hit in hits if hit.kind not in ("region", "known"))
    return Gazetteer(
        places, regions, known, _by_token(places), frozenset(i for k in known for i in range(k.start, k.end))
    )


@lru_cache(maxsize=1)
def _index(lexicon: Lexicon) -> dict[str, list[_Entry]]:
    """Entries by first token, the longest first."""
    names = lexicon.names

    def elsewhere(name: str) -> bool:
        """Whether a name on its own means a place elsewhere: "Georgia", "Washington"."""
        return name in names.country_names or name in names.capitals or name in names.cities

    tokenizer = language.load().tokenizer
    rows: list[tuple[str, str, str, str | None]] = [
        *((name, "country", "Country", id) for name, id in names.country_names.items()),
        *((name, "demonym", "Country", id) for name, id in names.demonyms.items()),
        *((name, "region", "Region", region) for name, region in names.regions.items()),
        *((name, "city", "City", id) for name, id in {**names.capitals, **names.cities}.items()),
        *((name, "city", "Region", id) for name, id in names.divisions.items() if not elsewhere(name)),
        *((name, "known", type_name, None) for name, type_name in names.known.items()),
    ]
    index: dict[str, list[_Entry]] = {}
    for name, kind, type_name, country in rows:
        tokens = tuple(fold(t.text) or t.text for t in tokenizer(min(names.spellings[name], key=len).strip()))
        index.setdefault(tokens[0], []).append(_Entry(tokens, kind, type_name, country))
    for entries in index.values():
        entries.sort(key=lambda e: (-len(e.tokens), e))
    return index


def _longest(parsed: Parsed, lexicon: Lexicon, folded: list[str], i: int) -> Place | None:
    if not parsed.doc[i].text[:1].isupper():
        return None
    for entry in _index(lexicon).get(folded[i], ()):
        end = i + len(entry.tokens)
        same = tuple(folded[i:end]) == entry.tokens and parsed.is_whole(i, end)
        if same and _written_like(parsed, i, end, entry, lexicon):
            return Place(i, end, entry.kind, entry.type, entry.country)
    return None


def _written_like(parsed: Parsed, start: int, end: int, entry: _Entry, lexicon: Lexicon) -> bool:
    """Whether tokens that match an entry when folded are also spelt like it."""
    spellings = lexicon.names.spellings.get(" ".join(entry.tokens), ())
    # Acronyms and homonyms of common words ("US", "Chad", "Time") must be spelt in exactly the same way.
    short = end - start == 1 and len(entry.tokens[0]) <= 4 and entry.kind not in ("demonym", "city")
    if short and parsed.doc[start].text not in spellings:
        return False
    # "Germán" is not "German": an accent that is not in the entry makes it a different word.
    accented = not all(t.text.isascii() for t in parsed.doc[start:end])
    plain = bool(spellings) and all(s.isascii() for s in spellings)
    return not (accented and plain and entry.kind in ("demonym", "country"))
