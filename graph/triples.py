"""The knowledge graph as RDF: one quad after another, in accordance with the project's RDF contract.

The default graph has entities, articles, propositions, claims, evidence and the plain edges; one named graph per
account has the edges that its owner affirms; `graph/entities` repeats labels and types; `graph/ontology` has the
ontology, of which the default graph has the labels and groups of relations; on request, `graph/inferred` has what
follows from the default graph, which itself has only what articles state. The decisions of the resolution are in a
separate file (`decisions.jsonl`, see `graph.formats`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

import pyoxigraph as ox

from graph import ontology, provenance, vocabulary
from graph.agents import sign
from graph.infer import INFERRED
from graph.infer import infer as conclusions
from graph.model import (
    ANYONE,
    DOCUMENT,
    Account,
    Claim,
    Edge,
    Entity,
    KnowledgeGraph,
    Metadata,
    Proposition,
    Source,
    Stance,
)
from graph.prefixes import DEFAULT_BASE, Minter, content_hash, is_address
from graph.provenance import About
from graph.terms import day_literal, decimal, literal, term

Object = ox.NamedNode | ox.Literal
Triple = tuple[ox.NamedNode, ox.NamedNode, Object]

ENTITIES = "entities"
"""The name of the named graph that repeats labels and types."""

STANCE_PREDICATES = {it: f"rsh:{it.value}In" for it in Stance}
STANCE_NODES = {it: f"rsh:{it.value.capitalize()}" for it in Stance}


def quads(
    kg: KnowledgeGraph, base: str = DEFAULT_BASE, *, infer: bool = False, told: About | None = None
) -> Iterator[ox.Quad]:
    """All of `kg` as quads without blank nodes or repeats, in an order that depends on `kg` alone.

    With `infer`, also what follows from the default graph (see `graph.infer`), in a separate named graph, and with
    `told`, the description and provenance of the data as a whole (see `graph.provenance`).
    """
    writer = _Writer(kg, base)
    yield from writer.quads()
    if infer:
        yield from writer.inferred()
    if told is not None:
        yield from (ox.Quad(*triple, ox.DefaultGraph()) for triple in provenance.about(kg, writer.mint, told))


class _Writer:
    """Writes one knowledge graph; keeps the minter and the signers of the articles."""

    def __init__(self, kg: KnowledgeGraph, base: str) -> None:
        self.kg = kg
        self.mint = Minter(base)
        self._nodes: dict[str, ox.NamedNode] = {}
        self.documents = {it.id for it in kg.documents}
        self.known = {it.id for it in kg.entities}
        self.signed = sign(kg.entities, kg.documents)

    def quads(self) -> Iterator[ox.Quad]:
        default = ox.DefaultGraph()
        for triple in self._default_graph():
            yield ox.Quad(*triple, default)
        for account in self.kg.accounts:
            name = ox.NamedNode(self.mint.account(account.owner))
            for edge in dict.fromkeys(account.edges):
                yield ox.Quad(*self._edge(edge), name)
        name = ox.NamedNode(self.mint.graph(ENTITIES))
        for entity in self.signed.entities:
            for triple in self._name(entity):
                yield ox.Quad(*triple, name)
        name = ox.NamedNode(self.mint.graph(vocabulary.GRAPH))
        yield from (ox.Quad(*triple, name) for triple in vocabulary.everything())

    def inferred(self) -> Iterator[ox.Quad]:
        """What follows from the default graph. Accounts are unchanged: conclusions are not attributed to anybody."""
        name = ox.NamedNode(self.mint.graph(INFERRED))
        for triple in conclusions(ox.Triple(*triple) for triple in self._default_graph()):
            yield ox.Quad(triple.subject, triple.predicate, triple.object, name)

    def _default_graph(self) -> Iterable[Triple]:
        return chain(
            chain.from_iterable(map(self._entity, self.signed.entities)),
            chain.from_iterable(map(self._account, self.kg.accounts)),
            chain.from_iterable(map(self._document, self.kg.documents)),
            map(self._source, self.kg.sources),
            map(self._edge, dict.fromkeys(self.kg.edges)),
            chain.from_iterable(map(self._proposition, self.kg.propositions)),
            self._contests(),
            chain.from_iterable(map(self._claim, self.kg.claims)),
            self._evidence(),
            self._times(),
            provenance.readings(self.kg, self.mint),
            vocabulary.names_and_groups(),
        )

    def _name(self, entity: Entity) -> Iterator[Triple]:
        node = self._node(entity.id)
        for name in (entity.type, *ontology.load().superclasses(entity.type)):
            yield node, term("rdf:type"), term(f"rsh:{name}")
        yield node, term("rdfs:label"), literal(entity.label)

    def _entity(self, entity: Entity) -> Iterator[Triple]:
        yield from self._name(entity)
        node = self._node(entity.id)
        yield from ((node, term("skos:altLabel"), literal(alias)) for alias in dict.fromkeys(entity.aliases))
        for it in dict.fromkeys(entity.identifiers):
            same = is_address(it)
            yield node, term("owl:sameAs" if same else "schema:identifier"), ox.NamedNode(it) if same else literal(it)
        yield from ((node, term("rsh:participant"), self._node(it)) for it in dict.fromkeys(entity.participants))
        if entity.place is not None:
            yield node, term("rsh:at"), self._node(entity.place)
        if entity.country in self.known:
            yield node, term("rsh:country"), self._node(entity.country)
        for office in (it for it in dict.fromkeys(entity.offices) if it in self.known):
            yield node, term("rsh:office"), self._node(office)
        yield from self._time(node, entity)

    def _account(self, account: Account) -> Iterator[Triple]:
        node = ox.NamedNode(self.mint.account(account.owner))
        yield node, term("rdf:type"), term("rsh:Account")
        if account.owner != ANYONE:
            yield node, term("rsh:accountOf"), self._owner(account.owner)

    def _owner(self, id: str) -> ox.NamedNode:
        return self._document_node(id) if id in self.documents else self._node(id)

    def _document(self, document: Metadata) -> Iterator[Triple]:
        node = self._document_node(document.id)
        yield from ((node, term("rdf:type"), term(it)) for it in ("rsh:Document", "schema:NewsArticle"))
        yield node, term("rdfs:label"), literal(document.title or document.file, language=document.language)
        for author in self.signed.authors[document.id]:
            yield node, term("schema:author"), self._node(author)
        if document.published is not None:
            yield node, term("schema:datePublished"), day_literal(document.published)
        signed = ("schema:publisher", self.signed.outlets), ("schema:sourceOrganization", self.signed.agencies)
        for predicate, houses in signed:
            if document.id in houses:
                yield node, term(predicate), self._node(houses[document.id])
        if document.url is not None:
            web = is_address(document.url)
            yield node, term("schema:url"), ox.NamedNode(document.url) if web else literal(document.url)
        told = {"schema:inLanguage": document.language, "rsh:sourceFile": document.file, "rsh:sha256": document.sha256}
        told |= {"rsh:textSha256": document.text_sha256, "schema:correction": document.correction}
        told |= {"schema:headline": document.title, "schema:alternativeHeadline": document.subtitle}
        told |= {"schema:articleSection": document.section}
        yield from ((node, term(predicate), literal(text)) for predicate, text in told.items() if text is not None)

    def _source(self, it: Source) -> Triple:
        made = term("prov:wasRevisionOf" if it.revises else "prov:wasDerivedFrom")
        return self._document_node(it.document), made, self._document_node(it.source)

    def _edge(self, edge: Edge) -> Triple:
        return self._node(edge.subject), term(f"rsh:{edge.relation}"), self._node(edge.object)

    def _proposition(self, it: Proposition) -> Iterator[Triple]:
        node = self._said(it.id)
        yield node, term("rdf:type"), term("rsh:Proposition")
        yield node, term("rdf:subject"), self._node(it.subject)
        yield node, term("rdf:predicate"), term(f"rsh:{it.relation}")
        roles = {"rdf:object": it.object, "rsh:as": it.as_, "rsh:at": it.at, "rsh:regarding": it.regarding}
        yield from ((node, term(role), self._node(id)) for role, id in roles.items() if id is not None)
        yield from ((node, term("rsh:with"), self._node(one)) for one in dict.fromkeys(it.with_))
        yield from self._time(node, it)
        if it.deed is not None:
            yield node, term("rsh:predicate"), literal(it.deed.predicate)
        yield from ((node, term("skos:broader"), self._said(less)) for less in it.broader)
        if it.content is not None:
            yield node, term("rsh:content"), self._said(it.content)
        if it.content_text is not None:
            yield node, term("rsh:content"), literal(it.content_text)

    def _contests(self) -> Iterator[Triple]:
        """Which propositions rival each other, and why something is in dispute."""
        for one, other in (pair for it in self.kg.rivals for pair in ((it.left, it.right), (it.right, it.left))):
            yield self._said(one), term("rsh:rivals"), self._said(other)
        for id, why in self.kg.because:
            yield self._said(id), term("rsh:because"), literal(why)

    def _claim(self, it: Claim) -> Iterator[Triple]:
        node = ox.NamedNode(self.mint.claim(it.id))
        proposition = self._said(it.proposition)
        yield proposition, term(STANCE_PREDICATES[it.stance]), node
        yield node, term("rdf:type"), term("rsh:Claim")
        yield node, term("rsh:proposition"), proposition
        yield node, term("rsh:stance"), term(STANCE_NODES[it.stance])
        yield node, term("prov:wasAttributedTo"), self._speaker(it)
        yield from ((node, term("rsh:relayedBy"), self._node(relay)) for relay in dict.fromkeys(it.relayed_by))
        yield node, term("prov:hadPrimarySource"), self._document_node(it.document)
        yield node, term("oa:hasTarget"), self._evidence_node(it)
        if it.origin is not None:
            yield node, term("rsh:origin"), self._owner(it.origin)
        silent = ("rsh:leavesUnanswered", it.leaves_unanswered)
        for predicate, claims in (("rsh:answers", it.answers), ("rsh:mayAnswer", it.may_answer), silent):
            for other in dict.fromkeys(claims):
                yield node, term(predicate), ox.NamedNode(self.mint.claim(other))
        if it.quoted:
            yield node, term("rsh:quoted"), literal("true", "xsd:boolean")
        if it.at is not None:
            yield node, term("rsh:at"), self._node(it.at)
        yield from self._time(node, it)
        yield node, term("rsh:rule"), literal(it.rule)
        yield node, term("rsh:score"), literal(decimal(it.score), "xsd:decimal")
        for predicate, code in (("rsh:plover", it.plover), ("rsh:cameo", it.cameo)):
            if code is not None:
                yield node, term(predicate), literal(code)

    def _evidence(self) -> Iterator[Triple]:
        for node, it in {self._evidence_node(it): it for it in self.kg.claims}.items():
            selector = ox.NamedNode(f"{node.value}-selector")
            yield node, term("rdf:type"), term("oa:SpecificResource")
            yield node, term("oa:hasSource"), self._document_node(it.document)
            yield node, term("oa:hasSelector"), selector
            yield selector, term("rdf:type"), term("oa:TextPositionSelector")
            yield selector, term("rdf:type"), term("oa:TextQuoteSelector")
            yield selector, term("oa:start"), literal(str(it.evidence.start), "xsd:integer")
            yield selector, term("oa:end"), literal(str(it.evidence.end), "xsd:integer")
            yield selector, term("oa:exact"), literal(it.quote)

    def _time(self, node: ox.NamedNode, dated: Entity | Proposition | Claim) -> Iterator[Triple]:
        """The time of a node: a known day has `on` and its interval; an imprecise time has only the interval.

        `time:hasTime` leads to the same time as a node of OWL-Time: to an instant for a day, else to an interval.
        """
        earliest, latest = _bounds(dated)
        for predicate, day in (("rsh:on", dated.on), ("rsh:earliest", earliest), ("rsh:latest", latest)):
            if day is not None:
                yield node, term(predicate), day_literal(day)
        if earliest or latest:
            yield node, term("time:hasTime"), self._time_node(earliest, latest)

    def _times(self) -> Iterator[Triple]:
        """The days and intervals in OWL-Time that are the time of something, and the ends of those intervals."""
        dated: list[Entity | Proposition | Claim] = [*self.signed.entities, *self.kg.propositions, *self.kg.claims]
        spans = dict.fromkeys(map(_bounds, dated))
        for day in dict.fromkeys(day for span in spans for day in span if day is not None):
            node = self._time_node(day, day)
            yield node, term("rdf:type"), term("time:Instant")
            yield node, term("time:inXSDDate"), day_literal(day)
        for earliest, latest in (it for it in spans if it[0] != it[1]):
            node = self._time_node(earliest, latest)
            yield node, term("rdf:type"), term("time:Interval")
            for predicate, end in (("time:hasBeginning", earliest), ("time:hasEnd", latest)):
                if end is not None:
                    yield node, term(predicate), self._time_node(end, end)

    def _time_node(self, earliest: date | None, latest: date | None) -> ox.NamedNode:
        """A day as it is written, an interval as its two days; an unknown end is two dots, as in EDTF."""
        first, last = (day.isoformat() if day else ".." for day in (earliest, latest))
        return ox.NamedNode(self.mint.time(first if earliest == latest else f"{first}--{last}"))

    def _speaker(self, it: Claim) -> ox.NamedNode:
        if it.speaker is None:
            return term("rsh:Unattributed")
        return self._document_node(it.document) if it.speaker == DOCUMENT else self._node(it.speaker)

    def _node(self, id: str) -> ox.NamedNode:
        if id not in self._nodes:
            self._nodes[id] = ox.NamedNode(self.mint.entity(id))
        return self._nodes[id]

    def _said(self, id: str) -> ox.NamedNode:
        return ox.NamedNode(self.mint.proposition(id))

    def _document_node(self, id: str) -> ox.NamedNode:
        return ox.NamedNode(self.mint.document(id))

    def _evidence_node(self, it: Claim) -> ox.NamedNode:
        return ox.NamedNode(
            self.mint.evidence(content_hash("evidence", it.document, it.evidence.start, it.evidence.end))
        )


def _bounds(dated: Entity | Proposition | Claim) -> tuple[date | None, date | None]:
    """The first and the last day of something that may have a time."""
    return dated.earliest or dated.on, dated.latest or dated.on
