"""The part of a graph that goes into one page: all of it, or if a browser could not cope, the most important part.

A part consists of whole exchanges: propositions that answer, contain or exclude one another, with all their claims and
every entity and article that these name. So what a page says about one proposition (whether it is in dispute, what
answers it and how many outlets report it) is the same as in the whole graph. Disputes come first, then accusations and
everything else said against somebody, then the rest; within each group, exchanges about the entities with most claims
come first, and ties are broken by the order of each exchange's first proposition. An exchange for which there is no
room is left out.

The text around the sentences comes last, article by article in the same order: it makes up half of a page, and is not
needed to see who says what.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from graph.agents import sign
from graph.model import ANYONE, Claim, Entity, KnowledgeGraph, Metadata, Proposition, Span, Stance
from graph.view.drawing import weights
from graph.view.page_records import ACCUSES, FACES

# Bytes of a page without data, and bytes per record without its text, compressed and in Base64, from 990 articles.
_FRAME = 1_200_000
_CLAIM, _PROPOSITION, _ENTITY, _DOCUMENT, _SILENT = 45, 45, 15, 60, 20
_TEXT = 2
"""How many bytes of text take up one byte of the page; for English they are a little more."""


@dataclass(frozen=True, slots=True)
class Room:
    """How much a page can hold: the number of claims, and roughly the size of the file in bytes."""

    claims: int
    size: int


PAGE = Room(claims=150_000, size=30_000_000)
"""What opens within 6 s on two cores: this many bytes of real articles, or just this many claims, take about 4 s."""


def fitting(kg: KnowledgeGraph, room: Room) -> KnowledgeGraph:
    """The part of `kg` for which a page has room; `kg` itself if it has room for everything.

    A part has no plain edges, and only the account of `ANYONE`, since no page shows the others.
    """
    if size(kg) <= room.size and len(kg.claims) <= room.claims:
        return kg
    kept = _Kept(kg, room)
    taken = [kept.take(exchange) for exchange in exchanges(kg)]
    if all(taken):
        kept.take_others()
    return kept.part()


def figures(kg: KnowledgeGraph) -> dict[str, int]:
    """The totals of a graph, for a page that contains a part of it; texts are the texts of articles."""
    return {
        "claims": len(kg.claims),
        "disputes": len(kg.disputes()),
        "articles": len(kg.documents),
        "texts": len({it.document for it in kg.passages}),
    }


def exchanges(kg: KnowledgeGraph) -> list[tuple[str, ...]]:
    """Groups of propositions that belong together, the most important first, each sorted by id."""
    import networkx as nx

    about = {it.id: it.proposition for it in kg.claims}
    ties: nx.Graph[str] = nx.Graph()
    ties.add_nodes_from(it.id for it in kg.propositions)
    ties.add_edges_from((it.id, it.content) for it in kg.propositions if it.content is not None and it.content in ties)
    ties.add_edges_from((it.left, it.right) for it in kg.rivals)
    for it in kg.claims:
        answered = (*it.answers, *it.may_answer, *it.leaves_unanswered)
        ties.add_edges_from((it.proposition, about[id]) for id in answered if id in about)
    found = [tuple(sorted(group)) for group in nx.connected_components(ties)]
    rank = _ranks(kg)
    return sorted(found, key=lambda group: (min(rank[id] for id in group), group))


def _ranks(kg: KnowledgeGraph) -> dict[str, tuple[int, int]]:
    """The rank of each proposition, lowest for the most important."""
    disputed = {it.id for it in kg.disputes()}
    against = {id for it in kg.rivals for id in (it.left, it.right)}
    against |= {it.proposition for it in kg.claims if it.answers or it.stance in (Stance.DENIED, Stance.WITHDRAWN)}
    against |= {it.id for it in kg.propositions if it.relation in (ACCUSES, FACES)}
    weight = weights(kg)
    return {
        it.id: (
            0 if it.id in disputed else 1 if it.id in against else 2,
            -sum(weight.get(id, 0) for id in {it.subject, it.object or ""}),
        )
        for it in kg.propositions
    }


class _Kept:
    """What goes into a page as long as there is room."""

    def __init__(self, kg: KnowledgeGraph, room: Room) -> None:
        self.kg = kg
        self.room = room
        self.size = _FRAME
        self.count = 0
        self.propositions: set[str] = set()
        self.entities: set[str] = set()
        self.articles: dict[str, None] = {}
        self.sentences: Counter[str] = Counter()
        """The bytes of the sentences that have been put in, by article."""
        self._propositions = {it.id: it for it in kg.propositions}
        self._entities = {it.id: it for it in kg.entities}
        self._documents = {it.id: it for it in kg.documents}
        self._outlets = sign(kg.entities, kg.documents).outlets
        self._newer: dict[str, list[str]] = defaultdict(list)
        for source in sorted(kg.sources):
            if source.revises:
                self._newer[source.source].append(source.document)
        self._claims: dict[str, list[Claim]] = defaultdict(list)
        for claim in sorted(kg.claims, key=lambda it: it.id):
            self._claims[claim.proposition].append(claim)

    def take(self, exchange: Iterable[str]) -> bool:
        """Adds an exchange with everything that it needs; returns whether there was room."""
        about = [self._propositions[id] for id in exchange]
        claims = [it for p in about for it in self._claims[p.id]]
        articles = self._articles_of(claims)
        entities = self._entities_of(about, claims, articles)
        said = _sentences(claims)
        size = _CLAIM * len(claims) + sum(map(_proposition, about)) + sum(said.values())
        size += sum(map(_entity, entities)) + sum(_document(self._documents[id]) for id in articles)
        if self.size + size > self.room.size or self.count + len(claims) > self.room.claims:
            return False
        self.size += size
        self.count += len(claims)
        self.propositions.update(it.id for it in about)
        self.entities.update(it.id for it in entities)
        self.articles |= articles
        self.sentences.update(said)
        return True

    def take_others(self) -> None:
        """Adds entities and articles without claims, if there is room."""
        entities = [it for it in self.kg.entities if it.id not in self.entities]
        documents = [it for it in self.kg.documents if it.id not in self.articles]
        size = sum(map(_entity, entities)) + sum(map(_document, documents))
        if self.size + size <= self.room.size:
            self.size += size
            self.entities.update(it.id for it in entities)
            self.articles |= dict.fromkeys(it.id for it in documents)

    def _articles_of(self, claims: Iterable[Claim]) -> dict[str, None]:
        """The articles that some claims are in or come from, and newer versions of those articles, if not yet added."""
        found: dict[str, None] = {}
        waiting = [id for it in claims for id in (it.document, it.origin or "")]
        while waiting:
            id = waiting.pop(0)
            if id in self._documents and id not in self.articles and id not in found:
                found[id] = None
                waiting += self._newer.get(id, ())
        return found

    def _entities_of(
        self, about: Iterable[Proposition], claims: Iterable[Claim], articles: Iterable[str]
    ) -> list[Entity]:
        """The entities that these name, if not yet added."""
        waiting = [self._outlets.get(id) for id in articles]
        for p in about:
            waiting += (p.subject, p.object, p.as_, p.at, p.regarding, *p.with_)
        for it in claims:
            waiting += (it.speaker, it.origin, *it.relayed_by)
        found: dict[str, Entity] = {}
        while waiting:
            id = waiting.pop() or ""
            if id in self._entities and id not in self.entities and id not in found:
                entity = found[id] = self._entities[id]
                waiting += (entity.country, entity.place, *entity.participants)
        return list(found.values())

    def part(self) -> KnowledgeGraph:
        """What was added, with the text of the first articles as long as there is room."""
        kg, known = self.kg, self.propositions
        read = set(self._fill())
        return replace(
            kg,
            documents=tuple(it for it in kg.documents if it.id in self.articles),
            entities=tuple(it for it in kg.entities if it.id in self.entities),
            propositions=tuple(it for it in kg.propositions if it.id in known),
            claims=tuple(it for it in kg.claims if it.proposition in known),
            edges=(),
            accounts=tuple(it for it in kg.accounts if it.owner == ANYONE),
            passages=tuple(it for it in kg.passages if it.document in read),
            coverage=tuple((id, it) for id, it in kg.coverage if id in read),
            whole=tuple(id for id in kg.whole if id in read),
            sources=tuple(it for it in kg.sources if {it.document, it.source} <= self.articles.keys()),
            rivals=tuple(it for it in kg.rivals if it.left in known),
            because=tuple((id, why) for id, why in kg.because if id in known),
        )

    def _fill(self) -> Iterator[str]:
        """The articles whose text is added; sentences inside a passage then take no space of their own."""
        texts, inside = _texts(self.kg), {it.document for it in self.kg.passages}
        for id in self.articles:
            more = texts[id] - (self.sentences[id] if id in inside else 0)
            if self.size + more <= self.room.size:
                self.size += more
                yield id


def size(kg: KnowledgeGraph) -> int:
    """The bytes of a page with the whole graph."""
    inside = {it.document for it in kg.passages}
    alone = _sentences(it for it in kg.claims if it.document not in inside)
    records = (map(_entity, kg.entities), map(_document, kg.documents), map(_proposition, kg.propositions))
    return _FRAME + sum(map(sum, records)) + _CLAIM * len(kg.claims) + _texts(kg).total() + alone.total()


def _texts(kg: KnowledgeGraph) -> Counter[str]:
    """The bytes shown from each article besides its claims: passages, and sentences from which no claim was read."""
    passages: dict[str, list[Span]] = defaultdict(list)
    found: Counter[str] = Counter()
    for it in kg.passages:
        passages[it.document].append(it.span)
        found[it.document] += _text(it.text)
    for id, coverage in kg.coverage:
        for silent in coverage.silent:
            inside = any(it.covers(silent.span) for it in passages[id])
            found[id] += _SILENT + (0 if inside else _text(silent.text))
    return found


def _sentences(claims: Iterable[Claim]) -> Counter[str]:
    """The bytes of the sentences behind some claims, each counted once, by article."""
    found: Counter[str] = Counter()
    for (document, _), quote in {(it.document, it.evidence): it.quote for it in claims}.items():
        found[document] += _text(quote)
    return found


def _entity(it: Entity) -> int:
    return _ENTITY + _text(it.label, *it.aliases)


def _document(it: Metadata) -> int:
    return _DOCUMENT + _text(it.file, it.title, it.author, it.outlet, it.url, it.correction, it.subtitle, it.section)


def _proposition(it: Proposition) -> int:
    return _PROPOSITION + _text(it.content_text)


def _text(*texts: str | None) -> int:
    return sum(len(it.encode("utf-8", "surrogatepass")) for it in texts if it) // _TEXT
