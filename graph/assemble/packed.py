"""Annotations that take little memory: the bulky parts are kept as bytes, and decoded each time they are needed.

As objects, statements take thirty times as much memory, and each step of assembly looks at them only once.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import msgspec

from graph.model import Annotation, Passage, Statement

_Much = tuple[tuple[Statement, ...], tuple[tuple[str, str], ...], tuple[Passage, ...]]
_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Much)
_LEVEL = 1  # for zlib: the fastest level, which already reduces them to an eighth of the size


@dataclass(frozen=True, slots=True)
class Packed:
    """An annotation without the parts that later steps do not use: `head` has no statements, contents or passages.

    These are in `much`. If they contain half of a surrogate pair, which no encoding can express, they stay in the head.
    """

    head: Annotation
    much: bytes | None

    @classmethod
    def of(cls, it: Annotation) -> Packed:
        """The annotation, packed."""
        lean = replace(it, mentions=(), entities=(), attributions=(), predications=(), text=None)
        try:
            much = zlib.compress(_ENCODER.encode((it.statements, it.contents, it.passages)), _LEVEL)
        except UnicodeEncodeError:
            return cls(lean, None)
        return cls(replace(lean, statements=(), contents=(), passages=()), much)

    @property
    def whole(self) -> Annotation:
        """The annotation."""
        if self.much is None:
            return self.head
        statements, contents, passages = _DECODER.decode(zlib.decompress(self.much))
        return replace(self.head, statements=statements, contents=contents, passages=passages)


class Packs(Iterable[Annotation]):
    """Packed annotations, which can be iterated over as whole ones any number of times; `heads` are their heads."""

    def __init__(self, packed: Sequence[Packed]) -> None:
        self._packed = packed
        self.heads: Sequence[Annotation] = [it.head for it in packed]

    def __iter__(self) -> Iterator[Annotation]:
        return (it.whole for it in self._packed)
