"""The trained tagger of attributions: pieces, windows, the best path, and how its spans become attributions."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from graph.extract.lexicon import lexicon
from graph.extract.parse.parsed import Parsed
from graph.extract.parse.parser import parse
from graph.extract.pipeline import annotate
from graph.extract.speech.attribution import AttributionFinder
from graph.extract.speech.reconciling import Merger
from graph.extract.speech.speeches import MODEL, Speech
from graph.extract.tagger import tagger
from graph.extract.tagger.spans import link
from graph.extract.tagger.tagger import LABELS, Tagged, decode, forbidden, spans
from graph.extract.tagger.windows import LONGEST
from graph.extract.tagger.wordpiece import WordPiece
from graph.model import Attribution
from graph.read import from_text
from support.properties import given, settings, st

PIECES = WordPiece({p: i for i, p in enumerate(["[UNK]", "[CLS]", "[SEP]", "un", "##want", "##ed", "u", ".", "s"])})
NUMBERS = len(LABELS)


def attributions(text: str, *, fast: bool = False) -> list[tuple[str, str, tuple[str, ...]]]:
    """The source, cue and content of each attribution, as text."""
    found = annotate(from_text(text), fast=fast).attributions
    return [(_text(text, a), _cue(text, a), tuple(s.of(text) for s in a.content)) for a in found]


def _text(text: str, attribution: Attribution) -> str:
    return attribution.source.of(text) if attribution.source else ""


def _cue(text: str, attribution: Attribution) -> str:
    return attribution.cue.of(text) if attribution.cue else ""


# ------------------------------------------------------------------ pieces


@pytest.mark.parametrize(
    ("word", "pieces"),
    [("unwanted", [3, 4, 5]), ("UNWANTED", [3, 4, 5]), ("únwanted", [3, 4, 5]), ("u.s.", [6, 7, 8, 7]), ("xyz", [0])],
)
def test_a_word_is_cut_into_its_longest_pieces(word: str, pieces: list[int]) -> None:
    assert list(PIECES.pieces(word)) == pieces


@given(st.text(min_size=1, max_size=120))
def test_every_word_has_a_piece(word: str) -> None:
    assert PIECES.pieces(word)


# ----------------------------------------------------------------- windows


@settings(max_examples=30)
@given(
    st.lists(
        st.sampled_from(["Ana Ruiz said so.", "“Yes.”", "word " * 300, "a, b; c.", "x" * 400]), min_size=1, max_size=6
    )
)
def test_windows_hold_each_token_once_and_are_not_too_long(blocks: list[str]) -> None:
    parsed = parse(from_text("\n\n".join(blocks), language="en"), lexicon.load())
    windows = tagger.load().cutter.cut(parsed)
    assert [i for w in windows for i in w.words] == list(range(len(parsed.doc)))
    for window in windows:
        assert len(window.pieces) <= LONGEST or len(window.words) == 1
        assert len(window.pieces) == len(window.tags) == len(window.dependencies) == len(window.quoted)
        assert all(first < len(window.pieces) for first in window.first)


# -------------------------------------------------------------------- path


@given(st.integers(1, 4), st.integers(0, 10_000))
def test_the_path_is_the_best_of_all(length: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    scores = random.normal(size=(1, length + 2, NUMBERS)).astype(np.float32)  # two words of padding
    between = random.normal(size=(NUMBERS, NUMBERS)).astype(np.float32)
    first = random.normal(size=NUMBERS).astype(np.float32)

    def total(path: tuple[int, ...]) -> float:
        steps = sum(between[a, b] for a, b in itertools.pairwise(path))
        return float(first[path[0]] + steps + sum(scores[0, i, k] for i, k in enumerate(path)))

    (path,) = decode(scores, [length], between, first)
    best = max(total(p) for p in itertools.product(range(NUMBERS), repeat=length))
    assert total(tuple(path)) == pytest.approx(best, abs=1e-4)


@given(st.integers(0, 10_000))
def test_no_span_is_continued_that_has_not_begun(seed: int) -> None:
    scores = np.random.default_rng(seed).normal(scale=5, size=(1, 12, NUMBERS)).astype(np.float32)
    between, first = (np.asarray(table, np.float32) * -1e4 for table in forbidden())
    (path,) = decode(scores, [12], between, first)
    covered = {i for _, start, end in spans(path) for i in range(start, end)}
    assert covered == {i for i, k in enumerate(path) if LABELS[k] != "O"}


def test_spans_of_a_path() -> None:
    path = [LABELS.index(x) for x in ["B-source", "I-source", "B-cue", "B-cue", "O", "B-content", "I-content"]]
    assert list(spans(path)) == [("source", 0, 2), ("cue", 2, 3), ("cue", 3, 4), ("content", 5, 7)]


# ----------------------------------------------------------------- linking


def _marked(text: str) -> tuple[Parsed, list[Tagged]]:
    """The text without markup, and its spans marked as {s …}, {c …} and {t …}."""
    roles = {"s": "source", "c": "cue", "t": "content"}
    plain, marks, open_at = "", [], []
    rest = iter(range(len(text)))
    for i in rest:
        if text[i] == "{":
            open_at.append((len(plain), text[i + 1]))
            next(rest)
            next(rest)
        elif text[i] == "}":
            start, role = open_at.pop()
            marks.append((start, len(plain), roles[role]))
        else:
            plain += text[i]
    parsed = parse(from_text(plain), lexicon.load())
    tagged = []
    for start, end, role in marks:
        inside = [i for i, at in enumerate(parsed.starts) if start <= at < end]
        tagged.append(Tagged(inside[0], inside[-1] + 1, role, 0))
    return parsed, sorted(tagged)


def _linked(text: str) -> list[tuple[str, str, list[str]]]:
    """The source, cue and contents of the attributions made by linking the marked spans in a text."""
    parsed, tagged = _marked(text)
    return [
        (
            parsed.text(*a.source) if a.source else "",
            parsed.text(*a.cue) if a.cue else "",
            [parsed.text(*c) for c in a.content],
        )
        for a in link(parsed, tagged)
    ]


def test_contents_go_to_the_nearest_cue_and_cues_to_their_subject() -> None:
    text = "{s Ana Ruiz} {c said} {t that she had seen it}, and {s Luis Mora} {c replied} {t that she had not}."
    assert _linked(text) == [
        ("Ana Ruiz", "said", ["that she had seen it"]),
        ("Luis Mora", "replied", ["that she had not"]),
    ]


def test_a_source_may_speak_twice() -> None:
    found = _linked("{s The minister} {c said} {t the talks had failed} and {c added} {t that nobody was to blame}.")
    assert [(source, cue) for source, cue, _ in found] == [("The minister", "said"), ("The minister", "added")]


def test_a_quotation_broken_by_its_cue_is_one_attribution() -> None:
    found = _linked('{t "We saw it,"} {s Ana Ruiz} {c said}. {t "Nobody else did."}')
    assert found == [("Ana Ruiz", "said", ['"We saw it,"', '"Nobody else did."'])]


def test_a_quotation_goes_on_in_the_next_block_but_no_farther() -> None:
    blocks = [
        '{t "We saw it,"} {s Ana Ruiz} {c said}.',
        '{t "Nobody else did at the time."}',
        "It rained all day.",
        '{t "So what?"}',
    ]
    found = _linked("\n\n".join(blocks))
    assert found[0][2] == ['"We saw it,"', '"Nobody else did at the time."']
    assert found[1] == ("", "", ['"So what?"'])


# ----------------------------------------------------------------- merging


def _merged(text: str) -> list[Speech]:
    """The attributions from the marked spans in a text in which the rules found nothing."""
    parsed, tagged = _marked(text)
    return Merger(parsed, lexicon.load().cues).merge([], tagged)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("{s Ana Ruiz} {c says} {t that Luis Mora left}.", "affirmed"),
        ("{s Ana Ruiz} {c denies} {t that Luis Mora left}.", "denied"),
        ("{s Ana Ruiz} {c believes} {t that Luis Mora left}.", "hedged"),
        ("{s Ana Ruiz} {c relishes} {t that Luis Mora left}.", "hedged"),  # the verb is in no table
        ("It {c is said} {t that Luis Mora left}.", "hedged"),  # it has no speaker
    ],
)
def test_what_only_the_tagger_saw_is_as_sure_as_its_cue(text: str, stance: str) -> None:
    (speech,) = _merged(text)
    assert (speech.stance, speech.rule, len(speech.content)) == (stance, MODEL, 1)


@pytest.mark.parametrize(
    "text",
    [
        "{s Ana Ruiz} {c gave} {t details of her visit to Peru}.",
        "{s Ana Ruiz} {c spoke} {t regarding her visit to Peru}.",
        "Parliament {c voted} {t to hold Luis Mora in contempt}.",
    ],
)
def test_what_is_named_or_done_is_not_said(text: str) -> None:
    (speech,) = _merged(text)
    assert speech.content == ()
    assert speech.extent is not None
    assert len(speech.extent.content) == 1


def test_rules_say_what_an_attribution_means_and_the_tagger_how_far_it_reaches() -> None:
    parsed, tagged = _marked("{s The former mayor, Ana Ruiz,} {c has denied} {t that she took it} on Monday.")
    ruled = AttributionFinder(parsed, lexicon.load()).find()
    (speech,) = Merger(parsed, lexicon.load().cues).merge(ruled, tagged)
    assert (speech.stance, speech.rule) == ("denied", "speech.deny")
    assert speech.extent is not None
    assert speech.extent.cue is not None
    assert parsed.text(*speech.extent.cue) == "has denied"


# ------------------------------------------------------------- whole texts


def test_an_article_reads_the_same_whatever_was_read_before() -> None:
    text = "The senator said on Monday that the mayor had taken bribes, according to two officials."
    alone = annotate(from_text(text))
    annotate(from_text("“Never,” he shouted. " * 40))
    assert annotate(from_text(text)) == alone


def test_a_text_without_a_word_has_no_attribution() -> None:
    assert attributions("…\n\n– –\n") == []
