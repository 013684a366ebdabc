"""An annotation as standoff JSON: every field, under its public name."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from graph.model import (
    Annotation,
    Attribution,
    Coverage,
    Entity,
    Filler,
    Mention,
    Metadata,
    Passage,
    Predication,
    Qualifiers,
    Reference,
    Span,
    Statement,
)

Json = dict[str, Any]


def to_json(annotation: Annotation) -> Json:
    """The annotation as JSON values; lists keep their order, so that the same annotation gives the same bytes."""
    contents = dict(annotation.contents)
    claims = [_claim(one, contents) for one in annotation.statements]
    known: Json = {
        "reader": annotation.reader,
        "document": _document(annotation.metadata),
        "mentions": [_mention(one) for one in annotation.mentions],
        "entities": [_entity(one) for one in annotation.entities],
        "attributions": [_attribution(one) for one in annotation.attributions],
        "claims": claims,
        "passages": [_passage(one) for one in annotation.passages],
        "predications": [_predication(one) for one in annotation.predications] or None,
        "rules": dict(annotation.rules) or None,
        "coverage": annotation.coverage and _coverage(annotation.coverage),
    }
    if annotation.contents != words_of(claims):
        known["contents"] = [{"claim": id, "text": text} for id, text in annotation.contents]
    return _known(known)


def words_of(claims: list[Json]) -> tuple[tuple[str, str], ...]:
    """The words of the contents of claims, by the ids of the claims."""
    contents = ((claim["id"], claim.get("content")) for claim in claims)
    return tuple((id, content["text"]) for id, content in contents if content and "text" in content)


def to_text(annotation: Annotation) -> str:
    """The annotation as the text of a JSON file, in UTF-8 characters and with a final newline."""
    return json.dumps(to_json(annotation), ensure_ascii=False, indent=1) + "\n"


def _document(metadata: Metadata) -> Json:
    return {
        "file": metadata.file,
        "sha256": metadata.sha256,
        "title": metadata.title,
        "author": metadata.author,
        "published": _day(metadata.published),
        "outlet": metadata.outlet,
        "url": metadata.url,
        "language": metadata.language,
        **_known(
            {
                "twin": metadata.twin,
                "agency": metadata.agency,
                "text_sha256": metadata.text_sha256,
                "correction": metadata.correction,
                "subtitle": metadata.subtitle,
                "section": metadata.section,
            }
        ),
    }


def _mention(mention: Mention) -> Json:
    return {
        **_span(mention.span),
        "text": mention.text,
        "type": mention.type,
        "entity": mention.entity,
        "rule": mention.rule,
        "score": mention.score,
    }


def _entity(entity: Entity) -> Json:
    """An entity; optional fields are there only if known."""
    more = {
        "country": entity.country,
        "gender": entity.gender,
        "offices": list(entity.offices) or None,
        "participants": list(entity.participants) or None,
        "place": entity.place,
        "on": _day(entity.on),
        "earliest": _day(entity.earliest),
        "latest": _day(entity.latest),
        "identifiers": list(entity.identifiers) or None,
    }
    return {
        "id": entity.id,
        "type": entity.type,
        "label": entity.label,
        "aliases": list(entity.aliases),
        **_known(more),
    }


def _passage(passage: Passage) -> Json:
    return {"document": passage.document, **_span(passage.span), "text": passage.text}


def _coverage(coverage: Coverage) -> Json:
    silent = [{**_span(it.span), "text": it.text, "reason": str(it.reason)} for it in coverage.silent]
    return {"telling": coverage.telling, "silent": silent}


def _attribution(attribution: Attribution) -> Json:
    return {
        "source": _span(attribution.source) if attribution.source else None,
        "cue": _span(attribution.cue) if attribution.cue else None,
        "content": [_span(span) for span in attribution.content],
        "kind": attribution.kind,
        "speaker": attribution.speaker,
    }


def _claim(statement: Statement, contents: dict[str, str]) -> Json:
    deed = statement.deed and {"predicate": statement.deed.predicate, "words": list(statement.deed.words)}
    return {
        "id": statement.id,
        "subject": _reference(statement.subject),
        "relation": statement.relation,
        **_known({"deed": deed}),
        "object": _reference(statement.object) if statement.object else None,
        "qualifiers": _qualifiers(statement.qualifiers),
        "content": _content(statement, contents),
        "plover": statement.plover,
        "cameo": statement.cameo,
        "stance": str(statement.stance),
        "speaker": statement.speaker,
        "relayed_by": list(statement.relayed_by),
        "quoted": statement.quoted,
        "answers": statement.answers,
        "evidence": _span(statement.evidence),
        "quote": statement.quote,
        "rule": statement.rule,
        "score": statement.score,
    }


def _predication(predication: Predication) -> Json:
    particle = predication.particle or None
    turned_by = predication.turned_by or None
    return {
        "predicate": {
            **_span(predication.span),
            "lemma": predication.lemma,
            "kind": predication.kind,
            **_known({"particle": particle}),
        },
        "arguments": [_filler(one) for one in predication.arguments],
        "negated": predication.negated,
        **_known({"turned_by": turned_by}),
        "factuality": predication.factuality,
        "voice": predication.voice,
        "relayed_by": list(predication.relayed_by),
    }


def _filler(filler: Filler) -> Json:
    return {
        "role": filler.role,
        **_span(filler.span),
        **_known({"preposition": filler.preposition or None}),
        "entities": list(filler.entities),
    }


def _content(statement: Statement, contents: dict[str, str]) -> Json | None:
    """The content of a speech act: the claim that is said, or the words, with the claim that has them as a deed."""
    if statement.content is None:
        return None
    if isinstance(statement.content, str):
        return {"claim": statement.content}
    return {**_span(statement.content), **_known({"text": contents.get(statement.id), "claim": statement.doing})}


def _qualifiers(qualifiers: Qualifiers) -> Json:
    """The circumstances that are known, under the names of the `rsh:` properties."""
    known: Json = {
        "as": qualifiers.as_ and _reference(qualifiers.as_),
        "at": qualifiers.at and _reference(qualifiers.at),
        "on": _day(qualifiers.on),
        "earliest": _day(qualifiers.earliest),
        "latest": _day(qualifiers.latest),
        "with": [_reference(one) for one in qualifiers.with_] or None,
        "regarding": qualifiers.regarding and _reference(qualifiers.regarding),
    }
    return _known(known)


def _known(values: Json) -> Json:
    """The values without unknown ones."""
    return {key: value for key, value in values.items() if value is not None}


def _reference(reference: Reference) -> Json:
    return {"entity": reference.entity, **_span(reference.span)}


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
