"""What is read: articles, their blocks, and stretches of their text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from pathlib import Path


class BlockKind(StrEnum):
    """The kind of a stretch of an article; only `TITLE`, `HEADING` and `PARAGRAPH` are statements by the article.

    A `POST` is somebody else's, shown in the article. A `SIGNATURE` after it is the name of its author, who is then the
    speaker of the post (`Document.posts`). A post without a signature is not read.
    """

    TITLE = "title"
    DATELINE = "dateline"
    BYLINE = "byline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    TEASER = "teaser"
    PROMOTION = "promotion"
    POST = "post"
    SIGNATURE = "signature"
    CORRECTION = "correction"

    @property
    def is_statement(self) -> bool:
        """Whether the article itself speaks in this block."""
        return self in (BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch `[start, end)` of a document's text, in code points."""

    start: int
    end: int

    def covers(self, other: Span) -> bool:
        """Whether `other` is entirely inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def of(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Block:
    """A title, byline, paragraph, caption … of an article: layout, found by the reader.

    `day` is the day on which the block was written, if the article gives one other than its own.
    """

    kind: BlockKind
    span: Span
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article besides its text; small enough to be kept for a whole corpus.

    `agency` is the news agency that an article of another outlet names as its source. `twin` is the `origin` of a
    document that has the same bytes as another one. `sha256` is the hash of the article's original bytes; if its text
    was extracted, as from a page, `text_sha256` is the hash of the text in UTF-8. `correction` is what the article says
    was wrong in it before; `subtitle` and `section` are those given by a page.
    """

    file: str
    sha256: str
    title: str | None = None
    author: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    twin: str | None = None
    agency: str | None = None
    text_sha256: str | None = None
    correction: str | None = None
    subtitle: str | None = None
    section: str | None = None

    @property
    def id(self) -> str:
        """The first 16 hexadecimal digits of the SHA-256 of the file's bytes; for a twin, of these and its `twin`."""
        if self.twin is None:
            return self.sha256[:16]
        return sha256(f"{self.sha256}\n{self.twin}".encode()).hexdigest()[:16]

    @property
    def origin(self) -> str:
        """What distinguishes articles with the same bytes: outlet and URL, or the file if neither is known."""
        return f"{self.outlet or ''}\n{self.url or ''}".strip() or self.file


@dataclass(frozen=True, slots=True)
class Document:
    """One article: `metadata`, decoded `text` exactly as in the file (BOM dropped), and its `blocks` in order.

    >>> document = rashomon.from_text("Ana Ruiz said that Luis Mora left.", title="Ruiz and Mora")
    >>> document.metadata.title, document.blocks[0].span.of(document.text)
    ('Ruiz and Mora', 'Ana Ruiz said that Luis Mora left.')
    """

    metadata: Metadata
    text: str
    blocks: tuple[Block, ...]

    @property
    def posts(self) -> dict[int, int]:
        """The posts whose author is known: the number of each of their blocks, mapped to that of the author's name.

        >>> rashomon.from_text("Ana Ruiz said that Luis Mora left.").posts
        {}
        """
        found: dict[int, int] = {}
        for number, block in enumerate(self.blocks):
            before = number - 1
            while block.kind is BlockKind.SIGNATURE and before >= 0 and self.blocks[before].kind is BlockKind.POST:
                found[before] = number
                before -= 1
        return found


@dataclass(frozen=True, slots=True)
class Sketch:
    """What identifies copies of an article: the MinHash of its word sequences, without the words.

    There are three hashes of the article's own words, which are neither title nor quotation: one of all, one of the
    first half, and one of the second. `sizes` are the numbers of word sequences from which each was made. `renewed` is
    true if the article says that it was updated or corrected.
    """

    sizes: tuple[int, int, int]
    values: bytes
    renewed: bool = False


@dataclass(frozen=True, slots=True, order=True)
class Skipped:
    """A file that was found but not read, which is not a failure; `reason` is written for people."""

    file: str
    reason: str


@dataclass(frozen=True, slots=True)
class Part:
    """One article in the file `file`, which contains several; its bytes are now in the file `data`.

    `inside` is its name there, `format` the name of its format, and `given` what the file says about it; `sidecars`
    are the sidecar files there that apply to it, each with its name, the nearest first.
    """

    file: Path
    inside: str
    data: Path
    format: str
    given: tuple[tuple[str, str], ...] = ()
    sidecars: tuple[tuple[str, bytes], ...] = ()

    @property
    def name(self) -> str:
        """The name of the article in messages."""
        return f"{self.file}#{self.inside}"


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of an article in which something is claimed, letter for letter: the context of the sentences in it."""

    document: str
    span: Span
    text: str
