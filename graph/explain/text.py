"""An explanation as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

from graph.explain import Explanation, Saying
from graph.terminal import printable

_WIDTH = 100
_MODEL = "model"
"""A part of the names of those rules that are a trained model."""


def to_text(explanation: Explanation) -> str:
    """The explanation in lines of at most 100 characters, with a final newline."""
    name = printable(explanation.label)
    parts = [
        "\n".join(_who(explanation)),
        *_section(f"What {name} says", explanation.says, own=True),
        *_section(f"What is said of {name}", explanation.said_of),
        *_disputes(explanation),
    ]
    return "\n\n".join(parts) + "\n"


def _who(explanation: Explanation) -> Iterator[str]:
    yield printable(explanation.label)
    yield f"  {', '.join(explanation.types)}  <{explanation.iri}>"
    if explanation.aliases:
        yield _wrapped("also called: " + "; ".join(map(printable, explanation.aliases)), "  ")
    if explanation.country:
        yield f"  of {printable(explanation.country)}"
    for office in explanation.offices:
        yield f"  {printable(office)}"
    if explanation.left_out:
        number = explanation.left_out
        yield f"  left out: {number} claim{'s' if number > 1 else ''} read with a lower score"


def _section(title: str, sayings: tuple[Saying, ...], *, own: bool = False) -> Iterator[str]:
    yield f"{title} ({len(sayings)})"
    for saying in sayings:
        yield "\n".join(_saying(saying, _claimed(saying, own=own), "  "))


def _disputes(explanation: Explanation) -> Iterator[str]:
    yield f"Disputes ({len(explanation.disputes)})"
    for dispute in explanation.disputes:
        lines = [_wrapped(printable(dispute.words), "  ")]
        for saying in (*dispute.affirmed, *dispute.denied):
            lines += _saying(saying, f"{saying.stance} by {_speaker(saying)}", "    ")
        yield "\n".join(lines)


def _claimed(saying: Saying, *, own: bool) -> str:
    """What is claimed: "denies that …", or with who says so in front of it, unless it is the entity itself."""
    words = printable(saying.words)
    verb = {"affirmed": "", "denied": "denies: ", "hedged": "not certain: ", "withdrawn": "takes back: "}[saying.stance]
    disputed = " [disputed]" if saying.disputed else ""
    source = "" if own else f"{_speaker(saying)}: "
    return f"{source}{verb}{words}{disputed}"


def _speaker(saying: Saying) -> str:
    speaker = "the article" if saying.speaker is None else printable(saying.speaker)
    relays = [printable(relay) for relay in saying.relayed_by]
    return f"{speaker} (through {', '.join(relays)})" if relays else speaker


def _saying(saying: Saying, first: str, indent: str) -> Iterator[str]:
    yield _wrapped(first, indent)
    yield _wrapped(printable(saying.quote), f"{indent}  > ")
    source = [printable(saying.headline or saying.file), saying.date or "no date"]
    if saying.headline:
        source.append(printable(saying.file))
    yield _wrapped(", ".join(source), f"{indent}  ")
    reader = "model" if _MODEL in saying.rule.split(".") else "rule"
    yield f"{indent}  {reader} {printable(saying.rule)}, score {saying.score:g}"


def _wrapped(text: str, indent: str) -> str:
    return fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
