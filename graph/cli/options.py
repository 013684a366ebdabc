"""The options and arguments that are shared by the commands that read articles, with their help."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graph.cli import completing
from graph.cli.app import finite
from graph.readers import READERS, RULES


class DateOrder(StrEnum):
    """What the three numbers in a date mean."""

    MDY = "MDY"
    DMY = "DMY"
    YMD = "YMD"


Paths = Annotated[list[Path], typer.Argument(metavar="PATH…", help="Articles ({articles}), or folders of articles.")]
Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH|URL|-…", help="Articles ({articles}), standoff JSON about them (.json), folders, or addresses."
    ),
]
Urls = Annotated[
    Path | None, typer.Option("--urls", metavar="FILE", help="A file of addresses to fetch, one per line.")
]
Private = Annotated[bool, typer.Option("--allow-private", help="Also fetch from this machine and its network.")]
Workers = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        help="How many processes read articles at the same time; by default one, and above 50 articles one fewer than "
        "there are processors.",
    ),
]
Cluster = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="A Dask scheduler, whose workers read instead of this machine."),
]
Order = Annotated[
    DateOrder,
    typer.Option(
        "--date-order",
        metavar="|".join(DateOrder),
        case_sensitive=False,
        help="What the numbers in a date such as 04/07/2025 mean.",
    ),
]
ReaderName = Annotated[
    str | None,
    typer.Option(
        "--reader",
        metavar="NAME",
        help=f"What reads the articles: {' or '.join(READERS)} (the default).",
        autocompletion=completing.readers,
    ),
]
Fast = Annotated[bool, typer.Option("--fast", help=f"Short for --reader {RULES}: without the trained tagger.")]
Rules = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FOLDER", help="Tables of frames, names and cues to add to Rashomon's own."),
]
Known = Annotated[
    Path | None,
    typer.Option("--known", metavar="FILE.csv", help="A table of known people, groups and bodies, with their ids."),
]
Timeout = Annotated[
    float,
    typer.Option(
        "--article-timeout", min=0.1, metavar="SECONDS", help="How long one article may take.", callback=finite
    ),
]
Output = Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write to.")]
FreeOutput = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="DIR", help="The folder to write to; output by default.")
]
Base = Annotated[str, typer.Option(metavar="IRI", help="What the IRIs of the data begin with.")]
Infer = Annotated[
    bool, typer.Option("--infer", help="Add a named graph, graph:inferred, of what follows from the ontology.")
]
License = Annotated[
    str | None, typer.Option("--license", metavar="IRI", help="The licence of the data, stated in its RDF.")
]
Creator = Annotated[
    str | None,
    typer.Option("--creator", metavar="NAME", help="Who made the data, as a name or an IRI, stated in its RDF."),
]
Predications = Annotated[
    bool, typer.Option("--predications", help="Also write who does what to whom, whether or not it is a relation.")
]
NoSparql = Annotated[bool, typer.Option("--no-sparql", help="Leave the SPARQL engine (2 MB) out of the page.")]
Decisions = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="The decisions to follow; by default decisions.csv beside the articles."),
]
Texts = Annotated[
    bool,
    typer.Option("--texts", help="Put the whole text of each article into the page, if you may pass it on."),
]
Also = Annotated[
    str,
    typer.Option(
        "--also",
        metavar="FORMS",
        help="Also write forms for other tools, separated by commas: rdf12, nanopub, annotations, claimreview.",
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="KEY=NAME",
        help="Which column of a table is the text, title, date, outlet, …; may be given several times.",
    ),
]
Watch = Annotated[bool, typer.Option("--watch", help="Build again whenever a file is added, changed or removed.")]
CacheFolder = Annotated[
    Path | None,
    typer.Option(
        "--cache",
        metavar="DIR",
        help="Where to store what was read, so that several builds can share it; by default in the output folder.",
    ),
]
Embed = Annotated[
    int | None,
    typer.Option(min=200, metavar="PIXELS", help="Also write embed.html, a frame of this height for other pages."),
]
