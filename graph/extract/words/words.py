"""A parsed text as plain records: its words, each with its position in the tree of its sentence.

The parser's own tokens look up every value in its tables each time, which is ten times slower than a field, and the
reading uses hundreds of values of each word. So words are copied once, under spaCy's names for the fields
(https://spacy.io/api/token), and their trees can be changed if the parser is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from graph.extract.words.trees import edges

TAKEN = (
    "text", "whitespace_", "lower_", "lemma_", "pos_", "tag_", "dep_", "ent_type_", "ent_iob_", "is_alpha", "is_lower",
    "is_upper", "is_title", "is_punct", "is_right_punct", "is_quote", "is_space", "is_stop", "like_num",
)  # fmt: skip


class Token:
    """A word: `i` is its number in `doc`, `head` the word it depends on (itself for a root), `dep_` its role.

    `children` depend on it, in the order of the text; `left_edge` and `right_edge` are the outermost words below it.
    """

    __slots__ = (
        *TAKEN,
        "_sent",
        "_subtree",
        "children",
        "doc",
        "head",
        "i",
        "is_sent_start",
        "left_edge",
        "right_edge",
    )

    text: str
    whitespace_: str
    lower_: str
    lemma_: str
    pos_: str
    tag_: str
    dep_: str
    ent_type_: str
    ent_iob_: str
    is_alpha: bool
    is_lower: bool
    is_upper: bool
    is_title: bool
    is_punct: bool
    is_right_punct: bool
    is_quote: bool
    is_space: bool
    is_stop: bool
    like_num: bool
    i: int
    doc: Doc
    head: Token
    children: tuple[Token, ...]
    left_edge: Token
    right_edge: Token
    is_sent_start: bool
    _sent: Stretch
    _subtree: tuple[Token, ...] | None

    def __init__(self, values: Iterable[Any]) -> None:
        """A word with `values` in the order of `TAKEN`."""
        (
            self.text, self.whitespace_, self.lower_, self.lemma_, self.pos_, self.tag_, self.dep_, self.ent_type_,
            self.ent_iob_, self.is_alpha, self.is_lower, self.is_upper, self.is_title, self.is_punct,
            self.is_right_punct, self.is_quote, self.is_space, self.is_stop, self.like_num,
        ) = values  # fmt: skip

    def __repr__(self) -> str:
        return self.text

    @property
    def text_with_ws(self) -> str:
        """The word with the space after it, if there is one."""
        return self.text + self.whitespace_

    @property
    def lefts(self) -> tuple[Token, ...]:
        """The word's children that precede it."""
        return tuple(c for c in self.children if c.i < self.i)

    @property
    def rights(self) -> tuple[Token, ...]:
        """The word's children that follow it."""
        return tuple(c for c in self.children if c.i > self.i)

    @property
    def subtree(self) -> tuple[Token, ...]:
        """The word and all words below it; each comes between its earlier and its later children."""
        if self._subtree is None:
            before = [word for c in self.children if c.i < self.i for word in c.subtree]
            behind = [word for c in self.children if c.i > self.i for word in c.subtree]
            self._subtree = (*before, self, *behind)
        return self._subtree

    @property
    def ancestors(self) -> Iterator[Token]:
        """The word's heads up to the root, nearest first."""
        word = self
        for _ in self.doc:
            if word.head is word:
                return
            word = word.head
            yield word

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """The other words in the word's coordination."""
        first = self
        while first.dep_ == "conj" and first.head is not first:
            first = first.head
        found = [first]
        for word in found:
            found += [c for c in word.children if c.dep_ == "conj" and c.i > word.i]
        return tuple(word for word in found if word is not self)

    @property
    def sent(self) -> Stretch:
        """The word's sentence."""
        return self.doc.sentence_of(self)

    def nbor(self, by: int = 1) -> Token:
        """The word `by` places after this one, or before if negative; raises `IndexError` if there is none."""
        if self.i + by < 0:
            raise IndexError(f"no word {by} places from word {self.i}")
        return self.doc[self.i + by]

    def is_ancestor(self, other: Token) -> bool:
        """Whether another word is below this one."""
        return any(word is self for word in other.ancestors)

    def hang(self, head: Token, role: str | None = None) -> None:
        """Attach the word to another, or to itself as a root, in a role; by default, it keeps its role."""
        if role is not None:
            self.dep_ = role
        if head is not self.head:
            self.doc.hang(self, head)


class Stretch(Sequence[Token]):
    """The words `[start, end)` of a text: a sentence, or what the parser takes for a name or a date (`label_`)."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        self.doc, self.start, self.end, self.label_ = doc, start, end, label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc[self.start : self.end])

    def __getitem__(self, at: Any) -> Any:
        return self.doc[self.start : self.end][at]

    @property
    def text(self) -> str:
        """The words as written."""
        return self.doc.written(self.start, self.end)

    @property
    def root(self) -> Token:
        """The word on which the others depend."""
        return self.doc.root(self.start, self.end)


class Doc(tuple[Token, ...]):
    """The words of a text. `ents` are the stretches that the parser takes for names, dates and amounts.

    `carried` is anything attached to the text.
    """

    ents: tuple[Stretch, ...]
    carried: Any
    _cut: tuple[Stretch, ...] | None

    def __new__(cls, words: Iterable[Token] = ()) -> Doc:
        """A text made of words whose heads are set."""
        made = super().__new__(cls, words)
        for i, word in enumerate(made):
            word.i, word.doc = i, made
        made.ents, made.carried = (), None
        made.measure()
        return made

    @property
    def sents(self) -> tuple[Stretch, ...]:
        """The sentences."""
        if self._cut is None:
            self._cut = self._parted()
        return self._cut

    def sentence_of(self, word: Token) -> Stretch:
        """The sentence that contains a word."""
        if self._cut is None:
            self._cut = self._parted()
        return word._sent

    def _parted(self) -> tuple[Stretch, ...]:
        """Find the sentences again, and set the sentence of each word."""
        starts = [0, *(word.i for word in self[1:] if word.is_sent_start), len(self)]
        found = tuple(Stretch(self, a, b) for a, b in pairwise(starts) if a < b)
        for sentence in found:
            for word in sentence:
                word._sent = sentence
        return found

    def written(self, start: int, end: int) -> str:
        """The words `[start, end)` as written."""
        words = self[start:end]
        return "".join(w.text + w.whitespace_ for w in words[:-1]) + words[-1].text if words else ""

    def root(self, start: int, end: int) -> Token:
        """The word in `[start, end)` on which the others depend; of several, the one nearest to the root."""
        words = self[start:end]
        top = next((word for word in words if word.head is word), None)
        if top is not None:
            return top
        outer = (word for word in words if not start <= word.head.i < end)
        return min(outer, key=_depth, default=self[start])

    def measure(self) -> None:
        """Set the children and edges of all words once their heads are known."""
        self._measure(0, len(self))

    def hang(self, word: Token, head: Token) -> None:
        """Attach a word to another, and update edges and sentences."""
        # If its branches cross, the edges of a tree may not include all of it; a sentence does.
        tops, within = [self.root_above(it) for it in (word, head)], [self.sentence_of(it) for it in (word, head)]
        start = min(*(top.left_edge.i for top in tops), *(it.start for it in within))
        end = max(*(top.right_edge.i + 1 for top in tops), *(it.end for it in within))
        if not all(start <= it.i < end for near in self[start:end] for it in (near.head, *near.children)):
            start, end = 0, len(self)  # branches cross so widely that the edges do not include the whole tree
        word.head = head
        self._measure(start, end)

    def root_above(self, word: Token) -> Token:
        """The root of the tree that contains a word."""
        *_, top = (word, *word.ancestors)
        return top

    def _measure(self, start: int, end: int) -> None:
        """Set the children and edges of the words `[start, end)`, and which of them begin sentences.

        Edges are found as in spaCy (`set_children_from_heads`), even if branches cross.
        """
        words = self[start:end]
        below: dict[Token, list[Token]] = {}
        for word in words:
            if word.head is not word:
                below.setdefault(word.head, []).append(word)
        for word in words:
            word.children, word._subtree = tuple(below.get(word, ())), None
        heads = [word.head.i - start for word in words]
        lefts, rights, begun = edges(heads)
        for i, word in enumerate(words):
            word.left_edge, word.right_edge = words[lefts[i]], words[rights[i]]
            word.is_sent_start = i in begun
        self._cut = None


def _depth(word: Token) -> int:
    """How far below its root a word is; punctuation or space with nothing below it comes last."""
    if (word.is_punct or word.is_space) and not word.children:
        return len(word.doc) - 1
    return sum(1 for _ in word.ancestors)
