"""The page inside another one: an iframe that may run the page's scripts but cannot access the page around it."""

from __future__ import annotations

from html import escape

from graph.model import KnowledgeGraph

SANDBOX = "allow-scripts allow-downloads allow-popups"
"""What the framed page may do, without `allow-same-origin`, so that it cannot read or change the page around it."""


def frame(kg: KnowledgeGraph, height: int, *, src: str = "", srcdoc: str = "") -> str:
    """An iframe `height` pixels high and as wide as its container, around the address `src` or the text `srcdoc`."""
    return around(len(kg.claims), len(kg.documents), height, src=src, srcdoc=srcdoc)


def around(claims: int, articles: int, height: int, *, src: str = "", srcdoc: str = "") -> str:
    """The same for a graph of which only the numbers are known."""
    title = f"Who says what, and who denies it: {claims} claims in {articles} articles"
    content = f'src="{escape(src)}"' if src else f'srcdoc="{escape(srcdoc)}"'
    return (
        f'<iframe {content} title="{title}" width="100%" height="{height}" loading="lazy" sandbox="{SANDBOX}" '
        'referrerpolicy="no-referrer" style="border: 1px solid #8888"></iframe>\n'
    )
