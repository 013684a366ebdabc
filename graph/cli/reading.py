"""Commands that try the reading: `read` on a sentence, `text` on a file."""

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
    text: Annotated[str, typer.Argument(metavar="TEXT|-", help="A sentence or more, or - for standard input.")],
    why: Annotated[
        bool, typer.Option("--why", help="Tell also what was not read, and at which step it stopped.")
    ] = False,
    reader: ReaderName = None,
    fast: Fast = False,
    rules: Rules = None,
    as_json: Json = False,
) -> None:
    """Show what is read in a text.

    A tree: for each sentence its names, who says what, and the claims, each with stance, speaker, rule and score. The
    inner loop of who writes frames, and the answer to why a sentence is not in the graph. Nothing is written.
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
    """The words that are meant; raises `UsageError` for the name of a file, which nobody wants to have read."""
    if text == "-":
        from graph.read import decode

        return decode(sys.stdin.buffer.read(), "standard input")
    try:
        is_file = Path(text).is_file()
    except (OSError, ValueError):  # too long for a name, or with a null in it
        is_file = False
    if is_file:
        raise UsageError(f"{text} is a file; its text is read with: rashomon read - < {text}")
    return text
