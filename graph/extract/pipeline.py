"""The steps of extraction, one after the other: `annotate` is a pure function of one document."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from graph.extract.annotation import AnnotationWriter
from graph.extract.calibration import calibrated
from graph.extract.coverage import CoverageReader
from graph.extract.lexicon.lexicon import Lexicon, load
from graph.extract.names.finder import find_names
from graph.extract.parse.parsed import Parsed
from graph.extract.parse.parser import parse
from graph.extract.predications.reader import find_predications
from graph.extract.reference.arguments import ArgumentReader
from graph.extract.reference.coreference import find_references
from graph.extract.refusals import Refusal
from graph.extract.relations.relation import Relations
from graph.extract.relations.relations import find_relations
from graph.extract.speech.finder import find_speeches
from graph.extract.speech.speeches import Speeches
from graph.extract.statements.consequences import find_statements
from graph.extract.statements.statements import Statements
from graph.extract.tagger import tagger
from graph.extract.tagger.tagger import Tagger
from graph.extract.trace import SILENT, Notes, Trace
from graph.extract.unread import UnreadFinder
from graph.model import Annotation, Document, Span


class Explained(NamedTuple):
    """What was read in an article, its sentences, and what was not read."""

    annotation: Annotation
    sentences: tuple[Span, ...]
    refusals: tuple[Refusal, ...]


def annotate(
    document: Document, *, fast: bool = False, lexicon: Lexicon | None = None, predications: bool = False
) -> Annotation:
    """Read one article: mentions, entities, attributions and statements, with ids local to the article.

    `fast` leaves out the trained tagger, so that attributions come from the rules alone. `lexicon` has the tables to
    use, by default those for English. With `predications`, the annotation has these too.
    """
    lexicon = lexicon or load()
    read = _read(document, lexicon, None if fast else tagger.load(), SILENT)
    if not predications:
        return read.annotation
    found = find_predications(read.parsed, lexicon, read.speeches, read.statements.references)
    return read.writer.with_predications(read.annotation, found)


def explain(document: Document, *, fast: bool = False, lexicon: Lexicon | None = None) -> Explained:
    """Read one article like `annotate`, and report at which step anything that might have been read was dropped."""
    notes, lexicon = Notes(), lexicon or load()
    read = _read(document, lexicon, None if fast else tagger.load(), notes)
    arguments = ArgumentReader(read.parsed, lexicon, read.relations.references)
    unread = UnreadFinder(notes, read.parsed, arguments, read.speeches, read.relations, read.annotation)
    sentences = tuple(read.parsed.span(s.start, s.end) for s in read.parsed.sentences)
    return Explained(read.annotation, sentences, unread.find())


class _Read(NamedTuple):
    """What the steps read in an article."""

    parsed: Parsed
    speeches: Speeches
    relations: Relations
    statements: Statements
    writer: AnnotationWriter
    annotation: Annotation


def _read(document: Document, lexicon: Lexicon, trained: Tagger | None, trace: Trace) -> _Read:
    parsed = parse(document, lexicon)
    names = find_names(parsed, lexicon, trace)
    speeches = find_speeches(
        parsed, lexicon, trained, trace, names.heads(lexicon.roles.classes.periodical, lexicon.ontology)
    )
    references = find_references(parsed, lexicon, names, speeches, trace)
    relations = find_relations(parsed, lexicon, speeches, references, trace)
    statements = find_statements(parsed, lexicon, speeches, relations, trace)
    writer = AnnotationWriter(parsed, lexicon, speeches, statements)
    written = writer.write()
    coverage = CoverageReader(parsed, lexicon, speeches, statements.references).read(written.statements)
    told = replace(calibrated(written, lexicon), coverage=coverage)
    return _Read(parsed, speeches, relations, statements, writer, told)
