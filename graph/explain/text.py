"""An explanation as plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import fill

from graph import wording
from graph.explain import Explanation, Saying
from graph.explain.told import NO_ANSWER, NOTHING
from graph.terminal import printable

_WIDTH = 100
_MODEL = "model"
"""A part of the names of rules that are a trained model."""


def to_text(explanation: Explanation) -> str:
    """The explanation in lines of at most 100 characters, with a final newline."""
    name = printable(explanation.label)
    parts = [
        "\n".join(_who(explanation)),
        *_section(f"What {name} says", explanation.says, explanation.iri),
        *_section(f"What {name} is said to have said", explanation.said_to_have_said),
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
        yield f"  left out: {wording.counted(explanation.left_out)} read with a lower score"


def _section(title: str, sayings: tuple[Saying, ...], own: str = "") -> Iterator[str]:
    yield f"{title} ({wording.counted(len(sayings))})"
    for saying in sayings:
        yield "\n".join(_saying(saying, _claimed(saying, own), "  "))
    if not sayings:
        yield f"  {NOTHING.capitalize()}."


def _disputes(explanation: Explanation) -> Iterator[str]:
    yield f"Disputes ({len(explanation.disputes)})"
    for dispute in explanation.disputes:
        lines = [_wrapped(printable(dispute.words), "  ")]
        for saying in (*dispute.affirmed, *dispute.denied):
            lines += _saying(saying, f"{saying.stance} by {printable(saying.who)}", "    ")
        yield "\n".join(lines)
    if not explanation.disputes:
        yield f"  {NOTHING.capitalize()}."


def _claimed(saying: Saying, own: str) -> str:
    """What is claimed: "denies: …", preceded by the speaker unless that is the entity `own` itself."""
    words = printable(saying.words)
    verb = "" if saying.stance == "affirmed" else f"{wording.stance(saying.stance)}: "
    disputed = " [disputed]" if saying.disputed else ""
    source = "" if own and saying.speaker_iri == own else f"{printable(saying.who)}: "
    return f"{source}{verb}{words}{disputed}"


def _saying(saying: Saying, first: str, indent: str) -> Iterator[str]:
    yield _wrapped(first, indent)
    yield _wrapped(printable(saying.quote), f"{indent}  > ")
    source = [printable(saying.headline or saying.file), saying.date or "no date"]
    if saying.headline:
        source.append(printable(saying.file))
    yield _wrapped(", ".join(source), f"{indent}  ")
    reader = "model" if _MODEL in saying.rule.split(".") else "rule"
    yield f"{indent}  {reader} {printable(saying.rule)}, score {saying.score:g}"
    yield from _answers(saying, indent)


def _answers(saying: Saying, indent: str) -> Iterator[str]:
    """What answers an accusation, or may answer it, each with its sentence."""
    for it in saying.answers or ():
        yield _wrapped(f"{it.kind}: {printable(it.quote)} ({printable(it.by)})", f"{indent}  ")
    if saying.answers == ():
        yield f"{indent}  {NO_ANSWER}"


def _wrapped(text: str, indent: str) -> str:
    return fill(text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
