"""All attributions of an article: what rules and tagger read, whose each is, and what of it still stands."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.speech.attribution import AttributionFinder
from graph.extract.speech.reconciling import Merger
from graph.extract.speech.speakers import unite
from graph.extract.speech.speeches import Speeches
from graph.extract.speech.verdicts import VerdictReader
from graph.extract.speech.withdrawals import Withdrawals
from graph.extract.tagger.tagger import Tagger
from graph.extract.trace import SILENT, Trace


def find_speeches(parsed: Parsed, lexicon: Lexicon, tagger: Tagger | None, trace: Trace = SILENT) -> Speeches:
    """Who says what; without a `tagger` by rules alone."""
    found = AttributionFinder(parsed, lexicon, trace).find()
    if tagger is not None and len(parsed.doc):
        found = Merger(parsed, lexicon.cues).merge(found, tagger.read(parsed))
    standing = Withdrawals(parsed, lexicon).read(unite(parsed, found))
    return Speeches((*standing, *VerdictReader(parsed, lexicon).read(standing)))
