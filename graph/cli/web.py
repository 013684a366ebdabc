"""The command that follows a feed: `feed`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph.cli.app import Json, app
from graph.cli.articles import chosen_reader, tell, telling_of_nothing
from graph.cli.bringing import Given, built
from graph.cli.options import Fast, Private, ReaderName, Workers
from graph.terminal import counting, print_json


@app.command()
def feed(
    url: Annotated[str, typer.Argument(metavar="URL", help="The address of an RSS or Atom feed.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The build to add to.")] = Path(
        "output"
    ),
    workers: Workers = None,
    reader: ReaderName = None,
    fast: Fast = False,
    allow_private: Private = False,
    as_json: Json = False,
) -> None:
    """Add the new articles of a feed to a build.

    Fetches the articles that no build in the folder has fetched yet, and builds the folder again from them and from
    everything it was built from before.
    """
    from graph.fetch import bring, new_in_feed
    from graph.files import read_record
    from graph.integrity import articles_of

    with telling_of_nothing(as_json=as_json), counting() as progress:
        new = new_in_feed(url, output, allow_private=allow_private)
        came = bring(new, output, allow_private=allow_private, progress=progress)
        before = articles_of(output) if read_record(output) else []
        if new:
            files = Given((*before, *([came.file] if came.file else [])), came.failures)
            chosen = chosen_reader(reader, fast=fast)
            result = built(files, output, workers=workers, reader=chosen, progress=progress)
    if new:
        tell(result, output, as_json=as_json)
    elif as_json:
        print_json({"output": str(output), "new": 0})
    else:
        typer.echo("nothing new")
