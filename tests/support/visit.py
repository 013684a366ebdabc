"""Opens pages in a browser (those of a graph, offline, and those of a server) and records everything that they do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from graph.model import KnowledgeGraph
from support.server import Server

if TYPE_CHECKING:
    from playwright.sync_api import Page


FOLLOWED = """(hash) => new Promise((followed) => {
  const before = location.href;
  location.hash = hash;
  const there = location.href;
  if (there === before) followed();
  else addEventListener("hashchange", function done({ newURL }) {
    if (newURL !== there) return;
    removeEventListener("hashchange", done);
    followed();
  });
})"""
"""Goes to an address in the page, and waits until the page knows it: the page's own listener was registered first."""

PAINTED = "() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(() => painted())))"
"""Sizes are observed after a frame has been laid out, and the next frame paints accordingly."""


class Visit:
    """An open page, and everything that it did besides showing something."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))

    def text(self, selector: str = "#panel") -> str:
        return self.page.locator(selector).inner_text()

    def script(self, source: str, argument: object = None) -> Any:
        return self.page.evaluate(source, argument)

    def go(self, address: str) -> None:
        """Follows a link inside the page."""
        self.page.evaluate(FOLLOWED, address)
        self.settle()

    def back(self) -> None:
        """Goes back one step, as with the browser's button."""
        self.page.go_back()
        self.settle()

    def anew(self, width: int, height: int) -> None:
        """Reopens the page in a window of this size."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.reload()
        self.ready()

    def ready(self) -> None:
        """Waits until the page has read its data and shows it."""
        self.page.locator("main[aria-busy=false]").wait_for()
        self.settle()

    def settle(self) -> None:
        """Waits until the effect of earlier actions has been laid out and painted."""
        self.page.evaluate(PAINTED)

    def quiet(self) -> bool:
        """Whether there were no network requests and no errors, and no payload ran."""
        own = [url for url in self.requests if not url.startswith(("file:", "data:", "blob:"))]
        return not own and not self.complaints and self.script("globalThis.pwned === undefined")


def on_edge(seen: Visit, relation: str, stance: str) -> tuple[float, float]:
    """The screen position of the middle of an edge."""
    point = seen.script(
        """([relation, stance]) => {
          const { data, chart } = rashomon;
          const line = [...data.lines.values()].find((each) => each.relation === relation && each.stance === stance);
          const dom = chart.network.canvasToDOM(chart.captions.middle(chart.courses.get(line.id).course));
          const box = chart.stage.getBoundingClientRect();
          return [box.left + dom.x, box.top + dom.y];
        }""",
        [relation, stance],
    )
    return point[0], point[1]


def shown_lines(seen: Visit) -> list[str]:
    found: list[str] = seen.script("rashomon.chart.drawn.map(({ line }) => line.relation).sort()")
    return found


# --------------------------------------------------------------------------------- asking SPARQL in the page

CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?a != ?i) }"
"""A query that takes for ever on any graph with a few hundred triples."""


def said(seen: Visit, pattern: str) -> None:
    """Waits until the page reacts to a query."""
    from playwright.sync_api import expect

    expect(seen.page.locator("#asked")).to_have_text(re.compile(pattern))


def write(seen: Visit, query: str) -> None:
    """Asks a query of the user's own, and waits for the page's reaction."""
    seen.page.locator("#question").select_option("")
    seen.page.locator(".editor textarea").fill(query)
    seen.page.get_by_role("button", name="Run").click()
    said(seen, r"[^…]$")


def asking(visit: Any, kg: KnowledgeGraph, **more: Any) -> Visit:
    seen: Visit = visit(kg, "#list=ask", **more)
    said(seen, "rows?, in ")
    return seen


# -------------------------------------------------------------------------------------- the server's pages


class Served:
    """A page of the server, and everything that it did besides showing something."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self.server = server
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        page.on(
            "request", lambda it: it.url.startswith((server.url, "data:", "blob:")) or self.elsewhere.append(it.url)
        )
        page.on("console", lambda it: self.complaints.append(f"{it.type}: {it.text}"))
        page.on("pageerror", lambda it: self.complaints.append(str(it)))

    def go(self, path: str) -> None:
        self.page.goto(self.server.url + path)

    @property
    def noise(self) -> list[str]:
        return self.elsewhere + self.complaints

    def rows(self) -> list[str]:
        self.page.wait_for_selector(".yasr table tbody tr")
        return self.page.locator(".yasr table tbody tr").all_inner_texts()


def asked_by(seen: Served) -> str:
    """The query in the open tab of the workbench."""
    text: str = seen.page.evaluate("document.querySelector('.tabPanel.active .CodeMirror').CodeMirror.getValue()")
    return text
