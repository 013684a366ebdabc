"""The commands: results on stdout, progress and messages on stderr, and one table of exit codes.

Each command imports only the packages that it needs: a query must not wait for spaCy, nor --help for RDF.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from graph.cli import articles, asking, claims, deciding, demo, project, reading, rules, sharing, texts, verifying, web  # noqa: F401
from graph.cli.app import Exit, app
from graph.errors import RashomonError, UnwrittenError, UsageError
from graph.terminal import complain, give_up_output, set_streams

__all__ = ["app", "main"]

_COMPLETING = "_RASHOMON_COMPLETE"
"""The environment variable with which a shell asks how a word can be completed."""

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""Errors that using a command differently would not mend: the disk is full or broken."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """The command `rashomon`: the one place where errors become messages and exit codes."""
    set_streams()
    try:
        sys.exit(_run(arguments))
    except UnwrittenError as error:
        complain(error)
        sys.exit(Exit.PARTLY)
    except RashomonError as error:
        complain(error)
        sys.exit(Exit.WRONG_USE)
    except (OSError, RuntimeError) as error:
        from graph.store import damage

        if found := damage(error):
            complain(found)
            sys.exit(Exit.WRONG_USE)
        if not isinstance(error, OSError):
            raise
        if error.filename is not None:
            complain(f"{error.filename}: {error.strerror}")
            sys.exit(Exit.PARTLY if error.errno in _FULL else Exit.WRONG_USE)
        # A program that closes a pipe has read enough, and needs no message.
        if not isinstance(error, BrokenPipeError):
            complain(f"stopped: {error.strerror or error}")
        give_up_output()
        sys.exit(Exit.PARTLY)


def _defaults() -> dict[str, Any]:
    """The options that the project sets; none while a shell asks for completions, which has no use for messages."""
    try:
        return project.options(app)
    except UsageError:
        if _COMPLETING in os.environ:
            return {}
        raise


def _run(arguments: Sequence[str] | None) -> str | int | None:
    """Runs a command, writes out everything that it prints and returns its exit code."""
    code: str | int | None = Exit.FINE
    try:
        app(args=arguments, default_map=_defaults())
    except SystemExit as ended:
        # Typer gives a closed pipe the code 1, which means findings here.
        if isinstance(ended.__context__, BrokenPipeError):
            raise ended.__context__ from None
        code = ended.code
    sys.stdout.flush()
    return code
