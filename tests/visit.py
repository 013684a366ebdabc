"""Opening a knowledge graph as a page in a browser that is offline, and noting all that the page does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page


class Visit:
    """A page that was opened, and everything that it did besides showing something."""

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
        """Follow a link inside the page."""
        self.page.evaluate("hash => { location.hash = hash }", address)
        self.page.wait_for_timeout(30)

    def quiet(self) -> bool:
        """Whether nothing was asked of the network, nothing complained, and no payload ran."""
        own = [url for url in self.requests if not url.startswith(("file:", "data:", "blob:"))]
        return not own and not self.complaints and self.script("globalThis.pwned === undefined")


def on_edge(seen: Visit, relation: str, stance: str) -> tuple[float, float]:
    """Where on the screen the middle of an edge is."""
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
