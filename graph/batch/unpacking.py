"""Files that hold several articles, taken apart before these are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from graph.batch.sources import Article, Outcome, Skip
from graph.errors import ArticleError, InputError, RashomonError

if TYPE_CHECKING:
    from graph.batch.worker import Result

# Rooms are imported where they are used: `import graph` must stay as quick as a command that needs none of them.


class Spool(ExitStack):
    """A folder for what is taken out of files, made when it is first asked for: most builds need none."""

    def __init__(self) -> None:
        super().__init__()
        self._folder: Path | None = None

    def folder(self) -> Path:
        """The folder, which is removed at the end."""
        if self._folder is None:
            made = TemporaryDirectory(prefix="rashomon-", ignore_cleanup_errors=True)
            self._folder = Path(self.enter_context(made))
        return self._folder


def expanded(
    found: Iterable[Article | Outcome], take: Callable[[Path], Result], skip: Skip
) -> Iterator[Article | Outcome]:
    """The same with the articles in a file instead of that file; `take` takes it apart.

    What cannot be taken out is an outcome, and `skip` is called with what is no article.
    """
    from graph.read.parts import holds_several

    for source in found:
        if isinstance(source, Path) and holds_several(source):
            yield from _parts(source, take(source), skip)
        else:
            yield source


def _parts(path: Path, result: Result, skip: Skip) -> Iterator[Article | Outcome]:
    from graph.batch.worker import Broken
    from graph.read.parts import Taken

    if isinstance(result, Broken):
        result = ArticleError(str(path), result.reason, result.step)
    if isinstance(result, InputError):
        yield Outcome(path, result)
    elif isinstance(result, RashomonError):
        raise result
    elif isinstance(result, Taken):
        for failure in result.failures:
            yield Outcome(Path(failure.file), failure)
        for it in result.skipped:
            skip(it)
        yield from result.parts
