"""Standoff JSON: what was read in one article, by offsets, for scorers and other people's tools.

Offsets count code points of the decoded text (`graph.read.decode`); JavaScript counts UTF-16 units.
The schema is `data/standoff.schema.json`.
"""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from graph.model import Annotation, Attribution, Metadata, Qualifiers, Reference, Span, Statement
from graph.resources import read_text

Json = dict[str, Any]


def to_json(annotation: Annotation) -> Json:
    """The annotation as JSON values; lists keep their order, so the same annotation gives the same bytes."""
    contents = dict(annotation.contents)
    return {
        "document": _document(annotation.metadata),
        "mentions": [
            {**_span(one.span), "text": one.text, "type": one.type, "entity": one.entity} for one in annotation.mentions
        ],
        "entities": [
            {"id": one.id, "type": one.type, "label": one.label, "aliases": list(one.aliases)}
            for one in annotation.entities
        ],
        "attributions": [_attribution(one) for one in annotation.attributions],
        "claims": [_claim(one, contents) for one in annotation.statements],
        **({"rules": dict(annotation.rules)} if annotation.rules else {}),
    }


def to_text(annotation: Annotation) -> str:
    """The annotation as the text of a JSON file, in UTF-8 characters and with a final newline."""
    return json.dumps(to_json(annotation), ensure_ascii=False, indent=1) + "\n"


def schema() -> Json:
    """The JSON Schema (2020-12) of what `to_json` returns."""
    parsed: Json = json.loads(read_text("standoff.schema.json"))
    return parsed


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
    }


def _attribution(attribution: Attribution) -> Json:
    return {
        "source": _span(attribution.source) if attribution.source else None,
        "cue": _span(attribution.cue) if attribution.cue else None,
        "content": [_span(span) for span in attribution.content],
        "kind": attribution.kind,
        "speaker": attribution.speaker,
    }


def _claim(statement: Statement, contents: dict[str, str]) -> Json:
    return {
        "id": statement.id,
        "subject": _reference(statement.subject),
        "relation": statement.relation,
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


def _content(statement: Statement, contents: dict[str, str]) -> Json | None:
    """What a speech act says: the claim that says it, or the words."""
    if statement.content is None:
        return None
    if isinstance(statement.content, str):
        return {"claim": statement.content}
    return {**_span(statement.content), "text": contents[statement.id]}


def _qualifiers(qualifiers: Qualifiers) -> Json:
    """Only the circumstances that are known, under the names of the `rsh:` properties."""
    known: Json = {
        "as": qualifiers.as_ and _reference(qualifiers.as_),
        "at": qualifiers.at and _reference(qualifiers.at),
        "on": _day(qualifiers.on),
        "earliest": _day(qualifiers.earliest),
        "latest": _day(qualifiers.latest),
        "with": [_reference(one) for one in qualifiers.with_],
        "regarding": qualifiers.regarding and _reference(qualifiers.regarding),
    }
    return {key: value for key, value in known.items() if value}


def _reference(reference: Reference) -> Json:
    return {"entity": reference.entity, **_span(reference.span)}


def _span(span: Span) -> Json:
    return {"start": span.start, "end": span.end}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
