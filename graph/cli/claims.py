"""The command that lists the claims of a build: `claims`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from graph.cli.app import Built, Json, app, print_table
from graph.terminal import print_json

_FILES = {".csv": "to_csv", ".jsonl": "to_jsonl", ".parquet": "to_parquet"}
"""The extensions of the files that a table can be written to, with the method of `Records` for each."""

_SHOWN = ("id", "statement", "stance", "speaker", "sentence", "article", "date")
"""The columns that people are shown; a file has all columns."""


@app.command()
def claims(
    output: Built = Path("output"),
    to: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help=f"Write all columns to a file, in the format of its extension: {', '.join(_FILES)}."
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """List all claims of a build as a table.

    Each claim has its speaker, stance, sentence, article and date, in the order of the articles. A file also has the
    parts of the statement, ids, outlets, offsets, rule and score.
    """
    from graph.saved import load

    if to is not None and as_json:
        raise typer.BadParameter("prints on the terminal; --to FILE.jsonl writes a file", param_hint="--json")
    if to is not None and to.suffix.lower() not in _FILES:
        raise typer.BadParameter(f"{to} must end in one of {', '.join(_FILES)}", param_hint="--to")
    found = load(output).claims()
    if to is not None:
        getattr(found, _FILES[to.suffix.lower()])(to)
    elif as_json:
        print_json([asdict(it) | {"date": it.date and str(it.date)} for it in found])
    else:
        print_table(_SHOWN, ([getattr(it, name) for name in _SHOWN] for it in found))
