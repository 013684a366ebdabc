"""The articles of a packet as BibTeX entries of type `misc`, which every style has."""

from __future__ import annotations

import re
from types import MappingProxyType

from graph.packet.packet import Article, Packet
from graph.terminal import printable

_SPECIAL = MappingProxyType(
    str.maketrans(
        {
            "\\": r"\textbackslash{}",
            "~": r"\textasciitilde{}",
            "^": r"\textasciicircum{}",
            **{c: f"\\{c}" for c in "&%$#_{}"},
        }
    )
)


def to_bibtex(packet: Packet) -> str:
    """One entry for each article; its key consists of the outlet or file, the year and digits of the SHA-256."""
    return "\n".join(map(_entry, packet.articles))


def _entry(article: Article) -> str:
    fields = {
        "title": f"{{{_plain(article.headline or article.file)}}}",
        "organization": _plain(article.outlet or ""),
        "year": (article.published or "")[:4],
        "date": article.published or "",
        "url": re.sub(r"[{}\s\\]", "", article.url or ""),
        "note": f"SHA-256 {article.sha256}",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@misc{{{_key(article)},\n" + ",\n".join(lines) + "\n}\n"


def _key(article: Article) -> str:
    name = re.sub(r"[^A-Za-z0-9]+", "", article.outlet or article.file.rsplit(".", 1)[0]).lower()
    return f"{name or 'article'}{(article.published or '')[:4]}{article.sha256[:6]}"


def _plain(text: str) -> str:
    return printable(text).translate(_SPECIAL)
