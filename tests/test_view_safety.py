"""The page asks nothing of the network, runs nothing that an article holds, and shows all of it as text."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from example_graph import EXAMPLE, RICH
from visit import Visit

from graph.model import ANYONE, Account, Claim, Edge, Entity, KnowledgeGraph, Metadata, Proposition, Span, Stance
from graph.view import render

pytest_plugins = ["browser"]

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
