"""The steps of extraction, one after the other: `annotate` is a pure function of one document."""

from __future__ import annotations

from graph.extract.annotation import AnnotationWriter
from graph.extract.lexicon import rules
from graph.extract.lexicon.entries import Rules
from graph.extract.names.finder import find_mentions
from graph.extract.parse import language
from graph.extract.parse.parsed import Parsed
from graph.extract.parse.parser import parse
from graph.extract.reference.arguments import ArgumentReader
from graph.extract.reference.coreference import Coreference
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


def annotate(document: Document, *, fast: bool = False) -> Annotation:
    """Read one article: mentions, entities, attributions and statements, with ids local to the article.

    `fast` leaves the trained tagger out: attributions by rules alone.
    """
    # Words that no article had before would stay in the vocabulary for good: memory must not grow with the corpus.
    with language.load().memory_zone():
        return _annotate(document, fast=fast)


def _annotate(document: Document, *, fast: bool) -> Annotation:
    tables = rules.load()
    parsed = parse(document)
    mentions = find_mentions(parsed, tables)
    speeches = AttributionFinder(parsed, tables).find()
    if not fast and len(parsed.doc):
        speeches = Merger(parsed, tables.cues).merge(speeches, tagger.load().read(parsed))
    speeches = Withdrawals(parsed, tables).read(speakers.unite(parsed, speeches))
    coreference = Coreference(parsed, tables, mentions, speeches)
    coreference.run()
    arguments = ArgumentReader(parsed, tables, coreference)
    relations = _relations(parsed, tables, arguments, speeches)
    builder = StatementBuilder(parsed, tables, arguments, speeches)
    stated = builder.build(relations)
    statements = Deriver(parsed, tables, arguments, speeches, builder).derive(stated)
    return AnnotationWriter(parsed, coreference, [s for s in speeches if not s.writer], statements).write()


def _relations(parsed: Parsed, tables: Rules, arguments: ArgumentReader, speeches: list[Speech]) -> list[Relation]:
    """All relations of a text: of verbs and nouns, of titles, of places, and judgements on what others said."""
    framed = RelationReader(parsed, tables, arguments, speeches).read()
    offices = OfficeholderReader(parsed, tables, arguments).read()
    seats = SeatReader(parsed, tables, arguments)
    judgements = JudgementReader(parsed, tables, arguments, speeches).read()
    return [*framed, *offices, *seats.read(), *judgements, *seats.located_by_visit(framed)]
