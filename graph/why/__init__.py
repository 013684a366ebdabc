"""What is read from a text, and what is not: the answer to "why is my sentence not in the graph?"."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.assemble.damaging import Damage, guarded
from graph.batch.worker import step_of
from graph.errors import ArticleError, RashomonError
from graph.extract.refusals import Reason, Refusal
from graph.model import Annotation, Document, Span
from graph.read import from_text
from graph.readers import DEFAULT, named_reader
from graph.readers.admission import admitted
from graph.resolve import resolve
from graph.rulebook.tables import overlay

__all__ = ["Reading", "read_text"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from a text, `document`, is in `annotation`; what was not is in `refusals`, in the text's order.

    `sentences` are those in which something may be stated. `left_open` are the ids of statements that speak against
    somebody and were not read with enough certainty: the text affirms them, and the graph leaves them open.

    >>> reading = rashomon.read_text("Minister Ana Ruiz said that President Luis Mora met with Los Choneros.")
    >>> len(reading.sentences)
    1
    """

    document: Document
    annotation: Annotation
    sentences: tuple[Span, ...]
    refusals: tuple[Refusal, ...]
    left_open: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The reading as JSON values, as `data/reading.schema.json` describes them.

        >>> sorted(rashomon.read_text("Ana Ruiz said that Luis Mora left.").to_json())
        ['left_open', 'not_read', 'read', 'sentences', 'text']
        """
        from graph.why.records import record

        return record(self)

    def to_text(self, *, why: bool = False) -> str:
        """The reading as a tree in plain text; with `why` also what was not read, and at which step reading stopped.

        >>> told = rashomon.read_text("Minister Ana Ruiz said that President Luis Mora left.").to_text(why=True)
        >>> "affirmed by the article" in told
        True
        """
        from graph.why.tree import plain

        return plain(self, why=why)


def read_text(text: str, *, reader: str = DEFAULT, rules: str | Path | None = None) -> Reading:
    """Reads a sentence or a whole article, `text`, as `build` would, and records what is refused on the way.

    `reader` is one of `graph.readers.READERS`, and `rules` a folder of tables that are laid over ours. Raises
    `InputError` for what cannot be read as an English text, `RuleError` for a table that makes no sense, `UsageError`
    for a reader that does not exist, and `ArticleError` if a step fails.

    >>> reading = rashomon.read_text("Minister Ana Ruiz said that President Luis Mora met with Los Choneros.")
    >>> [it.relation for it in reading.annotation.statements]
    ['claims', 'metWith']
    """
    chosen = named_reader(reader)
    over = None if rules is None else overlay(rules)
    document = from_text(text)
    chosen.prepare(over)
    try:
        read = chosen.explain(document, over)
    except RashomonError:
        raise
    except Exception as error:
        raise ArticleError(document.metadata.file, f"{type(error).__name__}: {error}", step_of(error)) from error
    annotation = admitted(read.annotation, document, document.metadata.file)
    resolution = resolve([annotation])
    told = {it.id: it for it in guarded(annotation, resolution, Damage(resolution.entities)).statements}
    unsure = (
        Refusal(Reason.TOO_UNSURE, it.evidence, it.relation, it.rule)
        for it in annotation.statements
        if it.id not in told
    )
    opened = (it.id for it in annotation.statements if it.id in told and it.stance is not told[it.id].stance)
    refusals = sorted((*read.refusals, *unsure), key=lambda it: it.span)
    return Reading(document, annotation, read.sentences, tuple(refusals), tuple(opened))
