"""Many articles: each read in a process that is watched, in several at once where that is asked, never all held."""

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
from graph.batch.sources import Article, Inner, Outcome, Skip, Source, ignore, sources
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

# Rooms are imported where they are used: `import graph` must stay as quick as a command that needs none of them.


class Progress(Protocol):
    """Called with the name of each article as soon as it is annotated or has failed."""

    def __call__(self, name: str, /) -> None:
        """One more article is done."""


@runtime_checkable
class Expecting(Progress, Protocol):
    """One that is also told how many articles there are; those in a file with several count as one."""

    def expect(self, number: int) -> None:
        """Called once, before the first of them, where all of them are known."""


_LONGEST_NAME = 255  # bytes that the name of a file may have on common systems


class NothingReadError(UsageError):
    """Not one article could be read. `failures` say why, `skipped` what was found and is no article.

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
    """Each article that `paths` name, annotated: documents first, then files in the order given (a folder's by name).

    With `standoff`, files of standoff JSON are articles that were read before. An article at which a step breaks off,
    that takes longer or needs more memory than it may is an outcome with an `ArticleError`, and every path that leads
    to no article is an outcome as well. `skip` is called with each file that is found and not read. Raises `UsageError`
    for what means nothing.
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
    """What would be read of a file, taken out of it in a process that is watched.

    Raises `InputError` for a file of an unknown kind, for one in which there is no article, and where it takes too
    much time or memory.
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
    """All articles that `paths` name, each once; raises `NothingReadError` where there is none that can be read."""
    skipped: list[Skipped] = []
    # Closed at once where this is broken off: nobody waits for what is still being read.
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
    """The standoff JSON of each article as `<stem>.json` in `folder`; yields what became of it, and the file.

    Articles of the same stem, from different folders, become `<stem>-<id>.json`, all of them, so that none hides
    another and the names do not depend on the order; a second one of the same text and origin is skipped.
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
    """The name of the JSON file of an article; a stem for which there is no room is cut, and told apart by the id."""
    known = metadata.outlet or metadata.url
    id = replace(metadata, twin=metadata.origin).id if known else metadata.id
    name = f"{stem}.json" if alone else f"{stem}-{id}.json"
    if len(os.fsencode(name)) <= _LONGEST_NAME:
        return name
    ending = f"-{id}.json"
    return os.fsencode(stem)[: _LONGEST_NAME - len(ending)].decode("utf-8", "ignore") + ending


def _stem(path: Path) -> str:
    """The stem by which files collide: some file systems do not tell upper case from lower."""
    from graph.read.files import plain_name

    return Path(plain_name(path)).stem.casefold()
