"""The page requests nothing from the network, runs nothing from an article, and shows all of it as text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from support.graphs import EMPTY, EXAMPLE, RICH
from support.hostile import PAYLOADS, field, hostile, plain
from support.visit import Visit


def test_it_loads_nothing_and_complains_of_nothing(visit: Any) -> None:
    for kg in (EXAMPLE, RICH, EMPTY):
        seen: Visit = visit(kg)
        page = seen.page.url
        for way in ("#list=disputes", "#list=accusations", "#list=index", "#node=gustavo-petro", "#claim=critic", "#"):
            seen.go(way)
        assert [url for url in seen.requests if url.startswith("file:")] == [page]
        assert seen.quiet(), seen.complaints + seen.requests


@pytest.mark.parametrize("sparql", [False, True])
def test_the_policy_comes_first_and_allows_only_what_is_in_the_page(rendered: Any, sparql: bool) -> None:
    html = rendered(EXAMPLE, sparql).read_text(encoding="utf-8")
    policy = re.search(r'<head>\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
    assert policy
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].replace("&#39;", "'").split(";"))
    hashes = {name: rules.pop(name).split() for name in ("script-src", "style-src")}
    if sparql:
        hashes["script-src"].remove("'wasm-unsafe-eval'")
    assert all(re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", each) for rule in hashes.values() for each in rule)
    assert rules == {
        **dict.fromkeys(("default-src", "base-uri", "form-action"), "'none'"),
        **dict.fromkeys(("img-src", "font-src"), "data:"),
        "require-trusted-types-for": "'script'",
        **({"worker-src": "blob:", "trusted-types": "rashomon"} if sparql else {"trusted-types": "'none'"}),
    }


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


FIELDS = {
    **dict.fromkeys(("title", "author", "outlet", "url", "quote", "rule", "content", "name", "stray"), "claim"),
    **dict.fromkeys(("alias", "type"), "node"),
}
"""Every field that a page shows, and its panel; an id without a node is shown as it is."""


def test_no_payload_in_any_field_runs_and_all_are_shown_as_text(visit: Any) -> None:
    seen: Visit = visit(hostile(), sparql=False)
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
    seen.go("#list=unread")
    unread = plain(seen.script("document.getElementById('panel').textContent"))
    assert seen.script(elements) == before
    assert [it for it in range(len(PAYLOADS)) if plain(field(it, "silent")) not in unread] == []
    shown = {plain(key): plain(text) for key, text in texts.items()}
    assert len(shown) == len(texts)
    for number in range(len(PAYLOADS)):
        here = {name: plain(field(number, name)) for name in FIELDS}
        claim = shown[f"claim p{plain(field(number, 'id'))}"]
        node = shown[f"node {plain(field(number, 'id'))}"]
        if PAYLOADS[number].startswith("https:"):
            del here["url"]  # it is an address, and the title links to it
        missing = [name for name in here if here[name] not in {"claim": claim, "node": node}[FIELDS[name]]]
        assert not missing, (PAYLOADS[number], missing)
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
