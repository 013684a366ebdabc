"""Extracts texts from files once more, for comparison, in a supervised process as when they were read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from graph.batch.options import TIMEOUT
from graph.batch.running import here, told
from graph.batch.worker import Request, Task
from graph.batch.workers import Workers
from graph.model import Part
from graph.originals import Opener, extracted
from graph.read.input_formats import PLAIN, format_of
from graph.read.parts import Taken


class WatchedOpener(Opener):
    """Takes files apart, and extracts texts from them, in another process; that is stopped if it takes too long."""

    def __init__(self, columns: Mapping[str, str]) -> None:
        super().__init__(columns)
        self.columns = tuple(sorted(columns.items()))
        self._workers = Workers(1)
        self.callback(self._workers.close)

    def parts(self, path: Path) -> tuple[Part, ...]:
        """The articles in a file; raises `InputError` if it cannot be taken apart."""
        made = told(self._workers, self._request(path, Task.OPEN))
        assert isinstance(made, Taken)
        return made.parts

    def text(self, source: Path | Part) -> str:
        """The text of an article; raises `InputError` if there is none."""
        format = None if isinstance(source, Part) else format_of(source)
        if format is not None and format.name == PLAIN:
            return extracted(source)
        made = told(self._workers, self._request(source, Task.TEXT))
        assert isinstance(made, str)
        return made

    def _request(self, source: Path | Part, task: Task) -> Request:
        spool = self.folder() if task is Task.OPEN else None
        return Request(source, TIMEOUT, folder=here(), columns=self.columns, spool=spool, task=task)
