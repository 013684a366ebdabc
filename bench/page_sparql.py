"""How long the page takes to answer the named queries in headless Chromium, on 100,000 quads or more.

usage: python bench/page_sparql.py [--claims N] [--limit SECONDS] [--keep FILE]

The claims are invented (`bench/synthetic.py`). Reading the data is timed separately; each query is asked three times
and the median counts. Exit code 1 if a median is above the limit (a second by default). Required parameters get the
names of the entities with the most claims.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright
from synthetic import knowledge

from graph.queries import named_queries
from graph.triples import quads
from graph.view import render

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from browser import launch

if TYPE_CHECKING:
    from playwright.sync_api import Page

_TOOK = re.compile(r"([\d,]+) rows?, in ([\d.]+) (ms|s)\.")
_PATIENCE = 300_000
_ROUNDS = 3


def main() -> int:
    """Prints the time to read the data, and the median of each query."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=4_800)
    parser.add_argument("--limit", type=float, default=1.0)
    parser.add_argument("--keep", type=Path, metavar="FILE", help="where to save the page")
    options = parser.parse_args()
    made = knowledge(options.claims)
    html = render(made)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = (options.keep or Path(folder) / "view.html").resolve()
        file.write_text(html, encoding="utf-8", newline="\n")
        browser = launch(playwright)
        page = browser.new_context(offline=True).new_page()
        page.set_default_timeout(_PATIENCE)
        page.goto(file.as_uri())
        page.locator("main[aria-busy=false]").wait_for()
        print(f"{options.claims} claims, {sum(1 for _ in quads(made))} quads, {len(html.encode()) / 1e6:.1f} MB")
        slowest = max(_ask(page))
        browser.close()
    return int(slowest > options.limit)


def _ask(page: Page) -> list[float]:
    """The median seconds of each named query."""
    start = perf_counter()
    page.locator("#tab-ask").click()
    print(f"read within {_answered(page, start):.1f} s, with the first answer")
    named = page.evaluate("[...rashomon.view.saidBy].sort((a, b) => b[1].length - a[1].length).map(([id]) => id)")
    medians = []
    for query in named_queries():
        page.locator("#question").select_option(query.name)
        needed = [it.name for it in query.parameters if it.required]
        for name, value in zip(needed, named, strict=False):
            page.locator(f".parameters input[name='{name}']").fill(f"id:{value}")
        times, rows = [], ""
        for _ in range(_ROUNDS):
            page.get_by_role("button", name="Run").click()
            _answered(page, start)
            rows, took, unit = _took(page)
            times.append(float(took) / (1000 if unit == "ms" else 1))
        medians.append(median(times))
        print(f"{query.name:14} {1000 * medians[-1]:7.0f} ms  {rows:>7} rows", flush=True)
    return medians


def _answered(page: Page, start: float) -> float:
    page.locator("#asked", has_text=_TOOK).wait_for()
    return perf_counter() - start


def _took(page: Page) -> tuple[str, str, str]:
    found = _TOOK.search(page.locator("#asked").inner_text())
    if found is None:
        sys.exit(f"no answer: {page.locator('#asked').inner_text()}")
    rows, took, unit = found.groups()
    return rows, took, unit


if __name__ == "__main__":
    sys.exit(main())
