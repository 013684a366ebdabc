"""The command itself, and what its commands have in common."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from enum import IntEnum
from math import isfinite
from pathlib import Path
from shutil import get_terminal_size
from typing import Annotated, Any

import typer
from typer.core import TyperArgument, TyperCommand, TyperOption


class Exit(IntEnum):
    """What a command returns to the shell."""

    FINE = 0
    FINDINGS = 1
    WRONG_USE = 2
    PARTLY = 3


class Listing(TyperCommand):
    """A command whose help lists formats, `{answers}` or `{articles}`, which are looked up only when it is shown."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Writes the help."""
        from graph.formats import ANSWERS
        from graph.read.input_formats import LISTED

        for it in self.params:
            if isinstance(it, TyperArgument | TyperOption) and it.help is not None:
                it.help = it.help.replace("{answers}", ", ".join(ANSWERS)).replace("{articles}", LISTED)
        super().format_help(ctx, formatter)


app = typer.Typer(
    name="rashomon",
    help="Knowledge graphs of contested news: every edge says who says so, in which sentence, and who denies it.",
    epilog="Exit codes: 0 fine, 1 findings, 2 wrong use, 3 partly done (articles not read, or work cut short).",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of text for people.")]
Built = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder that `build` wrote.")]
Least = Annotated[
    float, typer.Option("--min-score", min=0, max=1, metavar="SCORE", help="Leave out claims with a lower score.")
]


def finite(seconds: float) -> float:
    """Refuses what `min` lets through: no clock can be set to nan or to infinity."""
    if not isfinite(seconds):
        raise typer.BadParameter(f"{seconds} is not a number of seconds.")
    return seconds


def _print_version(wanted: bool) -> None:
    if wanted:
        from graph import __version__

        typer.echo(f"rashomon {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None: ...


def table_width() -> int | None:
    """The width of the terminal; None if stdout goes elsewhere, where a table may be as wide as it likes."""
    return get_terminal_size().columns if sys.stdout.isatty() else None


def print_table(columns: tuple[str, ...], rows: Iterable[Sequence[object]]) -> None:
    """Prints a table; an empty cell is None."""
    from graph.answers import Answer
    from graph.formats import render
    from graph.terms import literal

    cells = tuple(tuple(None if it is None else literal(str(it)) for it in row) for row in rows)
    typer.echo(render(Answer(columns, cells), width=table_width()), nl=False)
