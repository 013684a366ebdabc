"""One question put to a person, and the decision that the answer is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from graph.decisions import Ruling
from graph.review.questions import Question

Say = Callable[[str], str | None]
"""Shows some words and gives the line that a person answers with; None where there is no more to come."""

ANSWERS = "yes, no, skip or quit"


class QuitError(Exception):
    """The person wants no more questions."""


def answered(question: Question, say: Say) -> Ruling | None:
    """What a person decides, None for nothing; asks again for what is no answer, and raises `QuitError` at the end."""
    while True:
        answer = _line(say, f"{ANSWERS}? ").lower()
        if answer and "yes".startswith(answer):
            return question.yes
        if answer and "no".startswith(answer):
            return question.no or _other_class(question.yes, say)
        if "skip".startswith(answer):
            return None
        if "quit".startswith(answer):
            raise QuitError


def _other_class(known: Ruling, say: Say) -> Ruling | None:
    """The same of another class, as a person names it."""
    problem = ""
    while name := _line(say, f"{problem}which class then? (nothing to skip) "):
        try:
            return replace(
                known, value=Ruling.parse({"kind": known.kind, "about": known.about, "value": name}).of_class
            )
        except ValueError as error:
            problem = f"{error}; "
    return None


def _line(say: Say, words: str) -> str:
    line = say(words)
    if line is None:
        raise QuitError
    return line.strip()
