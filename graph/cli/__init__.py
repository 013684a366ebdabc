"""The commands: results on stdout, progress and messages on stderr, and one table of exit codes.

Rooms are imported by the command that needs them: a query must not wait for spaCy, nor help for RDF.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

from graph.cli import articles, asking, sharing  # noqa: F401  importing them adds their commands
from graph.cli.app import Exit, app
from graph.errors import RashomonError
from graph.terminal import complain, set_encoding

__all__ = ["app", "main"]


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """The command `rashomon`: the one place where errors become messages and exit codes."""
    set_encoding()
    try:
        app(args=arguments)
    except RashomonError as error:
        complain(error)
        sys.exit(Exit.WRONG_USE)
    except OSError as error:
        if error.filename is None:
            raise
        complain(f"{error.filename}: {error.strerror}")
        sys.exit(Exit.WRONG_USE)
    sys.exit(Exit.FINE)
