"""A parsed article in windows, each read by the tagger at once: word pieces with what the parser says about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.extract.parse.parsed import Parsed
from graph.extract.tagger.wordpiece import WordPiece

LONGEST = 192
"""The most pieces in a window; a longer sentence is cut."""


@dataclass(frozen=True, slots=True)
class Window:
    """Some sentences: for each piece, its number, part of speech, dependency and whether it is quoted.

    `first` contains the pieces with which the tokens `words` of the article begin.
    """

    pieces: tuple[int, ...]
    tags: tuple[int, ...]
    dependencies: tuple[int, ...]
    quoted: tuple[int, ...]
    first: tuple[int, ...]
    words: tuple[int, ...]


class WindowCutter:
    """Cuts parsed articles into windows, in the same way for training and for reading.

    `tags` and `dependencies` number the parser's labels; 0 stands for any other label.
    """

    def __init__(self, wordpiece: WordPiece, tags: Mapping[str, int], dependencies: Mapping[str, int]) -> None:
        self.wordpiece = wordpiece
        self.tags = tags
        self.dependencies = dependencies

    def cut(self, parsed: Parsed) -> list[Window]:
        """The windows of an article, in order: whole blocks if they fit, else whole sentences."""
        # Anything longer than a window is not a word, but a line of dashes, say.
        pieces = [self.wordpiece.pieces(token.text)[: LONGEST - 2] for token in parsed.doc]
        together: list[list[tuple[int, int]]] = []
        filled = LONGEST
        for start, end in self._segments(parsed, pieces):
            size = _size(pieces, start, end) + 1
            if filled + size > LONGEST:
                together.append([])
                filled = 1
            together[-1].append((start, end))
            filled += size
        return [self._window(parsed, pieces, segments) for segments in together]

    def _segments(self, parsed: Parsed, pieces: Sequence[tuple[int, ...]]) -> list[tuple[int, int]]:
        """Blocks as token ranges, cut into sentences if a block is too long, and into parts if a sentence is."""
        blocks: list[list[tuple[int, int]]] = []
        last = -1
        for sentence in parsed.sentences:
            if sentence.block != last:
                blocks.append([])
                last = sentence.block
            blocks[-1].append((sentence.start, sentence.end))
        segments = []
        for sentences in blocks:
            whole = (sentences[0][0], sentences[-1][1])
            for start, end in [whole] if _size(pieces, *whole) <= LONGEST - 2 else sentences:
                segments += _parts(pieces, start, end)
        return segments

    def _window(self, parsed: Parsed, pieces: Sequence[tuple[int, ...]], segments: Sequence[tuple[int, int]]) -> Window:
        """The window of some segments, each of which ends with a separator."""
        rows, first, words = [(self.wordpiece.start, 0, 0, 0)], [], []
        for start, end in segments:
            for i in range(start, end):
                token = parsed.doc[i]
                tag, dependency = self.tags.get(token.tag_, 0), self.dependencies.get(token.dep_, 0)
                first.append(len(rows))
                words.append(i)
                rows += [(piece, tag, dependency, int(parsed.quote_of[i] >= 0)) for piece in pieces[i]]
            rows.append((self.wordpiece.separator, 0, 0, 0))
        ids, tags, dependencies, quoted = zip(*rows, strict=True)
        return Window(ids, tags, dependencies, quoted, tuple(first), tuple(words))


def _size(pieces: Sequence[tuple[int, ...]], start: int, end: int) -> int:
    return sum(map(len, pieces[start:end]))


def _parts(pieces: Sequence[tuple[int, ...]], start: int, end: int) -> list[tuple[int, int]]:
    """The token ranges of a segment, each short enough for a window."""
    parts, begin, size = [], start, 0
    for i in range(start, end):
        if size + len(pieces[i]) > LONGEST - 2 and i > begin:
            parts.append((begin, i))
            begin, size = i, 0
        size += len(pieces[i])
    return [*parts, (begin, end)]
