"""Many articles: read and annotated one after another, or in several processes, never all held at once."""

from __future__ import annotations

import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import InputError, RashomonError
from graph.model import Annotation, Document

if TYPE_CHECKING:
    from concurrent.futures import Future

# Rooms are imported where they are used: `import graph` must stay as quick as a command that needs none of them.

Source = str | Path | Document
"""What an article is read from: a file, a folder of files, or a document that was made before."""

Progress = Callable[[str], None]
"""Called with the name of each article as soon as it is annotated or has failed."""

_AHEAD = 4  # articles in the queue of each worker: enough to keep it busy, few enough to hold


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article: its annotation, or why there is none."""

    source: Path | Document
    result: Annotation | InputError

    @property
    def name(self) -> str:
        """The path of the file, or the file name that the document carries."""
        return _name(self.source)


def annotate_all(
    paths: Source | Iterable[Source],
    *,
    workers: int = 1,
    date_order: str = "MDY",
    fast: bool = False,
    progress: Progress | None = None,
) -> Iterator[Outcome]:
    """Each article that `paths` name, annotated, in the order given (a folder's files by name).

    With `workers` above 1 so many processes are spawned, which a script must expect with
    `if __name__ == "__main__":`. `fast` reads attributions by rules alone. Every path that leads to no
    article is an outcome as well.
    """
    sources = _sources(paths)
    outcomes = _one_by_one(sources, date_order, fast) if workers <= 1 else _in_pool(sources, date_order, fast, workers)
    for outcome in outcomes:
        if progress is not None:
            progress(outcome.name)
        yield outcome


def write_annotations(
    paths: Iterable[str | Path],
    folder: str | Path,
    *,
    workers: int = 1,
    date_order: str = "MDY",
    fast: bool = False,
    progress: Progress | None = None,
) -> Iterator[tuple[Outcome, Path | None]]:
    """The standoff JSON of each article as `<stem>.json` in `folder`; yields what became of it, and the file.

    Articles of the same stem, from different folders, become `<stem>-<document id>.json`, all of them,
    so that none hides another and the names do not depend on the order.
    """
    from graph.standoff import to_text
    from graph.store import replacing

    paths = list(paths)
    stems = Counter(_stem(source) for source in _sources(paths) if isinstance(source, Path))
    target = Path(folder)
    for outcome in annotate_all(paths, workers=workers, date_order=date_order, fast=fast, progress=progress):
        if isinstance(outcome.result, InputError):
            yield outcome, None
            continue
        metadata = outcome.result.metadata
        stem = Path(metadata.file).stem
        file = target / f"{stem if stems[stem.casefold()] < 2 else f'{stem}-{metadata.id}'}.json"
        target.mkdir(parents=True, exist_ok=True)
        with replacing(file) as stream:
            stream.write(to_text(outcome.result).encode("utf-8"))
        yield outcome, file


def _stem(path: Path) -> str:
    """The stem by which files collide: some file systems do not tell upper case from lower."""
    return path.stem.casefold()


def _sources(paths: Source | Iterable[Source]) -> Iterator[Document | Path | Outcome]:
    """The articles that `paths` name, each file once, and an outcome for each path that names none."""
    from graph.read import find

    seen: set[str] = set()
    for path in [paths] if isinstance(paths, str | Path | Document) else paths:
        if isinstance(path, Document):
            yield path
            continue
        try:
            found = find([path])
        except InputError as error:
            yield Outcome(Path(path), error)
            continue
        for article in found:
            real = os.path.realpath(article)
            if real not in seen:
                seen.add(real)
                yield article


def _one_by_one(sources: Iterable[Document | Path | Outcome], date_order: str, fast: bool) -> Iterator[Outcome]:
    for source in sources:
        if isinstance(source, Outcome):
            yield source
        else:
            yield Outcome(source, _annotate(source, date_order, fast))


def _in_pool(
    sources: Iterable[Document | Path | Outcome], date_order: str, fast: bool, workers: int
) -> Iterator[Outcome]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    waiting: deque[Outcome | tuple[Path | Document, Future[Annotation | InputError]]] = deque()
    # Spawned on every system: a fork would copy the threads' locks of the parent.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for source in sources:
            if isinstance(source, Outcome):
                waiting.append(source)
            else:
                waiting.append((source, pool.submit(_annotate, source, date_order, fast)))
            if len(waiting) > _AHEAD * workers:
                yield _answered(waiting.popleft())
        while waiting:
            yield _answered(waiting.popleft())


def _answered(item: Outcome | tuple[Path | Document, Future[Annotation | InputError]]) -> Outcome:
    from concurrent.futures.process import BrokenProcessPool

    if isinstance(item, Outcome):
        return item
    source, future = item
    try:
        return Outcome(source, future.result())
    except BrokenProcessPool as error:
        message = f"a worker process died, perhaps for want of memory, about when it read {_name(source)}"
        raise RashomonError(message) from error


def _annotate(source: Path | Document, date_order: str, fast: bool) -> Annotation | InputError:
    """The work of one process on one article."""
    from graph.extract.pipeline import annotate
    from graph.read import read

    try:
        document = source if isinstance(source, Document) else read(source, date_order=date_order)
        return annotate(document, fast=fast)
    except InputError as error:
        return error


def _name(source: Path | Document) -> str:
    return source.metadata.file if isinstance(source, Document) else str(source)
