"""The steps of extraction, one after the other: `annotate` is a pure function of one document."""

from __future__ import annotations

from graph.extract.annotation import AnnotationWriter
from graph.extract.lexicon.lexicon import Lexicon, load
from graph.extract.names.finder import find_names
from graph.extract.parse import language
from graph.extract.parse.parser import parse
from graph.extract.reference.coreference import find_references
from graph.extract.relations.relations import find_relations
from graph.extract.speech.finder import find_speeches
from graph.extract.statements.consequences import find_statements
from graph.extract.tagger import tagger
from graph.extract.tagger.tagger import Tagger
from graph.model import Annotation, Document


def annotate(document: Document, *, fast: bool = False, lexicon: Lexicon | None = None) -> Annotation:
    """Read one article: mentions, entities, attributions and statements, with ids local to the article.

    `fast` leaves the trained tagger out: attributions by rules alone. `lexicon` holds the tables that are read by,
    those of English where none is given.
    """
    # Words that no article had before would stay in the vocabulary for good: memory must not grow with the corpus.
    with language.load().memory_zone():
        return _annotate(document, lexicon or load(), None if fast else tagger.load())


def _annotate(document: Document, lexicon: Lexicon, trained: Tagger | None) -> Annotation:
    parsed = parse(document, lexicon)
    names = find_names(parsed, lexicon)
    speeches = find_speeches(parsed, lexicon, trained)
    references = find_references(parsed, lexicon, names, speeches)
    relations = find_relations(parsed, lexicon, speeches, references)
    statements = find_statements(parsed, lexicon, speeches, relations)
    return AnnotationWriter(parsed, lexicon, speeches, statements).write()
