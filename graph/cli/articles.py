"""Commands that read articles: `build` and `annotate`."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from graph import report, wording
from graph.batch import TIMEOUT, NothingReadError, Options, write_annotations
from graph.build import EVEN, PAGE, Result
from graph.cli.app import Exit, Json, Least, Listing, app, finite
from graph.cli.bringing import built, columns, given
from graph.cli.watching import watchable, watched
from graph.errors import ArticleError, InputError, RashomonError, UsageError
from graph.model import Skipped
from graph.prefixes import DEFAULT_BASE
from graph.provenance import Terms
from graph.readers import DEFAULT, READERS, RULES
from graph.terminal import complain, counting, print_json

REPORT = (
    "where a step broke off, please report the line above, with the article if it may be shared: see CONTRIBUTING.md"
)
ONE = {"documents": "document", "entities": "entity", "claims": "claim", "disputes": "dispute"}


_SHOWN = 20
"""Files that were skipped and are named on stderr; `--json` names them all."""


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
        help="Processes that read articles at the same time; by default, above 50 articles, one less than processors.",
    ),
]
Cluster = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="A scheduler of dask, whose workers read in place of this machine."),
]
Order = Annotated[
    DateOrder,
    typer.Option("--date-order", case_sensitive=False, help="What the numbers of a date such as 04/07/2025 mean."),
]
ReaderName = Annotated[
    str | None, typer.Option("--reader", metavar="NAME", help=f"Who reads: {' or '.join(READERS)} (the default).")
]
Fast = Annotated[bool, typer.Option("--fast", help=f"Short for --reader {RULES}: without the trained tagger.")]
Rules = Annotated[
    Path | None,
    typer.Option("--rules", metavar="FOLDER", help="Tables of frames, names and cues to lay over Rashomon's own."),
]
Known = Annotated[
    Path | None,
    typer.Option("--known", metavar="FILE.csv", help="A list of known people, groups and bodies, with their ids."),
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
    str | None, typer.Option("--creator", metavar="NAME", help="Who made the data: a name or an IRI, told there too.")
]
Predications = Annotated[
    bool, typer.Option("--predications", help="Also write who does what to whom, whether it is a relation or not.")
]
NoSparql = Annotated[bool, typer.Option("--no-sparql", help="Leave out of the page what answers SPARQL in it: 2 MB.")]
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
        "--also", metavar="FORMS", help="Forms for other tools, with commas: rdf12, nanopub, annotations, claimreview."
    ),
]
Columns = Annotated[
    list[str] | None,
    typer.Option("--column", metavar="KEY=NAME", help="Which column of a table is text, title, date, outlet, …"),
]
Watch = Annotated[bool, typer.Option("--watch", help="Build again whenever a file is new, changed or gone.")]
CacheFolder = Annotated[
    Path | None,
    typer.Option(
        "--cache", metavar="DIR", help="Where to keep what is read, for several builds; by default in the output."
    ),
]
Embed = Annotated[
    int | None,
    typer.Option(min=200, metavar="PIXELS", help="Also write embed.html: a frame of this height, for other pages."),
]


@app.command(cls=Listing)
def build(
    paths: Sources = None,
    output: FreeOutput = None,
    workers: Workers = None,
    cluster: Cluster = None,
    date_order: Order = DateOrder.MDY,
    reader: ReaderName = None,
    fast: Fast = False,
    rules: Rules = None,
    known: Known = None,
    article_timeout: Timeout = TIMEOUT,
    base: Base = DEFAULT_BASE,
    min_score: Least = EVEN,
    infer: Infer = False,
    license: License = None,
    creator: Creator = None,
    no_sparql: NoSparql = False,
    embed: Embed = None,
    also: Also = "",
    decisions: Decisions = None,
    texts: Texts = False,
    column: Columns = None,
    cache: CacheFolder = None,
    watch: Watch = False,
    urls: Urls = None,
    allow_private: Private = False,
    as_json: Json = False,
) -> None:
    """Build the graph of articles.

    Writes what they say, who says it and who denies it, as RDF, JSON lines, GraphML, a page and a store for queries.
    A text that standoff JSON is about is not read anew: what the JSON says is checked against it and the ontology.
    """
    folder = output or _free_output()
    how = {
        "workers": workers,
        "cluster": cluster,
        "date_order": date_order,
        "reader": chosen_reader(reader, fast=fast),
        "rules": rules,
        "known": known,
        "article_timeout": article_timeout,
        "base": base,
        "min_score": min_score,
        "infer": infer,
        "terms": Terms(license, creator),
        "sparql": not no_sparql,
        "embed": embed,
        "also": _named(also),
        "decisions": decisions,
        "texts": texts,
        "columns": columns(column),
        "cache": cache,
    }

    def once() -> None:
        with telling_of_nothing(as_json=as_json), counting() as progress:
            came = given(paths or [], urls, folder, allow_private=allow_private, progress=progress)
            result = built(came, folder, **how, progress=progress)
        tell(result, folder, min_score, as_json=as_json)

    if watch:
        watched(watchable(paths or [], urls), folder, once)
    else:
        once()


@app.command(cls=Listing)
def annotate(
    paths: Paths,
    output: Output,
    workers: Workers = None,
    cluster: Cluster = None,
    date_order: Order = DateOrder.MDY,
    reader: ReaderName = None,
    fast: Fast = False,
    rules: Rules = None,
    predications: Predications = False,
    column: Columns = None,
    article_timeout: Timeout = TIMEOUT,
    as_json: Json = False,
) -> None:
    """Read articles into standoff JSON.

    Writes the mentions, attributions and claims of each article by their offsets, as <stem>.json; articles of the
    same stem, from different folders, as <stem>-<id>.json.
    """
    chosen = chosen_reader(reader, fast=fast)
    told = tuple(sorted(columns(column).items()))
    options = Options(workers, date_order, chosen, rules, article_timeout, predications, columns=told, cluster=cluster)
    failures: list[InputError] = []
    skipped: list[Skipped] = []
    written = []
    with counting() as progress:
        for outcome, file in write_annotations(paths, output, options, progress=progress, skip=skipped.append):
            if isinstance(outcome.result, InputError):
                failures.append(outcome.result)
            else:
                written.append({"file": outcome.name, "annotation": str(file)})
    skipped.sort()
    if as_json:
        print_json({"written": written, **report.unread(failures, skipped)})
    else:
        typer.echo(f"{len(written)} annotated: {output}")
    _leave(failures, skipped, Exit.WRONG_USE if not written else Exit.PARTLY if failures else Exit.FINE)


@contextmanager
def telling_of_nothing(*, as_json: bool) -> Iterator[None]:
    """Reports where not one article could be read, and ends the command."""
    try:
        yield
    except NothingReadError as error:
        if as_json:
            print_json(
                {"output": None, **dict.fromkeys(report.COUNTED, 0), **report.unread(error.failures, error.skipped)}
            )
        _leave(error.failures, error.skipped, Exit.WRONG_USE, None if error.failures else error)


def _named(names: str) -> list[str]:
    """Names with commas between them."""
    return [it.strip() for it in names.split(",") if it.strip()]


def tell(result: Result | dict[str, Any], output: Path, min_score: float = EVEN, *, as_json: bool) -> None:
    """Says what was built and what was not read, and ends the command; a mere report means that nothing has changed."""
    built = isinstance(result, Result)
    said = report.summary(result.report() if isinstance(result, Result) else result)
    claimed, telling = said["sentences"]["claimed"], said["sentences"]["telling"]
    if as_json:
        print_json({"output": str(output), "unchanged": not built, **said})
    else:
        words = (f"{said[name]} {name if said[name] != 1 else ONE[name]}" for name in report.COUNTED)
        typer.echo(f"{'' if built else 'nothing has changed: '}{', '.join(words)}: {output / PAGE}")
    if said["left_out"] and not as_json:
        fewer = f"{wording.counted(said['left_out'])} read with a score below {min_score:g}"
        complain(f"left out: {fewer}; --min-score 0 keeps them")
    for outcome in result.decided.outcomes if isinstance(result, Result) and result.decided else ():
        if outcome.reason is not None:
            complain(outcome)
    if claimed < telling and not as_json:
        complain(f"{wording.coverage(claimed, telling)}; the others are in {output / report.FILE}")
    if isinstance(result, Result):
        _leave(result.failures, result.skipped, Exit.PARTLY if result.failures else Exit.FINE)
    else:
        _leave((), [Skipped(**it) for it in said["skipped"]], Exit.FINE)


def _free_output() -> Path:
    """The folder that is written to where none is named; raises `UsageError` where git keeps files in it."""
    folder = Path("output")
    command = ["git", "-c", "core.fsmonitor=false", "-C", str(folder), "ls-files", "-z"]
    with suppress(OSError, subprocess.TimeoutExpired):  # without git nobody can tell, and without a folder nobody need
        if folder.is_dir() and subprocess.run(command, capture_output=True, timeout=10, check=False).stdout:
            raise UsageError("output holds files that git tracks; name another one, or say --output output")
    return folder


def chosen_reader(name: str | None, *, fast: bool) -> str:
    """The reader that is asked for; raises `UsageError` where two are."""
    if fast and name not in (None, RULES):
        raise UsageError(f"--fast is short for --reader {RULES}, and --reader says {name}")
    return RULES if fast else name or DEFAULT


def _leave(
    failures: Sequence[InputError], skipped: Sequence[Skipped], code: Exit, error: RashomonError | None = None
) -> None:
    """Reports what could not be read and what was skipped, and ends the command with a code."""
    if error is not None:
        complain(error)
    for failure in failures:
        complain(failure)
    if any(isinstance(it, ArticleError) for it in failures):
        complain(REPORT)
    for it in skipped[:_SHOWN]:
        complain(f"{it.file} was not read: it {it.reason}")
    if len(skipped) > _SHOWN:
        complain(f"and {len(skipped) - _SHOWN} more files were not read; --json names all of them")
    if code is not Exit.FINE:
        raise typer.Exit(code)
