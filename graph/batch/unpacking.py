"""Takes apart files with several articles, before these are read."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.batch.sources import Article, Inner, Outcome, Skip, name_of
from graph.errors import ArticleError, InputError, RashomonError
from graph.model import Annotation, Part, Skipped

if TYPE_CHECKING:
    from graph.batch.worker import Opened, Result
    from graph.read.looking import Look
    from graph.read.parts import Taken

# Packages are imported where they are used: `import graph` must stay as quick as a command that needs none of them.


def expanded(
    found: Iterable[Article | Outcome], take: Callable[[Path], Result], skip: Skip, inner: set[Inner]
) -> Iterator[Article | Outcome]:
    """The sources, with each file replaced by the articles in it; `take` takes a file apart.

    What cannot be extracted becomes an outcome, and `skip` is called with what is not an article. The articles in
    `inner` were read before.
    """
    from graph.read.parts import holds_several

    for source in found:
        if isinstance(source, Path) and holds_several(source):
            yield from (it for it in _parts(source, take(source), skip) if not _is_known(it, inner))
        else:
            yield source


def _is_known(source: Article | Outcome, inner: set[Inner]) -> bool:
    return isinstance(source, Part) and bool(inner) and (os.path.realpath(source.file), source.inside) in inner


@dataclass(frozen=True, slots=True)
class Kept:
    """A cached annotation, with its key."""

    annotation: Annotation
    key: str


def alone(result: Result) -> Result:
    """The result; a file that contains nothing besides its own article becomes that article."""
    from graph.batch.worker import Opened

    if not isinstance(result, Opened):
        return result
    more = result.taken.parts or result.taken.failures or result.taken.skipped
    return result if more else result.own


def outcomes(
    source: Article, read: Callable[[Article], Result | Kept], inner: set[Inner]
) -> Iterator[Outcome | Skipped]:
    """The outcome of an article that `read` reads, and those of the others in its file, except those in `inner`.

    Raises `RashomonError` for an error that concerns all of them.
    """
    from graph.batch.worker import Opened

    result = read(source)
    if isinstance(result, Kept):
        yield Outcome(source, result.annotation, result.key)
        return
    made = settled(source, result)
    if not isinstance(made, Opened):
        assert isinstance(made, Annotation | InputError)
        yield Outcome(source, made)
        return
    yield Outcome(source, made.own)
    yield from (Outcome(Path(it.file), it) for it in made.taken.failures)
    yield from made.taken.skipped
    for part in made.taken.parts:
        if not _is_known(part, inner):
            yield from outcomes(part, read, inner)


def settled(source: Article, result: Result) -> Annotation | Taken | Opened | tuple[Look, ...] | str | InputError:
    """The result of a request; raises `RashomonError` for an error that concerns all sources."""
    from graph.batch.worker import Broken

    if isinstance(result, Broken):
        return ArticleError(name_of(source), result.reason, result.step)
    if isinstance(result, RashomonError) and not isinstance(result, InputError):
        raise result
    return result


def _parts(path: Path, result: Result, skip: Skip) -> Iterator[Article | Outcome]:
    from graph.read.parts import Taken

    made = settled(path, result)
    if isinstance(made, InputError):
        yield Outcome(path, made)
        return
    assert isinstance(made, Taken)
    for failure in made.failures:
        yield Outcome(Path(failure.file), failure)
    for it in made.skipped:
        skip(it)
    yield from made.parts
