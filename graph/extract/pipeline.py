"""The steps of extraction, one after the other: `annotate` is a pure function of one document."""

from __future__ import annotations

from graph.extract.annotation import AnnotationWriter
from graph.extract.lexicon.lexicon import Lexicon, load
from graph.extract.names.finder import find_names
from graph.extract.parse import language
from graph.extract.parse.parsed import Parsed
from graph.extract.parse.parser import parse
from graph.extract.reference.arguments import ArgumentReader
from graph.extract.reference.coreference import find_references
from graph.extract.relations.judgements import JudgementReader
from graph.extract.relations.locations import SeatReader
from graph.extract.relations.officeholders import OfficeholderReader
from graph.extract.relations.relation import Relation
from graph.extract.relations.relations import RelationReader
from graph.extract.speech import speakers
from graph.extract.speech.attribution import AttributionFinder
from graph.extract.speech.reconciling import Merger
from graph.extract.speech.speeches import Speech
from graph.extract.speech.withdrawals import Withdrawals
from graph.extract.statements.consequences import Deriver
from graph.extract.statements.statements import StatementBuilder
from graph.extract.tagger import tagger
from graph.model import Annotation, Document


def annotate(document: Document, *, fast: bool = False, lexicon: Lexicon | None = None) -> Annotation:
    """Read one article: mentions, entities, attributions and statements, with ids local to the article.

    `fast` leaves the trained tagger out: attributions by rules alone. `lexicon` holds the tables that are read by,
    those of English where none is given.
    """
    # Words that no article had before would stay in the vocabulary for good: memory must not grow with the corpus.
    with language.load().memory_zone():
        return _annotate(document, lexicon or load(), fast=fast)


def _annotate(document: Document, lexicon: Lexicon, *, fast: bool) -> Annotation:
    parsed = parse(document, lexicon)
    names = find_names(parsed, lexicon)
    speeches = AttributionFinder(parsed, lexicon).find()
    if not fast and len(parsed.doc):
        speeches = Merger(parsed, lexicon.cues).merge(speeches, tagger.load().read(parsed))
    speeches = Withdrawals(parsed, lexicon).read(speakers.unite(parsed, speeches))
    references = find_references(parsed, lexicon, names, speeches)
    arguments = ArgumentReader(parsed, lexicon, references)
    relations = _relations(parsed, lexicon, arguments, speeches)
    builder = StatementBuilder(parsed, lexicon, arguments, speeches)
    stated = builder.build(relations)
    statements = Deriver(parsed, lexicon, arguments, speeches, builder).derive(stated)
    return AnnotationWriter(parsed, lexicon, arguments, [s for s in speeches if not s.writer], statements).write()


def _relations(parsed: Parsed, lexicon: Lexicon, arguments: ArgumentReader, speeches: list[Speech]) -> list[Relation]:
    """All relations of a text: of verbs and nouns, of titles, of places, and judgements on what others said."""
    framed = RelationReader(parsed, lexicon, arguments, speeches).read()
    offices = OfficeholderReader(parsed, lexicon, arguments).read()
    seats = SeatReader(parsed, lexicon, arguments)
    judgements = JudgementReader(parsed, lexicon, arguments, speeches).read()
    return [*framed, *offices, *seats.read(), *judgements, *seats.located_by_visit(framed)]
