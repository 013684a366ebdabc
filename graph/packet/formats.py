"""The forms of a packet: Markdown to read and send, JSON, a draft of a ClaimReview, Web Annotations, and BibTeX."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from types import MappingProxyType
from typing import Any

from graph.formats import FormatError
from graph.packet.bibtex import to_bibtex
from graph.packet.markdown import to_markdown
from graph.packet.packet import Article, Packet, Passage, Subject

_ANNOTATION = "http://www.w3.org/ns/anno.jsonld"
_MOTIVATIONS = {"affirmed": "describing", "denied": "questioning"}
"""The motivation of an annotation by stance; "commenting" for claims left open or withdrawn."""


def render(packet: Packet, format: str) -> str:
    """The packet in one of `FORMATS`, with a final newline; raises `FormatError` for any other."""
    if format not in FORMATS:
        raise FormatError(f"no format {format!r}; use one of {', '.join(FORMATS)}")
    return FORMATS[format].write(packet)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def to_json(packet: Packet) -> str:
    """The whole packet, with the names of its fields."""
    return _json(asdict(packet))


# ------------------------------------------------------------------ ClaimReview


def to_claim_review(packet: Packet) -> str:
    """A draft of a schema.org ClaimReview for each proposition: what is said, by whom and where, without a rating.

    https://schema.org/ClaimReview; the sender adds author, rating and text.
    """
    articles = {it.iri: it for it in packet.articles}
    return _json([_review(subject, articles) for subject in packet.subjects])


def _review(subject: Subject, articles: Mapping[str, Article]) -> dict[str, Any]:
    told = [p for side in subject.sides if side.stance == "affirmed" for p in side.passages]
    told = told or [p for side in subject.sides for p in side.passages]
    claim: dict[str, Any] = {"@type": "Claim", "@id": subject.iri, "name": subject.words}
    authors = dict.fromkeys((p.saying.speaker_iri, p.saying.speaker) for p in told if p.saying.speaker_iri)
    if authors:
        claim["author"] = [{"@type": "Thing", "@id": iri, "name": name} for iri, name in authors]
    appearing = [_work(articles[iri]) for iri in dict.fromkeys(p.saying.article for p in told)]
    if appearing:
        claim["firstAppearance"], claim["appearance"] = appearing[0], appearing
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "creativeWorkStatus": "Draft",
        "claimReviewed": subject.words,
        "itemReviewed": claim,
    }


def _work(article: Article) -> dict[str, Any]:
    work = {
        "@type": "NewsArticle",
        "@id": article.iri,
        "headline": article.headline or article.file,
        "datePublished": article.published,
        "url": article.url,
        "publisher": {"@type": "Organization", "name": article.outlet} if article.outlet else None,
        "sha256": article.sha256,
    }
    return {key: value for key, value in work.items() if value is not None}


# --------------------------------------------------------------- Web Annotation


def to_annotations(packet: Packet) -> str:
    """The sentences as W3C Web Annotations, each with quote and place (https://www.w3.org/TR/annotation-model/)."""
    articles = {it.iri: it for it in packet.articles}
    return _json({"@context": _ANNOTATION, "type": "AnnotationPage", "items": [*_annotations(packet, articles)]})


def _annotations(packet: Packet, articles: Mapping[str, Article]) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    told = [p for subject in packet.subjects for side in subject.sides for p in side.passages]
    for passage in (*told, *(packet.answers or ())):
        if passage.saying.claim not in seen:
            seen.add(passage.saying.claim)
            yield _annotation(passage, articles[passage.saying.article])


def _annotation(passage: Passage, article: Article) -> dict[str, Any]:
    saying = passage.saying
    return {
        "id": saying.claim,
        "type": "Annotation",
        "motivation": _MOTIVATIONS.get(saying.stance, "commenting"),
        "body": {
            "type": "TextualBody",
            "value": f"{saying.who}: {saying.stance}: {saying.words}",
            "format": "text/plain",
        },
        "target": {
            "source": article.url or article.iri,
            "selector": [
                {"type": "TextQuoteSelector", "exact": saying.quote},
                {"type": "TextPositionSelector", "start": passage.start, "end": passage.end},
            ],
        },
    }


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a packet: its writer, its media type, and its name for people."""

    write: Callable[[Packet], str]
    media_type: str
    label: str


_FORMS = {
    "markdown": Form(to_markdown, "text/markdown", "Markdown"),
    "json": Form(to_json, "application/json", "JSON"),
    "claimreview": Form(to_claim_review, "application/ld+json", "ClaimReview draft"),
    "annotations": Form(to_annotations, "application/ld+json", "Web Annotations"),
    "bibtex": Form(to_bibtex, "application/x-bibtex", "BibTeX"),
}
FORMATS: Mapping[str, Form] = MappingProxyType(_FORMS)
"""The forms, by the name of their format."""
