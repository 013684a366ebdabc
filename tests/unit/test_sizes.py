"""Every function and every file is short enough to be taken in at a glance."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from support import ROOT

FUNCTION = 40
FILE = 300
"""Lines, including comments and the docstring."""

PACKAGE = ROOT / "graph"
VENDORED = PACKAGE / "data" / "view" / "vendor"
FILES = [
    path
    for path in sorted(PACKAGE.rglob("*"))
    if path.suffix in (".py", ".js", ".css") and not path.is_relative_to(VENDORED)
]


def too_long(code: str) -> list[str]:
    """The functions that are too long: a signature is a list and a docstring is prose, so neither counts."""
    functions = (it for it in ast.walk(ast.parse(code)) if isinstance(it, ast.FunctionDef | ast.AsyncFunctionDef))
    return [it.name for it in functions if (it.end_lineno or 0) - _begins(it) >= FUNCTION]


def _begins(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The first line of a function's body, minus one for its name."""
    told = ast.get_docstring(function) is not None and len(function.body) > 1
    return function.body[told].lineno - 1


def test_all_kinds_of_files_are_looked_at() -> None:
    assert {path.suffix for path in FILES} == {".py", ".js", ".css"}
    assert PACKAGE / "build.py" in FILES


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_file_is_short_and_so_are_its_functions(path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    assert code.count("\n") <= FILE
    assert path.suffix != ".py" or not too_long(code)


@pytest.mark.parametrize(("lines", "told"), [(FUNCTION, []), (FUNCTION + 1, ["f"])])
def test_a_function_may_have_forty_lines(lines: int, told: list[str]) -> None:
    body = "    pass\n" * (lines - 1)
    assert too_long(f"class A:\n    def f(self):\n{body.replace('    ', '        ')}") == told
    assert too_long(f"async def f():\n{body}") == told


MODULES = 12
"""How many modules a package of the reading may have, without its `__init__`."""

FLOORS = 5
"""How many modules of one package may depend on one another."""

ROOMS = [path.parent for path in sorted((PACKAGE / "extract").glob("*/__init__.py"))]


def imported(module: Path) -> set[str]:
    """The modules from its own package that a module imports."""
    room = f"graph.extract.{module.parent.name}"
    nodes = [it for it in ast.walk(ast.parse(module.read_text(encoding="utf-8"))) if isinstance(it, ast.ImportFrom)]
    whole = {alias.name for it in nodes if it.module == room for alias in it.names}
    return whole | {it.module.rsplit(".", 1)[1] for it in nodes if it.module and it.module.startswith(f"{room}.")}


def floors(room: Path) -> int:
    """The longest chain of modules in a package that depend on one another."""
    below = {path.stem: imported(path) for path in room.glob("*.py")}

    def height(name: str) -> int:
        return 1 + max((height(it) for it in below[name]), default=0)

    return max(map(height, below))


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_of_the_reading_is_small_and_low(room: Path) -> None:
    assert len(list(room.glob("*.py"))) - 1 <= MODULES
    assert floors(room) <= FLOORS
