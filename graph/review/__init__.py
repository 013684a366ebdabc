"""Questions worth asking a person, and the lines for the resulting decisions."""

from __future__ import annotations

from graph.review.asking import QuitError, answered
from graph.review.built import Built, open_built
from graph.review.cases import cases
from graph.review.questions import Question, questions
from graph.review.rulings import about_claim, about_two, of_class

__all__ = [
    "Built",
    "Question",
    "QuitError",
    "about_claim",
    "about_two",
    "answered",
    "cases",
    "of_class",
    "open_built",
    "questions",
]
