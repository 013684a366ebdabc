"""The period during which somebody held an office, from the words after it: "mayor of Lima from 2004 to 2007"."""

from __future__ import annotations

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.parse.dates import DateReader
from graph.extract.parse.parsed import Parsed
from graph.extract.terms.titles import Title
from graph.extract.ties.tie import Term

_LONGEST = 10
"""The most words in the time expression after a title: "from March 27, 2004 to April 3, 2007"."""


class TenureReader:
    """Reads the time expressions after the titles in one text."""

    def __init__(self, parsed: Parsed, lexicon: Lexicon) -> None:
        self.parsed = parsed
        self.doc = parsed.doc
        self.offices = lexicon.offices
        self.joints = lexicon.small.relation.spanning
        self.words = lexicon.dates

    def read(self, title: Title) -> Term | None:
        """The period of an office that has ended, or None if no date says when."""
        opens = self.doc[title.end].lower_ if title.end < len(self.doc) else ""
        if opens not in self.offices.ended:
            return None
        alone, end = opens in self.offices.until, self._end(title.end + 1)
        time = self.parsed.text(title.end + alone, end) if end > title.end + alone else ""
        reader = DateReader(self.words, self.parsed.written(title.end))
        found = reader.find(f"{self.words.before_year} {time}" if alone else time)
        if found is None:
            return None
        return Term(None if alone else found.earliest, found.latest)

    def _end(self, start: int) -> int:
        """The end of a date that starts at a token: after its last number or time word."""
        stop = min(start + _LONGEST, self.parsed.sentence(start).end)
        end = start
        for token in self.doc[start:stop]:
            if token.ent_type_ == "DATE" or token.like_num:
                end = token.i + 1
            elif token.lower_ not in self.joints:
                break
        return end
