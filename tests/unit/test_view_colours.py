"""The page's colours: words are readable on every background, in both themes."""

from __future__ import annotations

import re

import pytest

from graph.resources import read_text

WORDS = ("ink", "soft", "accent", "stated", "claimed", "denied", "hedged", "first", "second", "both")
PAPER = ("paper", "surface", "sunk")
OTHERS = (("ink", "halo"), ("ink", "mark"), ("paper", "ink"), ("paper", "accent"), ("paper", "denied"))
ICONS = ("person", "state", "organization", "criminal", "place", "happening", "label")


def themes() -> dict[str, dict[str, str]]:
    """The variables of each theme; the dark one inherits what it does not set from the light one."""
    light, dark = re.findall(r":root[^{]*\{(.*?)\}", read_text("view", "page.css"), re.DOTALL)[:2]
    named = re.compile(r"--([\w-]+): (#[0-9a-f]{3,6});")
    return {"light": dict(named.findall(light)), "dark": dict(named.findall(light)) | dict(named.findall(dark))}


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * each for each in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [it / 12.92 if it <= 0.04045 else ((it + 0.055) / 1.055) ** 2.4 for it in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_can_be_read_on_what_they_are_written_on(theme: str) -> None:
    colours = themes()[theme]
    pairs = [(word, paper) for word in WORDS for paper in PAPER] + list(OTHERS)
    low = {pair: round(contrast(*(colours[it] for it in pair)), 2) for pair in pairs}
    assert {pair: found for pair, found in low.items() if found < 4.5} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_signs_and_what_is_in_them_can_be_told_apart(theme: str) -> None:
    """Graphics need a contrast of three to one (WCAG 1.4.11): signs on the background, and icons on the signs."""
    colours = themes()[theme]
    low = {it: round(contrast(colours[it], colours[f"on-{it}"]), 2) for it in ICONS}
    assert {name: found for name, found in low.items() if found < 3} == {}


def test_the_measure_is_that_of_the_guidelines() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)
