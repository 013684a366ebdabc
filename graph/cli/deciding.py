"""Commands with which people record decisions: `decide` and `review`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from enum import StrEnum
from getpass import getuser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from graph.cli import completing
from graph.cli.app import Built, Exit, Json, app
from graph.errors import UsageError
from graph.terminal import complain, print_json, printable

if TYPE_CHECKING:
    from graph.decisions import Read, Ruling
    from graph.review import Question


class Deciding(StrEnum):
    """The kinds of decision, as they are written on the command line."""

    SAME = "same"
    DIFFERENT = "different"
    TYPE = "type"
    MISREAD = "misread"
    NOT_A_CLAIM = "not-a-claim"
    RIGHT = "right"


Decisions = Annotated[
    Path | None,
    typer.Option("--decisions", metavar="FILE", help="The file to write to; by default the one that the build read."),
]
Who = Annotated[str | None, typer.Option(metavar="NAME", help="Who decides; by default the user who is logged in.")]


@app.command()
def decide(
    kind: Annotated[Deciding, typer.Argument(metavar="KIND", help=f"One of {', '.join(Deciding)}.")],
    about: Annotated[
        str,
        typer.Argument(
            metavar="ABOUT",
            help="An entity by name, id or FILE#NAME; or a claim by its id.",
            autocompletion=completing.entities,
        ),
    ],
    value: Annotated[
        str, typer.Argument(metavar="[VALUE]", help="The other entity, the class, or the right reading of a claim.")
    ] = "",
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason.")] = "",
    who: Who = None,
    decisions: Decisions = None,
    output: Built = Path("output"),
    as_json: Json = False,
) -> None:
    """Decide who is who, what somebody is, or what was misread.

    Adds a line to decisions.csv beside the articles, which every later build follows.
    """
    from graph.decisions import Kind, add
    from graph.review import about_claim, about_two, of_class, open_built

    built = open_built(output)
    chosen = Kind(kind.value.replace("-", " "))
    more = {"who": _who(who), "when": date.today().isoformat(), "why": " ".join(why.split())}
    if not chosen.of_claim and not value:
        raise UsageError(f"{kind} needs {'an entity and a class' if chosen is Kind.TYPE else 'two entities'}")
    if chosen.of_claim:
        ruling = about_claim(built, chosen, about, value, **more)
    elif chosen is Kind.TYPE:
        ruling = of_class(built, about, value, **more)
    else:
        ruling = about_two(built, chosen, about, value, **more)
    file = decisions or built.decisions()
    add(file, [ruling])
    if as_json:
        print_json({"file": str(file), "decision": _told(ruling)})
    else:
        typer.echo(f"{_shown(ruling)}: {file}; the next build will follow it")


@app.command()
def review(
    most: Annotated[int, typer.Option(min=1, metavar="N", help="How many questions to ask.")] = 20,
    to_cases: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Instead, write what was decided about claims as marked-up sentences for tests."
        ),
    ] = None,
    least: Annotated[
        int,
        typer.Option(
            min=1, metavar="N", help="With --to-cases: only relations on which at least this many articles agree."
        ),
    ] = 1,
    who: Who = None,
    decisions: Decisions = None,
    output: Built = Path("output"),
    as_json: Json = False,
) -> None:
    """Ask the questions whose answers help most.

    Asks about names that were merged or kept apart by a narrow margin, doubtful claims that are in dispute or speak
    against somebody, and classes that say little. On a terminal, each answer is written to decisions.csv at once;
    elsewhere the questions are listed.
    """
    from graph.decisions import read
    from graph.review import cases, open_built, questions

    built = open_built(output)
    file = decisions or built.decisions()
    known = read([file] if file.exists() else [])
    for fault in known.faults:
        complain(fault)
    if to_cases is not None:
        _write_cases(cases(built, known.rulings, least), to_cases, as_json=as_json)
    else:
        asked = questions(built, known.rulings)
        if as_json:
            print_json({"of": len(asked), "questions": [_question(it) for it in asked[:most]]})
        elif sys.stdin.isatty() and sys.stdout.isatty():
            _ask(asked[:most], file, _who(who))
        else:
            _list(asked[:most], len(asked))
    _leave(known)


def _leave(known: Read) -> None:
    if known.faults:
        raise typer.Exit(Exit.PARTLY)


def _who(name: str | None) -> str:
    """Who decides; empty if neither the command nor the system says."""
    if name is not None:
        return " ".join(name.split())
    try:
        return getuser()
    except (KeyError, OSError):
        return ""


def _write_cases(text: str, file: Path, *, as_json: bool) -> None:
    from graph.files import replacing

    with replacing(file) as stream:
        stream.write(text.encode("utf-8"))
    sentences = sum(not line.startswith(" ") for line in text.splitlines())
    if as_json:
        print_json({"file": str(file), "sentences": sentences})
    else:
        typer.echo(f"{sentences} sentence{'' if sentences == 1 else 's'}: {file}")


def _told(it: Ruling) -> dict[str, str]:
    """A decision as the columns of its line."""
    return {name: str(value) for name, value in asdict(it).items() if name != "place"}


def _shown(it: Ruling) -> str:
    what = f"{it.about} ({it.reading})" if it.kind.of_claim else f"{it.about}, {it.value}"
    return printable(f"{it.kind}: {what}")


def _question(it: Question) -> dict[str, Any]:
    """A question for programs."""
    sentences = [{"file": file, "sentence": sentence} for file, sentence in it.sentences]
    decisions = {"yes": _told(it.yes), "no": None if it.no is None else _told(it.no)}
    return {"kind": it.kind, "weight": it.weight, "question": it.text, "proposed": it.proposed} | {
        "sentences": sentences,
        **decisions,
    }


def _lines(it: Question) -> str:
    """A question for people, in which nothing from an article can control the terminal."""
    quoted = "".join(f"\n  {printable(file)}: {printable(sentence)}" for file, sentence in it.sentences)
    return f"{printable(it.text)}{quoted}\n  now: {printable(it.proposed)}"


def _list(asked: Sequence[Question], of: int) -> None:
    for it in asked:
        typer.echo(f"{_lines(it)}\n")
    typer.echo(f"{len(asked)} of {of} questions; on a terminal they can be answered")


def _ask(asked: Sequence[Question], file: Path, who: str) -> None:
    """Asks one question after another, and writes each answer at once, so that none is lost."""
    from graph.decisions import add
    from graph.review import QuitError, answered

    written = 0
    try:
        for number, it in enumerate(asked, 1):
            typer.echo(f"\n{number} of {len(asked)}: {_lines(it)}")
            if answer := answered(it, _say):
                add(file, [replace(answer, who=who, when=date.today().isoformat())])
                written += 1
    except QuitError:
        pass
    typer.echo(f"{written} decision{'' if written == 1 else 's'} written: {file}")


def _say(words: str) -> str | None:
    typer.echo(printable(words) + " ", nl=False)
    return sys.stdin.readline() or None
