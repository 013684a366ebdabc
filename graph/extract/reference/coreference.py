"""What the tokens of an article refer to: names, titles, descriptions and pronouns, each read by its own reader.

Scores follow the salience factors of Lappin & Leass (1994), extended by roles and descriptions of people.
If two candidates are equally good, neither is chosen: a wrong speaker is worse than none.
"""

from __future__ import annotations

from types import MappingProxyType

from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.names.nodes import Found, Names
from graph.extract.parse.parsed import Parsed
from graph.extract.reference.additions import Additions
from graph.extract.reference.anaphors import EpithetReader
from graph.extract.reference.descriptions import DescriptionReader
from graph.extract.reference.links import Link, References
from graph.extract.reference.pronouns import PronounReader
from graph.extract.reference.salience import Discourse
from graph.extract.speech.speeches import Speeches
from graph.extract.terms.titles import Title
from graph.extract.trace import SILENT, Trace
from graph.extract.words import Token


def find_references(
    parsed: Parsed, lexicon: Lexicon, names: Names, speeches: Speeches, trace: Trace = SILENT
) -> References:
    """Resolve all descriptions, then all pronouns, in the order of the text."""
    return _Coreference(parsed, lexicon, names, speeches, trace).read()


_FUNCTION = ("ADP", "AUX", "CCONJ", "DET", "PART", "PUNCT", "SCONJ", "SPACE")
"""Parts of speech that do not refer to anything."""


class _Coreference:
    """Resolves the tokens of one article; every answer is stored in `links`.

    `titles` leads from the head of a title to the title, `title_at` from each of its tokens.
    """

    def __init__(self, parsed: Parsed, lexicon: Lexicon, names: Names, speeches: Speeches, trace: Trace) -> None:
        self.doc = parsed.doc
        self.mentions = names.mentions
        self.entities = Additions(lexicon, names.entities)
        self.titles = {t.head: t for t in self.mentions.titles}
        self.title_at = {i: t for t in self.mentions.titles for i in range(t.start, t.end)}
        self.discourse = Discourse(parsed, self.mentions, self.entities, speeches)
        self.links = self.discourse.links
        self.pronouns = PronounReader(self.discourse, lexicon, self.resolve, trace)
        self.descriptions = DescriptionReader(self.discourse, lexicon, self.resolve, self.pronouns.speaker, trace)
        self.epithets = EpithetReader(self.discourse, lexicon, self.resolve)
        self.referring = lexicon.clauses.pronouns.referring
        self.run_by_person = lexicon.names.run_by_person

    def read(self) -> References:
        """Descriptions first, then pronouns, then tokens that may still be the head of a name."""
        for token in self.doc:
            if token.i in self.titles or token.pos_ in ("NOUN", "PROPN"):
                self.resolve(token.i)
        for token in self.doc:
            if token.pos_ == "PRON" or token.dep_ == "poss":
                self.resolve(token.i)
        for token in self.doc:
            if token.pos_ not in _FUNCTION or token.lower_ in self.referring:
                self.resolve(token.i)
        owners = ((token.i, self.pronouns.possessor(token)) for token in self.doc)
        return References(
            entities=self.entities.entities(),
            mentions=self.mentions,
            links=MappingProxyType({i: link for i, link in self.links.items() if link}),
            owners=MappingProxyType({i: link for i, link in owners if link}),
            title_at=MappingProxyType(self.title_at),
            described=MappingProxyType({}),
        )

    def resolve(self, i: int) -> Link | None:
        """The node mentioned by the phrase that the token at `i` heads, or None."""
        if i not in self.links:
            self.links[i] = None  # protects against circular references between pronouns
            link = self._resolve(self.doc[i])
            self.links[i] = link
            if link and (self.doc[i].pos_ == "PRON" or link.rule.startswith("description")):
                self.discourse.add(i, link.key)
        return self.links[i]

    def _resolve(self, token: Token) -> Link | None:
        if token.lower_ in self.referring and token.pos_ != "PROPN":  # "US" is not "us"
            ahead = self.epithets.ahead(token)
            sure = ahead is not None and self.entities.get(ahead.key).gender is not None
            return ahead if sure else self.pronouns.read(token) or ahead
        displaced = self._displaced_title(token)
        found = self.mentions.by_head.get(token.i)
        if found and found.kind != "demonym" and not (displaced and _belongs_to(found, displaced, token)):
            return self._link(found)
        title = self.titles.get(token.i) or displaced
        if title:
            return self.descriptions.person(title)
        inner = self.mentions.by_token.get(token.i)
        if token.lower_ in self.run_by_person:
            return self.descriptions.thing(token)  # "Paz [campaign] manager", also inside a title
        if inner and inner.kind in ("name", "institution", "title") and inner.end - inner.start > 1:
            return self._link(inner)
        thing = self.descriptions.thing(token) if token.pos_ in ("NOUN", "PROPN") else None
        return thing or self.epithets.read(token)

    def _link(self, found: Found) -> Link:
        return Link(self.entities.get(found.key).key, found.rule, found.score)

    def _displaced_title(self, token: Token) -> Title | None:
        """A title whose last word the parser takes for its head: "the U.S. Secretary of Homeland [Security]"."""
        title = self.title_at.get(token.i)
        inside = title is not None and title.start <= token.head.i < title.end
        return title if title and not inside else None


def _belongs_to(found: Found, title: Title, token: Token) -> bool:
    """Whether a name is only part of a title that the token does not head: "Homeland Security"."""
    return title.start <= found.start and found.end <= title.end and title.head != token.i
