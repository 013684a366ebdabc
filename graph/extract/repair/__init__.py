"""Trees of sentences put right where the parser errs: what hangs on the wrong word or is taken for another thing."""

from __future__ import annotations

from graph.extract.repair import lists, lost_subjects, named_lists, naming, rehanging
from graph.extract.words import Doc


def repair(doc: Doc) -> None:
    """Put the trees of a parsed text right, in place; the lexicon must be with the text."""
    lost_subjects.restore(doc)
    for step in (rehanging, lists, named_lists, naming):
        step.rehang(doc)
