"""What is found in one article: mentions, entities, attributions and statements, with ids local to the article."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from graph.model.coverage import Coverage
from graph.model.documents import Metadata, Passage, Sketch, Span

Kept = TypeVar("Kept")

DOCUMENT = "document"
"""The speaker of what an article states in its own voice."""

UNATTRIBUTED = "unattributed"
"""The speaker that a network gives for claims by nobody in particular."""

RESERVED = frozenset({DOCUMENT, UNATTRIBUTED})
"""Ids that no entity gets: otherwise "an unsigned document" would be the speaker of what articles themselves say."""

LONGEST_EVIDENCE = 600
"""The largest number of characters in a piece of evidence."""

Digests = tuple[tuple[str, str], ...]
"""Tables of rules that a project adds: the name and the SHA-256 of each, sorted."""


class Stance(StrEnum):
    """The stance of a speaker on a proposition."""

    AFFIRMED = "affirmed"
    DENIED = "denied"
    HEDGED = "hedged"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names or refers to an entity, with the rule that found or resolved it.

    `type` is a class of the ontology without its prefix ("Person"); `entity` is the local id.
    """

    span: Span
    text: str
    type: str
    entity: str
    rule: str
    score: float


@dataclass(frozen=True, slots=True)
class Entity:
    """A node: local to a document as returned by `annotate`, canonical after `resolve`.

    `id` is a readable slug. `aliases` are other names seen, without the label, sorted. `country` is the
    id of the country that the entity belongs to, if the text says so. The remaining fields describe
    deals and events: `participants` and `place` are entity ids; `on` a known day, else an interval. `identifiers`
    are IRIs of the same entity in other data, and other ids that it has.
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
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content spans of one act of speech: "[Sanchez] [said] [that …]".

    `kind` is direct, indirect or mixed; `speaker` is the local entity id of the source, if known.
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

    `as_` is a Category or Office, `at` a place. `on` is a known day, equal to `earliest` and `latest`; without
    it, these two are the bounds of an imprecise time.
    """

    as_: Reference | None = None
    at: Reference | None = None
    on: date | None = None
    earliest: date | None = None
    latest: date | None = None
    with_: tuple[Reference, ...] = ()
    regarding: Reference | None = None


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody is said to do or be, for which the ontology has no relation, in a comparable form.

    `predicate` is the lemma of a verb with its particle, with a complement ("be empty") and with a modal verb ("can
    pay"); `words` are the lemmas of everything else, sorted, without names that are the object.
    """

    predicate: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim as read in one document, before propositions are shared.

    `relation` is the local name of a relation of the ontology. `content` is, for a speech act, the id of the statement
    in this document that is said, or the span of words from which no relation was read; `doing` is then the id of the
    statement that has these words as a `deed`, if there is one. The content of a statement with a `deed` is its words.
    `speaker` is a local entity id, `DOCUMENT`, or None for "allegedly". `relayed_by` are the speakers through whom it
    reached the article, outermost first. `answers` is the id of the statement in this document that this one answers.
    `plover` and `cameo` are the codes of the event, with any negation taken into account.
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
    deed: Deed | None = None
    doing: str | None = None

    @property
    def said(self) -> str | None:
        """The id of the statement that was said, if there is one."""
        return self.content if isinstance(self.content, str) else self.doing


@dataclass(frozen=True, slots=True)
class Filler:
    """An argument of a predication: its phrase, the word that introduces it, and the entities to which it leads.

    `role` is one of those listed in `docs/readers.md`: agent, patient, place, time …
    """

    role: str
    span: Span
    preposition: str = ""
    entities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Predication:
    """Who does what to whom at one place in a text, whatever the construction.

    `span` is the word that carries the meaning, `kind` its kind: verb, noun, copula, apposition or title. `negated`
    says that it is denied in its clause, and `turned_by` is the word that denies or hedges it. `factuality` is how
    certain it is, according to the text, that it happened, from -3 to 3; `voice` and `relayed_by` are the speakers, as
    in a statement.
    """

    span: Span
    lemma: str
    kind: str
    arguments: tuple[Filler, ...] = ()
    particle: str = ""
    negated: bool = False
    turned_by: str = ""
    factuality: float = 3.0
    voice: str | None = DOCUMENT
    relayed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotation:
    """Everything that was read from one document. `contents` are the words of the `Span` contents, by statement id.

    `passages` are the blocks that contain the evidence for statements, each once, in reading order. `rules` are the
    tables of a project with which the document was read, in addition to those of Rashomon. `reader` is the name of its
    reader, and `coverage` says, if known, how many sentences gave a claim, and lists those that gave none.
    `predications` are present only on request; nothing is built from them. Three fields are not part of what was read:
    `sketch`, by which copies are recognised and which is made again from the text whenever an annotation enters a
    graph; `whole`, which says that the passages are the whole text; and `text`, the packed text of the document if no
    file contains it as it was read.
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
    predications: tuple[Predication, ...] = ()
    coverage: Coverage | None = None
    sketch: Sketch | None = field(default=None, compare=False)
    whole: bool = field(default=False, compare=False)
    text: bytes | None = field(default=None, compare=False)

    def as_twin(self, origin: str) -> Annotation:
        """The same for a document with the same bytes as another one, from which its `origin` distinguishes it."""
        metadata = replace(self.metadata, twin=origin)
        passages = tuple(replace(it, document=metadata.id) for it in self.passages)
        return replace(self, metadata=metadata, passages=passages)


def of_each_document(annotations: Iterable[Annotation], keep: Callable[[Annotation], Kept]) -> dict[str, Kept]:
    """What is kept of each document's annotation, by id and in the order of ids.

    Of two annotations of one document (the same bytes), the one whose file sorts first counts. No annotation is kept
    as a whole.
    """
    found: dict[str, tuple[str, Kept]] = {}
    for it in annotations:
        about = it.metadata
        if about.id not in found or about.file < found[about.id][0]:
            found[about.id] = about.file, keep(it)
    return {id: found[id][1] for id in sorted(found)}
