"""Asks a person one question and turns the answer into a decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from graph.decisions import Ruling
from graph.review.questions import Question

Say = Callable[[str], str | None]
"""Shows some words and returns the line that a person enters; None at the end of the input."""

ANSWERS = "yes, no, skip or quit"


class QuitError(Exception):
    """The person does not want any more questions."""


def answered(question: Question, say: Say) -> Ruling | None:
    """What a person decides, or None; asks again after an invalid answer; raises `QuitError` when there is no more."""
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
    """The same decision with another class, which a person names."""
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
