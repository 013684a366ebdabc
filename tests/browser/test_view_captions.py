"""The captions in the drawing: names and words on lines, none of which overlaps another."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.build import PAGE
from graph.model import KnowledgeGraph
from support.captions import OVERLAPS
from support.visit import Visit

SELECTED = 25
NAMED = "(id) => rashomon.chart.captions.named.some((it) => it.id === id)"


@pytest.mark.parametrize("width", [390, 1300])
@pytest.mark.parametrize("graph", ["seeds", "dense"])
def test_no_caption_lies_over_another(visit: Any, built: Path, many: KnowledgeGraph, graph: str, width: int) -> None:
    seen: Visit = visit(built / PAGE if graph == "seeds" else many, viewport={"width": width, "height": 850})
    ids = seen.script("(count) => rashomon.chart.scope.all.slice(0, count)", SELECTED)
    assert len(ids) > 20
    for id in ids:
        seen.go(f"#node={id}")
        told = seen.script(OVERLAPS)
        assert told["pairs"] == 0, id
        assert seen.script(NAMED, id), id
    seen.go("")
    seen.script("rashomon.chart.fit()")
    seen.settle()
    told = seen.script(OVERLAPS)
    assert told["pairs"] == 0
    assert told["written"] > 5
    assert seen.quiet(), seen.complaints
