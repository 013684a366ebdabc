"""Documents of word processors: DOCX and ODT. Only their text is read: no macro is run, no picture opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO

from lxml import etree

from graph.errors import InputError
from graph.model import BlockKind
from graph.read.content import Content, Piece, composed
from graph.read.formats.settings import limits
from graph.read.formats.xml import local, parsed
from graph.read.formats.zipped import content, opened

# Parts of a document that are not its text: tables, notes, deletions, comments.
_APART = frozenset("tbl table tracked-changes annotation del moveFrom note txbxContent pict object instrText".split())
_SPACES = {"tab": "\t", "br": "\n", "cr": "\n", "s": " ", "line-break": "\n", "noBreakHyphen": "-"}
_STYLES = {"title": BlockKind.TITLE, "heading": BlockKind.HEADING, "caption": BlockKind.CAPTION}


def docx(data: bytes, file: str, _: Mapping[str, str]) -> Content:
    """The paragraphs of a DOCX document; titles, headings and captions are known by their styles."""
    return _composed(_part(data, "word/document.xml", file), file)


def odt(data: bytes, file: str, _: Mapping[str, str]) -> Content:
    """The paragraphs of an ODT document, in the same way."""
    return _composed(_part(data, "content.xml", file), file)


def _part(data: bytes, name: str, file: str) -> etree._Element:
    with opened(BytesIO(data), file) as archive:
        return parsed(content(archive, name, file, limits()["page"]), file)


def _composed(root: etree._Element, file: str) -> Content:
    names = {_attribute(it, "name"): _attribute(it, "parent-style-name") for it in root.iter("{*}style")}
    found = composed((Piece("".join(_text(it)), _kind(it, names)) for it in _paragraphs(root)), {})
    if not found.text:
        raise InputError(file, "has no text")
    return found


def _paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs in order, without those of excluded parts."""
    for it in root.iter("{*}p", "{*}h"):
        if not any(local(above) in _APART for above in it.iterancestors()):
            yield it


def _text(paragraph: etree._Element) -> Iterator[str]:
    """The text of a paragraph, without excluded parts."""
    apart: etree._Element | None = None
    for event, it in etree.iterwalk(paragraph, events=("start", "end")):
        name = local(it)
        if apart is None and event == "start":
            if name in _APART:
                apart = it
            elif name in _SPACES:
                yield _SPACES[name]
            elif name != "delText":
                yield it.text or ""
        elif event == "end":
            apart = None if it is apart else apart
            if apart is None and it is not paragraph:
                yield it.tail or ""


def _kind(paragraph: etree._Element, parents: Mapping[str, str]) -> BlockKind | None:
    """The kind of a paragraph by its style."""
    style = next((_attribute(it, "val") for it in paragraph.iterfind("{*}pPr/{*}pStyle")), "")
    style = style or _attribute(paragraph, "style-name")
    for name in (style, parents.get(style, "")):
        kind = next((kind for word, kind in _STYLES.items() if name.lower().replace("_20_", "").startswith(word)), None)
        if kind is not None:
            return kind
    return BlockKind.HEADING if local(paragraph) == "h" else None


def _attribute(element: etree._Element, name: str) -> str:
    """An attribute, whatever its namespace."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")
