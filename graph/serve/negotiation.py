"""The form of an answer: the media types there are, and the choice by an Accept header (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import islice

from starlette.datastructures import Headers

from graph.formats import FORMATS, Format

_LEAST = "text/plain"
"""The least specific media type; of equally accepted ones it is chosen last."""


def _media_types(formats: Iterable[Format]) -> Mapping[str, str]:
    """The names of formats by media type: their own, best first, then the wider ones that they also have."""
    known = [it for it in formats if it.media_type]
    own = [(it.media_type, it.name) for it in known]
    wider = [(media, it.name) for it in known for media in it.wider]
    return dict([*own, *sorted(wider, key=lambda it: it[0] == _LEAST)])


BINDINGS = _media_types(it for it in FORMATS if it.rows is not None)
"""The media types of rows, or of yes and no, best first, with the names in `graph.formats`."""

TRIPLES = _media_types(it for it in FORMATS if it.triples is not None and it.rows is None)
"""The media types of triples: a format of rows has them in the syntax of another one."""

_ITEM = re.compile(r'(?:[^,"]|"(?:\\.|[^"\\])*")+')
_RANGE = re.compile(r"\s*(\*|[\w.+*!#$&^-]+/[\w.+*!#$&^-]+)\s*(;.*)?", re.DOTALL)
_QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.\d*)?|\.\d+)\s*(?:;|$)")
_MOST_RANGES = 64


def accepted(headers: Headers) -> str | None:
    """The Accept header of a request, whose parts may be in several lines (RFC 9110, 5.3)."""
    return ", ".join(headers.getlist("accept")) or None


def _names() -> Mapping[str, str]:
    """The values of a parameter `format`, and the Accept header that each stands for.

    A format is named as in `graph.formats`, by an ending of its files, or by a media type, whole or without the part
    before the slash. A format of rows and of triples, such as "json", stands for both syntaxes.
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
    """Whether the format of this name is the syntax that another one uses for triples."""
    return next(it for it in FORMATS if it.name == name).triples is other.triples


NAMES = _names()

_OWN = frozenset(it.media_type for it in FORMATS)


def forms_of_triples(accept: str | None) -> Mapping[str, str]:
    """The media types of triples for an Accept header.

    A header that names the results of SPARQL also means these by `application/json`: if Jena does not know what to
    expect, it sends them all with `*/*;q=0.1`, and would not read JSON-LD.
    """
    if accept is not None and "sparql-results" in accept:
        return {media: name for media, name in TRIPLES.items() if media in _OWN}
    return TRIPLES


FORMS = tuple(dict.fromkeys((*BINDINGS.values(), *TRIPLES.values())))
"""The names of formats, best first, those of rows before those of triples alone."""


def choose_form(accept: str | None, forms: Mapping[str, str]) -> str | None:
    """The media type of `forms`, best first and each with the name of its format, that an Accept header prefers.

    A type preferred under a wider name is given under its own, more specific name if that is accepted as well.
    """
    media = choose(accept, tuple(forms))
    if media is None:
        return None
    own = next(it for it, name in forms.items() if name == forms[media])
    return own if choose(accept, (own,)) else media


@lru_cache(maxsize=256)
def choose(accept: str | None, offered: tuple[str, ...]) -> str | None:
    """The media type of `offered`, best first, that an Accept header prefers; None if it accepts none.

    A more specific range decides over a less specific one, whatever its quality ("text/*;q=0.3, text/csv"). Anything
    that is not a range is ignored; without a header the first of `offered` is chosen. `*; q=.2`, as written by Java's
    own client, is understood.
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
