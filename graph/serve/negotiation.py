"""Which form an answer takes: the media types there are, and the choice of an Accept header (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice

from starlette.datastructures import Headers

from graph.formats import FORMATS, Format

_LEAST = "text/plain"
"""The media type that says least; of what is accepted alike it is given last."""


def _media_types(formats: Iterable[Format]) -> Mapping[str, str]:
    """The names of formats by media type: their own, best first, then the wider ones that they are given as, too."""
    known = [it for it in formats if it.media_type]
    own = [(it.media_type, it.name) for it in known]
    wider = [(media, it.name) for it in known for media in it.wider]
    return dict([*own, *sorted(wider, key=lambda it: it[0] == _LEAST)])


BINDINGS = _media_types(it for it in FORMATS if it.rows is not None)
"""What rows, or yes and no, can be written as, best first: the media type, and its name in `graph.formats`."""

TRIPLES = _media_types(it for it in FORMATS if it.triples is not None and it.rows is None)
"""What triples can be written as: a format of rows has them in the syntax of another one."""

_ITEM = re.compile(r'(?:[^,"]|"(?:\\.|[^"\\])*")+')
_RANGE = re.compile(r"\s*(\*|[\w.+*!#$&^-]+/[\w.+*!#$&^-]+)\s*(;.*)?", re.DOTALL)
_QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.\d*)?|\.\d+)\s*(?:;|$)")
_MOST_RANGES = 64


def accepted(headers: Headers) -> str | None:
    """The Accept header of a request, whose parts may stand in several lines (RFC 9110, 5.3)."""
    return ", ".join(headers.getlist("accept")) or None


def _names() -> Mapping[str, str]:
    """What a parameter `format` may say, and the Accept header that it stands for.

    A format is named as `graph.formats` does, by an ending of its files, or by a media type, whole or without what
    stands before the slash. One of rows and of triples, such as "json", stands for both syntaxes.
    """
    found: dict[str, str] = {}
    for it in (it for it in FORMATS if it.media_type and (it.rows or it.triples)):
        both = it.rows and it.triples
        media = (it.media_type, *(m for m, name in TRIPLES.items() if both and m not in it.wider and _alike(name, it)))
        names = (it.name, *(end[1:] for end in it.suffixes), it.media_type, it.media_type.partition("/")[2], *it.wider)
        for name in names:
            found.setdefault(name, ", ".join(media))
    return found


def _alike(name: str, other: Format) -> bool:
    """Whether the format of that name is the syntax that another has for triples."""
    return next(it for it in FORMATS if it.name == name).triples is other.triples


NAMES = _names()

_OWN = frozenset(it.media_type for it in FORMATS)


def forms_of_triples(accept: str | None) -> Mapping[str, str]:
    """What triples can be written as for an Accept header.

    One that names the results of SPARQL means these by `application/json`, too: where Jena does not know what it asks
    for, it sends them all with `*/*;q=0.1`, and would not read JSON-LD.
    """
    if accept is not None and "sparql-results" in accept:
        return {media: name for media, name in TRIPLES.items() if media in _OWN}
    return TRIPLES


FORMS = tuple(dict.fromkeys((*BINDINGS.values(), *TRIPLES.values())))
"""The names of formats, best first, those of rows before those of triples alone."""


def choose_form(accept: str | None, forms: Mapping[str, str]) -> str | None:
    """The media type of `forms`, best first and each with the name of its format, that an Accept header likes most.

    What is liked by a wider name is given by its own where that is taken as well, which says more.
    """
    media = choose(accept, tuple(forms))
    if media is None:
        return None
    own = next(it for it, name in forms.items() if name == forms[media])
    return own if choose(accept, (own,)) else media


@lru_cache(maxsize=256)
def choose(accept: str | None, offered: tuple[str, ...]) -> str | None:
    """The media type of `offered`, which stands best first, that an Accept header likes most; None where it takes none.

    A range that is more specific decides over one that is less, whatever its quality ("text/*;q=0.3, text/csv").
    What cannot be read as a range is passed over; without a header the first of `offered` is right. Java's own client
    writes `*; q=.2`, which is read as it is meant.
    """
    if accept is None or not accept.strip():
        return offered[0] if offered else None
    ranges = _ranges(accept)
    best, most = None, 0.0
    for media in offered:
        quality = _quality(media, ranges)
        if quality > most:
            best, most = media, quality
    return best


def _ranges(accept: str) -> dict[str, float]:
    """The ranges of a header with their qualities."""
    found: dict[str, float] = {}
    for part in islice(_ITEM.findall(accept.lower()), _MOST_RANGES):
        match = _RANGE.fullmatch(part)
        if match is None:
            continue
        media = "*/*" if match[1] == "*" else match[1]
        quality = _QUALITY.search(match[2] or "")
        found[media] = max(found.get(media, 0.0), min(float(quality[1]), 1.0) if quality else 1.0)
    return found


def _quality(media: str, ranges: Mapping[str, float]) -> float:
    kind = media.partition("/")[0]
    for one in (media, f"{kind}/*", "*/*"):
        if one in ranges:
            return ranges[one]
    return 0.0
