"""The words of a text and their trees: the same as the parser's, even if a word is reattached."""

from __future__ import annotations

from itertools import pairwise

import pytest
from spacy.tokens import Doc as Parsed

from graph.extract.text import language
from graph.extract.words import TAKEN, Doc, joined, taken
from support import TESTS
from support.properties import given, st

PIECES = (
    "President Luis Mora, who was sued by the tenant Eva Paz, said on Monday that 12 ships had sailed.",
    "“No,” she said. Guatemala's minister and the mayors of Lima, Cusco and Puno met; nobody spoke.",
    "",
)


def test_words_are_those_of_the_parser() -> None:
    parsed, doc = texts()
    same(parsed, doc)


def test_words_of_real_texts_are_those_of_the_parser() -> None:
    for path in sorted((TESTS / "articles" / "dev").glob("*.txt"))[:3]:
        pieces = [*language.load().pipe(path.read_text(encoding="utf-8").split("\n\n"))]
        same(Parsed.from_docs(pieces, ensure_whitespace=False), joined([taken(it) for it in pieces]))


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), max_size=6))
def test_a_word_that_is_hung_elsewhere_takes_all_below_it_along(moves: list[tuple[int, int]]) -> None:
    _, doc = texts()
    for one, other in moves:
        sentence = doc.sents[one % len(doc.sents)]
        word = sentence[other % len(sentence)]
        head = sentence[(one + other) % len(sentence)]
        if not word.is_ancestor(head):
            below = {*word.subtree}
            word.hang(head, "dep")
            assert word.head is head
            assert word.dep_ == "dep"
            assert word is head or below < {*head.subtree}
    for it in doc:
        assert it.children == tuple(c for c in doc if c.head is it and c is not it)
        assert it.left_edge.i <= it.i <= it.right_edge.i


def test_a_root_that_is_hung_below_another_sentence_joins_them() -> None:
    _, doc = texts()
    first, second = doc.sents[1].root, doc.sents[0].root
    first.hang(second, "parataxis")
    assert doc.sents[0].end == first.right_edge.i + 1
    assert {first.sent, second.sent} == {doc.sents[0]}
    assert second.is_ancestor(first)


def test_there_is_no_word_before_the_first() -> None:
    _, doc = texts()
    with pytest.raises(IndexError):
        doc[0].nbor(-1)
    assert doc[1].nbor(-1) is doc[0]


def test_a_text_without_words_has_no_sentences() -> None:
    assert Doc().sents == ()
    assert Doc().written(0, 3) == ""


def texts() -> tuple[Parsed, Doc]:
    """The same text as parsed, and as words."""
    pieces = [language.load()(it) for it in PIECES]
    whole = Parsed.from_docs(pieces, ensure_whitespace=False)
    assert whole is not None
    return whole, joined([taken(it) for it in pieces])


def same(parsed: Parsed, doc: Doc) -> None:
    """Whether everything known about words and stretches of words is what the parser says."""
    assert len(parsed) == len(doc)
    for one, word in zip(parsed, doc, strict=True):
        assert [getattr(one, name) for name in TAKEN] == [getattr(word, name) for name in TAKEN]
        assert bool(one.is_sent_start) == word.is_sent_start
        for name in ("head", "left_edge", "right_edge"):
            assert getattr(one, name).i == getattr(word, name).i
        for name in ("children", "lefts", "rights", "subtree", "ancestors", "conjuncts", "sent"):
            assert [it.i for it in getattr(one, name)] == [it.i for it in getattr(word, name)], name
    for name in ("sents", "ents"):
        theirs, ours = ([*getattr(it, name)] for it in (parsed, doc))
        assert [told(it) for it in theirs] == [told(it) for it in ours]
    for start, end in pairwise(range(0, len(doc), 3)):
        assert parsed[start:end].root.i == doc.root(start, end).i
        assert parsed[start:end].text == doc.written(start, end)


def told(stretch: object) -> tuple[object, ...]:
    """Everything known about a sentence or a name."""
    return (*(getattr(stretch, name) for name in ("start", "end", "label_", "text")), stretch.root.i)  # type: ignore[attr-defined]
