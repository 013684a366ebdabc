"""Any node of the data for a page: what it is, its properties, what points to it, and what it says in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Any

import pyoxigraph as ox

from graph.explain import explain
from graph.explain.facts import Facts
from graph.explain.sayings import Saying
from graph.prefixes import PREFIXES, compact, expand

_KINDS = {
    "rsh:Claim": "claim",
    "rsh:Proposition": "proposition",
    "rsh:Document": "document",
    "rsh:Account": "account",
    "rsh:Entity": "entity",
    "oa:SpecificResource": "evidence",
}
"""The kinds of nodes that are described in words, by their type."""

_SIDES = ("rsh:affirmedIn", "rsh:deniedIn", "rsh:hedgedIn", "rsh:withdrawnIn")


@dataclass(frozen=True, slots=True)
class Value:
    """A term: its text, and its IRI unless it is a literal."""

    text: str
    iri: str | None = None


@dataclass(frozen=True, slots=True)
class Property:
    """A predicate with its values: what a node points to by it, or if `inverse`, what points to the node."""

    iri: str
    name: str
    inverse: bool
    values: tuple[Value, ...]
    beyond: int


@dataclass(frozen=True, slots=True)
class Node:
    """A node; `told` depends on its `kind` and is plain data, texts and lists (see `_Teller`)."""

    iri: str
    kind: str
    label: str
    types: tuple[str, ...]
    properties: tuple[Property, ...]
    told: dict[str, Any]


def node(store: ox.Store, iri: str, most: int) -> Node | None:
    """What a store contains about an IRI, at most `most` of each kind; None if nothing."""
    it = ox.NamedNode(iri)
    facts = Facts(store)
    types = {compact(each.value, PREFIXES) for each in facts.nodes(it, "rdf:type")}
    properties = (*_properties(facts, it, most, inverse=False), *_properties(facts, it, most, inverse=True))
    is_graph = store.contains_named_graph(it)
    if not properties and not is_graph:
        return None
    kind = next((kind for type, kind in _KINDS.items() if type in types), "graph" if is_graph else "thing")
    label, told = _Teller(facts, it, most).tell(kind)
    return Node(iri, kind, label, tuple(sorted(types)), properties, told)


def described(store: ox.Store, iri: str, most: int) -> tuple[list[ox.Triple], int]:
    """The triples of the default graph around an IRI, and how many are left out beyond `most` in each direction."""
    it, default = ox.NamedNode(iri), ox.DefaultGraph()
    found: dict[ox.Triple, None] = {}
    left_out = 0
    for quads in (store.quads_for_pattern(it, None, None, default), store.quads_for_pattern(None, None, it, default)):
        found.update((quad.triple, None) for quad in islice(quads, most))
        left_out += sum(1 for _ in quads)
    return list(found), left_out


def known(store: ox.Store, iri: str) -> bool:
    """Whether a store has an IRI as a node: as a subject or an object, or as the name of a graph."""
    it, default = ox.NamedNode(iri), ox.DefaultGraph()
    patterns = (store.quads_for_pattern(it, None, None, default), store.quads_for_pattern(None, None, it, default))
    return any(next(quads, None) is not None for quads in patterns) or store.contains_named_graph(it)


def _properties(facts: Facts, it: ox.NamedNode, most: int, *, inverse: bool) -> Iterator[Property]:
    """The properties of a node in one direction, by name, the values in order."""
    by_predicate: dict[str, list[ox.NamedNode | ox.Literal]] = {}
    ends = (None, it) if inverse else (it, None)
    for quad in facts.store.quads_for_pattern(ends[0], None, ends[1], ox.DefaultGraph()):
        end = quad.subject if inverse else quad.object
        if isinstance(end, ox.NamedNode | ox.Literal):
            by_predicate.setdefault(quad.predicate.value, []).append(end)
    for predicate in sorted(by_predicate, key=lambda iri: (iri != PREFIXES["rdf"] + "type", compact(iri))):
        ends_here = sorted(by_predicate[predicate], key=str)
        values = tuple(_value(facts, end) for end in ends_here[:most])
        yield Property(predicate, compact(predicate), inverse, values, max(len(ends_here) - most, 0))


def _value(facts: Facts, term: ox.NamedNode | ox.Literal) -> Value:
    if isinstance(term, ox.Literal):
        return Value(term.value)
    return Value(facts.name(term), term.value)


class _Teller:
    """Describes a node of one kind: its heading, and what a page says about it."""

    def __init__(self, facts: Facts, it: ox.NamedNode, most: int) -> None:
        self.facts = facts
        self.it = it
        self.most = most

    def tell(self, kind: str) -> tuple[str, dict[str, Any]]:
        """The heading, and the data for the template of that kind."""
        telling = {
            "claim": self._claim,
            "proposition": self._proposition,
            "document": self._document,
            "account": self._account,
            "entity": self._entity,
            "evidence": self._evidence,
            "graph": self._graph,
            "thing": self._thing,
        }
        return telling[kind]()

    def _thing(self) -> tuple[str, dict[str, Any]]:
        return self.facts.name(self.it), {}

    def _entity(self) -> tuple[str, dict[str, Any]]:
        told = explain(self.facts.store, f"<{self.it.value}>", most=self.most)
        return told.label, {**asdict(told), "account": self._account_of_it()}

    def _account_of_it(self) -> str | None:
        """The account of an entity; one that only denies or hedges has none."""
        return next((it.value for it in self.facts.subjects("rsh:accountOf", self.it)), None)

    def _claim(self) -> tuple[str, dict[str, Any]]:
        (saying,) = self.facts.sayings([self.it])
        proposition = self.facts.proposition(self.it)
        others = [it for it in self.facts.claims(proposition) if it != self.it]
        return saying.words, {
            "saying": asdict(saying),
            "others": self._told(others),
            "answers": self._told(self.facts.nodes(self.it, "rsh:answers")),
            "answered": self._told(self.facts.subjects("rsh:answers", self.it)),
        }

    def _proposition(self) -> tuple[str, dict[str, Any]]:
        sides = {side.removeprefix("rsh:"): self._told(self.facts.claims(self.it, side)) for side in _SIDES}
        parts = [
            {"role": role, "values": [asdict(_value(self.facts, it)) for it in values]}
            for term, role in _PARTS
            if (values := self.facts.objects(self.it, term))
        ]
        return self.facts.words(self.it), {
            "sides": sides,
            "parts": parts,
            "disputed": self.facts.disputed(self.it),
            "within": self._worded(self.facts.subjects("rsh:content", self.it)),
        }

    def _document(self) -> tuple[str, dict[str, Any]]:
        facts, it = self.facts, self.it
        headline = next(iter(facts.texts(it, "schema:headline")), None)
        file = "".join(facts.texts(it, "rsh:sourceFile"))
        people = {role: [asdict(_value(facts, who)) for who in facts.objects(it, term)] for term, role in _SIGNED}
        claims = self._told(facts.subjects("prov:hadPrimarySource", it))
        return headline or file, {
            "file": file,
            "date": next(iter(facts.texts(it, "schema:datePublished")), None),
            "address": next((str(each.value) for each in facts.objects(it, "schema:url")), None),
            "people": people,
            "claims": claims,
            "places": [facts.place(ox.NamedNode(saying["claim"])) for saying in claims["sayings"]],
        }

    def _evidence(self) -> tuple[str, dict[str, Any]]:
        (selector, *_) = self.facts.nodes(self.it, "oa:hasSelector")
        quote, start, end = ("".join(self.facts.texts(selector, f"oa:{each}")) for each in ("exact", "start", "end"))
        source = [asdict(_value(self.facts, it)) for it in self.facts.nodes(self.it, "oa:hasSource")]
        claims = self._told(self.facts.subjects("oa:hasTarget", self.it))
        return "Evidence", {"quote": quote, "start": start, "end": end, "source": source, "claims": claims}

    def _account(self) -> tuple[str, dict[str, Any]]:
        owners = self.facts.nodes(self.it, "rsh:accountOf")
        whose = " and ".join(self.facts.name(it) for it in owners) or "anyone"
        return f"The world according to {whose}", {
            "owners": [asdict(_value(self.facts, it)) for it in owners],
            **self._graph()[1],
        }

    def _graph(self) -> tuple[str, dict[str, Any]]:
        quads = list(self.facts.store.quads_for_pattern(None, None, None, self.it))
        ordered = sorted(quads, key=lambda quad: str(quad.triple))[: self.most]
        edges = [
            {"parts": [asdict(_value(self.facts, it)) for it in _nodes(quad)], "according_to": self._heard(quad)}
            for quad in ordered
        ]
        return self.facts.name(self.it), {"edges": edges, "beyond": len(quads) - len(edges)}

    def _heard(self, quad: ox.Quad) -> list[str]:
        """Who reports that the owner of an account classifies something so, if the owner does not say so."""
        if quad.predicate.value != expand("rsh:classifiedAs"):
            return []
        told: list[Saying] = []
        for owner in self.facts.nodes(self.it, "rsh:accountOf"):
            told += self.facts.classifying(owner, quad)
            if any(it.speaker_iri == owner.value and not it.relayed_by for it in told):
                return []
        return list(dict.fromkeys(it.who for it in told))

    def _told(self, claims: list[ox.NamedNode]) -> dict[str, Any]:
        sayings: Iterable[Saying] = self.facts.sayings(claims, self.most)
        return {"sayings": [asdict(it) for it in sayings], "beyond": max(len(set(claims)) - self.most, 0)}

    def _worded(self, propositions: list[ox.NamedNode]) -> list[dict[str, Any]]:
        return [asdict(Value(self.facts.words(it), it.value)) for it in propositions[: self.most]]


_PARTS = (
    ("rdf:subject", "subject"),
    ("rdf:predicate", "relation"),
    ("rdf:object", "object"),
    ("rsh:as", "as"),
    ("rsh:at", "at"),
    ("rsh:with", "with"),
    ("rsh:regarding", "regarding"),
    ("rsh:on", "on"),
    ("rsh:earliest", "not before"),
    ("rsh:latest", "not after"),
    ("rsh:content", "content"),
)
_SIGNED = (("schema:author", "by"), ("schema:publisher", "in"))


def _nodes(quad: ox.Quad) -> Iterator[ox.NamedNode | ox.Literal]:
    for term in quad.triple:
        if isinstance(term, ox.NamedNode | ox.Literal):
            yield term
