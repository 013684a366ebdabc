"""The page, in a real browser over file:// with the network cut: what it shows, and what it never does."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import chromium  # noqa: F401
from example_graph import EXAMPLE, RICH, knowledge_graphs
from hypothesis import HealthCheck, given, settings
from view_fixture import large, two_articles

from graph.model import (
    ANYONE,
    DOCUMENT,
    Account,
    Claim,
    Edge,
    Entity,
    KnowledgeGraph,
    Metadata,
    Proposition,
    Span,
    Stance,
)
from graph.ontology import load
from graph.resources import data_dir
from graph.view import render
from graph.view.drawing import draw
from graph.view.layout import place
from graph.view.page import SCRIPTS
from graph.view.words import boxes, bundles

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

VIEW = data_dir() / "view"
EMPTY = KnowledgeGraph((), (), (), (), (), (Account(ANYONE, ()),))

PAYLOADS = (
    "<script>globalThis.pwned=1</script>",
    "</script><script>globalThis.pwned=1</script>",
    "<!--<script>globalThis.pwned=1//",
    "<img src=x onerror=globalThis.pwned=1>",
    "<svg onload=globalThis.pwned=1>",
    "<svg><script>globalThis.pwned=1</script></svg>",
    "<iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<iframe src=javascript:parent.pwned=1>",
    "<a href=javascript:globalThis.pwned=1>href</a>",
    "javascript:globalThis.pwned=1//",
    "JaVaScRiPt:globalThis.pwned=1//https://example.org",
    "data:text/html,<script>globalThis.pwned=1</script>",
    'https://example.org/"onmouseover=globalThis.pwned=1 x="',
    "' onfocus=globalThis.pwned=1 autofocus '",
    '" onload=globalThis.pwned=1 "',
    "`-globalThis.pwned=1-`",
    "${globalThis.pwned=1}",
    "{{ globalThis.pwned=1 }}{% raw %}",
    "{{ ''.__class__.__mro__ }}",
    "\\u003cscript>globalThis.pwned=1</script>",
    "&lt;script&gt;globalThis.pwned=1&lt;/script&gt;",
    "</style><style>@import url(https://evil.example/x.css)</style>",
    "<meta http-equiv=refresh content='0;url=javascript:globalThis.pwned=1'>",
    "<base href=https://evil.example/>",
    "<form action=https://evil.example><button autofocus>x",
    "]]><script>globalThis.pwned=1</script>",
    "\u2028globalThis.pwned=1\u2029",
    "\x00<script\x00>globalThis.pwned=1</script>",
    "\u202e<script>globalThis.pwned=1</script>\u2066",
    "\ud800<script>globalThis.pwned=1</script>\ufeff\u200b",
    "__proto__",
    "constructor",
)


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
        own = [url for url in self.requests if not url.startswith(("file:", "data:"))]
        return not own and not self.complaints and self.script("globalThis.pwned === undefined")


@pytest.fixture
def visit(chromium: Browser, tmp_path: Path) -> Iterator[Any]:  # noqa: F811
    """Opens a knowledge graph as a page, in a browser that is offline."""
    contexts = []

    def opened(kg: KnowledgeGraph, address: str = "", **more: Any) -> Visit:
        file = tmp_path / "view.html"
        file.write_text(render(kg), encoding="utf-8", newline="\n")
        options: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"}
        context = chromium.new_context(offline=True, **(options | more))
        contexts.append(context)
        seen = Visit(context.new_page())
        seen.page.goto(file.as_uri() + address)
        seen.page.wait_for_function("globalThis.rashomon?.chart.network.getScale() > 0")
        seen.page.wait_for_timeout(80)
        return seen

    yield opened
    for context in contexts:
        context.close()


def on_edge(seen: Visit, relation: str, stance: str) -> tuple[float, float]:
    """Where on the screen the middle of an edge is."""
    point = seen.script(
        """([relation, stance]) => {
          const { data, chart } = rashomon;
          const line = [...data.lines.values()].find((each) => each.relation === relation && each.stance === stance);
          const dom = chart.network.canvasToDOM(chart.network.body.edges[line.id].edgeType.getPoint(0.5));
          const box = chart.stage.getBoundingClientRect();
          return [box.left + dom.x, box.top + dom.y];
        }""",
        [relation, stance],
    )
    return point[0], point[1]


def shown_lines(seen: Visit) -> list[str]:
    found: list[str] = seen.script(
        "rashomon.chart.shownEdges.getIds().map((id) => rashomon.data.lines.get(id).relation).sort()"
    )
    return found


# -------------------------------------------------------------------------- nothing leaves


@pytest.mark.parametrize("kg", [EXAMPLE, RICH, EMPTY], ids=["example", "rich", "empty"])
def test_it_loads_nothing_and_complains_of_nothing(visit: Any, kg: KnowledgeGraph) -> None:
    seen: Visit = visit(kg)
    for address in ("#list=disputes", "#list=accusations", "#list=index", "#node=gustavo-petro", "#claim=critic", "#"):
        seen.go(address)
    assert seen.requests[0].endswith("/view.html")
    assert len([url for url in seen.requests if url.startswith("file:")]) == 1
    assert seen.quiet(), seen.complaints + seen.requests


def test_the_policy_comes_first_and_allows_only_what_is_in_the_page() -> None:
    html = render(EXAMPLE)
    policy = re.search(r'<head>\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].replace("&#39;", "'").split(";"))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["img-src"] == "data:"
    assert set(rules) == {
        *("default-src", "script-src", "style-src", "img-src", "base-uri", "form-action", "require-trusted-types-for")
    }
    for name in ("script-src", "style-src"):
        assert all(re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", each) for each in rules[name].split())


def test_a_script_that_is_not_in_the_policy_does_not_run(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE)
    seen.script("""() => {
      const script = document.createElement("script");
      try { script.textContent = "globalThis.pwned = 1"; } catch { return; }
      document.body.append(script);
    }""")
    assert seen.script("globalThis.pwned === undefined")
    with pytest.raises(Exception, match="TrustedHTML"):
        seen.script("document.body.innerHTML = '<b>x</b>'")


def hostile() -> KnowledgeGraph:
    """Every payload in every field that a page could show."""
    documents, entities, propositions, claims, edges = [], [], [], [], []
    for i, bad in enumerate(PAYLOADS):
        sha256 = hashlib.sha256(str(i).encode()).hexdigest()
        documents.append(Metadata(bad, sha256, bad, bad, date(2025, 1, 1), bad, bad, "en"))
        entities.append(Entity(bad, bad if i % 2 else "Person", bad, (bad, f"{bad} {i}"), offices=(bad,), place=bad))
        after = PAYLOADS[(i + 1) % len(PAYLOADS)]
        propositions.append(Proposition(f"p{bad}", bad, "accuses", after, content_text=bad, as_=bad, at=bad))
        propositions.append(Proposition(f"q{bad}", bad, bad, after, content=f"p{bad}"))
        document, span = sha256[:16], Span(0, 9)
        claims.append(Claim(f"a{bad}", f"p{bad}", Stance.AFFIRMED, bad, document, span, bad, bad, 0.5, (bad,)))
        claims.append(
            Claim(f"d{bad}", f"p{bad}", Stance.DENIED, after, document, span, bad, bad, 0.5, answers=(f"a{bad}",))
        )
        claims.append(Claim(f"h{bad}", f"q{bad}", Stance.HEDGED, None, document, span, bad, bad, 0.5))
        edges.append(Edge(bad, "accuses", after))
    order = {"key": lambda it: it.id}
    return KnowledgeGraph(
        tuple(sorted(documents, **order)),
        tuple(sorted(entities, **order)),
        tuple(sorted(propositions, **order)),
        tuple(sorted(claims, **order)),
        (),
        (Account(ANYONE, tuple(sorted(edges))),),
    )


def test_no_payload_in_any_field_runs_and_all_are_shown_as_text(visit: Any) -> None:
    seen: Visit = visit(hostile())
    elements = "[...document.querySelectorAll('script,iframe,img,base,form,object,embed,style,meta,link')].length"
    before = seen.script(elements)
    for way in ("list=disputes", "list=accusations", "list=index"):
        seen.go(f"#{way}")
    texts = seen.script(
        """async () => {
          const { data, state } = rashomon;
          const texts = {};
          const look = async (kind, id) => {
            state.select({ kind, id });
            for (const more of document.querySelectorAll("#panel .more")) more.click();
            texts[`${kind} ${id}`] = document.getElementById("panel").textContent;
          };
          for (const id of data.entities.keys()) await look("node", id);
          for (const id of data.lines.keys()) await look("edge", id);
          for (const id of data.propositions.keys()) await look("claim", id);
          return texts;
        }"""
    )
    assert seen.script(elements) == before
    for bad in PAYLOADS:
        clean = re.sub(r"[\x00-\x1f\u2028-\u202e\u2066\ufeff\u200b\ud800]+", "", bad).strip()
        for kind, id in (("node", bad), ("claim", f"p{bad}"), ("claim", f"q{bad}")):
            key = next(
                key for key in texts if key.encode("utf-8", "replace") == f"{kind} {id}".encode("utf-8", "replace")
            )
            shown = re.sub("[\u2400-\u2421]|‹U\\+[0-9A-F]+›", "", texts[key])
            assert clean in shown, (bad, key)
    bad_links = "a:not([href^='#']):not([href^='https://example.org/'])"
    assert seen.page.locator(bad_links).count() == 0
    assert seen.quiet(), seen.complaints + seen.requests


def test_marks_that_reorder_or_hide_text_are_shown(visit: Any) -> None:
    label = "\u202egnag\u2066 a\u200bb\x00c\u2028d\ufeff"
    kg = replace(
        EXAMPLE, entities=tuple(replace(e, label=label) if e.id == "colombia" else e for e in EXAMPLE.entities)
    )
    seen: Visit = visit(kg, "#node=colombia")
    assert seen.text("#panel h2") == "‹U+202E›gnag‹U+2066› a‹U+200B›b␀c‹U+2028›d‹U+FEFF›"
    assert seen.script("getComputedStyle(document.querySelector('#panel h2 bdi')).unicodeBidi") == "isolate"
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\u2028\ufeff\x00]", seen.script("document.body.textContent"))


def test_only_web_addresses_become_links(visit: Any) -> None:
    urls = (
        "https://example.org/a?b=c&d=%3E",
        "javascript:globalThis.pwned=1",
        "data:text/html,x",
        "file:///etc/passwd",
    )
    for url in urls:
        kg = replace(EXAMPLE, documents=tuple(replace(d, url=url) for d in EXAMPLE.documents))
        seen: Visit = visit(kg, "#claim=critic")
        links = seen.script("[...document.querySelectorAll('#panel footer a')].map((a) => [a.href, a.rel])")
        web = url.startswith("https:")
        assert links == ([[url, "noopener noreferrer"]] * 2 if web else [])
        assert web or url in seen.text()


# -------------------------------------------------------------------------- what it shows


def test_a_click_on_an_edge_shows_who_says_what_where(visit: Any) -> None:
    seen: Visit = visit(RICH)
    seen.page.mouse.click(*on_edge(seen, "praises", "denied"))
    text = seen.text()
    assert "Gustavo Petro praises Tren de Aragua" in text
    assert "Gustavo Petro denies this, in direct speech" in text
    assert "“I never praised them,” Petro answered." in text
    assert "Kristi Noem says so" in text
    assert "Colombia’s MoD Speaks Out on Petro-Kristi Noem Controversy" in text
    assert "Andean Post" in text
    assert "9 April 2025" in text
    assert "Ana Pérez" in text
    assert "Answers Kristi Noem" in text
    assert seen.page.locator("#panel blockquote mark").count() == 2
    assert seen.script("location.hash").startswith("#edge=")


def test_a_claim_and_its_denial_are_two_edges_and_stand_side_by_side(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE)
    lines = seen.script("[...rashomon.data.lines.values()].filter((line) => line.relation === 'criticizes')")
    assert [(line["from"], line["to"]) for line in lines] == [("gustavo-petro", "us-government")] * 2
    assert sorted((line["stance"], *line["voices"]) for line in lines) == [
        ("affirmed", "claimed"),
        ("denied", "denied"),
    ]
    drawn = seen.script("(ids) => ids.map((id) => rashomon.chart.edges.get(id))", [line["id"] for line in lines])
    assert len({json.dumps([edge["dashes"], edge["color"]]) for edge in drawn}) == 2
    assert len({json.dumps(edge["smooth"]) for edge in drawn}) == 2
    assert all(edge["background"]["enabled"] for edge in drawn)
    seen.page.mouse.click(*on_edge(seen, "criticizes", "denied"))
    left, right = (seen.page.locator(".sides .side").nth(i).bounding_box() for i in (0, 1))
    assert left
    assert right
    assert left["x"] + left["width"] <= right["x"]
    assert abs(left["y"] - right["y"]) < 1
    assert "Affirmed by" in seen.text(".side:first-child")
    assert "Pedro Sanchez denies this" in seen.text(".side:last-child")


def test_an_accusation_says_of_what_and_what_was_answered(visit: Any) -> None:
    seen: Visit = visit(RICH, "#list=accusations")
    assert "Kristi Noem accuses Gustavo Petro of: “Gustavo Petro praises Tren de Aragua”" in seen.text()
    assert "Gustavo Petro denies:" in seen.text()
    assert "No answer in these articles." in seen.text()
    seen.go("#list=disputes")
    assert "Gustavo Petro criticizes U.S. government" in seen.text()


def test_an_entity_lists_what_it_says_and_what_is_said_of_it(visit: Any) -> None:
    seen: Visit = visit(RICH, "#node=gustavo-petro")
    text = seen.text()
    assert "Also called" in text
    assert "Petro" in text
    assert "What Gustavo Petro says" in text
    assert "What is said of Gustavo Petro" in text
    assert "Kristi Noem met with Gustavo Petro between 20 March 2025 and 28 March 2025" in text
    seen.page.get_by_role("link", name="Kristi Noem met with Gustavo Petro").click()
    assert "The article states this itself" in seen.text()
    seen.go("#node=meeting-in-bogota")
    assert "Bogota" in seen.text(".facts")
    assert "on 27 March 2025" in seen.text(".facts")


def test_words_for_voices(visit: Any) -> None:
    seen: Visit = visit(RICH, "#claim=operates")
    assert "Unattributed: it is alleged, and no source is named" in seen.text()
    seen.go("#claim=links")
    assert "Kristi Noem suggests this, without certainty" in seen.text()
    seen.go("#claim=buys")
    assert "as told by Reuters" in seen.text()
    seen.go("#claim=office")
    assert "Pedro Sanchez is Minister of Defense of Colombia" in seen.text()


def test_the_search_finds_by_alias(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE)
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("aragua tr")
    assert seen.page.get_by_role("option").all_inner_texts() == ["Tren de Aragua\nAragua Train"]
    seen.page.keyboard.press("Enter")
    assert seen.text("#panel h2") == "Tren de Aragua"
    assert seen.script("location.hash") == "#node=tren-de-aragua"
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("zzz")
    assert seen.text("#suggestions") == "Nobody and nothing of that name."


def test_the_legend_hides_and_shows(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE)
    assert shown_lines(seen).count("criticizes") == 2
    key = seen.page.get_by_role("button", name="Denied")
    assert key.get_attribute("aria-pressed") == "true"
    key.click()
    assert key.get_attribute("aria-pressed") == "false"
    assert shown_lines(seen).count("criticizes") == 1
    assert "shown" in seen.text("#shown")
    seen.page.get_by_role("button", name="Government").click()
    assert "criticizes" not in shown_lines(seen)
    assert seen.script("location.hash") == "#hide=Government&hide=denied"
    key.click()
    seen.page.get_by_role("button", name="Government").click()
    assert shown_lines(seen).count("criticizes") == 2


def test_the_address_leads_to_a_selection_and_back(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE, "#claim=critic&hide=Office")
    assert seen.text("#panel h2") == "Gustavo Petro criticizes U.S. government"
    seen.page.locator("#panel h2 a").first.click()
    assert seen.text("#panel h2") == "Gustavo Petro"
    assert seen.script("location.hash") == "#node=gustavo-petro&hide=Office"
    seen.page.go_back()
    assert seen.text("#panel h2") == "Gustavo Petro criticizes U.S. government"
    seen.go("#node=nobody")
    assert seen.text("#panel").endswith("This page has nothing under that address.")


def test_everything_can_be_done_by_keyboard(visit: Any) -> None:
    seen: Visit = visit(EXAMPLE)
    press = seen.page.keyboard.press
    press("/")
    seen.page.keyboard.type("noem")
    press("Enter")
    assert seen.script("document.activeElement.textContent") == "Kristi Noem"
    press("Tab")
    press("Enter")
    assert seen.page.locator("#panel blockquote").count() >= 1
    assert seen.script("document.activeElement.tagName") == "H2"
    press("Escape")
    assert seen.script("location.hash") == ""
    seen.page.locator("#tab-overview").focus()
    press("ArrowRight")
    assert seen.text("#panel h2") == "Disputes"
    seen.page.locator("#chart").focus()
    scale = "rashomon.chart.network.getScale()"
    press("0")
    whole = seen.script(scale)
    press("+")
    assert seen.script(scale) > whole
    press("0")
    assert seen.script(scale) == pytest.approx(whole)


def test_an_edge_can_lead_to_an_edge(visit: Any) -> None:
    seen: Visit = visit(RICH)
    line = seen.script("[...rashomon.data.lines.values()].find((line) => line.relation === 'claims')")
    assert line["from"] == "kristi-noem"
    gap = seen.script(
        """(line) => {
          const { nodes, edges } = rashomon.chart.network.body;
          const middle = edges[rashomon.data.spots.get(line.to).onto].edgeType.getPoint(0.5);
          return Math.hypot(nodes[line.to].x - middle.x, nodes[line.to].y - middle.y);
        }""",
        line,
    )
    assert gap < 1e-6
    seen.page.get_by_role("button", name="Person").click()
    assert "claims" not in shown_lines(seen)
    assert seen.quiet(), seen.complaints


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_both_themes_have_contrast(visit: Any, scheme: str) -> None:
    seen: Visit = visit(EXAMPLE, color_scheme=scheme)
    colours = seen.script("rashomon.chart.colours")

    def light(name: str) -> float:
        digits = colours[name].lstrip("#")
        digits = "".join(c * 2 for c in digits) if len(digits) == 3 else digits
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05

    def contrast(a: str, b: str) -> float:
        return max(light(a), light(b)) / min(light(a), light(b))

    assert (light("paper") > light("ink")) == (scheme == "light")
    for name in ("ink", "soft", "accent", "stated", "claimed", "denied", "hedged"):
        assert contrast(name, "paper") >= 4.4, name
    for family in ("person", "state", "organization", "criminal", "place", "happening", "label"):
        assert contrast(family, f"on-{family}") >= 3, family


def test_a_phone_can_show_it(visit: Any) -> None:
    seen: Visit = visit(RICH, viewport={"width": 375, "height": 720}, has_touch=True)
    assert seen.script("document.documentElement.scrollWidth") == 375
    seen.page.touchscreen.tap(*on_edge(seen, "deports" if "deports" in shown_lines(seen) else "visited", "affirmed"))
    seen.page.wait_for_timeout(400)
    assert seen.page.locator("#panel blockquote").count() >= 1


# ------------------------------------------------------------------------ how it is made


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    program = "from example_graph import RICH; from view_fixture import large; from graph.view import render\n"
    program += (
        "import hashlib\nfor kg in (RICH, large(90, 250)): print(hashlib.sha256(render(kg).encode()).hexdigest())"
    )
    root = Path(__file__).resolve().parents[1]
    path = os.pathsep.join([str(root), str(root / "tests")])
    said = {
        subprocess.run(
            [sys.executable, "-c", program],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(knowledge_graphs())
def test_any_graph_comes_back_out_of_the_page(kg: KnowledgeGraph) -> None:
    html = render(kg)
    html.encode()
    block = re.search(r'<script type="application/json" id="records">([^<]*)</script>', html)
    assert block
    records = json.loads(block[1])
    assert records["claims"].keys() == {claim.id for claim in kg.claims}
    assert {id: it["label"] for id, it in records["entities"].items()} == {e.id: e.label for e in kg.entities}
    assert {id: it["quote"] for id, it in records["claims"].items()} == {c.id: c.quote for c in kg.claims}


def test_claims_of_one_kind_are_one_edge_and_denials_another() -> None:
    drawing = draw(two_articles())
    between = [line for line in drawing.lines if {line.source, line.target} == {"noem", "petro"}]
    accusations = [line for line in between if line.relation == "accuses"]
    assert [(line.claims, len(line.propositions)) for line in accusations] == [(4, 3)]
    critic = [line for line in drawing.lines if "critic" in line.propositions and line.relation == "criticizes"]
    assert sorted(line.stance for line in critic) == ["affirmed", "denied"]
    assert all(line.disputed for line in critic)
    assert len({line.lane * (1 if line.source < line.target else -1) for line in between}) == len(between)


def test_shortcuts_and_contents_are_drawn() -> None:
    drawing = draw(two_articles())
    labels = {line.label: line for line in drawing.lines if line.relation == "classifiedAs"}
    assert set(labels) == {("by", "usa"), ("by", "colombia")}
    deports = next(line for line in drawing.lines if line.relation == "deports")
    defends = [line for line in drawing.lines if line.relation == "defends"]
    assert [(line.target, line.onto_edge) for line in defends] == [(deports.id, True)] * 2
    # Nobody takes a stance on "Petro is affiliated with the gang" itself: the edge leads to its far end.
    ties = next(line for line in drawing.lines if line.label == ("content", "affiliated"))
    assert (ties.source, ties.target, ties.stance, ties.onto_edge) == ("petro", "tda", "denied", False)


@pytest.mark.parametrize("kg", [two_articles(), large(150, 400)], ids=["two articles", "large"])
def test_signs_and_names_hardly_overlap(kg: KnowledgeGraph) -> None:
    drawing = draw(kg)
    rooms = boxes(kg, drawing)
    places = place(rooms, bundles(kg, drawing, load()))
    names = sorted(places)
    overlaps = 0
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            (x, y), (u, v) = places[a], places[b]
            upper = a if y <= v else b
            wide = (rooms[a].width + rooms[b].width) / 2 - abs(x - u)
            high = (rooms[a].height + rooms[b].height) / 2 + rooms[upper].below - abs(y - v)
            overlaps += wide > 4 and high > 4
    assert overlaps <= len(names) // 50


def test_the_page_is_small_enough_to_mail() -> None:
    assert len(render(two_articles()).encode()) <= 1_300_000


def test_every_script_is_in_the_page_once_and_no_two_share_a_name() -> None:
    assert sorted(SCRIPTS) == sorted(path.name for path in VIEW.glob("*.js"))
    names = [
        name
        for script in SCRIPTS
        for name in re.findall(
            r"^(?:export )?(?:const|let|class|function\*?|async function) (\w+)",
            (VIEW / script).read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    ]
    assert len(names) == len(set(names))
    html = render(EMPTY)
    assert not re.search(r"^(?:import|export) ", html, re.MULTILINE)


def test_no_script_of_ours_makes_html_from_text() -> None:
    for script in SCRIPTS:
        text = (VIEW / script).read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text)


def test_what_is_vendored_is_what_the_manifest_says() -> None:
    manifest = tomllib.loads((VIEW / "vendor" / "manifest.toml").read_text(encoding="utf-8"))
    for entry in manifest.values():
        assert hashlib.sha256((VIEW / "vendor" / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
        assert (VIEW / "vendor" / entry["licence_file"]).is_file()
        assert entry["version"] in (VIEW / "vendor" / entry["file"]).read_text(encoding="utf-8")[:2000]


def test_what_a_document_says_itself_is_told_from_what_somebody_says() -> None:
    voices = {line.relation: line.voices for line in draw(EXAMPLE).lines}
    assert voices["metWith"] == ("stated",)
    assert voices["praises"] == ("claimed",)
    assert all(claim.speaker == DOCUMENT for claim in EXAMPLE.claims if claim.proposition == "meeting")
