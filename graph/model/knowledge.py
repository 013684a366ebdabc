"""What is assembled from all articles: propositions, claims, edges and accounts, with canonical ids."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.model.annotations import Deed, Digests, Entity, Stance
from graph.model.coverage import Coverage
from graph.model.documents import Metadata, Passage, Span

ANYONE = "anyone"
"""The account with every edge that some speaker or article affirms."""


LocalId = tuple[str, str]
"""Document id, and the id that an entity has in this document."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Why two entities from different documents (or with different names) became one node, or did not.

    `features` are (name, weight) pairs that add up to
    `score`; `merged` says what was decided.
    """

    left: LocalId
    right: LocalId
    score: float
    merged: bool
    features: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Canonical entities, the canonical id of each (document id, local id), and the decisions behind them."""

    entities: tuple[Entity, ...]
    canonical: dict[LocalId, str]
    decisions: tuple[Decision, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """What people decided about entities of documents: which are the same, and which are different."""

    same: tuple[frozenset[LocalId], ...] = ()
    apart: tuple[tuple[frozenset[LocalId], frozenset[LocalId]], ...] = ()


NO_LINKS = Links()
"""No decisions."""


@dataclass(frozen=True, slots=True)
class Proposition:
    """Subject, relation, object and qualifiers: something that can be affirmed or denied.

    Entity fields are canonical ids. `content` is the id of another proposition, `content_text` the words if no relation
    could be read; a speech act whose content is a proposition with the relation `does` has both. `deed` is what a
    proposition with that relation says, in a comparable form. `broader` are the ids of propositions that say the same
    with less detail: without the day or the place, or with fewer words.
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
    deed: Deed | None = None
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One speaker taking a stance on one proposition in one sentence of one document.

    `speaker` is a canonical entity id, `DOCUMENT`, or None (unattributed); `document` the document id; `answers` the
    ids of the claims that this one answers; `may_answer` those of accusations for which no answer was read and which
    this denial by the accused, in the same article, may answer; `leaves_unanswered` those of accusations on which the
    accused declined or failed to comment. `origin` is the id of the source from which the article has it: an agency,
    another outlet, whoever passed it on, or a document of unknown outlet that it was copied from; None if the article
    is its own origin. `at`, `on`, `earliest` and `latest` are place and time in this claim, if its proposition has
    others, or none.
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
    leaves_unanswered: tuple[str, ...] = ()
    origin: str | None = None
    at: str | None = None
    on: date | None = None
    earliest: date | None = None
    latest: date | None = None

    @property
    def alleged(self) -> bool:
        """Whether no named speaker is reported to say so: "allegedly", "rejected claims that P"."""
        return self.stance is Stance.HEDGED and self.speaker is None


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A document was made from another one, `source`: it is a copy, or if `revises` is true, a newer version."""

    document: str
    source: str
    revises: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Rivals:
    """Two propositions that cannot both be true, though nobody denies either.

    `kind` says why: "figures", two numbers for one thing, or "labels", two categories (entity ids); `between` are
    these.
    """

    left: str
    right: str
    kind: str
    between: tuple[str, str]


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
    """What `assemble` returns, and from which every output is written.

    All tuples are sorted by id, `passages` by document and place in it; `whole` has the documents whose whole text is
    in `passages`. `rules` are the tables of a project with which documents were read, and `coverage` the sentences from
    which claims were read, if known, by the id of the document. `sources` say which documents are copies or newer
    versions of others. `because` gives in words, by id, why a proposition is in dispute or has a rival.
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
    coverage: tuple[tuple[str, Coverage], ...] = ()
    sources: tuple[Source, ...] = ()
    rivals: tuple[Rivals, ...] = ()
    because: tuple[tuple[str, str], ...] = ()
    whole: tuple[str, ...] = ()

    def disputes(self) -> tuple[Proposition, ...]:
        """The propositions that somebody denies and that others affirm or somebody unnamed alleges."""
        denied = {it.proposition for it in self.claims if it.stance is Stance.DENIED}
        held = {it.proposition for it in self.claims if it.stance is Stance.AFFIRMED or it.alleged}
        return tuple(it for it in self.propositions if it.id in denied & held)
