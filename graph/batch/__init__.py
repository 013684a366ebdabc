"""Many articles: each read in a process that is watched, in several at once where that is asked, never all held."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from graph.batch.articles import Articles, collected, copy_of
from graph.batch.options import TIMEOUT, USUAL, Options
from graph.batch.sources import Annotated, Article, Inner, Outcome, Skip, Source, ignore, sources
from graph.batch.unpacking import expanded, outcomes, settled
from graph.errors import InputError, UsageError
from graph.model import Annotation, Metadata, Part, Skipped
from graph.readers import packed
from graph.spool import Spool

if TYPE_CHECKING:
    from concurrent.futures import Future

    from graph.batch.worker import Opened, Request, Result
    from graph.batch.workers import Workers
    from graph.read.looking import Look
    from graph.read.parts import Taken

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
    "asked",
    "here",
    "look_at",
    "read_all",
    "write_annotations",
]

# Rooms are imported where they are used: `import graph` must stay as quick as a command that needs none of them.

Made = tuple[Outcome | Skipped, ...]
"""What became of the articles in one file."""

Progress = Callable[[str], None]
"""Called with the name of each article as soon as it is annotated or has failed."""

_LONGEST_NAME = 255  # bytes that the name of a file may have on common systems
_AHEAD = 4  # articles in the queue of each worker: enough to keep it busy, few enough to hold


class NothingReadError(UsageError):
    """Not one article could be read. `failures` say why, `skipped` what was found and is no article."""

    def __init__(self, failures: tuple[InputError, ...], skipped: tuple[Skipped, ...]) -> None:
        self.failures = failures
        self.skipped = skipped
        message = str(failures[0]) if len(failures) == 1 else f"none of {len(failures)} articles could be read"
        super().__init__(message if failures else "there is no article to read")

    def __reduce__(self) -> tuple[type[NothingReadError], tuple[tuple[InputError, ...], tuple[Skipped, ...]]]:
        return type(self), (self.failures, self.skipped)


def annotate_all(
    paths: Source | Iterable[Source],
    options: Options = USUAL,
    *,
    standoff: bool = False,
    progress: Progress | None = None,
    skip: Skip = ignore,
) -> Iterator[Outcome]:
    """Each article that `paths` name, annotated: documents first, then files in the order given (a folder's by name).

    With `standoff`, files of standoff JSON are articles that were read before. An article at which a step breaks off,
    that takes longer or needs more memory than it may is an outcome with an `ArticleError`, and every path that leads
    to no article is an outcome as well. `skip` is called with each file that is found and not read. Raises `UsageError`
    for what means nothing.
    """
    options.check()
    known: set[Inner] = set()
    found = sources(paths, skip, standoff=standoff, known=known)
    ask = _asking(options)
    with Spool() as spool:
        read = _in_this_process if options.here else partial(_in_processes, number=options.workers)
        for outcome in read(found, partial(_request, ask, spool), skip, known):
            if isinstance(outcome, Skipped):
                skip(outcome)
                continue
            if progress is not None:
                progress(outcome.name)
            yield outcome


def _request(ask: Callable[..., Request], spool: Spool, source: Article) -> Request:
    """The request to read an article, with a folder for what is in its file."""
    from graph.read.parts import holds_several, may_hold_more

    several = isinstance(source, Annotated) and source.inside is not None
    several = several or (isinstance(source, Path) and (holds_several(source) or may_hold_more(source)))
    return ask(source, spool=spool.folder() if several else None)


def _asking(options: Options) -> Callable[..., Request]:
    """What makes the request to read an article, with a `spool` where its file may hold several."""
    from graph.batch.worker import Request
    from graph.rulebook.tables import overlay

    return partial(
        Request,
        date_order=options.date_order,
        reader=options.reader if options.here else packed(options.reader),
        folder=None if options.here else here(),
        seconds=options.article_timeout,
        rules=None if options.rules is None else overlay(options.rules),
        predications=options.predications,
        texts=options.texts,
        columns=options.columns,
    )


def look_at(path: Path, options: Options = USUAL) -> tuple[Look, ...]:
    """What would be read of a file, taken out of it in a process that is watched.

    Raises `InputError` for a file of an unknown kind, for one in which there is no article, and where it takes too
    much time or memory.
    """
    from graph.batch.worker import Task
    from graph.batch.workers import Workers

    options.check()
    workers = Workers()
    try:
        made = asked(workers, replace(_asking(options)(path), task=Task.LOOK))
    finally:
        workers.close()
    assert isinstance(made, tuple)
    return made


def asked(workers: Workers, request: Request) -> Annotation | Taken | Opened | tuple[Look, ...] | str:
    """What a process makes of a request; raises `InputError` where it cannot be read."""
    made = settled(request.source, _asked(workers, request))
    if isinstance(made, InputError):
        raise made
    return made


def here() -> str | None:
    """The folder that paths count from, for another process; None where it is gone."""
    with suppress(OSError):
        return str(Path.cwd())
    return None


def read_all(paths: Source | Iterable[Source], options: Options = USUAL, progress: Progress | None = None) -> Articles:
    """All articles that `paths` name, each once; raises `NothingReadError` where there is none that can be read."""
    skipped: list[Skipped] = []
    read = collected(annotate_all(paths, options, standoff=True, progress=progress, skip=skipped.append), skipped)
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


def _in_this_process(
    found: Iterable[Article | Outcome], ask: Callable[[Article], Request], skip: Skip, known: set[Inner]
) -> Iterator[Outcome | Skipped]:
    from graph.batch.worker import result_of

    def read(source: Article) -> Result:
        return result_of(ask(source))

    for source in expanded(found, read, skip, known):
        if isinstance(source, Outcome):
            yield source
        else:
            yield from outcomes(source, read(source), read, known)


def _in_processes(
    found: Iterable[Article | Outcome],
    ask: Callable[[Article], Request],
    skip: Skip,
    known: set[Inner],
    number: int,
) -> Iterator[Outcome | Skipped]:
    from concurrent.futures import ThreadPoolExecutor

    from graph.batch.workers import Workers

    waiting: deque[Made | Future[Made]] = deque()
    workers = Workers()

    def read(source: Article) -> Result:
        return _asked(workers, ask(source))

    # A thread waits for each process.
    with ThreadPoolExecutor(number) as threads:
        try:
            for source in expanded(found, lambda path: threads.submit(read, path).result(), skip, known):
                if isinstance(source, Outcome):
                    waiting.append((source,))
                else:
                    waiting.append(threads.submit(_read, source, read, known))
                while waiting and (len(waiting) > _AHEAD * number or _is_known(waiting[0])):
                    yield from _known(waiting.popleft())
            while waiting:
                yield from _known(waiting.popleft())
        finally:
            for item in waiting:
                if not isinstance(item, tuple):
                    item.cancel()
            workers.close()


def _read(source: Article, read: Callable[[Article], Result], known: set[Inner]) -> Made:
    return tuple(outcomes(source, read(source), read, known))


def _is_known(item: Made | Future[Made]) -> bool:
    return isinstance(item, tuple) or item.done()


def _known(item: Made | Future[Made]) -> Made:
    return item if isinstance(item, tuple) else item.result()


def _asked(workers: Workers, request: Request) -> Result:
    """What a process makes of a request."""
    from graph.batch.worker import Broken
    from graph.batch.workers import EndedError

    try:
        return workers.ask(request).result
    except EndedError as error:
        return Broken(error.reason, error.step)
