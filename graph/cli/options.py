"""The options and arguments that commands which read articles have in common, with their help."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from graph.cli import completing
from graph.cli.app import finite
from graph.readers import READERS, RULES


class DateOrder(StrEnum):
    """What the three numbers of a date mean."""

    MDY = "MDY"
    DMY = "DMY"
    YMD = "YMD"


Paths = Annotated[list[Path], typer.Argument(metavar="PATH…", help="Articles ({articles}), or folders of them.")]
Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PATH|URL|-…", help="Articles ({articles}), standoff JSON about them (.json), folders, addresses."
    ),
]
Urls = Annotated[Path | None, typer.Option("--urls", metavar="FILE", help="A list of addresses to fetch, one a line.")]
Private = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from addresses of this machine and its network, too.")
]
Workers = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        help="Processes that read articles at the same time; by default, above 50 articles, one less than processors.",
    ),
]
Cluster = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="A scheduler of dask, whose workers read in place of this machine."),
]
Order = Annotated[
    DateOrder,
    typer.Option(
        "--date-order",
        metavar="|".join(DateOrder),
        case_sensitive=False,
        help="What the numbers of a date such as 04/07/2025 mean.",
    ),
]
ReaderName = Annotated[
    str | None,
    typer.Option(
        "--reader",
        metavar="NAME",
        help=f"Who reads: {' or '.join(READERS)} (the default).",
        autocompletion=completing.readers,
    ),
]
Fast = Annotated[bool, typer.Option("--fast", help=f"Short for --reader {RULES}: without the trained tagger.")]
Rules = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FOLDER", help="Tables of frames, names and cues to lay over Rashomon's own."),
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
Base = Annotated[str, typer.Option(metavar="IRI", help="Where the IRIs of the data live.")]
Infer = Annotated[
    bool, typer.Option("--infer", help="Add a named graph of what follows by the ontology: graph:inferred.")
]
License = Annotated[
    str | None, typer.Option("--license", metavar="IRI", help="The licence of the data, told in its RDF.")
]
Creator = Annotated[
    str | None, typer.Option("--creator", metavar="NAME", help="Who made the data, told in its RDF: a name or an IRI.")
]
Predications = Annotated[
    bool, typer.Option("--predications", help="Also write who does what to whom, whether it is a relation or not.")
]
NoSparql = Annotated[bool, typer.Option("--no-sparql", help="Leave out of the page what answers SPARQL in it, 2 MB.")]
Decisions = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="What people decided; by default decisions.csv beside the articles."),
]
Texts = Annotated[
    bool,
    typer.Option("--texts", help="Put the whole texts of the articles into the page: only where you may pass them on."),
]
Also = Annotated[
    str,
    typer.Option(
        "--also",
        metavar="FORMS",
        help="Also write forms for other tools, with commas: rdf12, nanopub, annotations, claimreview.",
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="KEY=NAME",
        help="Which column of a table is text, title, date, outlet, …; may be given several times.",
    ),
]
Watch = Annotated[bool, typer.Option("--watch", help="Build again whenever a file is new, changed or gone.")]
CacheFolder = Annotated[
    Path | None,
    typer.Option(
        "--cache",
        metavar="DIR",
        help="Keep what is read here, where several builds may share it; by default in the output.",
    ),
]
Embed = Annotated[
    int | None,
    typer.Option(min=200, metavar="PIXELS", help="Also write embed.html: a frame of this height, for other pages."),
]
