"""The command that shows what would be read from a file: `text`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph.cli.app import Exit, Json, Listing, app
from graph.cli.bringing import columns, given
from graph.cli.options import Columns, DateOrder, Order, Private
from graph.errors import InputError
from graph.model import Document, Skipped
from graph.terminal import complain, print_json, printable

if TYPE_CHECKING:
    from graph.read.looking import Look

_CALLED = {"-": "standard input"}
_ABOUT = "title subtitle author published outlet section agency url language correction".split()


@app.command(cls=Listing)
def text(
    source: Annotated[
        str, typer.Argument(metavar="FILE|URL|-", help="An article ({articles}), or a file with several.")
    ],
    date_order: Order = DateOrder.MDY,
    column: Columns = None,
    allow_private: Private = False,
    as_json: Json = False,
) -> None:
    """Show what would be read from a file.

    Shows what kind of file it is, what it says about itself, and each paragraph with how it was classified. Only
    titles, headings and paragraphs are read as statements; posts are read as statements by their authors. No files are
    written.
    """
    from graph.batch import Options, look_at

    options = Options(date_order=date_order.value, columns=tuple(sorted(columns(column).items())))
    failed, shown, looks = False, False, []
    with TemporaryDirectory(prefix="rashomon-") as folder:
        came = given([source], None, Path(folder), allow_private=allow_private)
        for failure in came.failures:
            raise failure
        for file in came.files:
            for it in look_at(file, options):
                it = replace(it, name=it.name.replace(str(file), _CALLED.get(source, source)))
                failed = failed or isinstance(it.found, InputError)
                shown = shown or isinstance(it.found, Document)
                if as_json:
                    looks.append(_told(it))
                else:
                    _show(it)
    if as_json:
        print_json(looks)
    if failed:
        raise typer.Exit(Exit.PARTLY if shown else Exit.WRONG_USE)


def _show(it: Look) -> None:
    if not isinstance(it.found, Document):
        complain(it.found if isinstance(it.found, InputError) else f"{it.name}: {it.found.reason}")
        return
    typer.echo(f"{printable(it.name)}: {it.format}")
    for line in _lines(it.found):
        typer.echo(line)
    typer.echo("")


def _lines(document: Document) -> Iterator[str]:
    told = {key: getattr(document.metadata, key) for key in _ABOUT}
    yield from (f"  {key:10} {printable(str(value))}" for key, value in told.items() if value is not None)
    posts = document.posts
    for number, block in enumerate(document.blocks):
        mark = "+" if block.kind.is_statement or number in posts else "-"
        yield f"{mark} {block.kind:10} {printable(block.span.of(document.text))}"


def _told(it: Look) -> dict[str, Any]:
    """The same for programs."""
    if isinstance(it.found, InputError | Skipped):
        return {"file": it.name, "format": it.format, "reason": it.found.reason}
    metadata = it.found.metadata
    about = {key: None if (value := getattr(metadata, key)) is None else str(value) for key in _ABOUT}
    posts = it.found.posts
    blocks = [
        {
            "kind": block.kind,
            "read": block.kind.is_statement or number in posts,
            "start": block.span.start,
            "end": block.span.end,
            "day": None if block.day is None else str(block.day),
        }
        for number, block in enumerate(it.found.blocks)
    ]
    hashes = {"sha256": metadata.sha256, "text_sha256": metadata.text_sha256}
    return {"file": it.name, "format": it.format, **about, **hashes, "text": it.found.text, "blocks": blocks}
