"""What became of each article of a build: how many of its sentences gave a claim, and which are silent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from graph.model import Coverage, KnowledgeGraph, total
from graph.resources import read_text

FILE = "report.json"
"""The file of the report in the folder that a build writes."""

Json = dict[str, Any]


def report(kg: KnowledgeGraph) -> Json:
    """The report as JSON values, as `data/report.schema.json` describes them; articles in the order of their ids."""
    known = dict(kg.coverage)
    claims: dict[str, int] = {}
    for claim in kg.claims:
        claims[claim.document] = claims.get(claim.document, 0) + 1
    claimed, telling = total(known.values())
    documents = (
        {"id": it.id, "file": it.file, "claims": claims.get(it.id, 0), "sentences": _sentences(known.get(it.id))}
        for it in kg.documents
    )
    return {"sentences": {"telling": telling, "claimed": claimed}, "documents": [*documents]}


def written_in(folder: Path) -> Json | None:
    """The report of the build in `folder`; None where it wrote none."""
    path = folder / FILE
    if not path.is_file():
        return None
    parsed: Json = json.loads(path.read_text(encoding="utf-8"))
    return parsed


def schema() -> Json:
    """The JSON Schema (2020-12) of what `report` returns."""
    parsed: Json = json.loads(read_text("report.schema.json"))
    return parsed


def _sentences(coverage: Coverage | None) -> Json | None:
    """The sentences of an article; None where whoever read it does not tell."""
    if coverage is None:
        return None
    silent = [{"start": it.span.start, "end": it.span.end, "reason": str(it.reason)} for it in coverage.silent]
    return {"telling": coverage.telling, "claimed": coverage.claimed, "silent": silent}
