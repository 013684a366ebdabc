"""What a reporter's tasks take on the page of a build, in clicks, keys and typed texts: `bench/page_tasks.py PAGE`.

Prints a table, and exits with 1 if a task takes more than four steps, or cannot be done although everything needed
was read.
The names are those with the most claims in the build. Filters are also moved to both ends, and any disagreement
between drawing, lists and counts is reported.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


def main(arguments: list[str]) -> int:
    """Does all tasks on the given page."""
    from playwright.sync_api import sync_playwright

    from support.browser import launch

    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    with sync_playwright() as playwright:
        browser = launch(playwright)
        failed = tasks(browser, Path(arguments[0]).resolve().as_uri())
        faults = agreement(opened(browser, Path(arguments[0]).resolve().as_uri()))
        browser.close()
    for fault in faults:
        print(f"does not agree: {fault}", file=sys.stderr)
    return 1 if failed or faults else 0


def opened(browser: Browser, address: str) -> Page:
    """The page in its own window, ready to be used."""
    page = browser.new_context(
        viewport={"width": 1300, "height": 850}, offline=True, reduced_motion="reduce"
    ).new_page()
    page.goto(address)
    page.locator("main[aria-busy=false]").wait_for()
    return page


def tasks(browser: Browser, address: str) -> int:
    """Does each task and prints what it takes; returns how many failed."""
    from support.reporter import MOST, PICKED, TASKS, Reporter, possible

    failed = 0
    for name, (needed, task) in TASKS.items():
        page = opened(browser, address)
        picked = page.evaluate(PICKED)
        if not possible(picked, needed):
            print(f"{name:32} nothing to ask for was read")
            continue
        reporter = Reporter(page)
        try:
            task(reporter, picked)
            told = f"{reporter.done}"
        except AssertionError as error:
            told = f"FAILED: {str(error).splitlines()[0] if str(error) else 'not what was asked for'}"
        kept = told.isdigit() and reporter.done <= MOST
        failed += not kept
        print(f"{name:32} {told:8} {picked.get(needed or '') or ''}", flush=True)
        page.context.close()
    return failed


def agreement(page: Page) -> list[str]:
    """Moves every slider, menu and button of the page to each of its ends; returns what then disagrees."""
    from support.agreement import FAULTS

    found: list[str] = []
    moved = 0

    def look(what: str) -> None:
        nonlocal moved
        moved += 1
        found.extend(f"{what}: {fault}" for fault in page.evaluate(FAULTS))

    page.get_by_role("tab", name="Claims").click()
    for part in ("legend", "filters"):
        if page.locator(f"#{part}").get_attribute("open") is None:
            page.locator(f"#{part} > summary").click()
    for slider in page.locator("#keys input, #filters input[type=range]").all():
        label = slider.get_attribute("aria-label") or ""
        for key in ("Home", "End") if label.startswith("Until") else ("End", "Home"):
            slider.press(key)
            look(f"{label} {key}")
    for select in page.locator("#filters select, .claim-filters select").all():
        options = [it.get_attribute("value") or "" for it in select.locator("option").all()]
        for value in dict.fromkeys((*options[1:3], options[-1])):
            select.select_option(value)
            look(f"menu {value}")
        select.select_option("")
    for button in page.locator("#keys button:visible, #filters .keys button").element_handles():
        button.click()
        look(f"without {button.inner_text().splitlines()[0]}")
        button.click()
    print(f"{'filters moved, faults found':32} {moved}, {len(found)}")
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
