"""The articles of a build, each once, and what became of the other files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from graph.batch.sources import Annotated, Article, Outcome, text_of
from graph.errors import InputError
from graph.model import Annotation, Skipped


@dataclass(frozen=True, slots=True)
class Articles:
    """What was read: the annotation of each article by its id, in the order of ids, and what was not read, and why.

    `files` are the files of their texts, `texts` those texts, packed, that are in no file as they were read, and
    `readers` who read them, as far as that is known, by the same ids.
    """

    annotations: tuple[Annotation, ...]
    files: tuple[tuple[str, Path], ...]
    texts: tuple[tuple[str, bytes], ...]
    readers: tuple[tuple[str, str | None], ...]
    failures: tuple[InputError, ...]
    skipped: tuple[Skipped, ...]


class _Article(NamedTuple):
    """One that was read: what it is sorted by among copies, what it is called, and where it is from."""

    sorting: str
    name: str
    source: Article
    annotation: Annotation

    def place(self) -> tuple[bool, str, str]:
        """Its place among copies, the one that is kept first."""
        return not isinstance(self.source, Annotated), self.sorting, self.name


def collected(outcomes: Iterable[Outcome], skipped: Iterable[Skipped]) -> Articles:
    """The articles among `outcomes`; `skipped` is what was passed over, as far as all outcomes are known.

    The same bytes of the same origin are one article: the one whose metadata sorts first, whichever was read first.
    What somebody else read in an article goes before what is read in a copy of it.
    """
    kept: dict[tuple[str, str], _Article] = {}
    names: dict[tuple[str, str], list[str]] = {}
    failures: list[InputError] = []
    for it in outcomes:
        if isinstance(it.result, InputError):
            failures.append(it.result)
            continue
        key = (it.result.metadata.sha256, it.result.metadata.origin)
        one = _Article(repr(it.result.metadata), it.name, it.source, it.result)
        kept[key] = min(kept.get(key, one), one, key=_Article.place)
        names.setdefault(key, []).append(one.name)
    copies = (copy_of(name, one.name) for key, one in kept.items() for name in _others(names[key], one.name))
    articles = _by_id(kept)
    files = ((id, text_of(source)) for id, (_, source) in articles.items())
    return Articles(
        annotations=tuple(annotation for annotation, _ in articles.values()),
        files=tuple((id, text.absolute()) for id, text in files if text is not None),
        texts=tuple((id, annotation.text) for id, (annotation, _) in articles.items() if annotation.text is not None),
        readers=tuple((id, annotation.reader) for id, (annotation, _) in articles.items()),
        failures=tuple(sorted(failures, key=str)),
        skipped=tuple(sorted({*copies, *skipped})),
    )


def copy_of(copy: str, kept: str) -> Skipped:
    """A file that is not read because another one, which is, says the same and comes from the same."""
    return Skipped(copy, f"has the text of {kept}, and the same outlet and URL, or no other file name")


def _others(names: Iterable[str], kept: str) -> list[str]:
    """All names but one, which may be there twice."""
    left = sorted(names)
    left.remove(kept)
    return left


def _by_id(kept: dict[tuple[str, str], _Article]) -> dict[str, tuple[Annotation, Article]]:
    """The articles by id. Of several with the same bytes, the first by origin has the id that it has alone."""
    found: dict[str, tuple[Annotation, Article]] = {}
    for (_, origin), one in sorted(kept.items(), key=lambda it: it[0]):
        alone = one.annotation.metadata.id not in found
        annotation = one.annotation if alone else _as_twin(one.annotation, origin)
        found[annotation.metadata.id] = annotation, one.source
    return {id: found[id] for id in sorted(found)}


def _as_twin(annotation: Annotation, origin: str) -> Annotation:
    """An annotation of a document beside which there is another one with the same bytes."""
    metadata = replace(annotation.metadata, twin=origin)
    passages = tuple(replace(it, document=metadata.id) for it in annotation.passages)
    return replace(annotation, metadata=metadata, passages=passages)
