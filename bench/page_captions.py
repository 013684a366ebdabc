"""How many captions in the drawing overlap another one: `bench/page_captions.py PAGE [SELECTIONS]`.

The page of a build is opened in a real browser, and the entities with the most claims (200 by default) are selected one
after the other. Names, words on lines, notes and the names of regions are compared as drawn, with their rotation.
Prints the worst selections and the total, and exits with 1 if any two overlap.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

if TYPE_CHECKING:
    from playwright.sync_api import Page

SELECTIONS = 200
WORST = 5
WINDOWS = ((1300, 850), (390, 844))


def main(arguments: list[str]) -> int:
    """Counts in a wide window and in one the size of a phone."""
    from playwright.sync_api import sync_playwright

    from support.browser import launch

    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    selections = int(arguments[1]) if len(arguments) == 2 else SELECTIONS
    overlapping = 0
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for width, height in WINDOWS:
            context = browser.new_context(
                viewport={"width": width, "height": height}, offline=True, reduced_motion="reduce"
            )
            page = context.new_page()
            page.goto(Path(arguments[0]).resolve().as_uri())
            page.locator("main[aria-busy=false]").wait_for()
            overlapping += counted(page, f"{width} x {height}", selections)
            context.close()
        browser.close()
    return 1 if overlapping else 0


def counted(page: Page, window: str, selections: int) -> int:
    """The number of overlapping pairs in all selections together."""
    from support.captions import OVERLAPS
    from support.visit import FOLLOWED, PAINTED

    ids = page.evaluate("(count) => rashomon.chart.scope.all.slice(0, count)", selections)
    found: list[tuple[int, int, str]] = []
    for id in ids:
        page.evaluate(FOLLOWED, f"#node={id}")
        page.evaluate(PAINTED)
        told = page.evaluate(OVERLAPS)
        found.append((told["pairs"], told["written"], id))
    total = sum(pairs for pairs, _, _ in found)
    written = sum(written for _, written, _ in found)
    print(f"{window}: {len(ids)} selections, {written} captions drawn, {total} overlapping pairs", flush=True)
    for pairs, written, id in sorted(found, reverse=True)[:WORST]:
        if pairs:
            print(f"  {id}: {pairs} pairs among {written}")
    return total


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
