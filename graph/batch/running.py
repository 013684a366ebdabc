"""The articles of a build, each read: in this process, or in others that are watched; what is known is not read."""

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
from graph.batch.sources import Article, Outcome, Skip
from graph.batch.unpacking import Spool, expanded, settled
from graph.errors import InputError, UsageError
from graph.model import Annotation
from graph.readers import packed

if TYPE_CHECKING:
    from concurrent.futures import Future

    from graph.batch.cluster import Cluster
    from graph.batch.worker import Request, Result
    from graph.batch.workers import Workers
    from graph.cache import Cache
    from graph.rulebook.tables import Overlay

# Rooms are imported where they are used: `import graph` must stay as quick as a command that needs none of them.

_AHEAD = 4  # articles in the queue of each worker: enough to keep it busy, few enough to hold


def read_each(found: Iterable[Article | Outcome], options: Options, skip: Skip) -> Iterator[Outcome]:
    """What becomes of each article, in the order in which they were found; `skip` is called with what is none."""
    from graph.rulebook.tables import overlay

    rules = None if options.rules is None else overlay(options.rules)
    request = _requests(options, rules)
    with Spool() as spool:
        if options.here:
            yield from _here(found, request, spool, skip)
        else:
            yield from _elsewhere(found, request, spool, skip, _asked_by(options), _known(options, rules))


def _requests(options: Options, rules: Overlay | None) -> Callable[..., Request]:
    """What makes the request to read an article, or with `spool` to take it apart."""
    from graph.batch.worker import Request

    folder = None
    if not options.here:
        with suppress(OSError):
            folder = str(Path.cwd())
    return partial(
        Request,
        date_order=options.date_order,
        reader=options.reader if options.here else packed(options.reader),
        folder=folder,
        seconds=options.article_timeout,
        rules=rules,
        predications=options.predications,
        texts=options.texts,
        columns=options.columns,
    )


def _here(
    found: Iterable[Article | Outcome], request: Callable[..., Request], spool: Spool, skip: Skip
) -> Iterator[Outcome]:
    """Articles that a function reads in this process, one after the other."""
    from graph.batch.worker import result_of

    for source in expanded(found, lambda path: result_of(request(path, spool=spool.folder())), skip):
        yield source if isinstance(source, Outcome) else Outcome(source, _made(source, result_of(request(source))))


def _elsewhere(
    found: Iterable[Article | Outcome],
    request: Callable[..., Request],
    spool: Spool,
    skip: Skip,
    workers: Workers | Cluster,
    known: _Known | None,
) -> Iterator[Outcome]:
    """Articles that are read in other processes, for each of which a thread waits."""
    from concurrent.futures import ThreadPoolExecutor

    waiting: deque[Outcome | Future[Outcome]] = deque()

    def read(source: Article) -> Outcome:
        def ask() -> Annotation | InputError:
            return _made(source, asked(workers, request(source)))

        return Outcome(source, ask()) if known is None else known.or_else(source, ask)

    def take(path: Path) -> Result:
        return threads.submit(asked, workers, request(path, spool=spool.folder())).result()

    with ThreadPoolExecutor(workers.most) as threads:
        try:
            for source in expanded(found, take, skip):
                waiting.append(source if isinstance(source, Outcome) else threads.submit(read, source))
                while waiting and (len(waiting) > _AHEAD * workers.number or _is_there(waiting[0])):
                    yield _taken(waiting.popleft())
            while waiting:
                yield _taken(waiting.popleft())
        finally:
            for item in waiting:
                if not isinstance(item, Outcome):
                    item.cancel()
            workers.close()


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read before: the cache, and the keys of articles in it."""

    cache: Cache
    keys: Keys

    def or_else(self, source: Article, ask: Callable[[], Annotation | InputError]) -> Outcome:
        """What is in the cache about an article, else what is read now, which is then kept there."""
        key = self.keys.of(source)
        if key is not None and (found := self.cache.get(key)) is not None:
            return Outcome(source, found, key)
        made = ask()
        # An article that was changed while it was read has another key by now.
        if key is None or isinstance(made, InputError) or self.keys.of(source) != key:
            return Outcome(source, made)
        self.cache.put(key, made)
        return Outcome(source, made, key)


def _known(options: Options, rules: Overlay | None) -> _Known | None:
    """The cache of a build; None where nothing is kept."""
    if options.cache is None or not isinstance(options.reader, str):
        return None
    from graph.cache import Cache

    return _Known(Cache(options.cache), keys(options, rules))


def _is_there(item: Outcome | Future[Outcome]) -> bool:
    return isinstance(item, Outcome) or item.done()


def _taken(item: Outcome | Future[Outcome]) -> Outcome:
    return item if isinstance(item, Outcome) else item.result()


def _asked_by(options: Options) -> Workers | Cluster:
    """Who is asked to read; raises `UsageError` where a cluster cannot be."""
    if options.cluster is None:
        from graph.batch.workers import Workers

        return Workers(options.processes(None))
    try:
        from graph.batch.cluster import Cluster
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] not in ("dask", "distributed"):
            raise
        raise UsageError("distributed is missing; install it with: pip install 'rashomon[cluster]'") from error
    return Cluster(options.cluster)


def asked(workers: Workers | Cluster, request: Request) -> Result:
    """What a process makes of a request."""
    from graph.batch.worker import Broken
    from graph.batch.workers import EndedError

    try:
        return workers.ask(request).result
    except EndedError as error:
        return Broken(error.reason, error.step)


def _made(source: Article, result: Result) -> Annotation | InputError:
    """What becomes of one article; raises `RashomonError` for what is wrong with all of them."""
    made = settled(source, result)
    assert isinstance(made, Annotation | InputError)
    return made
