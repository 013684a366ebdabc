"""What a page says about its article: in JSON-LD, in its head, and where readers see it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from datetime import date, timedelta
from functools import cached_property
from itertools import chain
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from graph.read.bylines import author_in
from graph.read.dates import find_date as shown_day
from graph.read.dates import is_date_line
from graph.read.formats.html.linked_data import LinkedArticle, linked_article
from graph.read.formats.html.outlets import PARTS, is_outlet_itself, outlet_of
from graph.read.formats.html.runs import Run, key_of, runs
from graph.read.formats.settings import page_pattern, words
from graph.read.formats.told import told

_SAVED = re.compile(rb"<!--\s*saved from url=(?:\(\d+\))?(https?://[^\s>]{1,2000})")
_DAY = re.compile(r"(?:1[89]|20)\d{2}-\d{2}-\d{2}")
_YEAR = re.compile(r"\b(?:1[89]|20)\d{2}\b")
_NO_NAME = re.compile(r"https?:|www\.|@|[<>{}|]|\d{4}")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}[:.]\d{2}(?!\d)")
_BY = re.compile(r"^\s*(?:(?:written|posted|reported)\s+)?by:?\s+", re.IGNORECASE)
_LONGEST_NAME = 120
_LABEL = 60
_LAST_DAY = "2099-12-31"  # the default is today, so the same page would be read differently tomorrow


class About:
    """What one page says about its article; `given` is what its source says about it."""

    def __init__(self, root: html.HtmlElement, page: Sequence[Run], given: Mapping[str, str]) -> None:
        self.root = root
        self.page = page
        self.given = given
        self.meta = _meta(root)
        self.heads = list(dict.fromkeys(it.text for it in page if _within(it.element, "h1")))
        titles = {key_of(it) for it in (*self.heads, *self._meta("title"))}
        self.linked = linked_article(root, titles) or LinkedArticle()

    def keys(self) -> dict[str, object]:
        """The same under the keys of a sidecar file, without impossible values."""
        return told(
            title=self.title(),
            author=self.author(),
            date=self.date(),
            outlet=self.outlet,
            url=self.url,
            subtitle=self.linked.subtitle,
            section=self.section(),
        )

    def title(self) -> str | None:
        """The headline in the head of the page, in the form in which the page shows it, if it does."""
        said = [it for it in (self.linked.title, *self._meta("title"), self._page_title()) if it]
        outlet = key_of(self.outlet or "")
        heads = [it for it in self.heads if key_of(it) not in ("", outlet)]
        for title in said:
            key = f" {key_of(title)} "
            alike = [it for it in heads if f" {key_of(it)} " in key or key in f" {key_of(it)} "]
            if alike:
                return max(alike, key=len)
        # The only visible headline counts more than the title of the window on its own.
        window = len(said) == 1 and self.root.find(".//title") is not None
        if said and not (window and len(heads) == 1 and len(heads[0].split()) >= words("page")["part"]):
            return self._without_outlet(said[0])
        return heads[0] if heads else None

    def author(self) -> str | None:
        """The authors, as one text."""
        from trafilatura.metadata import extract_author

        said = (self.linked.author, *self._meta("author"))
        shown = (author_in(it) for it in self._marked("author"))
        known = next(filter(None, map(self._signature, (*said, *shown))), None)
        return known or self._signature(extract_author(self.root))

    def _signature(self, text: str | None) -> str | None:
        """The names in a text, without that of the outlet; None if it is not a list of names."""
        text = _BY.sub("", " ".join((text or "").split())).strip(" ,;|·")
        if not 0 < len(text) <= _LONGEST_NAME or _NO_NAME.search(text):
            return None
        return ", ".join(it for it in text.split(", ") if not is_outlet_itself(it, self.outlet or "")) or None

    def date(self) -> str | None:
        """The day of publication in the page; else judged by its words and its address."""
        said = [self.linked.published, *self._meta("date"), *self._times()]
        days = (it[0] for text in said if text and (it := _DAY.match(text.strip())))
        others = (it for it in said if it and _YEAR.search(it) and len(it) <= _LONGEST_NAME)
        day = next(days, None)
        return self._as_shown(day) if day else next(others, None) or self._likely_day()

    def _as_shown(self, day: str) -> str:
        """The day that readers see with a time of day, if it is the one before: the head may use UTC."""
        before = _day_before(day)
        timed = (it.text for it in self.page if len(it.text) <= _LONGEST_NAME and _CLOCK.search(it.text))
        dated = (part for it in timed for part in PARTS.split(it) if is_date_line(part))
        shown = {found[0].isoformat() for it in dated if (found := shown_day(it))}
        return before if before in shown and day not in shown else day

    def _likely_day(self) -> str | None:
        from htmldate import find_date

        tree, last = copy(self.root), _LAST_DAY
        return find_date(tree, original_date=True, extensive_search=False, url=self.url, max_date=last)

    @cached_property
    def outlet(self) -> str | None:
        """The outlet: what the page calls itself, in the form that readers see; else from its address."""
        said = [*self._meta("outlet"), self.linked.outlet]
        host = (urlsplit(self.url or "").hostname or "").removeprefix("www.")
        return outlet_of([it for it in said if it], host, PARTS.split(self._page_title() or ""), self._labels())

    def _labels(self) -> Iterator[str]:
        """Short texts on the page and alternative texts of pictures, among which are logos and footers."""
        pictures = (it.get("alt") or "" for it in self.root.iter("img"))
        return (" ".join(it.split()) for it in chain(pictures, (run.text for run in self.page)) if len(it) <= _LABEL)

    @cached_property
    def url(self) -> str | None:
        """The address that the page calls its own, else the one it came from."""
        links = [it.get("href") for it in self.root.iter("link") if (it.get("rel") or "").lower() == "canonical"]
        given = self.given.get("url")
        for address in (*links, *self._meta("url"), self.linked.url):
            whole = urljoin(given or "", (address or "").strip())
            # The front page is not an article, even if it is called so.
            if whole.startswith(("http://", "https://")) and urlsplit(whole).path.strip("/"):
                return str(whole)
        return given

    def section(self) -> str | None:
        """The section of the outlet that the article is in."""
        return self.linked.section or next(iter(self._meta("section")), None)

    def _meta(self, key: str) -> list[str]:
        return [it for name in words("meta")[key] for it in self.meta.get(name, ())]

    def _page_title(self) -> str | None:
        found = self.root.find(".//title")
        return " ".join((found.text or "").split()) if found is not None else None

    def _without_outlet(self, title: str) -> str:
        """A title without the name of the outlet at its end, or at its beginning."""
        outlet, host = key_of(self.outlet or ""), key_of(urlsplit(self.url or "").hostname or "").replace(" ", "")
        title = " ".join(title.split())
        ends = list(PARTS.finditer(title))
        for cut, rest in [(title[it.end() :], title[: it.start()]) for it in ends[-2:]] + [
            (title[: it.start()], title[it.end() :]) for it in ends[:1]
        ]:
            name = key_of(cut)
            if rest.strip() and name and (name == outlet or (len(name) > 3 and name.replace(" ", "") in host)):
                return rest.strip()
        return title

    def _times(self) -> Iterator[str]:
        for it in self.root.iter():
            if isinstance(it.tag, str) and it.get("itemprop") == "datePublished":
                yield it.get("content") or it.get("datetime") or it.text_content()
        for it in self.root.iter("time"):
            if it.get("datetime") and ("pubdate" in it.attrib or _within(it, "header") or _within(it, "article")):
                yield it.get("datetime") or ""

    def _marked(self, key: str) -> Iterator[str]:
        """The texts of elements marked as the author, by property, relation or class."""
        classes = page_pattern(key)
        for it in self.root.iter():
            if not isinstance(it.tag, str):
                continue
            if it.get("itemprop") == key or it.get("rel") == key or classes.search(it.get("class") or ""):
                text = " ".join(run.text for run in runs(it))
                if 0 < len(text) <= _LONGEST_NAME:
                    yield text


def saved_from(data: bytes) -> str | None:
    """The address that a browser wrote into a saved page."""
    found = _SAVED.search(data[:4096])
    return found[1].decode("ascii", "ignore") if found else None


def _day_before(day: str) -> str | None:
    try:
        return (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return None


def _meta(root: html.HtmlElement) -> dict[str, list[str]]:
    """The metadata of the head, by name in lower case, each in order."""
    found: dict[str, list[str]] = {}
    for it in root.iter("meta"):
        content = (it.get("content") or "").strip()
        for name in {it.get("property"), it.get("name"), it.get("itemprop")} - {None}:
            if content:
                found.setdefault(str(name).lower(), []).append(" ".join(content.split()))
    return found


def _within(element: etree._Element, name: str) -> bool:
    return element.tag == name or next(element.iterancestors(name), None) is not None
