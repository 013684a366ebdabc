"""What a file holds, as every format gives it: text, the blocks that it tells, and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from graph.model import BlockKind, Span


class Told(NamedTuple):
    """A stretch of a text that a format knows to be one block; `kind` is None where only its words can tell.

    `day` is when it was written, where the format tells that of this block.
    """

    span: Span
    kind: BlockKind | None
    day: date | None = None


class Piece(NamedTuple):
    """One block before the text is put together, with what `Told` has of it."""

    text: str
    kind: BlockKind | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds: the text of its article, which offsets count in, and what the file itself says about it.

    `about` has the keys and values of a sidecar file (`graph.read.known.KEYS`); such a file goes before it. `blocks`
    are there where the format tells them; else the lines of the text do. `extracted` says that the text is in no file
    as it is here, and has to be kept.
    """

    text: str
    about: Mapping[str, object] = field(default_factory=dict)
    blocks: tuple[Told, ...] | None = None
    extracted: bool = False


_BETWEEN = "\n\n"


def composed(pieces: Iterable[Piece], about: Mapping[str, object]) -> Content:
    """The content of blocks that a format tells, with an empty line between them; white space in a block is one space.

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
    """The same with the title that is known beside the blocks above them, unless they begin with it."""
    blocks = list(pieces)
    title = " ".join(str(about.get("title", "")).split())
    if title and blocks and " ".join(blocks[0].text.split()) == title:
        blocks[0] = Piece(title, BlockKind.TITLE)
    elif title:
        blocks.insert(0, Piece(title, BlockKind.TITLE))
    return composed(blocks, about)
