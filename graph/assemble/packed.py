"""Annotations in little memory: what there is much of is bytes, and decoded each time that it is looked at.

Statements as objects take thirty times as much, and each of the steps of assembly looks at them once.
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
_LEVEL = 1  # for zlib: an eighth of the size already, and the fastest


@dataclass(frozen=True, slots=True)
class Packed:
    """An annotation without what nothing more is made of: `head` has no statements, contents and passages.

    These are in `much`. Where they hold half of a surrogate pair, which no encoding can, the head has them, too.
    """

    head: Annotation
    much: bytes | None

    @classmethod
    def of(cls, it: Annotation) -> Packed:
        """The same, packed."""
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
    """Packed annotations, as a sequence of whole ones that can be gone through several times; `heads` are theirs."""

    def __init__(self, packed: Sequence[Packed]) -> None:
        self._packed = packed
        self.heads: Sequence[Annotation] = [it.head for it in packed]

    def __iter__(self) -> Iterator[Annotation]:
        return (it.whole for it in self._packed)
