"""Commands that read articles: `build` and `annotate`."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import typer

from graph import report, wording
from graph.batch import TIMEOUT, NothingReadError, Options, write_annotations
from graph.build import EVEN, PAGE, Result
from graph.cli.app import Exit, Json, Least, Listing, app
from graph.cli.bringing import built, columns, given
from graph.cli.options import (
    Also,
    Base,
    CacheFolder,
    Cluster,
    Columns,
    Creator,
    DateOrder,
    Decisions,
    Embed,
    Fast,
    FreeOutput,
    Infer,
    Known,
    License,
    NoSparql,
    Order,
    Output,
    Paths,
    Predications,
    Private,
    ReaderName,
    Rules,
    Sources,
    Texts,
    Timeout,
    Urls,
    Watch,
    Workers,
)
from graph.cli.watching import watchable, watched
from graph.errors import ArticleError, InputError, RashomonError, UsageError
from graph.model import Skipped
from graph.prefixes import DEFAULT_BASE
from graph.provenance import Terms
from graph.readers import DEFAULT, RULES
from graph.terminal import complain, counting, print_json

REPORT = "if a step failed, please report the line above, with the article if it may be shared: see CONTRIBUTING.md"
ONE = {"documents": "document", "entities": "entity", "claims": "claim", "disputes": "dispute"}

_SHOWN = 20
"""How many of the skipped files are named on stderr; `--json` names them all."""


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
    """Build a graph from articles.

    Writes what they say, who says it and who denies it, as RDF, JSON lines, GraphML, a page and a store for queries.
    A text with standoff JSON about it is not read again: the JSON is checked against the text and the ontology.
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

    Writes the mentions, attributions and claims of each article, with their offsets, to <stem>.json, or to
    <stem>-<id>.json if articles from different folders have the same stem.
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
    """If not a single article could be read, reports this and ends the command."""
    try:
        yield
    except NothingReadError as error:
        if as_json:
            print_json(
                {"output": None, **dict.fromkeys(report.COUNTED, 0), **report.unread(error.failures, error.skipped)}
            )
        _leave(error.failures, error.skipped, Exit.WRONG_USE, None if error.failures else error)


def _named(names: str) -> list[str]:
    """The names in a comma-separated list."""
    return [it.strip() for it in names.split(",") if it.strip()]


def tell(result: Result | dict[str, Any], output: Path, min_score: float = EVEN, *, as_json: bool) -> None:
    """Says what was built and what was not read, and ends the command; a mere report means that nothing changed."""
    built = isinstance(result, Result)
    said = report.summary(result.report() if isinstance(result, Result) else result)
    claimed, telling = said["sentences"]["claimed"], said["sentences"]["telling"]
    if as_json:
        print_json({"output": str(output), "unchanged": not built, **said})
    else:
        words = (f"{said[name]} {name if said[name] != 1 else ONE[name]}" for name in report.COUNTED)
        typer.echo(f"{'' if built else 'nothing has changed: '}{', '.join(words)}: {output / PAGE}")
    if "page" in said and not as_json:
        part = f"{PAGE} shows {said['page']['claims']:,} of {said['claims']:,} claims, those in dispute first"
        complain(f"{part}; `rashomon serve --output {output}` shows all of them")
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
    """The folder to write to if none is named; raises `UsageError` if git tracks files in it."""
    folder = Path("output")
    command = ["git", "-c", "core.fsmonitor=false", "-C", str(folder), "ls-files", "-z"]
    with suppress(OSError, subprocess.TimeoutExpired):  # without git one cannot tell, and without a folder one need not
        if folder.is_dir() and subprocess.run(command, capture_output=True, timeout=10, check=False).stdout:
            raise UsageError("output contains files that git tracks; name another folder, or use --output output")
    return folder


def chosen_reader(name: str | None, *, fast: bool) -> str:
    """The reader that was asked for; raises `UsageError` if two were."""
    if fast and name not in (None, RULES):
        raise UsageError(f"--fast is short for --reader {RULES}, but --reader says {name}")
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
