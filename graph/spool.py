"""A temporary folder for what is extracted from files."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory


class Spool(ExitStack):
    """A temporary folder for what is extracted from files; it is made on first use, since most builds need none."""

    def __init__(self) -> None:
        super().__init__()
        self._folder: Path | None = None

    def folder(self) -> Path:
        """The folder, which is removed at the end."""
        if self._folder is None:
            made = TemporaryDirectory(prefix="rashomon-", ignore_cleanup_errors=True)
            self._folder = Path(self.enter_context(made))
        return self._folder
