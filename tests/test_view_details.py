"""Small things that mislead a reader: what covers what, which name stands where, what a button leads to."""

from __future__ import annotations

from typing import Any

import pytest
from view_fixture import two_articles
from visit import Visit

pytest_plugins = ["browser"]

WORDS_AT_MARKS = """() => {
  const { chart } = rashomon;
  const [{ prototype }, marks] = [CanvasRenderingContext2D, []];
  const { arc, beginPath, fill } = prototype;
  let last;
  prototype.beginPath = function () { last = null; beginPath.call(this); };
  prototype.arc = function (x, y, ...more) { last = { x, y }; arc.call(this, x, y, ...more); };
  prototype.fill = function (...more) { if (last && this.fillStyle === chart.colours.denied) marks.push(last); fill.apply(this, more); };
  chart.full(chart.network.canvas.frame.canvas.getContext("2d"));
  Object.assign(prototype, { arc, beginPath, fill });
  return marks.map((at) => chart.captions.at(at) ?? null);
}"""


@pytest.mark.parametrize("far", [120, 170, 210, 400])
def test_no_words_stand_on_the_mark_of_a_denial(visit: Any, far: int) -> None:
    close = f"&pin=0,0,petro&pin={far},{far // 3},us-gov"
    seen: Visit = visit(two_articles(), f"#claim=critic{close}", viewport={"width": 1440, "height": 900}, sparql=False)
    covered = seen.script(WORDS_AT_MARKS)
    assert covered
    assert set(covered) == {None}
    written = seen.script("rashomon.chart.captions.drawn.map(({ id }) => id)")
    assert set(written) >= set(seen.script("rashomon.data.linesOf.get('critic').map(({ id }) => id)"))
