"""What is known about an article besides its text, and checks of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from graph.errors import InputError, UsageError
from graph.read.dates import find_date
from graph.read.language import language_name
from graph.read.reading_rules import rules

KEYS = ("title", "author", "date", "outlet", "url", "language", "subtitle", "section")
"""The keys of a sidecar file, or of the metadata in the file of an article."""

TEXT = "text"
"""The additional key of a row of a table: the article itself."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about an article from elsewhere; it takes precedence over what the text shows."""

    title: str | None = None
    author: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    subtitle: str | None = None
    section: str | None = None

    def checked(self, file: str, place: str = "key {}") -> Known:
        """This record; raises `InputError` naming `file` and the field for an impossible address or language."""
        for key in ("title", "author", "outlet", "subtitle", "section"):
            value = getattr(self, key)
            if value is not None and not value.strip():
                raise InputError(file, "is empty; leave the key out instead", place.format(key))
        if self.url is not None and not _is_web_address(self.url):
            raise InputError(file, f"{self.url!r} is not an http or https address", place.format("url"))
        if self.language is not None:
            _check_language(self.language, file, place.format("language"))
        return self

    def or_else(self, other: Known) -> Known:
        """This record, with missing fields taken from the other."""
        return Known(*(getattr(self, it.name) or getattr(other, it.name) for it in fields(Known)))


def known(told: Mapping[str, object], file: str, date_order: str = "MDY") -> Known:
    """The values of some of `KEYS` as a record; raises `InputError` naming `file` and key for an impossible one."""
    texts: dict[str, Any] = {}
    for key, value in told.items():
        if key == "date":
            texts["published"] = _date(value, file, date_order)
        elif key not in KEYS:
            raise InputError(file, f"unknown; the known keys are {', '.join(KEYS)}", f"key {key}")
        elif not isinstance(value, str):
            raise InputError(file, "must be a text in quotation marks", f"key {key}")
        else:
            texts[key] = value
    return Known(**texts).checked(file)


def _date(value: object, file: str, date_order: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = find_date(value, date_order) if isinstance(value, str) else None
    if found is None:
        raise InputError(file, f"{str(value)!r} is not a date; write 2025-04-07", "key date")
    return found[0]


def _is_web_address(url: str) -> bool:
    if re.search(r"[\s<>\"{}|\\^`\x00-\x20\x7f]", url):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _check_language(language: str, file: str, place: str) -> None:
    if _LANGUAGE.fullmatch(language) is None:
        raise InputError(file, f"{language!r} is not a language code; write en", place)
    code = language.split("-")[0].lower()
    if code != rules().section("language")["reads"]:
        raise InputError(file, f"the article is in {language_name(code)}; only English can be read", place)


def known_columns(columns: Iterable[tuple[str, str]]) -> None:
    """Raise `UsageError` for a column that is neither one of `KEYS` nor the text."""
    for key, _ in columns:
        if key not in (TEXT, *KEYS):
            raise UsageError(f"a column must be one of {', '.join((TEXT, *KEYS))}, not {key!r}")
