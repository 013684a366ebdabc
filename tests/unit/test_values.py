"""The steps of the reading pass on values: the records cannot be changed, and no step writes into one."""

import ast
import dataclasses
import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_type_hints

import pytest

import graph.extract
from graph.extract.lexicon import lexicon
from graph.extract.names.draft import NodeDraft
from graph.extract.names.evidence import Evidence
from graph.extract.names.finder import find_names
from graph.extract.parse.parser import parse
from graph.extract.reference.coreference import find_references
from graph.extract.relations.relations import find_relations
from graph.extract.speech.finder import find_speeches
from graph.extract.statements.consequences import find_statements
from graph.read import from_text

ROOT = Path(graph.extract.__file__).parent
DRAFTS = (NodeDraft, Evidence)
"""What may change while the names of an article are read, and is not passed on."""

BEFORE_NAMES = ("lexicon", "parse", "repair", "tagger", "words")
"""The packages that know nothing of nodes, and that write into words and into the output of the tagger's runtime."""

AFTER_NAMES = sorted(p for p in ROOT.rglob("*.py") if p.parent.name not in ("names", *BEFORE_NAMES))

STEPS: list[Callable[..., object]] = [
    parse,
    find_names,
    find_speeches,
    find_references,
    find_relations,
    find_statements,
]
CHANGEABLE = re.compile(r"\b(list|dict|set|Counter|defaultdict|deque|bytearray)\b")
CHANGING = {"add", "append", "clear", "discard", "extend", "insert", "pop", "remove", "setdefault", "update"}

TEXT = (
    "Lima (AP) — Peru's President Ana Paz said on Monday that the gang Los Lobos attacked protesters in Lima. "
    '"We met with Interior Minister Luis Mora," she said. Mora denied that he had met her. '
    "Peruvian officials designated Los Lobos as a terrorist organization. Paz visited Quito after the talks with Mora."
)


def records() -> list[type[Any]]:
    """All dataclasses of the package."""
    names = (module.name for module in pkgutil.walk_packages([str(ROOT)], "graph.extract."))
    modules = [importlib.import_module(name) for name in names]
    found = {value for module in modules for value in vars(module).values() if isinstance(value, type)}
    made = (it for it in found if dataclasses.is_dataclass(it) and it.__module__.startswith("graph.extract."))
    return sorted(made, key=lambda it: (it.__module__, it.__name__))


def writes(source: str) -> Iterator[int]:
    """The lines that write into objects that are not the writer's own: `x.field = …`, `x.field[…] = …`,
    `x.field.append(…)`, `setattr(x, …)`. What `__new__` makes counts as its own."""
    fields = {field.name for record in records() for field in dataclasses.fields(record)}
    tree = ast.parse(source)
    makers = (it for it in ast.walk(tree) if isinstance(it, ast.FunctionDef) and it.name == "__new__")
    making = {id(inside) for it in makers for inside in ast.walk(it)}
    for node in ast.walk(tree):
        if id(node) in making:
            continue
        if isinstance(node, ast.Attribute | ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
            if _is_of_another(node.value if isinstance(node, ast.Subscript) else node):
                yield node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            changed = node.func.value
            known = isinstance(changed, ast.Attribute) and changed.attr in fields - {"entities"}
            if node.func.attr == "__setattr__" or (node.func.attr in CHANGING and known and _is_of_another(changed)):
                yield node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("setattr", "delattr"):
            yield node.lineno


def _is_of_another(target: ast.expr) -> bool:
    """Whether an expression is an attribute of anything other than the object whose method contains it."""
    return isinstance(target, ast.Attribute) and not (isinstance(target.value, ast.Name) and target.value.id == "self")


@pytest.mark.parametrize("record", [it for it in records() if it not in DRAFTS], ids=lambda it: it.__name__)
def test_a_record_cannot_be_changed(record: type[Any]) -> None:
    assert record.__dataclass_params__.frozen
    assert [f.name for f in dataclasses.fields(record) if CHANGEABLE.search(str(f.type))] == []


@pytest.mark.parametrize("step", STEPS, ids=lambda it: it.__name__)
def test_each_step_hands_on_a_record(step: Callable[..., object]) -> None:
    assert get_type_hints(step)["return"] in records()


@pytest.mark.parametrize("path", AFTER_NAMES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_no_step_but_that_of_names_writes_into_what_it_was_given(path: Path) -> None:
    assert [f"{path.name}:{line}" for line in writes(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "line",
    [
        "node.type = 'Agent'",
        "self.entities.get(key).gender = gender",
        "node.names[name] += 1",
        "node.nouns |= {noun}",
        "speech.content.append(words)",
        "self.entities.get(key).offices.append(office)",
        "del node.names[name]",
        "setattr(node, 'type', 'Agent')",
        "object.__setattr__(node, 'type', 'Agent')",
        "for node.type in kinds: pass",
    ],
)
def test_what_writes_into_a_record_is_seen(line: str) -> None:
    assert list(writes(line)) == [1]


@pytest.mark.parametrize("line", ["self.found = []", "self.known[key] = node", "self.uses.append(use)", "node = None"])
def test_who_writes_into_its_own_memory_is_left_alone(line: str) -> None:
    assert list(writes(line)) == []


def test_what_an_article_gives_is_fixed_to_the_bottom() -> None:
    words = lexicon.load()
    parsed = parse(from_text(TEXT), words)
    names = find_names(parsed, words)
    speeches = find_speeches(parsed, words, None)
    references = find_references(parsed, words, names, speeches)
    relations = find_relations(parsed, words, speeches, references)
    statements = find_statements(parsed, words, speeches, relations)
    assert speeches.all
    assert relations.references.described
    assert statements.references.entities.nodes.keys() > names.entities.nodes.keys()
    for record in (names, speeches, references, relations, statements):
        assert list(changeable(record)) == []


def changeable(value: object, at: str = "") -> Iterator[str]:
    """The places in a value that can be changed."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from changeable(getattr(value, field.name), f"{at}.{field.name}")
    elif isinstance(value, MappingProxyType):
        for key, inner in value.items():
            yield from changeable(inner, f"{at}[{key!r}]")
    elif isinstance(value, tuple | frozenset):
        for number, inner in enumerate(value):
            yield from changeable(inner, f"{at}[{number}]")
    elif isinstance(value, list | dict | set | bytearray):
        yield at
