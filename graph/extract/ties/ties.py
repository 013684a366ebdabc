"""All ties in one text, one for each pair: from titles, then from other nouns, verbs of work, and parties."""

from __future__ import annotations

from collections.abc import Iterator

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.arguments import ArgumentReader
from graph.extract.ties.bearers import BearerFinder
from graph.extract.ties.bodies import BodyReader
from graph.extract.ties.employment import EmploymentReader
from graph.extract.ties.nationality import NationalityReader
from graph.extract.ties.officeholders import OfficeholderReader
from graph.extract.ties.parties import PartyReader
from graph.extract.ties.tie import Tie
from graph.extract.trace import SILENT, Trace


def find_ties(
    parsed: Parsed, lexicon: Lexicon, arguments: ArgumentReader, tied: set[tuple[str, str]], trace: Trace = SILENT
) -> Iterator[Tie]:
    """The ties of a text; `tied` are the pairs of keys between which a verb already expresses the tie.

    A title expresses only one tie.
    """
    bearers = BearerFinder(parsed.doc, lexicon, arguments)
    titled = list(OfficeholderReader(parsed, lexicon, arguments, bearers, trace).read())
    yield from titled
    seen = tied | {(t.subject.key, t.object.key) for t in titled}
    heads = {t.predicate for t in titled}
    for kind in (BodyReader, EmploymentReader, PartyReader, NationalityReader):
        reader = kind(parsed, lexicon, arguments, bearers)
        for tie in reader.read():
            pair = (tie.subject.key, tie.object.key)
            if pair not in seen and tie.predicate not in heads:
                seen.add(pair)
                yield tie
