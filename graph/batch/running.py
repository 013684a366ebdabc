"""Reads the articles of a build, in this process or in supervised ones; those in the cache are not read again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from graph.batch.keys import Keys, keys
from graph.batch.options import Options
from graph.batch.sources import Annotated, Article, Inner, Outcome, Skip
from graph.batch.unpacking import Kept, alone, expanded, outcomes, settled
from graph.errors import InputError
from graph.extras import needing
from graph.model import Annotation, Skipped
from graph.readers import packed
from graph.spool import Spool

if TYPE_CHECKING:
    from concurrent.futures import Future

    from graph.batch.cluster import Cluster
    from graph.batch.worker import Opened, Request, Result
    from graph.batch.workers import Workers
    from graph.cache import Cache
    from graph.read.looking import Look
    from graph.read.parts import Taken
    from graph.rulebook.tables import Overlay

# Packages are imported where they are used: `import graph` must stay as quick as a command that needs none of them.

Made = tuple[Outcome | Skipped, ...]
"""The outcomes of the articles in one file."""

_AHEAD = 4  # articles in the queue for each worker: enough to keep it busy, few enough for memory


def read_each(
    found: Iterable[Article | Outcome], options: Options, skip: Skip, inner: set[Inner]
) -> Iterator[Outcome | Skipped]:
    """The outcome of each article, in the order in which they were found, and of further articles inside its file.

    `skip` is called with files that turn out not to be articles; the articles in `inner` were read before.
    """
    from graph.rulebook.tables import overlay

    rules = None if options.rules is None else overlay(options.rules)
    with Spool() as spool:
        request = partial(_request, requests(options, rules), spool)
        if options.here:
            yield from _here(found, request, skip, inner)
        else:
            yield from _elsewhere(found, request, skip, inner, _asked_by(options), _known(options, rules))


def requests(options: Options, rules: Overlay | None) -> Callable[..., Request]:
    """A function that makes the request to read an article, with a `spool` if its file may contain several."""
    from graph.batch.worker import Request

    return partial(
        Request,
        date_order=options.date_order,
        reader=options.reader if options.here else packed(options.reader),
        folder=None if options.here else here(),
        seconds=options.article_timeout,
        rules=rules,
        predications=options.predications,
        texts=options.texts,
        columns=options.columns,
    )


def here() -> str | None:
    """The current folder, for relative paths in another process; None if it is gone."""
    with suppress(OSError):
        return str(Path.cwd())
    return None


def _request(ask: Callable[..., Request], spool: Spool, source: Article) -> Request:
    """The request to read an article, with a folder for what is in its file."""
    from graph.read.parts import may_hold_more

    several = isinstance(source, Annotated) and source.inside is not None
    several = several or (isinstance(source, Path) and may_hold_more(source))
    return ask(source, spool=spool.folder() if several else None)


def _here(
    found: Iterable[Article | Outcome], request: Callable[[Article], Request], skip: Skip, inner: set[Inner]
) -> Iterator[Outcome | Skipped]:
    """Reads articles with a function in this process, one after the other."""
    from graph.batch.worker import result_of

    def read(source: Article) -> Result:
        return result_of(request(source))

    for source in expanded(found, read, skip, inner):
        if isinstance(source, Outcome):
            yield source
        else:
            yield from outcomes(source, read, inner)


def _elsewhere(
    found: Iterable[Article | Outcome],
    request: Callable[[Article], Request],
    skip: Skip,
    inner: set[Inner],
    workers: Workers | Cluster,
    known: _Known | None,
) -> Iterator[Outcome | Skipped]:
    """Reads articles in other processes; a thread waits for each of them."""
    from concurrent.futures import ThreadPoolExecutor

    waiting: deque[Made | Future[Made]] = deque()

    def ask(source: Article) -> Result:
        return asked(workers, request(source))

    def read(source: Article) -> Result | Kept:
        return ask(source) if known is None else known.or_else(source, ask)

    with ThreadPoolExecutor(workers.most) as threads:
        try:
            for source in expanded(found, lambda path: threads.submit(ask, path).result(), skip, inner):
                if isinstance(source, Outcome):
                    waiting.append((source,))
                else:
                    waiting.append(threads.submit(lambda it: tuple(outcomes(it, read, inner)), source))
                while waiting and (len(waiting) > _AHEAD * workers.number or _is_there(waiting[0])):
                    yield from _taken(waiting.popleft())
            while waiting:
                yield from _taken(waiting.popleft())
        finally:
            for item in waiting:
                if not isinstance(item, tuple):
                    item.cancel()
            workers.close()


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read before: the cache, and the keys of the articles in it."""

    cache: Cache
    keys: Keys

    def or_else(self, source: Article, ask: Callable[[Article], Result]) -> Result | Kept:
        """The cached annotation of an article, or else a new one, which is then cached.

        A file that contains other articles besides its own is opened each time, since those are cached separately.
        """
        key = self.keys.of(source)
        if key is not None and (found := self.cache.get(key)) is not None:
            return Kept(found, key)
        made = alone(ask(source))
        # An article that was changed while it was being read has a different key by now.
        if key is None or not isinstance(made, Annotation) or self.keys.of(source) != key:
            return made
        self.cache.put(key, made)
        return Kept(made, key)


def _known(options: Options, rules: Overlay | None) -> _Known | None:
    """The cache of a build; None if nothing is cached."""
    if options.cache is None or not isinstance(options.reader, str):
        return None
    from graph.cache import Cache

    return _Known(Cache(options.cache), keys(options, rules))


def _is_there(item: Made | Future[Made]) -> bool:
    return isinstance(item, tuple) or item.done()


def _taken(item: Made | Future[Made]) -> Made:
    return item if isinstance(item, tuple) else item.result()


def _asked_by(options: Options) -> Workers | Cluster:
    """The workers or the cluster that read; raises `UsageError` if the library for clusters is not installed."""
    if options.cluster is None:
        from graph.batch.workers import Workers

        return Workers(options.processes(None))
    with needing("cluster", "--cluster"):
        from graph.batch.cluster import Cluster
    return Cluster(options.cluster)


def asked(workers: Workers | Cluster, request: Request) -> Result:
    """A process's result for a request."""
    from graph.batch.worker import Broken
    from graph.batch.workers import EndedError

    try:
        return workers.ask(request).result
    except EndedError as error:
        return Broken(error.reason, error.step)


def told(workers: Workers | Cluster, request: Request) -> Annotation | Taken | Opened | tuple[Look, ...] | str:
    """A process's result for a request; raises `InputError` if it cannot be read."""
    made = settled(request.source, asked(workers, request))
    if isinstance(made, InputError):
        raise made
    return made
