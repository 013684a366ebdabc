"""Pages that contain several whole articles: which ones they are, and each of them as a separate page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from copy import deepcopy
from functools import cached_property
from html import escape
from itertools import islice
from typing import Any
from urllib.parse import urldefrag, urljoin

from lxml import etree, html

from graph.read.formats.html.about import About
from graph.read.formats.html.linked_data import articles_of, headline_of, is_article, is_live
from graph.read.formats.html.runs import key_of, runs
from graph.read.formats.settings import page_pattern, words

_MARK = re.compile(rb"<article\b|schema\.org/\w*(?:article|report|posting|review|interview)\b")
_HEADINGS = ("h1", "h2", "h3")


def may_be_several(data: bytes) -> bool:
    """Whether the bytes of a page have what several articles need; most pages need not be searched for them."""
    return sum(1 for _ in islice(_MARK.finditer(data.lower()), 2)) > 1


class Several:
    """The whole articles of a page, in order; `all` is empty unless at least two clearly are.

    An article is whole if it has its own headline and more text than a teaser. It is not just a chapter of another one
    if its headline is one of the page (`h1`), leads to another address, or is that of an article described in the page.
    Comments are not articles, and the entries of a live blog are one article.
    """

    def __init__(self, root: html.HtmlElement, given: Mapping[str, str]) -> None:
        self.root = root
        self.given = given
        whole = _whole(root)
        live = len(whole) > 1 and any(map(is_live, self.linked.values()))
        own = [it for it in whole if self._is_own(it)] if len(whole) > 1 and not live else []
        # The same text twice is one article, shown in two ways.
        distinct = list({key_of(_words(it)): it for it in reversed(own)}.values())[::-1]
        self.all = distinct if len(distinct) > 1 else []

    @cached_property
    def about(self) -> About:
        """What the whole page says about itself."""
        return About(self.root, list(runs(self.root)), self.given)

    @cached_property
    def linked(self) -> dict[str, dict[str, Any]]:
        """The articles described in the page, by the words of their headlines."""
        return {key_of(headline_of(it) or ""): it for it in reversed(articles_of(self.root))}

    def own(self) -> bytes | None:
        """The page with only the first article; None if its metadata is that article's, or there is no other.

        The other articles are then taken out of the page itself.
        """
        if not self.all:
            return None
        title, heading = (f" {key_of(it)} " for it in (self.about.title() or "", _words(self.all[0])))
        if heading.strip() and (heading in title or title in heading):
            for one in self.all[1:]:
                one.drop_tree()
            return None
        return self.alone(self.all[0])

    def alone(self, one: html.HtmlElement) -> bytes:
        """One of the articles as a page, with what the whole page says about it."""
        outlet, link, told = self.about.outlet, self._link(one), self.linked.get(key_of(_words(one)))
        head = f'<meta charset="utf-8"><title>{escape(_words(one))}</title>'
        head += f'<meta property="og:site_name" content="{escape(outlet)}">' if outlet else ""
        head += f'<link rel="canonical" href="{escape(link)}">' if link else ""
        if told is not None:
            script = json.dumps(told, ensure_ascii=False, sort_keys=True).replace("</", "<\\/")
            head += f'<script type="application/ld+json">{script}</script>'
        copy = deepcopy(one)
        copy.tail = None
        body = etree.tostring(copy, encoding="unicode", method="html")
        return f"<!DOCTYPE html>\n<html><head>{head}</head><body>{body}</body></html>\n".encode("utf-8", "replace")

    def _is_own(self, one: html.HtmlElement) -> bool:
        heading = _heading(one)
        known = heading is not None and (heading.tag == "h1" or key_of(_words(one)) in self.linked)
        return known or one.get("itemtype") is not None or self._link(one) is not None

    def _link(self, one: html.HtmlElement) -> str | None:
        """The address that a headline leads to, if it is not that of the page."""
        heading, page = _heading(one), self.about.url or ""
        around = [] if heading is None else [*heading.iter("a"), *heading.iterancestors("a")]
        found = next((it.get("href") for it in around if it.get("href")), "")
        whole = str(urldefrag(urljoin(page, found)).url)
        leads = bool(found) and whole.startswith(("http://", "https://")) and whole != urldefrag(page).url
        return whole if leads else None


def _whole(root: html.HtmlElement) -> list[html.HtmlElement]:
    """The elements of a page that qualify as whole articles, in order."""
    found: list[html.HtmlElement] = []
    above: set[etree._Element] = set()
    marked = [it for it in root.iter() if isinstance(it.tag, str) and _is_marked(it)]
    # Inner elements come first: an element that contains whole articles is not an article itself.
    for one in reversed(marked):
        if one not in above and _is_whole(one):
            found.insert(0, one)
            above.update(one.iterancestors())
    return found


def _is_marked(element: html.HtmlElement) -> bool:
    if element.tag != "article" and element.get("itemtype") is None:
        return False
    known = element.tag == "article" or is_article({"@type": (element.get("itemtype") or "").rpartition("/")[2]})
    return known and page_pattern("comment").search(element.get("class") or "") is None


def _is_whole(element: html.HtmlElement) -> bool:
    """Whether an element has a headline and paragraphs that are more than a summary."""
    told = words("page")
    paragraphs = (it.key.count(" ") + 1 for it in runs(element) if it.linked < told["linked"])
    return _heading(element) is not None and sum(it for it in paragraphs if it >= told["least"]) >= told["whole"]


def _heading(element: html.HtmlElement) -> html.HtmlElement | None:
    """The headline of an article: the first heading in it."""
    return next(element.iter(*_HEADINGS), None)


def _words(element: html.HtmlElement) -> str:
    heading = _heading(element)
    return "" if heading is None else " ".join(heading.text_content().split())
