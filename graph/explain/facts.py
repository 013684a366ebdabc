"""Looks up claims and what they rest on in a store, and expresses them in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

import pyoxigraph as ox

from graph import ontology, wording
from graph.errors import QueryError
from graph.explain.sayings import Dispute, Reply, Saying
from graph.explain.told import ANSWER, POSSIBLE_ANSWER, replies
from graph.prefixes import DEFAULT_BASE, NS, PREFIXES, compact, prefixes
from graph.queries import NamedQuery, Parameter
from graph.queries.parameters import Named, bind
from graph.store import base_of, classes_in, holds, owner_in
from graph.terms import term as node_of

_STANCES = {
    "rsh:affirmedIn": "affirmed",
    "rsh:deniedIn": "denied",
    "rsh:hedgedIn": "hedged",
    "rsh:withdrawnIn": "withdrawn",
}
_ROLES = {
    "subject": "rdf:subject",
    "object": "rdf:object",
    **{role: f"rsh:{role}" for role in ("as", "with", "regarding", "at")},
}
_PLACES = """SELECT ?claim ?article ?start ?date WHERE {
  VALUES ?claim { %s }
  ?claim prov:hadPrimarySource ?article ; oa:hasTarget/oa:hasSelector/oa:start ?start .
  OPTIONAL { ?article schema:datePublished ?date }
}"""
_REPLIES = ("denies", "disputes", "rejects", "admits")
"""The relations of replies: the subject replies, no matter who reports it."""


class Facts:
    """Looks up facts in the default graph of a store; every answer is sorted, whatever the order of the store.

    Only `all_claims` finds claims with a score below `least`.
    """

    def __init__(self, store: ox.Store, least: float = 0.0) -> None:
        self.store = store
        self.least = least
        self._labels: dict[ox.NamedNode, str] = {}
        self._known: dict[ox.NamedNode, dict[str, list[ox.NamedNode | ox.Literal]]] = {}

    @cached_property
    def prefixes(self) -> dict[str, str]:
        """The usual prefixes, with those of the data under its base."""
        return prefixes(base_of(it.value for it in self.store.named_graphs()) or DEFAULT_BASE)

    def find(self, name: str) -> ox.NamedNode:
        """The entity of a name, found like a query parameter; raises `QueryError` if there is none or several."""
        entity = Parameter("entity", "entity", required=True, description="who is asked for")
        found = bind(NamedQuery("explain", "", "", (entity,), ""), {"entity": name}, self, self.prefixes)["entity"]
        if not isinstance(found, ox.NamedNode) or not self.nodes(found, "rdf:type"):
            raise QueryError(f"the graph contains nothing about {name!r}")
        return found

    def names(self) -> Iterator[Named]:
        """The labels and aliases of entities."""
        for term in ("rdfs:label", "skos:altLabel"):
            for quad in self.store.quads_for_pattern(None, node_of(term), None, ox.DefaultGraph()):
                if isinstance(quad.object, ox.Literal) and _node(quad.subject).value.startswith(self.prefixes["id"]):
                    yield _node(quad.subject).value, quad.object.value, term == "rdfs:label"

    def holds(self, iri: str) -> bool:
        """Whether any statement uses an IRI."""
        return holds(self.store, iri)

    def owner(self, account: str) -> str | None:
        """The IRI of the owner of an account; None if it is not an account."""
        return owner_in(self.store, account)

    def classes(self, iri: str) -> list[str]:
        """The IRIs of the classes of a node."""
        return classes_in(self.store, iri)

    def objects(self, node: ox.NamedNode, predicate: str) -> list[ox.NamedNode | ox.Literal]:
        """What a node points to by a predicate."""
        if node not in self._known:
            self._known[node] = self._looked_up(node)
        return self._known[node].get(node_of(predicate).value, [])

    def _looked_up(self, node: ox.NamedNode) -> dict[str, list[ox.NamedNode | ox.Literal]]:
        """Everything that a node points to, by predicate, in one lookup, since a lookup costs more than its results."""
        found: dict[str, list[ox.NamedNode | ox.Literal]] = {}
        for quad in self.store.quads_for_pattern(node, None, None, ox.DefaultGraph()):
            if isinstance(quad.object, ox.NamedNode | ox.Literal):
                found.setdefault(quad.predicate.value, []).append(quad.object)
        return {predicate: sorted(values, key=str) for predicate, values in found.items()}

    def nodes(self, node: ox.NamedNode, predicate: str) -> list[ox.NamedNode]:
        """The nodes among the objects."""
        return [it for it in self.objects(node, predicate) if isinstance(it, ox.NamedNode)]

    def texts(self, node: ox.NamedNode, predicate: str) -> list[str]:
        """The texts among the objects."""
        return [it.value for it in self.objects(node, predicate) if isinstance(it, ox.Literal)]

    def subjects(self, predicate: str, node: ox.NamedNode) -> list[ox.NamedNode]:
        """The nodes that point to `node` by a predicate."""
        quads = self.store.quads_for_pattern(None, node_of(predicate), node, ox.DefaultGraph())
        return sorted((_node(it.subject) for it in quads), key=str)

    def label(self, node: ox.NamedNode) -> str:
        """The name of a node; its IRI if it has none."""
        if node not in self._labels:
            self._labels[node] = next(iter(self.texts(node, "rdfs:label")), node.value)
        return self._labels[node]

    def name(self, node: ox.NamedNode) -> str:
        """The text for any node: its name, the words of a proposition or claim, a relation's label, else its CURIE."""
        found = self.label(node)
        if found != node.value:
            return found
        term = node.value.removeprefix(NS)
        known = ontology.load().relations.get(term) or ontology.load().classes.get(term)
        if known is not None:
            return known.label
        claimed = self.nodes(node, "rsh:proposition") or [node]
        if self.nodes(claimed[0], "rdf:predicate"):
            return self.words(claimed[0])
        return next(iter(self.texts(node, "schema:headline")), compact(node.value, self.prefixes))

    def types(self, entity: ox.NamedNode) -> list[str]:
        """The classes of an entity in words, without those that follow from another one."""
        return ontology.load().kinds(self.classes(entity.value))

    def offices(self, entity: ox.NamedNode) -> list[str]:
        """The offices that an entity holds, each with its place, as articles themselves state and nobody denies.

        `graph.view.page_records` finds those of the page in the same way.
        """
        held = set()
        for it in self.subjects("rdf:subject", entity):
            if self.nodes(it, "rdf:predicate") == [node_of("rsh:officialOf")] and self._stated(it):
                office = " and ".join(map(self.label, self.nodes(it, "rsh:as"))) or "official"
                held.add(" of ".join([office, *map(self.label, self.nodes(it, "rdf:object"))]))
        plain = {self.label(it) for it in self.nodes(entity, "rsh:office")}
        return sorted(held | {office for office in plain if not any(it.startswith(office) for it in held)})

    def _stated(self, proposition: ox.NamedNode) -> bool:
        own = (
            self.objects(it, "prov:wasAttributedTo") == self.objects(it, "prov:hadPrimarySource")
            and not self.objects(it, "rsh:relayedBy")
            for it in self.claims(proposition, "rsh:affirmedIn")
        )
        return any(own) and not self.all_claims(proposition, "rsh:deniedIn")

    def claims(self, proposition: ox.NamedNode, *stances: str) -> list[ox.NamedNode]:
        """The claims about a proposition with a sufficient score: of some stances (`rsh:deniedIn` …), else of all."""
        return self.sure(self.all_claims(proposition, *stances))

    def all_claims(self, proposition: ox.NamedNode, *stances: str) -> list[ox.NamedNode]:
        """The claims about a proposition with any score: of some stances (`rsh:deniedIn` …), else of all."""
        return [it for stance in stances or _STANCES for it in self.nodes(proposition, stance)]

    def sure(self, claims: list[ox.NamedNode]) -> list[ox.NamedNode]:
        """The claims whose score is not below `least`."""
        return [it for it in claims if self.score(it) >= self.least] if self.least > 0 else claims

    def score(self, claim: ox.NamedNode) -> float:
        """How certain the reading of a claim is, from 0 to 1."""
        return float(self.texts(claim, "rsh:score")[0])

    def proposition(self, claim: ox.NamedNode) -> ox.NamedNode:
        """What a claim affirms, denies or hedges."""
        return self.nodes(claim, "rsh:proposition")[0]

    def disputed(self, proposition: ox.NamedNode) -> bool:
        """Whether somebody denies a proposition that others affirm or, unnamed, allege."""
        return bool(self.claims(proposition, "rsh:deniedIn") and self._held(proposition))

    def _held(self, proposition: ox.NamedNode) -> list[ox.NamedNode]:
        """The claims that affirm a proposition; if there are none, those that allege it."""
        nobody = node_of("rsh:Unattributed")
        hedged = self.claims(proposition, "rsh:hedgedIn")
        alleged = [it for it in hedged if nobody in self.nodes(it, "prov:wasAttributedTo")]
        return self.claims(proposition, "rsh:affirmedIn") or alleged

    def dispute(self, proposition: ox.NamedNode, most: int | None = None) -> Dispute:
        """A disputed proposition with both sides, at most `most` claims of each."""
        return Dispute(
            proposition=proposition.value,
            words=self.words(proposition),
            affirmed=self.sayings(self._held(proposition), most),
            denied=self.sayings(self.claims(proposition, "rsh:deniedIn"), most),
        )

    def classifying(self, owner: ox.NamedNode, edge: ox.Quad) -> tuple[Saying, ...]:
        """The claims that affirm that `owner` classifies something as in the edge "Y classifiedAs Z"."""
        about = (it for it in self.subjects("rdf:subject", owner) if edge.object in self.nodes(it, "rsh:as"))
        labels = [it for it in about if edge.subject in self.nodes(it, "rdf:object")]
        return self.sayings([claim for it in labels for claim in self.claims(it, "rsh:affirmedIn")])

    def sayings(self, claims: list[ox.NamedNode], most: int | None = None) -> tuple[Saying, ...]:
        """The claims in words, each once, in the order of the articles and of their sentences; the first `most`."""
        return tuple(replace(self._saying(it), answers=self.answers(it)) for it in self._ordered(claims)[:most])

    def _ordered(self, claims: Iterable[ox.NamedNode]) -> list[ox.NamedNode]:
        listed = list(dict.fromkeys(claims))
        return sorted(listed, key=self._places(listed).__getitem__)

    def _places(self, claims: list[ox.NamedNode]) -> dict[ox.NamedNode, tuple[str, str, int, str]]:
        """The place of each claim for sorting: the day of the article, the article, the sentence; then its own IRI."""
        # One query, since an entity may have thousands of claims, each of which would need several lookups.
        rows = self.store.query(_PLACES % " ".join(map(str, claims)), prefixes=dict(PREFIXES))
        assert isinstance(rows, ox.QuerySolutions)
        found = {}
        for row in rows:
            claim, article, start, date = (row[name] for name in ("claim", "article", "start", "date"))
            assert isinstance(claim, ox.NamedNode)
            found[claim] = (date.value if date else "", article.value, int(start.value), claim.value)
        return found

    def place(self, claim: ox.NamedNode) -> tuple[int, int]:
        """Where the sentence of a claim is in its article, in code points, the end excluded."""
        start, end = ("".join(self.texts(self._selector(claim), f"oa:{it}")) for it in ("start", "end"))
        return int(start), int(end)

    def _selector(self, claim: ox.NamedNode) -> ox.NamedNode:
        return self.nodes(self.nodes(claim, "oa:hasTarget")[0], "oa:hasSelector")[0]

    def _saying(self, claim: ox.NamedNode) -> Saying:
        article = self.nodes(claim, "prov:hadPrimarySource")[0]
        proposition = self.proposition(claim)
        speaker = self.nodes(claim, "prov:wasAttributedTo")[0]
        named = speaker not in (article, node_of("rsh:Unattributed"))
        return Saying(
            claim=claim.value,
            speaker=None if speaker == article else self.label(speaker) if named else wording.nobody(),
            speaker_iri=speaker.value if named else None,
            relayed_by=tuple(map(self.label, self.nodes(claim, "rsh:relayedBy"))),
            stance=next(word for term, word in _STANCES.items() if claim in self.nodes(proposition, term)),
            proposition=proposition.value,
            words=self.words(proposition),
            disputed=self.disputed(proposition),
            quote=self.texts(self._selector(claim), "oa:exact")[0],
            article=article.value,
            headline=next(iter(self.texts(article, "schema:headline")), None),
            file=self.texts(article, "rsh:sourceFile")[0],
            date=next(iter(self.texts(article, "schema:datePublished")), None),
            rule=self.texts(claim, "rsh:rule")[0],
            score=self.score(claim),
        )

    def answers(self, claim: ox.NamedNode) -> tuple[Reply, ...] | None:
        """What was read as an answer to an accusation; if nothing was, what the accused denies nearby.

        None for a claim that accuses nobody, such as the denial of an accusation.
        """
        accusation = self.proposition(claim)
        made = claim in self.all_claims(accusation, "rsh:affirmedIn", "rsh:hedgedIn")
        if not made or node_of("rsh:accuses") not in self.nodes(accusation, "rdf:predicate"):
            return None
        found = {kind: self.sure(claims) for kind, claims in replies(self.store, claim).items()}
        kind = ANSWER if found.get(ANSWER) else POSSIBLE_ANSWER
        return tuple(self._reply(kind, it) for it in self._ordered(found.get(kind, [])))

    def _reply(self, kind: str, claim: ox.NamedNode) -> Reply:
        it = self._saying(claim)
        return Reply(kind, self._replier(claim, it), it.claim, it.quote, it.article, it.headline, it.file, it.date)

    def _replier(self, claim: ox.NamedNode, it: Saying) -> str:
        """Who answers: in "Petro rejects Noem's words" it is Petro; anybody else who reports it is named too."""
        proposition = self.proposition(claim)
        act = self.nodes(proposition, "rdf:predicate")[0].value.removeprefix(NS)
        actor = self.nodes(proposition, "rdf:subject")[0]
        if act not in _REPLIES or it.stance != "affirmed" or it.speaker_iri == actor.value:
            return it.who
        return wording.speaker(self.label(actor), [] if it.who == wording.article() else [it.who])

    def words(self, proposition: ox.NamedNode) -> str:
        """A proposition as a sentence, worded by `graph.wording`."""
        return wording.sentence(self._said(proposition))

    def _said(self, proposition: ox.NamedNode, depth: int = 0) -> wording.Said:
        relation = self.nodes(proposition, "rdf:predicate")[0].value.removeprefix(NS)
        names = {role: [*map(self.label, self.nodes(proposition, term))] for role, term in _ROLES.items()}
        days = (next(iter(self.texts(proposition, f"rsh:{it}")), None) for it in ("on", "earliest", "latest"))
        # A circle would never end, and deeper content is not worded.
        content = self.objects(proposition, "rsh:content") if depth < wording.words()["deepest"] else ()
        # A proposition that is worded only by its words has these as well, and they are enough.
        texts = [it for it in content if isinstance(it, ox.Literal)]
        told = (it.value if isinstance(it, ox.Literal) else self._said(it, depth + 1) for it in texts or content)
        return wording.Said(relation, names, wording.when(*days), tuple(told))


def _node(term: object) -> ox.NamedNode:
    if not isinstance(term, ox.NamedNode):
        raise QueryError(f"the store has {term} where a node is expected; build it again")
    return term
