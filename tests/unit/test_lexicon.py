"""The lexicon is one value, loaded once and passed in."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import graph.extract
from graph.extract.lexicon import lexicon

ROOMS = Path(graph.extract.__file__).parent
MODELS = {"language.load", "tagger.load"}
"""Modules that load models, which do not belong to the lexicon."""
ABOVE = {"pipeline.py", "lexicon/lexicon.py"}


def _loads(tree: ast.Module) -> list[str]:
    """What a module itself loads, or reads from files, with the line number."""
    named = {
        alias.asname or alias.name: f"{node.module.rsplit('.')[-1]}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = node.func
        name = named.get(called.id, called.id) if isinstance(called, ast.Name) else ""
        if isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name):
            name = f"{called.value.id}.{called.attr}"
        if name.rsplit(".")[-1] in ("load", "loads", "read_text") and name not in MODELS:
            found.append(f"{name}:{node.lineno}")
    return found


@pytest.mark.parametrize("path", sorted(ROOMS.rglob("*.py")), ids=lambda p: p.relative_to(ROOMS).as_posix())
def test_no_room_loads_a_table_by_itself(path: Path) -> None:
    inside = path.relative_to(ROOMS)
    allowed = inside.as_posix() in ABOVE or inside.parts[0] in ("lexicon", "tagger")
    assert allowed or not _loads(ast.parse(path.read_text(encoding="utf-8")))


def test_the_check_sees_every_way_to_load() -> None:
    code = """
from graph import ontology
from graph.extract.lexicon.lexicon import load
from graph.extract.lexicon.lexicon import load as lexicon_of_all
def f(): return ontology.load(), load(), lexicon_of_all(), language.load()
"""
    assert _loads(ast.parse(code)) == ["ontology.load:5", "lexicon.load:5", "lexicon.load:5"]


def test_the_lexicon_is_one_fixed_value() -> None:
    loaded = lexicon.load()
    assert loaded is lexicon.load()
    with pytest.raises(AttributeError):
        loaded.frames = ()  # type: ignore[misc]
