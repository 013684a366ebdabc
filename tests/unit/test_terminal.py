"""Printed text stays on its line and cannot control the terminal."""

from __future__ import annotations

import unicodedata

import pytest

from graph.terminal import printable
from support.properties import given, st


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (" Ana\r\n Pérez\u2028日本 🧨 ", "Ana Pérez 日本 🧨"),
        ("a\x1b[31mb\u202ec\ud800", "a\\u001b[31mb\\u202ec\\ud800"),
        ("a\U000e0041b", "a\\U000e0041b"),
    ],
)
def test_printable(text: str, shown: str) -> None:
    assert printable(text) == shown


@given(st.text())
def test_nothing_steers_the_terminal(text: str) -> None:
    assert not {unicodedata.category(c) for c in printable(text)} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
