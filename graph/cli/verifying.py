"""The command that checks the promises of a build: `verify`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graph.cli.app import Built, Exit, Json, app, print_table
from graph.terminal import print_json, printable

if TYPE_CHECKING:
    from graph.evidence import Finding

_NAMED = 3
"""How many of the missing files are named."""


@app.command()
def verify(
    output: Built = Path("output"),
    sources: Annotated[
        list[Path] | None,
        typer.Option(metavar="PATH", help="The articles, or folders of them; by default what the build read."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Check that the graph keeps its promises.

    Every quote must be in its article letter for letter, and the file must have the same SHA-256. If the text was taken
    out of the file, it must be the same when it is taken out again. The data must match the shapes of the ontology, so
    that nothing that somebody merely says is a fact. Page, store and RDF must come from the same build.
    Findings give exit code 1. A file that is gone, but whose text was stored, is listed but is not a finding.
    """
    from dataclasses import asdict

    from graph.batch.opening import WatchedOpener
    from graph.evidence import columns_of, missing_originals
    from graph.extras import needing
    from graph.integrity import articles_of, check_build
    from graph.store import open_store

    with needing("verify", "rashomon verify"):
        from graph.validate import validate
    store = open_store(output)
    files = sources or articles_of(output)
    opener = WatchedOpener(columns_of(output))
    findings = sorted({*validate(store, files, output, opener), *check_build(store, output)})
    gone = missing_originals(store, files)
    if as_json:
        counts = Counter(it.kind for it in findings)
        print_json({"findings": [asdict(it) for it in findings], "counts": counts, "originals_gone": gone})
    else:
        _tell_findings(findings)
        _tell_gone(gone)
    if findings:
        raise typer.Exit(Exit.FINDINGS)


def _tell_findings(findings: Sequence[Finding]) -> None:
    """Shows what is wrong as a table, counted by kind."""
    if not findings:
        typer.echo("Every quote is verbatim, every shape holds, and page, store and RDF come from the same build.")
        return
    print_table(("kind", "place", "message"), ((it.kind, it.place, it.message) for it in findings))
    typer.echo()
    kinds = ", ".join(f"{number} {kind}" for kind, number in Counter(it.kind for it in findings).items())
    typer.echo(f"{len(findings)} {'finding' if len(findings) == 1 else 'findings'}: {kinds}")


def _tell_gone(files: Sequence[str]) -> None:
    """Names some of the articles whose files are missing."""
    if not files:
        return
    names = ", ".join(map(printable, files[:_NAMED])) + (" …" if len(files) > _NAMED else "")
    number = "1 article" if len(files) == 1 else f"{len(files)} articles"
    typer.echo(f"The files of {number} are gone, so only their stored texts could be compared: {names}")
