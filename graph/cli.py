"""The commands: results on stdout, progress and messages on stderr, and one table of exit codes."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import IntEnum, StrEnum
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from graph.errors import InputError, RashomonError
from graph.prefixes import DEFAULT_BASE
from graph.terminal import complain, counting, interruptible, print_json, set_encoding, watching

if TYPE_CHECKING:
    from graph.queries import NamedQuery

# Rooms are imported by the command that needs them: a query must not wait for spaCy, nor help for RDF.


class Exit(IntEnum):
    """What a command returns to the shell."""

    FINE = 0
    FINDINGS = 1
    WRONG_USE = 2
    PARTLY = 3


ONE = {"documents": "document", "entities": "entity", "claims": "claim", "disputes": "dispute"}


class DateOrder(StrEnum):
    """What the three numbers of a date mean."""

    MDY = "MDY"
    DMY = "DMY"
    YMD = "YMD"


app = typer.Typer(
    name="rashomon",
    help="Knowledge graphs of contested news: every edge says who says so, in which sentence, and who denies it.",
    epilog="Exit codes: 0 fine, 1 findings, 2 wrong use, 3 partly done (articles unread, a push broken off).",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Paths = Annotated[list[Path], typer.Argument(metavar="PATH…", help="Articles (.txt), or folders of them.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of text for people.")]
Workers = Annotated[int, typer.Option(min=1, help="Processes that read articles at the same time.")]
Order = Annotated[DateOrder, typer.Option("--date-order", help="What the numbers of a date such as 04/07/2025 mean.")]
Fast = Annotated[bool, typer.Option("--fast", help="Find who says what by rules alone, without the trained tagger.")]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write to.")]
Least = Annotated[
    float, typer.Option("--min-score", min=0, max=1, metavar="SCORE", help="Leave out claims read with less, 0 to 1.")
]
Built = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder that `build` wrote.")]


def _print_version(wanted: bool) -> None:
    if wanted:
        from graph import __version__

        typer.echo(f"rashomon {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", callback=_print_version, is_eager=True)
    ] = False,
) -> None: ...


@app.command()
def build(
    paths: Paths,
    output: Output = Path("output"),
    workers: Workers = 1,
    date_order: Order = DateOrder.MDY,
    fast: Fast = False,
    base: Annotated[str, typer.Option(metavar="IRI", help="Where the IRIs of the data live.")] = DEFAULT_BASE,
    min_score: Least = 0.0,
    infer: Annotated[
        bool, typer.Option("--infer", help="Add a named graph of what follows by the ontology: graph:inferred.")
    ] = False,
    no_sparql: Annotated[
        bool, typer.Option("--no-sparql", help="Leave out of the page what answers SPARQL in it: 2 MB.")
    ] = False,
    embed: Annotated[
        int | None,
        typer.Option(min=200, metavar="PIXELS", help="Also write embed.html: a frame of this height, for other pages."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Build the graph of articles.

    Writes what they say, who says it and who denies it, as RDF, JSON lines, GraphML, a page and a store for queries.
    """
    from graph.build import PAGE
    from graph.build import build as run

    with counting() as progress:
        result = run(
            paths,
            output,
            workers=workers,
            date_order=date_order,
            fast=fast,
            base=base,
            min_score=min_score,
            infer=infer,
            sparql=not no_sparql,
            embed=embed,
            progress=progress,
        )
    knowledge = result.knowledge
    counts = {
        "documents": len(knowledge.documents),
        "entities": len(knowledge.entities),
        "claims": len(knowledge.claims),
        "disputes": len(knowledge.disputes()),
    }
    written = output if knowledge.documents else None
    if as_json:
        print_json({"output": written and str(written), **counts, "failures": list(map(_failure, result.failures))})
    elif written:
        words = (f"{number} {name if number != 1 else ONE[name]}" for name, number in counts.items())
        typer.echo(f"{', '.join(words)}: {written / PAGE}")
    _leave(list(result.failures))


@app.command()
def annotate(
    paths: Paths,
    output: Output,
    workers: Workers = 1,
    date_order: Order = DateOrder.MDY,
    fast: Fast = False,
    as_json: Json = False,
) -> None:
    """Read articles into standoff JSON.

    Writes the mentions, attributions and claims of each article by their offsets, as <stem>.json; articles of the
    same stem, from different folders, as <stem>-<document id>.json.
    """
    from graph.batch import write_annotations

    failures: list[InputError] = []
    written = []
    with counting() as progress:
        for outcome, file in write_annotations(
            paths, output, workers=workers, date_order=date_order, fast=fast, progress=progress
        ):
            if isinstance(outcome.result, InputError):
                failures.append(outcome.result)
            else:
                written.append({"file": outcome.name, "annotation": str(file)})
    if as_json:
        print_json({"written": written, "failures": list(map(_failure, failures))})
    else:
        typer.echo(f"{len(written)} annotated: {output}")
    _leave(failures)


@app.command()
def query(
    question: Annotated[
        str, typer.Argument(metavar="[FILE|NAME|-]", help="A SPARQL file, a named query, or - for stdin.")
    ] = "",
    param: Annotated[list[str] | None, typer.Option(metavar="KEY=VALUE", help="A parameter of the query.")] = None,
    output: Built = Path("output"),
    format: Annotated[
        str, typer.Option(help="One of table, csv, tsv, json, xml, turtle, ntriples, trig, json-ld, rdfxml.")
    ] = "",
    to: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the answer to a file, in the format of its ending.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Ask the graph a question.

    Without one, lists the named queries and their parameters. A query can change nothing and fetch nothing.
    """
    from graph.queries import format_of, named_queries, render, run
    from graph.store import open_store, replacing

    if not question:
        _list_queries(named_queries(), as_json=as_json)
        return
    # Asked before the store is: a wrong ending is known at once.
    form = "json" if as_json else format or ("table" if to is None else format_of(to))
    values = dict(_pair(text) for text in param or [])
    asked, store = _question(question), open_store(output)
    with interruptible():
        answer = run(store, asked, values)
    width = get_terminal_size().columns if to is None and sys.stdout.isatty() else None
    written = render(answer, form, width=width)
    if to is None:
        typer.echo(written, nl=False)
    else:
        with replacing(to) as stream:
            stream.write(written.encode("utf-8"))
    if to is not None or form != "table":
        for warning in answer.warnings:
            complain(warning)
    if answer.empty and (values or form != "table"):
        said = ", ".join(f"{key}={value}" for key, value in values.items())
        complain(f"nothing found{' for ' if said else ''}{said}")


def _question(text: str) -> NamedQuery:
    """The query that the user means: from stdin, by its name, or in a file."""
    from graph.queries import named_query, parse

    path = Path(text)
    # A bare word is a name, so that a file of that name lying about changes no answer.
    if text != "-" and not path.suffix and len(path.parts) < 2:
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
    one: Annotated[str, typer.Argument(help="A speaker, an outlet or an article: by name, alias, headline or id.")],
    other: Annotated[str, typer.Argument(help="The one to compare it with.")],
    output: Built = Path("output"),
    as_json: Json = False,
) -> None:
    """Compare what two of them say.

    What one affirms and the other denies, what one leaves open, what both say and what only one does, each with
    sentence, article and date.
    """
    from dataclasses import asdict

    from graph.queries.difference import difference, to_text
    from graph.store import open_store

    found = difference(open_store(output), one, other)
    if as_json:
        print_json(asdict(found))
    else:
        plain = not sys.stdout.isatty()
        typer.echo(to_text(found, emphasis=str if plain else lambda text: typer.style(text, bold=True)), nl=False)


@app.command()
def verify(
    output: Built = Path("output"),
    sources: Annotated[
        list[Path] | None, typer.Option(metavar="PATH", help="The articles, or folders of them; seeds by default.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check that the graph keeps its promises.

    Every quote must stand in its article letter for letter, in a file with the same SHA-256, and the data must have
    the shapes of the ontology: nothing that somebody merely says is a fact. Findings give the exit code 1.
    """
    from collections import Counter
    from dataclasses import asdict

    from graph.queries import Answer, render
    from graph.store import open_store
    from graph.triples import literal
    from graph.validate import validate

    findings = validate(open_store(output), sources or [Path("seeds")])
    counts = Counter(it.kind for it in findings)
    if as_json:
        print_json({"findings": [asdict(it) for it in findings], "counts": counts})
    elif findings:
        rows = tuple((literal(it.kind), literal(it.place), literal(it.message)) for it in findings)
        width = get_terminal_size().columns if sys.stdout.isatty() else None
        typer.echo(render(Answer(("kind", "place", "message"), rows), width=width))
        kinds = ", ".join(f"{number} {kind}" for kind, number in counts.items())
        typer.echo(f"{len(findings)} {'finding' if len(findings) == 1 else 'findings'}: {kinds}")
    else:
        typer.echo("Every quote is verbatim and every shape holds.")
    if findings:
        raise typer.Exit(Exit.FINDINGS)


@app.command()
def explain(
    entity: Annotated[str, typer.Argument(help="A name, an alias or an id, such as 'Kristi Noem' or kristi-noem.")],
    output: Built = Path("output"),
    min_score: Least = 0.0,
    as_json: Json = False,
) -> None:
    """Tell all about one entity.

    Who it is, what it says, what is said of it and what is disputed, each with sentence, article, date, and the rule
    that it was read by, with its score: how sure the reading is, not whether it is true.
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
def serve(
    output: Built = Path("output"),
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen to.")] = 8000,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="The address to listen on.")] = "127.0.0.1",
    allow_remote: Annotated[bool, typer.Option("--allow-remote", help="Let other machines ask, too.")] = False,
    timeout: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="How long a query may run.")] = 10.0,
    rows: Annotated[int, typer.Option(min=1, help="How many rows an answer may have.")] = 10_000,
) -> None:
    """Serve the graph on this machine.

    A SPARQL 1.1 endpoint at /sparql, a page for every IRI of the data, the interactive page, and a workbench. Queries
    run in processes of their own, which have no network and are ended at their limits.
    """
    from graph.serve.pool import Limits
    from graph.serve.server import serve as run

    run(output, host=host, port=port, limits=Limits(seconds=timeout, rows=rows), allow_remote=allow_remote)


@app.command()
def push(
    url: Annotated[str, typer.Argument(metavar="URL", help="Where the store takes updates, or its graph store.")],
    output: Built = Path("output"),
    default_graph: Annotated[
        str | None,
        typer.Option(metavar="IRI", help="The named graph for the default graph, in a store that has none of its own."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Copy the graph into a SPARQL store.

    By SPARQL Update or the Graph Store Protocol. An older build with the same base is replaced; all else in the store
    is left alone. Credentials are read from RASHOMON_USER and RASHOMON_PASSWORD, or from RASHOMON_TOKEN.
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
    timeout: Annotated[float, typer.Option(min=0.1, metavar="SECONDS", help="How long a query may run.")] = 10.0,
) -> None:
    """Answer language models.

    A server of the Model Context Protocol on standard input and output, for a client that starts it: search entities,
    claims, disputes, evidence, and SPARQL, each answer with sentence and source.
    """
    from graph.mcp import serve as run
    from graph.serve.pool import Limits

    run(output, Limits(seconds=timeout, workers=2))


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """The command `rashomon`: the one place where errors become messages and exit codes."""
    set_encoding()
    try:
        app(args=arguments)
    except RashomonError as error:
        complain(error)
        sys.exit(Exit.WRONG_USE)
    except OSError as error:
        if error.filename is None:
            raise
        complain(f"{error.filename}: {error.strerror}")
        sys.exit(Exit.WRONG_USE)
    sys.exit(Exit.FINE)


def _failure(error: InputError) -> dict[str, str | None]:
    return {"file": error.file, "reason": error.reason, "place": error.place}


def _leave(failures: list[InputError]) -> None:
    """Reports the articles that could not be read and ends the command with the code for that."""
    for failure in failures:
        complain(failure)
    if failures:
        raise typer.Exit(Exit.PARTLY)
