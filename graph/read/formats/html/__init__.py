"""Web pages: saved, in an archive, or sent by a server."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from graph.errors import InputError
from graph.model import BlockKind
from graph.read.content import Content, Piece, composed
from graph.read.formats.html.about import About, saved_from
from graph.read.formats.html.body import Kept, article
from graph.read.formats.html.posts import posts
from graph.read.formats.html.runs import Run, key_of, runs
from graph.read.formats.html.several import Several, may_be_several
from graph.read.formats.html.source import tree
from graph.read.formats.html.times import day, is_entry, is_time
from graph.read.formats.needed import needed
from graph.read.formats.settings import page_pattern, words
from graph.read.members import Member

PAGE = "web page"
"""The name of the format of a page."""

_ABOVE = 4  # runs above the first of an article that may contain the time of an entry
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def page(data: bytes, file: str, given: Mapping[str, str]) -> Content:
    """The article of a page: its headline, paragraphs, headings and captions, and what it says about itself.

    `given` may have the `url` that it came from, and the `charset` that its server named.
    """
    given = _placed(data, given)
    root = tree(data, file, given.get("charset"))
    if may_be_several(data) and (own := Several(root, given).own()):
        root = tree(own, file, "utf-8")
    seen = list(runs(root))
    about = About(root, seen, given)
    with needed("web", file):
        kept = article(root, seen)
    told = words("page")
    if sum(len(it.run.key.split()) for it in kept if it.run.linked < told["linked"]) < told["least"]:
        raise InputError(file, "is a page in which no article can be found")
    keys = about.keys()
    title = str(keys["title"]) if "title" in keys else None
    return composed(_pieces(title, kept, seen), keys)


def others(data: bytes, file: str, given: Mapping[str, str]) -> Iterator[Member]:
    """The other articles of a page that contains several, each as a page, numbered from 2."""
    if may_be_several(data):
        given = _placed(data, given)
        several = Several(tree(data, file, given.get("charset")), given)
        for number, one in enumerate(several.all[1:], 2):
            address = {"url": given["url"]} if "url" in given else {}
            yield Member(str(number), several.alone(one), {**address, "charset": "utf-8"}, PAGE)


def _placed(data: bytes, given: Mapping[str, str]) -> Mapping[str, str]:
    """What is known about a page, with the address that a browser wrote into it if there is no other."""
    address = given.get("url") or saved_from(data)
    return {**given, "url": address} if address else given


def fragment(text: str, file: str) -> list[Piece]:
    """The blocks of a piece of a page that is all article: the text of a feed, an email, a row of a table."""
    root = tree(text.encode("utf-8", "replace"), file, "utf-8")
    seen = list(runs(root))
    return list(_pieces(None, [Kept(run, number) for number, run in enumerate(seen)], seen))


def _pieces(title: str | None, kept: Sequence[Kept], seen: Sequence[Run]) -> Iterator[Piece]:
    """The blocks of the article, its headline first and only once, with the captions, posts and times between them."""
    if title:
        yield Piece(title, BlockKind.TITLE)
    headline, behind, shown = key_of(title or ""), None, posts(seen)
    done: set[range] = set()
    for it in kept:
        for number in (*range(*_gap(behind, it.number)), it.number):
            post = None if number is None else shown.get(number)
            if post is not None and post.pieces:
                # As a whole, however much of it was kept.
                yield from () if post.numbers in done else post.pieces
                done.add(post.numbers)
            elif number is not None and number != it.number:
                yield from _beside(number, it.number, behind, seen)
            elif it.run.key and it.run.key != headline:
                yield Piece(it.run.text, BlockKind.POST) if post else _piece(it)
        behind = behind if it.number is None else it.number


def _gap(behind: int | None, number: int | None) -> tuple[int, int]:
    """The runs between two that were kept; above the first, those that may contain its time."""
    if number is None:
        return (0, 0)
    return (max(0, number - _ABOVE) if behind is None else behind + 1, number)


def _beside(number: int, below: int | None, behind: int | None, seen: Sequence[Run]) -> Iterator[Piece]:
    """What is used of a run that was not kept: a caption, and the time of an entry of a live blog."""
    run = seen[number]
    if behind is not None and _is_caption(run.element):
        yield Piece(run.text, BlockKind.CAPTION)
    elif below is not None and is_time(run) and is_entry(run, seen[below], behind, seen):
        yield Piece(run.text, BlockKind.DATELINE, day(run))


def _piece(it: Kept) -> Piece:
    """A run with its kind, if the page says so."""
    if it.number is None:
        return Piece(it.run.text)
    element = it.run.element
    if _is_caption(element):
        return Piece(it.run.text, BlockKind.CAPTION)
    if is_time(it.run):
        return Piece(it.run.text, BlockKind.DATELINE, day(it.run))
    # A whole paragraph that is a link leads elsewhere.
    if it.run.linked >= words("page")["linked"]:
        return Piece(it.run.text, BlockKind.TEASER)
    return Piece(it.run.text, BlockKind.HEADING if element.tag in _HEADINGS else None)


def _is_caption(element: etree._Element) -> bool:
    pattern = page_pattern("caption")
    return any(it.tag in ("figure", "figcaption") or pattern.search(it.get("class") or "") for it in _nearest(element))


def _nearest(element: etree._Element) -> Iterator[etree._Element]:
    """An element and the nearest ones around it."""
    yield element
    for number, it in enumerate(element.iterancestors()):
        if number == 3 or it.tag in ("article", "main", "body"):
            return
        yield it
