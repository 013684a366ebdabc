"""The command that shows what Rashomon does: `demo`."""

from __future__ import annotations

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from graph.build import PAGE
from graph.cli.app import Json, app
from graph.cli.articles import tell, telling_of_nothing
from graph.cli.bringing import Given, built
from graph.resources import story_dir
from graph.terminal import counting

_NEXT = """
Three invented outlets report on a quarrel in a port: {articles}
Open {page} in a browser. Ask in the terminal:
  rashomon query disputes --output {output}
  rashomon explain 'Halvorsen Marine' --output {output}
Then build a graph from your own articles: rashomon build FOLDER --output DIR"""


@app.command()
def demo(
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write to.")] = Path(
        "rashomon-demo"
    ),
    as_json: Json = False,
) -> None:
    """Build a graph from the example articles that come with Rashomon.

    Three invented articles about one quarrel come from an agency, an outlet that prints the agency's article, and an
    outlet that wrote its own. At the end, the command says what to do next.
    """
    articles = story_dir()
    with telling_of_nothing(as_json=as_json), counting() as progress:
        result = built(Given((articles,)), output, progress=progress)
    tell(result, output, as_json=as_json)
    if not as_json:
        typer.echo(_NEXT.format(articles=articles, page=output / PAGE, output=quote(str(output))))
