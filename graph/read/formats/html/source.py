"""From the bytes of a page to its tree, without what readers do not see. Nothing is fetched and nothing runs."""

from __future__ import annotations

import codecs
import re

from lxml import etree, html

from graph.errors import InputError
from graph.read.encoding import decode
from graph.read.formats.charset import by_name
from graph.read.formats.settings import limits, page_pattern

_DATA = re.compile(rb"data:[\w.+/-]{0,60}(?:;[\w=.-]{0,40}){0,4},[\w+/=%.~-]{100,}")
"""A picture or font embedded in the page, of which single-file pages mostly consist."""

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HEAD = 4096
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNSEEN = ("style", "template", "noscript", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video")
_LINES = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "figcaption")
_WINDOWS = ("span", "div", "sup", "ul", "section", "aside")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MAIN = ("main", "*[@role='main']", "*[@itemprop='articleBody']", "article")
"""Elements that may contain the article; each counts only if there is exactly one such element."""
_TELLING = ("head", "script", "meta", "link")
_DATA_SCRIPT = "application/ld+json"


def tree(data: bytes, file: str, charset: str | None = None) -> html.HtmlElement:
    """The tree of a page; `charset` is what a server said about it. Raises `InputError` naming `file`."""
    data = _DATA.sub(b"data:,", data)
    if len(data) > limits()["page"]:
        raise InputError(file, f"is a page of more than {limits()['page']:,} bytes without its pictures")
    text = _DECLARATION.sub("", page_text(data, file, charset)).replace("\0", " ")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError) as error:
        raise InputError(file, "is a page without anything in it") from error
    _prune(root)
    _clean(root)
    count = sum(1 for _ in root.iter())
    if count > limits()["elements"]:
        _narrow(root)
    if sum(1 for _ in root.iter()) > limits()["elements"]:
        raise InputError(file, f"is a page of {count:,} elements: not one article")
    return root


def _narrow(root: html.HtmlElement) -> None:
    """Remove everything outside the main element of a page, if it marks one; this is mostly comments."""
    kinds = (f"//{it}" for it in _MAIN)
    main = next((found[0] for it in kinds if len(found := root.xpath(it)) == 1), None)
    for one in () if main is None else (main, *main.iterancestors()):
        others = (it for it in (*one.itersiblings(), *one.itersiblings(preceding=True)) if it.tag not in _TELLING)
        for it in list(others):
            it.drop_tree()


def page_text(data: bytes, file: str, charset: str | None = None) -> str:
    """The text of a page: as UTF-8 if it is, else in the encoding that it declares, else in the most likely one."""
    if not data.startswith(_MARKS):
        text = _utf8(data)
        declared = _CHARSET.search(data[:_HEAD])
        for name in (charset, declared and declared[1].decode("ascii")) if text is None else ():
            text = by_name(data, name) if text is None else text
        if text is not None:
            return text
    return decode(data, file)


def _utf8(data: bytes) -> str | None:
    """The text of bytes that are UTF-8 and not a binary file by chance; None for others."""
    try:
        return data.decode("utf-8") if data.count(b"\0") * 100 <= len(data) else None
    except UnicodeDecodeError:
        return None


def _clean(root: html.HtmlElement) -> None:
    """Replace with spaces the characters that texts do not have and from which no tree can be built again."""
    for it in root.iter():
        if it.text and _NO_TEXT.search(it.text):
            it.text = _NO_TEXT.sub(" ", it.text)
        if it.tail and _NO_TEXT.search(it.tail):
            it.tail = _NO_TEXT.sub(" ", it.tail)


def _prune(root: html.HtmlElement) -> None:
    """Remove scripts, styles, frames and everything else that is not text; what follows them stays."""
    unseen = list(root.iter(*_UNSEEN))
    unseen += [it for it in root.iter("script") if (it.get("type") or "").lower() != _DATA_SCRIPT]
    beside = page_pattern("beside")
    unseen += [it for above in root.iter(*_LINES) for it in above.iterdescendants(*_WINDOWS) if _is_beside(it, beside)]
    for it in unseen:
        if it.getparent() is not None:
            it.drop_tree()


def _is_beside(element: etree._Element, pattern: re.Pattern[str]) -> bool:
    """Whether an inline element is shown only on hover, or not at all."""
    hidden = "hidden" in element.attrib or _HIDDEN.search(element.get("style") or "") is not None
    return hidden or pattern.search(element.get("class") or "") is not None
