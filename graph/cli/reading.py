"""The command that shows how sentences are read: `read`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from graph.cli.app import Json, app
from graph.cli.articles import chosen_reader
from graph.cli.options import Fast, ReaderName, Rules
from graph.errors import UsageError
from graph.terminal import print_json, show, watching


@app.command()
def read(
    text: Annotated[str, typer.Argument(metavar="TEXT|-", help="One or more sentences, or - for standard input.")],
    why: Annotated[
        bool, typer.Option("--why", help="Also show what was not read, and at which step the reading stopped.")
    ] = False,
    reader: ReaderName = None,
    fast: Fast = False,
    rules: Rules = None,
    as_json: Json = False,
) -> None:
    """Show what is read from a sentence.

    Prints a tree: for each sentence its names, who says what, and the claims, each with stance, speaker, rule and
    score. It helps with writing frames, and shows why a sentence is not in the graph. No files are written.
    """
    from graph.why import read_text
    from graph.why.tree import trees

    words = _text(text)
    with watching("reading"):
        reading = read_text(words, reader=chosen_reader(reader, fast=fast), rules=rules)
    if as_json:
        print_json(reading.to_json())
    else:
        show(trees(reading, why=why))


def _text(text: str) -> str:
    """The text to read; raises `UsageError` for the name of a file, which is surely not meant as a sentence."""
    if text == "-":
        from graph.read import decode

        return decode(sys.stdin.buffer.read(), "standard input")
    try:
        is_file = Path(text).is_file()
    except (OSError, ValueError):  # too long for a name, or contains a null character
        is_file = False
    if is_file:
        raise UsageError(f"{text} is a file; to read its text: rashomon read - < {text}")
    return text
