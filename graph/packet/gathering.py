"""Gathers a packet from a store, with what was not read from the report of its build."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox

from graph.errors import UnknownNameError
from graph.explain import Saying
from graph.explain.facts import Facts
from graph.model import Silence
from graph.packet.packet import Article, Packet, Passage, Side, Subject, Unread
from graph.prefixes import IriError, expand, is_iri

_SIDES = ("affirmed", "denied", "hedged", "withdrawn")


def gather(store: ox.Store, name: str, report: Mapping[str, Any] | None = None) -> Packet:
    """The packet of a claim or a proposition, by its IRI, its CURIE (`claim:…`, `prop:…`) or its bare id.

    `report` is the `report.json` of the build. Raises `UnknownNameError` if the store has no such claim or
    proposition.
    """
    return _Gatherer(Facts(store), report).gather(name)


class _Gatherer:
    def __init__(self, facts: Facts, report: Mapping[str, Any] | None) -> None:
        self.facts = facts
        self.told = {it["file"]: it["sentences"] for it in report["documents"]} if report else {}

    def gather(self, name: str) -> Packet:
        asked = self._find(name)
        claimed = self.facts.nodes(asked, "rsh:proposition")
        proposition = claimed[0] if claimed else asked
        content = self.facts.nodes(proposition, "rsh:content")
        subjects = tuple(map(self._subject, [proposition, *content]))
        found = {p.saying.claim: p for subject in subjects for side in subject.sides for p in side.passages}
        answers = self._answers(found.values())
        quoted = dict.fromkeys(p.saying.article for p in (*found.values(), *(answers or ())))
        return Packet(asked.value, subjects, answers, tuple(map(self._article, quoted)))

    def _find(self, name: str) -> ox.NamedNode:
        """The claim or proposition that is meant; a bare id may belong to either."""
        bare = name.strip().removeprefix("<").removesuffix(">")
        ways = [bare] if ":" in bare else [f"claim:{bare}", f"prop:{bare}"]
        for way in ways:
            try:
                iri = expand(way, self.facts.prefixes)
            except IriError:
                continue
            node = ox.NamedNode(iri) if is_iri(iri) else None
            if node and (self.facts.nodes(node, "rsh:proposition") or self.facts.nodes(node, "rdf:predicate")):
                return node
        raise UnknownNameError(f"the graph has no claim or proposition {name!r}")

    def _subject(self, proposition: ox.NamedNode) -> Subject:
        sides = []
        for stance in _SIDES:
            passages = self._passages(self.facts.all_claims(proposition, f"rsh:{stance}In"))
            if passages:
                sides.append(Side(stance, passages))
        told = [p for side in sides for p in side.passages]
        houses = {p.saying.article: self._house(p.saying.article) for p in told}
        return Subject(
            iri=proposition.value,
            words=self.facts.words(proposition),
            disputed=self.facts.disputed(proposition),
            sides=tuple(sides),
            outlets=len(set(houses.values())),
            origins=len({self._origin(p.saying.claim) or houses[p.saying.article] for p in told}),
        )

    def _passages(self, claims: list[ox.NamedNode]) -> tuple[Passage, ...]:
        return tuple(self._passage(saying.claim, saying) for saying in self.facts.sayings(claims))

    def _passage(self, claim: str, saying: Saying) -> Passage:
        node = ox.NamedNode(claim)
        selector = self.facts.nodes(self.facts.nodes(node, "oa:hasTarget")[0], "oa:hasSelector")[0]
        start, end = (int(self.facts.texts(selector, it)[0]) for it in ("oa:start", "oa:end"))
        origin = self._origin(claim)
        return Passage(saying, start, end, self.facts.name(ox.NamedNode(origin)) if origin else None)

    def _origin(self, claim: str) -> str | None:
        """The source from which the article of a claim has it, if there is another one."""
        return next((it.value for it in self.facts.nodes(ox.NamedNode(claim), "rsh:origin")), None)

    def _answers(self, passages: Iterable[Passage]) -> tuple[Passage, ...] | None:
        """What answers the accusations among them, or may answer them; None if nobody is accused."""
        replies = [p.saying.answers for p in passages if p.saying.answers is not None]
        if not replies:
            return None
        claims = dict.fromkeys(reply.claim for them in replies for reply in them)
        return self._passages([ox.NamedNode(it) for it in claims])

    def _house(self, article: str) -> str:
        """The publisher of an article; the article itself if unknown."""
        return next((it.value for it in self.facts.nodes(ox.NamedNode(article), "schema:publisher")), article)

    def _outlet(self, article: str) -> str | None:
        return next(map(self.facts.label, self.facts.nodes(ox.NamedNode(article), "schema:publisher")), None)

    def _article(self, iri: str) -> Article:
        node = ox.NamedNode(iri)
        one = {it: next(iter(self.facts.texts(node, it)), None) for it in ("schema:headline", "schema:datePublished")}
        url = next((it.value for it in self.facts.objects(node, "schema:url")), None)
        file = self.facts.texts(node, "rsh:sourceFile")[0]
        told = self.told.get(file)
        unread = told and tuple(Unread(it["start"], it["end"], Silence(it["reason"])) for it in told["silent"])
        return Article(
            iri=iri,
            file=file,
            sha256=self.facts.texts(node, "rsh:sha256")[0],
            headline=one["schema:headline"],
            outlet=self._outlet(iri),
            published=one["schema:datePublished"],
            url=url,
            unread=unread,
        )
