"""English and the ontology are in tables: the reading's code has no list of either, and names ever fewer words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import graph.extract
from graph import ontology
from graph.extract.text import language

ROOMS = Path(graph.extract.__file__).parent
ELSEWHERE = ("lexicon", "tagger", "words")
"""Packages that read the tables or a model, or take over the parser's output."""

OWN = frozenset(
    "name city country title known region demonym institution described delegate quantity member members means kind"
    " utterance spokesperson issued deed clause infinitive subj self body between inside model given-name head"
    " apposition acronym place article membership shape aimed done undone intended refused asks answers initials"
    " named intercept score length".split()
)
"""Words of the program: kinds of mentions, nouns and evidence, slots, results, features."""

TERMS = 31
"""Files that name a class or a relation."""


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(ROOMS.rglob("*.py")):
        inside = path.relative_to(ROOMS)
        if inside.parts[0] not in ELSEWHERE:
            yield inside.as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def _texts(nodes: list[ast.expr | None]) -> list[str]:
    return [it.value for it in nodes if isinstance(it, ast.Constant) and isinstance(it.value, str)]


def _lists(tree: ast.Module) -> Iterator[list[str]]:
    """The strings of each list, set, tuple and dictionary, and of each string that is split into words."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            yield _texts([*node.elts])
        elif isinstance(node, ast.Dict):
            yield _texts([*node.keys])
            yield _texts([*node.values])
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
            yield [word for text in _texts([node.func.value]) for word in text.split()]


def _terms() -> frozenset[str]:
    loaded = ontology.load()
    return frozenset({*loaded.classes, *loaded.relations, *loaded.groups})


def _labels() -> frozenset[str]:
    parser = language.load().get_pipe("parser")
    return frozenset({*parser.labels, "obj"})  # type: ignore[attr-defined]


def _is_english(words: list[str], labels: frozenset[str]) -> bool:
    low = [word for word in words if re.fullmatch(r"[a-z][a-z'’ -]*", word)]
    left = [word for word in low if word not in labels | OWN]
    return len(left) >= 2 and 2 * len(left) >= len(low)


def test_english_is_in_tables() -> None:
    labels = _labels()
    found = [file for file, tree in _modules() if any(_is_english(words, labels) for words in _lists(tree))]
    assert found == []


def test_lists_of_classes_and_relations_are_in_tables() -> None:
    terms = _terms()
    found = [(file, words) for file, tree in _modules() for words in _lists(tree) if len(terms & {*words}) >= 2]
    assert found == []


def test_classes_and_relations_are_named_in_fewer_and_fewer_files() -> None:
    terms = _terms()
    found = [
        file
        for file, tree in _modules()
        if any(
            isinstance(it, ast.Constant) and it.value in terms for it in ast.walk(tree) if isinstance(it, ast.Constant)
        )
    ]
    assert len(found) <= TERMS, found


def test_the_measures_see_what_they_count() -> None:
    code = ["A = ('into', 'onto')", "B = 'may might'.split()", "C = {'Person': 1, 'Group': 2}", "D = ('nsubj', 'dobj')"]
    lists = [words for line in code for words in _lists(ast.parse(line)) if words]
    assert [_is_english(words, _labels()) for words in lists] == [True, True, False, False]
    assert [len(_terms() & {*words}) for words in lists] == [0, 0, 2, 0]
