"""Annotations of invented articles, for tests of resolution, assembly and scores."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

from graph.assemble import assemble
from graph.extract.pipeline import annotate
from graph.model import (
    DOCUMENT,
    Annotation,
    Claim,
    Edge,
    Entity,
    KnowledgeGraph,
    Metadata,
    Proposition,
    Qualifiers,
    Reference,
    Span,
    Stance,
    Statement,
)
from graph.read import from_text
from graph.resolve import resolve
from support.properties import st

TYPES = {
    "colombia": "Country",
    "united-states": "Country",
    "bogota": "City",
    "medellin": "City",
    "tren-de-aragua": "CriminalOrganization",
    "terrorist-organization": "Category",
    "crime-group": "Category",
    "reuters": "Outlet",
    "newsmax": "Organization",
}
COUNTRY_OF = {"bogota": "colombia", "medellin": "colombia"}
DAY = date(2025, 3, 27)
FORTNIGHT = {"earliest": date(2025, 3, 20), "latest": date(2025, 3, 28)}


def entity(id: str) -> Entity:
    return Entity(id, TYPES.get(id, "Person"), id.replace("-", " ").title(), country=COUNTRY_OF.get(id))


def ref(id: str) -> Reference:
    return Reference(id, Span(0, 1))


def say(
    id: str,
    subject: str,
    relation: str,
    object: str | None = None,
    speaker: str | None = DOCUMENT,
    stance: Stance = Stance.AFFIRMED,
    at: int = 0,
    **more: Any,
) -> Statement:
    """A statement from the sentence that begins at `at`; `as_`, `place`, `on`, `earliest` and `latest` qualify it."""
    names = ("on", "earliest", "latest")
    about = Qualifiers(
        as_=ref(str(more.pop("as_"))) if "as_" in more else None,
        at=ref(str(more.pop("place"))) if "place" in more else None,
        **{name: more.pop(name) for name in names if name in more},
    )
    made = Statement(
        id=id,
        subject=ref(subject),
        relation=relation,
        object=ref(object) if object else None,
        stance=stance,
        speaker=speaker,
        evidence=Span(at, at + 50),
        quote=f"sentence {at}".ljust(50, "."),
        rule="rule",
        score=0.9,
        qualifiers=about,
    )
    return replace(made, **more)


def article(name: str, *statements: Statement, contents: tuple[tuple[str, str], ...] = (), **about: Any) -> Annotation:
    used: set[str] = set()
    for it in statements:
        places = (it.subject, it.object, it.qualifiers.as_, it.qualifiers.at)
        used |= {one.entity for one in places if one} | set(it.relayed_by)
        used |= {it.speaker} if it.speaker not in (None, DOCUMENT) else set()
    metadata = Metadata(f"{name}.txt", hashlib.sha256(name.encode()).hexdigest(), **about)
    return Annotation(metadata, (), tuple(entity(it) for it in sorted(used)), (), statements, contents)


def build(*articles: Annotation) -> KnowledgeGraph:
    return assemble(articles, resolve(articles))


def read(*texts: str) -> KnowledgeGraph:
    """The annotations of articles with these texts, read with the rules alone."""
    found = [annotate(from_text(text, language="en", published=date(2025, 6, 7)), fast=True) for text in texts]
    return assemble(found, resolve(found))


def only(kg: KnowledgeGraph, relation: str) -> Proposition:
    (found,) = [it for it in kg.propositions if it.relation == relation]
    return found


def claims_of(kg: KnowledgeGraph, proposition: Proposition) -> list[Claim]:
    return [it for it in kg.claims if it.proposition == proposition.id]


def account(kg: KnowledgeGraph, owner: str) -> set[Edge]:
    return {edge for it in kg.accounts if it.owner == owner for edge in it.edges}


DENIED, HEDGED = Stance.DENIED, Stance.HEDGED
MET = Edge("kristi-noem", "metWith", "gustavo-petro")
PRAISE = ("gustavo-petro", "praises", "tren-de-aragua")
CRITICISM = ("gustavo-petro", "criticizes", "united-states")


PEOPLE = ["kristi-noem", "gustavo-petro", "united-states", "colombia", "tren-de-aragua"]
RELATIONS = ["metWith", "praises", "accuses", "denies", "classifiesAs", "visited", "buysFrom", "sellsTo", "linkedTo"]


@st.composite
def statements(draw: st.DrawFn) -> tuple[Statement, ...]:
    count = draw(st.integers(0, 6))
    ids = [f"s{n}" for n in range(count)]
    found = []
    for id in ids:
        more: dict[str, Any] = {}
        if draw(st.booleans()):
            more["as_"] = draw(st.sampled_from(["terrorist-organization", "crime-group"]))
        if draw(st.booleans()):
            more["place"] = draw(st.sampled_from(["bogota", "medellin", "colombia"]))
        more |= draw(st.sampled_from([{}, {"on": DAY}, FORTNIGHT, {"on": date(2025, 4, 1)}]))
        found.append(
            say(
                id,
                draw(st.sampled_from(PEOPLE)),
                draw(st.sampled_from(RELATIONS)),
                draw(st.sampled_from([None, *PEOPLE])),
                speaker=draw(st.sampled_from([DOCUMENT, DOCUMENT, None, *PEOPLE[:2]])),
                stance=draw(st.sampled_from(list(Stance))),
                at=draw(st.sampled_from([0, 100])),
                score=draw(st.sampled_from([0.5, 0.9])),
                relayed_by=draw(st.sampled_from([(), (), ("reuters",)])),
                content=draw(st.sampled_from([None, None, *ids, Span(0, 5)])),
                answers=draw(st.sampled_from([None, *ids])),
                **more,
            )
        )
    return tuple(found)


corpora = st.lists(statements(), max_size=4).map(
    lambda drawn: [article(str(n), *it, outlet="Reuters" if n % 2 else None) for n, it in enumerate(drawn)]
)
