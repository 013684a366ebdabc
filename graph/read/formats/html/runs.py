"""The text of a tree as a reader sees it: runs of inline text between block boundaries, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font hi i ins kbd label lb mark output q ref rp rt ruby s"
    " samp small span strike strong sub sup time tt u var wbr".split()
)
SKIPPED = frozenset("script style head title select option button textarea input".split())
"""Elements whose text is not part of the text of a page."""

_LINKS = ("a", "ref")
_BREAKS = ("br", "lb")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_WORD = re.compile(r"\w+")


def key_of(text: str) -> str:
    """The words of a text alone, as a key for comparison."""
    return " ".join(_WORD.findall(text.lower()))


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text with white space collapsed, and the block element that it is in.

    `linked` is the share, 0 to 1, of its characters that are links, `key` its words alone, for comparison. `time` is
    the machine-readable value of the first time in it.
    """

    text: str
    element: etree._Element
    linked: float
    key: str
    time: str | None = None


@dataclass(slots=True)
class _Buffer:
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    time: str | None = None

    def add(self, text: str | None, *, link: bool) -> None:
        if text:
            self.parts.append(text)
            self.linked += len("".join(text.split())) if link else 0

    def taken(self, element: etree._Element) -> Iterator[Run]:
        """The gathered runs; two line breaks in a row separate paragraphs."""
        text = "".join(self.parts)
        visible = len("".join(text.split()))
        share = min(1.0, self.linked / visible) if visible else 0.0
        for part in _PARAGRAPHS.split(text):
            words = " ".join(part.split())
            if words:
                yield Run(words, element, share, key_of(words), self.time)
        self.parts, self.linked, self.time = [], 0, None


def runs(root: etree._Element, without: frozenset[str] = SKIPPED) -> Iterator[Run]:
    """The runs of text below an element; those in elements named in `without` are left out."""
    buffer = _Buffer()
    stack: list[etree._Element] = [root]
    links = 0
    skipped: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if skipped is not None and not (event == "end" and element is skipped):
            continue
        name = element.tag if isinstance(element.tag, str) else ""
        inline = name in _INLINE
        if event == "start":
            if name in without:
                skipped = element
                continue
            if not inline and name not in _BREAKS:
                yield from buffer.taken(stack[-1])
                stack.append(element)
            links += name in _LINKS
            if name == "time" and not buffer.time:
                buffer.time = element.get("datetime")
            # A line break in the source is not one in the page.
            buffer.add("\n" if name in _BREAKS else _flat(element.text), link=links > 0)
            continue
        if skipped is None:
            links -= name in _LINKS
            if not inline and name not in _BREAKS:
                yield from buffer.taken(element)
                stack.pop()
        skipped = None
        if element is not root:
            buffer.add(_flat(element.tail), link=links > 0)
    yield from buffer.taken(root)


def _flat(text: str | None) -> str | None:
    return None if text is None else re.sub(r"\s", " ", text)
