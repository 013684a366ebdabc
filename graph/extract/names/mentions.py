"""Mentions of one article: the records, and the draft that the steps which find them work on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graph.extract.lexicon.folding import fold
from graph.extract.lexicon.lexicon import Lexicon
from graph.extract.names.nodes import Node, OfficeRecord, Registry
from graph.extract.parse.parsed import Parsed
from graph.extract.terms.gazetteer import Gazetteer
from graph.extract.terms.titles import Title
from graph.model import BlockKind

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Found:
    """A mention as token indices; `head` is its syntactic head; `key` the node that it names."""

    start: int
    end: int
    head: int
    key: str
    kind: str
    rule: str
    score: float


@dataclass(slots=True)
class Mentions:
    """All mentions of an article, its nodes, titles and places.

    `by_token` leads to the innermost mention, `holders` from the head of a title to the node that bears it,
    `records` to the office that it names; `home` is the country of the article.
    """

    registry: Registry
    places: Gazetteer
    titles: list[Title]
    found: list[Found] = field(default_factory=list)
    by_head: dict[int, Found] = field(default_factory=dict)
    by_token: dict[int, Found] = field(default_factory=dict)
    holders: dict[int, str] = field(default_factory=dict)
    records: dict[int, OfficeRecord] = field(default_factory=dict)
    home: str | None = None

    def add(self, found: Found) -> None:
        """Record a mention; of two with one head the longer counts, of two over one token the shorter."""
        self.found.append(found)
        other = self.by_head.get(found.head)
        if other is None or found.end - found.start > other.end - other.start:
            self.by_head[found.head] = found
        for i in range(found.start, found.end):
            inner = self.by_token.get(i)
            if inner is None or found.end - found.start <= inner.end - inner.start:
                self.by_token[i] = found

    def replace(self, changes: Mapping[Found, str]) -> None:
        """Let mentions name other nodes than they did."""
        found, self.found, self.by_head, self.by_token = self.found, [], {}, {}
        for one in found:
            self.add(replace(one, key=changes.get(one, one.key)))

    def at(self, token: int) -> Found | None:
        """The mention whose head is this token, else the innermost one around it."""
        return self.by_head.get(token) or self.by_token.get(token)

    def node(self, found: Found) -> Node:
        """The node of a mention."""
        return self.registry.get(found.key)

    def names(self) -> list[Found]:
        """The mentions by name, in the order in which they were found."""
        return [f for f in self.found if f.kind == "name"]


class Draft:
    """The mentions of an article while they are being found, beside its text and the tables of words.

    `taken` says of each token whether a title or a place has used it, so that no name may.
    """

    def __init__(self, parsed: Parsed, lexicon: Lexicon, mentions: Mentions) -> None:
        self.parsed = parsed
        self.doc: Doc = parsed.doc
        self.lexicon = lexicon
        self.mentions = mentions
        self.registry = mentions.registry
        self.taken = [False] * len(parsed.doc)

    def take(self, start: int, end: int) -> None:
        """Keep tokens from being part of a name."""
        self.taken[start:end] = [True] * (end - start)

    def text(self, start: int, end: int) -> str:
        """The words of some tokens as a name: with single spaces."""
        return " ".join(self.parsed.text(start, end).split())

    def name_node(self, start: int, end: int) -> Node:
        """The node that the tokens `[start, end)` name; every call counts as one more use of the name."""
        text = self.text(start, end)
        return self.registry.add(f"name:{fold(text)}", text, start)

    def record(self, start: int, end: int, node: Node, kind: str, rule: str, score: float) -> Found:
        """Add a mention of a node."""
        found = Found(start, end, self.doc[start:end].root.i, node.key, kind, rule, score)
        self.mentions.add(found)
        return found

    def is_headline(self, token: int) -> bool:
        """Whether a token stands in a heading where most words are capitalised, so that capitals say nothing."""
        sentence = self.parsed.sentence(token)
        if sentence.kind not in (BlockKind.TITLE, BlockKind.HEADING):
            return False
        words = [t for t in self.doc[sentence.start : sentence.end] if t.is_alpha]
        return sum(t.text[0].isupper() for t in words) > 0.7 * len(words)
