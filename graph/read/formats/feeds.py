"""RSS and Atom feeds with the whole text of their articles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import IO

from lxml import etree

from graph.errors import InputError
from graph.model import Skipped
from graph.read.formats.settings import limits
from graph.read.formats.tables import ROW
from graph.read.formats.xml import local, parsed
from graph.read.known import TEXT
from graph.read.limited import rest
from graph.read.members import Member, Settings

_ITEMS = ("item", "entry")
# The elements of an item that contain a value, by its key here; the best first.
_HELD = {
    TEXT: ("encoded", "content", "description", "summary"),
    "title": ("title",),
    "author": ("creator", "author"),
    "date": ("pubDate", "published", "date", "updated"),
    "url": ("link", "id"),
}


def articles(stream: IO[bytes], file: str, _: Settings) -> Iterator[Member | InputError | Skipped]:
    """The articles of a feed, each with what the feed says about it, as a row with the columns of a table."""
    data = rest(stream, file, limits()["file"])
    root = parsed(data.lstrip(), file, mended=True)
    channel = next((it for it in root.iter() if local(it) == "channel"), root)
    outlet = next((_text(it) for it in channel if local(it) == "title"), "")
    for number, item in enumerate(items(root), 1):
        values = {key: text for key, names in _HELD.items() if (text := _first(item, names))}
        values |= {"outlet": outlet} if outlet else {}
        if len(values.get(TEXT, "").split()) < limits()["summary"]:
            yield Skipped(f"{file}#{number}", "has only a summary there; `rashomon feed URL` reads the article")
        else:
            row = json.dumps(values, ensure_ascii=False, sort_keys=True)
            yield Member(str(number), row.encode("utf-8", "replace"), format=ROW)


def items(root: etree._Element) -> Iterator[etree._Element]:
    """The articles of a feed."""
    return (it for it in root.iter() if local(it) in _ITEMS)


def address_of(item: etree._Element) -> str:
    """The address of an article in a feed; empty if it has none."""
    return _first(item, _HELD["url"])


def _first(item: etree._Element, names: tuple[str, ...]) -> str:
    """The value of the first of some elements in an item."""
    for name in names:
        for it in item:
            if local(it) == name and (text := _text(it)):
                return text
    return ""


def _text(element: etree._Element) -> str:
    """The text of an element: the address of a link, the name of a person, a page written into it."""
    if local(element) == "link" and element.get("href"):
        return str(element.get("href")) if element.get("rel", "alternate") == "alternate" else ""
    named = next((it for it in element if local(it) == "name"), None)
    if named is not None:
        return _text(named)
    if len(element):
        return "".join(etree.tostring(it, encoding="unicode", method="html") for it in element)
    return (element.text or "").strip()
