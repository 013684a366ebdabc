"""Turns one article, from bytes or a string, with its layout and what is known about it, into a `Document`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from graph.agents import agency
from graph.errors import InputError
from graph.model import Block, BlockKind, Document, Metadata, Part
from graph.read.content import Content
from graph.read.credits import agency_in
from graph.read.dates import known_order
from graph.read.encoding import decode
from graph.read.files import plain_name
from graph.read.formats.settings import limits
from graph.read.input_formats import ROW, InputFormat, Inside, known_format, named
from graph.read.known import Known, known
from graph.read.language import check_language
from graph.read.layout import lay_out
from graph.read.reading_rules import rules
from graph.read.sidecar import read_sidecar, read_sidecar_inside

_BYTES_A_CHARACTER = 4  # at most, in every encoding of Unicode


def read(path: str | Path, *, date_order: str = "MDY", any_language: bool = False) -> Document:
    """The article in the file `path`, with what the file itself and a `<stem>.toml` beside it say about it.

    `date_order` ("MDY", "DMY", "YMD") says what 04/07/2025 means. With `any_language`, it need not be in English, and
    its language is not detected. Raises `InputError`, naming the file, and the place if it is known, for a file that
    cannot be read as an article, and for one that contains several.
    """
    path = Path(path)
    data = _bytes(path)
    format = known_format(path)
    if format.extract is None:
        raise InputError(str(path), f"is {format.name}, which may contain several articles; `build` reads them")
    one = _Source(data, format, plain_name(path), str(path))
    return _read(one, read_sidecar(path, date_order), {}, date_order, any_language=any_language)


def read_part(part: Part, *, date_order: str = "MDY", any_language: bool = False) -> Document:
    """One of the articles in a file that contains several.

    The sidecar files inside that file take precedence over the one beside it, which is about all of them.
    """
    one = Inside(part.inside, part.data.read_bytes(), named(part.format), dict(part.given))
    return read_inside(one, part.file, part.sidecars, date_order=date_order, any_language=any_language)


def read_inside(
    one: Inside,
    file: Path,
    sidecars: Iterable[tuple[str, bytes]] = (),
    *,
    date_order: str = "MDY",
    any_language: bool = False,
) -> Document:
    """The same for an article that was not extracted into a separate file."""
    source = _Source(one.data, one.format, f"{plain_name(file)}#{one.name}", f"{file}#{one.name}")
    told = Known()
    for name, data in sidecars:
        told = told.or_else(read_sidecar_inside(name, data, date_order))
    told = told.or_else(read_sidecar(file, date_order))
    return _read(source, told, one.given, date_order, any_language=any_language)


def read_row(data: bytes, file: str, *, date_order: str = "MDY") -> Document:
    """The article in a row of a table, as `graph.read.formats.tables` writes it; `file` is its name."""
    return _read(_Source(data, ROW, file, file), Known(), {}, date_order)


class _Source(NamedTuple):
    """The bytes of an article, their format, and its names in its metadata and in messages."""

    data: bytes
    format: InputFormat
    name: str
    file: str


def _read(
    one: _Source, told: Known, given: Mapping[str, str], date_order: str, *, any_language: bool = False
) -> Document:
    """The document made from some bytes; `told` is what sidecar files say about it, `given` what its source says."""
    assert one.format.extract is not None
    content = one.format.extract(one.data, one.file, given)
    told = told.or_else(known(content.about, one.file, date_order))
    sha256 = hashlib.sha256(one.data).hexdigest()
    return _document(content, sha256, one.name, told, date_order, one.file, any_language=any_language)


def from_text(
    text: str,
    *,
    file: str = "text",
    title: str | None = None,
    author: str | None = None,
    published: date | None = None,
    outlet: str | None = None,
    url: str | None = None,
    language: str | None = None,
    date_order: str = "MDY",
) -> Document:
    """An article from the string `text`, as if it were in a UTF-8 file called `file`.

    `title`, `author`, `published` (its day), `outlet`, `url` and `language` (a code such as "en") are what is known
    about it; they take precedence over what the text shows. `date_order` ("MDY", "DMY", "YMD") says what 04/07/2025
    means in it. Raises `InputError` for a text that is empty, too long or in a language that is not read, and for an
    argument that cannot be right.

    >>> document = rashomon.from_text("Ana Ruiz said that Luis Mora left.", outlet="Coast Wire")
    >>> document.metadata.outlet
    'Coast Wire'
    """
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(file, "contains half of a surrogate pair", f"character {error.start}") from error
    told = Known(title, author, published, outlet, url, language).checked(file, "{}")
    return _document(Content(decode(data, file)), hashlib.sha256(data).hexdigest(), file, told, date_order, file)


def _bytes(path: Path) -> bytes:
    try:
        # Reading a device or a pipe might never end.
        if path.exists() and not path.is_file():
            raise InputError(str(path), "is not a file")
        # Checked before the whole file is read: a film is long.
        own = known_format(path).longest if path.exists() else None
        longest = limits()[own] if own else _BYTES_A_CHARACTER * rules().section("limits")["characters"]
        with path.open("rb") as stream:
            data = stream.read(longest + 1)
    except OSError as error:
        raise InputError(str(path), _reason(error)) from error
    if len(data) > longest:
        raise InputError(str(path), f"is longer than {longest:,} bytes: not one article" if own else _too_long())
    return data


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "no such file or folder"
    return f"cannot be read: {error.strerror}"


def _too_long() -> str:
    return f"is longer than {rules().section('limits')['characters']:,} characters: not one article"


def _document(
    content: Content, sha256: str, name: str, told: Known, date_order: str, file: str, *, any_language: bool = False
) -> Document:
    """The document made from the content of a file; `name` goes into its metadata, `file` into messages."""
    date_order, text = known_order(date_order), content.text
    if len(text) > rules().section("limits")["characters"]:
        raise InputError(file, _too_long())
    layout = lay_out(text, date_order, content.blocks)
    if not layout.blocks:
        raise InputError(file, "is empty")
    outlet = told.outlet or layout.outlet
    source = agency_in(told.author or "") or layout.agency
    metadata = Metadata(
        file=name,
        sha256=sha256,
        title=told.title or layout.title,
        author=told.author or layout.author,
        published=told.published or layout.published,
        outlet=outlet,
        agency=source if source != agency(outlet or "") else None,
        url=told.url,
        language=told.language if any_language or told.language else check_language(_spoken(text, layout.blocks), file),
        text_sha256=hashlib.sha256(text.encode("utf-8")).hexdigest() if content.extracted else None,
        correction=layout.correction,
        subtitle=told.subtitle,
        section=told.section,
    )
    return Document(metadata, text, layout.blocks)


def _spoken(text: str, blocks: tuple[Block, ...]) -> str:
    """What the article says itself, without captions and promotions, which are often in another language."""
    kinds = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.TITLE)
    return "\n".join(block.span.of(text) for block in blocks if block.kind in kinds)
