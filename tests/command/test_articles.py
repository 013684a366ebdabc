"""The answer keys: at least a minimum is found, and no traps at all. The figures are those from `bench/articles.py`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from support import ROOT

sys.path.insert(0, str(ROOT / "bench"))

from articles import ARTICLES, score_folder

from graph import build
from graph.store import open_store
from graph.validate import validate

# Slightly below the current figures, so that the tests pass with another version of the parser; no trap is allowed.
FLOORS = {"dev": 70, "dev2": 62, "held": 72}


@pytest.mark.parametrize("folder", sorted(FLOORS))
def test_enough_is_exact_and_nothing_is_a_trap(folder: str) -> None:
    score = score_folder(ARTICLES / folder)
    assert not score.traps
    assert score.exact >= FLOORS[folder]


def test_every_folder_has_a_floor() -> None:
    assert {p.parent.name for p in ARTICLES.glob("*/key.yaml")} == set(FLOORS)


def test_every_quote_is_verbatim_and_every_shape_holds(tmp_path: Path) -> None:
    build(ARTICLES / folder for folder in sorted(FLOORS)).write(tmp_path)
    assert validate(open_store(tmp_path), [ARTICLES]) == []
