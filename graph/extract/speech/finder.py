"""All attributions of an article: what rules and tagger read, whose each is, and what of it still stands."""

from __future__ import annotations

from collections.abc import Container

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.speech.attribution import AttributionFinder
from graph.extract.speech.extents import ExtentReader
from graph.extract.speech.nesting import Nesting
from graph.extract.speech.reconciling import Merger
from graph.extract.speech.speakers import unite
from graph.extract.speech.speeches import Speeches
from graph.extract.speech.verdicts import VerdictReader
from graph.extract.speech.withdrawals import Withdrawals
from graph.extract.tagger.tagger import Tagger
from graph.extract.trace import SILENT, Trace


def find_speeches(
    parsed: Parsed,
    lexicon: Lexicon,
    tagger: Tagger | None,
    trace: Trace = SILENT,
    outlets: Container[int] = frozenset(),
) -> Speeches:
    """Who says what; without a `tagger` by rules alone; `outlets` are the heads of the names of newspapers and the like."""
    found = AttributionFinder(parsed, lexicon, trace).find()
    if tagger is not None and len(parsed.doc):
        found = Merger(parsed, lexicon.cues).merge(found, tagger.read(parsed))
    nested = Nesting(parsed, ExtentReader(parsed, lexicon), outlets).order(unite(parsed, found))
    standing = Withdrawals(parsed, lexicon).read(nested)
    return Speeches((*standing, *VerdictReader(parsed, lexicon).read(standing)))
