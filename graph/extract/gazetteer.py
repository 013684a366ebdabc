"""Countries, demonyms, cities and well-known organisations, found as words of a parsed text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from graph.extract import nlp
from graph.extract.nlp import Parsed
from graph.extract.rules import Names, fold, load


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


@dataclass(slots=True)
class Gazetteer:
    """The hits in one text, in order and without overlap, and by token."""

    places: list[Place] = field(default_factory=list)
    regions: list[Place] = field(default_factory=list)
    known: list[Place] = field(default_factory=list)
    inside: dict[int, Place] = field(default_factory=dict)


@lru_cache(maxsize=1)
def _index() -> dict[str, list[tuple[tuple[str, ...], str, str, str | None]]]:
    """Entries by first token: (tokens, kind, class, country). Tokens are folded but for case."""
    names = load().names
    index: dict[str, list[tuple[tuple[str, ...], str, str, str | None]]] = {}
    tokenizer = nlp.load().tokenizer

    def add(entries: Iterable[tuple[str, str, str, str | None]]) -> None:
        for name, kind, type_name, country in entries:
            tokens = tuple(fold(t.text) for t in tokenizer(names.spellings[name][0].strip()))
            index.setdefault(tokens[0], []).append((tokens, kind, type_name, country))

    add((name, "country", "Country", id) for name, id in names.country_names.items())
    add((name, "demonym", "Country", id) for name, id in names.demonyms.items())
    add((name, "region", "Region", region) for name, region in names.regions.items())
    add((name, "city", "City", id) for name, id in (names.capitals | names.cities).items())
    add((name, "known", type_name, None) for name, type_name in _known(names))
    for entries in index.values():
        entries.sort(key=lambda e: (-len(e[0]), e))
    return index


def _known(names: Names) -> list[tuple[str, str]]:
    return sorted(names.known.items())


def find(parsed: Parsed) -> Gazetteer:
    """Longest matches from left to right. A name counts only where it is written with a capital."""
    index, result = _index(), Gazetteer()
    folded = [fold(t.text) or t.text for t in parsed.doc]
    i = 0
    while i < len(folded):
        hit = _longest(index, parsed, folded, i)
        if hit is None:
            i += 1
            continue
        if hit.kind == "known":
            result.known.append(hit)
        elif hit.kind == "region":
            result.regions.append(hit)
        else:
            result.places.append(hit)
            result.inside.update(dict.fromkeys(range(hit.start, hit.end), hit))
        i = hit.end
    return result


def _longest(
    index: dict[str, list[tuple[tuple[str, ...], str, str, str | None]]], parsed: Parsed, folded: list[str], i: int
) -> Place | None:
    token = parsed.doc[i]
    if not token.text[:1].isupper():
        return None
    for tokens, kind, type_name, country in index.get(folded[i], ()):
        end = i + len(tokens)
        if tuple(folded[i:end]) != tokens:
            continue
        # Acronyms and homonyms of common words ("US", "Chad", "Time"): the writing must agree.
        if len(tokens) == 1 and len(tokens[0]) <= 4 and kind != "demonym" and not _written_alike(token.text, kind):
            continue
        # "Germán" is no German: an accent that the entry does not have makes another word of it.
        written = "".join(t.text for t in parsed.doc[i:end])
        spellings = load().names.spellings.get(" ".join(tokens), ())
        if (
            not written.isascii()
            and spellings
            and all(s.isascii() for s in spellings)
            and kind in ("demonym", "country")
        ):
            continue
        return Place(i, end, kind, type_name, country)
    return None


def _written_alike(text: str, kind: str) -> bool:
    """Whether a short word is written as its gazetteer entry is: "US" but not "Us"."""
    return text in load().names.spellings.get(fold(text), ()) or kind == "city"
