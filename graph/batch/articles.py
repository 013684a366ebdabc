"""The articles of a build, without repeats, and what became of the other files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from graph.batch.sources import Annotated, Article, Outcome, text_of
from graph.errors import InputError
from graph.model import Annotation, Metadata, Skipped


@dataclass(frozen=True, slots=True)
class Articles:
    """What was read: the annotations in the order of the articles' ids; and what was not read, and why.

    By id: `files` are the files of the texts, `texts` the compressed texts that are not in a file in the form in which
    they were read, and `readers` the readers of the articles, if known.
    """

    annotations: Sequence[Annotation]
    files: tuple[tuple[str, Path], ...]
    texts: tuple[tuple[str, bytes], ...]
    readers: tuple[tuple[str, str | None], ...]
    failures: tuple[InputError, ...]
    skipped: tuple[Skipped, ...]


class _Article(NamedTuple):
    """An article that was read: its sort key among copies, its name, and where it comes from.

    `annotation` is its key if it is in the cache; `about` and `text` have to be in memory.
    """

    sorting: str
    name: str
    source: Article
    about: Metadata
    reader: str | None
    text: bytes | None
    annotation: Annotation | str

    @classmethod
    def of(cls, outcome: Outcome, made: Annotation) -> _Article:
        about = made.metadata
        return cls(repr(about), outcome.name, outcome.source, about, made.reader, made.text, outcome.key or made)

    def place(self) -> tuple[bool, str, str]:
        """Its place among its copies: the first is kept."""
        return not isinstance(self.source, Annotated), self.sorting, self.name


def collected(outcomes: Iterable[Outcome], skipped: Iterable[Skipped], cache: Path | None = None) -> Articles:
    """The articles in `outcomes`; `skipped`, the files passed over, is complete once all outcomes are known.

    The same bytes from the same origin are one article: the one whose metadata sorts first, whatever the order of
    reading. Somebody else's annotation of an article takes precedence over one of a copy. What is in `cache` is not
    kept in memory.
    """
    kept: dict[tuple[str, str], _Article] = {}
    names: dict[tuple[str, str], list[str]] = {}
    failures: list[InputError] = []
    for it in outcomes:
        if isinstance(it.result, InputError):
            failures.append(it.result)
            continue
        one = _Article.of(it, it.result)
        key = (one.about.sha256, one.about.origin)
        kept[key] = min(kept.get(key, one), one, key=_Article.place)
        names.setdefault(key, []).append(one.name)
    copies = (copy_of(name, one.name) for key, one in kept.items() for name in _others(names[key], one.name))
    articles = _by_id(kept)
    files = ((id, text_of(it.source)) for id, it in articles.items())
    return Articles(
        annotations=_annotations(articles.values(), cache),
        files=tuple((id, text.absolute()) for id, text in files if text is not None),
        texts=tuple((id, it.text) for id, it in articles.items() if it.text is not None),
        readers=tuple((id, it.reader) for id, it in articles.items()),
        failures=tuple(sorted(failures, key=str)),
        skipped=tuple(sorted({*copies, *skipped})),
    )


def copy_of(copy: str, kept: str) -> Skipped:
    """A file that is skipped because another one with the same text and origin is read."""
    return Skipped(copy, f"has the text of {kept}, and the same outlet and URL, or no other file name")


def _others(names: Iterable[str], kept: str) -> list[str]:
    """All names except one instance of `kept`."""
    left = sorted(names)
    left.remove(kept)
    return left


def _by_id(kept: dict[tuple[str, str], _Article]) -> dict[str, _Article]:
    """The articles by id. Of those with the same bytes, the first by origin gets the id that it would have alone."""
    found: dict[str, _Article] = {}
    for (_, origin), one in sorted(kept.items(), key=lambda it: it[0]):
        about = one.about if one.about.id not in found else replace(one.about, twin=origin)
        found[about.id] = one._replace(about=about)
    return {id: found[id] for id in sorted(found)}


def _annotations(articles: Iterable[_Article], cache: Path | None) -> Sequence[Annotation]:
    """The annotations of articles: all in memory, or if any is in the cache, decoded when they are looked at."""
    several = list(articles)
    if cache is None or not any(isinstance(it.annotation, str) for it in several):
        return tuple(_as_twin(it.annotation, it.about.twin) for it in several if isinstance(it.annotation, Annotation))
    from graph.cache import Annotations, Cache

    return Annotations(Cache(cache), [(it.annotation, it.about.twin) for it in several])


def _as_twin(annotation: Annotation, origin: str | None) -> Annotation:
    return annotation if origin is None else annotation.as_twin(origin)
