"""What the built documentation refers to, in its pages and styles, inside the site and outside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import lxml.html

_LOADED = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")
"""What a style sheet makes a browser load."""


_CLICKED = ("a", "area", "form", "link canonical", "style")
"""Elements whose addresses are followed only on demand, and the one whose text is examined separately."""


def references(page: Path) -> Iterator[tuple[str, str, str]]:
    """Each address in a page: the name of its element, the attribute, and the address as it is written."""
    for element, attribute, link, _ in tree(page).iterlinks():
        name = f"link {element.get('rel')}" if element.tag == "link" else element.tag
        yield name, attribute or "", link


def loaded(file: Path) -> list[str]:
    """The addresses from which a browser would load something for a page or a style sheet of its own accord."""
    if file.suffix == ".css":
        return _styled(file.read_text(encoding="utf-8"))
    page = tree(file)
    styles = [*page.xpath("//style/text()"), *page.xpath("//@style")]
    named = [link for name, attribute, link in references(file) if attribute != "style" and name not in _CLICKED]
    return [*named, *(link for style in styles for link in _styled(style))]


def _styled(style: str) -> list[str]:
    return [address or other for address, other in _LOADED.findall(style)]


def is_elsewhere(link: str) -> bool:
    """Whether an address is on another host."""
    return bool(urlsplit(link).netloc)


def broken(site: Path, page: Path) -> list[str]:
    """The addresses in a page that point into the site but to no file or anchor there."""
    return [link for _, _, link in references(page) if not is_elsewhere(link) and not _is_there(site, page, link)]


def _is_there(site: Path, page: Path, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme in ("data", "mailto", "javascript", "about"):
        return True
    path = unquote(parts.path)
    target = page if not path else site / path.lstrip("/") if path.startswith("/") else (page.parent / path).resolve()
    if not target.is_file() or not target.is_relative_to(site):
        return False
    return target.suffix != ".html" or not parts.fragment or unquote(parts.fragment) in anchors(target)


@cache
def anchors(page: Path) -> frozenset[str]:
    """The ids in a page, and the names of its anchors."""
    return frozenset(str(it) for it in tree(page).xpath("//@id | //a/@name")) | {"top"}


@cache
def tree(page: Path) -> lxml.html.HtmlElement:
    """A page as elements."""
    return lxml.html.document_fromstring(page.read_bytes())
