"""How certain a text is that an event has happened: sentences with a marked event, and general properties."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extract.lexicon.certainty import MOST, Governing
from graph.extract.lexicon.lexicon import load
from graph.extract.parse.parser import parse
from graph.extract.stance.certainty import Certainty, Factuality
from graph.extract.words import Doc
from graph.read import from_text
from graph.rulebook.tables import table

SURE, LIKELY, OPEN, UNSURE, NOT = (2.4, 3.0), (1.2, 2.7), (-0.3, 1.9), (-3.0, 1.3), (-3.0, -0.5)
"""The bounds between which readers rate such events; the ranges touch, since readers do not agree to within a tenth."""

EVENTS = [
    (SURE, "Ortega *visited* Havana on Monday."),
    (NOT, "Ortega did not *visit* Havana on Monday."),
    (NOT, "Ortega never *met* the bishops."),
    (UNSURE, "Nobody *attacked* the convoy."),
    (NOT, "The police said no *arrests* had been made."),
    (UNSURE, "Ortega almost *signed* the treaty."),
    (OPEN, "Ortega may *visit* Havana next week."),
    (LIKELY, "Ortega will *visit* Havana next week."),
    (LIKELY, "Ortega probably *signed* the treaty."),
    (LIKELY, "Ortega allegedly *beat* the guard."),
    (UNSURE, "Ortega would have *attended* the summit if he had been invited."),
    (OPEN, "If Ortega *signs* the treaty, the minister will resign."),
    (OPEN, "Did Ortega *sign* the treaty?"),
    (LIKELY, "Ortega managed to *convince* the bishops."),
    (NOT, "Ortega did not manage to *convince* the bishops."),
    (NOT, "Ortega failed to *convince* the bishops."),
    (NOT, "Ortega refused to *sign* the treaty."),
    (NOT, "Ortega forgot to *sign* the treaty."),
    (NOT, "Ortega has yet to *answer* the bishops."),
    (NOT, "Ortega was too weak to *govern*."),
    (OPEN, "Ortega tried to *block* the treaty."),
    (OPEN, "The minister wants Ortega to *sign* the treaty."),
    (LIKELY, "Ortega promised to *release* the prisoners."),
    (SURE, "Ortega released the prisoners, as he had *promised*."),
    (LIKELY, "Ortega was forced to *resign*."),
    (LIKELY, "Ortega is expected to *attend* the summit."),
    (UNSURE, "Ortega was barred from *entering* the country."),
    (UNSURE, "Ortega resigned without *naming* a successor."),
    (SURE, "Ortega resigned after *meeting* the bishops."),
    (LIKELY, "Ortega flew to Lima to *meet* the bishops."),
    (SURE, "The minister said that Ortega *signed* the treaty."),
    (UNSURE, "The minister denied that Ortega *signed* the treaty."),
    (SURE, "Ortega knew that the bishops had *signed*."),
    ((1.2, 3.0), "Ortega did not regret that he had *met* the bishops."),
    (UNSURE, "It is unlikely that Ortega *attended* the summit."),
    ((-1.5, 2.0), "Few residents *voted* on Sunday."),
    (SURE, "A few residents *voted* on Sunday."),
    (NOT, "The planned *attack* never took place."),
    (UNSURE, "Ruiz dreams of *building* a school."),
    (NOT, "The army was unable to *reopen* the bridge."),
    (LIKELY, "The army used drones to *attack* the village."),
    (NOT, "There was no *attack* on the village."),
    (SURE, "Ruiz regrets having *signed* the letter."),
    (SURE, "The minister, who *resigned* in May, lives in Lima."),
    (OPEN, "It is unclear whether Ortega *attended* the summit."),
]


def _words(text: str) -> Doc:
    return parse(from_text(text, language="en"), load()).doc


def _read(marked: str) -> tuple[Certainty, Doc]:
    """The certainty of the event whose word is between two asterisks."""
    before, word, after = marked.split("*")
    doc = _words(before + word + after)
    event = next(t for t in doc if t.text == word)
    return Factuality(load()).read(event), doc


@pytest.mark.parametrize(("bounds", "marked"), EVENTS)
def test_events_are_as_certain_as_their_sentence_says(bounds: tuple[float, float], marked: str) -> None:
    certainty, _ = _read(marked)
    assert bounds[0] <= certainty.value <= bounds[1]


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("Ortega *visited* Havana.", []),
        ("Ortega did not manage to *convince* them.", ["not", "manage"]),
        ("The minister said Ortega may *resign*.", ["said", "may"]),
        ("Ortega resigned without *naming* a successor.", ["without"]),
        ("If Ortega *signs* it, the minister will resign.", ["If", "will"]),
        ("Ortega was barred from *entering*.", ["barred"]),
        ("It is unlikely that Ortega *attended*.", ["unlikely"]),
        ("Did Ortega *sign* it?", ["?"]),
    ],
)
def test_the_words_that_decided_are_told(marked: str, words: list[str]) -> None:
    certainty, doc = _read(marked)
    assert [doc[i].text for i in certainty.words] == words


_FRAGMENTS = "Ortega did not may if failed to that said wants denied visit visited the attack no nobody without and , ?"


@given(st.lists(st.sampled_from(_FRAGMENTS.split()), min_size=1, max_size=14))
def test_every_word_of_any_text_has_a_place_on_the_scale(words: list[str]) -> None:
    doc = _words(" ".join(words))
    reader = Factuality(load())
    for token in doc:
        certainty = reader.read(token)
        assert -MOST <= certainty.value <= MOST
        assert list(certainty.words) == sorted({*certainty.words})
        assert all(0 <= i < len(doc) for i in certainty.words)


@given(*[st.floats(-1, 1)] * 4)
def test_what_governs_lies_between_the_values_of_its_class(yes: float, open_: float, no: float, share: float) -> None:
    made = Governing("any", yes, open_, no).of(share)
    low, high = (min(yes, open_), max(yes, open_)) if share > 0 else (min(no, open_), max(no, open_))
    assert low - 1e-9 <= made <= high + 1e-9


def test_no_word_is_in_two_classes_of_one_form_and_each_form_has_a_class_for_all_others() -> None:
    rows = table("certainty.toml")
    governors = [(form, word) for row in rows["governor"] for form in row["forms"] for word in row["words"] or [""]]
    beside = [word for row in rows["beside"] for word in row["words"]]
    assert len(governors) == len({*governors})
    assert len(beside) == len({*beside})
    assert {form for form, word in governors if not word} == {form for form, _ in governors}
