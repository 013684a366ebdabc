"""From the bytes of a file to text, so that every offset counts code points that are really in the file."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

from graph.errors import InputError
from graph.read.reading_rules import rules

# The marks of UTF-32 come first: they begin with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH_BYTES = re.compile(rb"[\x80-\xff]")
_UTF8_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
_SAMPLE = 2_000  # characters beyond ASCII by which an encoding is judged
_WHITE_CONTROLS = "\t\n\r\f\v\x85"
_NOT_TEXT = ("Cc", "Cn", "Co", "Cs")


def decode(data: bytes, file: str = "text") -> str:
    """The text of `data` without a byte order mark, with newlines and control characters exactly as they are.

    Strict UTF-8, UTF-16 and UTF-32 by their marks, else the encoding that fits best. Raises `InputError` naming
    `file`, and the line if known, for data that is not text or whose encoding is unclear.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = _strictly(data[len(mark) :], encoding, file)
            break
    else:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            text = _legacy(data, error, file)
    return _plausible(text, file)


def _strictly(data: bytes, encoding: str, file: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        reason = f"begins as {encoding.upper()} but has bytes that are not"
        raise InputError(file, reason, _line(data, error)) from error


def _line(data: bytes, error: UnicodeDecodeError) -> str:
    line = data.count(b"\n", 0, error.start) + 1
    return f"line {line}"


def _legacy(data: bytes, error: UnicodeDecodeError, file: str) -> str:
    """The text of bytes that are not UTF-8 and have no mark."""
    high = len(_HIGH_BYTES.findall(data))
    if 4 * sum(map(len, _UTF8_SEQUENCE.findall(data))) >= 3 * high:
        raise InputError(file, "is UTF-8 with a broken character", _line(data, error)) from error
    if b"\0" not in data:
        # ISO-8859-1 has control characters, which nobody writes, where Windows-1252 has quotation marks.
        fits = [(_oddness(text), rank, text) for rank, text in enumerate(_likely(data))]
        if fits and min(fits)[0] <= rules().section("encoding")["odd_share"]:
            return min(fits)[2]
    # Imported here because it takes a fifth of a second and most files are UTF-8.
    from charset_normalizer import from_bytes

    match = from_bytes(data).best()
    if match is None:
        reason = "has an unknown encoding, or is not a text file; save it as UTF-8"
        raise InputError(file, reason, _line(data, error))
    return str(match).removeprefix("\ufeff")


def _likely(data: bytes) -> list[str]:
    """`data` in each usual encoding of English news in which it can be read, most common first."""
    readings = []
    for encoding in rules().section("encoding")["likely"]:
        try:
            readings.append(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return readings


def _oddness(text: str) -> float:
    """The share, 0 to 1, of characters beyond ASCII in places where English does not have them."""
    section = rules().section("encoding")
    odd = total = 0
    for match in _BEYOND_ASCII.finditer(text):
        at = match.start()
        before, after = text[at - 1 : at] or " ", text[at + 1 : at + 2] or " "
        odd += not _expected(before, match.group(), after, section)
        total += 1
        if total == _SAMPLE:
            break
    return odd / total if total else 1.0


def _expected(before: str, character: str, after: str, section: dict[str, str]) -> bool:
    if character in section["anywhere"]:
        return True
    if character in section["opening"]:
        return not before.isalnum() and not after.isspace()
    if character in section["closing"]:
        return not before.isspace() and (character == "’" or not after.isalnum())
    if character in section["after_digit"]:
        return before.isdigit()
    if not unicodedata.name(character, "").startswith("LATIN"):
        return False
    if character.isupper():
        return before.isascii() and not before.islower() and after.isalpha()
    return (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())


def _plausible(text: str, file: str) -> str:
    """`text`, unless too many of its characters are control characters, so that the file is binary."""
    counts = Counter(text)
    controls = sum(
        count
        for character, count in counts.items()
        if character not in _WHITE_CONTROLS and unicodedata.category(character) in _NOT_TEXT
    )
    if text and controls > rules().section("limits")["control_share"] * len(text):
        raise InputError(file, "is a binary file, not text")
    return text
