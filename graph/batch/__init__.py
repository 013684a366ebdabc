"""Reads many articles: each in a supervised process, on request several at once, and never all in memory."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from graph.batch.articles import Articles, collected, copy_of
from graph.batch.options import TIMEOUT, USUAL, Options, check_process
from graph.batch.running import read_each, requests, told
from graph.batch.sources import LONGEST_NAME, Article, Inner, Outcome, Skip, Source, ignore, sources
from graph.errors import InputError, UsageError
from graph.model import Metadata, Part, Skipped

if TYPE_CHECKING:
    from graph.read.looking import Look

__all__ = [
    "TIMEOUT",
    "USUAL",
    "Articles",
    "NothingReadError",
    "Options",
    "Outcome",
    "Progress",
    "Source",
    "annotate_all",
    "look_at",
    "read_all",
    "write_annotations",
]

# Packages are imported where they are used: `import graph` must stay as quick as a command that needs none of them.


class Progress(Protocol):
    """Is called with the name of each article as soon as it has been annotated or has failed."""

    def __call__(self, name: str, /) -> None:
        """Reports that one more article is done."""


@runtime_checkable
class Expecting(Progress, Protocol):
    """Progress that is also told the number of articles; all articles in one file count as one."""

    def expect(self, number: int) -> None:
        """Is called once, before the first article, if all of them are known."""


class NothingReadError(UsageError):
    """No article could be read. `failures` say why, `skipped` what was found and is not an article.

    >>> try:
    ...     rashomon.build(["nothere", "nowhere"])
    ... except rashomon.NothingReadError as error:
    ...     print(error, [it.file for it in error.failures])
    none of 2 articles could be read ['nothere', 'nowhere']
    """

    def __init__(self, failures: tuple[InputError, ...], skipped: tuple[Skipped, ...]) -> None:
        self.failures = failures
        self.skipped = skipped
        message = str(failures[0]) if len(failures) == 1 else f"none of {len(failures)} articles could be read"
        nothing = "there is no article to read: name files or folders or, in Python, pass documents made by from_text"
        super().__init__(message if failures else nothing)

    def __reduce__(self) -> tuple[type[NothingReadError], tuple[tuple[InputError, ...], tuple[Skipped, ...]]]:
        return type(self), (self.failures, self.skipped)


def annotate_all(
    paths: Source | Iterable[Source],
    options: Options = USUAL,
    *,
    standoff: bool = False,
    progress: Progress | None = None,
    skip: Skip = ignore,
) -> Generator[Outcome]:
    """Annotates each article in `paths`: documents first, then files in the order given (those in a folder by name).

    With `standoff`, files of standoff JSON count as articles that were read before. An article at which a step fails,
    or that exceeds its time or memory, is an outcome with an `ArticleError`; every path without an article is an
    outcome as well. `skip` is called with each file that is found but not read. Raises `UsageError` for invalid
    options.
    """
    check_process()
    options.check()
    known: set[Inner] = set()
    found: Iterable[Article | Outcome] = sources(paths, skip, standoff=standoff, known=known)
    number = None
    if isinstance(paths, str | Path | list | tuple):
        found = list(found)
        number = len(found)
        if isinstance(progress, Expecting):
            progress.expect(number)
    for outcome in read_each(found, replace(options, workers=options.processes(number)), skip, known):
        if isinstance(outcome, Skipped):
            skip(outcome)
            continue
        if progress is not None:
            progress(outcome.name)
        yield outcome


def look_at(path: Path, options: Options = USUAL) -> tuple[Look, ...]:
    """What would be read from a file, as extracted in a supervised process.

    Raises `InputError` for a file of an unknown kind, for one without an article, and if the file takes too much time
    or memory.
    """
    from graph.batch.worker import Task
    from graph.batch.workers import Workers

    options.check()
    workers = Workers(1)
    try:
        made = told(workers, replace(requests(options, None)(path), task=Task.LOOK))
    finally:
        workers.close()
    assert isinstance(made, tuple)
    return made


def read_all(paths: Source | Iterable[Source], options: Options = USUAL, progress: Progress | None = None) -> Articles:
    """All articles in `paths`, without repeats; raises `NothingReadError` if none can be read."""
    skipped: list[Skipped] = []
    # If this is interrupted, all is closed at once, without waiting for articles that are still being read.
    with closing(annotate_all(paths, options, standoff=True, progress=progress, skip=skipped.append)) as outcomes:
        read = collected(outcomes, skipped, options.cache)
    if not read.annotations:
        raise NothingReadError(read.failures, read.skipped)
    return read


def write_annotations(
    paths: Iterable[str | Path],
    folder: str | Path,
    options: Options = USUAL,
    *,
    progress: Progress | None = None,
    skip: Skip = ignore,
) -> Iterator[tuple[Outcome, Path | None]]:
    """Writes the standoff JSON of each article as `<stem>.json` into `folder`; yields its outcome and the file.

    Articles from different folders that share a stem all become `<stem>-<id>.json`, so that none replaces another
    and the names do not depend on the order; a second article with the same text and origin is skipped.
    """
    from graph.files import replacing
    from graph.standoff import to_text

    paths = list(paths)
    stems = Counter(_stem(source) for source in sources(paths) if isinstance(source, Path))
    target = Path(folder)
    made: dict[str, str] = {}
    for outcome in annotate_all(paths, options, progress=progress, skip=skip):
        if isinstance(outcome.result, InputError):
            yield outcome, None
            continue
        metadata, inside = outcome.result.metadata, isinstance(outcome.source, Part)
        stem = Path(metadata.file.partition("#")[0] if inside else metadata.file).stem
        file = target / _annotation_name(stem, metadata, alone=stems[stem.casefold()] < 2 and not inside)
        if file.name in made:
            skip(copy_of(outcome.name, made[file.name]))
            continue
        made[file.name] = outcome.name
        target.mkdir(parents=True, exist_ok=True)
        with replacing(file) as stream:
            stream.write(to_text(outcome.result).encode("utf-8"))
        yield outcome, file


def _annotation_name(stem: str, metadata: Metadata, *, alone: bool) -> str:
    """The name of an article's JSON file; a stem that is too long is cut, and distinguished by the id."""
    known = metadata.outlet or metadata.url
    id = replace(metadata, twin=metadata.origin).id if known else metadata.id
    name = f"{stem}.json" if alone else f"{stem}-{id}.json"
    if len(os.fsencode(name)) <= LONGEST_NAME:
        return name
    ending = f"-{id}.json"
    return os.fsencode(stem)[: LONGEST_NAME - len(ending)].decode("utf-8", "ignore") + ending


def _stem(path: Path) -> str:
    """The stem by which files collide: some file systems do not distinguish upper from lower case."""
    from graph.read.files import plain_name

    return Path(plain_name(path)).stem.casefold()
