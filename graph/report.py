"""The outcome of a build: counts, failures, versions; how much of each article was read; how long it took."""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import AnnotationError, ArticleError, InputError
from graph.memory import peak_memory
from graph.model import Coverage, KnowledgeGraph, Skipped, total
from graph.resources import read_text

if TYPE_CHECKING:
    from graph.decisions import Decided
    from graph.provenance import About

FILE = "report.json"
"""The name of the report in the folder that a build writes."""

Json = dict[str, Any]


COUNTED = ("documents", "entities", "claims", "disputes")
"""What is counted in every build."""


class Stages:
    """How long each stage of a build takes, and the peak memory that its main process has held by the end of the stage.

    Both differ from run to run; nothing else that a build writes does.
    """

    def __init__(self) -> None:
        """Begins the first stage."""
        self._begun = time.perf_counter()
        self.done: dict[str, Json] = {}

    def end(self, name: str) -> None:
        """Ends the stage with this name, and begins the next."""
        now = time.perf_counter()
        self.done[name] = {"seconds": round(now - self._begun, 3), "megabytes": peak_memory()}
        self._begun = now


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a build, apart from its knowledge."""

    failures: Sequence[InputError] = ()
    skipped: Sequence[Skipped] = ()
    left_out: int = 0
    decided: Decided | None = None


def report(
    kg: KnowledgeGraph, outcome: Outcome, told: About, stages: Stages | None = None, *, shown: int | None = None
) -> Json:
    """The report as JSON values, as `data/report.schema.json` describes them; articles in the order of their ids.

    It includes the decisions if there are any, `stages` if these were measured, and, if the page does not have all
    claims, how many it has (`shown`).
    """
    known = dict(kg.coverage)
    claims: dict[str, int] = {}
    for claim in kg.claims:
        claims[claim.document] = claims.get(claim.document, 0) + 1
    documents = (
        {"id": it.id, "file": it.file, "claims": claims.get(it.id, 0), "sentences": _sentences(known.get(it.id))}
        for it in kg.documents
    )
    claimed, telling = total(known.values())
    return {
        "counts": counts(kg),
        **({} if shown in (None, len(kg.claims)) else {"page": {"claims": shown}}),
        "left_out": outcome.left_out,
        **decisions(outcome.decided),
        **unread(outcome.failures, outcome.skipped),
        "versions": _versions(told),
        **({"stages": stages.done} if stages else {}),
        "sentences": {"telling": telling, "claimed": claimed},
        "documents": [*documents],
    }


def counts(kg: KnowledgeGraph) -> dict[str, int]:
    """The number of everything that is counted in a build, by name."""
    found = (kg.documents, kg.entities, kg.claims, kg.disputes())
    return {name: len(some) for name, some in zip(COUNTED, found, strict=True)}


def summary(report: Json) -> Json:
    """What a command says about a build: its report without the individual articles, versions and stages."""
    short = {key: it for key, it in report.items() if key not in ("counts", "documents", "versions", "stages")}
    return {**report["counts"], **short}


def unread(failures: Sequence[InputError], skipped: Sequence[Skipped]) -> Json:
    """What was not read, and why."""
    return {"failures": [_failure(it) for it in failures], "skipped": [asdict(it) for it in skipped]}


def _failure(error: InputError) -> Json:
    if isinstance(error, AnnotationError):
        faults = [asdict(it) for it in error.faults]
        return {"file": error.file, "reason": error.reason, "place": error.place, "faults": faults}
    if isinstance(error, ArticleError):
        return {"file": error.file, "reason": error.cause, "place": error.place, "step": error.step}
    return {"file": error.file, "reason": error.reason, "place": error.place}


def _versions(told: About) -> Json:
    """The versions of what the graph was made with."""
    software = dict([told.software]) if told.software else {}
    return {**software, "Python": platform.python_version(), "readers": [*told.readers], "models": [*told.models]}


def decisions(decided: Decided | None) -> Json:
    """How many decisions of each kind were applied, how many claims they removed, and which ones did not apply; sorted.

    This is under the key `decisions`, which is missing if nobody decided anything.
    """
    if decided is None or not decided.outcomes:
        return {}
    # Imported here: every command uses this module, and few use decisions.
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
    """The report of the build in `folder`; None if it wrote none."""
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
    """The sentences of an article; None if its reader does not report them."""
    if coverage is None:
        return None
    silent = [{"start": it.span.start, "end": it.span.end, "reason": str(it.reason)} for it in coverage.silent]
    return {"telling": coverage.telling, "claimed": coverage.claimed, "silent": silent}
