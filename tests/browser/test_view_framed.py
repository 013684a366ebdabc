"""The page inside another page: in a notebook, an article or a blog."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import pytest

from graph.build import EMBED, PAGE, Result
from graph.view.frame import frame
from support.graphs import EXAMPLE
from support.pages import two_articles

AROUND = "<!DOCTYPE html><title>An article</title><p>Before.</p>{}<div style='height: 3000px'>After.</div>"


@pytest.fixture
def framed(window: Any, tmp_path: Path) -> Any:
    """Opens an HTML file in a browser that is offline; returns the page, its only frame, and all errors."""

    def opened(html: str) -> tuple[Any, Any, list[str]]:
        file = tmp_path / "article.html"
        file.write_text(AROUND.format(html), encoding="utf-8", newline="\n")
        page = window(offline=True, viewport={"width": 760, "height": 700}).new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: request.url.startswith("http") and complaints.append(request.url))
        page.goto(file.as_uri())
        inside = page.frames[1]
        inside.locator("[aria-busy=false]").wait_for()
        return page, inside, complaints

    return opened


def test_a_notebook_shows_the_page_and_keeps_it_away_from_itself(framed: Any) -> None:
    html = Result(two_articles())._repr_html_()
    page, inside, complaints = framed(html)
    inside.locator("#tab-disputes").click()
    inside.locator("#panel a.row").first.click()
    assert "Pedro Sanchez denies this" in inside.locator("#panel").inner_text()
    assert inside.evaluate("location.hash").startswith("#claim=")
    assert inside.evaluate("origin") == "null"
    assert inside.evaluate(
        "(() => { try { return parent.document.title } catch (error) { return error.name } })()"
    ) == ("SecurityError")
    assert page.url.endswith("article.html")
    assert complaints == []


def test_a_frame_further_down_does_not_move_the_article(framed: Any) -> None:
    eager = Result(two_articles())._repr_html_().replace(' loading="lazy"', "")
    page, inside, _ = framed(f"<div style='height: 2000px'>Before.</div>{eager}")
    assert page.evaluate("scrollY") == 0
    inside.evaluate("document.querySelector('#tab-claims').click()")
    inside.locator("#tab-claims[aria-selected=true]").wait_for()
    assert page.evaluate("scrollY") == 0


def test_the_engine_runs_in_a_frame_too(framed: Any, rendered: Any) -> None:
    _, inside, complaints = framed(frame(EXAMPLE, 600, srcdoc=rendered(EXAMPLE, True).read_text(encoding="utf-8")))
    inside.locator("#tab-ask").click()
    inside.locator("#panel table").wait_for()
    assert complaints == []


def test_the_wheel_scrolls_the_article_until_the_drawing_is_touched(framed: Any, tmp_path: Path) -> None:
    Result(EXAMPLE).write(tmp_path, embed=480)
    text = (tmp_path / EMBED).read_text(encoding="utf-8")
    assert f'src="{PAGE}"' in text
    assert 'height="480"' in text
    page, inside, complaints = framed(text)
    scale = "rashomon.chart.network.getScale()"
    before = inside.evaluate(scale)
    page.mouse.move(200, 300)
    page.mouse.wheel(0, 200)
    # Scrolling is smooth: a click before its end would hit where the page no longer is.
    page.wait_for_function("scrollY === 200")
    assert inside.evaluate(scale) == before
    inside.locator("#chart canvas").click(position={"x": 40, "y": 200})
    page.mouse.wheel(0, 200)
    inside.wait_for_function(f"{scale} < {before}")
    assert page.evaluate("scrollY") == 200
    assert complaints == []


def test_a_frame_holds_any_text(rendered: Any) -> None:
    page = rendered(EXAMPLE, False).read_text(encoding="utf-8")
    assert f'srcdoc="{escape(page)}"' in frame(EXAMPLE, 300, srcdoc=page)
