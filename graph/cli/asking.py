"""Commands that ask the built graph: `query`, `diff`, `explain` and `packet`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.cli import completing
from graph.cli.app import Built, Json, Least, Listing, app, table_width
from graph.terminal import complain, interruptible, print_json

if TYPE_CHECKING:
    from graph.answers import Answer
    from graph.queries import NamedQuery


@app.command(cls=Listing)
def query(
    question: Annotated[
        str,
        typer.Argument(
            metavar="[FILE|NAME|-]",
            help="A SPARQL file, a named query, or - for stdin.",
            autocompletion=completing.queries,
        ),
    ] = "",
    param: Annotated[
        list[str] | None,
        typer.Option(metavar="KEY=VALUE", help="A parameter of the query; may be given several times."),
    ] = None,
    output: Built = Path("output"),
    format: Annotated[
        str, typer.Option(metavar="FORMAT", help="One of {answers}.", autocompletion=completing.answers)
    ] = "",
    to: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the answer to a file, in the format of its extension.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Ask the graph a question.

    Without a question, lists the named queries and their parameters. A query cannot change or fetch anything.
    """
    from graph.queries import named_queries, run
    from graph.queries.rehearsal import rehearse
    from graph.store import open_store

    if not question:
        _list_queries(named_queries(), as_json=as_json)
        return
    # Checked before the store is opened, so that a wrong extension is reported at once.
    form = _form(format, to, as_json=as_json)
    values = dict(_pair(text) for text in param or [])
    asked = _question(question)
    with interruptible():
        rehearse(asked)
        answer = run(open_store(output), asked, values)
    _give(answer, form, to)
    if answer.empty and (values or form != "table"):
        said = ", ".join(f"{key}={value}" for key, value in values.items())
        complain(f"nothing was read{' for ' if said else ''}{said}")


def _give(answer: Answer, form: str, to: Path | None) -> None:
    """Prints an answer or writes it to a file; also prints its warnings, unless a table on the terminal has them."""
    from graph.files import replacing
    from graph.formats import render

    written = render(answer, form, width=table_width() if to is None else None)
    if to is None:
        typer.echo(written, nl=False)
    else:
        with replacing(to) as stream:
            stream.write(written.encode("utf-8"))
    if to is not None or form != "table":
        for warning in answer.warnings:
            complain(warning)


def _form(format: str, to: Path | None, *, as_json: bool) -> str:
    """The requested format: from its name, else from `--json`, else from the extension of a file."""
    from graph.formats import format_of

    if not as_json:
        return format or ("table" if to is None else format_of(to))
    for said, meant in (("--format", format), (f"the extension of {to}", to and to.suffix and format_of(to))):
        if meant and meant != "json":
            raise typer.BadParameter(f"{said} asks for {meant}", param_hint="--json")
    return "json"


def _question(text: str) -> NamedQuery:
    """The query that the user means: from stdin, by its name, or from a file."""
    from graph.queries import named_query, parse

    path = Path(text)
    # A bare word is always the name of a query, even if a file of that name happens to exist.
    if text != "-" and not path.suffix and not {"/", os.sep} & set(text):
        return named_query(text)
    from graph.read import decode

    return parse(decode(sys.stdin.buffer.read() if text == "-" else path.read_bytes(), text))


def _pair(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"{text!r} is not KEY=VALUE", param_hint="--param")
    return key.strip(), value


def _list_queries(queries: Sequence[NamedQuery], *, as_json: bool) -> None:
    if as_json:
        from dataclasses import asdict

        print_json([{key: value for key, value in asdict(it).items() if key != "text"} for it in queries])
        return
    for it in queries:
        typer.echo(f"{it.name}: {it.title}")
        for parameter in it.parameters:
            optional = "" if parameter.required else " (optional)"
            typer.echo(f"    --param {parameter.name}=…{optional}  {parameter.description}")


@app.command()
def diff(
    one: Annotated[
        str,
        typer.Argument(
            metavar="ONE",
            help="A speaker, an outlet or an article: by name, alias, headline or id.",
            autocompletion=completing.entities,
        ),
    ],
    other: Annotated[
        str, typer.Argument(metavar="OTHER", help="The one to compare it with.", autocompletion=completing.entities)
    ],
    output: Built = Path("output"),
    as_json: Json = False,
) -> None:
    """Compare what two speakers, outlets or articles say.

    Shows what one affirms and the other denies, what one leaves open, what both say and what only one says, each with
    sentence, article and date.
    """
    from dataclasses import asdict

    from graph.queries.difference import difference, to_text
    from graph.store import open_store

    store = open_store(output)
    with interruptible():
        found = difference(store, one, other)
    if as_json:
        print_json(asdict(found))
    else:
        plain = not sys.stdout.isatty()
        typer.echo(to_text(found, emphasis=str if plain else lambda text: typer.style(text, bold=True)), nl=False)


@app.command()
def explain(
    entity: Annotated[
        str,
        typer.Argument(
            metavar="ENTITY",
            help="A name, an alias or an id, such as 'Kristi Noem' or kristi-noem.",
            autocompletion=completing.entities,
        ),
    ],
    output: Built = Path("output"),
    min_score: Least = 0.0,
    as_json: Json = False,
) -> None:
    """Show everything about one entity.

    Shows who it is, what it says, what is said about it and what is disputed, each with its sentence, article and date,
    the rule by which it was read, and a score: how certain the reading is, not whether it is true.
    """
    from dataclasses import asdict

    from graph.explain import explain as run
    from graph.explain.text import to_text
    from graph.store import open_store

    explanation = run(open_store(output), entity, min_score)
    if as_json:
        print_json(asdict(explanation))
    else:
        typer.echo(to_text(explanation), nl=False)


@app.command()
def packet(
    claim: Annotated[
        str, typer.Argument(metavar="ID", help="A claim or proposition: its IRI, claim:…, prop:… or bare id.")
    ],
    output: Built = Path("output"),
    format: Annotated[
        str,
        typer.Option(
            metavar="FORMAT",
            help="One of markdown (the default), json, claimreview, annotations, bibtex.",
            autocompletion=completing.packets,
        ),
    ] = "",
    to: Annotated[Path | None, typer.Option(metavar="FILE", help="Write to a file instead of the terminal.")] = None,
    as_json: Json = False,
) -> None:
    """Gather everything that a claim or dispute rests on.

    The packet has both sides with their sentences, offsets, files and SHA-256, the outlets and independent origins, the
    answers, and what was not read in these articles: what a fact-checker sends to offer a right of reply.
    """
    from graph.files import replacing
    from graph.packet import gather, render
    from graph.report import written_in
    from graph.store import open_store

    if as_json and format not in ("", "json"):
        raise typer.BadParameter(f"--format asks for {format}", param_hint="--json")
    form = "json" if as_json else format or "markdown"
    written = render(gather(open_store(output), claim, written_in(output)), form)
    if to is None:
        typer.echo(written, nl=False)
    else:
        with replacing(to) as stream:
            stream.write(written.encode("utf-8"))
