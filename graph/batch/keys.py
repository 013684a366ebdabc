"""What an annotation depends on, as one key: the article with its sidecar files, how it is read, and by what."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graph.batch.sources import Annotated, Article
from graph.model import Document, Part

if TYPE_CHECKING:
    from graph.batch.options import Options
    from graph.rulebook.tables import Overlay

# Packages are imported where they are used: `import graph` must stay as quick as a command that needs none of them.

_LARGEST = 1 << 28  # bytes: no article is that long, and an endless file must not be read to its end


@dataclass(frozen=True, slots=True)
class Keys:
    """Makes the keys of articles that are read in the same way; `how` is what the keys have in common."""

    how: str

    def of(self, source: Article) -> str | None:
        """The key of an article; None for one that cannot be read twice, as from a pipe, or cannot be read at all."""
        try:
            return hashed(self.how, *_told(source))
        except OSError:
            return None


def keys(options: Options, rules: Overlay | None) -> Keys:
    """Keys for articles that are read with `options` and the tables of rules `rules`."""
    from graph.cache import pipeline
    from graph.read.dates import known_order

    order, tables = known_order(options.date_order), rules.digests() if rules else ()
    return Keys(hashed(pipeline(), options.reader, order, tables, options.predications, options.texts))


def _told(source: Article) -> tuple[object, ...]:
    if isinstance(source, Document):
        return ("document", source)
    if isinstance(source, Annotated):
        return ("annotated", _bytes(source.file), *_article(source.text), source.inside, source.sha256)
    if isinstance(source, Part):
        return ("part", *_article(source.file, source.data), replace(source, file=Path(), data=Path()))
    return ("file", *_article(source))


def _article(file: Path, data: Path | None = None) -> tuple[str, str | None, str]:
    """The name of an article, its sidecar file, and its bytes, which may have been extracted into `data`."""
    from graph.read.files import plain_name
    from graph.read.sidecar import sidecar_of

    beside = sidecar_of(file)
    return plain_name(file), _bytes(beside) if beside.is_file() else None, _bytes(data or file)


def _bytes(file: Path) -> str:
    """The SHA-256 of a file; raises `OSError` for anything that is not a file, or cannot be an article."""
    from graph.files import digest

    if not file.is_file() or file.stat().st_size > _LARGEST:
        raise OSError(f"{file} is not looked at")
    return digest(file)


def hashed(*about: object) -> str:
    """The SHA-256 of values whose `repr` determines them."""
    return hashlib.sha256(repr(about).encode("utf-8", "surrogatepass")).hexdigest()
