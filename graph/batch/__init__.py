"""Many articles: each read in a process that is watched, in several at once where that is asked, never all held."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from graph.batch.sources import Annotated, Outcome, Skip, Source, ignore, name_of, sources, text_of
from graph.errors import ArticleError, InputError, UsageError
from graph.model import Annotation, Document, Metadata, Skipped
from graph.readers import DEFAULT, Reader, known_reader, packed

if TYPE_CHECKING:
    from concurrent.futures import Future

    from graph.batch.worker import Request, Result
    from graph.batch.workers import Workers

__all__ = [
    "TIMEOUT",
    "Annotated",
    "NothingReadError",
    "Outcome",
    "Progress",
    "Skip",
    "Source",
    "annotate_all",
    "check",
    "copy_of",
    "name_of",
    "text_of",
    "write_annotations",
]

# Rooms are imported where they are used: `import graph` must stay as quick as a command that needs none of them.

Progress = Callable[[str], None]
"""Called with the name of each article as soon as it is annotated or has failed."""

TIMEOUT = 60.0
"""The seconds that one article may take."""

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


def check(*, workers: int, date_order: str, reader: str | Reader, article_timeout: float) -> None:
    """Raises `UsageError` for what no article can be read with."""
    from graph.read.dates import known_order

    known_order(date_order)
    if workers < 1:
        raise UsageError(f"workers must be at least 1, not {workers}")
    if not 0 < article_timeout < inf:
        raise UsageError(f"article_timeout must be a number of seconds, not {article_timeout}")
    known_reader(reader)
    if workers > 1:
        packed(reader)


def annotate_all(
    paths: Source | Iterable[Source],
    *,
    workers: int = 1,
    date_order: str = "MDY",
    reader: str | Reader = DEFAULT,
    rules: str | Path | None = None,
    article_timeout: float = TIMEOUT,
    standoff: bool = False,
    progress: Progress | None = None,
    skip: Skip | None = None,
) -> Iterator[Outcome]:
    """Each article that `paths` name, annotated: documents first, then files in the order given (a folder's by name).

    They are read in as many processes as `workers` says, by the `reader` of that name (`graph.readers.READERS`). One
    that is a function is called in this process where there is one worker, and nothing watches it; several workers
    need one that can be pickled. `rules` is a folder of tables that a reader of that name lays over ours
    (`graph.rulebook`). With `standoff`, files of standoff JSON are articles that were read before. An
    article at which a step breaks off, that takes longer than `article_timeout` seconds or needs too much memory is an
    outcome with an `ArticleError`, and every path that leads to no article is an outcome as well. `skip` is called with
    each file that is found and not read. Raises `UsageError` for what means nothing.
    """
    from graph.batch.worker import Request
    from graph.rulebook.tables import overlay

    check(workers=workers, date_order=date_order, reader=reader, article_timeout=article_timeout)
    folder = None
    with suppress(OSError):
        folder = str(Path.cwd())
    if rules is not None and not isinstance(reader, str):
        raise UsageError("rules are tables of our own readers; a function reads by its own")
    here = workers == 1 and not isinstance(reader, str)
    ask = partial(
        Request,
        date_order=date_order,
        reader=reader if here else packed(reader),
        folder=None if here else folder,
        seconds=article_timeout,
        rules=None if rules is None else overlay(rules),
    )
    found = sources(paths, skip or ignore, standoff=standoff)
    for outcome in _in_this_process(found, ask) if here else _in_processes(found, ask, workers):
        if progress is not None:
            progress(outcome.name)
        yield outcome


def write_annotations(
    paths: Iterable[str | Path],
    folder: str | Path,
    *,
    workers: int = 1,
    date_order: str = "MDY",
    reader: str | Reader = DEFAULT,
    rules: str | Path | None = None,
    article_timeout: float = TIMEOUT,
    progress: Progress | None = None,
    skip: Skip | None = None,
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
    outcomes = annotate_all(
        paths,
        workers=workers,
        date_order=date_order,
        reader=reader,
        rules=rules,
        article_timeout=article_timeout,
        progress=progress,
        skip=skip,
    )
    for outcome in outcomes:
        if isinstance(outcome.result, InputError):
            yield outcome, None
            continue
        metadata = outcome.result.metadata
        stem = Path(metadata.file).stem
        file = target / _annotation_name(stem, metadata, alone=stems[stem.casefold()] < 2)
        if file.name in made:
            (skip or ignore)(copy_of(outcome.name, made[file.name]))
            continue
        made[file.name] = outcome.name
        target.mkdir(parents=True, exist_ok=True)
        with replacing(file) as stream:
            stream.write(to_text(outcome.result).encode("utf-8"))
        yield outcome, file


def copy_of(copy: str, kept: str) -> Skipped:
    """A file that is not read because another one, which is, says the same and comes from the same."""
    return Skipped(copy, f"has the text of {kept}, and the same outlet and URL, or no other file name")


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
    found: Iterable[Document | Path | Annotated | Outcome], ask: Callable[[Document | Path | Annotated], Request]
) -> Iterator[Outcome]:
    from graph.batch.worker import result_of

    for source in found:
        yield source if isinstance(source, Outcome) else _outcome(source, result_of(ask(source)))


def _in_processes(
    found: Iterable[Document | Path | Annotated | Outcome],
    ask: Callable[[Document | Path | Annotated], Request],
    number: int,
) -> Iterator[Outcome]:
    from concurrent.futures import ThreadPoolExecutor

    from graph.batch.workers import Workers

    waiting: deque[Outcome | Future[Outcome]] = deque()
    workers = Workers()
    # A thread waits for each process.
    with ThreadPoolExecutor(number) as threads:
        try:
            for source in found:
                if isinstance(source, Outcome):
                    waiting.append(source)
                else:
                    waiting.append(threads.submit(_asked, workers, ask(source)))
                while waiting and (len(waiting) > _AHEAD * number or _is_known(waiting[0])):
                    yield _known(waiting.popleft())
            while waiting:
                yield _known(waiting.popleft())
        finally:
            for item in waiting:
                if not isinstance(item, Outcome):
                    item.cancel()
            workers.close()


def _is_known(item: Outcome | Future[Outcome]) -> bool:
    return isinstance(item, Outcome) or item.done()


def _known(item: Outcome | Future[Outcome]) -> Outcome:
    return item if isinstance(item, Outcome) else item.result()


def _asked(workers: Workers, request: Request) -> Outcome:
    """What a process makes of one article."""
    from graph.batch.worker import Broken
    from graph.batch.workers import EndedError

    try:
        result = workers.ask(request).result
    except EndedError as error:
        result = Broken(error.reason, error.step)
    return _outcome(request.source, result)


def _outcome(source: Document | Path | Annotated, result: Result) -> Outcome:
    """What becomes of one article; raises `RashomonError` for what is wrong with all of them."""
    from graph.batch.worker import Broken

    if isinstance(result, Broken):
        result = ArticleError(name_of(source), result.reason, result.step)
    if isinstance(result, Annotation | InputError):
        return Outcome(source, result)
    raise result
