"""The visible characters of an article, and the alternative names that are left out of the parsed text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.extract.lexicon.lexicon import load
from graph.extract.text import asides
from graph.extract.text.shown import show
from graph.model import Span

MARKS = "\u00ad\u200b\u200d\u2060\ufeff"


@given(st.text(alphabet=f"ab Ż“’{MARKS}😀\n", max_size=40))
def test_what_is_shown_is_where_it_says(text: str) -> None:
    shown = show(text, Span(0, len(text)))
    assert len(shown.text) == len(shown.at)
    assert list(shown.at) == sorted(set(shown.at))
    assert not set(shown.text) & set(MARKS)
    assert all(text[at] == c for c, at in zip(shown.text, shown.at, strict=True) if c in "abŻ")


@given(st.text(alphabet="Ab \"',.()", max_size=60))
def test_what_is_left_out_is_in_order(text: str) -> None:
    cuts = [cut for aside in asides.find(text, load()) for cut in aside.cuts]
    ends = [end for cut in cuts for end in cut]
    assert ends == sorted(ends)
    assert all(0 <= end <= len(text) for end in ends)


@pytest.mark.parametrize(
    ("text", "left", "aliases"),
    [
        ('Juan Pérez, alias "Pico," was seen.', "Juan Pérez was seen.", ["Pico"]),
        ('The boss, Juan Pérez, alias "Pico," was seen.', "The boss, Juan Pérez, was seen.", ["Pico"]),
        ('Juan Pérez, known as "Pico," who fled, died.', "Juan Pérez, who fled, died.", ["Pico"]),
        ('They want Juan Pérez, aka "Pico." Police said so.', "They want Juan Pérez. Police said so.", ["Pico"]),
        ('It was Juan Pérez, alias "Pico," said Ana Mora.', "It was Juan Pérez, said Ana Mora.", ["Pico"]),
        ("Juan 'El Pico' Pérez fled.", "Juan Pérez fled.", ["El Pico"]),
        ("Lola Mora, born Ana Paz in Lima, died.", "Lola Mora, born in Lima, died.", ["Ana Paz"]),
        ("Lola Mora, born in Lima, died.", "Lola Mora, born in Lima, died.", []),
        ("Using the alias Ana Paz, Lola Mora fled.", "Lola Mora fled.", ["Ana Paz"]),
        ("The River Union — URT, for its initials in Spanish — grew.", "The River Union grew.", ["URT"]),
        ('Juan Pérez (alias "Pico" or "Tito") fled.', "Juan Pérez fled.", ["Pico", "Tito"]),
        ("Police caught alias Pico.", "Police caught Pico.", []),
        ("A gang known as Los Lobos fled.", None, []),
        ("Juan Pérez, called President Mora on Friday.", None, []),
        ('Ana Mora told Fox News, "No," and left.', None, []),
        ('Ana Mora, called "a liar" by Juan Pérez, left.', None, []),
        ('Ana Mora\'s "Halo" Tour began.', None, []),
    ],
)
def test_other_names_are_left_out(text: str, left: str | None, aliases: list[str]) -> None:
    found = asides.find(text, load())
    shown = show(text, Span(0, len(text))).without(cut for aside in found for cut in aside.cuts)
    assert shown.text == (left or text)
    assert [text[a:b] for aside in found for a, b in aside.aliases] == aliases
