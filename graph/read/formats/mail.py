"""Email: messages, their attachments, and files of many messages. Nothing is fetched."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from pathlib import PurePosixPath
from typing import IO

from graph.errors import InputError
from graph.read.content import Content, headed
from graph.read.encoding import decode
from graph.read.formats.charset import by_name
from graph.read.formats.plain import titled
from graph.read.formats.settings import limits
from graph.read.formats.told import told
from graph.read.limited import rest
from graph.read.members import Member, Settings

MAIL = "mail"
"""The name of the format of one message."""

_MESSAGE = "message/rfc822"
_PREFIX = re.compile(r"^(?:(?:re|fwd?|aw|wg)\s*:\s*)+", re.IGNORECASE)
_ANSWERED = re.compile(r"^>.*(?:\n|$)", re.MULTILINE)
_SIGNATURE = re.compile(r"^-- $", re.MULTILINE)
_ENVELOPE = re.compile(rb"^From [^\n]*\d{4}[^\n]*\n", re.MULTILINE)


def message(data: bytes, file: str, _: Mapping[str, str]) -> Content:
    """The article of a message: its subject and its text, without the quoted message and the signature."""
    with _blaming(file):
        return _content(message_from_bytes(data, policy=policy.default), file)


def saved_page(data: bytes, file: str, _: Mapping[str, str]) -> Content:
    """The article of a page that a browser saved in one file, with the address that the browser wrote there."""
    from graph.read.formats.html import page

    with _blaming(file):
        return page(*_saved(data, file))


def others(data: bytes, file: str, _: Mapping[str, str]) -> Iterator[Member]:
    """The other articles of such a page if it contains several."""
    from graph.read.formats.html import others as articles

    with _blaming(file):
        yield from articles(*_saved(data, file))


def _saved(data: bytes, file: str) -> tuple[bytes, str, dict[str, str]]:
    """The page in such a file, the name of the file, and what it says about the page."""
    mail = message_from_bytes(data, policy=policy.default)
    part = next((it for it in mail.walk() if it.get_content_type() in ("text/html", "application/xhtml+xml")), None)
    content = None if part is None else part.get_payload(decode=True)
    if part is None or not isinstance(content, bytes):
        raise InputError(file, "has no page in it")
    address = str(mail.get("snapshot-content-location") or part.get("content-location") or "")
    given = {"url": address, "charset": part.get_content_charset() or ""}
    return content, file, {key: it for key, it in given.items() if it}


def attached(data: bytes, file: str, _: Mapping[str, str]) -> Iterator[Member | InputError]:
    """The attachments of a message, by their names there, without pictures shown in its text."""
    with _blaming(file):
        mail = message_from_bytes(data, policy=policy.default)
        called: Counter[str] = Counter()
        for number, part in enumerate(_attachments(mail), 1):
            name = PurePosixPath((part.get_filename() or f"{number}").replace("\\", "/")).name or f"{number}"
            called[name] += 1
            name = name if called[name] == 1 else f"{called[name]} {name}"
            content = _attached(part)
            if len(content) > limits()["file"]:
                yield InputError(f"{file}#{name}", f"is longer than {limits()['file']:,} bytes")
            else:
                yield Member(name, content, format=MAIL if part.get_content_type() == _MESSAGE else None)


def _attachments(mail: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of a message that are separate files, and forwarded messages, without what is in those."""
    waiting: list[EmailMessage] = [mail]
    while waiting:
        part = waiting.pop(0)
        named = part.get_content_disposition() == "attachment" or part.get_filename() is not None
        shown = part.get("content-id") is not None and part.get_content_maintype() == "image"
        if part is not mail and (part.get_content_type() == _MESSAGE or (named and not part.is_multipart())):
            yield from () if shown else (part,)
        elif part.is_multipart() and part.get_content_type() != _MESSAGE:
            waiting[:0] = [it for it in part.get_payload() if isinstance(it, EmailMessage)]


def _attached(part: EmailMessage) -> bytes:
    """The bytes of an attachment; for a message, those of its file."""
    if part.get_content_type() == _MESSAGE:
        inner = part.get_payload()
        return inner[0].as_bytes() if isinstance(inner, list) and inner and isinstance(inner[0], EmailMessage) else b""
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


@contextmanager
def _blaming(file: str) -> Iterator[None]:
    """Turn what the standard library's parser raises for a malicious header into an error about the file."""
    try:
        yield
    except InputError:
        raise
    except RecursionError as error:
        raise InputError(file, "is not a readable email: its parts are nested too deeply") from error
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        raise InputError(file, f"is not a readable email: {error}") from error


def _content(mail: EmailMessage, file: str) -> Content:
    subject = _PREFIX.sub("", str(mail.get("subject") or ""))
    about = told(title=subject, date=_day(mail))
    plain, page = (mail.get_body((kind,)) for kind in ("plain", "html"))
    text = _text(plain, file) if plain is not None else ""
    if text.strip():
        text = _ANSWERED.sub("", text.replace("\r\n", "\n"))
        return titled(_SIGNATURE.split(text)[0], about)
    if page is None:
        raise InputError(file, "is an email without a text")
    from graph.read.formats.html import fragment

    return headed(fragment(_text(page, file), file), about)


def _text(part: MIMEPart, file: str) -> str:
    """The text of a part, read in the encoding that it declares, or in its real one if that differs."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    text = by_name(data, part.get_content_charset())
    return decode(data, file) if text is None else text


def _day(mail: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(str(mail.get("date"))).date().isoformat()
    except (TypeError, ValueError):
        return None


def messages(stream: IO[bytes], file: str, _: Settings) -> Iterator[Member | InputError]:
    """The messages in a file of many, each as it arrived."""
    data = rest(stream, file, limits()["table"])
    # Only after an empty line; otherwise it belongs to the message before.
    envelopes = [it for it in _ENVELOPE.finditer(data) if it.start() == 0 or _parted(data, it.start())]
    ends = [it.start() for it in envelopes[1:]] + [len(data)]
    for number, (envelope, end) in enumerate(zip(envelopes, ends, strict=True), 1):
        yield Member(str(number), data[envelope.end() : end].replace(b"\n>From ", b"\nFrom "), format=MAIL)


def _parted(data: bytes, at: int) -> bool:
    return data[max(0, at - 3) : at].endswith((b"\n\n", b"\n\r\n"))
