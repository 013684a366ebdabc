"""Who wrote and who published an article, by its byline."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.agents import agency
from graph.model import BlockKind
from graph.read.dates import find_date, outside
from graph.read.lines import ends_sentence
from graph.read.reading_rules import rules

_BY = re.compile(r"^(?:\w+\s+)?by:?\s+", re.IGNORECASE)
_PART = re.compile(r"[|•·/]|\s[-–—]\s")
_FEW = 3  # paragraphs, including the name; in a shorter text a name at the end is not the author's
_INSIDE_NAME = re.compile(r"['’.-]")


def author_in(piece: str, date_order: str = "MDY") -> str | None:
    """The author named by a byline or date line, as written; None if it names nobody."""
    found = find_date(piece, date_order)
    rest = outside(piece, found[1]) if found else piece
    signed = _BY.search(rest.strip()) is not None
    for part in _PART.split(rest):
        words = " ".join(_BY.sub("", part.strip(" ,;:–—-\t"), count=1).split())
        name = rules().byline_tail.sub("", words).strip(" ,;:")
        if name.casefold() in rules().section("byline")["nobody"]:
            return None
        if is_name(name) or (signed and not found and name):
            return name
    return None


def signed_at_end(kinds: Sequence[BlockKind], pieces: Sequence[str]) -> tuple[int, str] | None:
    """The block at the end of a text that is the name of its author, and that name; None if there is none.

    After a block that is a quotation as a whole, it is the name of the person quoted.
    """
    said = [number for number, kind in enumerate(kinds) if kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)]
    if BlockKind.BYLINE in kinds or len(said) < _FEW:
        return None
    before, last = pieces[said[-2]], said[-1]
    found = rules().byline_end.match(pieces[last])
    if found is None or not is_name(found["name"]) or (before[0] in '“"«' and before.rstrip(".,")[-1] in '”"»'):
        return None
    return last, found["name"]


def split_outlet(byline: str) -> tuple[str, str | None]:
    """A byline without the outlet at its end, and that outlet: "Jane Roe / La Voz del Sur"."""
    front, slash, end = byline.rpartition("/")
    name = " ".join(end.split())
    return (front.strip(), name) if slash and front.strip() and is_outlet(name) else (byline, None)


def is_outlet(name: str) -> bool:
    """Whether a name is certainly that of an agency, newspaper or station."""
    section = rules().section("outlet")
    words = name.casefold().split()
    if not words or len(words) > section["words"] or not name[0].isupper():
        return False
    if agency(name) or name.casefold() in section["names"]:
        return True
    return len(words) > 1 and any(word in section["media"] for word in words)


def is_signature(piece: str, date_order: str = "MDY") -> bool:
    """Whether a piece is only a date and an author: "By Jane Roe | April 7, 2025", "Jane Roe · 3 June 2025"."""
    found = find_date(piece, date_order)
    if found is None or len(piece) > rules().section("dates")["longest"] or ends_sentence(piece):
        return False
    return author_in(piece, date_order) is not None


def is_name(piece: str) -> bool:
    """Whether a piece is only a person's name, judging by its letters."""
    section = rules().section("byline")
    words = piece.split()
    if not 2 <= len(words) <= section["words"] or words[0] in section["particles"] or ends_sentence(piece):
        return False
    capitalised = [word for word in words if word not in section["particles"]]
    return len(capitalised) >= 2 and all(map(_is_name_word, capitalised))


def _is_name_word(word: str) -> bool:
    """Whether a word of letters begins with a capital; two or three capitals are an acronym, but "J.R." is not."""
    letters = _INSIDE_NAME.sub("", word)
    return letters.isalpha() and word[0].isupper() and (not letters.isupper() or len(letters) > 3 or "." in word)
