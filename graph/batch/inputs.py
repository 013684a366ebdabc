"""Everything that goes into a build, as one hash: if the hash is the same, so is the output."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from graph.batch.keys import hashed, keys
from graph.batch.options import Options
from graph.batch.sources import Outcome, name_of, sources
from graph.model import Skipped


def state(paths: Iterable[str | Path], options: Options, files: Iterable[str | Path], more: object) -> str | None:
    """The state of the articles at `paths`, read with `options`, and of other `files`; `more` is all else that counts.

    None if it cannot be known because something cannot be read, or is read by a function.
    """
    from graph.files import digest
    from graph.rulebook.tables import overlay

    if not isinstance(options.reader, str):
        return None
    known = keys(options, None if options.rules is None else overlay(options.rules))
    articles, skipped = [], list[Skipped]()
    for source in sources(list(paths), skipped.append, standoff=True):
        key = None if isinstance(source, Outcome) else known.of(source)
        if key is None or isinstance(source, Outcome):
            return None
        articles.append((name_of(source), key))
    try:
        beside = [(str(it), digest(Path(it))) for it in files]
    except OSError:
        return None
    return hashed(str(Path.cwd()), articles, skipped, beside, options.columns, more)
