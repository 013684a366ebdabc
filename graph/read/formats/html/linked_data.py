"""What a page says about its article in JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml import html

from graph.read.formats.html.runs import key_of
from graph.read.formats.settings import limits

_ARTICLES = ("Article", "Report", "Posting", "Review", "Interview")
_LIVE = "LiveBlogPosting"
_LISTS = ("itemListElement", "mainEntity", "@graph")


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """An article as described in JSON-LD; what that does not say is None."""

    title: str | None = None
    author: str | None = None
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    subtitle: str | None = None
    section: str | None = None


def linked_article(root: html.HtmlElement, titles: set[str]) -> LinkedArticle | None:
    """The article of a page: the one with one of `titles` (as keys of their words), else the first."""
    objects = _all(root)
    known = {it["@id"]: it for it in objects if isinstance(it.get("@id"), str)}
    found = [it for it in objects if is_article(it)]
    one = next((it for it in found if key_of(_text(it.get("headline")) or "") in titles), found[0] if found else None)
    if one is None:
        return None
    return LinkedArticle(
        title=_text(one.get("headline")) or _text(one.get("name")),
        author=", ".join(dict.fromkeys(_names(one.get("author"), known))) or None,
        published=_text(one.get("datePublished")) or _text(one.get("dateCreated")),
        outlet=next(_names(one.get("publisher"), known), None),
        url=_text(one.get("url")) or _address(one.get("mainEntityOfPage")),
        subtitle=_text(one.get("alternativeHeadline")),
        section=next(_names(one.get("articleSection"), known), None),
    )


def articles_of(root: html.HtmlElement) -> list[dict[str, Any]]:
    """The articles described in a page."""
    return [it for it in _all(root) if is_article(it)]


def headline_of(it: Mapping[str, Any]) -> str | None:
    """The headline of an article."""
    return _text(it.get("headline"))


def _all(root: html.HtmlElement) -> list[dict[str, Any]]:
    return [it for script in _scripts(root) for it in _objects(script)]


def _scripts(root: html.HtmlElement) -> Iterator[Any]:
    for script in root.iter("script"):
        text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        if text and len(text) <= limits()["linked_data"]:
            # A line break inside a text is wrong, and common.
            with suppress(ValueError, RecursionError):
                yield json.loads(text, strict=False)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """The objects at the top of a value and in its lists; deeper ones belong to these."""
    waiting = [value]
    for _ in range(limits()["linked_objects"]):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one
        elif isinstance(one, dict):
            yield one
            waiting += [one[it] for it in _LISTS if it in one]


def is_article(it: Mapping[str, Any]) -> bool:
    """Whether an object of JSON-LD is an article."""
    return any(one.endswith(_ARTICLES) for one in _kinds(it))


def is_live(it: Mapping[str, Any]) -> bool:
    """Whether an object of JSON-LD is a live blog."""
    return _LIVE in _kinds(it)


def _kinds(it: Mapping[str, Any]) -> list[str]:
    said = it.get("@type")
    return [one for one in (said if isinstance(said, list) else [said]) if isinstance(one, str)]


def _names(value: Any, known: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    """The names in a value, also of objects referred to by an id in `known`."""
    for one in value if isinstance(value, list) else [value]:
        if not isinstance(one, dict):
            names = [one]
        else:
            told = one if "name" in one else known.get(str(one.get("@id")), one)
            names = told["name"] if isinstance(told.get("name"), list) else [told.get("name")]
        yield from filter(None, map(_text, names))


def _address(value: Any) -> str | None:
    return _text(value.get("@id") or value.get("url")) if isinstance(value, dict) else _text(value)


def _text(value: Any) -> str | None:
    """A text on one line, without the HTML tags that some write into it."""
    if not isinstance(value, str) or not value.strip():
        return None
    marked = "".join(str(it) for it in html.fromstring(f"<p>{value}</p>").itertext()) if "<" in value else value
    return " ".join(unescape(marked).split()) or None
