"""How quickly a large page opens and moves, in a real browser: `bench/page.py [small] [large] [archive]`, or all three.

`small` is a graph of 2,000 entities and 6,000 lines, `large` one of 20,000 entities and 100,000 claims, with each
invented sentence in a paragraph of its own, and `archive` one of 10,000 articles with their texts, of which a page has
room for only a part. Prints a table, and exits with 1 if a figure misses its limit.
Times are the best of several runs: on a busy machine, the other runs say little.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from graph.model import KnowledgeGraph

RUNS = 3
TEXT = 6000
"""The number of characters in an article of a thousand words."""
FRAMES = """async (kind) => {
  const { chart } = rashomon;
  const { network } = chart;
  const [{ x, y }, scale] = [network.getViewPosition(), network.getScale()];
  const times = [];
  let painted = 0;
  const count = () => (painted += 1);
  chart.stage.addEventListener("drawn", count);
  await new Promise((done) => requestAnimationFrame(function step(now) {
    times.push(now);
    const turn = times.length / 12;
    if (now - times[0] > 2500) return done();
    if (kind === "pan") {
      const position = { x: x + (300 * Math.sin(turn)) / scale, y: y + (100 * Math.cos(turn)) / scale };
      network.moveTo({ position, scale });
    } else network.moveTo({ position: { x, y }, scale: scale * (1.8 + 0.9 * Math.sin(turn)) });
    requestAnimationFrame(step);
  }));
  chart.stage.removeEventListener("drawn", count);
  network.moveTo({ position: { x, y }, scale });
  return (1000 * (painted - 1)) / (times.at(-1) - times[0]);
}"""
HELD = """(({ claims, disputes, articles, passagesIn }) =>
  [claims.size, disputes.length, articles.size, passagesIn.size])(rashomon.data)"""
PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@dataclass
class Report:
    """The figures, each with its limit, and whether all limits are met."""

    failed: list[str] = field(default_factory=list)

    def line(
        self, name: str, value: float, unit: str, *, most: float | None = None, least: float | None = None
    ) -> None:
        """Prints one figure."""
        kept = (most is None or value <= most) and (least is None or value >= least)
        limit = f"at most {most:g}" if most is not None else f"at least {least:g}" if least is not None else ""
        print(f"{name:58} {value:9.1f} {unit:5} {limit:14} {'' if kept else 'MISSED'}".rstrip(), flush=True)
        if not kept:
            self.failed.append(name)


def main(arguments: list[str]) -> int:
    """Builds, opens and moves the requested pages."""
    from playwright.sync_api import sync_playwright

    from support.browser import launch

    report = Report()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = launch(playwright)
        for name in arguments or ["small", "large", "archive"]:
            {"small": small, "large": large, "archive": archive}[name](browser, Path(folder), report)
        browser.close()
    for name in report.failed:
        print(f"missed: {name}", file=sys.stderr)
    return 1 if report.failed else 0


def built(kg: KnowledgeGraph, file: Path, report: Report, most: float) -> None:
    """Writes the page of an invented graph."""
    from graph.view import render

    before, start = peak(), time.perf_counter()
    file.write_text(render(kg), encoding="utf-8", newline="\n")
    report.line(
        f"{len(kg.entities):,} entities, {len(kg.claims):,} claims: written in", time.perf_counter() - start, "s"
    )
    report.line("peak memory for that", peak() - before, "MB")
    report.line("size", file.stat().st_size / 1e6, "MB", most=most)


def peak() -> float:
    """The peak memory of this process, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def opened(browser: Browser, file: Path) -> tuple[Page, float]:
    """The page, and the seconds until it can be used."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True).new_page()
    start = time.perf_counter()
    page.goto(file.as_uri())
    page.locator("main[aria-busy=false]").wait_for()
    page.evaluate(PAINTED)
    return page, time.perf_counter() - start


def quickest(browser: Browser, file: Path) -> tuple[Page, float]:
    """The page of the last of several runs, and the shortest time."""
    times = []
    for run in range(RUNS):
        page, took = opened(browser, file)
        times.append(took)
        if run < RUNS - 1:
            page.context.close()
    return page, min(times)


def frames(page: Page, report: Report, what: str, least: float | None) -> None:
    """The frames per second while the view is moved and zoomed."""
    for kind in ("pan", "zoom"):
        best = max(float(page.evaluate(FRAMES, kind)) for _ in range(2))
        report.line(f"{kind}, {what}", best, "fps", least=least)


def timed(action: Callable[[], Any], page: Page) -> float:
    """The seconds until the effect of an action is painted."""
    start = time.perf_counter()
    action()
    page.evaluate(PAINTED)
    return time.perf_counter() - start


def drawn(page: Page) -> tuple[int, int]:
    """How many entities and lines are drawn."""
    entities, lines = page.evaluate("[rashomon.chart.places().size, rashomon.chart.drawn.length]")
    return int(entities), int(lines)


def small(browser: Browser, folder: Path, report: Report) -> None:
    """2,000 entities and 6,000 lines, all of them drawn."""
    from support.pages import large as invented

    file = folder / "small.html"
    built(invented(2000, 6600), file, report, most=6.5)
    page, took = quickest(browser, file)
    report.line("opens, can be used", took, "s", most=1.2)
    frames(page, report, f"with the {drawn(page)[0]:,} entities that it opens with", 50)
    button = page.get_by_role("button", name="All", exact=True)
    report.line("all entities drawn after", timed(button.click, page), "s", most=3)
    page.evaluate("rashomon.chart.fit()")
    entities, lines = drawn(page)
    frames(page, report, f"with {entities:,} entities and {lines:,} lines in view", 50)
    page.context.close()


def large(browser: Browser, folder: Path, report: Report) -> None:
    """20,000 entities and 100,000 claims; the page opens with the most important 1,000 entities."""
    from support.pages import large as invented

    file = folder / "large.html"
    built(invented(20_100, 104_000), file, report, most=30)
    page, took = quickest(browser, file)
    report.line("opens, can be used", took, "s", most=3.5)
    report.line("entities that it opens with", drawn(page)[0], "", least=1000)
    frames(page, report, "with these", None)
    hidden = page.evaluate("rashomon.chart.scope.all.filter((id) => !rashomon.chart.places().has(id)).slice(0, 3)")
    for id in hidden:
        label = page.evaluate("(id) => rashomon.data.name(id)", id)
        page.keyboard.press("/")
        page.keyboard.type(label)
        report.line(
            f"search finds {label}, and draws it with its neighbours, in", timed(pressed(page), page), "s", most=1
        )
        if page.locator("#panel h2").inner_text() != label or not page.evaluate(
            "(id) => rashomon.chart.places().has(id)", id
        ):
            report.failed.append(f"{label} is not found")
    hub = page.evaluate("rashomon.chart.scope.all[0]")
    took = timed(lambda: page.evaluate("(id) => rashomon.state.select({ kind: 'node', id })", hub), page)
    report.line("the entity with the most claims is drawn with neighbours in", took, "s", most=0.6)
    report.line("neighbours that have room", drawn(page)[0] - 1, "", least=10)
    page.context.close()


def archive(browser: Browser, folder: Path, report: Report) -> None:
    """10,000 articles with 100,000 claims and their whole texts."""
    from synthetic import knowledge

    kg = with_texts(knowledge(100_000, each=10))
    file = folder / "archive.html"
    built(kg, file, report, most=30)
    page, took = quickest(browser, file)
    report.line("opens, can be used", took, "s", most=6)
    claims, disputes, articles, texts = page.evaluate(HELD)
    report.line(f"claims that it holds, of {len(kg.claims):,}", claims, "")
    report.line(f"disputes, of {len(kg.disputes()):,}", disputes, "", least=len(kg.disputes()))
    report.line(f"articles, of {len(kg.documents):,}", articles, "")
    report.line(f"articles with their text, of {len(kg.passages):,}", texts, "")
    page.context.close()


def with_texts(kg: KnowledgeGraph) -> KnowledgeGraph:
    """The graph with a text for each article: its sentences in their places, and invented words between them."""
    from graph.model import Passage, Span
    from support.pages import vocabulary

    random = Random(1)
    words = vocabulary(random)
    said: dict[str, dict[int, str]] = {it.id: {} for it in kg.documents}
    for claim in kg.claims:
        said[claim.document][claim.evidence.start] = claim.quote
    passages = []
    for document, sentences in said.items():
        text = ""
        for start, quote in [*sorted(sentences.items()), (TEXT, "")]:
            room = max(0, start - len(text))
            filled = " ".join(words[int(len(words) ** random.random()) - 1] for _ in range(room // 3 + 1))
            text += f"{filled[: room - 1]} {quote}" if room else quote
        passages.append(Passage(document, Span(0, len(text)), text))
    return replace(kg, passages=tuple(passages))


def pressed(page: Page) -> Callable[[], None]:
    """Takes the first suggestion."""
    return lambda: page.keyboard.press("Enter")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
