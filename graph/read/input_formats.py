"""The formats that articles come in: one table of them, for folders, commands, messages and docs alike.

A format is a row of `FORMATS`; whatever lists formats reads the table. Which one a file has is decided in `format_of`
alone: by how its bytes begin, and where that says nothing by the ending of its name. What its bytes say is decided in
the `extract` of its row, or where it holds several articles in its `unpack`.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path, PurePath
from typing import IO, Any

from graph.errors import InputError
from graph.model import Skipped
from graph.read import signs
from graph.read.content import Content
from graph.read.encoding import decode
from graph.read.members import Member, Settings

__all__ = ["ENDINGS", "FORMATS", "LISTED", "Content", "InputFormat", "format_of", "known_format", "recognised"]

Given = Mapping[str, str]
"""What is known of the bytes from where they came from: `url`, `charset`, or keys of a sidecar file."""


@dataclass(frozen=True, slots=True)
class InputFormat:
    """One format: what it is called, the endings of its files in lower case, and what makes the content of their bytes.

    `extract` is given the name of the file as well, for the `InputError` that it raises where it cannot, and what is
    known from elsewhere. `unpack` goes through what a file holds, for a format that is no article itself, and `beside`
    through what is in one of `extract` besides its own article. `begins` says
    whether bytes are of this format, by the first of them and the name of their file; without it the ending decides.
    `longest` is the limit, among those of formats.toml, on its bytes; where there is none it is that of a text.
    """

    name: str
    endings: tuple[str, ...]
    extract: Callable[[bytes, str, Given], Content] | None = None
    unpack: Callable[[IO[bytes], str, Settings], Iterator[Member | InputError | Skipped]] | None = None
    beside: Callable[[bytes, str, Given], Iterator[Member | InputError | Skipped]] | None = None
    begins: Callable[[bytes, str], bool] | None = None
    longest: str | None = None


@dataclass(frozen=True, slots=True)
class Inside:
    """One article in a file that holds several: what it is called there, its bytes, and what the file knows of it."""

    name: str
    data: bytes
    format: InputFormat
    given: Given


def _plain(data: bytes, file: str, _: Given) -> Content:
    return Content(decode(data, file))


def _at(place: str) -> Callable[..., Any]:
    """A function of a module of `graph.read.formats` that is imported when it is called: most builds have few kinds."""
    module, _, name = place.rpartition(".")

    def call(*arguments: Any) -> Any:
        return getattr(import_module(f"graph.read.formats.{module}"), name)(*arguments)

    return call


PLAIN = "plain text"
"""The name of the format of a file that is a text as it is."""

PAGE = "web page"
"""The name of the format of a page."""

ROW = InputFormat("row of a table", (), _at("tables.row"))
"""A row of any table: an object of JSON with the keys of a sidecar file and `text`."""

FORMATS: tuple[InputFormat, ...] = (
    InputFormat(PLAIN, (".txt",), _plain),
    InputFormat(PAGE, (".html", ".htm", ".xhtml"), _at("html.page"), None, _at("html.others"), signs.is_page, "file"),
    InputFormat("Markdown", (".md", ".markdown"), _at("plain.markdown")),
    InputFormat("MHTML", (".mhtml", ".mht"), _at("mail.saved_page"), None, _at("mail.others"), signs.is_mhtml, "file"),
    InputFormat("mail", (".eml",), _at("mail.message"), None, _at("mail.attached"), signs.is_mail, "file"),
    InputFormat("mailbox", (".mbox",), unpack=_at("mail.messages"), begins=signs.is_mailbox),
    InputFormat("CSV", (".csv", ".tsv"), unpack=_at("tables.separated")),
    InputFormat("JSON Lines", (".jsonl", ".ndjson"), unpack=_at("tables.lines")),
    InputFormat("Parquet", (".parquet",), unpack=_at("tables.parquet"), begins=signs.is_parquet),
    InputFormat("PDF", (".pdf",), _at("pdf.pdf"), begins=signs.is_pdf, longest="file"),
    InputFormat("ODT", (".odt",), _at("office.odt"), begins=signs.is_odt, longest="file"),
    InputFormat("DOCX", (".docx", ".docm"), _at("office.docx"), begins=signs.is_docx, longest="file"),
    InputFormat("feed", (".rss", ".atom", ".xml"), unpack=_at("feeds.articles"), begins=signs.is_feed),
    InputFormat("WARC", (".warc",), unpack=_at("warc.pages"), begins=signs.is_warc),
    InputFormat("WACZ", (".wacz",), unpack=_at("archives.wacz"), begins=signs.is_wacz),
    InputFormat("ZIP", (".zip",), unpack=_at("archives.zip_files"), begins=signs.is_zip),
    InputFormat("tar", (".tar", ".tgz"), unpack=_at("archives.tar_files"), begins=signs.is_tar),
    InputFormat("gzip", (".gz",), unpack=_at("archives.gzip_file"), begins=signs.is_gzip),
)
"""All formats, the usual one first; of those that know how their bytes begin, the first that fits is taken."""

ENDINGS = tuple(ending for it in FORMATS for ending in it.endings)
"""How the names of articles end, in lower case."""

LISTED = ", ".join(ENDINGS)
"""The same in words."""

HEAD = 8192
"""Bytes of a file by which its format is told."""

_HEAD_INFLATED = 4096


def recognised(head: bytes, name: str) -> InputFormat | None:
    """The format of bytes that begin with `head`, in a file of this name; None for what is no article."""
    if head.startswith(signs.GZIP):
        head = _inflated(head)
    found = next((it for it in FORMATS if it.begins is not None and it.begins(head, name.lower())), None)
    return found or _by_ending(name, head)


def _inflated(head: bytes) -> bytes:
    """How the bytes begin that are packed in some; a mark of gzip before them says that they are packed."""
    try:
        return signs.GZIP + zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, _HEAD_INFLATED)
    except zlib.error:
        return head


def _by_ending(name: str, head: bytes) -> InputFormat | None:
    """The format by the ending of a name alone; a file whose bytes would have to begin otherwise has none of these."""
    ending = PurePath(name).suffix.lower()
    found = next((it for it in FORMATS if ending in it.endings), None)
    # A page may begin with anything; all others with a sign of their own are told by it.
    return found if found is None or found.begins in (None, signs.is_page) or not head else None


def format_of(path: str | PurePath) -> InputFormat | None:
    """The format of a file, by its content and its name; None for a file that is no article."""
    path = Path(path)
    try:
        if path.is_file():
            with path.open("rb") as stream:
                return recognised(stream.read(HEAD), path.name)
    except OSError:
        pass  # whoever reads it says what is wrong
    return by_name(path.name)


def by_name(name: str) -> InputFormat | None:
    """The format of a file that is not opened, by its name alone."""
    return recognised(b"", name)


def known_format(path: PurePath) -> InputFormat:
    """The format of a file; raises `InputError` where it has none of ours."""
    format = format_of(path)
    if format is None:
        raise InputError(str(path), f"is of an unknown kind; articles are {LISTED} files")
    return format


def named(name: str) -> InputFormat:
    """The format of a name."""
    return next(it for it in (*FORMATS, ROW) if it.name == name)
