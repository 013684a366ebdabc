"""Forms of the whole graph for other tools, on demand: RDF 1.2, nanopublications, annotations, schema.org."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import IO

import pyoxigraph as ox

from graph import wording
from graph.formats.content import Content, Json, json_line
from graph.formats.format import Format
from graph.model import DOCUMENT, Claim, Metadata, Passage, Proposition, Span, Stance
from graph.terms import literal, term

_NANOPUB = "http://www.nanopub.org/nschema#"


# ------------------------------------------------------------------------------- RDF 1.2


def rdf12(content: Content, stream: IO[bytes]) -> None:
    """Everything, as TriG of RDF 1.2, in which each proposition reifies the triple that it is about.

    A triple term asserts nothing. A proposition without an object has no triple.
    """
    stream.write(b'VERSION "1.2"\n')
    quads = [*content.quads, *_reified(content.quads)]
    stream.write(_trig(quads))


def _reified(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    roles = [term("rdf:subject"), term("rdf:predicate"), term("rdf:object")]
    found: dict[object, dict[ox.NamedNode, object]] = {}
    for it in quads:
        if it.predicate in roles and not isinstance(it.graph_name, ox.NamedNode):
            found.setdefault(it.subject, {})[it.predicate] = it.object
    for node, parts in found.items():
        if len(parts) == len(roles):
            triple = ox.Triple(*(parts[role] for role in roles))  # type: ignore[arg-type]
            yield ox.Quad(node, term("rdf:reifies"), triple)  # type: ignore[arg-type]


def _trig(quads: Iterable[ox.Quad]) -> bytes:
    """Quads as TriG in an order that depends only on them: graph by graph, with sorted triples."""
    ordered = sorted(set(quads), key=lambda it: (str(it.graph_name), str(it)))
    # The engine declares prefixes in an arbitrary order, so it gets none.
    return ox.serialize(ordered, format=ox.RdfFormat.TRIG) or b""


# ----------------------------------------------------------------------- nanopublications


def nanopub(content: Content, stream: IO[bytes]) -> None:
    """One nanopublication for each claim, as TriG (http://nanopub.net/guidelines/working_draft/).

    The assertion is that the speaker takes a stance, and never what the claim is about; its provenance is the sentence
    and the article.
    """
    around = _around(content)
    quads: list[ox.Quad] = []
    for claim in content.kg.claims:
        quads.extend(_publication(content, claim, around))
    stream.write(_trig(quads))


def _around(content: Content) -> dict[str, list[ox.Quad]]:
    """The default graph by subject."""
    found: dict[str, list[ox.Quad]] = {}
    for it in content.quads:
        if not isinstance(it.graph_name, ox.NamedNode) and isinstance(it.subject, ox.NamedNode):
            found.setdefault(it.subject.value, []).append(it)
    return found


_ASSERTED = ("rdf:type", "rsh:proposition", "rsh:stance", "prov:wasAttributedTo", "rsh:relayedBy", "rsh:answers")
_STANCES = ("rsh:affirmedIn", "rsh:deniedIn", "rsh:hedgedIn", "rsh:withdrawnIn")


def _publication(content: Content, claim: Claim, around: dict[str, list[ox.Quad]]) -> Iterator[ox.Quad]:
    node = content.mint.claim(claim.id)
    space = f"{content.mint.base}nanopub/{claim.id}"
    whole, head, assertion, provenance, info = (
        ox.NamedNode(f"{space}{part}") for part in ("", "#head", "#assertion", "#provenance", "#pubinfo")
    )
    yield ox.Quad(whole, term("rdf:type"), ox.NamedNode(f"{_NANOPUB}Nanopublication"), head)
    parts = {"hasAssertion": assertion, "hasProvenance": provenance, "hasPublicationInfo": info}
    yield from (ox.Quad(whole, ox.NamedNode(_NANOPUB + name), it, head) for name, it in parts.items())
    asserted = {term(it) for it in _ASSERTED}
    for it in around[node]:
        yield ox.Quad(it.subject, it.predicate, it.object, assertion if it.predicate in asserted else provenance)
    stances = {term(it) for it in _STANCES}
    for it in around[content.mint.proposition(claim.proposition)]:
        if it.predicate not in stances or it.object == ox.NamedNode(node):
            yield ox.Quad(it.subject, it.predicate, it.object, assertion)
    evidence = next(it.object for it in around[node] if it.predicate == term("oa:hasTarget"))
    yield ox.Quad(assertion, term("prov:wasDerivedFrom"), evidence, provenance)
    document = ox.NamedNode(content.mint.document(claim.document))
    yield ox.Quad(assertion, term("prov:hadPrimarySource"), document, provenance)
    for it in _reached(around, evidence):
        yield ox.Quad(it.subject, it.predicate, it.object, provenance)
    yield from _information(content, whole, info)


def _reached(around: dict[str, list[ox.Quad]], evidence: object) -> Iterator[ox.Quad]:
    """The triples of a piece of evidence and of its selector."""
    if isinstance(evidence, ox.NamedNode):
        for it in around[evidence.value]:
            yield it
            if it.predicate == term("oa:hasSelector") and isinstance(it.object, ox.NamedNode):
                yield from around[it.object.value]


def _information(content: Content, whole: ox.NamedNode, info: ox.NamedNode) -> Iterator[ox.Quad]:
    """The publisher and the licence, if the build was given them."""
    told = content.told
    software = " ".join(told.software) if told and told.software else "Rashomon"
    yield ox.Quad(whole, term("dcterms:creator"), literal((told and told.terms.creator) or software), info)
    if told and told.terms.license:
        yield ox.Quad(whole, term("dcterms:license"), ox.NamedNode(told.terms.license), info)


# ------------------------------------------------------------------------- Web Annotation

_MOTIVES = {Stance.AFFIRMED: "oa:describing", Stance.DENIED: "oa:questioning"}
"""The motivation of an annotation by stance; "commenting" for claims left open or withdrawn."""
_BESIDE = 32
"""Characters of the paragraph before and after a sentence, by which it is found again if offsets have moved."""


def web_annotations(content: Content, stream: IO[bytes]) -> None:
    """Each claim as an `oa:Annotation`, as Turtle: the proposition is its body, the sentence its target.

    The sentence has the text before and after it in its paragraph, if the build keeps that
    (https://www.w3.org/TR/annotation-model/#text-quote-selector).
    """
    around, quads = _around(content), list[ox.Quad]()
    paragraphs: dict[str, list[Passage]] = {}
    for passage in content.kg.passages:
        paragraphs.setdefault(passage.document, []).append(passage)
    for claim in content.kg.claims:
        node = ox.NamedNode(content.mint.claim(claim.id))
        (target,) = (it.object for it in around[node.value] if it.predicate == term("oa:hasTarget"))
        quads += [
            ox.Quad(node, term("rdf:type"), term("oa:Annotation")),
            ox.Quad(node, term("oa:motivatedBy"), term(_MOTIVES.get(claim.stance, "oa:commenting"))),
            ox.Quad(node, term("oa:hasBody"), ox.NamedNode(content.mint.proposition(claim.proposition))),
            ox.Quad(node, term("oa:hasTarget"), target),
        ]
        for it in _reached(around, target):
            quads.append(ox.Quad(it.subject, it.predicate, it.object))
            if it.predicate == term("oa:exact"):
                beside = _beside(claim.evidence, paragraphs.get(claim.document, ()))
                quads += (ox.Quad(it.subject, term(f"oa:{name}"), literal(text)) for name, text in beside.items())
    ordered = sorted({it.triple for it in quads}, key=str)
    stream.write(ox.serialize(ordered, format=ox.RdfFormat.TURTLE) or b"")


def _beside(sentence: Span, paragraphs: Iterable[Passage]) -> dict[str, str]:
    """The text before and after a sentence in its paragraph; empty if the paragraph is not kept."""
    found = next((it for it in paragraphs if it.span.covers(sentence)), None)
    if found is None:
        return {}
    start, end = (it - found.span.start for it in (sentence.start, sentence.end))
    beside = {"prefix": found.text[max(start - _BESIDE, 0) : start], "suffix": found.text[end : end + _BESIDE]}
    return {name: text for name, text in beside.items() if text}


# ---------------------------------------------------------------------- claims of schema.org


def claimreview(content: Content, stream: IO[bytes]) -> None:
    """Everything that is claimed as `schema:Claim`, and each denial as `schema:ClaimReview`, as JSON-LD.

    A review here is what somebody said in an article, without a rating: nothing was checked.
    """
    told = _Told(content)
    nodes: list[Json] = [told.claim(it) for it in content.kg.propositions]
    stream.write(b'{"@context": "https://schema.org", "@graph": [\n')
    stream.write(b",\n".join(map(json_line, nodes)))
    stream.write(b"\n]}\n")


class _Told:
    """Propositions and claims in the terms of schema.org."""

    def __init__(self, content: Content) -> None:
        self.mint = content.mint
        self.labels = {it.id: it.label for it in content.kg.entities}
        self.documents = {it.id: it for it in content.kg.documents}
        self.propositions = {it.id: it for it in content.kg.propositions}
        self.claims: dict[str, list[Claim]] = {}
        for it in content.kg.claims:
            self.claims.setdefault(it.proposition, []).append(it)

    def claim(self, it: Proposition) -> Json:
        claims = self.claims.get(it.id, [])
        affirmed = [one for one in claims if one.stance is Stance.AFFIRMED]
        papers = dict.fromkeys(one.document for one in claims)
        node: dict[str, Json] = {
            "@type": "Claim",
            "@id": self.mint.proposition(it.id),
            "text": wording.sentence(wording.said(it, self._label, self.propositions)),
            "author": [self._speaker(str(one.speaker), one.document) for one in _first(affirmed)],
            "appearance": [self._article(self.documents[id]) for id in papers],
            "review": [self._review(one) for one in claims if one.stance is Stance.DENIED],
        }
        return {key: value for key, value in node.items() if value != []}

    def _label(self, id: str) -> str:
        return self.labels.get(id, id)

    def _speaker(self, id: str, document: str) -> Json:
        if id == DOCUMENT:
            return {"@id": self.mint.document(document)}
        return {"@id": self.mint.entity(id), "name": self._label(id)}

    def _review(self, it: Claim) -> Json:
        """A denial; one by somebody unnamed has no author, and is not that of the article either."""
        return {
            "@type": "ClaimReview",
            "@id": self.mint.claim(it.id),
            **({"author": self._speaker(it.speaker, it.document)} if it.speaker else {}),
            "reviewBody": it.quote,
            "isPartOf": {"@id": self.mint.document(it.document)},
        }

    def _article(self, it: Metadata) -> Json:
        published = it.published.isoformat() if it.published else None
        told = {"headline": it.title, "datePublished": published, "url": it.url, "inLanguage": it.language}
        node: dict[str, Json] = {"@type": "NewsArticle", "@id": self.mint.document(it.id)}
        return node | {key: value for key, value in told.items() if value is not None}


def _first(claims: Iterable[Claim]) -> list[Claim]:
    """The first claim of each speaker; the article is the speaker of what it says itself."""
    return list(
        {(it.speaker, it.document if it.speaker == DOCUMENT else ""): it for it in claims if it.speaker}.values()
    )


FORMATS = (
    Format("rdf12", (".trig",), "application/trig", knowledge=rdf12, file="graph-rdf12.trig", on_demand=True),
    Format("nanopub", (".trig",), "application/trig", knowledge=nanopub, file="graph.nanopub.trig", on_demand=True),
    Format(
        "annotations", (".ttl",), "text/turtle", knowledge=web_annotations, file="graph-annotations.ttl", on_demand=True
    ),
    Format(
        "claimreview",
        (".jsonld",),
        "application/ld+json",
        knowledge=claimreview,
        file="claims.schema.jsonld",
        on_demand=True,
    ),
)
