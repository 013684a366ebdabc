"""Repairs of parse trees: words attached to the wrong head or given the wrong role."""

from __future__ import annotations

from graph.extract.repair import lists, lost_subjects, named_lists, naming, rehanging
from graph.extract.words import Doc


def repair(doc: Doc) -> None:
    """Repair the trees of a parsed text in place; the lexicon must be attached to the text."""
    lost_subjects.restore(doc)
    for step in (rehanging, lists, named_lists, naming):
        step.rehang(doc)
