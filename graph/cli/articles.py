"""Commands that read articles: `build` and `annotate`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graph.batch import TIMEOUT
from graph.cli.app import Exit, Json, Least, app, finite
from graph.errors import ArticleError, InputError
from graph.prefixes import DEFAULT_BASE
from graph.terminal import complain, counting, print_json

REPORT = (
    "where a step broke off, please report the line above, with the article if it may be shared: see CONTRIBUTING.md"
)
ONE = {"documents": "document", "entities": "entity", "claims": "claim", "disputes": "dispute"}


class DateOrder(StrEnum):
    """What the three numbers of a date mean."""

    MDY = "MDY"
    DMY = "DMY"
    YMD = "YMD"


Paths = Annotated[list[Path], typer.Argument(metavar="PATH…", help="Articles (.txt), or folders of them.")]
Workers = Annotated[int, typer.Option(min=1, help="Processes that read articles at the same time.")]
Order = Annotated[DateOrder, typer.Option("--date-order", help="What the numbers of a date such as 04/07/2025 mean.")]
Fast = Annotated[bool, typer.Option("--fast", help="Find who says what by rules alone, without the trained tagger.")]
Timeout = Annotated[
    float,
    typer.Option(
        "--article-timeout", min=0.1, metavar="SECONDS", help="How long one article may take.", callback=finite
    ),
]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write to.")]


@app.command()
def build(
    paths: Paths,
    output: Output = Path("output"),
    workers: Workers = 1,
    date_order: Order = DateOrder.MDY,
    fast: Fast = False,
    article_timeout: Timeout = TIMEOUT,
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
            article_timeout=article_timeout,
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
    article_timeout: Timeout = TIMEOUT,
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
            paths,
            output,
            workers=workers,
            date_order=date_order,
            fast=fast,
            article_timeout=article_timeout,
            progress=progress,
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


def _failure(error: InputError) -> dict[str, str | None]:
    if isinstance(error, ArticleError):
        return {"file": error.file, "reason": error.cause, "place": error.place, "step": error.step}
    return {"file": error.file, "reason": error.reason, "place": error.place}


def _leave(failures: list[InputError]) -> None:
    """Reports the articles that could not be read and ends the command with the code for that."""
    for failure in failures:
        complain(failure)
    if any(isinstance(it, ArticleError) for it in failures):
        complain(REPORT)
    if failures:
        raise typer.Exit(Exit.PARTLY)
