"""A reading as JSON: what `annotate` writes about an article, and what was not read."""

from __future__ import annotations

import json
from typing import Any

from graph.extract.refusals import Refusal
from graph.model import Span
from graph.resources import read_text as resource
from graph.standoff import to_json
from graph.why import Reading

Json = dict[str, Any]


def record(reading: Reading) -> Json:
    """The reading as JSON values. Offsets count code points of `text`."""
    text = reading.document.text
    return {
        "text": text,
        "sentences": [_span(it, text) for it in reading.sentences],
        "read": to_json(reading.annotation),
        "left_open": list(reading.left_open),
        "not_read": [_refusal(it, text) for it in reading.refusals],
    }


def schema() -> Json:
    """The JSON Schema (2020-12) of what `record` returns; `graph.standoff.schema` describes its `read`."""
    parsed: Json = json.loads(resource("reading.schema.json"))
    return parsed


def _refusal(refusal: Refusal, text: str) -> Json:
    reason = refusal.reason
    return {
        **_span(refusal.span, text),
        "step": str(reason.step),
        "reason": str(reason),
        "because": reason.sentence,
        "relation": refusal.relation,
        "rule": refusal.rule,
        "frame": refusal.frame,
        "argument": refusal.argument and _span(refusal.argument, text),
        "found": refusal.found,
        "wanted": list(refusal.wanted),
    }


def _span(span: Span, text: str) -> Json:
    return {"start": span.start, "end": span.end, "text": span.of(text)}
