"""What became of a build: how many sentences of each article gave a claim, which are silent; which decisions fit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.model import Coverage, KnowledgeGraph, total
from graph.resources import read_text

if TYPE_CHECKING:
    from graph.decisions import Decided

FILE = "report.json"
"""The file of the report in the folder that a build writes."""

Json = dict[str, Any]


def report(kg: KnowledgeGraph, decided: Decided | None = None) -> Json:
    """The report as JSON values, as `data/report.schema.json` describes them; articles in the order of their ids.

    What people decided is told where they decided anything.
    """
    known = dict(kg.coverage)
    claims: dict[str, int] = {}
    for claim in kg.claims:
        claims[claim.document] = claims.get(claim.document, 0) + 1
    claimed, telling = total(known.values())
    documents = (
        {"id": it.id, "file": it.file, "claims": claims.get(it.id, 0), "sentences": _sentences(known.get(it.id))}
        for it in kg.documents
    )
    told = {"sentences": {"telling": telling, "claimed": claimed}, "documents": [*documents]}
    return told | decisions(decided)


def decisions(decided: Decided | None) -> Json:
    """How many decisions of each kind were applied, how many claims they struck, and which could not be; sorted.

    Under the key `decisions`, which is not there where nobody decided anything.
    """
    if decided is None or not decided.outcomes:
        return {}
    # Imported here: every command knows this module, and few know of decisions.
    from graph.decisions import COLUMNS, Kind

    outcomes = sorted(decided.outcomes, key=lambda it: it.ruling)
    applied = [it.ruling.kind for it in outcomes if it.reason is None]
    unfit = ((it.ruling, it.reason) for it in outcomes if it.reason is not None)
    told = {
        "applied": {str(kind): applied.count(kind) for kind in Kind if kind in applied},
        "struck": decided.struck,
        "unfit": [{**{name: str(getattr(it, name)) for name in COLUMNS}, "reason": reason} for it, reason in unfit],
    }
    return {"decisions": told}


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
