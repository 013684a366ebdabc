"""The content of a file, the same for every format: its text, its blocks if the format marks them, and its metadata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from graph.model import BlockKind, Span


class Told(NamedTuple):
    """A stretch of text that a format marks as one block; `kind` is None if only its words can show it.

    `day` is when it was written, if the format says so for this block.
    """

    span: Span
    kind: BlockKind | None
    day: date | None = None


class Piece(NamedTuple):
    """One block before the text is composed, with the fields of `Told`."""

    text: str
    kind: BlockKind | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a file: the text of its article, in which offsets count, and what the file says about it.

    `about` has the keys and values of a sidecar file (`graph.read.known.KEYS`), which takes precedence over it.
    `blocks` are set if the format marks them; otherwise the lines of the text show them. `extracted` says that no file
    has the text in this form, so that it must be stored.
    """

    text: str
    about: Mapping[str, object] = field(default_factory=dict)
    blocks: tuple[Told, ...] | None = None
    extracted: bool = False


_BETWEEN = "\n\n"


def composed(pieces: Iterable[Piece], about: Mapping[str, object]) -> Content:
    """The content made of blocks that a format marks, with an empty line between them; white space becomes one space.

    A block without visible characters is left out.
    """
    texts: list[str] = []
    blocks: list[Told] = []
    at = 0
    for piece in pieces:
        text = " ".join(piece.text.split())
        if text:
            texts.append(text)
            blocks.append(Told(Span(at, at + len(text)), piece.kind, piece.day))
            at += len(text) + len(_BETWEEN)
    return Content(_BETWEEN.join(texts), about, tuple(blocks), extracted=True)


def headed(pieces: Iterable[Piece], about: Mapping[str, object]) -> Content:
    """The same with the title from `about` above the blocks, unless they begin with it."""
    blocks = list(pieces)
    title = " ".join(str(about.get("title", "")).split())
    if title and blocks and " ".join(blocks[0].text.split()) == title:
        blocks[0] = Piece(title, BlockKind.TITLE)
    elif title:
        blocks.insert(0, Piece(title, BlockKind.TITLE))
    return composed(blocks, about)
