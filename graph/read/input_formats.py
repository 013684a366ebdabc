"""The formats that articles come in: one table of them, for folders, commands, messages and docs alike.

A format is a row of `FORMATS`; everything that lists formats reads the table. The format of a file is decided only in
`format_of`: by the beginning of its bytes, else by the ending of its name. The `extract` of its row reads its bytes, or
the `unpack` if it contains several articles.
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
"""What the source of the bytes says about them: `url`, `charset`, or keys of a sidecar file."""


@dataclass(frozen=True, slots=True)
class InputFormat:
    """One format: its name, the endings of its files in lower case, and what extracts the content of their bytes.

    `extract` also gets the name of the file, for the `InputError` that it raises if it fails, and what is known from
    elsewhere. `unpack` lists what a file contains, for a format that is not an article itself; `beside` lists what a
    file read by `extract` contains besides its own article. `begins` says whether bytes are of this format, by the
    first of them and the name of their file; without it, the ending decides. `longest` is the name in formats.toml of
    the limit on its bytes; by default that of a text.
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
    """One article in a file that contains several: its name there, its bytes, and what the file says about it."""

    name: str
    data: bytes
    format: InputFormat
    given: Given


def _plain(data: bytes, file: str, _: Given) -> Content:
    return Content(decode(data, file))


def _at(place: str) -> Callable[..., Any]:
    """A function of a module of `graph.read.formats`, imported when it is called: most builds have few formats."""
    module, _, name = place.rpartition(".")

    def call(*arguments: Any) -> Any:
        return getattr(import_module(f"graph.read.formats.{module}"), name)(*arguments)

    return call


PLAIN = "plain text"
"""The name of the format of a plain text file."""

PAGE = "web page"
"""The name of the format of a page."""

ROW = InputFormat("row of a table", (), _at("tables.row"))
"""A row of any table: a JSON object with the keys of a sidecar file and `text`."""

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
"""All formats, the usual one first; of those with `begins`, the first that fits is taken."""

ENDINGS = tuple(ending for it in FORMATS for ending in it.endings)
"""The endings of the names of articles, in lower case."""

LISTED = ", ".join(ENDINGS)
"""The same in words."""

HEAD = 8192
"""How many bytes of a file are read to recognise its format."""

_HEAD_INFLATED = 4096


def recognised(head: bytes, name: str) -> InputFormat | None:
    """The format of bytes that begin with `head`, in a file of this name; None if it is not an article."""
    if head.startswith(signs.GZIP):
        head = _inflated(head)
    found = next((it for it in FORMATS if it.begins is not None and it.begins(head, name.lower())), None)
    return found or _by_ending(name, head)


def _inflated(head: bytes) -> bytes:
    """The beginning of the unpacked bytes, with the mark of gzip before it to show that they are packed."""
    try:
        return signs.GZIP + zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, _HEAD_INFLATED)
    except zlib.error:
        return head


def _by_ending(name: str, head: bytes) -> InputFormat | None:
    """The format by the ending of a name alone; None if its bytes would have to begin differently."""
    ending = PurePath(name).suffix.lower()
    found = next((it for it in FORMATS if ending in it.endings), None)
    # A page may begin with anything; other formats with a mark of their own are recognised by it.
    return found if found is None or found.begins in (None, signs.is_page) or not head else None


def format_of(path: str | PurePath) -> InputFormat | None:
    """The format of a file, by its content and its name; None for a file that is not an article."""
    path = Path(path)
    try:
        if path.is_file():
            with path.open("rb") as stream:
                return recognised(stream.read(HEAD), path.name)
    except OSError:
        pass  # reading it will report what is wrong
    return by_name(path.name)


def by_name(name: str) -> InputFormat | None:
    """The format of a file by its name alone, without opening it."""
    return recognised(b"", name)


def known_format(path: PurePath) -> InputFormat:
    """The format of a file; raises `InputError` if it has none of `FORMATS`."""
    format = format_of(path)
    if format is None:
        raise InputError(str(path), f"is of an unknown kind; articles are {LISTED} files")
    return format


def named(name: str) -> InputFormat:
    """The format with this name."""
    return next(it for it in (*FORMATS, ROW) if it.name == name)
