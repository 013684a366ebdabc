"""Commands about the tables of rules: `rules check`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from graph.cli.app import Exit, Json, app
from graph.terminal import print_json

rules = typer.Typer(
    name="rules",
    help="Work on tables of rules: frames, names and cues.",
    no_args_is_help=True,
)
app.add_typer(rules)


@rules.callback()
def _rules() -> None: ...


@rules.command("check")
def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE…]", help="Tables (.toml), or folders of them; Rashomon's own by default."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Check tables of rules.

    Reports where a table does not follow its schema, which verbs are not lemmas, and which frames have no example or do
    not fire on it. Your own table is checked together with Rashomon's, as `--rules` would combine them.
    """
    from graph.rule_check import check_rules

    found = check_rules(files or ())
    if as_json:
        print_json({"findings": [asdict(it) for it in found]})
    elif not found:
        typer.echo("no findings")
    else:
        for it in found:
            typer.echo(str(it))
    if found:
        raise typer.Exit(Exit.FINDINGS)
