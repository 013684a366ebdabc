"""Commands that let others ask: `serve`, `push` and `mcp`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from graph.cli.app import Built, Exit, Json, app, finite
from graph.terminal import complain, print_json, watching

Patience = Annotated[
    float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help="How long a query may run.", callback=finite)
]


@app.command()
def serve(
    output: Built = Path("output"),
    port: Annotated[
        int, typer.Option(min=0, max=65535, metavar="N", help="The port to listen on; 0 picks a free one.")
    ] = 8000,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen on.")] = "127.0.0.1",
    allow_remote: Annotated[bool, typer.Option("--allow-remote", help="Let other machines ask as well.")] = False,
    timeout: Patience = 10.0,
    rows: Annotated[int, typer.Option(min=1, metavar="N", help="How many rows an answer may have.")] = 10_000,
    decisions: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Accept decisions that are posted to /decisions, and write them to this file."
        ),
    ] = None,
) -> None:
    """Serve the graph on this machine.

    Offers a SPARQL 1.1 endpoint at /sparql, a page for every IRI in the data, the interactive page, and a workbench.
    Queries run in separate processes, which have no network and are stopped when they reach their limits.
    """
    from graph.extras import needing
    from graph.serve.limits import Limits

    with needing("serve", "rashomon serve"):
        from graph.serve.server import serve as run
    limits = Limits(seconds=timeout, rows=rows)
    run(output, host=host, port=port, limits=limits, allow_remote=allow_remote, decisions=decisions)


@app.command()
def push(
    url: Annotated[
        str, typer.Argument(metavar="URL", help="The address of the store's update endpoint or graph store.")
    ],
    output: Built = Path("output"),
    default_graph: Annotated[
        str | None,
        typer.Option(metavar="IRI", help="A named graph to use as the default graph, for stores without one."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Copy the graph into a SPARQL store.

    Uses SPARQL Update or the Graph Store Protocol. An older build with the same base is replaced; everything else in
    the store is left alone. Credentials are read from RASHOMON_USER and RASHOMON_PASSWORD, or from RASHOMON_TOKEN.
    """
    from graph.push import PartlyPushedError
    from graph.push import push as run
    from graph.store import open_store

    try:
        with watching("pushing") as progress:
            done = run(open_store(output), url, default_graph=default_graph, progress=progress)
    except PartlyPushedError as error:
        if as_json:
            print_json({"pushed": error.pushed, "of": error.total, "failure": error.reason})
        complain(error)
        raise typer.Exit(Exit.PARTLY) from error
    if as_json:
        print_json({"pushed": done.triples, "of": done.triples, "failure": None})
    else:
        typer.echo(f"{done.triples} triples pushed by {done.protocol}")


@app.command()
def mcp(
    output: Built = Path("output"),
    timeout: Patience = 10.0,
) -> None:
    """Answer questions from language models.

    Runs a Model Context Protocol server on standard input and output, for a client that starts it. Its tools search for
    entities, show claims, disputes and evidence, and run SPARQL; each answer comes with sentence and source.
    """
    from graph.extras import needing
    from graph.serve.limits import Limits

    with needing("mcp", "rashomon mcp"):
        from graph.mcp import serve as run

    run(output, Limits(seconds=timeout, workers=2))
