"""The records that flow through Rashomon, all frozen: what is read, what is claimed, what is assembled.

Two levels. *Document level*: `Document` → `Annotation` (mentions, entities, attributions, statements),
with ids that are local to one article. *Corpus level*: `KnowledgeGraph` (entities, propositions,
claims, accounts), with canonical ids. Offsets are always in code points of the decoded text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

DOCUMENT = "document"
"""The speaker of what an article states in its own voice."""

ANYONE = "anyone"
"""The account that holds every edge that some speaker or article affirms."""


class Stance(StrEnum):
    """How a speaker stands to a proposition."""

    AFFIRMED = "affirmed"
    DENIED = "denied"
    HEDGED = "hedged"
    WITHDRAWN = "withdrawn"


class BlockKind(StrEnum):
    """What a stretch of an article is; only `TITLE`, `HEADING` and `PARAGRAPH` are read as statements."""

    TITLE = "title"
    DATELINE = "dateline"
    BYLINE = "byline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    TEASER = "teaser"
    PROMOTION = "promotion"

    @property
    def is_statement(self) -> bool:
        """Whether the article speaks in this block."""
        return self in (BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH)


# ------------------------------------------------------------------ document level


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch `[start, end)` of a document's text, in code points."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block:
    """A title, byline, paragraph, caption … of an article: layout, found by the reader."""

    kind: BlockKind
    span: Span


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article besides its text; small enough to keep for a whole corpus.

    `twin` is the `origin` of a document beside which there is another one with the same bytes.
    """

    file: str
    sha256: str
    title: str | None = None
    author: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    twin: str | None = None

    @property
    def id(self) -> str:
        """The first 16 hexadecimal digits of the SHA-256 of the file's bytes; of a twin, of these and what it is."""
        if self.twin is None:
            return self.sha256[:16]
        return sha256(f"{self.sha256}\n{self.twin}".encode()).hexdigest()[:16]

    @property
    def origin(self) -> str:
        """What tells articles with the same bytes apart: outlet and URL, or where neither is known the file."""
        return f"{self.outlet or ''}\n{self.url or ''}".strip() or self.file


@dataclass(frozen=True, slots=True)
class Document:
    """One article: metadata, decoded text exactly as in the file (BOM dropped), and its blocks in order."""

    metadata: Metadata
    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, order=True)
class Skipped:
    """A file that was found and not read, without that being a failure: `reason` is for a person."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names or refers to an entity, with the rule that found or resolved it.

    `type` is a class of the ontology without prefix ("Person"); `entity` the local id.
    """

    span: Span
    text: str
    type: str
    entity: str
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Entity:
    """A node: local to a document as `annotate` returns it, canonical after `resolve`.

    `id` is a readable slug. `aliases` are other names seen, without the label, sorted. `country` is the
    id of the country that the entity belongs to, where the text says so. The remaining fields describe
    deals and events: `participants` and `place` are entity ids; `on` a known day, else an interval.
    """

    id: str
    type: str
    label: str
    aliases: tuple[str, ...] = ()
    country: str | None = None
    gender: str | None = None
    offices: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    place: str | None = None
    on: date | None = None
    earliest: date | None = None
    latest: date | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content spans of one act of speech: "[Sanchez] [said] [that …]".

    `kind` is direct, indirect or mixed; `speaker` the local entity id of the source, where known.
    """

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Reference:
    """An entity in a role of a statement, and the mention that fills the role."""

    entity: str
    span: Span


@dataclass(frozen=True, slots=True)
class Qualifiers:
    """Circumstances of a proposition; fields are named after the `rsh:` properties.

    `as_` is a Category or Office, `at` a place. `on` is a known day, and then `earliest` and `latest`
    equal it; these two alone bound an imprecise time.
    """

    as_: Reference | None = None
    at: Reference | None = None
    on: date | None = None
    earliest: date | None = None
    latest: date | None = None
    with_: tuple[Reference, ...] = ()
    regarding: Reference | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as read in one document, before propositions are shared.

    `relation` is the local name of a relation of the ontology. `content` is, for a speech act, the id
    of the statement of this document that says what was said, or the span of words that nothing was
    read from. `speaker` is a local entity id, `DOCUMENT`, or None for "allegedly". `relayed_by` are the
    speakers through whom it reached the article, outermost first. `answers` is the id of the
    statement of this document that this one answers. `plover` and `cameo` code the event after
    negation.
    """

    id: str
    subject: Reference
    relation: str
    object: Reference | None
    stance: Stance
    speaker: str | None
    evidence: Span
    quote: str
    rule: str
    score: float
    qualifiers: Qualifiers = field(default_factory=Qualifiers)
    content: str | Span | None = None
    relayed_by: tuple[str, ...] = ()
    quoted: bool = False
    answers: str | None = None
    plover: str | None = None
    cameo: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of an article in which something is claimed, letter for letter: the context of its sentences."""

    document: str
    span: Span
    text: str


Digests = tuple[tuple[str, str], ...]
"""Tables of rules that a project brings: the name and the SHA-256 of each, sorted."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that was read in one document. `contents` are the words of the `Span` contents, by statement id.

    `passages` are the blocks that hold the evidence of statements, each once, in reading order. `rules` are the tables
    of a project that it was read by, beside those of Rashomon, and `reader` is the name of who read it, where that is
    known.
    """

    metadata: Metadata
    mentions: tuple[Mention, ...]
    entities: tuple[Entity, ...]
    attributions: tuple[Attribution, ...]
    statements: tuple[Statement, ...]
    contents: tuple[tuple[str, str], ...] = ()
    passages: tuple[Passage, ...] = ()
    rules: Digests = ()
    reader: str | None = None


# -------------------------------------------------------------------- corpus level


@dataclass(frozen=True, slots=True)
class Decision:
    """Why two entities of different documents (or names) became one node, or did not.

    `left` and `right` are "<document id>#<local id>"; `features` are (name, weight) pairs that add up to
    `score`; `merged` says what was decided.
    """

    left: str
    right: str
    score: float
    merged: bool
    features: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Canonical entities, the canonical id of each (document id, local id), and the decisions behind them."""

    entities: tuple[Entity, ...]
    canonical: dict[tuple[str, str], str]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Proposition:
    """Subject, relation, object and qualifiers: something that can be affirmed or denied.

    Entity fields are canonical ids. `content` is the id of another proposition, `content_text` the
    words where no proposition could be read.
    """

    id: str
    subject: str
    relation: str
    object: str | None
    as_: str | None = None
    at: str | None = None
    on: date | None = None
    earliest: date | None = None
    latest: date | None = None
    with_: tuple[str, ...] = ()
    regarding: str | None = None
    content: str | None = None
    content_text: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One speaker taking a stance to one proposition in one sentence of one document.

    `speaker` is a canonical entity id, `DOCUMENT`, or None (unattributed); `document` the document id;
    `answers` the ids of the claims that this one answers; `may_answer` those of accusations that nothing was read
    to answer, and that this denial by the accused, in the same article, may.
    """

    id: str
    proposition: str
    stance: Stance
    speaker: str | None
    document: str
    evidence: Span
    quote: str
    rule: str
    score: float
    relayed_by: tuple[str, ...] = ()
    quoted: bool = False
    answers: tuple[str, ...] = ()
    plover: str | None = None
    cameo: str | None = None
    may_answer: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """A plain edge: one triple, without who says so."""

    subject: str
    relation: str
    object: str


@dataclass(frozen=True, slots=True)
class Account:
    """The world according to one entity or document (`owner`; `ANYONE` for all): the edges it affirms."""

    owner: str
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class KnowledgeGraph:
    """What `assemble` returns and every output is written from.

    All tuples are sorted by id, `passages` by document and place in it. `rules` are the tables of a project by which
    documents were read, by the id of the document.
    """

    documents: tuple[Metadata, ...]
    entities: tuple[Entity, ...]
    propositions: tuple[Proposition, ...]
    claims: tuple[Claim, ...]
    edges: tuple[Edge, ...]
    accounts: tuple[Account, ...]
    decisions: tuple[Decision, ...] = ()
    passages: tuple[Passage, ...] = ()
    rules: tuple[tuple[str, Digests], ...] = ()

    def disputes(self) -> tuple[Proposition, ...]:
        """The propositions with both an affirming and a denying claim."""
        stances: dict[str, set[Stance]] = {}
        for claim in self.claims:
            stances.setdefault(claim.proposition, set()).add(claim.stance)
        both = {Stance.AFFIRMED, Stance.DENIED}
        return tuple(p for p in self.propositions if both <= stances.get(p.id, set()))
