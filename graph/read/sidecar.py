"""The `<stem>.toml` beside an article: what its text does not say about it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from errno import ENAMETOOLONG
from pathlib import Path
from urllib.parse import urlsplit

from graph.errors import InputError
from graph.read.dates import find_date
from graph.read.encoding import decode
from graph.read.language import language_name
from graph.read.reading_rules import rules

SUFFIX = ".toml"

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about an article from elsewhere; it goes before what the text shows."""

    title: str | None = None
    author: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None

    def checked(self, file: str, place: str = "key {}") -> Known:
        """Itself; raises `InputError` naming `file` and the field for an impossible address or language."""
        for key in ("title", "author", "outlet"):
            value = getattr(self, key)
            if value is not None and not value.strip():
                raise InputError(file, "is empty; leave the key out instead", place.format(key))
        if self.url is not None and not _is_web_address(self.url):
            raise InputError(file, f"{self.url!r} is no http or https address", place.format("url"))
        if self.language is not None:
            _check_language(self.language, file, place.format("language"))
        return self


def read_sidecar(article: Path, date_order: str = "MDY") -> Known:
    """The sidecar file of `article`; everything unknown where there is none.

    Keys: title, author, date, outlet, url, language. Raises `InputError` naming the file and the key.
    """
    path = article.with_suffix(SUFFIX)
    name = path.name
    table = _table(path)
    texts: dict[str, str] = {}
    published = None
    for key, value in table.items():
        if key == "date":
            published = _date(value, name, date_order)
        elif key not in ("title", "author", "outlet", "url", "language"):
            raise InputError(name, "unknown; known are title, author, date, outlet, url, language", f"key {key}")
        elif not isinstance(value, str):
            raise InputError(name, "must be a text in quotation marks", f"key {key}")
        else:
            texts[key] = value
    return Known(published=published, **texts).checked(name)


def _table(path: Path) -> dict[str, object]:
    """What a sidecar file says by its keys, nothing where there is none."""
    longest = rules().section("limits")["sidecar"]
    try:
        if not path.is_file():
            return {}
        with path.open("rb") as stream:
            data = stream.read(longest + 1)
    except OSError as error:
        if error.errno == ENAMETOOLONG:  # so that there is none, however good the name of the article
            return {}
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error
    if len(data) > longest:
        raise InputError(path.name, f"is longer than {longest:,} bytes, which a few lines about an article are not")
    try:
        return tomllib.loads(decode(data, path.name))
    except RecursionError as error:
        raise InputError(path.name, "is no valid TOML: nested too deep") from error
    except ValueError as error:  # what is wrong with the syntax, and a number with too many digits
        raise InputError(path.name, f"is no valid TOML: {error}") from error


def _date(value: object, file: str, date_order: str) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = find_date(value, date_order) if isinstance(value, str) else None
    if found is None:
        raise InputError(file, f"{str(value)!r} is no date; write 2025-04-07", "key date")
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
        raise InputError(file, f"{language!r} is no language code; write en", place)
    code = language.split("-")[0].lower()
    if code != rules().section("language")["reads"]:
        raise InputError(file, f"the article is in {language_name(code)}; only English can be read", place)
